"""A run that someone watches: the same story in any portions, and changes that take effect at the present."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.engine import LiveRun, RunRequest, simulate
from sim.errors import StreamFault
from sim.log import EventLog, Kind, audit
from sim.stream import (
    Cadence,
    Interarrival,
    ItemType,
    Rework,
    Schedule,
    ScheduledItem,
    Stream,
    WipGroup,
    example,
    set_value,
)
from tests.builders import at, backlog, constant, exponential, line, poisson, stream, wait, work
from tests.engine.rows import of_kind, told
from tests.same_log.columns import as_bytes
from tests.strategies import streams

TICK = 2.0**-20

TEAM = example("software-team")
REQUEST = RunRequest(seed=3, until=80.0)


def changed(given: Stream, **values: Any) -> Stream:
    """Set values by path, dots written as two underscores."""
    for path, value in values.items():
        given = set_value(given, path.replace("__", "."), value)
    return given


def test_watching_in_portions_gives_the_log_of_a_run() -> None:
    live = LiveRun(TEAM, REQUEST)
    moment = 0.0
    while not live.ended:
        moment += 0.37
        live.advance_to(moment)
    assert as_bytes(live.log()) == as_bytes(simulate(TEAM, REQUEST))
    assert live.now == 80.0


def test_stepping_instant_by_instant_gives_the_log_of_a_run() -> None:
    live = LiveRun(TEAM, REQUEST)
    while live.step():
        assert not live.ended or live.now == 80.0
    live.advance_to(80.0)
    assert live.ended
    assert as_bytes(live.log()) == as_bytes(simulate(TEAM, REQUEST))


def test_a_budget_of_time_stops_between_two_instants() -> None:
    live = LiveRun(TEAM, RunRequest(seed=3))
    assert live.advance_to(1e6, budget_ms=2.0) is False
    assert 0.0 < live.now < 1e6
    assert live.advance_to(live.now) is True


@settings(max_examples=40)
@given(streams(), st.lists(st.floats(0.0, 10.0), max_size=4))
def test_a_change_to_the_same_stream_changes_nothing(given_stream: Stream, moments: list[float]) -> None:
    request = RunRequest(until=10.0)
    try:
        expected = simulate(given_stream, request)
    except StreamFault:
        return
    live = LiveRun(given_stream, request)
    for moment in sorted(moments):
        live.advance_to(moment)
        live.change(given_stream)
    live.advance_to(10.0)
    assert as_bytes(live.log())[:-1] == as_bytes(expected)[:-1]


def test_rows_come_in_portions_and_make_up_the_log() -> None:
    live = LiveRun(TEAM, REQUEST)
    parts, count = [], 0
    for moment in np.linspace(0.0, 80.0, 33):
        live.advance_to(float(moment))
        parts.append(live.rows(count))
        count += len(parts[-1][0])
    log = live.log()
    for column, name in enumerate(("time", "item", "kind", "stage", "who")):
        assert np.array_equal(np.concatenate([part[column] for part in parts]), getattr(log, name))
    assert live.types().tolist() == log.items.type.tolist()
    assert live.types(count).tolist() == []


def test_a_raised_limit_lets_items_in_at_the_moment_of_the_change() -> None:
    narrow = line([4.0, 1.0], 3, [1, None], arrivals=backlog(4))
    live = LiveRun(narrow)
    live.advance_to(1.5)
    live.change(changed(narrow, stages__s1__wip_limit=3))
    live.advance_to(3.0)
    assert of_kind(live.log(), Kind.ENTERED) == [(0.0, 0), (1.5, 1), (1.5, 2)]
    assert live.stream.stages[0].wip_limit == 3


def test_a_lowered_limit_throws_nothing_out_and_pulls_nothing_until_it_is_below() -> None:
    wide = line([2.0], 3, 3, arrivals=(backlog(3), at(0.0, 0.5)))
    live = LiveRun(wide)
    live.advance_to(1.0)
    live.change(changed(wide, stages__s1__wip_limit=1))
    live.advance_to(10.0)
    assert of_kind(live.log(), Kind.ENTERED) == [(0.0, 0), (0.0, 1), (0.0, 2), (2.0, 3), (4.0, 4)]


def test_a_worker_who_is_taken_away_finishes_what_is_begun() -> None:
    staffed = line([4.0], 3, arrivals=backlog(5))
    live = LiveRun(staffed)
    live.advance_to(1.0)
    live.change(changed(staffed, stages__s1__workers=1))
    live.advance_to(20.0)
    assert of_kind(live.log(), Kind.FINISHED) == [(4.0, 0), (4.0, 1), (4.0, 2), (8.0, 3), (12.0, 4)]


def test_workers_who_join_start_at_once_and_may_leave_and_come_back() -> None:
    alone = line([4.0], 1, arrivals=backlog(6))
    live = LiveRun(alone)
    live.advance_to(1.0)
    live.change(changed(alone, stages__s1__workers=4))
    live.change(changed(alone, stages__s1__workers=2))
    live.change(changed(alone, stages__s1__workers=3))
    live.advance_to(20.0)
    started = of_kind(live.log(), Kind.STARTED)
    assert started == [(0.0, 0), (1.0, 1), (1.0, 2), (1.0, 3), (4.0, 4), (5.0, 5)]
    assert audit(live.log()) == ()


def test_work_begun_keeps_its_time_and_work_after_it_takes_the_new_one() -> None:
    slow = line([4.0], arrivals=backlog(2))
    live = LiveRun(slow)
    live.advance_to(1.0)
    live.change(changed(slow, stages__s1__time__value=1.0))
    live.advance_to(9.0)
    assert of_kind(live.log(), Kind.DONE) == [(4.0, 0), (5.0, 1)]
    assert live.ended


def test_the_gap_begun_goes_on_and_the_next_one_is_new() -> None:
    rare = line([0.5], arrivals=Interarrival(time=constant(5.0)))
    live = LiveRun(rare)
    live.advance_to(1.0)
    live.change(changed(rare, arrivals__0__time__value=1.0))
    live.advance_to(8.0)
    assert of_kind(live.log(), Kind.ARRIVED) == [(5.0, 0), (6.0, 1), (7.0, 2), (8.0, 3)]


def test_shares_change_for_those_who_come_after() -> None:
    types = (ItemType(id="a", name="A", share=1.0), ItemType(id="b", name="B", share=0.0))
    mixed = line([0.1], 9, arrivals=Interarrival(time=constant(1.0), mix="balanced"), item_types=types)
    live = LiveRun(mixed)
    live.advance_to(3.5)
    live.change(changed(mixed, item_types__b__share=1.0))
    live.advance_to(9.5)
    assert live.log().items.type.tolist() == [0, 0, 0, 0, 1, 0, 1, 0, 1]


def test_a_gate_may_be_added_and_taken_away() -> None:
    plain = stream([work("A", 0.5), wait("Out")], Interarrival(time=constant(1.0)))
    gated = stream(
        [work("A", 0.5), wait("Out", cadence=Cadence(every=4.0))], Interarrival(time=constant(1.0))
    )
    live = LiveRun(plain)
    live.advance_to(2.0)
    live.change(gated)
    live.advance_to(9.0)
    live.change(plain)
    live.advance_to(11.0)
    moments = [time for time, _ in of_kind(live.log(), Kind.DONE)]
    assert moments == [1.5, 4.0, 4.0, 8.0, 8.0, 8.0, 8.0, 9.0 + TICK, 9.5, 10.5]


def test_groups_and_rework_may_be_added() -> None:
    plain = line([1.0, 1.0], 4, arrivals=Interarrival(time=constant(0.5)))
    group = WipGroup(id="g", stages=("s1", "s2"), limit=1)
    back = plain.stages[1].model_copy(update={"rework": (Rework(to="s1", probability=0.5),)})
    other = plain.model_copy(update={"wip_groups": (group,), "stages": (plain.stages[0], back)})
    live = LiveRun(plain)
    live.advance_to(5.0)
    live.change(other)
    live.advance_to(40.0)
    log = live.log()
    inside = np.where(log.kind == Kind.DONE, -1, 0) + np.where(first_entries(log), 1, 0)
    assert inside[log.time < 5.0].sum() > 1
    assert inside.cumsum()[log.time > 9.0].max() == 1
    repeats = (log.kind == Kind.ENTERED) & (log.stage == 0) & ~first_entries(log)
    assert log.time[repeats].min() > 5.0
    assert audit(log) == ()


def first_entries(log: EventLog) -> NDArray[np.bool_]:
    """Tell for each row whether an item enters the stream with it."""
    entered = np.flatnonzero(log.kind == Kind.ENTERED)
    _, first = np.unique(log.item[entered], return_index=True)
    rows = np.zeros(len(log), np.bool_)
    rows[entered[first]] = True
    return rows


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (line([1.0], arrivals=poisson(1.0)), "stages"),
        (line([1.0, 1.0], arrivals=backlog(3)), "kinds of arrival"),
        (
            line([1.0, 1.0], arrivals=poisson(1.0), item_types=(ItemType(id="x", name="X", share=1.0),)),
            "item types",
        ),
    ],
)
def test_a_change_of_structure_is_refused_and_the_run_goes_on(other: Stream, what: str) -> None:
    given_line = line([1.0, 1.0], arrivals=poisson(1.0))
    live = LiveRun(given_line, RunRequest(until=20.0))
    live.advance_to(5.0)
    with pytest.raises(StreamFault, match=what):
        live.change(other)
    live.advance_to(20.0)
    assert as_bytes(live.log()) == as_bytes(simulate(given_line, RunRequest(until=20.0)))


def test_a_stream_with_errors_is_refused() -> None:
    live = LiveRun(TEAM, REQUEST)
    with pytest.raises(StreamFault):
        live.change(changed(TEAM, **{f"stages__{TEAM.stages[0].id}__wip_limit": -1}))


def test_a_run_of_given_items_ends_by_itself_and_stays_as_it_is() -> None:
    live = LiveRun(line([1.0], arrivals=Schedule(items=(ScheduledItem(at=1.0),))))
    assert live.advance_to(50.0)
    assert live.ended
    live.change(live.stream)
    assert live.step() is False
    assert told(live.log())[-1] == "2 0 done"
    assert live.log().end == 2.0


def test_a_process_of_someone_else_may_run_beside_it() -> None:
    live = LiveRun(line([exponential(1.0)], arrivals=poisson(0.5)), RunRequest(until=10.0))
    seen: list[float] = []

    def look() -> Generator[simpy.Timeout, None, None]:
        while True:
            yield live.environment.timeout(2.5)
            seen.append(live.now)

    live.environment.process(look())
    live.advance_to(10.0)
    assert seen == [2.5, 5.0, 7.5, 10.0]
