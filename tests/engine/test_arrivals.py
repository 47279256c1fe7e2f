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
    Rework,
    Saturated,
    Schedule,
    ScheduledItem,
    ServiceClass,
)
from tests.builders import backlog, constant, exponential, line, poisson, stream, wait, work
from tests.engine.rows import told

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


def brought(*arrivals: Arrivals, until: float | None = 10.0) -> list[tuple[float, str]]:
    """Moment and type of each item, in order of numbers."""
    items = run(*arrivals, until=until).items
    return [(time, "abc"[t]) for time, t in zip(items.arrival.tolist(), items.type.tolist(), strict=True)]


def test_sources_of_one_instant_bring_in_the_order_in_which_they_are_listed() -> None:
    ways = (
        CadenceArrival(every=2.0, count=2, types=("b",)),
        Schedule(items=(ScheduledItem(at=2.0, type="a"), ScheduledItem(at=0.0, type="c"))),
        Backlog(counts={"a": 1, "b": 1}),
        Interarrival(time=constant(2.0), batch=constant(2.0), types=("c",)),
    )
    assert brought(*ways, until=2.0) == [
        *[(0.0, name) for name in "bbcab"],
        *[(2.0, name) for name in "bbacc"],
    ]
    assert brought(*ways[::-1], until=2.0) == [
        *[(0.0, name) for name in "abcbb"],
        *[(2.0, name) for name in "ccabb"],
    ]


def test_all_who_arrive_at_an_instant_are_there_before_anyone_enters() -> None:
    gaps = Interarrival(time=Distribution(family="empirical", values=(0.0, 2.0)))
    log = run(gaps, CadenceArrival(every=1.0), until=60.0)
    moments, counts = np.unique(log.items.arrival, return_counts=True)
    assert np.all(moments % 1.0 == 0.0)
    assert counts.max() > 3
    for moment in moments:
        kinds = log.kind[log.time == moment]
        last, first = np.flatnonzero(kinds == Kind.ARRIVED)[-1], np.flatnonzero(kinds == Kind.ENTERED)[0]
        assert last < first


@pytest.mark.parametrize(("size", "people"), [(0.5, 1), (1.49, 1), (1.5, 2), (2.5, 3), (3.0, 3)])
def test_a_batch_of_a_half_is_rounded_up(size: float, people: int) -> None:
    log = run(Interarrival(time=constant(4.0), batch=constant(size)))
    assert log.items.arrival.tolist() == [4.0] * people + [8.0] * people


def test_an_empty_batch_leaves_the_gaps_as_they_are() -> None:
    full = run(Interarrival(time=exponential(1.0)), until=200.0).items.arrival
    batch = Distribution(family="empirical", values=(0.0, 1.0))
    half = run(Interarrival(time=exponential(1.0), batch=batch), until=200.0).items.arrival
    assert set(half.tolist()) < set(full.tolist())
    assert 0.35 < len(half) / len(full) < 0.65


def test_a_cadence_with_several_items_draws_each_item_s_type() -> None:
    log = run(CadenceArrival(every=1.0, count=6, mix="balanced"), until=2.0)
    assert [sorted(log.items.type[n : n + 6].tolist()) for n in (0, 6, 12)] == [[0, 0, 0, 1, 1, 2]] * 3


def test_items_of_one_moment_in_a_schedule_come_as_they_are_listed() -> None:
    items = tuple(
        ScheduledItem(at=at, type=name) for at, name in zip((3.0, 1.0, 3.0, 1.0), "abca", strict=True)
    )
    assert brought(Schedule(items=items), until=None) == [(1.0, "b"), (1.0, "a"), (3.0, "a"), (3.0, "c")]


def test_a_scheduled_time_is_a_wait_stage_s_delay_and_counts_again_at_a_repeated_visit() -> None:
    back = (Rework(to="b", probability=1.0 - 1e-12, effort=0.5),)
    items = (ScheduledItem(at=1.0, times={"dry": 2.5, "b": 2.0}),)
    given = stream([wait("Dry", 9.0), work("B", 9.0, rework=back)], Schedule(items=items))
    assert told(simulate(given, RunRequest(until=6.5)))[1:] == [
        "1 0 entered dry",
        "3.5 0 finished dry",
        "3.5 0 entered b",
        "3.5 0 started b 0",
        "5.5 0 finished b 0",
        "5.5 0 entered b",
        "5.5 0 started b 0",
        "6.5 0 finished b 0",
        "6.5 0 entered b",
        "6.5 0 started b 0",
    ]


def test_a_saturated_source_beside_others_fills_what_they_leave() -> None:
    given = line(
        [1.0],
        wip_limits=2,
        arrivals=(Saturated(types=("a",)), CadenceArrival(every=2.0, types=("b",))),
        item_types=TYPES,
    )
    assert told(simulate(given, RunRequest(until=2.0))) == [
        "0 0 arrived",
        "0 0 entered s1",
        "0 1 arrived",
        "0 1 entered s1",
        "0 0 started s1 0",
        "1 0 finished s1 0",
        "1 0 done",
        "1 2 arrived",
        "1 2 entered s1",
        "1 1 started s1 0",
        "2 1 finished s1 0",
        "2 3 arrived",
        "2 1 done",
        "2 3 entered s1",
        "2 2 started s1 0",
    ]


def test_a_class_at_its_most_waits_outside_while_its_source_brings_others() -> None:
    classes = (ServiceClass(id="few", rank=0, at_most=1), ServiceClass(id="many", rank=1))
    types = tuple(
        ItemType.model_validate({"id": name, "name": name, "class": of, "share": 1})
        for name, of in (("x", "few"), ("y", "many"))
    )
    given = line([1.0], wip_limits=3, arrivals=Saturated(mix="balanced"), item_types=types, classes=classes)
    log = simulate(given, RunRequest(until=0.0))
    assert told(log) == [
        "0 0 arrived",
        "0 0 entered s1",
        "0 1 arrived",
        "0 1 entered s1",
        "0 2 arrived",
        "0 3 arrived",
        "0 3 entered s1",
        "0 0 started s1 0",
    ]
    assert log.items.type.tolist() == [0, 1, 0, 1]
