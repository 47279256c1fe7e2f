"""Ways through the stream: routes, skipped stages, gates and groups on the way, lots."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from sim.engine import RunRequest, simulate
from sim.log import EventLog, Kind, audit
from sim.stream import (
    Arrivals,
    BoardItem,
    Cadence,
    ItemType,
    Rework,
    Route,
    Saturated,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Stage,
    Stream,
    WipGroup,
)
from tests.builders import backlog, stream, wait, work
from tests.engine.rows import told

CLOCKS = pytest.mark.parametrize("clock", ["kernel", "simpy"])
TYPES = tuple(ItemType(id=name, name=name, share=1.0) for name in "ab")
ALWAYS = 1.0 - 1e-12
"""A share so near to 1 that it always holds; a whole 1 may be refused."""


def typed(names: str, *moments: float) -> Schedule:
    """Items of these types, one a letter, at time 0 or at the moments given."""
    when = moments or (0.0,) * len(names)
    return Schedule(items=tuple(ScheduledItem(at=at, type=of) for at, of in zip(when, names, strict=True)))


def two_types(stages: list[Stage], arrivals: Arrivals, **more: Any) -> Stream:
    """A stream of the types a and b."""
    return stream(stages, arrivals, item_types=TYPES, **more)


def run(given: Stream, until: float | None = None, clock: str = "kernel") -> EventLog:
    """Run on either clock; the log is sound."""
    log = simulate(given, RunRequest(until=until, clock="simpy" if clock == "simpy" else "kernel"))
    assert audit(log) == ()
    return log


def story(given: Stream, until: float | None = None, clock: str = "kernel") -> list[str]:
    """Tell a run from its first row to its last."""
    return told(run(given, until, clock))


def entries(log: EventLog) -> list[tuple[float, int, str]]:
    """When which item entered which stage."""
    rows = np.flatnonzero(log.kind == Kind.ENTERED)
    return [(float(log.time[r]), int(log.item[r]), log.stages[log.stage[r]].id) for r in rows]


# --- routes -----------------------------------------------------------------------------------------------


@CLOCKS
def test_a_route_leads_past_stages_and_only_the_types_that_it_names(clock: str) -> None:
    past = (Route(to="c", share=1.0, types=("a",)),)
    given = two_types([work("A", 1.0, routes=past), work("B", 1.0), work("C", 1.0)], typed("ab"))
    assert story(given, clock=clock) == [
        "0 0 arrived",
        "0 1 arrived",
        "0 0 entered a",
        "0 1 entered a",
        "0 0 started a 0",
        "1 0 finished a 0",
        "1 0 entered c",
        "1 0 started c 0",
        "1 1 started a 0",
        "2 0 finished c 0",
        "2 1 finished a 0",
        "2 0 done",
        "2 1 entered b",
        "2 1 started b 0",
        "3 1 finished b 0",
        "3 1 entered c",
        "3 1 started c 0",
        "4 1 finished c 0",
        "4 1 done",
    ]


def test_routes_share_one_draw_and_what_they_leave_takes_the_next_stage() -> None:
    ways = (Route(to="c", share=0.5), Route(to="d", share=0.25, types=("a",)))
    stages = [wait("A", routes=ways), wait("B"), wait("C"), wait("D")]
    log = run(two_types(stages, backlog(4000)))
    entered = log.kind == Kind.ENTERED
    from_a = [log.stage[entered & (log.item == item)][1] for item in range(400)]
    seen = set(zip(log.items.type[:400].tolist(), (int(one) for one in from_a), strict=True))
    assert seen == {(0, 1), (0, 2), (0, 3), (1, 1), (1, 2)}
    passed = Counter(int(s) for s in log.stage[entered])
    assert passed[0] == passed[3] == 4000
    assert passed[1] == pytest.approx(4000 * (0.25 + 0.5) / 2, rel=0.06)
    assert passed[2] == pytest.approx(4000 * (0.75 + 1.0) / 2, rel=0.04)


def test_two_ways_into_a_stage_are_one_queue_in_pull_order() -> None:
    past = (Route(to="c", share=1.0, types=("a",)),)
    stages = [work("A", 1.0, routes=past), work("B", 1.5), work("C", 3.0, wip_limit=1)]
    log = run(two_types(stages, typed("baab")))
    assert [one for one in entries(log) if one[2] == "c"] == [
        (2.0, 1, "c"),
        (5.0, 0, "c"),
        (8.0, 2, "c"),
        (11.0, 3, "c"),
    ]


def test_a_shut_gate_and_a_full_group_let_those_of_another_way_pass() -> None:
    past = (Route(to="c", share=1.0, types=("a",)),)
    gated = [
        work("A", 1.0, routes=past),
        wait("B", cadence=Cadence(every=10.0)),
        work("C", 1.0, wip_limit=1),
    ]
    assert [one for one in entries(run(two_types(gated, typed("bba")))) if one[2] == "c"] == [
        (3.0, 2, "c"),
        (10.0, 0, "c"),
        (20.0, 1, "c"),
    ]
    group = (WipGroup(id="g", stages=("b", "c"), limit=2),)
    grouped = [work("A", 1.0, routes=past), work("B", 4.0), work("C", 1.0)]
    assert [one for one in entries(run(two_types(grouped, typed("bba"), wip_groups=group))) if one[0]] == [
        (1.0, 0, "b"),
        (2.0, 1, "b"),
        (5.0, 0, "c"),
        (6.0, 2, "c"),
        (9.0, 1, "c"),
    ]


# --- skipped stages ---------------------------------------------------------------------------------------


@CLOCKS
def test_an_item_passes_by_what_it_skips_from_the_backlog_to_the_exit(clock: str) -> None:
    given = two_types(
        [work("A", 1.0, skip={"a": 1.0}), work("B", 1.0), work("C", 1.0, skip={"b": 1.0})], typed("ab")
    )
    assert story(given, clock=clock) == [
        "0 0 arrived",
        "0 1 arrived",
        "0 0 entered b",
        "0 0 started b 0",
        "0 1 entered a",
        "0 1 started a 0",
        "1 0 finished b 0",
        "1 1 finished a 0",
        "1 0 entered c",
        "1 0 started c 0",
        "1 1 entered b",
        "1 1 started b 0",
        "2 0 finished c 0",
        "2 1 finished b 0",
        "2 0 done",
        "2 1 done",
    ]


def test_who_skips_every_stage_is_done_at_once_whoever_else_has_to_wait() -> None:
    classes = (ServiceClass(id="one", at_most=1),)
    given = two_types([work("A", 2.0, skip={"a": ALWAYS})], typed("bab", 0.0, 1.0, 1.0), classes=classes)
    assert story(given) == [
        "0 0 arrived",
        "0 0 entered a",
        "0 0 started a 0",
        "1 1 arrived",
        "1 2 arrived",
        "1 1 done",
        "2 0 finished a 0",
        "2 0 done",
        "2 2 entered a",
        "2 2 started a 0",
        "4 2 finished a 0",
        "4 2 done",
    ]


def test_a_stage_is_skipped_at_every_pass_until_it_is_visited() -> None:
    back = (Rework(to="a", probability=0.6),)
    stages = [work("A", 0.5, 9), work("B", 0.5, 9, skip={"a": 0.5}), work("C", 0.5, 9, rework=back)]
    log = run(two_types(stages, typed("a" * 60)))
    ways = ["".join(stage for _, item, stage in entries(log) if item == one) for one in range(60)]
    assert all(way.startswith(("abc", "ac")) for way in ways)
    skipping = [way for way in ways if way.startswith("ac")]
    assert len(skipping) > 20
    assert {way.replace("ac", "") for way in skipping} == {""}
    assert any("abcac" in way for way in ways)


def test_rework_goes_to_the_stage_named_even_where_the_item_skips_it() -> None:
    back = (Rework(to="a", probability=ALWAYS),)
    given = two_types([work("A", 1.0, skip={"a": 1.0}), work("B", 1.0, rework=back)], typed("a"))
    assert story(given, until=2.0)[3:] == [
        "1 0 finished b 0",
        "1 0 entered a",
        "1 0 started a 0",
        "2 0 finished a 0",
        "2 0 entered b",
        "2 0 started b 0",
    ]


def test_a_saturated_source_brings_on_until_one_enters_the_first_stage() -> None:
    given = two_types(
        [work("A", 1.0, wip_limit=1, skip={"a": 1.0}), work("B", 1.0, wip_limit=1)],
        Saturated(mix="balanced"),
    )
    assert story(given, until=1.0) == [
        "0 0 arrived",
        "0 1 arrived",
        "0 1 entered a",
        "0 1 started a 0",
        "0 0 entered b",
        "0 0 started b 0",
        "1 0 finished b 0",
        "1 1 finished a 0",
        "1 0 done",
        "1 1 entered b",
        "1 1 started b 0",
        "1 2 arrived",
        "1 3 arrived",
        "1 3 entered a",
        "1 3 started a 0",
    ]


# --- lots -------------------------------------------------------------------------------------------------


@CLOCKS
def test_a_lot_goes_on_together_in_order_of_finishing_and_the_last_one_as_it_is(clock: str) -> None:
    given = two_types([work("A", 1.0, transfer=2), work("B", 1.0)], typed("aba"))
    assert story(given, clock=clock)[6:] == [
        "0 0 started a 0",
        "1 0 finished a 0",
        "1 1 started a 0",
        "2 1 finished a 0",
        "2 0 entered b",
        "2 1 entered b",
        "2 0 started b 0",
        "2 2 started a 0",
        "3 0 finished b 0",
        "3 2 finished a 0",
        "3 0 done",
        "3 2 entered b",
        "3 1 started b 0",
        "4 1 finished b 0",
        "4 1 done",
        "4 2 started b 0",
        "5 2 finished b 0",
        "5 2 done",
    ]


def test_a_lot_waits_for_all_that_may_still_come() -> None:
    stages = [work("A", 1.0, 3), work("B", 1.0, 3, transfer=3), work("C", 1.0, 3)]
    late = run(two_types(stages, typed("aa", 0.0, 7.0)))
    assert [one for one in entries(late) if one[2] == "c"] == [(9.0, 0, "c"), (9.0, 1, "c")]


def test_an_item_that_fails_is_not_counted_and_the_board_at_the_start_is() -> None:
    back = (Rework(to="b", probability=0.5),)
    stages = [work("B", 1.0, 2, transfer=2, rework=back), work("C", 1.0, 9)]
    log = run(two_types(stages, typed("a" * 20)))
    into = [(when, item) for when, item, stage in entries(log) if stage == "c"]
    assert len(into) == 20
    assert all(into[n][0] == into[n + 1][0] for n in range(0, 20, 2))
    there = (BoardItem(type="a", stage="b", state="finished"),)
    given = two_types([work("B", 1.0, transfer=2), work("C", 1.0)], typed("a", 3.0), board=there)
    assert [one for one in entries(run(given)) if one[2] == "c"] == [(4.0, 0, "c"), (4.0, 1, "c")]


def test_the_items_of_a_lot_go_each_its_own_way_and_hold_their_workers_until_then() -> None:
    past = (Route(to="c", share=1.0, types=("a",)),)
    first = work("A", 1.0, 2, transfer=2, on_finish="hold", routes=past)
    given = two_types([first, work("B", 1.0), work("C", 1.0)], typed("aab", 0.0, 0.5, 0.5))
    assert story(given, until=3.0)[3:] == [
        "0.5 1 arrived",
        "0.5 2 arrived",
        "0.5 1 entered a",
        "0.5 2 entered a",
        "0.5 1 started a 1",
        "1 0 finished a 0",
        "1.5 1 finished a 1",
        "1.5 0 entered c",
        "1.5 1 entered c",
        "1.5 0 started c 0",
        "1.5 2 started a 0",
        "2.5 0 finished c 0",
        "2.5 2 finished a 0",
        "2.5 0 done",
        "2.5 1 started c 0",
        "2.5 2 entered b",
        "2.5 2 started b 0",
    ]
