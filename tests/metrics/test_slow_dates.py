"""Each number by dates against its slow twin, in zones with and without summer time."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.log import EventLog, Kind, LogStage, LogType, LogWriter, Origin, Setting, TimeBase, time_of
from sim.metrics import (
    DayRule,
    Period,
    Window,
    ageing,
    completions,
    daily_done,
    distribution_series,
    flow_times,
    last,
    velocity_series,
    whole,
    wip_by_day,
)
from sim.metrics.window import done_in
from tests.reference import slow_dates
from tests.reference.slow_dates import Life

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
FIRST = dt.datetime(2024, 10, 20, tzinfo=dt.UTC)  # summer time ends in the week after, in Europe
ZONES = ("UTC", "Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe")


@st.composite
def moments(draw: st.DrawFn) -> dt.datetime:
    """Draw a moment at or near a whole hour: midnights of all zones are among them."""
    hours = draw(st.integers(0, 24 * 40))
    return FIRST + dt.timedelta(hours=hours, seconds=draw(st.sampled_from([0, 0, 0, 1800, -1, 3599])))


@st.composite
def items(draw: st.DrawFn) -> Life:
    """Draw an item that may lack its start or its done."""
    start, done = sorted([draw(moments()), draw(moments())])
    return draw(st.sampled_from([(start, done), (start, done), (start, done), (start, None), (None, done)]))


lives = st.lists(items(), min_size=1, max_size=12)
zones = st.sampled_from(ZONES)


def log_of(given_lives: list[Life], zone: str) -> EventLog:
    base = TimeBase("day", EPOCH, zone)
    writer = LogWriter()
    for number, (start, done) in enumerate(given_lives):
        writer.add_item(number % 2)
        if start:
            writer.add(time_of(base, start), number, Kind.STARTED, 0)
        if done:
            writer.add(time_of(base, done), number, Kind.DONE)
    seen = [time_of(base, moment) for life in given_lives for moment in life if moment]
    return writer.finish(
        Setting(
            stages=(LogStage("doing", "Doing"),),
            types=(LogType("a", "A"), LogType("b", "B")),
            start=min(seen),
            end=max(seen),
            base=base,
            origin=Origin("history"),
        )
    )


@pytest.mark.parametrize("rule", ["inclusive", "difference", "working"])
@given(lives, zones)
def test_day_rules_count_as_the_calendar_does(rule: DayRule, known: list[Life], zone: str) -> None:
    log = log_of(known, zone)
    assert flow_times(log, whole(log), rule).tolist() == slow_dates.spans(known, zone, rule)
    assert sorted(completions(log, rule).flow_time.tolist()) == sorted(slow_dates.spans(known, zone, rule))


@given(lives, zones)
def test_work_in_progress_by_day_is_that_of_the_slow_twin(known: list[Life], zone: str) -> None:
    wip = wip_by_day(log_of(known, zone))
    assert wip.counts.tolist() == [slow_dates.in_progress(known, zone, day) for day in wip.dates]


@pytest.mark.parametrize("by", ["day", "week", "month"])
@given(lives, zones)
def test_velocity_by_period_is_that_of_the_slow_twin(by: Period, known: list[Life], zone: str) -> None:
    log = log_of(known, zone)
    series = velocity_series(log, by)
    found = {date: count for date, count in zip(series.dates, series.done.tolist(), strict=True) if count}
    assert found == slow_dates.done_by(known, zone, by)
    assert (np.diff(series.days) > 0).all()
    by_type = distribution_series(log, by)
    assert by_type.done.sum(axis=0).tolist() == series.done.tolist()
    of_a = slow_dates.done_by(known[::2], zone, by)
    assert by_type.done[0].tolist() == [of_a.get(date, 0) for date in series.dates]


@given(lives, zones)
def test_every_item_done_is_in_one_day_and_in_the_whole(known: list[Life], zone: str) -> None:
    log = log_of(known, zone)
    days = slow_dates.done_by(known, zone, "day")
    if days:
        first, final = min(days), max(days)
        counts = daily_done(log, first, final).tolist()
        assert counts == [days.get(first + dt.timedelta(days=n), 0) for n in range((final - first).days + 1)]
    assert done_in(log, whole(log)).sum() == sum(days.values())


@given(lives, zones, st.integers(1, 20))
def test_two_windows_that_meet_have_every_item_once(known: list[Life], zone: str, span: int) -> None:
    log = log_of(known, zone)
    everything, end = whole(log), last(log, float(span))
    before = Window(everything.start, end.start)
    counts = [int(done_in(log, window).sum()) for window in (before, end, everything)]
    if before.length:
        assert counts[0] + counts[1] == counts[2]
    else:
        assert counts[1] == counts[2]


@given(lives, zones, moments())
def test_ages_are_those_of_the_slow_twin(known: list[Life], zone: str, at: dt.datetime) -> None:
    log = log_of(known, zone)
    found = ageing(log, time_of(log.base, at))
    assert found.age.tolist() == slow_dates.ages(known, zone, at)
