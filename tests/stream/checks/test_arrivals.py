"""Faults of arrivals, one case each."""

from __future__ import annotations

import pytest

from sim.stream import (
    Arrivals,
    Backlog,
    BoardItem,
    CadenceArrival,
    ItemType,
    Schedule,
    ScheduledItem,
    problems,
)
from tests.builders import at, backlog, constant, line, poisson, stream, work
from tests.stream.checks.found import TWO_TYPES, errors

ARRIVALS: list[tuple[Arrivals, tuple[str, str]]] = [
    (
        poisson(1.0, types=("a", "c")),
        ("arrivals.0.types", "There is no item type c."),
    ),
    (poisson(1.0, types=()), ("arrivals.0.types", "The list of types is empty.")),
    (poisson(1.0, types=("a", "a")), ("arrivals.0.types.a", "The id a stands 2 times.")),
    (
        poisson(1.0).model_copy(update={"time": constant(0.0)}),
        ("arrivals.0.time", "The time between arrivals is always 0: endless items would arrive at once."),
    ),
    (
        poisson(1.0, batch=constant(0.49)),
        ("arrivals.0.batch", "The batch size rounds to 0 at every draw: nothing would arrive."),
    ),
    (
        CadenceArrival(every=1e-9),
        (
            "arrivals.0.every",
            "The cadence is 1e-09; that is shorter than a tick of the clock, 2^-20 time units.",
        ),
    ),
    (
        CadenceArrival(every=1.0, first=2e9),
        ("arrivals.0.first", "The first moment is 2e+09; it may be at most 1,000,000,000 time units."),
    ),
    (
        Schedule(items=(ScheduledItem(at=0.0, type="a", due=-2e9),)),
        ("arrivals.0.items.0.due", "The due moment is -2e+09; it may be at most 1,000,000,000 time units."),
    ),
    (CadenceArrival(every=0.0), ("arrivals.0.every", "The cadence is 0; it must be above 0.")),
    (
        CadenceArrival(every=1.0, count=0),
        ("arrivals.0.count", "0 items arrive each time; it must be 1 or more."),
    ),
    (
        CadenceArrival(every=1.0, first=-1.0),
        ("arrivals.0.first", "The first moment is -1; it must be 0 or more."),
    ),
    (Schedule(items=()), ("arrivals.0.items", "The schedule is empty.")),
    (at(1.0, -2.0), ("arrivals.0.items.1.at", "The moment is -2; it must be 0 or more.")),
    (
        Schedule(items=(ScheduledItem(at=0.0, type="c"),)),
        ("arrivals.0.items.0.type", "There is no item type c."),
    ),
    (
        Schedule(items=(ScheduledItem(at=0.0, type="a", times={"s9": 1.0}),)),
        ("arrivals.0.items.0.times.s9", "There is no stage s9."),
    ),
    (
        Schedule(items=(ScheduledItem(at=0.0, type="a", times={"s1": -1.0}),)),
        ("arrivals.0.items.0.times.s1", "The touch time is -1; it must be 0 or more."),
    ),
    (Backlog(), ("arrivals.0", "The backlog gives neither count nor counts.")),
    (Backlog(count=1, counts={"a": 1}), ("arrivals.0", "The backlog gives both count and counts.")),
    (backlog(0), ("arrivals.0.count", "The backlog has 0 items; it must be 1 or more.")),
    (Backlog(counts={"c": 1}), ("arrivals.0.counts.c", "There is no item type c.")),
    (
        Backlog(counts={"a": 2, "b": -1}),
        ("arrivals.0.counts.b", "The number of items is -1; it must be 0 or more."),
    ),
    (Backlog(counts={"a": 0}), ("arrivals.0.counts", "The backlog is empty.")),
    (
        Backlog(counts={"a": 1}, types=("a",)),
        ("arrivals.0.types", "A backlog with counts by type takes no types."),
    ),
]


@pytest.mark.parametrize(("arrival", "expected"), ARRIVALS)
def test_arrivals_make_sense(arrival: Arrivals, expected: tuple[str, str]) -> None:
    assert errors(line([0.1], arrivals=arrival, item_types=TWO_TYPES)) == [expected]


def test_types_without_any_share_cannot_be_drawn() -> None:
    nobody = (ItemType(id="a", name="A"), ItemType(id="b", name="B"))
    expected = ("arrivals.0.types", "All shares of the types that arrive here are 0.")
    for arrival in (poisson(1.0), CadenceArrival(every=1.0), at(1.0), backlog(1)):
        assert errors(line([0.1], arrivals=arrival, item_types=nobody)) == [expected]
    given_types = Schedule(items=(ScheduledItem(at=0.0, type="b"),))
    for arrival in (poisson(1.0, types=("b",)), Backlog(counts={"b": 1}), given_types):
        assert errors(line([0.1], arrivals=arrival, item_types=nobody)) == []


def test_a_board_will_do_instead_of_arrivals() -> None:
    board = (BoardItem(type="item", stage="s1"),)
    assert problems(stream((work("S1", 1.0),), (), board=board)) == ()
