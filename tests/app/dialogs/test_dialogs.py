from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.dialogs import (
    BugDialog,
    CommandSearch,
    Offer,
    QtQuestions,
    about_sheet,
    best,
    rank,
    shortcuts_sheet,
)
from app.dialogs.about import program_version

Answer = Callable[[QMessageBox], None]


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    """A window to ask above."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _offers(owner: QWidget) -> tuple[list[Offer], list[str]]:
    done: list[str] = []
    made = [
        Offer(text, text, keys, where, text != "Undo", partial(done.append, text))
        for text, keys, where in (
            ("New", "Ctrl+N", "Window"),
            ("Open…", "Ctrl+O", "Window"),
            ("Theme: Dark", "", "Window"),
            ("Undo", "Ctrl+Z", "Edit"),
        )
    ]
    return made, done


# --- finding an action -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "name", "expected"),
    [
        ("", "Anything", True),
        ("dark", "Theme: Dark", True),
        ("dark th", "Theme: Dark", True),
        ("DARK", "Theme: Dark", True),
        ("wlm", "WIP limit…", True),
        ("stg", "Add a work stage here", True),
        ("light", "Theme: Dark", False),
        ("dark x", "Theme: Dark", False),
        ("ak", "Add a note for someone at work", False),
    ],
)
def test_every_word_must_occur_at_least_letter_by_letter(words: str, name: str, *, expected: bool) -> None:
    assert (rank(words, name) is not None) is expected


def test_the_beginning_of_a_word_is_better_than_its_middle_and_that_than_single_letters() -> None:
    names = ("Rename", "Open a new window", "Nearly well", "New")
    ranks = [rank("new", name) for name in names]
    assert ranks[0] is None or ranks[0] < 2.0
    assert (ranks[1], ranks[3]) == (3.0, 3.0)
    assert rank("ew", "New") == 2.0
    assert ranks[2] is not None
    assert ranks[2] < 1.0


def test_of_equals_the_one_used_last_comes_first_and_what_cannot_be_done_last() -> None:
    offers = [
        Offer(key, text, is_enabled=key != "d")
        for key, text in (("a", "Save"), ("b", "Save as…"), ("c", "Resave"), ("d", "Save it"))
    ]
    assert [each.key for each in best("save", offers, ("c", "b"))] == ["b", "a", "c", "d"]
    assert [each.key for each in best("", offers, ("d", "c"))] == ["c", "a", "b", "d"]


def test_what_cannot_be_done_now_is_shown_last_and_is_not_done(owner: QWidget, qtbot: QtBot) -> None:
    offers, done = _offers(owner)
    search = CommandSearch(offers, owner)
    qtbot.addWidget(search)
    search.show()
    assert search.offered == ("New", "Open…", "Theme: Dark", "Undo")
    (typed,) = search.findChildren(QLineEdit)
    QTest.keyClicks(typed, "undo")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    assert (done, search.isVisible()) == ([], True)
    (entries,) = search.findChildren(QTreeWidget)
    entry = entries.topLevelItem(0)
    assert entry is not None
    assert entry.isDisabled()


def test_the_one_used_last_is_offered_first_and_what_is_done_is_told(owner: QWidget, qtbot: QtBot) -> None:
    offers, done = _offers(owner)
    search = CommandSearch(offers, owner, ["Theme: Dark"])
    qtbot.addWidget(search)
    search.show()
    assert search.offered[0] == "Theme: Dark"
    with qtbot.waitSignal(search.done_with) as told:
        search.accept()
    assert (told.args, done) == (["Theme: Dark"], ["Theme: Dark"])


def test_typing_narrows_and_enter_does_it(owner: QWidget, qtbot: QtBot) -> None:
    actions, done = _offers(owner)
    search = CommandSearch(actions, owner)
    qtbot.addWidget(search)
    search.show()
    (typed,) = search.findChildren(QLineEdit)
    QTest.keyClicks(typed, "dar")
    assert search.offered == ("Theme: Dark",)
    QTest.keyClick(typed, Qt.Key.Key_Return)
    assert done == ["Theme: Dark"]
    assert not search.isVisible()


def test_arrow_keys_move_through_what_is_offered(owner: QWidget, qtbot: QtBot) -> None:
    actions, done = _offers(owner)
    search = CommandSearch(actions, owner)
    qtbot.addWidget(search)
    search.show()
    (typed,) = search.findChildren(QLineEdit)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(typed, key)
    assert done == ["Open…"]


def test_escape_does_nothing(owner: QWidget, qtbot: QtBot) -> None:
    actions, done = _offers(owner)
    search = CommandSearch(actions, owner)
    qtbot.addWidget(search)
    search.show()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert (done, search.isVisible()) == ([], False)


def test_nothing_that_matches_is_nothing_done(owner: QWidget, qtbot: QtBot) -> None:
    actions, done = _offers(owner)
    search = CommandSearch(actions, owner)
    qtbot.addWidget(search)
    (typed,) = search.findChildren(QLineEdit)
    typed.setText("fly to the moon")
    search.accept()
    assert (search.offered, done) == ((), [])


# --- sheets ------------------------------------------------------------------------------------------------


def test_the_sheet_of_keys_lists_what_has_one(owner: QWidget, qtbot: QtBot) -> None:
    sheet = shortcuts_sheet(_offers(owner)[0], owner)
    qtbot.addWidget(sheet)
    shown = [each.text() for each in sheet.findChildren(QLabel)]
    assert shown == [
        "Keyboard shortcuts",
        "Window",
        "New",
        "Ctrl+N",
        "Open",
        "Ctrl+O",
        "Edit",
        "Undo",
        "Ctrl+Z",
    ]


def test_about_names_version_and_licences(owner: QWidget, qtbot: QtBot) -> None:
    box = about_sheet(owner)
    qtbot.addWidget(box)
    assert box.text() == f"Headrace {program_version()}"
    assert "MIT" in box.informativeText()
    assert "LGPL" in box.informativeText()


def test_a_bug_can_be_copied(owner: QWidget, qtbot: QtBot) -> None:
    dialog = BugDialog("KeyError: 'x'", "Traceback\n  of it", owner)
    qtbot.addWidget(dialog)
    (button,) = dialog.findChildren(QPushButton, "bugDialog.copy")
    button.click()
    assert QGuiApplication.clipboard().text() == "Traceback\n  of it"
    assert button.text() == "Copied"


# --- questions ---------------------------------------------------------------------------------------------


def _answer(answer: Answer) -> None:
    """Answer the next message box once it is open."""

    def reply() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        answer(box)

    QTimer.singleShot(20, reply)


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        (QMessageBox.StandardButton.Save, "save"),
        (QMessageBox.StandardButton.Discard, "discard"),
        (QMessageBox.StandardButton.Cancel, "cancel"),
    ],
)
def test_unsaved_work_can_be_saved_given_up_or_kept_open(
    owner: QWidget, button: QMessageBox.StandardButton, expected: str
) -> None:
    _answer(lambda box: box.button(button).click())
    assert QtQuestions(owner).what_of_unsaved("Checkout team") == expected


def test_escape_keeps_unsaved_work_open(owner: QWidget) -> None:
    texts: list[str] = []

    def reply(box: QMessageBox) -> None:
        texts.extend([box.text(), box.button(QMessageBox.StandardButton.Discard).text()])
        QTest.keyClick(box, Qt.Key.Key_Escape)

    _answer(reply)
    assert QtQuestions(owner).what_of_unsaved("Checkout team") == "cancel"
    assert texts == ["“Checkout team” has changes that are not saved.", "Don’t save"]


def _choose(monkeypatch: pytest.MonkeyPatch, name: str, chosen: str) -> list[str]:
    """Stand in for the system's file dialog, which no test can press."""
    folders: list[str] = []

    def dialog(_parent: QWidget, _title: str, folder: str, _kinds: str) -> tuple[str, str]:
        folders.append(folder)
        return chosen, ""

    monkeypatch.setattr(QFileDialog, name, dialog)
    return folders


def test_a_file_to_open_is_asked_for_where_the_last_one_was(
    owner: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = _choose(monkeypatch, "getOpenFileName", "/data/a.headrace")
    questions = QtQuestions(owner)
    assert questions.file_to_open(Path("/data")) == Path("/data/a.headrace")
    assert questions.file_to_import(Path("/data")) == Path("/data/a.headrace")
    assert folders == [str(Path("/data"))] * 2


def test_no_file_is_none(owner: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    _choose(monkeypatch, "getOpenFileName", "")
    _choose(monkeypatch, "getSaveFileName", "")
    questions = QtQuestions(owner)
    assert questions.file_to_open(Path("/data")) is None
    assert questions.file_to_import(Path("/data")) is None
    assert questions.file_to_save(Path("/data/a.headrace")) is None


@pytest.mark.parametrize(("chosen", "saved"), [("/d/a", "/d/a.headrace"), ("/d/a.headrace", "/d/a.headrace")])
def test_a_saved_file_gets_the_ending_of_a_project(
    owner: QWidget, monkeypatch: pytest.MonkeyPatch, chosen: str, saved: str
) -> None:
    _choose(monkeypatch, "getSaveFileName", chosen)
    assert QtQuestions(owner).file_to_save(Path("/d/x.headrace")) == Path(saved)


def test_the_sheet_of_keys_fits_a_narrow_window_in_one_column(owner: QWidget, qtbot: QtBot) -> None:
    offers = [
        Offer(f"{where}.{n}", f"{where} number {n} with words of some length", "Ctrl+Shift+X", where)
        for where in ("Stream", "Window")
        for n in range(40)
    ]
    left = {}
    for width in (1400, 500):
        owner.resize(width, 700)
        sheet = shortcuts_sheet(offers, owner)
        sheet.show()
        qtbot.waitExposed(sheet)
        assert sheet.width() <= width * 0.9
        assert sheet.height() <= 700 * 0.9
        left[width] = len(
            {each.x() for each in sheet.findChildren(QLabel) if each.text() in ("Stream", "Window")}
        )
        sheet.close()
    assert left == {1400: 2, 500: 1}
