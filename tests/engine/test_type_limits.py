"""Limits by type and by class, checked where the backlog is left."""

from __future__ import annotations

from typing import Any

import pytest

from sim.engine import LiveRun, RunRequest, simulate
from sim.log import EventLog, Kind, audit
from sim.stream import (
    Arrivals,
    BoardItem,
    ItemType,
    Rework,
    Saturated,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Stream,
    TypeLimit,
    set_value,
)
from tests.builders import stream, work
from tests.engine.rows import told

CLOCKS = pytest.mark.parametrize("clock", ["kernel", "simpy"])
CLASSES = (
    ServiceClass(id="fast", rank=0, ignores_wip=True, at_most=2),
    ServiceClass(id="slow", rank=1),
)
TYPES = tuple(
    ItemType.model_validate({"id": name, "name": name, "share": 1.0, "class": of})
    for name, of in (("a", "slow"), ("b", "slow"), ("u", "fast"))
)


def of_types(names: str) -> Schedule:
    """Items of these types, one a letter, at time 0."""
    return Schedule(items=tuple(ScheduledItem(at=0.0, type=name) for name in names))


def limited(arrivals: Arrivals, limit: int = 1, of: str = "a", **more: Any) -> Stream:
    """One stage of three people and a day's work; at most so many of a type in the stream."""
    fields: dict[str, Any] = {
        "item_types": TYPES,
        "classes": CLASSES,
        "type_limits": (TypeLimit(type=of, limit=limit),),
    }
    return stream([work("S", 1.0, 3, **more)], arrivals, **fields)


def run(given: Stream, until: float | None = None, clock: str = "kernel") -> EventLog:
    """Run on either clock; the log is sound."""
    log = simulate(given, RunRequest(until=until, clock="simpy" if clock == "simpy" else "kernel"))
    assert audit(log) == ()
    return log


def comings(log: EventLog) -> list[tuple[float, int]]:
    """When which item entered the first stage."""
    rows = (log.kind == Kind.ENTERED) & (log.stage == 0)
    return list(zip(log.time[rows].tolist(), log.item[rows].tolist(), strict=True))


@CLOCKS
def test_a_type_at_its_limit_lets_the_others_pass(clock: str) -> None:
    assert told(run(limited(of_types("aaab")), clock=clock))[4:] == [
        "0 0 entered s",
        "0 3 entered s",
        "0 0 started s 0",
        "0 3 started s 1",
        "1 0 finished s 0",
        "1 3 finished s 1",
        "1 0 done",
        "1 3 done",
        "1 1 entered s",
        "1 1 started s 0",
        "2 1 finished s 0",
        "2 1 done",
        "2 2 entered s",
        "2 2 started s 0",
        "3 2 finished s 0",
        "3 2 done",
    ]


def test_a_type_is_counted_in_the_whole_stream_and_what_fails_stays_in_it() -> None:
    back = (Rework(to="s", probability=1.0 - 1e-12),)
    two = limited(of_types("aab"), limit=1)
    later = two.model_copy(update={"stages": (*two.stages, work("T", 4.0))})
    assert comings(run(later)) == [(0.0, 0), (0.0, 2), (5.0, 1)]
    failing = later.model_copy(update={"stages": (two.stages[0], work("T", 1.0, 9, rework=back))})
    assert {item for _, item in comings(run(failing, until=9.0))} == {0, 2}


def test_the_board_at_the_start_counts_whatever_the_limit() -> None:
    there = tuple(BoardItem(type="a", stage="s", state="active") for _ in range(2))
    given = limited(of_types("ab"), limit=1).model_copy(update={"board": there})
    assert comings(run(given)) == [(0.0, 0), (0.0, 1), (0.0, 3), (1.0, 2)]


def test_a_class_that_ignores_limits_ignores_this_one_and_keeps_to_its_own() -> None:
    assert comings(run(limited(of_types("uuua"), of="u"))) == [(0.0, 0), (0.0, 1), (0.0, 3), (1.0, 2)]


@CLOCKS
def test_a_saturated_source_brings_others_beside_those_that_have_to_wait(clock: str) -> None:
    source = Saturated(types=("a", "b"), mix="balanced")
    log = run(limited(source, wip_limit=2), until=2.0, clock=clock)
    assert comings(log) == [(0.0, 0), (0.0, 1), (1.0, 2), (1.0, 3), (2.0, 4), (2.0, 5)]
    crowded = run(limited(source, wip_limit=3), until=1.0, clock=clock)
    assert [int(crowded.items.type[item]) for _, item in comings(crowded)] == [0, 1, 1, 0, 1, 1]
    assert crowded.items.type.tolist() == [0, 1, 0, 1, 0, 1, 0, 1]


def test_a_saturated_source_brings_nothing_while_all_its_types_are_at_their_limit() -> None:
    given = limited(Saturated(types=("a",)), limit=2)
    log = run(given.model_copy(update={"stages": (work("S", 1.0, 3, wip_limit=9),)}), until=1.5)
    assert comings(log) == [(0.0, 0), (0.0, 1), (1.0, 2), (1.0, 3)]
    assert len(log.items.type) == 4


def test_a_limit_that_is_raised_while_it_runs_lets_more_in() -> None:
    given = limited(of_types("aaab"))
    live = LiveRun(given)
    live.advance_to(0.5)
    live.change(set_value(given, "type_limits.a.limit", 2))
    live.advance_to(1.0)
    assert comings(live.log()) == [(0.0, 0), (0.0, 3), (0.5, 1), (1.0, 2)]
