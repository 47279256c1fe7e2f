"""How long the window stands still while a stream of sixty stages is edited, every section unfolded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.bench_stalls import Heart, in_a_window
from tests.bench.measure import Bench

if TYPE_CHECKING:
    from app.pages.stream.page import StreamPage
    from tests.screens import Scene

BOUND_MS = 30.0
TIMES = 5
"""How often a gesture is made in one window; its median counts."""

Gesture = Callable[["StreamPage", int], object]


def benchmarks() -> list[Bench]:
    """One bench a gesture; the number that it gets is another one each time."""
    return [
        Bench(
            f"window: longest stall at {name}, 60 stages, all unfolded",
            "headrace",
            partial(stall_at, gesture),
            target=BOUND_MS,
        )
        for name, gesture in _gestures()
    ]


def _gestures() -> list[tuple[str, Gesture]]:
    def edit(field: str, value: Callable[[int], object]) -> Gesture:
        return lambda page, number: page.parts.board.field_edited.emit("s30", field, value(number))

    return [
        ("a limit", edit("wip_limit", lambda number: number + 3)),
        ("people", edit("workers", lambda number: number + 3)),
        ("a time", edit("time", lambda number: 0.1 + number / 100)),
        ("a name", edit("name", lambda number: f"Step {number}")),
        ("adding a stage", lambda page, _: page.parts.board.add_wanted.emit(10)),
        ("removing a stage", lambda page, number: page.parts.board.remove_wanted.emit(f"s{number + 40}")),
        ("duplicating a stage", lambda page, _: page.parts.board.copy_wanted.emit("s30")),
        ("dragging a stage", lambda page, number: page.parts.board.move_wanted.emit("s30", 30 + number % 2)),
        ("pasting two stages", _paste),
        ("undo", lambda page, number: (page.document.undo, page.document.redo)[number % 2]()),
        ("choosing a stage", lambda page, number: page.parts.board.choose(f"s{30 + number % 2}")),
    ]


def _paste(page: StreamPage, number: int) -> None:
    from app.canvas.intents import PasteCards, TakeCards

    if number == 1:
        page.gestures.take(TakeCards(("s3", "s4")))
    page.gestures.take(PasteCards(12))


def stall_at(gesture: Gesture) -> float:
    """Make a gesture some times on a stage whose fields are all in sight; the median of the stalls in ms."""
    with in_a_window() as scene:
        page = unfold_all(scene)
        numbers = count(1)
        gesture(page, next(numbers))
        return median(_one(scene, page, gesture, next(numbers)) for _ in range(TIMES))


def _one(scene: Scene, page: StreamPage, gesture: Gesture, number: int) -> float:
    heart = Heart()
    scene.settle(60)
    heart.listen()
    gesture(page, number)
    scene.settle(80)
    return heart.end()


def unfold_all(scene: Scene) -> StreamPage:
    """Show sixty stages, one of them chosen, and unfold every section of it."""
    from app.pages.stream.forms.section import SectionHeader
    from app.pages.stream.page import StreamPage
    from sim.stream import Stage

    old = scene.lent.document.project.stream
    time = old.stages[0].time
    stages = tuple(Stage(id=f"s{n}", name=f"Step {n}", workers=2, wip_limit=6, time=time) for n in range(60))
    cleared = {"stages": stages, "wip_groups": (), "board": (), "plan": (), "commitment": None}
    scene.put(old.model_copy(update=cleared))
    page = scene.page
    assert isinstance(page, StreamPage)
    page.parts.board.choose("s30")
    for header in page.parts.inspector.stage.findChildren(SectionHeader):
        page.parts.inspector.stage.unfold(header.objectName().rpartition(".")[2])
    scene.settle(300)
    return page
