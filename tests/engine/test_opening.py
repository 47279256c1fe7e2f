"""The first instant: what stands on the board already, and in which state."""

from __future__ import annotations

from typing import Literal

from sim.engine import RunRequest, simulate
from sim.log import NOWHERE, Kind, audit
from sim.stream import BoardItem, Cadence
from tests.builders import at, backlog, line, stream, wait, work
from tests.engine.rows import told

LATER = at(100.0)
"""Arrivals that stay out of sight."""

State = Literal["waiting", "active", "finished"]


def there(stage: str, age: float, state: State = "waiting") -> BoardItem:
    """An item on the board."""
    return BoardItem(type="item", stage=stage, age=age, state=state)


def test_every_state_of_work_and_wait_goes_on_from_time_0() -> None:
    board = (
        there("a", 2.0, "finished"),
        there("paint", 5.0),
        there("a", 3.0),
        there("paint", 1.0, "finished"),
        there("a", 4.0, "active"),
    )
    given = stream([work("A", 2.0), wait("Paint", 1.5)], LATER, board=board)
    assert told(simulate(given, RunRequest(until=6.0))) == [
        "-5 0 arrived",
        "-5 0 entered paint",
        "-4 1 arrived",
        "-4 1 entered a",
        "-3 2 arrived",
        "-3 2 entered a",
        "-2 3 arrived",
        "-2 3 entered a",
        "-1 4 arrived",
        "-1 4 entered paint",
        "0 1 started a 0",
        "0 3 started a",
        "0 3 finished a",
        "0 4 finished paint",
        "0 4 done",
        "0 3 entered paint",
        "1.5 0 finished paint",
        "1.5 3 finished paint",
        "1.5 0 done",
        "1.5 3 done",
        "2 1 finished a 0",
        "2 1 entered paint",
        "2 2 started a 0",
        "3.5 1 finished paint",
        "3.5 1 done",
        "4 2 finished a 0",
        "4 2 entered paint",
        "5.5 2 finished paint",
        "5.5 2 done",
    ]


def test_who_was_finished_keeps_the_worker_where_the_stage_holds() -> None:
    board = (there("b", 2.0, "active"), there("a", 1.0, "finished"), there("a", 0.5))
    given = stream([work("A", 1.0, on_finish="hold"), work("B", 2.0, wip_limit=1)], LATER, board=board)
    assert told(simulate(given, RunRequest(until=6.0)))[6:] == [
        "0 0 started b 0",
        "0 1 started a 0",
        "0 1 finished a 0",
        "2 0 finished b 0",
        "2 0 done",
        "2 1 entered b",
        "2 1 started b 0",
        "2 2 started a 0",
        "3 2 finished a 0",
        "4 1 finished b 0",
        "4 1 done",
        "4 2 entered b",
        "4 2 started b 0",
        "6 2 finished b 0",
        "6 2 done",
    ]


def test_items_of_one_age_are_numbered_as_they_are_listed() -> None:
    board = (there("s2", 1.0), there("s1", 1.0), there("s2", 1.0))
    log = simulate(line([1.0, 1.0], arrivals=LATER, board=board), RunRequest(until=0.0))
    entered = [row for row in told(log) if "entered" in row]
    assert entered == ["-1 0 entered s2", "-1 1 entered s1", "-1 2 entered s2"]


def test_a_board_above_its_limit_pulls_nothing_until_it_is_below() -> None:
    board = (there("s1", 3.0), there("s1", 2.0), there("s1", 1.0))
    log = simulate(line([1.0], wip_limits=2, arrivals=backlog(1), board=board))
    assert told(log)[6:] == [
        "0 3 arrived",
        "0 0 started s1 0",
        "1 0 finished s1 0",
        "1 0 done",
        "1 1 started s1 0",
        "2 1 finished s1 0",
        "2 1 done",
        "2 3 entered s1",
        "2 2 started s1 0",
        "3 2 finished s1 0",
        "3 2 done",
        "3 3 started s1 0",
        "4 3 finished s1 0",
        "4 3 done",
    ]


def test_a_finished_item_behind_a_gate_leaves_with_the_first_train() -> None:
    board = (there("out", 2.0, "finished"),)
    given = stream([wait("Out", cadence=Cadence(every=5.0, first=3.0))], LATER, board=board)
    assert told(simulate(given, RunRequest(until=20.0))) == [
        "-2 0 arrived",
        "-2 0 entered out",
        "0 0 finished out",
        "3 0 done",
    ]


def test_a_board_of_many_has_room_from_the_beginning() -> None:
    board = tuple(there("s1", float(n)) for n in range(1000))
    log = simulate(line([0.001], arrivals=LATER, board=board), RunRequest(until=50.0))
    assert log.items.arrival.tolist() == [-float(n) for n in range(999, -1, -1)]
    assert told(log)[-1].endswith("999 done")


def test_an_item_finished_at_the_start_leaves_the_worker_to_who_is_active() -> None:
    board = (there("s1", 0.0, "active"), there("s1", 0.0, "finished"))
    log = simulate(line([2.0, 1.0], arrivals=backlog(1), board=board), RunRequest(until=0.0))
    assert audit(log) == ()
    begun = (log.kind == Kind.STARTED) & (log.stage == 0)
    assert list(zip(log.item[begun].tolist(), log.who[begun].tolist(), strict=True)) == [(0, 0), (1, NOWHERE)]
