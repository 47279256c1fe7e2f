"""What each chart tells of the place under the pointer, and how it names what it draws."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.charts import (
    AgeingChart,
    CumulativeFlowChart,
    FlowTimeChart,
    HistogramChart,
    LoadChart,
    ProbabilityChart,
    Spot,
    TradeOffChart,
    TradeOffState,
    VelocityChart,
)
from app.charts.legend import Key
from app.theme import DEBT, DEFECT, FEATURE, LIGHT, Theme
from tests.app.charts.pictures import (
    AGES,
    DATED,
    FLOW,
    HISTOGRAM,
    HOW_MANY,
    LOAD,
    SCATTER,
    TRADE,
    VELOCITY,
    WHEN,
    drawn,
    picture,
    shown,
)


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (-5.0, "day 0.0\nArrived: 1\nBuild: 1\nDone: 0"),
        (0.0, "day 0.0\nArrived: 1\nBuild: 1\nDone: 0"),
        (0.9, "day 1.0\nArrived: 0\nBuild: 2\nDone: 1"),
        (2.0, "day 2.0\nArrived: 1\nBuild: 1\nDone: 3"),
        (99.0, "day 2.0\nArrived: 1\nBuild: 1\nDone: 3"),
    ],
)
def test_the_flow_diagram_tells_what_each_band_holds(qtbot: QtBot, x: float, words: str) -> None:
    assert drawn(qtbot, "flow").hover_text(x, 0.0) == words


def test_the_flow_diagram_tells_dates_where_it_has_them(qtbot: QtBot) -> None:
    chart = shown(qtbot, CumulativeFlowChart(Theme("light")))
    chart.show_state(replace(FLOW, base=DATED))
    assert chart.hover_text(2.0, 0.0).startswith("Wed 7 Jan 2026\n")


def test_bands_are_named_from_the_first_stage_to_done_each_in_its_colour(qtbot: QtBot) -> None:
    keys = drawn(qtbot, "flow").keys(FLOW)
    assert [key.text for key in keys] == ["Arrived", "Build", "Done"]
    assert [key.colour for key in keys] == [LIGHT.series[2], LIGHT.series[1], LIGHT.series[0]]


def test_fewer_bands_leave_none_of_the_old_ones_behind(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow")
    fewer = replace(FLOW, names=("Arrived", "Done"), reached=FLOW.reached[[0, 2]])
    chart.show_state(fewer)
    fresh = shown(qtbot, CumulativeFlowChart(Theme("light")))
    fresh.show_state(fewer)
    assert picture(chart.plot) == picture(fresh.plot)


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        (4.0, 8.0, "Feature A-3\n8.0 days\nFri 9 Jan 2026"),
        (2.0, 1.0, "Defect A-2\n1.0 days\nWed 7 Jan 2026"),
        (3.0, 5.0, ""),
    ],
)
def test_the_scatterplot_tells_the_nearest_mark(qtbot: QtBot, x: float, y: float, words: str) -> None:
    assert drawn(qtbot, "flow time").hover_text(x, y) == words


def test_clicking_a_mark_chooses_its_item(qtbot: QtBot) -> None:
    chart = shown(qtbot, FlowTimeChart(Theme("light")))
    chart.show_state(SCATTER)
    picture(chart)
    at = chart.plot.mapFromScene(chart.view.mapViewToScene(QPointF(2.0, 1.0)))
    with qtbot.waitSignal(chart.item_chosen) as chosen:
        QTest.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args == ["A-2"]


def test_only_types_that_occur_are_named_with_colour_and_shape(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow time")
    both = [Key("Feature", FEATURE.colour, "circle"), Key("Defect", DEFECT.colour, "triangle")]
    assert list(chart.keys(SCATTER)) == both
    one = replace(SCATTER, type=np.zeros(3, np.int16))
    assert list(chart.keys(one)) == both[:1]


def test_a_stream_may_give_its_types_their_own_look(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow time")
    styled = replace(SCATTER, styles={"feature": DEBT})
    assert chart.keys(styled)[0] == Key("Feature", DEBT.colour, "diamond")


def test_of_many_marks_only_the_newest_are_drawn_and_smaller(qtbot: QtBot) -> None:
    n = 6_000
    chart = shown(qtbot, FlowTimeChart(Theme("light")))
    chart.show_state(
        replace(
            SCATTER,
            done=np.arange(n) / n * 5,
            flow_time=np.linspace(1, 8, n),
            type=np.zeros(n, np.int16),
            names=tuple(map(str, range(n))),
        )
    )
    layer = chart._dots[0]
    assert len(layer.data) < n
    assert layer.data["x"][-1] == (n - 1) / n * 5
    assert layer.opts["size"] < 6
    assert len(list(chart.state.table()[1] if chart.state else ())) == n


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (-0.1, ""),
        (0.0, "0 to 1 days: 0 items"),
        (1.0, "1 to 2 days: 4 items"),
        (2.99, "2 to 3 days: 2 items"),
        (3.0, "3 to 4 days: 1 item"),
        (4.0, ""),
    ],
)
def test_the_histogram_tells_the_bar_under_the_pointer(qtbot: QtBot, x: float, words: str) -> None:
    assert drawn(qtbot, "histogram").hover_text(x, 1.0) == words


def test_the_histogram_leaves_room_above_its_bars_for_the_names_of_lines(qtbot: QtBot) -> None:
    chart = shown(qtbot, HistogramChart(Theme("light")))
    chart.show_state(HISTOGRAM)
    assert chart.bounds(HISTOGRAM) == ((0.0, 4.0), (0.0, 5.0))
    assert [(mark.at, mark.text) for mark in chart.lines.marks] == [(1.0, "50 %"), (3.0, "85 %")]


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (-1.0, ""),
        (0.0, "week from Mon 5 Jan 2026\n4 items"),
        (13.9, "week from Mon 12 Jan 2026\n6 items"),
        (14.0, "week from Mon 19 Jan 2026\n1 items (not seen whole)"),
        (21.0, ""),
    ],
)
def test_the_run_chart_tells_a_period(qtbot: QtBot, x: float, words: str) -> None:
    assert drawn(qtbot, "velocity").hover_text(x, 0.0) == words


def test_the_mean_of_whole_weeks_is_a_line(qtbot: QtBot) -> None:
    chart = shown(qtbot, VelocityChart(Theme("light")))
    chart.show_state(VELOCITY)
    assert [(mark.at, mark.text) for mark in chart.lines.marks] == [(5.0, "mean 5.0")]
    chart.show_state(replace(VELOCITY, whole=np.zeros(3, np.bool_)))
    assert chart.lines.marks == ()


@pytest.mark.parametrize(("x", "begin"), [(0.0, "day 0.0"), (1.0, "day 1.0"), (1.99, "day 1.0")])
def test_the_load_tells_each_state_of_a_bar(qtbot: QtBot, x: float, begin: str) -> None:
    column = 0 if begin == "day 0.0" else 1
    counts = [f"{value:.1f}" for value in LOAD.counts[:, column]]
    names = ("active", "waiting", "finished, waiting for room", "blocked")
    expected = "\n".join([begin, *(f"{n}: {c}" for n, c in zip(names, counts, strict=True))])
    assert drawn(qtbot, "load").hover_text(x, 0.0) == expected


def test_beside_the_bars_the_load_tells_nothing(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "load")
    assert (chart.hover_text(-0.1, 1.0), chart.hover_text(2.0, 1.0)) == ("", "")


def test_the_load_is_shown_up_to_its_highest_bar(qtbot: QtBot) -> None:
    chart = shown(qtbot, LoadChart(Theme("light")))
    (left, right), (low, high) = chart.bounds(LOAD)
    assert (left, right, low) == (0.0, 2.0, 0.0)
    assert high == pytest.approx(6.5 * 1.08)


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (0.0, "by Sun 25 Jan 2026: 25 %"),
        (21.2, "by Mon 26 Jan 2026: 75 %"),
        (50.0, "by Tue 27 Jan 2026: >95 %"),
    ],
)
def test_the_curve_of_when_tells_the_chance_by_a_day(qtbot: QtBot, x: float, words: str) -> None:
    assert drawn(qtbot, "when").hover_text(x, 0.5) == words


@pytest.mark.parametrize(("x", "words"), [(0.0, "10 items or more: >95 %"), (11.4, "11 items or more: 80 %")])
def test_the_curve_of_how_many_tells_the_chance_of_that_many(qtbot: QtBot, x: float, words: str) -> None:
    assert drawn(qtbot, "how many").hover_text(x, 0.5) == words


def test_a_target_is_marked_and_kept_in_sight(qtbot: QtBot) -> None:
    chart = shown(qtbot, ProbabilityChart(Theme("light")))
    state = replace(WHEN, target=40.0)
    chart.show_state(state)
    assert [mark.text for mark in chart.lines.marks] == ["50 %", "85 %", "target"]
    (left, right), _ = chart.bounds(state)
    assert left < 20.0
    assert right > 40.0


def test_outcomes_without_a_chance_to_speak_of_are_out_of_sight(qtbot: QtBot) -> None:
    chart = shown(qtbot, ProbabilityChart(Theme("light")))
    tail = replace(
        WHEN,
        at=np.array([20.0, 21, 22, 500]),
        chance=np.array([0.25, 0.5, 0.2499, 0.0001]),
        reached=np.array([0.25, 0.75, 0.9999, 1.0]),
    )
    assert chart.bounds(tail)[0][1] < 30


def test_chances_are_told_in_quarters_on_the_axis(qtbot: QtBot) -> None:
    axis = drawn(qtbot, "when").axes["left"]
    assert [tick.text for tick in axis.ticker(0.0, 1.12, 6)] == ["0 %", "25 %", "50 %", "75 %", "100 %"]
    assert [tick.text for tick in axis.ticker(0.0, 1.12, 2)] == ["0 %", "50 %", "100 %"]


def test_figures_of_when_are_dates_and_of_how_many_are_items() -> None:
    header, rows = WHEN.table()
    assert header == ("day", "chance", "reached")
    assert next(iter(rows)) == ("Sun 25 Jan 2026", 0.25, 0.25)
    header, rows = HOW_MANY.table()
    assert header == ("items", "chance", "reached")
    assert list(rows) == [(10, 0.2, 1.0), (11, 0.5, 0.8), (12, 0.3, 0.3)]


def test_a_single_outcome_can_be_drawn(qtbot: QtBot) -> None:
    chart = shown(qtbot, ProbabilityChart(Theme("light")))
    certain = replace(
        WHEN, at=np.array([20.0]), chance=np.array([1.0]), reached=np.array([1.0]), percentiles=((50, 20.0),)
    )
    chart.show_state(certain)
    assert chart.bounds(certain) == ((19.5, 20.5), (0.0, 1.12))


def test_a_scenario_is_told_with_both_intervals(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "trade-off")
    assert chart.hover_text(7.4, 13.0) == (
        "Today\nvelocity, items a week: 7.40 (7.20 to 7.60)\n85 % flow time, days: 13.0 (12.5 to 13.5)"
    )
    assert chart.hover_text(8.0, 12.0) == ""


def test_a_scenario_whose_runs_are_all_alike_is_told_in_three_digits(qtbot: QtBot) -> None:
    chart = shown(qtbot, TradeOffChart(Theme("light")))
    chart.show_state(TradeOffState((Spot("Line", 2.0, 2.0, 2.0, 13.25, 13.25, 13.25),), "a", "b"))
    assert chart.hover_text(2.0, 13.25) == "Line\na: 2.00 (2.00 to 2.00)\nb: 13.2 (13.2 to 13.2)"


def test_a_small_difference_does_not_look_large(qtbot: QtBot) -> None:
    chart = shown(qtbot, TradeOffChart(Theme("light")))
    near = TradeOffState(
        (Spot("A", 10.0, 10.0, 10.0, 20.0, 20.0, 20.0), Spot("B", 10.01, 10.01, 10.01, 20.0, 20.0, 20.0)),
        "a",
        "b",
    )
    (left, right), (low, high) = chart.bounds(near)
    assert right - left > 0.15 * 10
    assert high - low > 0.15 * 20


def test_names_of_scenarios_at_one_place_stay_apart(qtbot: QtBot) -> None:
    chart = shown(qtbot, TradeOffChart(Theme("light")))
    same = tuple(replace(TRADE.spots[0], name=f"Scenario {k}") for k in range(5))
    chart.show_state(replace(TRADE, spots=same))
    picture(chart)
    rooms = [text.mapRectToScene(text.boundingRect()) for text in chart._names]
    crossed = [a.intersected(b) for a, b in itertools.combinations(rooms, 2)]
    assert all(min(part.width(), part.height()) <= 0.01 for part in crossed)


def test_scenarios_that_are_gone_take_their_names_along(qtbot: QtBot) -> None:
    chart = shown(qtbot, TradeOffChart(Theme("light")))
    chart.show_state(TRADE)
    chart.show_state(replace(TRADE, spots=TRADE.spots[:1]))
    assert [text.text() for text in chart._names] == ["Today"]
    assert len(chart._crosses) == 1


def test_the_chosen_scenario_is_the_larger_mark(qtbot: QtBot) -> None:
    chart = shown(qtbot, TradeOffChart(Theme("light")))
    chart.show_state(replace(TRADE, chosen="+1 tester"))
    assert chart._dots.data["size"].tolist() == [12.0, 16.0]


def test_an_ageing_item_is_told_with_stage_and_age(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "ageing")
    assert chart.hover_text(0.0, 2.0) == "Feature A-4\nin Build\n2.0 days old"
    assert chart.hover_text(1.0, 5.0) == "Defect A-5\nin Test\n5.0 days old"
    assert chart.hover_text(0.5, 3.5) == ""


def test_items_of_one_stage_stand_beside_each_other_in_its_column(qtbot: QtBot) -> None:
    chart = shown(qtbot, AgeingChart(Theme("light")))
    n = 40
    chart.show_state(
        replace(
            AGES,
            stage=np.repeat(np.array([0, 1], np.int16), n // 2),
            age=np.full(n, 3.0),
            type=np.zeros(n, np.int16),
            names=tuple(map(str, range(n))),
        )
    )
    x = chart._x
    assert np.abs(x - np.repeat([0.0, 1.0], n // 2)).max() < 0.31
    assert len(set(np.round(x, 6))) == n


def test_columns_carry_the_names_of_stages_also_when_zoomed(qtbot: QtBot) -> None:
    chart = shown(qtbot, AgeingChart(Theme("light")))
    stages = tuple(f"S{k}" for k in range(8))
    chart.show_state(replace(AGES, stages=stages))
    axis = chart.axes["bottom"]
    assert [tick.text for tick in axis.ticker(-0.5, 7.5, 8)] == list(stages)
    assert [(tick.at, tick.text) for tick in axis.ticker(1.6, 4.4, 8)] == [(2, "S2"), (3, "S3"), (4, "S4")]


def test_of_many_stages_every_second_or_third_is_named(qtbot: QtBot) -> None:
    chart = shown(qtbot, AgeingChart(Theme("light")))
    chart.show_state(replace(AGES, stages=tuple(f"S{k}" for k in range(60))))
    ticks = chart.axes["bottom"].ticker(-0.5, 59.5, 6)
    assert [tick.text for tick in ticks] == ["S0", "S10", "S20", "S30", "S40", "S50"]


def test_a_long_name_of_a_stage_ends_in_dots(qtbot: QtBot) -> None:
    chart = shown(qtbot, AgeingChart(Theme("light")))
    chart.show_state(replace(AGES, stages=("Acceptance by the customer", "Release to the shop") * 3))
    texts = [tick.text for tick in chart.axes["bottom"].ticker(-0.5, 5.5, 6)]
    assert all(text.endswith("…") for text in texts)
