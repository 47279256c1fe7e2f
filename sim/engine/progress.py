"""Progress of work: what remains of it, when it is due, and who shares a worker's time.

An item in work waits for one event. What comes between moves the event: a new one is set, and the old one is
stale. It stays in the heap until its turn, because finding it there would cost more than passing it over.
"""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.crews import worker_row
from sim.engine.heap import event_key, event_kind, event_number, event_slot, event_stage, push
from sim.engine.layout import ARRIVAL, BLOCK, FAIL, FINISH, GATE, NOW, NUMBER, REPAIRED, Board, item, stage
from sim.engine.layout_crews import (
    ACTIVITY,
    AT_WORK,
    CREW,
    DUE_AT,
    DUE_KEY,
    FIRST_IN_HAND,
    NEXT_IN_HAND,
    PLAIN,
    REMAINING,
    RUNNING,
    SINCE,
    STALE,
    STANDING,
    TAKEN_AT,
    TO_BLOCK,
    TURNS_AT,
)

NO_EVENT = -1


@rule
def is_stale(b: Board, time: int, key: int) -> bool:
    """Tell whether nothing waits for an event any more."""
    kind = event_kind(key)
    if kind == ARRIVAL:
        return False
    s = event_stage(key)
    if kind in (REPAIRED, FAIL):
        return b[worker_row(b, b[stage(s) + CREW], event_number(key)) + TURNS_AT] != time
    if (kind == FINISH and b[stage(s) + PLAIN]) or (kind == GATE and event_number(key) == 0):
        return False
    i = item(b, event_slot(key))
    return b[i + DUE_KEY] != key or b[i + DUE_AT] != time


@rule
def await_event(b: Board, slot: int, s: int, kind: int, time: int) -> None:
    """Let an item of a stage wait for an event, in place of any other."""
    i = item(b, slot)
    key = event_key(kind, s, b[i + NUMBER], slot)
    if b[i + DUE_KEY] == key and b[i + DUE_AT] == time:
        return
    await_nothing(b, slot)
    b[i + DUE_AT] = time
    b[i + DUE_KEY] = key
    push(b, time, key)


@rule
def await_nothing(b: Board, slot: int) -> None:
    """Let an item wait for no event."""
    i = item(b, slot)
    if b[i + DUE_KEY] != NO_EVENT:
        b[i + DUE_KEY] = NO_EVENT
        b[STALE] += 1


@rule
def got_event(b: Board, slot: int) -> None:
    """Note that what an item waited for has come."""
    b[item(b, slot) + DUE_KEY] = NO_EVENT


@rule
def run(b: Board, a: int, slot: int, s: int) -> None:
    """Let a worker work on an item in hand: the others in the same hand go on more slowly."""
    take_off(b, a)
    i = item(b, slot)
    b[a + AT_WORK] += 1
    b[i + ACTIVITY] = RUNNING
    await_next(b, a, slot, s)
    expect(b, a)


@rule
def await_next(b: Board, a: int, slot: int, s: int) -> None:
    """Set what an item that is taken up now waits for."""
    b[item(b, slot) + SINCE] = b[NOW]
    b[item(b, slot) + TAKEN_AT] = b[NOW]
    expect_one(b, a, slot, s)


@rule
def halt(b: Board, a: int, slot: int) -> None:
    """Let a worker work no more on an item: the others in the same hand go on faster."""
    take_off(b, a)
    b[a + AT_WORK] -= 1
    b[item(b, slot) + ACTIVITY] = STANDING
    await_nothing(b, slot)
    expect(b, a)


@rule
def take_off(b: Board, a: int) -> None:
    """Take what a worker has done off what remains of each item that the worker is at."""
    slot = b[a + FIRST_IN_HAND]
    while slot >= 0:
        i = item(b, slot)
        if b[i + ACTIVITY] == RUNNING:
            done = (b[NOW] - b[i + SINCE]) // b[a + AT_WORK]
            b[i + REMAINING] -= done
            b[i + TO_BLOCK] -= done
            b[i + SINCE] = b[NOW]
        slot = b[i + NEXT_IN_HAND]


@rule
def expect(b: Board, a: int) -> None:
    """Set anew what each item that a worker is at waits for."""
    slot = b[a + FIRST_IN_HAND]
    while slot >= 0:
        if b[item(b, slot) + ACTIVITY] == RUNNING:
            expect_one(b, a, slot, event_stage(b[item(b, slot) + DUE_KEY]))
        slot = b[item(b, slot) + NEXT_IN_HAND]


@rule
def expect_one(b: Board, a: int, slot: int, s: int) -> None:
    """Let an item in work wait for its blocker or its end, whichever is first."""
    i = item(b, slot)
    if b[i + TO_BLOCK] < b[i + REMAINING]:
        await_event(b, slot, s, BLOCK, b[NOW] + b[i + TO_BLOCK] * b[a + AT_WORK])
    else:
        await_event(b, slot, s, FINISH, b[NOW] + b[i + REMAINING] * b[a + AT_WORK])


@rule
def put_into_hand(b: Board, a: int, slot: int) -> None:
    """Link an item into what a worker has in hand and not finished."""
    b[item(b, slot) + NEXT_IN_HAND] = b[a + FIRST_IN_HAND]
    b[a + FIRST_IN_HAND] = slot


@rule
def put_out_of_hand(b: Board, a: int, slot: int) -> None:
    """Link an item out of what a worker has in hand and not finished."""
    following = b[item(b, slot) + NEXT_IN_HAND]
    if b[a + FIRST_IN_HAND] == slot:
        b[a + FIRST_IN_HAND] = following
        return
    before = b[a + FIRST_IN_HAND]
    while b[item(b, before) + NEXT_IN_HAND] != slot:
        before = b[item(b, before) + NEXT_IN_HAND]
    b[item(b, before) + NEXT_IN_HAND] = following
