"""The board makes room when it runs out, and nobody can tell from the log."""

from __future__ import annotations

import pytest

from sim.engine import RunRequest, simulate
from sim.engine import layout as at
from sim.engine.course import Course
from sim.engine.plan import Plan, make_plan
from sim.engine.running import Running
from sim.engine.tables import ticks
from sim.engine.tolog import LogMaker
from sim.log import EventLog
from sim.stream import Rework, Stream
from tests.builders import backlog, exponential, line, poisson
from tests.same_log.columns import as_bytes

REQUEST = RunRequest(seed=2, until=60.0)


def run_in(room: tuple[int, int], given: Stream) -> EventLog:
    """Run on a board with room for so many items and rows at first."""
    items, rows = room
    course = Course(make_plan(given))
    course.running = Running(make_plan(given), items=items, rows=rows)
    course.begin(REQUEST)
    course.run(ticks(60.0))
    end = course.now if course.due < 0 else ticks(60.0)
    return LogMaker(given, REQUEST).log(course, end, 0)


CROWDED = line(
    [exponential(1.0), exponential(1.0)],
    [2, 1],
    [3, 2],
    arrivals=(poisson(4.0), backlog(50)),
    rework=(Rework(to="s1", probability=0.2),),
)


@pytest.mark.parametrize("room", [(1, 9), (2, 64), (300, 9), (1, 100_000)])
def test_a_board_that_starts_too_small_gives_the_same_log(room: tuple[int, int]) -> None:
    assert as_bytes(run_in(room, CROWDED)) == as_bytes(simulate(CROWDED, REQUEST))


def test_room_grows_with_the_items_there_and_not_with_those_that_passed() -> None:
    steady = line([0.5], arrivals=poisson(1.0))
    running = Running(make_plan(steady))
    running.begin(REQUEST)
    running.run(ticks(20_000.0))
    assert int(running.board[at.BORN]) > 19_000
    assert int(running.board[at.ITEMS_ROOM]) == 256


def test_a_board_is_used_again_for_the_next_run() -> None:
    course = Course(make_plan(CROWDED))
    maker = LogMaker(CROWDED, REQUEST)
    logs = []
    for _ in range(2):
        course.begin(REQUEST)
        course.run(ticks(60.0))
        logs.append(maker.log(course, ticks(60.0), 0))
    assert as_bytes(logs[0]) == as_bytes(logs[1])


def test_the_log_of_the_five_stage_line_takes_at_most_400_bytes_an_item() -> None:
    five = line([exponential(1.4)] * 5, 2, 4, arrivals=poisson(1.0))
    log = simulate(five, RunRequest(items=2000))
    columns = (log.time, log.item, log.kind, log.stage, log.who)
    items = (log.items.type, log.items.service_class, log.items.arrival)
    assert sum(column.nbytes for column in (*columns, *items)) / 2000 <= 400


def test_a_plan_is_made_once_and_not_changed_by_runs() -> None:
    plan: Plan = make_plan(CROWDED)
    before = plan.board.copy()
    running = Running(plan)
    running.begin(REQUEST)
    running.run(ticks(60.0))
    assert plan.board.tolist() == before.tolist()
