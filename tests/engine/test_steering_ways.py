"""What waits where outlives a change of the rules: queues along links, heaps, lots."""

from __future__ import annotations

from typing import Any

import pytest

from sim.engine import LiveRun, RunRequest, simulate
from sim.log import audit
from sim.stream import ItemType, Route, Schedule, ScheduledItem, Stream, set_value
from tests.builders import backlog, constant, exponential, line, stream, wait, work
from tests.engine.rows import told

TYPES = tuple(
    ItemType(id=name, name=name, share=1.0, cost_of_delay=cost, due_in=due)
    for name, cost, due in (("a", 1.0, 9.0), ("b", 5.0, 3.0), ("c", 2.0, None))
)


def of_types(names: str) -> Schedule:
    """Items of these types, one a letter, at time 0."""
    return Schedule(items=tuple(ScheduledItem(at=0.0, type=name) for name in names))


def changed(given: Stream, at_time: float, other: Stream, until: float) -> list[str]:
    """Tell a run that goes on under another stream's rules, from the change on."""
    live = LiveRun(given, RunRequest(until=until))
    live.advance_to(at_time)
    before = len(live.rows()[0])
    live.change(other)
    live.advance_to(until)
    assert audit(live.log()) == ()
    return told(live.log())[before:]


ORDERS = ("fifo", "oldest", "due", "cost_of_delay", "wsjf", "shortest", "random")


@pytest.mark.parametrize("order", ORDERS)
def test_a_change_that_changes_nothing_changes_nothing(order: str) -> None:
    stages = [
        work("A", exponential(0.4), 2, order=order, skip={"c": 0.5}, routes=(Route(to="c", share=0.3),)),
        work("B", exponential(0.5), 1, wip_limit=3, order=order, transfer=2),
        work("C", exponential(0.3), 1, wip_limit=2, order=order),
    ]
    given = stream(stages, backlog(60), item_types=TYPES)
    straight = told(simulate(given, RunRequest(until=20.0)))
    live = LiveRun(given, RunRequest(until=20.0))
    for moment in (2.5, 3.0, 7.25, 11.0):
        live.advance_to(moment)
        live.change(given.model_copy(update={"name": f"At {moment}"}))
    live.advance_to(20.0)
    assert told(live.log()) == straight


def test_an_item_bound_along_a_route_goes_there_though_the_route_is_gone() -> None:
    past = (Route(to="c", share=1.0),)
    given = stream([work("A", 1.0, routes=past), work("B", 1.0), work("C", 5.0, wip_limit=1)], backlog(3))
    plain = given.model_copy(update={"stages": (work("A", 1.0), *given.stages[1:])})
    assert changed(given, 2.5, plain, 6.0) == [
        "3 2 finished a 0",
        "3 2 entered b",
        "3 2 started b 0",
        "4 2 finished b 0",
        "6 0 finished c 0",
        "6 0 done",
        "6 1 entered c",
        "6 1 started c 0",
    ]


def test_a_route_and_a_skipped_stage_that_are_new_hold_for_who_finishes_later() -> None:
    given = line([1.0, 1.0, 1.0], arrivals=backlog(2))
    routed = set_value(given, "stages.s1.routes", [{"to": "s3", "share": 1.0}])
    assert [row for row in changed(given, 0.5, routed, 2.0) if "entered" in row] == [
        "1 0 entered s3",
        "2 1 entered s3",
    ]
    skipping = set_value(given, "stages.s2.skip", {"item": 1.0})
    assert [row for row in changed(given, 1.5, skipping, 3.0) if "entered" in row] == [
        "2 0 entered s3",
        "2 1 entered s3",
    ]


def test_new_touch_times_and_costs_put_those_who_wait_in_a_new_order() -> None:
    own = {"a": constant(1.0), "b": constant(2.0), "c": constant(3.0)}
    given = stream([work("A", 1.0, order="shortest", time_by_type=own)], of_types("acba"), item_types=TYPES)
    slower = set_value(
        given, "stages.a.time_by_type", {"a": constant(4.0), "b": constant(2.0), "c": constant(1.0)}
    )
    assert [row for row in changed(given, 0.5, slower, 9.0) if "started" in row] == [
        "1 1 started a 0",
        "2 2 started a 0",
        "4 3 started a 0",
    ]


def test_a_lot_in_the_making_is_completed_after_a_change() -> None:
    given = stream([work("A", 1.0, transfer=3), wait("B", 1.0)], backlog(6))
    roomy: dict[str, Any] = {"stages": (given.stages[0], wait("B", 1.0, wip_limit=9))}
    entered = [row for row in changed(given, 2.5, given.model_copy(update=roomy), 4.0) if "entered b" in row]
    assert entered == ["3 0 entered b", "3 1 entered b", "3 2 entered b"]
