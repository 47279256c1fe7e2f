"""Items on the board: how they are born, go from stage to stage, and leave."""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.drag import count_undone
from sim.engine.draws import GOLDEN, mix
from sim.engine.layout import (
    BORN,
    CLASS,
    EFFORT,
    FAILED_IN,
    FREE_ITEM,
    GROUP_COUNT,
    GROUP_FIRST,
    GROUP_LAST,
    GROUP_WIP,
    IN_STREAM,
    ITEM_KEY,
    ITEMS_USED,
    LIVE,
    NEXT,
    NOBODY,
    NUMBER,
    ONE,
    SCHEDULED,
    SOURCE,
    STAGE_COUNT,
    TYPE,
    TYPE_CLASS,
    VISITS,
    VISITS_KEPT,
    WIP,
    WORKER,
    Board,
    class_row,
    group,
    item,
    mark,
    stage,
    type_row,
)
from sim.engine.rows import record

ARRIVED = 0


@rule
def item_key(source: int, place: int) -> int:
    """Address of an item: its place in its own source."""
    return mix(source + (place + 1) * GOLDEN)


@rule
def free_slot(b: Board) -> int:
    """Take a slot that no item uses."""
    slot = b[FREE_ITEM]
    if slot >= 0:
        b[FREE_ITEM] = b[item(b, slot) + NEXT]
    else:
        slot = b[ITEMS_USED]
        b[ITEMS_USED] += 1
    return slot


@rule
def arrive(b: Board, key: int, t: int, n: int) -> int:
    """Make an item of type ``t`` from source ``n``; give its slot."""
    slot = free_slot(b)
    i = item(b, slot)
    b[i + NUMBER] = b[BORN]
    b[i + TYPE] = t
    b[i + CLASS] = b[type_row(b, t) + TYPE_CLASS]
    b[i + ITEM_KEY] = key
    b[i + WORKER] = NOBODY
    b[i + EFFORT] = ONE
    b[i + FAILED_IN] = -1
    b[i + SOURCE] = n
    b[i + SCHEDULED] = -1
    if b[VISITS_KEPT]:
        for s in range(b[STAGE_COUNT]):
            b[i + VISITS + s] = 0
    b[BORN] += 1
    b[LIVE] += 1
    count_undone(b, slot, 1)
    record(b, ARRIVED, b[i + NUMBER], t, b[i + CLASS])
    return slot


@rule
def forget(b: Board, slot: int) -> None:
    """Give an item's slot back."""
    b[item(b, slot) + NEXT] = b[FREE_ITEM]
    b[FREE_ITEM] = slot
    b[LIVE] -= 1


@rule
def count_in(b: Board, s: int) -> None:
    """Count an item into a stage and its groups."""
    b[stage(s) + WIP] += 1
    for g in range(b[GROUP_COUNT]):
        if b[group(b, g) + GROUP_FIRST] <= s <= b[group(b, g) + GROUP_LAST]:
            b[group(b, g) + GROUP_WIP] += 1


@rule
def count_out(b: Board, s: int) -> None:
    """Count an item out of a stage and its groups: each may have room again."""
    b[stage(s) + WIP] -= 1
    mark(b, s)
    for g in range(b[GROUP_COUNT]):
        if b[group(b, g) + GROUP_FIRST] <= s <= b[group(b, g) + GROUP_LAST]:
            b[group(b, g) + GROUP_WIP] -= 1
            mark(b, b[group(b, g) + GROUP_FIRST])


@rule
def join_stream(b: Board, slot: int) -> None:
    """Count an item into the stream, by its class."""
    b[class_row(b, b[item(b, slot) + CLASS]) + IN_STREAM] += 1


@rule
def leave_stream(b: Board, slot: int) -> None:
    """Count an item out of the stream: another of its class may come in."""
    b[class_row(b, b[item(b, slot) + CLASS]) + IN_STREAM] -= 1
    mark(b, 0)
