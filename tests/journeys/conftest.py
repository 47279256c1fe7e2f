"""Someone who sits down in front of a window of their own."""

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
from app.window import Lent, Window
from sim.store import new_project
from sim.stream import example
from tests.app.stand_ins import Answers
from tests.journeys.person import PATIENCE_MS, Person

SitDown = Callable[[], Person]


@pytest.fixture
def sit_down(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[SitDown]:
    """Open a window on the first example, as the program does, as often as it is asked to.

    Windows share their preferences, like those that one person opens one after the other.
    """
    made: list[Person] = []

    def sit() -> Person:
        theme = Theme("light")
        theme.apply(qapp)
        document = Document(new_project(example("software-team")))
        answers = Answers()
        lent = Lent(document, Jobs(), Preferences(tmp_path / "config"), theme, Faults())
        window = Window(lent, questions=answers)
        person = Person(window, lent, answers, qtbot)
        made.append(person)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        with qtbot.waitActive(window, timeout=PATIENCE_MS):
            window.show()
            window.activateWindow()
        return person

    yield sit
    for person in made:
        person.answers.unsaved = "discard"
        person.window.close()


@pytest.fixture
def person(sit_down: SitDown) -> Person:
    """Someone in front of a window on the first example."""
    return sit_down()
