"""People who come and go while a stream runs: who leaves first, who stays after all, whose number is free."""

from __future__ import annotations

from typing import Any

import pytest

from sim.engine import Clock, RunRequest, simulate
from sim.log import Condition, EventLog, Kind
from sim.stream import (
    Blockers,
    Downtime,
    ItemType,
    PlannedChange,
    Schedule,
    ScheduledItem,
    Setup,
    Stream,
    Team,
)
from tests.builders import at, backlog, constant, line, stream, work
from tests.engine.rows import told

TIMES = (3.0, 5.0, 7.0)


def staffed(workers: int, *moments: float, **more: Any) -> Stream:
    """One stage; items at these moments, of 10 units each."""
    return line([10.0], workers, arrivals=at(*moments), **more)


def planned(given: Stream, *changes: tuple[float, dict[str, Any]]) -> Stream:
    """The stream with a plan."""
    return given.model_copy(update={"plan": tuple(PlannedChange(at=at_, set=set_) for at_, set_ in changes)})


def workers(count: int) -> dict[str, Any]:
    """A change to so many workers."""
    return {"stages.s1.workers": count}


def who_started(log: EventLog) -> list[tuple[float, int, int]]:
    """Moment, item and worker of every start."""
    rows = log.kind == Kind.STARTED
    return list(zip(log.time[rows].tolist(), log.item[rows].tolist(), log.who[rows].tolist(), strict=True))


def circumstances(log: EventLog) -> list[tuple[float, Condition, int]]:
    """Moment, kind and value of what changed beside the items."""
    known = log.conditions
    rows = zip(known.time.tolist(), known.kind.tolist(), known.value.tolist(), strict=True)
    return [(moment, Condition(kind), value) for moment, kind, value in rows]


def test_who_has_nothing_in_hand_leaves_first_and_of_these_the_highest_number() -> None:
    given = planned(staffed(4, 0.0, 0.0, 2.0, 2.0), (1.0, workers(3)))
    assert who_started(simulate(given)) == [(0.0, 0, 0), (0.0, 1, 1), (2.0, 2, 2), (10.0, 3, 0)]


def test_who_has_work_finishes_it_and_takes_up_no_more() -> None:
    given = planned(staffed(2, 0.0, 0.0, 0.0, 0.0), (1.0, workers(1)))
    assert who_started(simulate(given)) == [(0.0, 0, 0), (0.0, 1, 1), (10.0, 2, 0), (20.0, 3, 0)]


def test_who_was_about_to_leave_stays_before_anyone_comes() -> None:
    given = planned(staffed(2, 0.0, 0.0, 0.0, 0.0), (1.0, workers(1)), (2.0, workers(2)))
    assert who_started(simulate(given)) == [(0.0, 0, 0), (0.0, 1, 1), (10.0, 2, 0), (10.0, 3, 1)]


def test_who_comes_takes_the_lowest_number_that_is_free() -> None:
    items = tuple(ScheduledItem(at=0.0, times={"s1": time}) for time in TIMES)
    given = line([1.0], 3, arrivals=(Schedule(items=items), at(8.0, 8.0, 8.0)))
    given = planned(given, (1.0, workers(2)), (6.0, workers(1)), (7.5, workers(3)))
    assert who_started(simulate(given))[3:] == [(8.0, 3, 0), (8.0, 4, 1), (8.0, 5, 2)]


def test_a_number_is_free_while_who_had_it_is_gone_and_the_others_stay() -> None:
    items = tuple(ScheduledItem(at=0.0, times={"s1": time}) for time in (2.0, 9.0, 9.0))
    given = line([1.0], 3, arrivals=(Schedule(items=items), at(4.0)))
    given = planned(given, (3.0, workers(2)), (3.5, workers(3)))
    log = simulate(given)
    assert who_started(log)[3:] == [(4.0, 3, 0)]
    assert circumstances(log) == [(3.0, Condition.WORKERS, 2), (3.5, Condition.WORKERS, 3)]


def test_who_comes_has_no_last_item_to_change_over_from() -> None:
    types = (ItemType(id="a", name="A"), ItemType(id="b", name="B"))
    items = [
        ScheduledItem(at=moment, type=kind) for moment, kind in ((0.0, "a"), (5.0, "b")) for _ in range(2)
    ]
    given = stream(
        [work("S1", 1.0, 2, setup=Setup(time=constant(0.5)))],
        Schedule(items=tuple(items)),
        item_types=types,
    )
    assert [row for row in told(simulate(given)) if row.startswith("5 ")][4:] == [
        "5 2 setup s1 0",
        "5 3 setup s1 1",
    ]
    renewed = planned(given, (2.0, workers(1)), (3.0, workers(2)))
    assert [row for row in told(simulate(renewed)) if row.startswith("5 ")][4:] == [
        "5 2 setup s1 0",
        "5 3 started s1 1",
    ]


def test_a_member_with_fewer_items_leaves_first() -> None:
    team = Team(id="t", name="T", size=2, multitask=2)
    base = stream(
        [work("S1", 4.0, team="t").model_copy(update={"workers": None})],
        at(0.0, 0.0, 0.0, 1.0),
        teams=(team,),
    )
    log = simulate(planned(base, (0.5, {"teams.t.size": 1})))
    assert who_started(log)[:4] == [(0.0, 0, 0), (0.0, 1, 1), (0.0, 2, 0), (8.0, 3, 0)]
    assert circumstances(log) == [(0.5, Condition.WORKERS, 1)]


DOWNTIME = Downtime(time_to_failure=constant(3.0), time_to_repair=constant(2.0))


def test_who_has_left_fails_no_more_and_who_comes_fails_from_then_on() -> None:
    given = planned(
        line([20.0], 2, arrivals=at(0.0), downtime=DOWNTIME), (1.0, workers(1)), (6.5, workers(2))
    )
    assert circumstances(simulate(given, RunRequest(until=12.0))) == [
        (1.0, Condition.WORKERS, 1),
        (3.0, Condition.DOWN, 0),
        (5.0, Condition.UP, 0),
        (6.5, Condition.WORKERS, 2),
        (8.0, Condition.DOWN, 0),
        (9.5, Condition.DOWN, 1),
        (10.0, Condition.UP, 0),
        (11.5, Condition.UP, 1),
    ]


def test_of_those_with_nothing_in_hand_who_is_down_leaves_last() -> None:
    given = line([1.0], 2, arrivals=at(20.0), downtime=DOWNTIME)
    log = simulate(
        planned(given, (2.0, workers(1)), (2.5, workers(2)), (4.0, workers(1))), RunRequest(until=7.0)
    )
    assert circumstances(log)[2:] == [
        (3.0, Condition.DOWN, 0),
        (4.0, Condition.WORKERS, 1),
        (5.0, Condition.UP, 0),
    ]


def test_who_leaves_while_down_is_not_repaired() -> None:
    given = line([1.0], 2, arrivals=at(3.5), downtime=DOWNTIME)
    log = simulate(
        planned(given, (2.0, workers(1)), (2.5, workers(2)), (4.0, workers(1))), RunRequest(until=5.2)
    )
    assert who_started(log) == [(3.5, 0, 1)]
    assert circumstances(log)[2:] == [(3.0, Condition.DOWN, 0), (4.0, Condition.WORKERS, 1)]


def test_where_downtime_is_new_the_first_failure_is_drawn_from_the_change() -> None:
    given = planned(staffed(1, 0.0), (2.0, {"stages.s1.downtime": DOWNTIME.model_dump(exclude_none=True)}))
    assert told(simulate(given))[3:5] == ["5 0 paused s1 0", "7 0 resumed s1 0"]


def test_where_downtime_or_blockers_are_taken_away_none_begins_any_more() -> None:
    blockers = Blockers(time=constant(1.0), time_to=constant(4.0), keeps_worker=True)
    given = planned(
        staffed(1, 0.0, downtime=DOWNTIME, blockers=blockers),
        (2.0, {"stages.s1.downtime": None, "stages.s1.blockers": None}),
    )
    assert told(simulate(given)) == [
        "0 0 arrived",
        "0 0 entered s1",
        "0 0 started s1 0",
        "10 0 finished s1 0",
        "10 0 done",
    ]


CLOCKS: tuple[Clock, ...] = ("kernel", "simpy")


@pytest.mark.parametrize("clock", CLOCKS)
def test_many_people_who_can_fail_have_room_to_come(clock: Clock) -> None:
    given = planned(
        line([1.0], 1, arrivals=backlog(3), downtime=DOWNTIME), (0.5, workers(3000)), (0.75, workers(2))
    )
    log = simulate(given, RunRequest(until=9.0, clock=clock))
    assert who_started(log) == [(0.0, 0, 0), (0.5, 1, 1), (0.5, 2, 2)]
