"""Opening a project with a long history: until its page is drawn, and how long the window stands still."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.bench_stalls import BOUND_MS, Heart, stall, write_items
from tests.bench.measure import Bench

if TYPE_CHECKING:
    from tests.screens import Scene

ROWS = 1_000_000
PER_ITEM = 3
TARGET_MS = 2_000.0


def benchmarks() -> list[Bench]:
    """How long it takes, and the longest stall; then the stalls of saving and of keeping unsaved work."""
    opening = f"window: opening a project with {ROWS:,} log rows"
    return [
        Bench(f"{opening}, until its figures stand", "headrace", milliseconds_to_open, target=TARGET_MS),
        Bench(f"{opening}, longest stall", "headrace", lambda: stall(open_and_see), target=BOUND_MS),
        Bench(
            f"window: saving a project with {ROWS:,} log rows, longest stall",
            "headrace",
            lambda: stall(save_it),
            target=BOUND_MS,
        ),
        Bench(
            f"window: keeping unsaved work with {ROWS:,} log rows, longest stall",
            "headrace",
            lambda: stall(keep_it),
            target=BOUND_MS,
        ),
    ]


@lru_cache(maxsize=1)
def large_project() -> tuple[tempfile.TemporaryDirectory[str], Path]:
    """Make the project once; the folder goes with the process."""
    from sim.history import assemble, guess_mapping, read_table
    from sim.store import StoredHistory, new_project, save_project
    from sim.stream import example

    folder = tempfile.TemporaryDirectory()
    table, path = Path(folder.name) / "large.csv", Path(folder.name) / "large.headrace"
    write_items(table, ROWS // PER_ITEM + 1)
    read = read_table(table)
    mapping = guess_mapping(read)
    imported = assemble(read, mapping)
    assert len(imported.log) >= ROWS, len(imported.log)
    history = StoredHistory(imported.log, mapping, imported.report, table.name)
    save_project(replace(new_project(example("software-team")), history=history), path)
    return folder, path


def milliseconds_to_open() -> float:
    """From the choice of the file to the figures of its history; in ms."""
    took: list[float] = []

    def deed(scene: Scene, heart: Heart) -> None:
        took.append(open_it(scene, heart))

    large_project()
    stall(deed)
    return took[0]


def open_it(scene: Scene, heart: Heart) -> float:
    """Open it on the page of its history; gives the milliseconds from the choice of the file on."""
    from app.pages.history import HistoryPage

    _, path = large_project()
    scene.window.show_page("history")
    scene.settle(200)
    page = scene.page
    assert isinstance(page, HistoryPage)
    heart.listen()
    begin = time.perf_counter()
    scene.window.files.take(path)
    scene.wait_for_jobs()
    scene.wait_for(lambda: page.overview.is_drawn)
    return (time.perf_counter() - begin) * 1e3


def open_and_see(scene: Scene, heart: Heart) -> None:
    """Open it; the heart beats meanwhile."""
    open_it(scene, heart)


def save_it(scene: Scene, heart: Heart) -> None:
    """Change it and save it elsewhere."""
    from app.edit import Edit

    document = scene.lent.document
    open_it(scene, heart)
    document.apply(Edit("Note", replace(document.project, notes="to be saved")))
    scene.settle(500)
    heart.listen()
    scene.window.files.saver.save(scene.folder / "saved.headrace")
    scene.wait_for_jobs()
    assert document.is_clean


def keep_it(scene: Scene, heart: Heart) -> None:
    """Keep it for recovery, its history packed for the first time."""
    from app.document import Document
    from app.edit import Edit
    from app.window.autosave import Autosave

    document: Document = scene.lent.document
    open_it(scene, heart)
    autosave = Autosave(document, scene.lent.jobs, scene.folder / "kept.headrace")
    document.apply(Edit("Note", replace(document.project, notes="not saved")))
    scene.settle(500)
    heart.listen()
    autosave.keep()
    scene.wait_for_jobs()
    assert autosave.is_kept
    autosave.end()
