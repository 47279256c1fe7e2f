from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.document import Document
from app.window import Lent, Window
from sim.store import Project, new_project, open_project, save_project
from sim.stream import example
from tests.app.on_disk import save_to
from tests.app.stand_ins import Answers, renamed

THEIRS = new_project(example("factory-line"))


@pytest.fixture
def path(window: Window, document: Document, tmp_path: Path) -> Path:
    """A file that the window has saved."""
    made = tmp_path / "team.headrace"
    save_to(made, document)
    return made


def look(window: Window, lent: Lent, qtbot: QtBot) -> None:
    window.disk.watch.look()
    qtbot.waitUntil(lambda: not lent.jobs.is_busy)


def ways(window: Window) -> list[str]:
    return [each.text() for each in window.disk.banner.findChildren(QPushButton) if each.isVisible()]


def save(window: Window, lent: Lent, qtbot: QtBot) -> bool:
    """Save, and tell whether that worked."""
    window.files.save()
    qtbot.waitUntil(lambda: not lent.jobs.is_busy)
    return lent.document.is_clean


def press(window: Window, text: str) -> None:
    (button,) = [
        each
        for each in window.disk.banner.findChildren(QPushButton)
        if each.isVisible() and each.text() == text
    ]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def saved(path: Path, project: Project) -> bool:
    return open_project(path) == project


def test_a_file_as_it_was_is_not_worth_a_word(window: Window, path: Path, lent: Lent, qtbot: QtBot) -> None:
    look(window, lent, qtbot)
    assert not window.disk.banner.isVisible()


def test_a_window_without_a_file_has_nothing_to_look_at(window: Window, lent: Lent) -> None:
    window.disk.watch.look()
    assert not lent.jobs.is_busy


def test_a_change_by_someone_else_is_told_with_three_ways_out(
    window: Window, path: Path, lent: Lent, qtbot: QtBot
) -> None:
    save_project(THEIRS, path)
    look(window, lent, qtbot)
    assert window.disk.banner.text == "Someone else changed team.headrace."
    assert ways(window) == ["Reload", "Keep mine", "Save as…"]
    assert all(each.accessibleName() for each in window.disk.banner.findChildren(QPushButton) if each.text())


def test_coming_back_to_the_window_is_enough(window: Window, path: Path, qtbot: QtBot) -> None:
    other = QPushButton()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    save_project(THEIRS, path)
    window.activateWindow()
    qtbot.waitUntil(window.disk.banner.isVisible)


def test_the_same_change_is_told_once(window: Window, path: Path, lent: Lent, qtbot: QtBot) -> None:
    save_project(THEIRS, path)
    look(window, lent, qtbot)
    window.disk.banner.clear()
    look(window, lent, qtbot)
    assert not window.disk.banner.isVisible()


def test_reload_shows_theirs(
    window: Window, path: Path, document: Document, lent: Lent, qtbot: QtBot
) -> None:
    save_project(THEIRS, path)
    look(window, lent, qtbot)
    press(window, "Reload")
    qtbot.waitUntil(lambda: document.project == THEIRS)
    assert document.is_clean
    assert not window.disk.banner.isVisible()


def test_mine_is_kept_and_saved_over_theirs(
    window: Window, path: Path, document: Document, lent: Lent, qtbot: QtBot
) -> None:
    save_project(THEIRS, path)
    look(window, lent, qtbot)
    press(window, "Keep mine")
    assert not document.is_clean
    assert saved(path, THEIRS)
    assert save(window, lent, qtbot)
    assert saved(path, document.project)


def test_saving_over_theirs_is_refused_until_it_is_decided(
    window: Window, path: Path, document: Document, lent: Lent, qtbot: QtBot
) -> None:
    save_project(THEIRS, path)
    document.apply(renamed(document, "Mine"))
    assert not save(window, lent, qtbot)
    assert saved(path, THEIRS)
    assert window.disk.banner.isVisible()
    press(window, "Keep mine")
    qtbot.waitUntil(lambda: document.is_clean)
    assert saved(path, document.project)


def test_mine_can_be_saved_elsewhere(
    window: Window, path: Path, answers: Answers, lent: Lent, qtbot: QtBot
) -> None:
    document, elsewhere = lent.document, path.with_name("mine.headrace")
    save_project(THEIRS, path)
    document.apply(renamed(document, "Mine"))
    assert not save(window, lent, qtbot)
    answers.save_path = elsewhere
    press(window, "Save as…")
    qtbot.waitUntil(lambda: document.is_clean)
    assert saved(path, THEIRS)
    assert (document.path, saved(elsewhere, document.project)) == (elsewhere, True)


def test_a_file_that_is_gone_is_told_and_written_again(
    window: Window, path: Path, document: Document, lent: Lent, qtbot: QtBot
) -> None:
    path.unlink()
    look(window, lent, qtbot)
    assert window.disk.banner.text == "team.headrace is not there any more."
    press(window, "Save it again")
    qtbot.waitUntil(path.exists)
    assert saved(path, document.project)


def test_closing_does_not_save_over_theirs(
    window: Window, path: Path, document: Document, answers: Answers, qtbot: QtBot
) -> None:
    save_project(THEIRS, path)
    document.apply(renamed(document, "Mine"))
    answers.unsaved = "save"
    assert not window.close()
    qtbot.waitUntil(window.disk.banner.isVisible)
    assert (window.isVisible(), saved(path, THEIRS)) == (True, True)
    answers.unsaved = "discard"
    assert window.close()


def test_another_project_ends_what_was_told_of_the_file(
    window: Window, path: Path, document: Document, lent: Lent, qtbot: QtBot
) -> None:
    save_project(THEIRS, path)
    look(window, lent, qtbot)
    document.replace(THEIRS)
    assert not window.disk.banner.isVisible()


def test_our_own_saving_is_not_taken_for_someone_else_s(
    window: Window, path: Path, document: Document, lent: Lent, qtbot: QtBot
) -> None:
    for number in range(5):
        document.apply(renamed(document, f"Version {number}"))
        window.disk.watch.look()
        window.files.save()
        window.disk.watch.look()
        qtbot.waitUntil(lambda: not lent.jobs.is_busy)
        assert not window.disk.banner.isVisible()
    assert saved(path, document.project)
