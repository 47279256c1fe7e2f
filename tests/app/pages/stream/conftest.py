"""A Stream page of one's own for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.document import Document
from app.jobs import Jobs
from app.pages.stream import StreamPage
from app.preferences import Preferences
from app.theme import Theme
from sim.store import new_project
from sim.stream import example
from tests.app.pages.stream.page_bench import opened


@pytest.fixture
def document(qapp: QApplication) -> Document:
    """The software team, without a file."""
    return Document(new_project(example("software-team")))


@pytest.fixture
def page(
    document: Document, jobs: Jobs, preferences: Preferences, theme: Theme, qtbot: QtBot
) -> Iterator[StreamPage]:
    """The page, before the first run."""
    with opened(document, jobs, preferences, theme, qtbot) as made:
        yield made
