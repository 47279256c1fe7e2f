"""A History page of one's own for each test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.document import Document
from app.jobs import Jobs
from app.pages.history import HistoryPage
from app.pages.history.section import Means
from app.theme import Theme
from app.window import PAGES, Window
from tests.app.stand_ins import Answers


@pytest.fixture
def window(open_window: Callable[..., Window]) -> Window:
    """A window with the History page only."""
    return open_window(tuple(entry for entry in PAGES if entry.key == "history"))


@pytest.fixture
def page(window: Window, answers: Answers) -> HistoryPage:
    """The page in sight."""
    found = window.stack.page("history")
    assert isinstance(found, HistoryPage)
    found.questions = answers
    return found


@pytest.fixture
def means(jobs: Jobs, theme: Theme, document: Document) -> Means:
    """What a section works with; nobody answers where to save a table."""
    return Means(jobs, theme, document, lambda _: None)
