"""Flow time and lead time, by every day rule."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from sim.log import TimeBase
from sim.metrics import (
    DayRule,
    Window,
    completions,
    default_rule,
    flow_time,
    flow_times,
    lead_time,
    lead_times,
    whole,
)
from sim.stream import Calendar
from tests.log.story import told
from tests.metrics.scenes import EPOCH, HISTORY, history, two_stages

FRIDAY_TO_TUESDAY = ("2026-02-27T16:00", "2026-03-03T10:00")
ONE_DAY = ("2026-03-02T09:00", "2026-03-02T17:00")


@pytest.mark.parametrize(
    ("rule", "times"),
    [
        ("elapsed", [3.75, 1 / 3]),
        ("inclusive", [5, 1]),
        ("difference", [4, 0]),
        ("working", [3, 1]),  # Friday, Monday, Tuesday
    ],
)
def test_a_history_is_counted_by_each_rule(rule: DayRule, times: list[float]) -> None:
    log = history(FRIDAY_TO_TUESDAY, ONE_DAY)
    assert flow_times(log, whole(log), rule) == pytest.approx(times)


def test_working_days_follow_the_calendar_of_the_log() -> None:
    calendar = Calendar(holidays=(dt.date(2026, 3, 2),))
    base = TimeBase("day", dt.datetime(2026, 2, 27, tzinfo=dt.UTC), "UTC", calendar)
    log = told("0 0 arrived\n0 0 entered build\n1.5 0 done", base=base)  # Friday 9:00 to Tuesday 13:00
    window = whole(log)
    assert flow_times(log, window, "working").tolist() == [2]
    assert flow_times(log, window, "inclusive").tolist() == [5]
    assert flow_times(log, window).tolist() == [1.5]


def test_days_are_those_of_the_zone_of_the_log() -> None:
    late = ("2026-03-01T22:00", "2026-03-01T23:30")
    assert flow_times(history(late), Window(0, 1e6), "inclusive").tolist() == [1]
    amsterdam = TimeBase("day", EPOCH, "Europe/Amsterdam")
    assert flow_times(history(late, base=amsterdam), Window(0, 1e6), "inclusive").tolist() == [2]


def test_a_run_is_counted_exactly_and_a_history_in_inclusive_days() -> None:
    assert default_rule(two_stages()) == "elapsed"
    assert default_rule(history(ONE_DAY)) == "inclusive"
    assert flow_time(history(ONE_DAY), Window(0, 1e6)).mean == 1
    assert flow_time(history(ONE_DAY), Window(0, 1e6)).unit == "day"
    assert flow_time(two_stages(base=TimeBase("hour")), Window(0, 9)).unit == "hour"


def test_flow_time_runs_from_commitment_and_lead_time_from_arrival() -> None:
    log = two_stages()
    window = whole(log)
    assert flow_times(log, window).tolist() == [6, 3]
    assert lead_times(log, window).tolist() == [6, 4]
    assert (flow_time(log, window).mean, lead_time(log, window).mean) == (4.5, 5)


def test_commitment_may_be_a_later_stage() -> None:
    assert flow_times(two_stages(commitment=1), Window(0, 9)).tolist() == [4, 1]


def test_only_items_done_in_the_window_have_a_flow_time_there() -> None:
    log = two_stages()
    assert flow_times(log, Window(0, 5)).tolist() == [3]
    assert flow_times(log, Window(5, 6)).tolist() == [6]
    assert flow_time(log, Window(1, 4)).n == 0


def test_items_without_a_start_or_without_an_end_have_no_flow_time() -> None:
    log = history(("", "2026-03-02"), ("2026-03-01", ""), ("2026-03-01", "2026-03-04"))
    assert flow_times(log, whole(log)).tolist() == [4]
    assert lead_times(log, whole(log)).tolist() == []


def test_an_item_done_before_its_start_has_no_flow_time() -> None:
    log = told("1 0 done\n2 0 arrived", origin=HISTORY)
    assert lead_times(log, Window(0, 3)).tolist() == []


def test_completions_come_in_their_order() -> None:
    found = completions(two_stages())
    assert (found.item.tolist(), found.done.tolist(), found.flow_time.tolist()) == ([1, 0], [5, 6], [3, 6])
    assert len(completions(two_stages(), window=Window(0, 5))) == 1
    days = completions(history(FRIDAY_TO_TUESDAY, ONE_DAY), "difference")
    assert (days.item.tolist(), days.flow_time.tolist()) == ([1, 0], [0, 4])


def test_an_empty_log_has_no_times() -> None:
    empty = told("")
    for rule in ("elapsed", "inclusive", "working"):
        assert flow_times(empty, Window(0, 1), rule).tolist() == []
    assert len(completions(empty)) == 0
    assert np.isnan(flow_time(empty, Window(0, 1)).mean)
