"""How much arrives, and of what: told and changed on the first card."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from app.canvas import BACKLOG, arriving, rate_of
from app.canvas.mix import bar_of, borders
from app.pages.stream.board_edits import with_more
from app.theme import Theme
from sim.distributions import Distribution, mean
from sim.stream import (
    Backlog,
    CadenceArrival,
    Interarrival,
    Saturated,
    Schedule,
    ScheduledItem,
    Stream,
    example,
)
from tests.app.pages.board_bench import ALT, BoardBench

_Key = Qt.Key
TEAM = example("software-team")
Make = Callable[[Stream], BoardBench]


@pytest.fixture
def make(qtbot: QtBot, theme: Theme) -> Make:
    return lambda stream: BoardBench(qtbot, theme, stream)


@pytest.fixture
def bench(make: Make) -> BoardBench:
    return make(TEAM)


def arrivals(*ways: object) -> Stream:
    return TEAM.model_copy(update={"arrivals": ways})


def shares(bench: BoardBench) -> list[float]:
    return [kind.share for kind in bench.stream.item_types]


def border(bench: BoardBench, number: int) -> QPoint:
    card = bench.board.card(BACKLOG)
    assert card is not None
    bar = bar_of(card.width)
    x = borders(bar, card.state.mix)[number]
    return bench.spot(card.mapToScene(QPointF(x, bar.center().y())))


def rate_spot(bench: BoardBench) -> QPoint:
    card = bench.board.card(BACKLOG)
    assert card is not None
    return bench.spot(card.mapToScene(card.field_box("rate").center()))


@pytest.mark.parametrize(
    ("ways", "text"),
    [
        ((Interarrival(time=Distribution(family="exponential", mean=0.1)),), "10 a day"),
        ((Interarrival(time=Distribution(family="exponential", mean=1.0)),), "5 a week"),
        ((CadenceArrival(every=10.0, count=8),), "4 a week"),
        ((CadenceArrival(every=10.0, count=8), Backlog(count=30)), "4 a week + 30 at the start"),
        ((Saturated(),), "always another"),
        ((Schedule(items=(ScheduledItem(at=0.0),)),), "1 at set times"),
        ((), "nothing arrives"),
    ],
)
def test_what_arrives_is_told_in_a_unit_that_people_can_hold(ways: tuple[object, ...], text: str) -> None:
    assert arriving(arrivals(*ways)).text == text


def test_the_rate_is_edited_in_place(bench: BoardBench) -> None:
    bench.double_click(rate_spot(bench))
    assert bench.editor.text() == "6.25 a week"
    bench.type_in_place("12.5")
    assert rate_of(bench.stream) == pytest.approx(2.5)
    assert bench.done == "Let 12.5 items arrive a week"
    bench.undo()
    assert bench.stream == TEAM


@pytest.mark.parametrize("key", [_Key.Key_Return, _Key.Key_F2, _Key.Key_T])
def test_the_rate_is_edited_with_the_keys(bench: BoardBench, key: Qt.Key) -> None:
    bench.press(_Key.Key_Home, key)
    bench.type_in_place("5 a week")
    assert rate_of(bench.stream) == pytest.approx(1.0)


def test_a_rate_of_none_is_refused_in_place(bench: BoardBench) -> None:
    bench.press(_Key.Key_Home, _Key.Key_Return)
    bench.type_in_place("0")
    assert "too little" in bench.editor.toolTip()
    assert bench.stream == TEAM


def test_where_no_rate_says_it_there_is_nothing_to_edit(make: Make) -> None:
    bench = make(arrivals(Saturated()))
    bench.press(_Key.Key_Home, _Key.Key_Return)
    assert bench.editors == []


def test_a_rate_is_shared_by_all_ways_that_repeat_themselves() -> None:
    burst = Interarrival(
        time=Distribution(family="gamma", mean=2.0, cv=0.5), batch=Distribution(family="constant", value=3)
    )
    stream = arrivals(burst, CadenceArrival(every=10.0, count=5, first=4.0), Backlog(count=9))
    more = with_more(stream, 2.0)
    first, second, third = more.arrivals
    assert isinstance(first, Interarrival)
    assert (mean(first.time), first.time.cv) == (1.0, 0.5)
    assert second == CadenceArrival(every=5.0, count=5, first=2.0)
    assert third == Backlog(count=9)
    assert rate_of(more) == pytest.approx(2 * rate_of(stream))


def test_a_border_of_the_bar_is_dragged_and_the_whole_stays(bench: BoardBench) -> None:
    begin = border(bench, 0)
    bench.hover(begin)
    assert bench.board.viewport().cursor().shape() == Qt.CursorShape.SplitHCursor
    card = bench.board.card(BACKLOG)
    assert card is not None
    by = round(0.1 * bar_of(card.width).width() * bench.board.transform().m11())
    bench.drag(begin, begin + QPoint(by, 0))
    assert shares(bench)[0] == pytest.approx(0.6, abs=0.03)
    assert shares(bench)[2:] == [0.08, 0.14]
    assert sum(shares(bench)) == pytest.approx(1.0)
    assert bench.done == "Change the flow distribution"
    bench.undo()
    assert bench.stream == TEAM


def test_two_drags_are_taken_back_one_by_one(bench: BoardBench) -> None:
    for _ in range(2):
        begin = border(bench, 1)
        bench.drag(begin, begin + QPoint(8, 0))
    first = shares(bench)
    bench.undo()
    assert shares(bench) not in (first, [kind.share for kind in TEAM.item_types])
    bench.undo()
    assert bench.stream == TEAM


def test_borders_are_chosen_and_moved_with_the_keys(bench: BoardBench) -> None:
    bench.press(_Key.Key_Home)
    bench.press(_Key.Key_Right, _Key.Key_Right, mods=ALT)
    assert shares(bench) == [0.52, 0.26, 0.08, 0.14]
    bench.press(_Key.Key_Down, _Key.Key_Down)
    bench.press(_Key.Key_Left, mods=ALT)
    assert shares(bench) == [0.52, 0.26, 0.07, 0.15]
    bench.press(_Key.Key_Up)
    bench.press(_Key.Key_Right, mods=ALT)
    assert shares(bench) == [0.52, 0.27, 0.06, 0.15]


def test_a_stream_of_one_type_has_no_bar(make: Make) -> None:
    bench = make(TEAM.model_copy(update={"item_types": (TEAM.item_types[0],)}))
    card = bench.board.card(BACKLOG)
    assert card is not None
    assert card.state.mix == ()
    bench.press(_Key.Key_Home, _Key.Key_Down)
    bench.press(_Key.Key_Right, mods=ALT)
    assert bench.done == ""
