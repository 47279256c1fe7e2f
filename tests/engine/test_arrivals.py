"""How items arrive: the five kinds, alone and together, and which types they bring."""

from __future__ import annotations

import numpy as np
import pytest

from sim.distributions import Distribution
from sim.engine import RunRequest, simulate
from sim.log import EventLog, Kind
from sim.stream import (
    Arrivals,
    Backlog,
    CadenceArrival,
    Interarrival,
    ItemType,
    Saturated,
    Schedule,
    ScheduledItem,
)
from tests.builders import backlog, constant, exponential, line, poisson

TYPES = tuple(
    ItemType(id=name, name=name.upper(), share=share) for name, share in (("a", 3.0), ("b", 2.0), ("c", 1.0))
)


def run(*arrivals: Arrivals, until: float | None = 10.0, items: int | None = None) -> EventLog:
    """Run one stage of a quarter day with ten people."""
    given = line([0.25], 10, arrivals=arrivals, item_types=TYPES)
    return simulate(given, RunRequest(until=until, items=items))


def test_a_renewal_process_begins_with_a_gap() -> None:
    assert run(Interarrival(time=constant(3.0))).items.arrival.tolist() == [3.0, 6.0, 9.0]


def test_a_batch_is_rounded_to_the_nearest_whole_number_and_may_be_empty() -> None:
    batch = Distribution(family="empirical", values=(0.4, 0.5, 2.49))
    log = run(Interarrival(time=constant(1.0), batch=batch), until=300.0)
    _, counts = np.unique(log.items.arrival, return_counts=True)
    assert set(counts.tolist()) == {1, 2}
    assert 60 < 300 - len(counts) < 140


def test_a_cadence_brings_so_many_at_its_first_moment_and_every_period_after() -> None:
    assert run(CadenceArrival(every=4.0, count=2)).items.arrival.tolist() == [0.0, 0.0, 4.0, 4.0, 8.0, 8.0]
    assert run(CadenceArrival(every=4.0, first=1.0)).items.arrival.tolist() == [1.0, 5.0, 9.0]


def test_a_schedule_brings_its_items_in_order_of_time_with_their_types_and_times() -> None:
    late = ScheduledItem(at=2.0, type="c", times={"s1": 5.0})
    log = run(Schedule(items=(late, ScheduledItem(at=1.0, type="b"))), until=None)
    assert log.items.arrival.tolist() == [1.0, 2.0]
    assert log.items.type.tolist() == [1, 2]
    assert log.time[log.kind == Kind.DONE].tolist() == [1.25, 7.0]


def test_a_backlog_is_there_at_time_0_and_the_run_ends_when_it_is_done() -> None:
    log = run(backlog(25), until=None)
    assert log.items.arrival.tolist() == [0.0] * 25
    assert log.end == 0.75
    assert int((log.kind == Kind.DONE).sum()) == 25


def test_a_backlog_by_type_brings_exactly_those() -> None:
    log = run(Backlog(counts={"a": 7, "b": 3, "c": 5}), until=None)
    assert np.bincount(log.items.type).tolist() == [7, 3, 5]
    assert log.items.type[:3].tolist() == [0, 2, 1]


def test_a_saturated_source_brings_an_item_at_the_moment_it_is_taken() -> None:
    given = line([2.0, 1.0], wip_limits=[2, None], arrivals=Saturated())
    log = simulate(given, RunRequest(until=5.0))
    entered = (log.kind == Kind.ENTERED) & (log.stage == 0)
    assert log.items.arrival.tolist() == log.time[entered].tolist() == [0.0, 0.0, 2.0, 4.0]


def test_two_saturated_sources_take_turns() -> None:
    given = line(
        [1.0], wip_limits=1, arrivals=(Saturated(types=("a",)), Saturated(types=("b",))), item_types=TYPES
    )
    log = simulate(given, RunRequest(until=5.0))
    assert log.items.type.tolist() == [0, 1, 0, 1, 0, 1]


def test_several_kinds_at_once_are_numbered_by_moment_then_by_their_order() -> None:
    log = run(CadenceArrival(every=5.0, types=("b",)), Interarrival(time=constant(5.0), types=("a",)))
    assert list(zip(log.items.arrival.tolist(), log.items.type.tolist(), strict=True)) == [
        (0.0, 1),
        (5.0, 1),
        (5.0, 0),
        (10.0, 1),
        (10.0, 0),
    ]


@pytest.mark.parametrize("arrival", [poisson(50.0, mix="balanced"), backlog(600, mix="balanced")])
def test_a_balanced_mix_is_never_an_item_off_its_shares(arrival: Arrivals) -> None:
    types = run(arrival, until=12.0).items.type
    for count in range(1, len(types) + 1):
        expected = count * np.array([3, 2, 1]) / 6
        assert np.abs(np.bincount(types[:count], minlength=3) - expected).max() < 1.0


def test_a_drawn_mix_follows_the_shares() -> None:
    types = run(poisson(500.0), until=40.0).items.type
    shares = np.bincount(types, minlength=3) / len(types)
    assert np.abs(shares - np.array([3, 2, 1]) / 6).max() < 4 * np.sqrt(0.25 / len(types))


def test_named_types_come_by_their_shares_among_themselves() -> None:
    types = run(poisson(500.0, types=("b", "c")), until=40.0).items.type
    shares = np.bincount(types, minlength=3) / len(types)
    assert shares[0] == 0.0
    assert abs(shares[1] - 2 / 3) < 0.02


def test_a_poisson_stream_has_as_much_variance_as_mean() -> None:
    arrivals = run(Interarrival(time=exponential(0.1)), until=2000.0).items.arrival
    counts = np.histogram(arrivals, bins=2000, range=(0.0, 2000.0))[0]
    assert abs(counts.mean() - 10.0) < 0.3
    assert abs(counts.var() / counts.mean() - 1.0) < 0.12
