"""How long one frame of the board takes while 500 tokens are on it: followed, placed and painted."""

from __future__ import annotations

import os
import statistics
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING, Final

from tests.bench.bench_stalls import BOUND_MS, Heart, stall
from tests.bench.measure import Bench

if TYPE_CHECKING:
    from app.canvas import BoardView
    from sim.stream import Stream
    from tests.screens import Scene

FRAME_MS: Final = 1000 / 60
"""At 60 frames a second."""
TOKENS: Final = 500
FRAMES, FIRST = 400, 40


def benchmarks() -> list[Bench]:
    """The usual frame, and the slow one in a hundred."""
    job = f"board: a frame with {TOKENS} tokens in motion"
    stalled = "window: longest stall while exporting a run as a GIF"
    return [
        Bench(f"{job}, median", "headrace", lambda: statistics.median(frames()), target=FRAME_MS),
        Bench(f"{job}, 99 of 100", "headrace", slow_frame, target=FRAME_MS),
        Bench(stalled, "headrace", lambda: stall(export_a_run), target=BOUND_MS),
    ]


def export_a_run(scene: Scene, heart: Heart) -> None:
    """Let a run come a little way, and make a film of it."""
    from PySide6.QtCore import QSize

    from app.animation import Cut
    from app.pages.stream import StreamPage

    page = scene.page
    assert isinstance(page, StreamPage)
    page.run.make_ready(scene.lent.document.project)
    scene.wait_for(lambda: page.run.run is not None)
    assert page.run.run is not None
    page.run.run.advance_to(60.0)
    page.run.player.step()
    page.run.player.stop()
    scene.settle(500)
    heart.listen()
    page.around.films.make(Cut(40.0, 60.0, speed=5.0), QSize(960, 400), "gif", scene.folder / "run.gif")
    scene.wait_for(lambda: not page.around.films.maker.is_busy)


def slow_frame() -> float:
    """Give the time that 99 of 100 frames stay below, in ms."""
    return statistics.quantiles(frames(), n=100)[98]


def frames() -> list[float]:
    """Play a crowded run and measure each frame, in ms: rows, tokens, and the picture of the view."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.animation import motion_for
    from sim.engine import LiveRun, RunRequest

    view = _view()
    stream = crowded()
    run, motion, events = LiveRun(stream, RunRequest(seed=1)), motion_for(stream), 0
    run.advance_to(150.0)
    spent = []
    for _ in range(FRAMES):
        run.advance_to(run.now + 0.02)
        begin = perf_counter()
        time, item, kind, stage, who = (column.tolist() for column in run.rows(events))
        motion.add_types(run.types(events).tolist())
        motion.follow(zip(item, kind, stage, who, strict=True), time)
        events += len(item)
        motion.pass_time(1 / 60)
        view.show_frame(motion.frame(run.now, run.time_left()), 1 / 60)
        view.viewport().repaint()
        spent.append((perf_counter() - begin) * 1e3)
    present = sum(view.frame_shown.counts[:-1])
    if present < TOKENS:
        raise RuntimeError(f"only {present} tokens were on the board")
    return spent[FIRST:]


def crowded() -> Stream:
    """Eight stages with so many people that hundreds of items are in them, and 240 in what is done."""
    from sim.distributions import Distribution
    from sim.stream import Interarrival, Stage, example

    time = Distribution(family="lognormal", p50=4.0, p85=8.0)
    stages = tuple(Stage(id=f"s{n}", name=f"Stage {n}", workers=90, time=time) for n in range(8))
    arrivals = Interarrival(kind="interarrival", time=Distribution(family="exponential", mean=0.06))
    changed = {"stages": stages, "arrivals": (arrivals,), "wip_groups": (), "board": (), "commitment": None}
    return example("software-team").model_copy(update=changed)


@cache
def _view() -> BoardView:
    from PySide6.QtWidgets import QApplication

    from app.canvas import BoardView, board_state
    from app.theme import Theme, type_styles

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme("light")
    theme.apply(app)
    view = BoardView(theme)
    view.resize(1300, 420)
    stream = crowded()
    view.show_types(tuple(type_styles([kind.id for kind in stream.item_types]).values()))
    view.show_board(board_state(stream), {})
    view.show()
    return view
