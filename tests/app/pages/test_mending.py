"""What is wrong is told on the card and beside the field, with a button that mends it; undo takes it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.theme import Theme
from sim.stream import Rework, example, problems, set_value
from tests.app.pages.board_bench import BoardBench
from tests.app.pages.inspector_bench import InspectorBench

LOW = set_value(example("software-team"), "stages.build.wip_limit", 3)
TOLD = "Warning: Build has 5 workers and a WIP limit of 3: 2 of them have nothing to do."


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme) -> BoardBench:
    return BoardBench(qtbot, theme, LOW)


def panel(bench: BoardBench) -> QWidget | None:
    found = bench.board.viewport().findChildren(QWidget, "problemPanel")
    return next((each for each in found if each.isVisible()), None)


def open_by_click(bench: BoardBench) -> None:
    card = bench.board.card("build")
    assert card is not None
    bench.click(bench.spot(card.mapToScene(card.problem_box().center())))


def test_a_click_on_the_mark_tells_what_is_wrong_and_its_button_mends_it(bench: BoardBench) -> None:
    open_by_click(bench)
    shown = panel(bench)
    assert shown is not None
    assert [each.text() for each in shown.findChildren(QLabel)] == [TOLD]
    button = shown.findChild(QAbstractButton, "problem.0.mend")
    assert button is not None
    assert button.text() == "Raise the limit to 5"
    button.click()
    assert bench.stream.stage("build").wip_limit == 5
    assert (bench.done, panel(bench)) == ("Raise the limit to 5", None)
    bench.undo()
    assert bench.stream == LOW


def test_a_card_without_problems_has_no_mark(bench: BoardBench) -> None:
    card = bench.board.card("test")
    assert card is not None
    assert card.problem_box().isEmpty()
    bench.board.choose("test")
    bench.press(Qt.Key.Key_F)
    assert bench.said == ["Nothing is wrong here."]


def test_everything_is_mended_with_the_keys(bench: BoardBench) -> None:
    bench.board.choose("build")
    bench.press(Qt.Key.Key_F)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "problem.0.mend"
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert bench.stream.stage("build").wip_limit == 5
    assert QApplication.focusWidget() is bench.board


def test_escape_closes_and_changes_nothing(bench: BoardBench) -> None:
    bench.board.choose("build")
    bench.press(Qt.Key.Key_F)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert (panel(bench), bench.stream) == (None, LOW)


def test_the_panel_closes_when_one_clicks_elsewhere(bench: BoardBench) -> None:
    open_by_click(bench)
    bench.click(bench.spot(bench.box("test").topLeft() + QPointF(24, 120)))
    assert panel(bench) is None


def test_the_menu_of_a_card_with_problems_offers_to_tell_them(bench: BoardBench) -> None:
    bench.board.choose("build")
    first = bench.actions.menu_for("build").actions()[0]
    assert first.text() == "What is wrong…\tF"
    first.trigger()
    assert panel(bench) is not None


def test_the_remedy_stands_below_the_field_too(qtbot: QtBot, theme: Theme) -> None:
    bench = InspectorBench(qtbot, theme, LOW)
    bench.parts.board.choose("build")
    bench.press("mend.stages.build.wip_limit.0")
    assert bench.stream.stage("build").wip_limit == 5
    assert bench.document.stack.undoText() == "Raise the limit to 5"
    assert bench.inspector.findChild(QAbstractButton, "mend.stages.build.wip_limit.0") is None


def test_shares_that_do_not_sum_are_mended_in_their_section(qtbot: QtBot, theme: Theme) -> None:
    bench = InspectorBench(qtbot, theme, set_value(example("software-team"), "item_types.feature.share", 0.9))
    bench.unfold("types")
    offered = [
        each
        for each in bench.inspector.findChildren(QAbstractButton)
        if each.text() == "Make them sum to 100 %" and each.isVisible()
    ]
    assert len(offered) == 1
    offered[0].click()
    assert sum(kind.share for kind in bench.stream.item_types) == pytest.approx(1.0)


def test_the_form_of_the_stream_lists_problems_of_stages_with_their_remedies(
    qtbot: QtBot, theme: Theme
) -> None:
    way = Rework(to="gone", probability=0.1)
    stream = set_value(example("software-team"), "stages.test.rework", (way,))
    bench = InspectorBench(qtbot, theme, stream)
    where = next(one.where for one in problems(stream))
    bench.press(f"inspector.mend.{where}")
    assert bench.stream.stage("test").rework == ()
    assert problems(bench.stream) == ()
