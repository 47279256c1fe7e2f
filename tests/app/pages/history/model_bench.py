"""A stream made of a history in the window: what a person presses, and what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.pages.history import HistoryPage
from app.pages.history.model_made import Made, MakeRequest, make
from app.window import PAGES, Window
from sim.calibration import Settings
from sim.log import EventLog
from sim.store import StoredHistory
from tests.app.pages.history.page_bench import settle, stored, teams
from tests.calibration.pasts import TODAY, ample, as_history, run

W = TypeVar("W", bound=QWidget)
PATIENCE_MS = 60_000
"""The first run of a fresh checkout compiles the engine."""


def two_pages(open_window: Callable[..., Window]) -> Window:
    """A window on the History page, with the Stream page beside it."""
    window = open_window(tuple(entry for entry in PAGES if entry.key in ("stream", "history")))
    window.show_page("history")
    return window


class Heard:
    """What a tracked job is given, outside of any job: it remembers what was reported."""

    def __init__(self) -> None:
        self.reports: list[tuple[float, str]] = []

    def report(self, share: float, text: str = "") -> None:
        """Take a report."""
        self.reports.append((share, text))


@cache
def board(days: float = 150.0, seed: int = 5) -> StoredHistory:
    """What a board of four stages remembers of some days."""
    plain = teams(3)
    return StoredHistory(as_history(run(ample(), days, seed)), plain.mapping, plain.report, "team.csv")


def made_of_log(log: EventLog, heard: Heard | None = None, **settings: Any) -> Made:
    """Make a stream of a log, as the job does."""
    return make(MakeRequest(log, TODAY, Settings(**settings)), heard or Heard())  # type: ignore[arg-type]


@dataclass
class Bench:
    """A person at the History page.

    Attributes:
        page: The page.
        window: The window around it.
        qtbot: Waits.
    """

    page: HistoryPage
    window: Window
    qtbot: QtBot

    def put(self, history: StoredHistory) -> None:
        """Show a project with a history."""
        self.page.document.replace(replace(self.page.document.project, history=history))
        settle(self.page, self.qtbot)

    def press(self, name: str) -> None:
        """Press a button that is in sight and enabled."""
        button = self.find(QAbstractButton, name)
        assert button.isVisible(), name
        assert button.isEnabled(), name
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def make(self) -> Made:
        """Make a stream of the history and wait for it."""
        self.press("history.makeStream")
        return self.wait_made()

    def wait_made(self) -> Made:
        """Wait for the stream."""
        self.wait(lambda: not self.page.jobs.is_busy)
        made = self.page.model.made
        assert made is not None
        return made

    def compare(self, runs: int = 20) -> None:
        """Set the model that is chosen beside the history."""
        self.press("model.face.check")
        self.page.model_view.check.runs.show_value(runs)
        self.press("model.compare")
        self.wait(lambda: not self.page.jobs.is_busy and self.page.model_view.check.is_drawn)

    def pick(self, name: str, key: str) -> None:
        """Choose an option of a choice by its key."""
        box = self.find(QComboBox, name)
        at = box.findData(key)
        assert at >= 0, key
        box.setCurrentIndex(at)
        box.activated.emit(at)

    def read(self, name: str) -> str:
        """Read a label."""
        return self.find(QLabel, name).text()

    def rows(self, name: str) -> list[list[str]]:
        """Read a table."""
        model = self.find(QTableView, name).model()
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def is_seen(self, name: str) -> bool:
        """Say whether something is in sight."""
        return self.find(QWidget, name).isVisible()

    def wait(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(is_so, timeout=PATIENCE_MS)

    def find(self, kind: type[W], name: str) -> W:
        """Find a part of the window by its name."""
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found


def few_done() -> StoredHistory:
    """Four items, of which one is done: nothing to rely on."""
    return stored("ID,Started,Done", "1,2025-01-01,2025-01-04", *(f"{n},2025-01-0{n}," for n in (2, 3, 4)))
