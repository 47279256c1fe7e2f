"""Somebody opens the program for the first time and looks at every page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.window import PAGES
from tests.journeys.conftest import SitDown
from tests.journeys.person import Person


class Witness(QObject):
    """Notes every window that appears."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt names it)
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched.objectName() or type(watched).__name__)
        return False


@pytest.fixture
def witness(qapp: QApplication) -> Iterator[Witness]:
    made = Witness()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


def look_round(person: Person) -> list[str]:
    """Look at each page until nothing is awaited; gives the keys of those seen."""
    seen = []
    for page in PAGES:
        person.go(page.key)
        person.qtbot.wait(60)
        person.wait_for_jobs()
        seen.append(page.key)
        assert not person.window.banner.isVisible()
    return seen


@pytest.mark.slow
def test_every_page_opens_within_the_one_window(witness: Witness, sit_down: SitDown) -> None:
    person = sit_down()
    seen = look_round(person)
    assert seen == ["stream", "what-if", "history", "forecast", "lessons", "report"]
    assert witness.windows == ["window"]


@pytest.mark.slow
def test_looking_round_changes_nothing(person: Person) -> None:
    before = person.project
    look_round(person)
    assert person.project is before
    assert person.lent.document.is_clean
    assert person.answers.asked == []
