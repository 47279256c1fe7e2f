"""A window of one's own for each test, and someone who answers its questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.document import Document
from app.faults import Faults
from app.jobs import Jobs
from app.preferences import Preferences
from app.theme import Theme
from app.window import Lent, PageEntry, Window
from sim.store import new_project
from tests.app.stand_ins import PLAIN_PAGES, Answers
from tests.builders import backlog, line


@pytest.fixture
def answers() -> Answers:
    """Whom the window asks."""
    return Answers()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Preferences in a folder of their own."""
    return Preferences(tmp_path / "config")


@pytest.fixture
def document(qapp: QApplication) -> Document:
    """A small project without a file."""
    return Document(new_project(line([1.0, 2.0], arrivals=backlog(3))))


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """Jobs that are ended after the test."""
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, in force."""
    made = Theme("light")
    made.apply(qapp)
    return made


@pytest.fixture
def lent(document: Document, jobs: Jobs, preferences: Preferences, theme: Theme) -> Lent:
    """What a window works with."""
    return Lent(document, jobs, preferences, theme, Faults())


@pytest.fixture
def open_window(qtbot: QtBot, lent: Lent, answers: Answers) -> Callable[..., Window]:
    """Open a window on plain pages, or on those given."""

    def opened(pages: tuple[PageEntry, ...] = PLAIN_PAGES) -> Window:
        window = Window(lent, pages=pages, questions=answers)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    return opened


@pytest.fixture
def window(open_window: Callable[..., Window]) -> Window:
    """A window on plain pages."""
    return open_window()
