"""Time in state, blocked time, net flow and process behaviour: what is drawn, named and told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.charts import (
    BehaviourChart,
    BlockedChart,
    MovingRangeChart,
    NetFlowChart,
    StageTimeChart,
    behaviour_state,
    blocked_state,
    net_flow_state,
    stage_time_state,
)
from app.charts.blocked import MOST
from app.charts.rows import row_at, row_middles
from app.theme import LIGHT, Theme
from sim.metrics import BlockedReason, BlockedTime, blocked_time, net_flow, process_limits, stage_times, whole
from tests.app.charts.history_pictures import (
    BEHAVIOUR,
    BLOCKED,
    DATED,
    IN_STAGES,
    NET_FLOW,
    WEEKS,
    behaviour,
)
from tests.app.charts.pictures import drawn, picture, shown
from tests.metrics.scenes import two_stages


def test_the_first_row_is_the_topmost() -> None:
    assert row_middles(3).tolist() == [2.5, 1.5, 0.5]
    assert [row_at(3, y) for y in (2.9, 1.5, 0.0, -0.1, 3.0)] == [0, 1, 2, None, None]


# --- time in state -----------------------------------------------------------------------------------------


def test_a_stage_tells_its_mean_percentiles_and_share(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "time in stages")
    assert chart.hover_text(1.0, 2.5).splitlines() == [
        "Build",
        "12 items, mean 4.5 days",
        "active: 3.0",
        "waiting: 1.0",
        "blocked: 0.5",
        "50 %: 4.0 days or less",
        "85 %: 8.0 days or less",
        "45 % of the flow time",
    ]
    assert chart.hover_text(1.0, 0.5).splitlines()[-1] == "finished: 0.5"
    assert chart.hover_text(1.0, 3.5) == ""


def test_only_states_and_percentiles_that_occur_are_named(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "time in stages")
    names = [key.text for key in chart.keys(IN_STAGES)]
    assert names == [
        "active",
        "waiting",
        "blocked",
        "finished",
        "50 %",
        "85 % (dotted)",
    ]
    none = replace(IN_STAGES, percentiles=({}, {}, {}))
    assert not any("%" in key.text for key in chart.keys(none))


def test_shares_stand_behind_the_longest_of_bar_and_marks_where_rows_are_high_enough(qtbot: QtBot) -> None:
    chart = shown(qtbot, StageTimeChart(Theme("light")), 500, 340)
    chart.show_state(IN_STAGES)
    picture(chart)
    assert [(text.toPlainText(), text.pos().x(), text.isVisible()) for text in chart._shares] == [
        ("45 %", 8.0, True),
        ("40 %", 4.0, True),
    ]
    many = 60
    chart.show_state(
        replace(
            IN_STAGES,
            names=tuple(f"Stage {n}" for n in range(many)),
            spent=np.tile(IN_STAGES.spent[:1], (many, 1)),
            percentiles=IN_STAGES.percentiles[:1] * many,
            shares=np.full(many, 0.1),
            items=np.full(many, 7),
        )
    )
    picture(chart)
    assert not any(text.isVisible() for text in chart._shares)


def test_the_chart_draws_what_the_metric_says() -> None:
    log = two_stages()
    state = stage_time_state(stage_times(log, whole(log)), log.base.unit)
    assert state.names == ("Build", "Test")
    rows = stage_times(log, whole(log))
    assert state.spent.sum(axis=1).tolist() == pytest.approx([row.per_item.mean for row in rows])
    assert state.percentiles == ({}, {})  # two items support none
    assert np.nansum(state.shares) == pytest.approx(1.0)


# --- blocked time ------------------------------------------------------------------------------------------


def test_a_reason_tells_items_times_and_stages(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "blocked")
    assert chart.hover_text(1.0, 1.5) == "Supplier\n2 items, 3 times, 4.5 days\nBuild: 3.0\nTest: 1.5"
    assert chart.hover_text(1.0, 0.5) == "no reason given\n1 item, 1 time, 2.0 days\nTest: 2.0"
    assert [key.text for key in chart.keys(BLOCKED)] == ["Build", "Test"]


def reason(number: int) -> BlockedReason:
    return BlockedReason(f"Reason {number}", 1, 2, 30.0 - number, 15.0, {"build": 20.0 - number, "": 10.0})


def test_many_reasons_end_in_one_row_and_time_without_a_stage_is_kept() -> None:
    found = BlockedTime(tuple(reason(n) for n in range(MOST + 3)), 100.0, 0.5, 0)
    state = blocked_state(two_stages(), found)
    assert (len(state.reasons), state.reasons[-1]) == (MOST, "4 other reasons")
    assert state.stages == ("Build", "stage not known")
    assert state.spent[-1].tolist() == [sum(20.0 - n for n in range(11, 15)), 40.0]
    assert (state.items[-1], state.stretches[-1]) == (4, 8)


def test_where_nothing_is_blocked_the_chart_says_so() -> None:
    log = two_stages()
    assert blocked_state(log, blocked_time(log, whole(log))).empty == "No item was blocked in this window."


def test_fewer_stages_leave_no_bars_behind(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "blocked")
    fewer = replace(BLOCKED, stages=("Build",), spent=BLOCKED.spent[:, :1])
    chart.show_state(fewer)
    fresh = shown(qtbot, BlockedChart(Theme("light")))
    fresh.show_state(fewer)
    assert picture(chart.plot) == picture(fresh.plot)


# --- net flow ----------------------------------------------------------------------------------------------


def test_a_week_tells_what_came_what_went_and_what_is_left(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "net flow")
    assert chart.hover_text(8.0, 0.0) == (
        "week from Mon 12 Jan 2026\nbegun 2, done 4, net -2\nin progress at the end: 4"
    )
    assert chart.hover_text(15.0, 0.0) == ""
    assert [key.text for key in chart.keys(NET_FLOW)] == ["begun: 7", "done: 7", "net: +0"]


def test_bars_of_what_was_done_point_down(qtbot: QtBot) -> None:
    chart = shown(qtbot, NetFlowChart(Theme("light")))
    chart.show_state(NET_FLOW)
    assert chart._bars[1].opts["height"].tolist() == [-3, -4]
    (_, _), (low, high) = chart.bounds(NET_FLOW)
    assert low < -4 < 5 < high


def test_net_flow_is_that_of_the_metric() -> None:
    log = two_stages()
    found = net_flow(log, whole(log), "day")
    state = net_flow_state(log, found)
    assert state.net.tolist() == found.net.tolist()
    assert [row[-1] for row in state.table()[1]] == found.load.tolist()


# --- process behaviour -------------------------------------------------------------------------------------


def test_a_value_far_out_is_a_signal_with_its_rule(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "behaviour")
    assert chart.hover_text(56.0, 30.0) == "Mon 2 Mar 2026\n30.0 items\nsignal: beyond a limit"
    assert chart.hover_text(0.0, 5.0) == "Mon 5 Jan 2026\n5.0 items"
    assert chart.hover_text(20.0, 29.0) == ""
    assert [(key.text, key.colour, key.shape) for key in chart.keys(BEHAVIOUR)] == [
        ("beyond a limit", LIGHT.bad, "diamond"),
        ("8 in a row on one side of the mean", LIGHT.bad, "star"),
    ]


def test_each_rule_has_a_form_of_its_own(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "behaviour")
    rules = ("beyond a limit", "2 of 3 far out", "4 of 5 out", "8 on one side")
    every = replace(BEHAVIOUR, signals={n: (rule,) for n, rule in enumerate(rules)})
    assert len({key.shape for key in chart.keys(every)}) == 4
    both = replace(BEHAVIOUR, signals={0: rules[:2]})
    assert [key.text for key in chart.keys(both)] == ["beyond a limit"]


def test_mean_and_limits_are_named_with_their_values(qtbot: QtBot) -> None:
    chart = shown(qtbot, BehaviourChart(Theme("light")))
    chart.show_state(BEHAVIOUR)
    found = process_limits(BEHAVIOUR.values)
    assert found.lower == 0
    assert [mark.text for mark in chart.across.marks] == [
        "no lower limit",
        f"mean {found.mean:.1f}",
        f"upper limit {found.upper:.1f}",
    ]


def test_a_lower_limit_above_nothing_is_named_with_its_value(qtbot: QtBot) -> None:
    chart = shown(qtbot, BehaviourChart(Theme("light")))
    chart.show_state(replace(BEHAVIOUR, lines={"lower limit": 2.25, "mean": 5.0}))
    assert [mark.text for mark in chart.across.marks] == ["lower limit 2.2", "mean 5.0"]


def test_of_too_few_values_no_limit_and_no_signal_is_shown(qtbot: QtBot) -> None:
    few = behaviour(np.array([1.0, 9, 1, 30]), note_more="6 values are needed for limits")
    assert (few.lines, few.range_lines, few.signals) == ({}, {}, {})
    assert few.note.endswith("6 values are needed for limits")
    chart = shown(qtbot, BehaviourChart(Theme("light")))
    chart.show_state(few)
    assert (chart.across.marks, list(chart.keys(few))) == ((), [])


def test_a_leap_beyond_the_limit_is_a_signal_of_the_ranges(qtbot: QtBot) -> None:
    chart = shown(qtbot, MovingRangeChart(Theme("light")))
    chart.show_state(BEHAVIOUR)
    assert BEHAVIOUR.range_signals == (8,)
    assert chart.hover_text(56.0, 24.0) == (
        "Mon 2 Mar 2026\n24.0 items\nfrom the value before\nsignal: a leap beyond the limit"
    )
    assert [key.text for key in chart.keys(BEHAVIOUR)] == ["beyond the limit"]


def test_items_are_named_with_their_values(qtbot: QtBot) -> None:
    found = process_limits(np.array([2.0, 3, 2, 4, 3, 2]), at=WEEKS[:6])
    names = [f"A-{n}" for n in range(6)]
    state = behaviour_state(found, DATED, (0.0, 42.0), what="flow time", measure="days", names=names)
    chart = shown(qtbot, BehaviourChart(Theme("light")))
    chart.show_state(state)
    assert chart.hover_text(21.0, 4.0) == "A-3\nMon 26 Jan 2026\n4.0 days"
    header, rows = state.table()
    assert header == ("item", "at", "days", "moving_range", "lower_limit", "mean", "upper_limit", "signal")
    assert list(rows)[3][:4] == ["A-3", "2026-01-26", 4.0, 2.0]


def test_of_many_values_the_newest_are_drawn_and_all_are_in_the_table(qtbot: QtBot) -> None:
    count = 6_000
    found = process_limits(np.tile([1.0, 2.0], count // 2), at=np.arange(count) / 100)
    state = behaviour_state(found, DATED, (0.0, 60.0), what="flow time", measure="days")
    chart = shown(qtbot, BehaviourChart(Theme("light")))
    chart.show_state(state)
    assert len(chart._dots.data) < count
    assert len(list(state.table()[1])) == count
