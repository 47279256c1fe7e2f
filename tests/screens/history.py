"""The History page: none yet, an import, a doubtful one, a typical history, a long one, its report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from app.pages.history import HistoryPage
from tests.screens.histories import put_history, write_export
from tests.screens.scene import Scene, State, as_it_opens


def page_of(scene: Scene) -> HistoryPage:
    page = scene.page
    assert isinstance(page, HistoryPage)
    return page


def begin_import(scene: Scene, path: Path) -> None:
    page_of(scene).import_file(path)
    scene.wait_for_jobs()


def importing(scene: Scene) -> None:
    """A file as most trackers write it, a few of its rows broken."""
    path = write_export(scene.folder / "export.csv", 90)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[4] = lines[4].replace("2025", "the year 2025", 1)
    lines[9] = lines[8]
    path.write_text("\n".join([*lines, "T-1,Copied,Bug,Closed,2025-09-02,2025-09-02,2025-09-01"]) + "\n")
    begin_import(scene, path)


def stages(scene: Scene) -> None:
    """A date for each stage, and an order of day and month that the file leaves open."""
    rows = [
        f"A-{n};Item {n};Story;0{n % 9 + 1}/01/2026;0{n % 9 + 1}/02/2026;0{n % 9 + 1}/03/2026;"
        f"0{n % 9 + 1}/04/2026;0{n % 9 + 1}/05/2026"
        for n in range(40)
    ]
    path = scene.folder / "board.csv"
    path.write_text("\n".join(["ID;Name;Type;Backlog;Build;Waiting for test;Test;Done", *rows]) + "\n")
    begin_import(scene, path)


def refused(scene: Scene) -> None:
    """A file that is no table."""
    path = scene.folder / "report.csv"
    path.write_bytes(b"%PDF-1.7 not a table")
    begin_import(scene, path)


def wait_for_charts(scene: Scene) -> None:
    scene.wait_for_jobs()
    scene.wait_for(lambda: page_of(scene).overview.is_drawn)
    scene.settle()


def typical(scene: Scene) -> None:
    put_history(scene, 130)
    wait_for_charts(scene)


def by_stage(scene: Scene) -> None:
    """Stages, of which one waits: efficiency, bands of the flow, ages by stage."""
    stages(scene)
    page_of(scene).import_view.accept_button.click()
    wait_for_charts(scene)


def full(scene: Scene) -> None:
    put_history(scene, 800)
    wait_for_charts(scene)


def report(scene: Scene) -> None:
    """What became of the rows of the history in force."""
    importing(scene)
    page_of(scene).import_view.accept_button.click()
    wait_for_charts(scene)
    button = scene.window.findChild(QPushButton, "history.source")
    assert button is not None
    button.click()
    scene.settle()


STATES: dict[str, State] = {
    "empty": as_it_opens,
    "import": importing,
    "import-stages": stages,
    "refused": refused,
    "typical": typical,
    "by-stage": by_stage,
    "full": full,
    "report": report,
}
