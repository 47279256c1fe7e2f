from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs import BugDialog
from app.document import Document
from app.preferences import Preferences
from app.theme import DARK, LIGHT, PROJECTOR, Theme
from app.window import Lent, PageEntry, Window
from sim.engine import is_warm
from sim.errors import StreamFault
from sim.stream import dumps_stream, example
from tests.app.on_disk import save_to
from tests.app.stand_ins import PLAIN_PAGES, Answers, PlainPage, renamed

Opener = Callable[..., Window]


def _action(window: Window, name: str) -> QAction:
    return next(each for each in window.commands.actions if each.objectName() == f"action.{name}")


def _told(window: Window, key: str) -> list[str]:
    page = window.stack.page(key)
    assert isinstance(page, PlainPage)
    return page.told


def _text(window: Window, name: str) -> str:
    (found,) = window.findChildren(QWidget, name)
    return str(found.property("text"))


def test_the_window_opens_on_its_first_page(window: Window) -> None:
    assert window.stack.current == "stream"
    assert _told(window, "stream") == ["none → Test", "activated"]


def test_other_pages_are_made_when_they_are_first_shown(window: Window) -> None:
    made = [len(window.stack.pages)]
    window.show_page("history")
    made.append(len(window.stack.pages))
    window.show_page("stream")
    window.show_page("history")
    made.append(len(window.stack.pages))
    assert made == [1, 2, 2]


def test_the_page_in_sight_sees_each_change(window: Window, document: Document) -> None:
    document.apply(renamed(document, "A"))
    document.undo()
    assert _told(window, "stream")[2:] == ["Test → A", "A → Test"]


def test_a_page_out_of_sight_catches_up_when_it_is_shown(window: Window, document: Document) -> None:
    window.show_page("history")
    window.show_page("stream")
    document.apply(renamed(document, "A"))
    document.apply(renamed(document, "B"))
    window.show_page("history")
    assert _told(window, "history") == ["none → Test", "activated", "deactivated", "Test → B", "activated"]


def test_a_page_that_missed_nothing_is_told_nothing(window: Window) -> None:
    window.show_page("history")
    window.show_page("stream")
    window.show_page("history")
    assert _told(window, "history") == ["none → Test", "activated", "deactivated", "activated"]


def test_another_project_is_shown_from_the_start(window: Window, document: Document) -> None:
    window.show_page("history")
    window.show_page("stream")
    document.replace(renamed(document, "Other").after)
    window.show_page("history")
    assert _told(window, "stream")[-2:] == ["none → Other", "deactivated"]
    assert _told(window, "history")[-2:] == ["none → Other", "activated"]


def test_a_page_that_this_version_lacks_says_so(window: Window) -> None:
    assert window.show_page("absent") is None
    assert _text(window, "absent.absent.title") == "Absent is not in this version"
    window.findChildren(QPushButton, "absent.absent.action")[0].click()
    assert window.stack.current == "stream"


def test_the_rail_marks_the_page_in_sight(window: Window, qtbot: QtBot) -> None:
    (button,) = window.findChildren(QToolButton, "rail.history")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    checked = [key for key, action in window.rail.actions_by_key.items() if action.isChecked()]
    assert (window.stack.current, checked) == ("history", ["history"])


def test_control_and_a_digit_show_a_page(window: Window, qtbot: QtBot) -> None:
    keys = (Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_3)
    seen = []
    for key in keys:
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        seen.append(window.stack.current)
    assert seen == ["history", "stream", "absent"]


def test_a_page_may_ask_for_another_with_an_intent(window: Window) -> None:
    page = window.stack.page("stream")
    assert page is not None
    page.wants_page.emit("history", "the last quarter")
    assert window.stack.current == "history"
    assert _told(window, "history")[-1] == "received the last quarter"


def test_the_status_line_is_that_of_the_page_in_sight(window: Window) -> None:
    first, second = window.show_page("stream"), window.show_page("history")
    assert first is not None
    assert second is not None
    second.status.emit("12 items")
    first.status.emit("Day 3")
    seen = [window.status]
    window.show_page("stream")
    seen.append(window.status)
    window.show_page("absent")
    seen.append(window.status)
    assert seen == ["12 items", "Day 3", ""]


def test_a_fault_of_a_page_is_told_in_the_banner(window: Window) -> None:
    page = window.stack.page("stream")
    assert page is not None
    page.fault.emit(StreamFault("WIP limit is -2.", "Write 1."))
    assert window.banner.isVisible()
    assert (_text(window, "banner.text"), _text(window, "banner.hint")) == ("WIP limit is -2.", "Write 1.")


def test_another_project_ends_what_was_told_of_the_former(window: Window, document: Document) -> None:
    window.tell_fault(StreamFault("No.", ""))
    document.apply(renamed(document, "Edited"))
    seen = [window.banner.isVisible()]
    document.replace(document.project)
    seen.append(window.banner.isVisible())
    assert seen == [True, False]


def test_an_uncaught_fault_and_a_fault_of_a_job_end_in_the_banner(window: Window, lent: Lent) -> None:
    lent.faults.take(StreamFault("One.", ""))
    first = window.banner.text
    lent.jobs.faulted.emit(StreamFault("Two.", ""))
    assert (first, window.banner.text) == ("One.", "Two.")


def test_a_bug_opens_a_dialog_and_the_work_stays(window: Window, lent: Lent, qtbot: QtBot) -> None:
    lent.document.apply(renamed(lent.document, "Mine"))
    lent.jobs.broke.emit(KeyError("x"))
    (dialog,) = window.findChildren(BugDialog)
    assert dialog.isVisible()
    assert _text(window, "bugDialog.summary") == "KeyError: 'x'"
    dialog.accept()
    assert lent.document.title == "Mine"


def test_name_and_title_say_whether_it_is_edited(window: Window, document: Document, tmp_path: Path) -> None:
    def seen() -> tuple[str, str, bool]:
        return _text(window, "projectName"), _text(window, "projectState"), window.isWindowModified()

    states = [seen()]
    document.apply(renamed(document, "Mine"))
    states.append(seen())
    save_to(tmp_path / "mine.headrace", document)
    states.append(seen())
    assert states == [("Test", "", False), ("Mine", "— edited", True), ("Mine", "", False)]
    assert window.windowTitle() == "Mine[*] — Headrace"


def test_undo_and_redo_say_what_they_would_do(window: Window, document: Document) -> None:
    undo, redo = window.commands.undo, window.commands.redo
    seen: list[tuple[object, object]] = [(undo.isEnabled(), redo.isEnabled())]
    document.apply(renamed(document, "A"))
    seen.append((undo.text(), redo.isEnabled()))
    undo.trigger()
    seen.append((undo.isEnabled(), redo.text()))
    redo.trigger()
    seen.append((document.title, redo.text()))
    assert seen == [
        (False, False),
        ("Undo “Name it A”", False),
        (False, "Redo “Name it A”"),
        ("A", "Redo"),
    ]


def test_undo_and_redo_have_their_keys(window: Window, document: Document, qtbot: QtBot) -> None:
    document.apply(renamed(document, "A"))
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    titles = []
    for key, modifier in ((Qt.Key.Key_Z, control), (Qt.Key.Key_Z, control | shift)):
        QTest.keyClick(window, key, modifier)
        titles.append(document.title)
    assert titles == ["Test", "A"]


def test_a_theme_is_chosen_and_remembered(window: Window, theme: Theme, preferences: Preferences) -> None:
    seen = []
    for name in ("dark", "projector", "light"):
        _action(window, f"theme.{name}").trigger()
        seen.append((theme.tokens, preferences.theme, _action(window, f"theme.{name}").isChecked()))
    assert seen == [(DARK, "dark", True), (PROJECTOR, "projector", True), (LIGHT, "light", True)]


def test_a_fresh_window_marks_the_theme_remembered(
    open_window: Opener, preferences: Preferences, theme: Theme
) -> None:
    preferences.theme = "dark"
    theme.choose("dark")
    assert _action(open_window(), "theme.dark").isChecked()


def test_every_action_has_a_name_and_every_key_belongs_to_one(window: Window) -> None:
    actions = [*window.commands.actions, *window.rail.actions_by_key.values()]
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert all(action.text() and action.objectName() for action in actions)
    assert sorted(keys) == sorted(set(keys))
    assert {"Ctrl+N", "Ctrl+O", "Ctrl+S", "Ctrl+Z", "Ctrl+K", "Ctrl+Q", "Ctrl+1"} <= set(keys)


def test_every_button_can_be_named_aloud(window: Window) -> None:
    silent = [b.objectName() for b in window.findChildren(QToolButton) if not b.accessibleName()]
    assert [name for name in silent if name != "qt_toolbar_ext_button"] == []


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_the_menu_opens_from_the_keyboard(window: Window, qtbot: QtBot) -> None:
    shown: list[bool] = []

    def close() -> None:
        shown.append(window.commands.menu.isVisible())
        window.commands.menu.close()

    QTimer.singleShot(50, close)
    QTest.keyClick(window, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: shown == [True])


def test_sheets_open_and_close(window: Window, qtbot: QtBot) -> None:
    names = []
    for action in ("about", "shortcuts", "search"):
        _action(window, action).trigger()
        (dialog,) = [each for each in window.findChildren(QDialog) if each.isVisible()]
        names.append(dialog.objectName())
        dialog.reject()
        qtbot.wait(1)
    assert names == ["about", "shortcuts", "commandSearch"]
    assert not [each for each in window.findChildren(QDialog) if each.isVisible()]


def _drop(window: Window, *paths: Path) -> bool:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, carried, left, none)
    enter.ignore()
    surface = window.windowHandle()
    QApplication.sendEvent(surface, enter)
    if enter.isAccepted():
        QApplication.sendEvent(surface, QDropEvent(QPointF(9, 9), copy, carried, left, none))
    return enter.isAccepted()


def test_a_dropped_project_is_opened(
    window: Window, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    document.apply(renamed(document, "Dropped"))
    save_to(tmp_path / "a.headrace", document)
    document.undo()
    assert _drop(window, tmp_path / "a.headrace")
    qtbot.waitUntil(lambda: document.title == "Dropped")
    assert document.path == tmp_path / "a.headrace"


def test_a_dropped_stream_begins_a_project(window: Window, document: Document, tmp_path: Path) -> None:
    path = tmp_path / "stream.json"
    path.write_text(dumps_stream(example("factory-line")), encoding="utf-8")
    assert _drop(window, path)
    assert (document.project.stream, document.path) == (example("factory-line"), None)


def test_a_dropped_table_goes_to_the_page_that_imports(window: Window, tmp_path: Path) -> None:
    assert _drop(window, tmp_path / "notes.docx", tmp_path / "items.CSV")
    assert window.stack.current == "history"
    assert _told(window, "history")[-1] == "import items.CSV"


def test_what_cannot_be_read_is_not_welcome(window: Window, tmp_path: Path) -> None:
    assert not _drop(window, tmp_path / "picture.png")
    assert not _drop(window)


def test_without_an_importing_page_the_window_says_so(open_window: Opener) -> None:
    plain = PageEntry("history", "History", "history", PLAIN_PAGES[0].module, "PlainPage")
    window = open_window((PLAIN_PAGES[0], plain))
    window.import_file(Path("items.csv"))
    assert window.banner.text == "items.csv was not imported: this version has no import yet."


def test_closing_with_unsaved_work_asks(window: Window, document: Document, answers: Answers) -> None:
    document.apply(renamed(document, "Mine"))
    answers.unsaved = "cancel"
    first = window.close()
    answers.unsaved = "discard"
    second = window.close()
    assert (first, second, answers.asked) == (False, True, ["unsaved Mine", "unsaved Mine"])


def test_closing_saved_work_asks_nothing(window: Window, answers: Answers) -> None:
    assert window.close()
    assert answers.asked == []


def test_closing_ends_pages_and_jobs(window: Window, lent: Lent) -> None:
    window.show_page("history")
    window.close()
    assert [_told(window, key)[-1] for key in ("stream", "history")] == ["closing", "closing"]
    job = lent.jobs.start(len, "abc", lambda _: None, key="late")
    assert job.is_stale


def test_the_window_comes_back_to_its_place(open_window: Opener, qtbot: QtBot) -> None:
    first = open_window()
    first.setGeometry(0, 30, 960, 670)
    qtbot.wait(20)
    first.close()
    second = open_window()
    assert (second.height(), first.height()) == (670, 670)


def test_a_damaged_place_is_forgotten(open_window: Opener, preferences: Preferences) -> None:
    preferences.put("window", "%%%")
    assert open_window().width() >= 960


def test_the_engine_is_compiled_ahead_without_a_word(window: Window, lent: Lent, qtbot: QtBot) -> None:
    window.compile_ahead()
    assert lent.jobs.is_busy
    qtbot.waitUntil(lambda: not lent.jobs.is_busy, timeout=120_000)
    assert is_warm()


def test_slow_runs_are_told_at_the_end_of_the_status_bar(window: Window) -> None:
    note = window.findChild(QLabel, "speedNote")
    assert note is not None
    window.tell_speed("Runs are slow here: they need numba, and it is missing.")
    assert (note.text(), note.isVisible()) == ("Runs are slow here", True)
    assert note.toolTip().endswith("they need numba, and it is missing.")
    window.tell_speed("")
    assert not note.isVisible()


def test_the_window_tells_what_the_engine_says_of_its_speed(
    window: Window, lent: Lent, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEADRACE_NO_JIT", "1")
    window.compile_ahead()
    qtbot.waitUntil(lambda: not lent.jobs.is_busy, timeout=120_000)
    note = window.findChild(QLabel, "speedNote")
    assert note is not None
    assert "switched off by HEADRACE_NO_JIT" in note.toolTip()
