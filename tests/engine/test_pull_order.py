"""Who goes first: the pull orders of the stages, in the backlog, before a stage and inside it."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest

from sim.distributions import Distribution
from sim.engine import RunRequest, simulate
from sim.engine.plan_lanes import type_keys
from sim.log import EventLog, Kind, audit
from sim.stream import (
    BoardItem,
    ItemType,
    Rework,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Stage,
    Stream,
)
from tests.builders import backlog, constant, exponential, stream, wait, work

CLOCKS = pytest.mark.parametrize("clock", ["kernel", "simpy"])
ORDERS = ("fifo", "oldest", "due", "cost_of_delay", "wsjf", "shortest", "random")


def named(**fields: dict[str, Any]) -> tuple[ItemType, ...]:
    """Types by name, with fields of their own."""
    return tuple(
        ItemType.model_validate({"id": name, "name": name, "share": 1.0, **more})
        for name, more in fields.items()
    )


COSTS = named(a={"cost_of_delay": 100.0}, b={}, c={"cost_of_delay": 400.0}, d={"cost_of_delay": 100.0})


def given_items(*rows: dict[str, Any]) -> Schedule:
    """Given items, at time 0 unless they say otherwise."""
    return Schedule(items=tuple(ScheduledItem.model_validate({"at": 0.0, **row}) for row in rows))


def of_types(names: str) -> Schedule:
    """Items of these types, one a letter, at time 0."""
    return given_items(*({"type": name} for name in names))


def run(given: Stream, clock: str = "kernel", seed: int = 1) -> EventLog:
    """Run to the end on either clock; the log is sound."""
    log = simulate(given, RunRequest(seed=seed, clock="simpy" if clock == "simpy" else "kernel"))
    assert audit(log) == ()
    return log


def begun(log: EventLog, stage: int = 0) -> list[int]:
    """Items in the order in which work on them began in a stage."""
    items: list[int] = log.item[(log.kind == Kind.STARTED) & (log.stage == stage)].tolist()
    return items


def places(order: str, limit: int | None) -> list[Stage]:
    """A stage in an order, whose items wait inside (no limit) or in the backlog (a limit of 1)."""
    return [work("A", 1.0, wip_limit=limit, order=order)]


INSIDE_OR_BEFORE = pytest.mark.parametrize("limit", [None, 1])


@CLOCKS
@INSIDE_OR_BEFORE
def test_the_larger_cost_of_delay_goes_first_and_equals_by_order_of_joining(
    clock: str, limit: int | None
) -> None:
    given = stream(places("cost_of_delay", limit), of_types("bdcabac"), item_types=COSTS)
    assert begun(run(given, clock)) == [2, 6, 1, 3, 5, 0, 4]


@CLOCKS
@INSIDE_OR_BEFORE
def test_the_shorter_mean_touch_time_goes_first(clock: str, limit: int | None) -> None:
    own = {"a": constant(3.0), "c": exponential(2.0)}
    stages = [work("A", 2.5, wip_limit=limit, order="shortest", time_by_type=own)]
    given = stream(stages, of_types("abcabc"), item_types=COSTS)
    assert begun(run(given, clock)) == [2, 5, 1, 4, 0, 3]


@CLOCKS
@INSIDE_OR_BEFORE
def test_who_is_due_earlier_goes_first_by_his_own_moment_or_his_type_s(clock: str, limit: int | None) -> None:
    types = named(a={"due_in": 10.0}, b={})
    items = given_items(
        {"type": "b"},
        {"type": "a", "at": 0.25},
        {"type": "b", "due": 10.5},
        {"type": "a", "due": 3.0, "at": 0.5},
        {"type": "b", "at": 0.5},
        {"type": "a", "at": 0.5},
    )
    log = run(stream(places("due", limit), items, item_types=types), clock)
    assert log.items.type.tolist() == [1, 1, 0, 0, 1, 0]
    assert begun(log) == [1, 3, 2, 5, 0, 4]


def test_items_on_the_board_are_due_from_their_arrival_or_at_their_own_moment() -> None:
    there = tuple(
        BoardItem(type="a", stage="a", age=age, due=due)
        for age, due in ((1.0, None), (3.0, None), (2.0, 6.0), (0.5, 7.5))
    )
    given = stream(places("due", None), backlog(1), item_types=named(a={"due_in": 10.0}), board=there)
    log = run(given)
    assert log.items.arrival.tolist() == [-3.0, -2.0, -1.0, -0.5, 0.0]
    assert begun(log) == [1, 0, 3, 2, 4]


@CLOCKS
def test_the_oldest_goes_first_however_late_it_joined(clock: str) -> None:
    times = [{"b": 4.0}, {"b": 1.0}, {"b": 2.0}, {"b": 3.0}]
    items = given_items(*({"at": n / 4, "times": own} for n, own in enumerate(times)))
    late = [wait("In"), work("B", 1.0, 4), work("A", 5.0, order="oldest")]
    fifo = [late[0], late[1], work("A", 5.0)]
    assert begun(run(stream(fifo, items), clock), 2) == [1, 2, 3, 0]
    assert begun(run(stream(late, items), clock), 2) == [1, 0, 2, 3]


def test_random_order_is_drawn_by_item_and_the_same_whatever_the_limit() -> None:
    items = given_items(*({} for _ in range(200)))
    inside = begun(run(stream(places("random", None), items)))
    outside = begun(run(stream(places("random", 1), items)))
    other = begun(run(stream(places("random", None), items), seed=2))
    assert sorted(inside) == list(range(200))
    assert inside == outside != other
    assert abs(np.corrcoef(inside, range(200))[0, 1]) < 0.2


@pytest.mark.parametrize("order", ORDERS)
def test_class_rank_goes_before_every_order_and_rework_before_what_is_fresh(order: str) -> None:
    classes = (ServiceClass(id="fast", rank=0), ServiceClass(id="slow", rank=1))
    types = named(a={"class": "slow", "cost_of_delay": 9.0, "due_in": 1.0}, b={"class": "fast"})
    given = stream(places(order, 1), of_types("aabb"), item_types=types, classes=classes)
    assert set(begun(run(given))[:2]) == {2, 3}
    back = (Rework(to="a", probability=0.5),)
    reworked = stream(
        [work("A", 1.0, order=order, rework=back)], of_types("aaaa"), item_types=types[:1], classes=classes
    )
    log = run(reworked)
    failed = [n for n, one in enumerate(begun(log)) if begun(log)[:n].count(one)]
    assert len(failed) > 0
    assert all(begun(log)[n] == begun(log)[n - 1] for n in failed)


def test_the_exit_and_each_stage_have_an_order_of_their_own() -> None:
    stages = [work("A", 1.0, 4, transfer=4), work("B", 1.0, order="cost_of_delay"), work("C", 1.0)]
    log = run(stream(stages, of_types("abcd"), item_types=COSTS))
    assert (begun(log, 0), begun(log, 1), begun(log, 2)) == ([0, 1, 2, 3], [2, 0, 3, 1], [2, 0, 3, 1])


# --- keys of types ----------------------------------------------------------------------------------------


def keyed(order: str, *stages: Stage, types: tuple[ItemType, ...] = COSTS) -> list[int]:
    """Places of the types in the order of the first stage."""
    ordered = stages[0].model_copy(update={"order": order})
    return type_keys(stream([ordered, *stages[1:]], backlog(1), item_types=types), 0)


def test_wsjf_is_cost_over_the_touch_time_that_is_still_expected() -> None:
    stages = (work("A", 1.0, time_by_type={"c": constant(8.0)}), wait("W", 50.0), work("B", 1.0))
    assert keyed("wsjf", *stages) == [0, 2, 1, 0]
    slower = (stages[0], stages[2].model_copy(update={"time_factor": 3.0}))
    assert keyed("wsjf", *slower) == [1, 2, 0, 1]
    assert keyed("wsjf", stages[0], work("B", 4.0, skip={"d": 0.75, "a": 0.5})) == [1, 2, 1, 0]


def test_wsjf_of_work_without_time_is_first_with_a_cost_and_last_without() -> None:
    nothing = {"a": constant(0.0), "b": constant(0.0)}
    assert keyed("wsjf", work("A", 2.0, time_by_type=nothing)) == [0, 3, 1, 2]


def test_shortest_of_a_wait_stage_is_its_delay_and_leaves_the_stage_s_factor_out() -> None:
    assert keyed("shortest", wait("W", 3.0)) == [0, 0, 0, 0]
    own = {"a": Distribution(family="uniform", low=0.0, high=3.0), "b": constant(1.0)}
    assert keyed("shortest", work("A", 1.5, time_by_type=own, time_factor=0.1)) == [1, 0, 1, 1]


def test_no_cost_of_delay_counts_as_0() -> None:
    free = named(a={"cost_of_delay": 0.0}, b={}, c={"cost_of_delay": 0.5})
    assert keyed("cost_of_delay", work("A", 1.0), types=free) == [1, 1, 0]


# --- long queues ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ORDERS)
def test_a_pull_from_a_queue_ten_times_as_long_costs_hardly_more(order: str) -> None:
    def seconds(count: int, repeats: int) -> float:
        given = stream(places(order, 1), backlog(count), item_types=COSTS)
        took = []
        for _ in range(repeats):
            begin = time.perf_counter()
            simulate(given)
            took.append(time.perf_counter() - begin)
        return min(took)

    seconds(10, 1)
    # A queue that is searched through costs a hundred times as much, one kept in order twelve times.
    assert seconds(100_000, 3) < 30 * max(seconds(10_000, 5), 0.01)
