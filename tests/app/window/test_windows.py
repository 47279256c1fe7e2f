from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu
from pytestqt.qtbot import QtBot

from app.faults import Faults
from app.preferences import Preferences
from app.window import Window, Windows, new_stream
from sim.errors import StreamFault
from sim.store import new_project, save_project
from sim.stream import example
from tests.app.on_disk import save_to
from tests.app.stand_ins import Answers, renamed

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def action(window: Window, name: str) -> QAction:
    return next(each for each in window.commands.actions if each.objectName() == f"action.{name}")


def first(windows: Windows) -> Window:
    window = windows.make(new_project(example("factory-line")))
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    return window


def test_a_key_opens_one_more_window_on_a_new_stream(windows: Windows, qtbot: QtBot) -> None:
    one = first(windows)
    QTest.keyClick(one, Qt.Key.Key_N, CONTROL | SHIFT)
    assert [each.document.project.stream for each in windows.opened] == [
        example("factory-line"),
        new_stream(),
    ]
    two = windows.opened[1]
    assert two.isVisible()
    assert (two.size(), two.pos() == one.pos()) == (one.size(), False)


def test_each_window_has_its_own_document_undo_and_jobs(windows: Windows) -> None:
    one, two = first(windows), windows.open_window()
    one.document.apply(renamed(one.document, "One"))
    assert (two.document.title, two.commands.undo.isEnabled()) == ("New stream", False)
    assert one.lent.jobs is not two.lent.jobs
    assert one.windowTitle() == "One[*] — Headrace"
    two.document.undo()
    assert one.document.title == "One"


def test_theme_and_recent_files_are_shared(
    windows: Windows, preferences: Preferences, tmp_path: Path
) -> None:
    one, two = first(windows), windows.open_window()
    save_to(tmp_path / "one.headrace", one.document)
    preferences.remember_file(tmp_path / "one.headrace")
    two.commands.menu.aboutToShow.emit()
    (recent,) = [each for each in two.findChildren(QMenu) if each.title() == "Recent"]
    assert [each.text().split("  ")[0] for each in recent.actions()] == ["one"]
    action(one, "theme.dark").trigger()
    two.commands.dress(two.lent.theme)
    assert action(two, "theme.dark").isChecked()
    action(one, "theme.light").trigger()


def test_a_file_is_opened_in_a_window_of_its_own(
    windows: Windows, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    one = first(windows)
    answers.open_path = tmp_path / "a.headrace"
    save_project(new_project(example("support-desk")), answers.open_path)
    QTest.keyClick(one, Qt.Key.Key_O, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: windows.opened[-1].document.path == answers.open_path)
    assert one.document.path is None


def test_a_file_that_is_open_is_brought_forward(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "a.headrace"
    one, two = first(windows), windows.open_window()
    save_to(path, one.document)
    (tmp_path / "sub").mkdir()
    two.files.take(tmp_path / "sub" / ".." / "a.headrace")
    qtbot.waitUntil(one.isActiveWindow)
    assert two.document.path is None
    assert windows.opened == [two, one]


def test_its_own_file_is_read_again(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "a.headrace"
    one = first(windows)
    save_to(path, one.document)
    save_project(new_project(example("support-desk")), path)
    one.files.take(path)
    qtbot.waitUntil(lambda: one.document.title == "Support desk")


def test_closing_a_window_leaves_the_others(windows: Windows, qtbot: QtBot) -> None:
    one, two = first(windows), windows.open_window()
    QTest.qWaitForWindowActive(two)
    QTest.keyClick(two, Qt.Key.Key_W, CONTROL)
    assert windows.opened == [one]
    assert one.isVisible()


def test_quitting_asks_each_window_and_stops_where_one_is_to_stay(windows: Windows, answers: Answers) -> None:
    one, two = first(windows), windows.open_window()
    one.document.apply(renamed(one.document, "One"))
    two.document.apply(renamed(two.document, "Two"))
    answers.unsaved = "cancel"
    action(two, "quit").trigger()
    assert (answers.asked, windows.opened) == (["unsaved Two"], [one, two])
    answers.unsaved = "discard"
    action(two, "quit").trigger()
    assert (answers.asked[1:], windows.opened) == (["unsaved Two", "unsaved One"], [])


def test_a_fault_is_told_in_the_window_in_front(windows: Windows, root_faults: Faults, qtbot: QtBot) -> None:
    one, two = first(windows), windows.open_window()
    one.activateWindow()
    qtbot.waitUntil(lambda: windows.opened == [two, one])
    root_faults.take(StreamFault("No.", ""))
    assert (one.banner.text, two.banner.text) == ("No.", "")


def test_a_mistake_of_the_program_is_shown_once(windows: Windows, root_faults: Faults) -> None:
    one, two = first(windows), windows.open_window()
    root_faults.take(KeyError("x"))
    dialogs = [each for window in (one, two) for each in window.findChildren(QDialog) if each.isVisible()]
    assert len(dialogs) == 1
    dialogs[0].close()


def test_a_fault_without_a_window_is_nobodys(windows: Windows, root_faults: Faults) -> None:
    root_faults.take(StreamFault("No.", ""))
    root_faults.take(KeyError("x"))
    assert windows.opened == []


def test_two_windows_keep_their_work_in_two_files(
    windows: Windows, recovery_folder: Path, qtbot: QtBot
) -> None:
    for window in (first(windows), windows.open_window()):
        window.document.apply(renamed(window.document, "Mine"))
        assert window.lent.autosave is not None
        with qtbot.waitSignal(window.lent.autosave.kept):
            window.lent.autosave.keep()
    assert len(list(recovery_folder.glob("*.headrace"))) == 2
