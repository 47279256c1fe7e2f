"""One limit over neighbouring stages: made of chosen cards, edited, stretched and removed on its band."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.canvas.bands import band_at, stretched_to
from app.theme import Theme
from sim.stream import Stream, WipGroup, example, set_value
from tests.app.pages.board_bench import ALT, CONTROL, SHIFT, BoardBench

_Key = Qt.Key
TEAM = example("software-team")
GROUP = WipGroup(id="dev", name="Dev", stages=("analysis", "build"), limit=9)
Make = Callable[[Stream], BoardBench]


def with_groups(*groups: WipGroup) -> Stream:
    return TEAM.model_copy(update={"wip_groups": groups})


@pytest.fixture
def make(qtbot: QtBot, theme: Theme) -> Make:
    return lambda stream: BoardBench(qtbot, theme, stream)


@pytest.fixture
def bench(make: Make) -> BoardBench:
    return make(with_groups(GROUP))


def label(bench: BoardBench) -> QPoint:
    return bench.spot(bench.board.links().bands[0].label.center())


def edge(bench: BoardBench, side: str) -> QPoint:
    box = bench.board.links().bands[0].box
    x = box.left() if side == "left" else box.right()
    return bench.spot(QPointF(x, box.center().y() + 60))


def stages(bench: BoardBench) -> tuple[str, ...]:
    return bench.stream.wip_groups[0].stages


def test_shift_and_arrows_choose_neighbours_and_g_puts_one_limit_over_them(make: Make) -> None:
    bench = make(TEAM)
    bench.board.choose("analysis")
    bench.press(_Key.Key_Right, _Key.Key_Right, mods=SHIFT)
    bench.press(_Key.Key_Left, mods=SHIFT)
    assert bench.board.selection.keys == ("analysis", "build")
    assert bench.board.accessibleDescription() == "2 stages chosen: Analysis, Build"
    bench.press(_Key.Key_G)
    assert bench.stream.wip_groups == (
        WipGroup(id="group", name="Group 1", stages=("analysis", "build"), limit=9),
    )
    assert bench.done == "Put one limit over Analysis to Build"
    assert bench.board.hand.band == "group"
    bench.undo()
    assert bench.stream == TEAM
    assert bench.board.hand.band == ""


def test_shift_and_a_click_choose_all_between(make: Make) -> None:
    bench = make(TEAM)
    bench.click(bench.card("build"))
    bench.click(bench.card("release"), SHIFT)
    assert bench.board.selection.keys == ("build", "test", "release")
    bench.press(_Key.Key_G)
    assert stages(bench) == ("build", "test", "release")


def test_g_with_one_stage_or_with_strangers_says_what_is_missing(make: Make) -> None:
    bench = make(TEAM)
    bench.board.choose("build")
    bench.press(_Key.Key_G)
    bench.click(bench.card("analysis"))
    bench.click(bench.card("test"), CONTROL)
    bench.press(_Key.Key_G)
    assert bench.said == [
        "Choose two or more stages side by side first: Shift and an arrow key.",
        "One limit holds for neighbours only: choose stages side by side.",
    ]
    assert bench.stream == TEAM


def test_the_menu_of_several_cards_offers_one_limit(make: Make) -> None:
    bench = make(TEAM)
    bench.board.choose("build")
    bench.press(_Key.Key_Right, mods=SHIFT)
    menu = bench.actions.menu_for("test")
    offered: list[QAction] = menu.actions()
    texts = [each.text() for each in offered if not each.isSeparator()]
    assert texts[:4] == ["One limit over them\tG", "Copy\tCtrl+C", "Cut\tCtrl+X", "Duplicate\tCtrl+D"]
    offered[0].trigger()
    assert stages(bench) == ("build", "test")


def test_a_click_on_the_words_of_a_band_chooses_it(bench: BoardBench) -> None:
    bench.click(label(bench))
    assert bench.board.hand.band == "dev"
    assert bench.board.accessibleDescription() == "Group of Analysis to Build, Dev: limit 9"
    bench.press(_Key.Key_Escape)
    assert bench.board.hand.band == ""


def test_the_limit_is_edited_where_it_stands(bench: BoardBench) -> None:
    bench.double_click(label(bench))
    bench.type_in_place("7")
    assert bench.stream.wip_groups[0].limit == 7
    assert bench.done == "Set the limit of Dev to 7"
    bench.board.setFocus()
    bench.press(_Key.Key_W)
    bench.press(_Key.Key_W)
    assert bench.board.hand.band == "dev"
    bench.press(_Key.Key_L)
    bench.type_in_place("6")
    assert bench.stream.wip_groups[0].limit == 6


def test_a_limit_that_is_none_is_refused_in_place(bench: BoardBench) -> None:
    bench.double_click(label(bench))
    bench.type_in_place("0")
    assert bench.editor.toolTip() == "0 is too little; it must be 1 or more."
    assert bench.stream.wip_groups[0].limit == 9


def test_the_right_edge_is_dragged_over_more_stages_and_back(bench: BoardBench) -> None:
    bench.hover(edge(bench, "right"))
    assert bench.board.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    bench.take(edge(bench, "right"))
    bench.hover(bench.card("release") + QPoint(80, 60))
    shown = bench.board.hand._item.shown.band
    assert shown is not None
    assert (shown.group.first, shown.group.last) == (1, 4)
    bench.drop(bench.card("release") + QPoint(80, 60))
    assert stages(bench) == ("analysis", "build", "test", "release")
    assert bench.done == "Change the stages of Dev"
    bench.drag(edge(bench, "right"), bench.card("analysis"))
    assert stages(bench) == ("analysis",)


def test_the_left_edge_is_dragged_in_and_never_past_the_right_one(bench: BoardBench) -> None:
    bench.drag(edge(bench, "left"), bench.card("release"))
    assert stages(bench) == ("build",)
    bench.drag(edge(bench, "left"), bench.card("+backlog"))
    assert stages(bench) == ("analysis", "build")


def test_escape_lets_go_of_an_edge(bench: BoardBench) -> None:
    bench.take(edge(bench, "right"))
    bench.hover(bench.card("release"))
    bench.press(_Key.Key_Escape)
    bench.drop(bench.card("release"))
    assert stages(bench) == ("analysis", "build")
    assert bench.done == ""


def test_a_chosen_band_is_stretched_with_the_keys(bench: BoardBench) -> None:
    bench.click(label(bench))
    bench.press(_Key.Key_Right, _Key.Key_Right, _Key.Key_Right, mods=SHIFT)
    assert stages(bench) == ("analysis", "build", "test", "release")
    bench.press(_Key.Key_Right, mods=ALT)
    assert stages(bench) == ("build", "test", "release")
    bench.press(_Key.Key_Left, mods=SHIFT)
    bench.press(_Key.Key_Left, _Key.Key_Left, mods=ALT)
    assert stages(bench) == ("analysis", "build", "test")


def test_delete_removes_the_limit_and_no_stage(bench: BoardBench) -> None:
    bench.click(label(bench))
    bench.press(_Key.Key_Delete)
    assert (bench.stream.wip_groups, bench.ids) == ((), [one.id for one in TEAM.stages])
    assert bench.done == "Remove the limit over Dev"
    bench.undo()
    assert bench.stream.wip_groups == (GROUP,)


def test_bands_within_bands_lie_lower_and_their_words_do_not_meet(make: Make) -> None:
    whole = WipGroup(id="all", name="All", stages=tuple(one.id for one in TEAM.stages), limit=30)
    bench = make(with_groups(GROUP, whole))
    outer, inner = bench.board.links().bands
    assert (outer.group.id, inner.group.id) == ("all", "dev")
    assert outer.box.top() < inner.box.top()
    assert not outer.label.intersects(inner.label)
    found = band_at((outer, inner), QPointF(inner.box.right(), inner.box.center().y()))
    assert found is not None
    assert (found[0].group.id, found[1]) == ("dev", "right")
    assert band_at((outer, inner), inner.box.center()) is None


@pytest.mark.parametrize("words", ["D", "Developers"])
def test_the_words_of_a_band_stand_clear_of_the_ways_past_a_card(make: Make, words: str) -> None:
    group = GROUP.model_copy(update={"name": words, "stages": ("analysis", "build", "test")})
    stream = with_groups(group)
    for path in ("stages.build.skip.defect", "stages.test.skip.feature"):
        stream = set_value(stream, path, 0.5)
    links = make(stream).board.links()
    (band,) = links.bands
    rising = [x for way in links.shapes if way.tone == "muted" for x in (way.start.x(), way.stop.x())]
    assert len(rising) == 4
    assert not [x for x in rising if band.label.left() <= x <= band.label.right()]
    assert band.label.right() < band.box.right()


def test_an_edge_stays_among_the_stages(bench: BoardBench) -> None:
    board = bench.board.board
    group = board.groups[0]
    assert stretched_to(board, group, "right", 99) == ("analysis", "build", "test", "release")
    assert stretched_to(board, group, "left", 0) == ("analysis", "build")
