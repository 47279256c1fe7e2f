"""Queues are lists in order of joining, one a lane; lanes of equal order are merged."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.engine import layout as at
from sim.engine.plan import make_plan
from sim.engine.queues import foremost, join, kind_of, lane_of, list_of, take
from sim.engine.request import RunRequest
from sim.engine.running import Running
from sim.stream import ItemType, Rework, ServiceClass, Stream
from tests.builders import backlog, stream, work

ITEMS = 40
STAGE = 0
"""The stage that pulls; by order of joining."""

RANKS = {"urgent": 0, "usual": 3, "other": 3, "last": 5}


def classed() -> Stream:
    """Two stages with rework and four classes, two of them of one rank."""
    classes = tuple(ServiceClass(id=name, rank=rank) for name, rank in RANKS.items())
    types = tuple(
        ItemType.model_validate({"id": name, "name": name, "class": name, "share": 1}) for name in RANKS
    )
    back = (Rework(to="a", probability=0.1),)
    return stream(
        [work("A", 1.0), work("B", 1.0, rework=back)], backlog(1), classes=classes, item_types=types
    )


def empty() -> NDArray[np.int64]:
    """A board with room for items, of which none is in a queue."""
    running = Running(make_plan(classed()), items=ITEMS)
    running.begin(RunRequest())
    for slot in range(ITEMS):
        row = at.item(running.board, slot)
        running.board[row + at.TYPE] = slot % len(RANKS)
        running.board[row + at.FAILED_IN] = 1 if slot % 3 == 0 else -1
    return running.board


STEPS = st.lists(st.tuples(st.sampled_from(("join", "join", "take")), st.integers(0, 3)), max_size=60)


def place_of(slot: int) -> tuple[int, bool]:
    """Where an item belongs in pull order: rank of its class, then rework first."""
    return list(RANKS.values())[slot % len(RANKS)], slot % 3 != 0


@settings(max_examples=60)
@given(STEPS)
def test_each_queue_gives_its_items_in_pull_order_then_in_order_of_joining(
    steps: list[tuple[str, int]],
) -> None:
    board = empty()
    twin: dict[int, list[int]] = defaultdict(list)
    fresh = iter(range(ITEMS))
    for what, queue in steps:
        if what == "join":
            slot = next(fresh, None)
            if slot is None:
                continue
            join(board, queue, slot, kind_of(board, slot), STAGE)
            twin[queue].append(slot)
        elif twin[queue]:
            expected = min(twin[queue], key=place_of)
            twin[queue].remove(expected)
            assert take(board, foremost(board, queue, STAGE)) == expected
        for number in range(4):
            first = foremost(board, number, STAGE)
            found = board[first] if first >= 0 else None
            assert found == min(twin[number], key=place_of, default=None)


def test_a_lane_that_ran_empty_is_joined_anew() -> None:
    board = empty()
    for _ in range(3):
        join(board, 2, 1, at.FRESH, STAGE)
        join(board, 2, 5, at.FRESH, STAGE)
        first = list_of(board, 2, lane_of(board, 1, at.FRESH))
        assert (foremost(board, 2, STAGE), take(board, first), take(board, first)) == (first, 1, 5)
        assert (board[first], foremost(board, 2, STAGE)) == (-1, -1)
    assert int(board[at.JOINS]) == 6


def test_lanes_stand_in_pull_order_rework_before_what_is_new() -> None:
    board = empty()
    lanes = [at.lane_row(board, lane) for lane in range(int(board[at.LANE_COUNT]))]
    told = [(int(board[row + at.ORDER]), int(board[row + at.LANE_CLASS])) for row in lanes]
    assert told == [(1, 0), (2, 0), (10, 1), (10, 2), (11, 1), (11, 2), (16, 3), (17, 3)]
    slots = (0, 4, 9, 6, 1, 2, 3, 7)
    assert [lane_of(board, slot, kind_of(board, slot)) for slot in slots] == [0, 1, 2, 3, 4, 5, 6, 7]
