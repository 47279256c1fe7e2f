"""Batches: items that start and finish together, one of which stands for all of them.

A batch is a ring of items. Its first item has the touch time, the changeover and the blockers; the words of
work under way are those of that item.
"""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.heap import event_key, push
from sim.engine.layout import (
    CLASS,
    CLASS_RANK,
    EFFORT,
    GATE,
    NEXT,
    NOW,
    NUMBER,
    ONE,
    PREEMPTS,
    WAITING,
    Board,
    class_row,
    item,
    mark,
    stage,
)
from sim.engine.layout_crews import (
    BATCH,
    BEFORE_IN_BATCH,
    DUE_AT,
    DUE_KEY,
    NEXT_IN_BATCH,
    OVERDUE,
    OVERDUE_AFTER,
    PREEMPTIVE,
    PREEMPTORS,
    PUT_DOWN_COUNT,
    PUT_DOWN_FIRST,
)
from sim.engine.layout_ways import ONLY_WAITING, waiting
from sim.engine.progress import NO_EVENT, await_nothing, got_event
from sim.engine.queues import foremost, take, take_first
from sim.engine.rows import note
from sim.engine.ways import more_can_come

NOTHING = -1


@rule
def startable(b: Board, s: int) -> int:
    """How many items (or batches) are ready to start in a stage, were there workers."""
    a = stage(s)
    if b[a + BATCH] == 0:
        return b[a + WAITING]
    full = b[a + WAITING] // b[a + BATCH]
    if b[a + WAITING] == full * b[a + BATCH]:
        return b[a + PUT_DOWN_COUNT] + full
    rest_may = b[a + OVERDUE] > 0 or not more_can_come(b, s)
    return b[a + PUT_DOWN_COUNT] + full + (1 if rest_may else 0)


@rule
def expect_patience(b: Board, slot: int, s: int, since: int) -> None:
    """Let an item that waits for a batch since some time be overdue in time."""
    after = b[stage(s) + OVERDUE_AFTER]
    if b[stage(s) + BATCH] == 0 or after < 0:
        return
    i = item(b, slot)
    if since + after <= b[NOW]:
        b[stage(s) + OVERDUE] += 1
        return
    b[i + DUE_AT] = since + after
    b[i + DUE_KEY] = event_key(GATE, s, b[i + NUMBER] + 1, slot)  # 0 is the gate itself
    push(b, b[i + DUE_AT], b[i + DUE_KEY])


@rule
def be_overdue(b: Board, slot: int, s: int) -> None:
    """Let an item that waits for a batch be overdue."""
    got_event(b, slot)
    b[stage(s) + OVERDUE] += 1
    mark(b, s)


@rule
def take_waiting(b: Board, s: int) -> int:
    """Take the first in pull order of those who wait for a worker."""
    only = b[stage(s) + ONLY_WAITING]
    if only == 0:
        return take_from(b, s, foremost(b, waiting(s), s))
    b[stage(s) + WAITING] -= 1
    return take_first(b, only)


@rule
def take_from(b: Board, s: int, at: int) -> int:
    """Take the first of a list of those who wait for a worker."""
    slot = take(b, at)
    b[stage(s) + WAITING] -= 1
    if b[PREEMPTIVE]:
        b[stage(s) + PREEMPTORS] -= b[class_row(b, b[item(b, slot) + CLASS]) + PREEMPTS]
    return slot


@rule
def take_next(b: Board, s: int) -> int:
    """Take what starts next in a stage: an item, or the first item of a batch made of those who wait."""
    if b[stage(s) + BATCH] == 0:
        return take_waiting(b, s)
    if put_down_is_next(b, s):
        return take_put_down(b, s)
    first = take_for_batch(b, s)
    last = first
    for _ in range(min(b[stage(s) + BATCH] - 1, b[stage(s) + WAITING])):
        slot = take_for_batch(b, s)
        b[item(b, slot) + EFFORT] = ONE  # touch time is that of the first
        b[item(b, last) + NEXT_IN_BATCH] = slot
        b[item(b, slot) + BEFORE_IN_BATCH] = last
        last = slot
    b[item(b, last) + NEXT_IN_BATCH] = first
    b[item(b, first) + BEFORE_IN_BATCH] = last
    return first


@rule
def put_down_is_next(b: Board, s: int) -> bool:
    """Tell whether a batch that was put down starts next: within a rank it goes ahead of new ones."""
    a = stage(s)
    if b[a + PUT_DOWN_COUNT] == 0 or startable(b, s) == b[a + PUT_DOWN_COUNT]:
        return b[a + PUT_DOWN_COUNT] > 0
    return rank_of(b, b[a + PUT_DOWN_FIRST]) <= rank_of(b, b[foremost(b, waiting(s), s)])


@rule
def take_for_batch(b: Board, s: int) -> int:
    """Take an item that waits for a batch; it is overdue no more."""
    slot = take_waiting(b, s)
    if b[item(b, slot) + DUE_KEY] != NO_EVENT:
        await_nothing(b, slot)
    elif b[stage(s) + OVERDUE_AFTER] >= 0:
        b[stage(s) + OVERDUE] -= 1
    return slot


@rule
def keep_put_down(b: Board, first: int, s: int) -> None:
    """Let a batch that was put down wait for a worker: by rank, then by putting down; ahead of all else."""
    a = stage(s)
    before = NOTHING
    following = b[a + PUT_DOWN_FIRST]
    while following >= 0 and rank_of(b, following) <= rank_of(b, first):
        before = following
        following = b[item(b, following) + NEXT]
    b[item(b, first) + NEXT] = following
    if before < 0:
        b[a + PUT_DOWN_FIRST] = first
    else:
        b[item(b, before) + NEXT] = first
    b[a + PUT_DOWN_COUNT] += 1
    mark(b, s)


@rule
def rank_of(b: Board, slot: int) -> int:
    """Rank of an item's class."""
    return b[class_row(b, b[item(b, slot) + CLASS]) + CLASS_RANK]


@rule
def take_put_down(b: Board, s: int) -> int:
    """Take the batch that was put down first, by its first item."""
    first = b[stage(s) + PUT_DOWN_FIRST]
    b[stage(s) + PUT_DOWN_FIRST] = b[item(b, first) + NEXT]
    b[stage(s) + PUT_DOWN_COUNT] -= 1
    return first


@rule
def note_all(b: Board, kind: int, first: int, s: int, who: int) -> None:
    """Write a row for every item of a batch, in its order."""
    note(b, kind, first, s, who)
    slot = b[item(b, first) + NEXT_IN_BATCH]
    while slot != first:
        note(b, kind, slot, s, who)
        slot = b[item(b, slot) + NEXT_IN_BATCH]


@rule
def count_batch(b: Board, first: int) -> int:
    """Number of items of a batch."""
    count = 1
    slot = b[item(b, first) + NEXT_IN_BATCH]
    while slot != first:
        count += 1
        slot = b[item(b, slot) + NEXT_IN_BATCH]
    return count


@rule
def hand_out(b: Board, first: int, n: int, word: int) -> None:
    """Set a word of every item of a batch."""
    b[item(b, first) + word] = n
    slot = b[item(b, first) + NEXT_IN_BATCH]
    while slot != first:
        b[item(b, slot) + word] = n
        slot = b[item(b, slot) + NEXT_IN_BATCH]
