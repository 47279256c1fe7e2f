"""Queues: one list for each lane, linked through the items.

A list is in order of joining, or a pairing heap [1] where the stage that pulls goes by a key of each item.
Lanes stand in pull order; lanes of equal order are merged by key, then by order of joining.

[1] M. L. Fredman, R. Sedgewick, D. D. Sleator, R. E. Tarjan, "The pairing heap: a new form of self-adjusting
heap", Algorithmica 1 (1986), 111-129.
"""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.draws import uniform
from sim.engine.items import visit_address
from sim.engine.layout import (
    BEGUN,
    FAILED_IN,
    FRESH,
    JOINED,
    JOINS,
    LANE_COUNT,
    LANE_KIND,
    NEXT,
    ORDER,
    QUEUES,
    REWORK,
    TYPE,
    TYPE_LANES,
    Board,
    item,
    lane_row,
    stage,
    type_row,
)
from sim.engine.layout_ways import (
    ARRIVED_AT,
    BY_TYPE,
    CHILD,
    DUE,
    DUE_FIRST,
    OLDEST,
    ORDER_KEYS,
    PULL_KEY,
    PULL_ORDER,
)

NONE = -1
HEAPED = -2
"""In place of the last slot: the list is a heap, its first slot the root."""


@rule
def list_of(b: Board, queue: int, lane: int) -> int:
    """Address of the two ends of a list: first and last slot, -1 if empty."""
    return b[QUEUES] + 2 * (queue * b[LANE_COUNT] + lane)


@rule
def kind_of(b: Board, slot: int) -> int:
    """Kind of lane of an item that is not begun: rework or fresh."""
    return REWORK if b[item(b, slot) + FAILED_IN] >= 0 else FRESH


@rule
def lane_of(b: Board, slot: int, kind: int) -> int:
    """Lane of an item: by its type (and so its class) and kind."""
    return b[type_row(b, b[item(b, slot) + TYPE]) + TYPE_LANES + kind]


@rule
def join(b: Board, queue: int, slot: int, kind: int, s: int) -> None:
    """Let an item wait in a queue from which stage ``s`` pulls."""
    at = list_of(b, queue, lane_of(b, slot, kind))
    if b[at + 1] != HEAPED:
        append(b, at, slot)
        return
    i = item(b, slot)
    b[i + NEXT] = NONE
    b[i + CHILD] = NONE
    b[i + JOINED] = b[JOINS]
    b[JOINS] += 1
    b[i + PULL_KEY] = pull_key(b, slot, s)
    b[at] = slot if b[at] < 0 else meld(b, b[at], slot)


@rule
def append(b: Board, at: int, slot: int) -> None:
    """Put an item at the end of a list that is in order of joining."""
    i = item(b, slot)
    b[i + NEXT] = NONE
    b[i + JOINED] = b[JOINS]
    b[JOINS] += 1
    if b[at] < 0:
        b[at] = slot
    else:
        b[item(b, b[at + 1]) + NEXT] = slot
    b[at + 1] = slot


@rule
def take_first(b: Board, at: int) -> int:
    """Take the first item of a list that is in order of joining."""
    slot = b[at]
    b[at] = b[item(b, slot) + NEXT]
    return slot


@rule
def take(b: Board, at: int) -> int:
    """Take the first item of a list that has one."""
    if b[at + 1] != HEAPED:
        return take_first(b, at)
    slot = b[at]
    b[at] = meld_all(b, b[item(b, slot) + CHILD])
    return slot


@rule
def pull_key(b: Board, slot: int, s: int) -> int:
    """Key of an item in the order of a stage that goes by items: the smaller goes first."""
    i = item(b, slot)
    order = b[stage(s) + PULL_ORDER]
    if order == OLDEST:
        return b[i + ARRIVED_AT]
    if order == DUE_FIRST:
        return b[i + DUE]
    return uniform(visit_address(b, slot, s, b[stage(s) + ORDER_KEYS]))


@rule
def goes_before(b: Board, slot: int, other: int) -> bool:
    """Tell which of two items of one heap goes first: by key, then by order of joining."""
    i = item(b, slot)
    j = item(b, other)
    if b[i + PULL_KEY] != b[j + PULL_KEY]:
        return b[i + PULL_KEY] < b[j + PULL_KEY]
    return b[i + JOINED] < b[j + JOINED]


@rule
def meld(b: Board, one: int, other: int) -> int:
    """Make one heap of two; give its root. Children stand in a list, the latest first."""
    if goes_before(b, other, one):
        one, other = other, one
    b[item(b, other) + NEXT] = b[item(b, one) + CHILD]
    b[item(b, one) + CHILD] = other
    return one


@rule
def meld_all(b: Board, first: int) -> int:
    """Make one heap of a list of them: in pairs on the way there, one after the other on the way back."""
    pairs = NONE
    while first >= 0:
        one = first
        other = b[item(b, one) + NEXT]
        first = NONE
        if other >= 0:
            first = b[item(b, other) + NEXT]
            one = meld(b, one, other)
        b[item(b, one) + NEXT] = pairs
        pairs = one
    root = pairs
    if root >= 0:
        pairs = b[item(b, root) + NEXT]
        while pairs >= 0:
            following = b[item(b, pairs) + NEXT]
            root = meld(b, root, pairs)
            pairs = following
        b[item(b, root) + NEXT] = NONE
    return root


@rule
def foremost(b: Board, queue: int, s: int) -> int:
    """List with the first item of a queue from which stage ``s`` pulls; -1 if it is empty."""
    if b[LANE_COUNT] == 1:
        return list_of(b, queue, 0) if b[list_of(b, queue, 0)] >= 0 else NONE
    best = NONE
    best_lane = NONE
    for lane in range(b[LANE_COUNT]):
        if best >= 0 and b[lane_row(b, lane) + ORDER] > b[lane_row(b, best_lane) + ORDER]:
            break
        at = list_of(b, queue, lane)
        if b[at] >= 0 and (best < 0 or precedes(b, s, at, lane, best)):
            best = at
            best_lane = lane
    return best


@rule
def precedes(b: Board, s: int, at: int, lane: int, other: int) -> bool:
    """Tell whether the first item of a list goes before that of another of equal order of lanes."""
    slot = b[at]
    rival = b[other]
    if b[at + 1] == HEAPED:
        return goes_before(b, slot, rival)
    if b[stage(s) + PULL_ORDER] == BY_TYPE and b[lane_row(b, lane) + LANE_KIND] != BEGUN:
        keys = b[stage(s) + ORDER_KEYS]
        key = b[keys + b[item(b, slot) + TYPE]]
        rivals = b[keys + b[item(b, rival) + TYPE]]
        if key != rivals:
            return key < rivals
    return b[item(b, slot) + JOINED] < b[item(b, rival) + JOINED]
