"""Queues: for each queue and lane a list in order of joining, linked through the items.

A lane holds the items that are alike in pull order: those of one class, rework apart. Lanes stand in pull
order; lanes of equal order are merged by order of joining.
"""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.layout import (
    CLASS,
    FAILED_IN,
    FRESH_LANE,
    JOINED,
    JOINS,
    LANE_COUNT,
    NEXT,
    QUEUES,
    REWORK_LANE,
    Board,
    class_row,
    item,
)


@rule
def lane_list(b: Board, queue: int, lane: int) -> int:
    """Address of the two ends of a list: first and last slot, -1 if empty."""
    return b[QUEUES] + 2 * (queue * b[LANE_COUNT] + lane)


@rule
def head(b: Board, queue: int, lane: int) -> int:
    """First slot of a list, -1 if empty."""
    return b[lane_list(b, queue, lane)]


@rule
def lane_of(b: Board, slot: int) -> int:
    """Lane of an item: by its class, and whether it is rework."""
    i = item(b, slot)
    c = class_row(b, b[i + CLASS])
    return b[c + REWORK_LANE] if b[i + FAILED_IN] >= 0 else b[c + FRESH_LANE]


@rule
def join(b: Board, queue: int, slot: int) -> None:
    """Put an item at the end of its lane."""
    at = lane_list(b, queue, lane_of(b, slot))
    i = item(b, slot)
    b[i + NEXT] = -1
    b[i + JOINED] = b[JOINS]
    b[JOINS] += 1
    if b[at] < 0:
        b[at] = slot
    else:
        b[item(b, b[at + 1]) + NEXT] = slot
    b[at + 1] = slot


@rule
def take(b: Board, queue: int, lane: int) -> int:
    """Take the first item of a lane that has one."""
    at = lane_list(b, queue, lane)
    slot = b[at]
    b[at] = b[item(b, slot) + NEXT]
    return slot
