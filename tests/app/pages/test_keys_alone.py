"""A stream built with the keys alone: each key goes to whatever has the focus, as it does for a person."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.theme import Theme
from sim.stream import Stage, Stream, example
from tests.app.pages.board_bench import CONTROL, PLAIN, SHIFT, BoardBench

_Key = Qt.Key
TEAM = example("software-team")


def single() -> Stream:
    """A stream of one stage, as one begins with."""
    only = Stage(id="do", name="Do", workers=1, time=TEAM.stages[0].time)
    cleared = {"stages": (only,), "wip_groups": (), "plan": (), "board": (), "drag": (), "commitment": None}
    return TEAM.model_copy(update=cleared)


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme) -> BoardBench:
    return BoardBench(qtbot, theme, single())


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def key(*keys: Qt.Key, mods: Qt.KeyboardModifier = PLAIN) -> None:
    for one in keys:
        QTest.keyClick(focused(), one, mods)


def write(text: str) -> None:
    QTest.keyClicks(focused(), text)
    key(_Key.Key_Return)


def wrong(bench: BoardBench) -> list[str]:
    found = bench.board.viewport().findChildren(QLabel)
    return [each.text() for each in found if each.isVisible() and each.objectName().endswith(".wrong")]


def test_four_stages_are_built_limited_staffed_and_timed(bench: BoardBench) -> None:
    key(_Key.Key_Home, _Key.Key_Right, _Key.Key_F2)
    write("Analysis")
    for name in ("Build", "Test", "Release"):
        key(_Key.Key_Insert)
        write(name)
    key(_Key.Key_L)
    write("3")
    key(_Key.Key_Left, _Key.Key_P)
    write("4")
    key(_Key.Key_T)
    write("1.5")
    assert focused() is bench.board
    stages = bench.stream.stages
    assert [one.name for one in stages] == ["Analysis", "Build", "Test", "Release"]
    assert (stages[3].wip_limit, stages[2].workers) == (3, 4)
    assert stages[2].time is not None
    assert stages[2].time.p50 == 1.5
    while bench.document.stack.canUndo():
        bench.undo()
    assert bench.stream == single()


def test_the_focus_is_on_the_board_again_after_each_editor(bench: BoardBench) -> None:
    key(_Key.Key_Home, _Key.Key_Right)
    for opens in (_Key.Key_F2, _Key.Key_L, _Key.Key_P, _Key.Key_T):
        for closes in (_Key.Key_Escape, _Key.Key_Return):
            key(opens)
            assert focused() is bench.editor
            key(closes)
            assert focused() is bench.board
    assert bench.stream == single()


def test_what_is_wrong_with_a_text_stands_below_it_while_it_is_written(bench: BoardBench) -> None:
    key(_Key.Key_Home, _Key.Key_Right, _Key.Key_P)
    QTest.keyClicks(focused(), "x")
    assert wrong(bench) == ["“x” is not a whole number."]
    shown = bench.board.viewport().findChild(QLabel, "inPlace.workers.wrong")
    assert shown is not None
    assert shown.y() > bench.editor.geometry().bottom()
    assert bench.board.viewport().rect().contains(shown.geometry())
    key(_Key.Key_Return)
    assert focused() is bench.editor
    key(_Key.Key_Backspace)
    QTest.keyClicks(focused(), "2")
    assert wrong(bench) == []
    key(_Key.Key_Return)
    assert bench.stream.stages[0].workers == 2
    QTest.qWait(20)
    assert bench.board.viewport().findChild(QLabel, "inPlace.workers.wrong") is None


def test_a_way_is_drawn_opened_and_left_and_keys_mean_the_board_again(bench: BoardBench) -> None:
    key(_Key.Key_Home, _Key.Key_Right, _Key.Key_Insert)
    write("Test")
    key(_Key.Key_R, _Key.Key_Return)
    assert bench.board.hand.way == "rework:stage:do"
    key(_Key.Key_Return)
    assert focused().objectName() == "way.0"
    write("20")
    assert focused().objectName() == "way.1"
    key(_Key.Key_Return)
    assert focused() is bench.board
    assert bench.stream.stages[1].rework[0].probability == 0.2
    key(_Key.Key_Delete)
    assert bench.stream.stages[1].rework == ()
    key(_Key.Key_Home, _Key.Key_O, _Key.Key_Return, _Key.Key_Escape)
    assert focused() is bench.board


def test_stages_are_moved_copied_grouped_and_removed(bench: BoardBench) -> None:
    key(_Key.Key_Home, _Key.Key_Right, _Key.Key_Insert)
    write("Test")
    key(_Key.Key_Left, mods=CONTROL)
    assert [one.name for one in bench.stream.stages] == ["Test", "Do"]
    key(_Key.Key_D, mods=CONTROL)
    assert [one.name for one in bench.stream.stages][::2] == ["Test", "Do"]
    key(_Key.Key_Home, _Key.Key_Right)
    key(_Key.Key_Right, mods=SHIFT)
    key(_Key.Key_G, _Key.Key_Return)
    write("5")
    assert bench.stream.wip_groups[0].limit == 5
    assert focused() is bench.board
    key(_Key.Key_Delete)
    assert bench.stream.wip_groups == ()
    key(_Key.Key_Home, _Key.Key_Right, _Key.Key_Delete)
    assert len(bench.stream.stages) == 2


def test_a_key_makes_a_stage_a_queue_and_back(bench: BoardBench) -> None:
    key(_Key.Key_Home, _Key.Key_Right, _Key.Key_K)
    kinds = [bench.stream.stages[0].kind]
    assert bench.done == "Change the kind of Do"
    key(_Key.Key_K)
    assert [*kinds, bench.stream.stages[0].kind] == ["wait", "work"]
    texts = [action.text() for action in bench.actions.menu_for("do").actions()]
    assert "Let items wait here\tK" in texts
    bench.undo()
    assert "Let people work here\tK" in [action.text() for action in bench.actions.menu_for("do").actions()]


def test_the_menu_key_asks_for_the_menu_of_what_is_chosen_wherever_the_pointer_is(bench: BoardBench) -> None:
    key(_Key.Key_Home, _Key.Key_Right)
    asked: list[tuple[str, QPoint]] = []
    bench.board.menu_wanted.disconnect()
    bench.board.menu_wanted.connect(lambda chosen, at: asked.append((chosen, at)))
    elsewhere = bench.card("+done")
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, elsewhere, bench.board.viewport().mapToGlobal(elsewhere))
    QApplication.sendEvent(bench.board.viewport(), event)
    assert [chosen for chosen, _ in asked] == ["do"]
    assert bench.board.selected == "do"
    at = bench.board.viewport().mapFromGlobal(asked[0][1])
    assert bench.board.mapFromScene(bench.box("do")).boundingRect().contains(at)


def test_a_page_that_comes_into_sight_gives_the_focus_to_its_board(bench: BoardBench) -> None:
    bench.board.clearFocus()
    assert QApplication.focusWidget() is None
    bench.parts.take_focus()
    assert focused() is bench.board
    field = bench.parts.inspector.findChild(QWidget, "inspector.streamName")
    assert field is not None
    field.setFocus()
    bench.parts.take_focus()
    assert focused() is field


def edge(bench: BoardBench, theme: Theme) -> bool:
    """Whether the board has a ring of the accent along its edge."""
    shot = bench.board.viewport().grab().toImage()
    return shot.pixelColor(shot.width() // 2, 1).name().upper() == theme.tokens.accent


def test_who_comes_to_a_board_by_tab_sees_where_keys_go(bench: BoardBench, theme: Theme) -> None:
    assert not edge(bench, theme)
    bench.board.clearFocus()
    bench.board.setFocus(Qt.FocusReason.TabFocusReason)
    assert edge(bench, theme)
    key(_Key.Key_Right)  # a chosen card says the same
    assert bench.board.selected
    assert not edge(bench, theme)
    key(_Key.Key_Escape)
    assert edge(bench, theme)


def test_who_uses_a_mouse_needs_no_ring(bench: BoardBench, theme: Theme) -> None:
    bench.board.setFocus(Qt.FocusReason.TabFocusReason)
    bench.click(QPoint(3, 3))
    assert not edge(bench, theme)
