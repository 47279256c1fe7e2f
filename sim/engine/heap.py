"""What is due, earliest first; at one time in the order of the rules.

An event is two words: its time and its key. The key packs kind, stage (later first), item number (or source)
and slot, so that comparing keys *is* the declared order.
"""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.layout import HEAP, HEAP_COUNT, SLOT_BITS, Board


@rule
def event_key(kind: int, s: int, number: int, slot: int) -> int:
    """Pack an event: kind, then later stage first, then lower number."""
    return (kind << 60) | ((63 - s) << 54) | (number << SLOT_BITS) | slot


@rule
def event_kind(key: int) -> int:
    """Kind of an event."""
    return key >> 60


@rule
def event_stage(key: int) -> int:
    """Stage of an event."""
    return 63 - ((key >> 54) & 63)


@rule
def event_number(key: int) -> int:
    """Number of the item (or worker, or source) of an event."""
    return (key >> SLOT_BITS) & 0xFFFFFFFF


@rule
def event_slot(key: int) -> int:
    """Slot of the item of an event (or number of its source)."""
    return key & ((1 << SLOT_BITS) - 1)


@rule
def next_time(b: Board) -> int:
    """Time of the earliest event; -1 if there is none."""
    return b[b[HEAP]] if b[HEAP_COUNT] > 0 else -1


@rule
def next_key(b: Board) -> int:
    """Key of the earliest event."""
    return b[b[HEAP] + 1]


@rule
def push(b: Board, time: int, key: int) -> None:
    """Add an event."""
    heap = b[HEAP]
    at = b[HEAP_COUNT]
    b[HEAP_COUNT] = at + 1
    while at > 0:
        parent = (at - 1) >> 1
        p = heap + 2 * parent
        if b[p] < time or (b[p] == time and b[p + 1] < key):
            break
        b[heap + 2 * at] = b[p]
        b[heap + 2 * at + 1] = b[p + 1]
        at = parent
    b[heap + 2 * at] = time
    b[heap + 2 * at + 1] = key


@rule
def pop(b: Board) -> None:
    """Drop the earliest event."""
    heap = b[HEAP]
    count = b[HEAP_COUNT] - 1
    b[HEAP_COUNT] = count
    time = b[heap + 2 * count]
    key = b[heap + 2 * count + 1]
    at = 0
    child = 1
    while child < count:
        c = heap + 2 * child
        if child + 1 < count and (b[c + 2] < b[c] or (b[c + 2] == b[c] and b[c + 3] < b[c + 1])):
            child += 1
            c += 2
        if time < b[c] or (time == b[c] and key < b[c + 1]):
            break
        b[heap + 2 * at] = b[c]
        b[heap + 2 * at + 1] = b[c + 1]
        at = child
        child = 2 * at + 1
    b[heap + 2 * at] = time
    b[heap + 2 * at + 1] = key
