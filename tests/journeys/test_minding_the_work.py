"""Files dropped on the window, and work that is not saved when something else is about to take its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.pages.history import HistoryPage
from sim.store import new_project, save_project
from sim.stream import dumps_stream, example
from tests.journeys.conftest import SitDown
from tests.journeys.person import CONTROL, Person
from tests.screens.histories import write_export

ACCEPTED = Qt.DropAction.CopyAction
MIDDLE = QPoint(700, 400)
"""On the board, where the eye is."""


def drop(person: Person, path: Path) -> object:
    """Drag a file over the board and let it go; gives whether it was welcome.

    It comes as it does from the system, to the window's surface: Qt finds out whom it concerns.
    """
    surface = person.window.windowHandle()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(MIDDLE, ACCEPTED, mime, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(surface, enter)
    if enter.isAccepted():
        let_go = QDropEvent(QPointF(MIDDLE), ACCEPTED, mime, buttons, keys)
        QApplication.sendEvent(surface, let_go)
    return enter.isAccepted()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A small history."""
    return write_export(tmp_path / "export.csv", 60)


@pytest.fixture
def factory(tmp_path: Path) -> Path:
    """A saved project of another kind."""
    path = tmp_path / "factory.headrace"
    save_project(new_project(example("factory-line")), path)
    return path


def rename(person: Person, name: str) -> None:
    """Name the stage Test anew on its card."""
    person.choose_card("test")
    person.press(Qt.Key.Key_F2)
    person.write("inPlace.name", name)
    assert person.project.stream.stage("test").name == name


def test_a_dropped_export_shows_its_preview_and_becomes_the_history(person: Person, export: Path) -> None:
    assert drop(person, export)
    page = person.page
    assert isinstance(page, HistoryPage)
    person.wait(page.import_view.accept_button.isEnabled)
    assert person.lent.document.is_clean
    person.click("history.import.accept")
    person.wait(lambda: page.measured is not None)
    history = person.project.history
    assert history is not None
    assert history.source == "export.csv"
    assert history.report.set_aside == ()


def test_a_dropped_project_and_a_dropped_stream_are_opened(
    person: Person, factory: Path, tmp_path: Path
) -> None:
    assert drop(person, factory)
    person.wait(lambda: person.project.stream == example("factory-line"))
    assert person.lent.document.path == factory
    desk = tmp_path / "desk.json"
    desk.write_text(dumps_stream(example("support-desk")), encoding="utf-8")
    assert drop(person, desk)
    assert person.project.stream == example("support-desk")
    assert person.lent.document.path is None


def test_a_file_of_another_kind_is_not_welcome(person: Person, tmp_path: Path) -> None:
    picture = tmp_path / "board.png"
    picture.write_bytes(b"\x89PNG")
    before = person.project
    assert not drop(person, picture)
    assert person.project is before


@pytest.mark.parametrize("name", ["broken.headrace", "broken.json"])
def test_a_broken_file_is_told_and_the_work_stays(person: Person, tmp_path: Path, name: str) -> None:
    broken = tmp_path / name
    broken.write_text("not what it says", encoding="utf-8")
    before = person.project
    drop(person, broken)
    person.wait(person.window.banner.isVisible)
    assert name in person.read("banner.text")
    assert person.project is before
    assert broken.read_text(encoding="utf-8") == "not what it says"


def test_who_cancels_keeps_all(person: Person, factory: Path) -> None:
    rename(person, "Check")
    mine = person.project
    person.answers.unsaved = "cancel"
    person.answers.open_path = factory
    ways: tuple[Callable[[], object], ...] = (
        lambda: drop(person, factory),
        lambda: person.press(Qt.Key.Key_O, CONTROL),
        lambda: person.press(Qt.Key.Key_N, CONTROL),
        lambda: person.press(Qt.Key.Key_Q, CONTROL),
    )
    for way in ways:
        way()
        assert person.project is mine
        assert person.window.isVisible()
        assert person.lent.document.stack.canUndo()
    assert [one for one in person.answers.asked if one.startswith("unsaved")] == ["unsaved Checkout team"] * 4
    person.press(Qt.Key.Key_Z, CONTROL)
    assert person.project.stream == example("software-team")
    assert person.lent.document.is_clean


def test_who_saves_on_the_way_out_finds_the_work_again(sit_down: SitDown, tmp_path: Path) -> None:
    person = sit_down()
    rename(person, "Check")
    mine = person.project
    person.answers.unsaved = "save"
    person.answers.save_path = tmp_path / "mine.headrace"
    person.press(Qt.Key.Key_Q, CONTROL)
    person.wait(lambda: not person.window.isVisible())
    again = sit_down()
    drop(again, tmp_path / "mine.headrace")
    again.wait(lambda: again.project.stream == mine.stream)
    assert again.lent.preferences.recent == (tmp_path / "mine.headrace",)


def test_who_cancels_the_choice_of_a_file_has_not_left(person: Person) -> None:
    rename(person, "Check")
    mine = person.project
    person.answers.unsaved = "save"
    person.answers.save_path = None
    person.press(Qt.Key.Key_Q, CONTROL)
    assert person.window.isVisible()
    assert person.project is mine
    assert not person.lent.document.is_clean


def test_who_gives_the_work_up_has_the_other_project(person: Person, factory: Path) -> None:
    rename(person, "Check")
    person.answers.unsaved = "discard"
    drop(person, factory)
    person.wait(lambda: person.project.stream == example("factory-line"))
    assert not person.lent.document.stack.canUndo()
