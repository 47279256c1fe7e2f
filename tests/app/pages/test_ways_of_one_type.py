"""Ways on for all types or for one: drawn, named on the arc, and given to others in place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.canvas.drawing import next_whom, said_of
from app.theme import Theme
from sim.stream import Route, Stream, example, set_value
from tests.app.pages.board_bench import BoardBench

_Key = Qt.Key
TEAM = example("software-team")
ALL = [kind.id for kind in TEAM.item_types]


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme) -> BoardBench:
    return BoardBench(qtbot, theme, TEAM)


def panel(bench: BoardBench) -> QWidget:
    QApplication.processEvents()
    found = [each for each in bench.board.viewport().findChildren(QWidget, "wayPanel") if each.isVisible()]
    assert len(found) == 1
    return found[0]


def whom(bench: BoardBench) -> QComboBox:
    found = panel(bench).findChild(QComboBox, "way.whom")
    assert found is not None
    return found


def give_to(bench: BoardBench, name: str) -> None:
    box = whom(bench)
    box.setCurrentIndex(box.findText(name))
    box.activated.emit(box.currentIndex())


def arc(bench: BoardBench) -> str:
    return bench.board.board.onward[-1].text


def skip(stream: Stream, stage: str) -> dict[str, float]:
    return dict(stream.stage(stage).skip)


def test_with_the_keys_one_type_is_chosen_while_the_way_is_drawn(bench: BoardBench) -> None:
    bench.board.choose("+backlog")
    bench.press(_Key.Key_O)
    draft = bench.board.hand.draft
    assert draft is not None
    assert draft.words == "10 % of all types (↑ ↓ for one type)"
    bench.press(_Key.Key_Down, _Key.Key_Down)
    draft = bench.board.hand.draft
    assert draft is not None
    assert draft.words == "10 % of Defect"
    bench.press(_Key.Key_Return)
    assert skip(bench.stream, "analysis") == {"defect": 0.1}
    assert bench.done == "Let some Defect skip Analysis"
    assert arc(bench) == "Defect 10 %"
    bench.undo()
    assert bench.stream == TEAM


def test_with_the_mouse_one_type_is_chosen_while_the_way_is_dragged(bench: BoardBench) -> None:
    bench.board.choose("analysis")
    bench.hover(bench.handle("analysis"))
    bench.take(bench.handle("analysis"))
    bench.hover(bench.card("test"))
    bench.press(_Key.Key_Up)
    bench.drop(bench.card("test"))
    assert bench.stream.stage("analysis").routes == (Route(to="test", share=0.1, types=("debt",)),)
    assert bench.done == "Send some Debt from Analysis on to Test"


def test_a_way_that_was_just_drawn_offers_for_whom_it_is(bench: BoardBench) -> None:
    bench.board.choose("+backlog")
    bench.press(_Key.Key_O, _Key.Key_Return)
    assert skip(bench.stream, "analysis") == dict.fromkeys(ALL, 0.1)
    assert arc(bench) == "10 % of all types"
    assert [whom(bench).itemText(n) for n in range(5)] == ["all types", "Feature", "Defect", "Risk", "Debt"]
    share = QApplication.focusWidget()
    assert isinstance(share, QLineEdit)
    assert share.objectName() == "way.0"
    QTest.keyClick(share, _Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert whom(bench).hasFocus()
    QTest.keyClick(whom(bench), _Key.Key_Escape)
    assert not [w for w in bench.board.viewport().findChildren(QWidget, "wayPanel") if w.isVisible()]


def test_skipping_is_given_to_one_type_and_back_to_all(bench: BoardBench) -> None:
    stream = set_value(TEAM, "stages.analysis.skip", {"defect": 0.4, "risk": 0.2})
    bench.actions.set_value("stages.analysis.skip", {"defect": 0.4, "risk": 0.2})
    bench.board.choose_way(bench.board.board.onward[-1].key)
    bench.board.open_way()
    assert whom(bench).currentText() == "Defect, Risk"
    give_to(bench, "Defect")
    assert skip(bench.stream, "analysis") == {"defect": 0.4}
    assert bench.done == "Let Defect skip Analysis"
    assert whom(bench).currentText() == "Defect"
    give_to(bench, "all types")
    assert skip(bench.stream, "analysis") == dict.fromkeys(ALL, 0.4)
    assert bench.done == "Let all types skip Analysis"
    bench.undo()
    bench.undo()
    assert bench.stream == stream


def test_a_route_is_given_to_one_type_and_its_share_stays(bench: BoardBench) -> None:
    bench.actions.set_value("stages.analysis.routes", (Route(to="test", share=0.3),))
    bench.board.choose_way(bench.board.board.onward[-1].key)
    bench.board.open_way()
    give_to(bench, "Risk")
    assert bench.stream.stage("analysis").routes == (Route(to="test", share=0.3, types=("risk",)),)
    assert arc(bench) == "Risk 30 %"
    give_to(bench, "all types")
    assert bench.stream.stage("analysis").routes == (Route(to="test", share=0.3),)


def test_of_one_type_alone_nobody_asks_for_whom(qtbot: QtBot, theme: Theme) -> None:
    alone = TEAM.model_copy(update={"item_types": TEAM.item_types[:1], "feedback": (), "board": ()})
    bench = BoardBench(qtbot, theme, alone)
    bench.board.choose("+backlog")
    bench.press(_Key.Key_O, _Key.Key_Down, _Key.Key_Return)
    assert skip(bench.stream, "analysis") == {"feature": 0.1}
    assert not [w for w in bench.board.viewport().findChildren(QWidget, "wayPanel") if w.isVisible()]
    assert said_of(bench.board.board, 0, 2, "") == "10 % of all types"
    assert next_whom(bench.board.board, "", 1) == ""


def test_rework_goes_by_no_type(bench: BoardBench) -> None:
    bench.board.choose("test")
    assert said_of(bench.board.board, 3, 2, "defect") == said_of(bench.board.board, 3, 2, "")
    bench.board.choose_way(bench.board.board.rework[0].key)
    bench.board.open_way()
    assert panel(bench).findChild(QComboBox, "way.whom") is None
