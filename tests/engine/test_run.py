"""The door: what a request gives, where a run ends, and what it says when it cannot."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from sim.engine import RunRequest, default_request, simulate, simulate_many
from sim.engine.course import Course
from sim.engine.layout import ONE
from sim.engine.plan import make_plan
from sim.engine.run import finish
from sim.errors import StreamFault
from sim.log import Kind, audit
from sim.stream import (
    Cadence,
    Interarrival,
    Saturated,
    Schedule,
    ScheduledItem,
    Stream,
    example,
    example_names,
    fingerprint,
)
from tests.builders import at, backlog, constant, exponential, line, poisson, stream, wait, work
from tests.engine.rows import of_kind
from tests.same_log.columns import as_bytes

QUEUE = line([exponential(0.8)], arrivals=poisson(1.0))


def test_the_same_request_gives_the_same_log() -> None:
    request = RunRequest(seed=9, until=50.0)
    assert as_bytes(simulate(QUEUE, request)) == as_bytes(simulate(QUEUE, request))


def test_replications_are_the_runs_of_their_numbers_in_any_order() -> None:
    many = list(simulate_many(QUEUE, RunRequest(seed=9, items=30, replication=2), 4))
    assert [log.origin.replication for log in many] == [2, 3, 4, 5]
    single = simulate(QUEUE, RunRequest(seed=9, items=30, replication=4))
    assert as_bytes(many[2]) == as_bytes(single)


def test_logs_do_not_share_their_columns() -> None:
    logs = [log.time.copy() for log in simulate_many(QUEUE, RunRequest(items=30), 3)]
    again = list(simulate_many(QUEUE, RunRequest(items=30), 3))
    assert all(np.array_equal(before, log.time) for before, log in zip(logs, again, strict=True))
    assert not again[0].time.flags.writeable


def test_a_replication_is_made_when_it_is_asked_for() -> None:
    endless = simulate_many(QUEUE, RunRequest(items=5), 10**9)
    assert len(list(islice(endless, 3))) == 3


def test_a_log_says_where_it_came_from() -> None:
    log = simulate(QUEUE, RunRequest(seed=4, replication=7, items=3, clock="simpy"))
    origin = log.origin
    assert (origin.kind, origin.source, origin.fingerprint) == ("simulation", "Test", fingerprint(QUEUE))
    assert (origin.seed, origin.replication, origin.clock) == (4, 7, "simpy")
    assert log.stages[0].id == "s1"
    assert (log.stages[0].kind, log.stages[0].workers, log.stages[0].wip_limit) == ("work", 1, None)


def test_the_commitment_point_and_the_classes_are_in_the_log() -> None:
    named = stream([wait("Intake"), work("Do", 1.0)], at(0.0), commitment="do")
    assert simulate(named).commitment == 1
    assert simulate(named).classes == ("Standard",)


# --- where a run ends --------------------------------------------------------------------------------


def test_events_at_the_horizon_are_in() -> None:
    log = simulate(line([1.0], 9, arrivals=Interarrival(time=constant(1.0))), RunRequest(until=3.0))
    assert (of_kind(log, Kind.ARRIVED), log.end) == ([(1.0, 0), (2.0, 1), (3.0, 2)], 3.0)


def test_a_run_for_so_many_items_ends_with_the_round_in_which_the_last_is_done() -> None:
    log = simulate(line([1.0], 3, arrivals=backlog(9)), RunRequest(items=4))
    assert (len(of_kind(log, Kind.DONE)), log.end) == (6, 2.0)
    assert int((log.kind == Kind.STARTED).sum()) == 9


def test_whichever_comes_first_ends_a_run() -> None:
    given = line([1.0], arrivals=backlog(9))
    assert simulate(given, RunRequest(items=4, until=2.5)).end == 2.5
    assert simulate(given, RunRequest(items=2, until=2.5)).end == 2.0
    assert simulate(given, RunRequest(until=100.0)).end == 9.0


def test_a_run_that_starts_and_ends_empty_keeps_little_s_law_exactly() -> None:
    log = simulate(line([1.5, 0.75], 2, 3, arrivals=at(0.0, 0.25, 0.25, 1.0, 4.0, 4.5)))
    done = {item: time for time, item in of_kind(log, Kind.DONE)}
    time_in_system = sum(done[item] - arrival for item, arrival in enumerate(log.items.arrival.tolist()))
    steps = np.where(log.kind == Kind.ARRIVED, 1, np.where(log.kind == Kind.DONE, -1, 0)).cumsum()
    area = float((steps[:-1] * np.diff(log.time)).sum())
    assert area == time_in_system
    assert steps[-1] == 0


def test_without_a_horizon_a_sensible_one_is_taken() -> None:
    for name in example_names():
        given = example(name)
        request = default_request(given)
        log = simulate(given)
        assert log.end == request.until
        assert 300 <= len(of_kind(log, Kind.DONE)) <= 20_000
        assert audit(log) == ()


@pytest.mark.parametrize(
    ("given", "request_for"),
    [
        (line([1.0], arrivals=backlog(5)), RunRequest()),
        (line([1.0], arrivals=at(1.0)), RunRequest()),
        (QUEUE, RunRequest(until=1000.0)),
        (line([2.0, 1.0], wip_limits=2), RunRequest(until=2000.0)),
        (stream([wait("Train", cadence=Cadence(every=90.0))], poisson(1.0)), RunRequest(until=4500.0)),
        (stream([wait("Nothing", wip_limit=1)], poisson(1.0)), RunRequest(until=1000.0)),
    ],
)
def test_a_default_horizon_fits_the_stream(given: Stream, request_for: RunRequest) -> None:
    assert default_request(given) == request_for


# --- what is refused ---------------------------------------------------------------------------------


def test_a_stream_with_errors_is_refused_with_all_of_them() -> None:
    broken = line([1.0, 1.0], arrivals=poisson(1.0), wip_limits=[-2, -3])
    with pytest.raises(StreamFault, match=r"-2[\s\S]*-3"):
        simulate(broken)


@pytest.mark.parametrize("until", [-1.0, float("nan"), float("inf"), 2.0**34])
def test_a_horizon_that_cannot_be_is_refused(until: float) -> None:
    with pytest.raises(StreamFault, match="horizon"):
        simulate(QUEUE, RunRequest(until=until))


def test_a_run_for_no_items_is_refused() -> None:
    with pytest.raises(StreamFault, match="1 or more"):
        simulate(QUEUE, RunRequest(items=0))


def unchecked(given: Stream) -> float:
    """Run a stream that nobody looked at before; give its end."""
    course = Course(make_plan(given))
    course.begin(RunRequest())
    return finish(course, RunRequest()) / ONE


def test_an_instant_without_end_is_refused() -> None:
    endless = stream([wait("Gate", wip_limit=3, cadence=Cadence(every=1.0))], Saturated())
    with pytest.raises(StreamFault, match="does not get beyond time 1: work without duration"):
        unchecked(endless)


def test_an_endless_backlog_that_pours_in_at_once_is_refused() -> None:
    with pytest.raises(StreamFault, match="does not get beyond time 0"):
        unchecked(stream([wait("All")], Saturated()))


def test_a_stream_in_which_nothing_can_move_says_so_where_no_horizon_ends_it() -> None:
    nobody = line([1.0], 0, arrivals=backlog(3))
    with pytest.raises(StreamFault, match="Nothing can move any more after time 0; 3 items are not done"):
        unchecked(nobody)
    gated = stream([work("A", 1.0, 0), wait("Out", cadence=Cadence(every=2.0))], backlog(3))
    with pytest.raises(StreamFault, match="Nothing can move any more"):
        unchecked(gated)


def test_a_run_beyond_the_clock_is_refused() -> None:
    far = Schedule(items=(ScheduledItem(at=2.0**33, times={"s1": 1.0}),))
    with pytest.raises(StreamFault, match="end of the clock's range"):
        unchecked(line([1.0], arrivals=far))


def test_more_items_than_the_board_holds_are_refused() -> None:
    flood = line([1.0], arrivals=Interarrival(time=constant(1e-5), batch=constant(40_000.0)))
    with pytest.raises(StreamFault, match="2097152 items are in the stream or its backlog"):
        unchecked(flood)
