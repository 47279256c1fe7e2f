"""Rework, routes and skipping drawn as arcs from card to card, with the mouse and with the keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.canvas import BACKLOG, DONE
from app.canvas.drawing import first_share, kind_between
from app.theme import Theme
from sim.stream import Rework, Route, Stream, errors_among, example, problems, set_value
from tests.app.pages.board_bench import BoardBench

_Key = Qt.Key
Make = Callable[[Stream | str], BoardBench]
TEAM = example("software-team")


@pytest.fixture
def make(qtbot: QtBot, theme: Theme) -> Make:
    return lambda stream: BoardBench(qtbot, theme, stream)


@pytest.fixture
def bench(make: Make) -> BoardBench:
    return make(set_value(TEAM, "stages.test.rework", ()))


def reach(bench: BoardBench, key: str) -> None:
    """Hover a card, so that its handle comes into sight, and go to the handle."""
    bench.hover(bench.card(key))
    bench.hover(bench.handle(key))


def end_of_draft(bench: BoardBench) -> int | None:
    draft = bench.board.hand.draft
    return None if draft is None else draft.end


def test_a_handle_is_in_sight_on_the_card_under_the_pointer_and_on_the_chosen_one(bench: BoardBench) -> None:
    assert bench.board.hand._item.shown.handles == frozenset()
    bench.hover(bench.card("test"))
    assert bench.board.hand._item.shown.handles == {3}
    bench.click(bench.card("build"))
    assert bench.board.hand._item.shown.handles == {2}
    bench.hover(bench.card("analysis"))
    assert bench.board.hand._item.shown.handles == {1, 2}


def test_what_is_done_has_no_handle_to_draw_from(bench: BoardBench) -> None:
    bench.hover(bench.card(DONE))
    assert bench.board.hand._item.shown.handles == frozenset()


def test_a_handle_dragged_left_onto_a_card_sends_rework_there(bench: BoardBench) -> None:
    reach(bench, "test")
    bench.drag(bench.handle("test"), bench.card("build"))
    assert bench.stream.stage("test").rework == (Rework(to="build", probability=0.1, effort=0.5),)
    assert bench.done == "Send rework from Test back to Build"
    assert errors_among(problems(bench.stream)) == ()
    assert bench.board.hand.way == "rework:test:build"
    bench.undo()
    assert bench.stream.stage("test").rework == ()


def test_a_preview_leads_along_and_says_what_it_would_be(bench: BoardBench) -> None:
    reach(bench, "test")
    bench.take(bench.handle("test"))
    bench.hover(bench.card("build"))
    draft = bench.board.hand.draft
    assert draft is not None
    assert (draft.begin, draft.end, draft.words) == (3, 2, "10 % rework")
    bench.hover(bench.card("release"))
    assert end_of_draft(bench) == -1
    bench.press(_Key.Key_Escape)
    assert end_of_draft(bench) is None
    bench.drop(bench.card("build"))
    assert bench.stream.stage("test").rework == ()


def test_a_handle_dragged_right_past_a_card_makes_a_way_on(bench: BoardBench) -> None:
    reach(bench, "analysis")
    bench.drag(bench.handle("analysis"), bench.card("test"))
    assert bench.stream.stage("analysis").routes == (Route(to="test", share=0.1),)
    assert bench.done == "Send some from Analysis on to Test"


def test_from_the_backlog_past_the_first_stage_every_type_skips_it(bench: BoardBench) -> None:
    reach(bench, BACKLOG)
    bench.drag(bench.handle(BACKLOG), bench.card("build"))
    kinds = [kind.id for kind in TEAM.item_types]
    assert bench.stream.stage("analysis").skip == dict.fromkeys(kinds, 0.1)
    assert bench.done == "Let some skip Analysis"


def test_past_the_last_stage_to_done_every_type_skips_that(bench: BoardBench) -> None:
    reach(bench, "test")
    bench.drag(bench.handle("test"), bench.card(DONE))
    assert set(bench.stream.stage("release").skip.values()) == {0.1}


@pytest.mark.parametrize("target", ["build", BACKLOG])
def test_the_next_card_and_the_backlog_are_no_ends_of_a_way(bench: BoardBench, target: str) -> None:
    reach(bench, "analysis")
    bench.drag(bench.handle("analysis"), bench.card(target))
    assert bench.stream.stage("analysis").routes == ()
    assert bench.done == ""


def test_a_way_that_is_there_already_is_chosen_and_opened(make: Make) -> None:
    bench = make(TEAM)
    reach(bench, "test")
    bench.drag(bench.handle("test"), bench.card("build"))
    assert bench.stream == TEAM
    assert bench.board.hand.way == "rework:test:build"
    assert [line.text() for line in bench.editors] == ["12.5 %", "50 %"]


@pytest.mark.parametrize(
    ("begin", "end", "kind"),
    [
        (3, 2, "rework"),
        (3, 3, "rework"),
        (4, 3, "rework"),
        (3, 4, ""),
        (3, 0, ""),
        (1, 3, "route"),
        (0, 2, "skip"),
        (0, 3, ""),
        (3, 5, "skip"),
        (2, 5, ""),
        (5, 4, ""),
        (3, 9, ""),
    ],
)
def test_what_a_way_would_be_depends_on_its_ends(bench: BoardBench, begin: int, end: int, kind: str) -> None:
    assert kind_between(bench.board.board, begin, end) == kind


def test_the_first_share_leaves_room_for_those_who_go_on(make: Make) -> None:
    most = set_value(TEAM, "stages.test.rework", (Rework(to="build", probability=0.9),))
    assert first_share(make(most).board.board, 3, 1) == 0.05
    full = set_value(TEAM, "stages.analysis.routes", (Route(to="release", share=1.0),))
    assert first_share(make(full).board.board, 1, 3) == 0.01


def test_rework_is_drawn_with_the_keys(bench: BoardBench) -> None:
    bench.board.choose("test")
    bench.press(_Key.Key_R, _Key.Key_Left, _Key.Key_Left, _Key.Key_Right)
    assert bench.board.hand.draft is not None
    assert bench.board.hand.draft.end == 2
    bench.press(_Key.Key_Left, _Key.Key_Return)
    assert bench.stream.stage("test").rework == (Rework(to="analysis", probability=0.1, effort=0.5),)
    assert bench.board.accessibleDescription() == "Way from Test to Analysis: 10 % rework"


def test_rework_to_the_stage_itself_is_drawn_with_the_keys(bench: BoardBench) -> None:
    bench.board.choose("analysis")
    bench.press(_Key.Key_R, _Key.Key_Enter)
    assert bench.stream.stage("analysis").rework[0].to == "analysis"


def test_a_way_on_is_drawn_with_the_keys_from_the_backlog_too(bench: BoardBench) -> None:
    bench.board.choose("analysis")
    bench.press(_Key.Key_O, _Key.Key_Right, _Key.Key_Return)
    assert bench.stream.stage("analysis").routes == (Route(to="release", share=0.1),)
    bench.board.choose(BACKLOG)
    bench.press(_Key.Key_O, _Key.Key_Return)
    assert bench.stream.stage("analysis").skip["feature"] == 0.1


def test_escape_gives_up_what_is_drawn_with_the_keys(bench: BoardBench) -> None:
    bench.board.choose("test")
    bench.press(_Key.Key_R, _Key.Key_Escape)
    assert bench.board.hand.draft is None
    assert bench.board.selected == "test"
    assert bench.done == ""


def test_where_no_way_on_is_possible_it_is_said(bench: BoardBench) -> None:
    bench.board.choose("release")
    bench.press(_Key.Key_O)
    assert bench.said == ["There is no card to pass by from here."]


def test_where_no_work_stage_is_before_it_is_said(make: Make) -> None:
    bench = make(set_value(TEAM, "stages.test.rework", ()))
    for _ in range(3):
        bench.actions.move("release", 0)
    bench.board.choose("release")
    bench.press(_Key.Key_R)
    assert bench.said == ["No work stage is before this one."]


def way_spot(bench: BoardBench, number: int = 0) -> QPoint:
    return bench.spot(bench.board.links().shapes[number].box.center())


def test_a_click_on_an_arc_chooses_it_and_shows_its_stage(make: Make) -> None:
    bench = make(TEAM)
    bench.click(way_spot(bench))
    assert (bench.board.hand.way, bench.board.selected) == ("rework:test:build", "test")
    shown = bench.board.hand._item.shown.way
    assert shown is not None
    assert shown.words == "12.5 % rework"
    bench.click(bench.card("build"))
    assert bench.board.hand.way == ""


def test_a_double_click_on_an_arc_opens_its_figures(make: Make) -> None:
    bench = make(TEAM)
    bench.double_click(way_spot(bench))
    bench.type_in_place("20")
    assert bench.stream.stage("test").rework[0].probability == 0.2
    assert bench.done == "Set rework of Test to 20\u00a0%"
    bench.type_in_place("100")
    assert bench.stream.stage("test").rework[0].effort == 1.0
    assert bench.editors == []


def test_a_chosen_arc_is_edited_and_removed_with_the_keys(make: Make) -> None:
    bench = make(TEAM)
    bench.press(_Key.Key_W)
    assert bench.board.hand.way == "rework:test:build"
    bench.press(_Key.Key_Return)
    bench.type_in_place("30 %")
    QTest.keyClick(bench.editor, _Key.Key_Escape)
    bench.board.setFocus()
    assert bench.stream.stage("test").rework[0].probability == 0.3
    bench.press(_Key.Key_Delete)
    assert bench.stream.stage("test").rework == ()
    assert bench.done == "Remove a way at Test"
    bench.undo()
    assert bench.stream.stage("test").rework[0].probability == 0.3


def test_all_figures_of_an_arc_of_several_types_open_together(make: Make) -> None:
    stream = set_value(TEAM, "stages.analysis.skip", {"defect": 1.0, "risk": 0.5})
    bench = make(set_value(stream, "stages.test.rework", ()))
    bench.press(_Key.Key_W, _Key.Key_Return)
    assert [line.text() for line in bench.editors] == ["100 %", "50 %"]
    bench.type_in_place("90")
    bench.type_in_place("40")
    assert bench.stream.stage("analysis").skip == {"defect": 0.9, "risk": 0.4}
    bench.board.setFocus()
    bench.press(_Key.Key_Backspace)
    assert bench.stream.stage("analysis").skip == {}


def test_routes_that_are_one_arc_go_together_and_others_stay(make: Make) -> None:
    routes = (
        Route(to="test", share=0.1, types=("risk",)),
        Route(to="release", share=0.2),
        Route(to="test", share=0.3, types=("debt",)),
    )
    bench = make(set_value(TEAM, "stages.analysis.routes", routes))
    onward = next(way for way in bench.board.board.onward if way.end == 3)
    bench.board.choose_way(onward.key)
    bench.press(_Key.Key_Delete)
    assert bench.stream.stage("analysis").routes == (Route(to="release", share=0.2),)


def test_a_share_that_is_none_is_told_and_changes_nothing(make: Make) -> None:
    bench = make(TEAM)
    bench.press(_Key.Key_W, _Key.Key_F2)
    bench.type_in_place("140")
    assert bench.editor.toolTip() == "140 % must lie between 0 % and 99 %."
    assert bench.stream == TEAM
    QTest.keyClick(bench.editor, _Key.Key_Escape)


def test_the_panel_closes_when_the_focus_goes_elsewhere(make: Make, qtbot: QtBot) -> None:
    bench = make(TEAM)
    bench.press(_Key.Key_W, _Key.Key_F2)
    assert bench.editors
    bench.board.setFocus()
    qtbot.waitUntil(lambda: not bench.editors)


def test_every_figure_of_the_panel_has_a_name_for_screen_readers(make: Make) -> None:
    bench = make(TEAM)
    bench.press(_Key.Key_W, _Key.Key_F2)
    panel = bench.board.viewport().findChild(QWidget, "wayPanel")
    assert panel is not None
    assert panel.accessibleName() == "12.5 % rework"
    names = [line.accessibleName() for line in bench.editors]
    assert names == ["rework of Test", "effort of rework of Test"]
    QTest.keyClick(bench.editor, _Key.Key_Escape)
