"""Sixty stages: in sight as a whole or in part, on the map, zoomed and panned."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.canvas.card_item import CardLive
from app.theme import Theme
from sim.distributions import Distribution
from sim.stream import Rework, Stage, Stream, WipGroup, example
from tests.app.pages.board_bench import CONTROL, LEFT, PLAIN, SHIFT, BoardBench

_Key = Qt.Key


def sixty() -> Stream:
    hours = Distribution(family="lognormal", p50=0.2, p85=0.4)
    stages = tuple(
        Stage(
            id=f"s{n}",
            name=f"Step {n}",
            workers=2,
            wip_limit=6,
            time=hours,
            rework=(Rework(to=f"s{n - 1}", probability=0.02),) if n % 10 == 9 else (),
        )
        for n in range(60)
    )
    groups = (WipGroup(id="g", stages=("s3", "s4", "s5"), limit=9),)
    team = example("software-team")
    return team.model_copy(
        update={"stages": stages, "wip_groups": groups, "board": (), "commitment": None, "plan": ()}
    )


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme) -> BoardBench:
    return BoardBench(qtbot, theme, sixty())


def wheel(bench: BoardBench, turned: int, mods: Qt.KeyboardModifier, at: QPoint) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(bench.board.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        mods,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(bench.board.viewport(), event)


def left(bench: BoardBench) -> float:
    return bench.board.mapToScene(QPoint(0, 0)).x()


def the_map(bench: BoardBench) -> QWidget:
    found = bench.board.findChild(QWidget, "board.map")
    assert found is not None
    return found


def test_a_wide_board_has_a_map_and_a_narrow_one_has_none(qtbot: QtBot, theme: Theme) -> None:
    assert the_map(BoardBench(qtbot, theme, sixty())).isVisible()
    assert not the_map(BoardBench(qtbot, theme, "software-team")).isVisible()


def test_control_and_zero_bring_all_into_sight_and_back(bench: BoardBench) -> None:
    scale = bench.board.transform().m11()
    bench.press(_Key.Key_0, mods=CONTROL)
    assert bench.board.sight.is_whole()
    assert bench.board.transform().m11() < 0.2
    bench.press(_Key.Key_0, mods=CONTROL)
    assert bench.board.transform().m11() == pytest.approx(scale)


def test_the_wheel_zooms_at_the_pointer_and_goes_sideways(bench: BoardBench) -> None:
    at = QPoint(300, 100)
    under = bench.board.mapToScene(at).x()
    wheel(bench, 240, CONTROL, at)
    assert bench.board.sight.factor == pytest.approx(1.44)
    assert bench.board.mapToScene(at).x() == pytest.approx(under, abs=3)
    bench.press(_Key.Key_Minus, _Key.Key_Minus, mods=CONTROL)
    assert bench.board.sight.factor == 1.0
    before = left(bench)
    wheel(bench, -240, PLAIN, at)
    assert left(bench) > before


def test_the_whole_stays_in_sight_when_the_window_or_the_stream_changes(
    bench: BoardBench, qtbot: QtBot
) -> None:
    bench.press(Qt.Key.Key_0, mods=CONTROL)
    wide = bench.board.width()
    bench.page.resize(1000, 700)
    qtbot.waitUntil(lambda: bench.board.width() < wide)
    assert bench.board.sight.is_whole()
    bench.actions.duplicate("s30")
    assert bench.board.sight.is_whole()
    bench.press(Qt.Key.Key_Plus, mods=CONTROL)  # who goes nearer stays as near
    factor = bench.board.sight.factor
    bench.page.resize(1400, 800)
    qtbot.waitUntil(lambda: bench.board.width() == wide)
    assert bench.board.sight.factor == factor


def test_zoom_stops_at_the_whole_and_at_three_times(bench: BoardBench) -> None:
    for _ in range(30):
        bench.press(_Key.Key_Minus, mods=CONTROL)
    assert bench.board.sight.is_whole()
    for _ in range(40):
        bench.press(_Key.Key_Plus, mods=CONTROL)
    assert bench.board.sight.factor == 3.0


def above_on_map(bench: BoardBench, key: str) -> str:
    """The colour over the middle of a card on the map."""
    shot = the_map(bench).grab().toImage()
    share = bench.box(key).center().x() / bench.board.plan.room.width()
    return shot.pixelColor(round(share * shot.width()), 2).name().upper()


def test_the_map_points_at_what_holds_the_stream_up_as_soon_as_it_does(
    bench: BoardBench, theme: Theme
) -> None:
    blocked = theme.tokens.blocked.upper()
    assert above_on_map(bench, "s40") != blocked
    bench.board.show_live({"s40": CardLive(bottleneck="98 % busy")})
    assert above_on_map(bench, "s40") == blocked
    assert above_on_map(bench, "s41") != blocked
    bench.board.show_live({})
    assert above_on_map(bench, "s40") != blocked


def test_the_ground_is_dragged(bench: BoardBench) -> None:
    ground = bench.spot(QPointF(bench.box("s2").center().x(), bench.board.plan.room.bottom() - 4))
    bench.drag(ground, ground - QPoint(200, 0))
    assert left(bench) == pytest.approx(200 / bench.board.transform().m11(), abs=3)


def test_with_the_space_bar_the_board_is_dragged_from_anywhere(bench: BoardBench) -> None:
    QTest.keyPress(bench.board, _Key.Key_Space)
    bench.drag(bench.card("s3"), bench.card("s1"))
    QTest.keyRelease(bench.board, _Key.Key_Space)
    assert bench.stream == sixty()
    assert left(bench) > 200
    bench.click(bench.card("s5"))
    assert bench.board.selected == "s5"


def test_the_map_goes_where_it_is_clicked_and_listens_to_keys(bench: BoardBench) -> None:
    strip = the_map(bench)
    QTest.mouseClick(strip, LEFT, PLAIN, QPoint(strip.width() // 2, 10))
    middle = bench.board.mapToScene(bench.board.viewport().rect().center()).x()
    assert middle == pytest.approx(bench.board.plan.room.width() / 2, rel=0.02)
    QTest.keyClick(strip, _Key.Key_Home)
    assert left(bench) == pytest.approx(0, abs=2)
    QTest.keyClick(strip, _Key.Key_Right)
    assert left(bench) > 100


def test_a_card_that_is_chosen_with_the_keys_comes_into_sight(bench: BoardBench) -> None:
    bench.press(_Key.Key_End, _Key.Key_Left)
    assert bench.board.selected == "s59"
    seen = bench.board.mapToScene(bench.board.viewport().rect()).boundingRect()
    assert seen.contains(bench.box("s59").center())


def in_sight(bench: BoardBench, key: str) -> bool:
    seen = bench.board.mapToScene(bench.board.viewport().rect()).boundingRect()
    return seen.contains(bench.box(key).adjusted(4, 4, -4, -4))


@pytest.mark.parametrize("key", ["s7", "s30", "s59"])
def test_the_chosen_card_stays_in_sight_when_the_window_becomes_smaller(bench: BoardBench, key: str) -> None:
    bench.board.choose(key)
    for width in (1400, 1100, 960, 1500, 1100):
        bench.page.resize(width, 700)
        QApplication.processEvents()
        assert in_sight(bench, key)


def test_who_looked_away_from_the_chosen_card_is_not_brought_back_to_it(bench: BoardBench) -> None:
    bench.board.choose("s7")
    strip = the_map(bench)
    QTest.mouseClick(strip, LEFT, PLAIN, QPoint(strip.width() * 3 // 4, 10))
    bench.page.resize(1100, 700)
    QApplication.processEvents()
    assert not in_sight(bench, "s7")
    assert left(bench) > bench.box("s20").left()


@pytest.mark.parametrize("key", ["s0", "s30", "s59"])
def test_where_a_stage_is_removed_its_neighbour_is_in_hand_and_in_sight(bench: BoardBench, key: str) -> None:
    bench.board.choose(key)
    place = bench.ids.index(key)
    bench.press(_Key.Key_Delete)
    left_over = bench.ids
    assert bench.board.selected == left_over[min(place, len(left_over) - 1)]
    assert in_sight(bench, bench.board.selected)
    bench.press(_Key.Key_Delete)
    assert len(bench.ids) == 58
    bench.undo()
    bench.undo()
    assert bench.stream == sixty()


@pytest.mark.parametrize("keys", [("s0", "s1", "s2"), ("s10", "s11"), ("s57", "s58", "s59")])
def test_where_several_are_removed_or_cut_the_one_behind_them_is_in_hand(
    bench: BoardBench, keys: tuple[str, ...]
) -> None:
    for last in (_Key.Key_Delete, _Key.Key_X):
        bench.board.choose(keys[0])
        bench.press(*[_Key.Key_Right] * (len(keys) - 1), mods=SHIFT)
        bench.press(last, mods=PLAIN if last == _Key.Key_Delete else CONTROL)
        assert not set(keys) & set(bench.ids)
        assert bench.board.selected == ("s56" if "s59" in keys else f"s{int(keys[-1][1:]) + 1}")
        bench.undo()
        assert bench.stream == sixty()


def test_from_afar_cards_take_all_the_height_there_is(bench: BoardBench) -> None:
    tall = bench.box("s1").height()
    bench.press(_Key.Key_0, mods=CONTROL)
    assert bench.box("s1").height() > 2 * tall
    seen = bench.board.mapFromScene(bench.box("s1")).boundingRect()
    assert bench.board.viewport().rect().contains(seen)


def test_a_panel_stays_within_a_board_that_becomes_smaller(bench: BoardBench) -> None:
    bench.board.choose("s8")
    bench.press(_Key.Key_W, _Key.Key_Return)
    panel = bench.board.viewport().findChild(QWidget, "wayPanel")
    assert panel is not None
    bench.page.resize(900, 700)
    QApplication.processEvents()
    assert bench.board.viewport().rect().contains(panel.geometry())


def test_from_afar_a_card_shows_its_name_upright(bench: BoardBench) -> None:
    near = bench.board.grab().toImage()
    bench.press(_Key.Key_0, mods=CONTROL)
    assert bench.board.grab().toImage() != near


def test_what_is_between_the_cards_is_drawn_again_only_when_it_changed(bench: BoardBench) -> None:
    links = bench.board.links()
    before = links.shapes
    bench.actions.set_value("stages.s30.wip_limit", 7)
    assert links.shapes is before
    bench.actions.set_value("stages.s30.rework", (Rework(to="s29", probability=0.1),))
    assert len(links.shapes) == len(before) + 1
