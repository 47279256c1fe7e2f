"""What may change under a run and what may not, and how the board goes on from it."""

from __future__ import annotations

from typing import Any

import pytest

from sim.engine import LiveRun, RunRequest, simulate
from sim.engine.steering import refuse_structural
from sim.errors import StreamFault
from sim.log import Kind, audit
from sim.stream import (
    BoardItem,
    Cadence,
    CadenceArrival,
    Interarrival,
    ItemType,
    Rework,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Stream,
    WipGroup,
    set_value,
)
from tests.builders import at, backlog, constant, exponential, line, poisson, stream, wait, work
from tests.engine.rows import of_kind, told

TYPES = (ItemType(id="a", name="A", share=1.0), ItemType(id="b", name="B", share=1.0))
CLASSES = (ServiceClass(id="urgent", rank=0, ignores_wip=True, at_most=1), ServiceClass(id="usual", rank=1))
BASE = line([1.0, 2.0], arrivals=(poisson(0.1), at(5.0)), item_types=TYPES, classes=CLASSES, time_unit="day")


def other(**fields: Any) -> Stream:
    """The base with other fields."""
    return BASE.model_copy(update=fields)


def restaged(number: int, **fields: Any) -> Stream:
    """The base with other fields of one stage."""
    stages = list(BASE.stages)
    stages[number] = stages[number].model_copy(update=fields)
    return other(stages=tuple(stages))


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        (other(stages=BASE.stages[::-1]), "stages"),
        (other(stages=(*BASE.stages, wait("Out"))), "stages"),
        (restaged(0, id="other"), "stages"),
        (restaged(1, kind="wait", time=None, workers=None), "stages"),
        (other(item_types=TYPES[::-1]), "item types"),
        (other(item_types=TYPES[:1]), "item types"),
        (other(classes=()), "classes of service"),
        (other(classes=(CLASSES[0].model_copy(update={"rank": 2}), CLASSES[1])), "classes of service"),
        (other(arrivals=BASE.arrivals[::-1]), "kinds of arrival"),
        (other(arrivals=BASE.arrivals[:1]), "kinds of arrival"),
        (other(arrivals=(BASE.arrivals[0], at(6.0))), "kinds of arrival"),
        (other(arrivals=(CadenceArrival(every=1.0), BASE.arrivals[1])), "kinds of arrival"),
        (other(time_unit="hour"), "time units"),
    ],
)
def test_what_a_run_is_built_of_cannot_change(changed: Stream, what: str) -> None:
    with pytest.raises(StreamFault) as caught:
        refuse_structural(BASE, changed)
    assert caught.value.text == f"The {what} changed while the stream runs."
    assert caught.value.hint == "Reset the run to see the change."


@pytest.mark.parametrize(
    "changed",
    [
        BASE,
        other(name="Renamed"),
        restaged(0, name="Renamed", wip_limit=3, workers=7, pull="ready", on_finish="hold"),
        restaged(1, time=exponential(9.0), time_by_type={"b": constant(1.0)}),
        restaged(1, rework=(Rework(to="s1", probability=0.3),), cadence=Cadence(every=4.0)),
        other(item_types=tuple(one.model_copy(update={"share": 5.0, "name": "N"}) for one in TYPES)),
        other(classes=(CLASSES[0].model_copy(update={"ignores_wip": False, "at_most": 4}), CLASSES[1])),
        other(arrivals=(poisson(7.0, batch=constant(3.0), mix="balanced"), BASE.arrivals[1])),
        other(wip_groups=(WipGroup(id="g", stages=("s1", "s2"), limit=2),)),
        other(commitment="s2"),
    ],
)
def test_what_people_steer_may_change(changed: Stream) -> None:
    refuse_structural(BASE, changed)
    live = LiveRun(BASE, RunRequest(until=30.0))
    live.advance_to(6.0)
    live.change(changed)
    live.advance_to(30.0)
    assert live.stream == changed
    assert audit(live.log()) == ()


def after_change(given: Stream, at_time: float, path: str, value: object, until: float) -> list[str]:
    """Tell a run whose stream changes once, from the change on."""
    live = LiveRun(given)
    live.advance_to(at_time)
    before = len(live.rows()[0])
    live.change(set_value(given, path, value))
    live.advance_to(until)
    return told(live.log())[before:]


def test_a_limit_below_what_is_there_lets_two_leave_before_one_comes() -> None:
    wide = line([2.0], wip_limits=3, arrivals=backlog(5))
    assert after_change(wide, 1.0, "stages.s1.wip_limit", 2, 6.0) == [
        "2 0 finished s1 0",
        "2 0 done",
        "2 1 started s1 0",
        "4 1 finished s1 0",
        "4 1 done",
        "4 3 entered s1",
        "4 2 started s1 0",
        "6 2 finished s1 0",
        "6 2 done",
        "6 4 entered s1",
        "6 3 started s1 0",
    ]


def test_a_limit_that_goes_lets_everyone_in_at_once() -> None:
    narrow = line([2.0], wip_limits=1, arrivals=backlog(3))
    assert after_change(narrow, 1.0, "stages.s1.wip_limit", None, 2.0) == [
        "1 1 entered s1",
        "1 2 entered s1",
        "2 0 finished s1 0",
        "2 0 done",
        "2 1 started s1 0",
    ]


def test_workers_who_leave_while_busy_finish_and_who_stays_takes_the_next() -> None:
    staffed = line([4.0], 3, arrivals=at(0.0, 1.0, 2.0, 2.0))
    assert after_change(staffed, 3.0, "stages.s1.workers", 1, 10.0) == [
        "4 0 finished s1 0",
        "4 0 done",
        "4 3 started s1 0",
        "5 1 finished s1 1",
        "5 1 done",
        "6 2 finished s1 2",
        "6 2 done",
        "8 3 finished s1 0",
        "8 3 done",
    ]


def test_a_worker_who_holds_and_leaves_keeps_the_item_until_it_is_pulled() -> None:
    held = line([1.0, 6.0], [2, 1], [4, 1], arrivals=backlog(4), on_finish="hold")
    assert after_change(held, 3.0, "stages.s1.workers", 1, 8.0) == [
        "7 0 finished s2 0",
        "7 0 done",
        "7 1 entered s2",
        "7 1 started s2 0",
    ]


def test_a_lowered_group_counts_who_is_inside() -> None:
    group = WipGroup(id="g", stages=("s1", "s2"), limit=3)
    given = line([2.0, 1.0], 3, arrivals=backlog(5), wip_groups=(group,))
    assert after_change(given, 1.0, "wip_groups.g.limit", 1, 4.0) == [
        "2 0 finished s1 0",
        "2 1 finished s1 1",
        "2 2 finished s1 2",
        "2 0 entered s2",
        "2 1 entered s2",
        "2 2 entered s2",
        "2 0 started s2 0",
        "2 1 started s2 1",
        "2 2 started s2 2",
        "3 0 finished s2 0",
        "3 1 finished s2 1",
        "3 2 finished s2 2",
        "3 0 done",
        "3 1 done",
        "3 2 done",
        "3 3 entered s1",
        "3 3 started s1 0",
    ]


def test_more_expedited_items_may_come_when_their_number_is_raised() -> None:
    types = (ItemType.model_validate({"id": "u", "name": "U", "class": "urgent", "share": 1}),)
    given = line([4.0], wip_limits=1, arrivals=backlog(3), item_types=types, classes=CLASSES)
    assert after_change(given, 1.0, "classes.urgent.at_most", 2, 3.0) == ["1 1 entered s1"]


def test_a_cadence_of_arrivals_keeps_its_next_delivery_and_then_follows_the_new_period() -> None:
    given = line([0.25], 9, arrivals=CadenceArrival(every=4.0))
    live = LiveRun(given)
    live.advance_to(1.0)
    live.change(set_value(set_value(given, "arrivals.0.every", 1.0), "arrivals.0.count", 2))
    live.advance_to(5.5)
    assert [time for time, _ in of_kind(live.log(), Kind.ARRIVED)] == [0.0, 4.0, 4.0, 5.0, 5.0]


def test_a_change_before_the_first_instant_is_a_run_of_the_other_stream() -> None:
    request = RunRequest(seed=4, until=40.0)
    first = line([exponential(1.0)], wip_limits=1, arrivals=poisson(0.8))
    second = line([exponential(0.5)], 2, 5, arrivals=poisson(2.0), wip_groups=())
    live = LiveRun(first, request)
    live.change(second)
    live.advance_to(40.0)
    straight = simulate(second, request)
    assert told(live.log()) == told(straight)
    assert live.log().items.arrival.tolist() == straight.items.arrival.tolist()


def test_effort_changes_for_work_that_fails_later() -> None:
    back = (Rework(to="b", probability=1.0 - 1e-12, effort=0.5),)
    given = stream([work("B", 2.0, rework=back)], at(0.0))
    live = LiveRun(given, RunRequest(until=20.0))
    live.advance_to(2.5)
    live.change(set_value(given, "stages.b.rework.b.effort", 2.0))
    live.advance_to(8.0)
    assert [time for time, _ in of_kind(live.log(), Kind.FINISHED)] == [2.0, 3.0, 7.0]


def test_times_that_a_schedule_gives_outlive_a_change() -> None:
    items = (ScheduledItem(at=0.0, times={"s1": 3.0}), ScheduledItem(at=0.0, times={"s1": 5.0}))
    given = line([1.0], arrivals=Schedule(items=items))
    assert after_change(given, 1.0, "stages.s1.time", 9.0, 20.0) == [
        "3 0 finished s1 0",
        "3 0 done",
        "3 1 started s1 0",
        "8 1 finished s1 0",
        "8 1 done",
    ]


def test_one_change_after_another_lets_in_an_item_and_gives_it_a_worker() -> None:
    board = (BoardItem(type="item", stage="s1", age=1.0),)
    given = line([3.0, 1.0], wip_limits=[1, 1], arrivals=at(0.0), board=board)
    live = LiveRun(given, RunRequest(until=20.0))
    live.advance_to(1.0)
    live.change(set_value(given, "stages.s1.workers", 2))
    live.change(set_value(live.stream, "stages.s1.wip_limit", 2))
    live.advance_to(20.0)
    assert told(live.log())[4:] == [
        "1 1 entered s1",
        "1 1 started s1 1",
        "3 0 finished s1 0",
        "3 0 entered s2",
        "3 0 started s2 0",
        "4 0 finished s2 0",
        "4 0 done",
        "4 1 finished s1 1",
        "4 1 entered s2",
        "4 1 started s2 0",
        "5 1 finished s2 0",
        "5 1 done",
    ]


def test_a_mix_in_balance_carries_over_who_is_behind_by_how_many_items() -> None:
    given = line([0.1], 9, arrivals=Interarrival(time=constant(1.0), mix="balanced"), item_types=TYPES)
    live = LiveRun(given)
    live.advance_to(3.5)
    live.change(set_value(given, "item_types.b.share", 3.0))
    live.advance_to(9.5)
    assert live.log().items.type.tolist() == [0, 1, 0, 1, 1, 1, 0, 1, 1]


def test_a_balanced_mix_remembers_who_is_behind() -> None:
    given = line([0.1], 9, arrivals=Interarrival(time=constant(1.0), mix="balanced"), item_types=TYPES)
    live = LiveRun(given)
    live.advance_to(1.5)
    live.change(set_value(given, "stages.s1.workers", 3))
    live.advance_to(6.5)
    assert live.log().items.type.tolist() == [0, 1, 0, 1, 0, 1]


def test_a_type_stays_behind_by_as_much_when_shares_change() -> None:
    given = line([0.1], 9, arrivals=Interarrival(time=constant(1.0), mix="balanced"), item_types=TYPES)
    live = LiveRun(given)
    live.advance_to(1.5)  # the second type is half an item behind
    live.change(set_value(given, "item_types.a.share", 4.0))
    live.advance_to(6.5)
    assert live.log().items.type.tolist() == [0, 1, 0, 0, 0, 0]
