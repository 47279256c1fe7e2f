from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.window import Window, Windows
from sim.store import new_project, read_recovery, recovery_files, save_project
from sim.stream import example, set_value
from tests.app.on_disk import save_to
from tests.app.stand_ins import Answers, renamed
from tests.app.window.conftest import Leave

TEAM = new_project(example("software-team"))
CHANGED = replace(TEAM, stream=set_value(TEAM.stream, "stages.test.wip_limit", 2), notes="Ask Jo")

Start = Callable[[], Window]


@pytest.fixture
def start(windows: Windows, qtbot: QtBot) -> Start:
    """Start the program and wait until it has looked round."""

    def started() -> Window:
        window = windows.make(new_project(example("factory-line")))
        window.show()
        window.look_for_lost()
        qtbot.waitUntil(lambda: not window.lent.jobs.is_busy)
        return window

    return started


def press(window: Window, name: str) -> None:
    (button,) = [each for each in window.findChildren(QPushButton, name) if each.isVisible()]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def texts(window: Window) -> list[str]:
    """Read the cards that are in sight."""
    return [
        label.text()
        for card in window.recovery.cards
        for label in card.findChildren(QLabel)
        if label.isVisible() and label.text()
    ]


def offers(window: Window) -> list[str]:
    return [each.objectName() for each in window.recovery.panel.findChildren(QPushButton) if each.isVisible()]


def test_without_a_crash_the_page_is_in_sight(start: Start) -> None:
    window = start()
    assert window.stack.widget.isVisible()
    assert not window.recovery.panel.isVisible()
    assert not window.commands.recovered.isEnabled()


def test_what_was_lost_is_offered_beside_what_was_saved(
    start: Start, leave_behind: Leave, tmp_path: Path
) -> None:
    save_project(TEAM, tmp_path / "team.headrace")
    leave_behind(CHANGED, tmp_path / "team.headrace")
    window = start()
    shown = texts(window)
    assert shown[:2] == ["Checkout team", str(tmp_path / "team.headrace")]
    assert shown[2].startswith("Recovered, 02 Mar 2026, ")
    assert shown[3].startswith("Saved, today ")
    assert shown[4:] == ["Test: WIP limit", "2", "5", "Notes", "Ask Jo", "empty"]
    assert offers(window) == ["recovered.later", "lost.0.restore", "lost.0.open", "lost.0.discard"]
    assert not window.stack.widget.isVisible()


def test_what_was_never_saved_says_what_it_holds(start: Start, leave_behind: Leave) -> None:
    leave_behind(CHANGED)
    window = start()
    assert texts(window)[3:] == [
        "Saved version",
        "Stages",
        "Analysis, Build, Test, Release",
        "It was never saved.",
    ]
    assert offers(window) == ["recovered.later", "lost.0.restore", "lost.0.discard"]


def test_many_differences_end_with_how_many_more_there_are(
    start: Start, leave_behind: Leave, tmp_path: Path
) -> None:
    save_project(TEAM, tmp_path / "team.headrace")
    leave_behind(new_project(example("factory-line")), tmp_path / "team.headrace")
    last = texts(start())[-1]
    assert last.startswith("and ")
    assert last.endswith(" more")


def test_restore_shows_it_as_not_saved_and_undo_leads_to_what_was_saved(
    start: Start, leave_behind: Leave, tmp_path: Path
) -> None:
    path = tmp_path / "team.headrace"
    save_project(TEAM, path)
    leave_behind(CHANGED, path)
    window = start()
    press(window, "lost.0.restore")
    document = window.document
    assert (document.project, document.path, document.is_clean) == (CHANGED, path, False)
    assert window.stack.widget.isVisible()
    assert window.commands.undo.text() == "Undo “Recover what was not saved”"
    document.undo()
    assert (document.project, document.is_clean) == (TEAM, True)


def test_what_was_restored_is_kept_until_it_is_saved(
    start: Start, leave_behind: Leave, recovery_folder: Path, tmp_path: Path
) -> None:
    file = leave_behind(CHANGED)
    window = start()
    press(window, "lost.0.restore")
    assert read_recovery(file)[0] == CHANGED
    save_to(tmp_path / "saved.headrace", window.document)
    assert recovery_files(recovery_folder) == ()


def test_the_saved_version_can_be_opened_and_the_other_stays_on_offer(
    start: Start, leave_behind: Leave, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "team.headrace"
    save_project(TEAM, path)
    file = leave_behind(CHANGED, path)
    window = start()
    press(window, "lost.0.open")
    qtbot.waitUntil(lambda: window.document.path == path)
    assert window.document.project == TEAM
    assert file.exists()
    window.commands.recovered.trigger()
    assert window.recovery.panel.isVisible()


def test_what_is_discarded_can_be_brought_back_until_one_goes_on(start: Start, leave_behind: Leave) -> None:
    file = leave_behind(CHANGED)
    window = start()
    press(window, "lost.0.discard")
    discarded = offers(window)
    press(window, "lost.0.back")
    assert (discarded, file.exists()) == (["recovered.later", "lost.0.back"], True)
    press(window, "lost.0.discard")
    press(window, "recovered.later")
    assert not file.exists()
    assert window.stack.widget.isVisible()
    assert not window.commands.recovered.isEnabled()


def test_what_is_put_off_is_offered_at_the_next_start(
    start: Start, leave_behind: Leave, windows: Windows, qtbot: QtBot
) -> None:
    file = leave_behind(CHANGED)
    window = start()
    press(window, "recovered.later")
    window.close()
    qtbot.waitUntil(lambda: not windows.opened)
    assert file.exists()
    assert len(start().recovery.cards) == 1


def test_choosing_a_page_leaves_the_decision_for_later(start: Start, leave_behind: Leave) -> None:
    leave_behind(CHANGED)
    window = start()
    window.show_page("report")
    assert (window.recovery.panel.isVisible(), len(window.recovery.cards)) == (False, 1)


def test_beside_work_that_is_not_saved_it_is_restored_in_a_window_of_its_own(
    start: Start, leave_behind: Leave, windows: Windows
) -> None:
    leave_behind(CHANGED)
    window = start()
    window.document.apply(renamed(window.document, "Mine"))
    press(window, "lost.0.restore")
    assert [each.document.title for each in windows.opened] == ["Mine", "Checkout team"]
    assert windows.opened[1].document.project == CHANGED
    assert window.recovery.cards == []


def test_two_losses_are_two_cards_each_decided_by_itself(
    start: Start, leave_behind: Leave, windows: Windows
) -> None:
    leave_behind(CHANGED, name="1-1", at="10:00")
    leave_behind(TEAM, name="1-2", at="11:00")
    window = start()
    press(window, "lost.0.restore")
    assert window.document.project == TEAM
    window.commands.recovered.trigger()
    press(window, "lost.1.restore")
    assert [each.document.project for each in windows.opened] == [TEAM, CHANGED]


def test_damaged_work_is_told_with_the_place_where_it_is_kept(
    start: Start, leave_behind: Leave, recovery_folder: Path
) -> None:
    leave_behind(CHANGED).write_bytes(b"broken")
    window = start()
    assert window.banner.text == "Some work that was not saved could not be recovered: it is damaged."
    hint = window.findChild(QLabel, "banner.hint")
    assert hint is not None
    assert str(recovery_folder / "damaged" / "1-1.headrace") in hint.text()
    assert window.stack.widget.isVisible()


def test_turning_away_keeps_what_is_not_saved(
    start: Start, windows: Windows, recovery_folder: Path, qtbot: QtBot
) -> None:
    window = start()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.document.apply(renamed(window.document, "Mine"))
    assert recovery_files(recovery_folder) == ()
    windows.open_window()
    qtbot.waitUntil(lambda: len(recovery_files(recovery_folder)) == 1)
    (file,) = recovery_files(recovery_folder)
    assert read_recovery(file)[0] == window.document.project


def test_a_mistake_of_the_program_keeps_what_is_not_saved(
    start: Start, recovery_folder: Path, qtbot: QtBot
) -> None:
    window = start()
    window.document.apply(renamed(window.document, "Mine"))
    window.lent.jobs.broke.emit(KeyError("x"))
    qtbot.waitUntil(lambda: len(recovery_files(recovery_folder)) == 1)
    press(window, "bugDialog.goOn")


def test_closing_leaves_nothing_behind(
    start: Start, recovery_folder: Path, qtbot: QtBot, answers: Answers
) -> None:
    window = start()
    window.document.apply(renamed(window.document, "Mine"))
    assert window.lent.autosave is not None
    with qtbot.waitSignal(window.lent.autosave.kept):
        window.lent.autosave.keep()
    answers.unsaved = "discard"
    window.close()
    assert sorted(recovery_folder.iterdir()) == []


def test_the_panel_is_reached_from_the_menu_by_its_name(start: Start, leave_behind: Leave) -> None:
    leave_behind(CHANGED)
    window = start()
    actions: list[QAction] = window.commands.menu.actions()
    (entry,) = [each for each in actions if each.text() == "Recovered work…"]
    assert entry.isEnabled()
    assert window.recovery.panel.accessibleName() == "Recovered work"
    assert [card.accessibleName() for card in window.recovery.cards] == ["Checkout team"]
