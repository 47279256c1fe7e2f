"""Items on the board: slots used again, counts kept, addresses that never meet."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import RunRequest, simulate
from sim.engine import layout as at
from sim.engine.build import plain_arithmetic
from sim.engine.draws import mixed
from sim.engine.items import arrive, count_in, count_out, forget, free_slot, item_key
from sim.engine.plan import make_plan
from sim.engine.running import Running, run_key
from sim.engine.tables import ticks
from sim.log import EventLog, Kind
from sim.stream import Interarrival, Rework, Stream, WipGroup
from tests.builders import constant, exponential, line, poisson


def after(given: Stream, until: float, items: int | None = None) -> Running:
    """A run of seed 2 that has gone on until a time."""
    running = Running(make_plan(given), items=items)
    with plain_arithmetic():
        running.begin(RunRequest(seed=2))
        running.run(ticks(until))
    return running


def most_at_once(log: EventLog) -> int:
    """Most items between arrival and done at any moment of a log."""
    steps = np.where(log.kind == Kind.ARRIVED, 1, np.where(log.kind == Kind.DONE, -1, 0))
    return int(steps.cumsum().max())


def test_one_item_after_another_uses_one_slot() -> None:
    running = after(line([0.5], arrivals=Interarrival(time=constant(1.0))), 5000.5)
    counts = (at.BORN, at.DONE_COUNT, at.LIVE, at.ITEMS_USED)
    assert [int(running.board[word]) for word in counts] == [5000, 5000, 0, 1]


@pytest.mark.parametrize("rework", [(), (Rework(to="s1", probability=0.3),)])
def test_as_many_slots_are_used_as_items_were_ever_there_at_once(rework: tuple[Rework, ...]) -> None:
    given = line([exponential(0.9), exponential(0.3)], arrivals=poisson(0.7), rework=rework)
    running = after(given, 3000.0, items=4)
    log = simulate(given, RunRequest(seed=2, until=3000.0))
    born, done, live, used = (
        int(running.board[word]) for word in (at.BORN, at.DONE_COUNT, at.LIVE, at.ITEMS_USED)
    )
    assert used == most_at_once(log)
    assert born == len(log.items.type) > 1900
    assert live == born - done


def test_a_slot_given_back_is_the_next_one_taken() -> None:
    board = after(line([1.0], arrivals=Interarrival(time=constant(9.0))), 0.0).board
    slots = [free_slot(board) for _ in range(4)]
    for slot in (1, 3):
        forget(board, slot)
    assert slots == [0, 1, 2, 3]
    assert [free_slot(board) for _ in range(3)] == [3, 1, 4]


def test_an_item_is_born_clean_in_a_slot_that_another_has_used() -> None:
    back = (Rework(to="s1", probability=0.5),)
    board = after(line([1.0, 1.0], arrivals=poisson(0.01), rework=back), 0.0).board
    slot = arrive(board, 77, 0, 0)
    row = at.item(board, slot)
    board[row : row + at.VISITS + 2] = 99
    forget(board, slot)
    again = arrive(board, 78, 0, 0)
    fields = (at.ITEM_KEY, at.WORKER, at.EFFORT, at.FAILED_IN, at.SCHEDULED, at.VISITS, at.VISITS + 1)
    assert again == slot
    assert [int(board[row + field]) for field in fields] == [78, at.NOBODY, at.ONE, -1, -1, 0, 0]


def test_a_stage_and_each_group_around_it_count_an_item_in_and_out() -> None:
    groups = (
        WipGroup(id="ab", stages=("s1", "s2"), limit=9),
        WipGroup(id="bc", stages=("s2", "s3"), limit=9),
        WipGroup(id="all", stages=("s1", "s2", "s3"), limit=9),
    )
    board = after(line([1.0] * 3, arrivals=poisson(0.001), wip_groups=groups), 0.0).board

    def counts() -> tuple[list[int], list[int]]:
        stages = [int(board[at.stage(s) + at.WIP]) for s in range(3)]
        return stages, [int(board[at.group(board, g) + at.GROUP_WIP]) for g in range(3)]

    for s in (0, 1, 1, 2):
        count_in(board, s)
    assert counts() == ([1, 2, 1], [3, 3, 4])
    board[at.MARKS] = 0
    count_out(board, 1)
    assert counts() == ([1, 1, 1], [2, 2, 3])
    assert int(board[at.MARKS]) == 0b011


def test_addresses_of_items_sources_and_runs_never_meet() -> None:
    with plain_arithmetic():
        keys = {
            int(item_key(mixed(run_key(seed, replication) + source), place))
            for seed in (1, 2)
            for replication in (0, 1, 2)
            for source in range(4)
            for place in range(500)
        }
    assert len(keys) == 2 * 3 * 4 * 500
