"""How long the window stands still: the longest gap between two beats of a timer, by what is done."""

from __future__ import annotations

import csv
import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.measure import Bench

if TYPE_CHECKING:
    from app.pages.history import HistoryPage
    from tests.screens import Scene

BEAT_MS = 5
BOUND_MS = 50.0
"""The window never stands still for longer."""
ROWS, LOGGED, FILTERED = 5_000, 200_000, 65_000


def benchmarks() -> list[Bench]:
    """One bench a thing that a person does."""
    deeds: tuple[tuple[str, Callable[[Scene, Heart], None]], ...] = (
        ("starting a run", start_a_run),
        ("running at top speed with three charts", run_at_top_speed),
        ("changing a limit in a run", change_a_limit),
        ("changing a stage of sixty", change_a_stage_of_sixty),
        ("moving a What-if lever", move_a_lever),
        (f"importing a file of {ROWS:,} rows", import_a_file),
        (f"filtering a history of {FILTERED:,} items", filter_a_history),
        ("switching the theme", switch_the_theme),
        (f"opening a project with {LOGGED:,} log rows", open_a_project),
    )
    job = "window: longest stall while {}"
    return [
        Bench(job.format(name), "headrace", partial(stall, deed), target=BOUND_MS) for name, deed in deeds
    ]


class Heart:
    """Beats in the window's thread and remembers the longest pause between two beats.

    Attributes:
        longest_ms: That pause, since `listen`.
    """

    def __init__(self) -> None:
        """Begin to beat."""
        from PySide6.QtCore import Qt, QTimer

        self.longest_ms = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def listen(self) -> None:
        """Forget the pauses so far."""
        self.longest_ms, self._last = 0.0, time.perf_counter()

    def end(self) -> float:
        """Beat once more and stop; gives the longest pause."""
        self._beat()
        self._timer.stop()
        return self.longest_ms

    def _beat(self) -> None:
        here = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (here - self._last) * 1e3)
        self._last = here


def stall(deed: Callable[[Scene, Heart], None]) -> float:
    """Do something in a new window; gives the longest pause in ms, from the heart's last `listen` on."""
    with in_a_window() as scene:
        heart = Heart()
        deed(scene, heart)
        return heart.end()


def start_a_run(scene: Scene, heart: Heart) -> None:
    """Press Run and let it play for a second."""
    heart.listen()
    _press(scene, "run.play")
    scene.settle(1000)


def run_at_top_speed(scene: Scene, heart: Heart) -> None:
    """Let it run as fast as it goes, the charts filling."""
    _press(scene, "run.play")
    scene.settle(600)
    heart.listen()
    _press(scene, "run.end")
    scene.settle(2500)


def change_a_limit(scene: Scene, heart: Heart) -> None:
    """Change a WIP limit while it runs."""
    from app.edit import Edit
    from sim.stream import set_value

    _press(scene, "run.play")
    scene.settle(800)
    heart.listen()
    document = scene.lent.document
    stream = set_value(document.project.stream, f"stages.{document.project.stream.stages[0].id}.wip_limit", 2)
    document.apply(Edit("Set", replace(document.project, stream=stream)))
    scene.settle(500)


def change_a_stage_of_sixty(scene: Scene, heart: Heart) -> None:
    """Set the limit of one stage of a long board, while its form is in sight."""
    from app.edit import Edit
    from sim.stream import Stage, set_value

    first = scene.lent.document.project.stream.stages[0]
    stages = tuple(Stage(id=f"s{n}", name=f"Step {n}", workers=2, time=first.time) for n in range(60))
    cleared = {"stages": stages, "wip_groups": (), "board": (), "plan": (), "commitment": None}
    scene.put(scene.lent.document.project.stream.model_copy(update=cleared))
    scene.settle(300)
    heart.listen()
    document = scene.lent.document
    for limit in (5, 6, 7):
        stream = set_value(document.project.stream, "stages.s30.wip_limit", limit)
        document.apply(Edit("Set", replace(document.project, stream=stream)))
        scene.settle(150)


def move_a_lever(scene: Scene, heart: Heart) -> None:
    """Drag a lever over some positions and await the picture."""
    from PySide6.QtWidgets import QSlider

    scene.window.show_page("what-if")
    scene.wait_for_jobs()
    heart.listen()
    slider = next(each for each in scene.page.findChildren(QSlider) if each.isVisible())
    for position in (2, 3, 4):
        slider.setValue(position)
        scene.settle(40)
    scene.settle(300)
    scene.wait_for_jobs()


def import_a_file(scene: Scene, heart: Heart) -> None:
    """Read, preview and import a file of items."""
    from PySide6.QtWidgets import QAbstractButton

    path = scene.folder / "export.csv"
    write_items(path, ROWS)
    scene.window.show_page("history")
    scene.settle(200)
    heart.listen()
    scene.window.import_file(path)
    scene.wait_for_jobs()
    accept = scene.page.findChild(QAbstractButton, "history.import.accept")
    assert isinstance(accept, QAbstractButton)
    accept.click()
    scene.wait_for_jobs()


def filter_a_history(scene: Scene, heart: Heart) -> None:
    """Tick some of hundreds of parents, then a type, and take all back."""
    from app.pages.history import HistoryPage

    path = scene.folder / "programme.csv"
    write_items(path, FILTERED)
    scene.window.show_page("history")
    scene.window.import_file(path)
    scene.wait_for_jobs()
    page = scene.page
    assert isinstance(page, HistoryPage)
    page.import_view.accept_button.click()
    _await_charts(scene, page)
    heart.listen()
    for respect, row in (("parent", 3), ("parent", 5), ("type", 0)):
        page.overview.filters.chips[respect].model.toggle(row)
        _await_charts(scene, page)
    page.overview.filters.clear.click()
    _await_charts(scene, page)


def _await_charts(scene: Scene, page: HistoryPage) -> None:
    scene.wait_for_jobs()
    scene.wait_for(lambda: page.overview.is_drawn)


def switch_the_theme(scene: Scene, heart: Heart) -> None:
    """From light to dark."""
    heart.listen()
    scene.lent.theme.choose("dark")
    scene.settle(100)


def open_a_project(scene: Scene, heart: Heart) -> None:
    """Open a file and show its history."""
    from sim.history import assemble, guess_mapping, read_table
    from sim.store import StoredHistory, new_project, save_project

    table, path = scene.folder / "large.csv", scene.folder / "large.headrace"
    write_items(table, LOGGED // 5)
    read = read_table(table)
    mapping = guess_mapping(read)
    imported = assemble(read, mapping)
    history = StoredHistory(imported.log, mapping, imported.report, table.name)
    save_project(replace(new_project(scene.lent.document.project.stream), history=history), path)
    scene.window.show_page("history")
    scene.settle(200)
    heart.listen()
    scene.window.files.take(path)
    scene.wait_for_jobs()


def write_items(path: Path, count: int) -> None:
    """Write what a tracker would export: one row an item, three dates."""
    begin = dt.datetime(2021, 1, 4, 9, tzinfo=dt.UTC)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["ID", "Title", "Type", "State", "Parent", "Created", "Started", "Closed"])
        for number in range(count):
            moments = [
                begin + dt.timedelta(hours=number % 40_000 + hours) for hours in (0, 30, 60 + number % 90)
            ]
            dates = [moment.strftime("%Y-%m-%d %H:%M") for moment in moments]
            told = [f"T-{number}", f"Item {number}", ("Story", "Bug")[number % 2], "Closed"]
            rows.writerow([*told, f"EPIC-{number % 400}", *dates])


def _press(scene: Scene, name: str) -> None:
    from PySide6.QtWidgets import QAbstractButton

    button = scene.window.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    button.click()
    if name == "run.play":
        scene.wait_for_jobs()


@contextmanager
def in_a_window() -> Iterator[Scene]:
    """Open a window on an example, and close it again."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    from app.collector import Collector
    from app.theme import Theme
    from sim.engine import warm_cache
    from sim.stream import example
    from tests.screens.scene import new_scene

    warm_cache()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme("light")
    theme.apply(app)
    collector = Collector(app)  # as the program has it
    with tempfile.TemporaryDirectory() as folder:
        scene = new_scene(app, theme, Path(folder))
        scene.put(example("software-team"))
        scene.settle(300)
        try:
            yield scene
        finally:
            collector.end()
            scene.close()
            # Outside of an event loop nothing else deletes what asked to be deleted later.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
