"""Items on the board: how they are born, go from stage to stage, and leave."""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.crews import be_alone
from sim.engine.drag import count_undone
from sim.engine.draws import GOLDEN, mix
from sim.engine.layout import (
    AT_MOST,
    BORN,
    CLASS,
    DUE_IN,
    EFFORT,
    FAILED_IN,
    FREE_ITEM,
    GROUP_COUNT,
    GROUP_ENTRIES,
    GROUP_FIRST,
    GROUP_LAST,
    GROUP_WIP,
    IGNORES_WIP,
    IN_STREAM,
    ITEM_KEY,
    ITEMS_USED,
    LIVE,
    NEXT,
    NO_LIMIT,
    NOBODY,
    NOW,
    NUMBER,
    ONE,
    SCHEDULED,
    SOURCE,
    STAGE_COUNT,
    TYPE,
    TYPE_CLASS,
    TYPE_IN_STREAM,
    TYPE_LIMIT,
    VISITS,
    VISITS_KEPT,
    WIP,
    WORKER,
    Board,
    class_row,
    group,
    item,
    stage,
    type_row,
)
from sim.engine.layout_crews import ACTIVITY, DUE_KEY, INTERRUPTS, NOT_BEGUN, STANDING, WORK_BEGUN
from sim.engine.layout_ways import (
    ARRIVED_AT,
    BACKLOG_PLACE,
    DUE,
    FROM_BACKLOG,
    IN_BACKLOG,
    LAST_CALL,
    STANDS_IN,
    mark_all,
)
from sim.engine.rows import record
from sim.engine.wrapping import plus, times

ARRIVED = 0


@rule
def item_key(source: int, place: int) -> int:
    """Address of an item: its place in its own source."""
    return mix(plus(source, times(place + 1, GOLDEN)))


@rule
def visit_address(b: Board, slot: int, s: int, purpose: int) -> int:
    """Address of a draw for an item's present (or next) visit to a stage."""
    i = item(b, slot)
    visit = b[i + VISITS + s] if b[VISITS_KEPT] else 0
    return plus(plus(b[i + ITEM_KEY], purpose), times(visit, GOLDEN))


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
    arrive_in(b, slot, key, t, n)
    return slot


@rule
def arrive_in(b: Board, slot: int, key: int, t: int, n: int) -> None:
    """Make an item in a slot that is taken for it."""
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
    b[i + STANDS_IN] = BACKLOG_PLACE
    b[i + ARRIVED_AT] = b[NOW]
    due_in = b[type_row(b, t) + DUE_IN]
    b[i + DUE] = NO_LIMIT if due_in == NO_LIMIT else b[NOW] + due_in
    if b[INTERRUPTS]:
        b[i + DUE_KEY] = -1
        b[i + ACTIVITY] = STANDING
        b[i + WORK_BEGUN] = NOT_BEGUN
        be_alone(b, slot)
    if b[VISITS_KEPT]:
        for s in range(b[STAGE_COUNT]):
            b[i + VISITS + s] = 0
    b[BORN] += 1
    b[LIVE] += 1
    count_undone(b, slot, 1)
    record(b, ARRIVED, b[i + NUMBER], t, b[i + CLASS])


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
    mark_all(b, 1 << s | b[LAST_CALL])
    for g in range(b[GROUP_COUNT]):
        if b[group(b, g) + GROUP_FIRST] <= s <= b[group(b, g) + GROUP_LAST]:
            b[group(b, g) + GROUP_WIP] -= 1
            mark_all(b, b[group(b, g) + GROUP_ENTRIES])


@rule
def join_stream(b: Board, slot: int) -> None:
    """Count an item into the stream, by its class and type."""
    b[class_row(b, b[item(b, slot) + CLASS]) + IN_STREAM] += 1
    b[type_row(b, b[item(b, slot) + TYPE]) + TYPE_IN_STREAM] += 1


@rule
def leave_backlog(b: Board, slot: int) -> None:
    """Count an item out of the backlog and into the stream."""
    b[IN_BACKLOG] -= 1
    mark_all(b, b[LAST_CALL])
    join_stream(b, slot)


@rule
def leave_stream(b: Board, slot: int) -> None:
    """Count an item out of the stream: another of its class or type may come in."""
    b[class_row(b, b[item(b, slot) + CLASS]) + IN_STREAM] -= 1
    b[type_row(b, b[item(b, slot) + TYPE]) + TYPE_IN_STREAM] -= 1
    mark_all(b, b[FROM_BACKLOG])


@rule
def class_has_room(b: Board, c: int) -> bool:
    """Tell whether the stream takes another item of a class."""
    return b[class_row(b, c) + IN_STREAM] < b[class_row(b, c) + AT_MOST]


@rule
def type_has_room(b: Board, t: int) -> bool:
    """Tell whether the stream takes another item of a type."""
    a = type_row(b, t)
    if b[class_row(b, b[a + TYPE_CLASS]) + IGNORES_WIP]:
        return True
    return b[a + TYPE_IN_STREAM] < b[a + TYPE_LIMIT]
