"""The board's clockwork: one instant, and the loop that runs instants without Python between them.

Both clocks call the same functions: the kernel loops over instants here, the SimPy clock sleeps to the next
one and asks for a single one. Where room runs out, a call gives ``SHORT``; called again on a larger board (or
with the log taken away), it goes on as if nothing had happened.
"""

from __future__ import annotations

from sim.engine.arrivals import arrival
from sim.engine.batches import be_overdue
from sim.engine.build import entry, path, rule
from sim.engine.changing import has_room_to_take_over, take_over
from sim.engine.heap import (
    event_key,
    event_kind,
    event_number,
    event_slot,
    event_stage,
    next_key,
    next_time,
    pop,
    push,
)
from sim.engine.interruptions import block, fail, repair, unblock
from sim.engine.layout import (
    APPLYING,
    ARRIVAL,
    BLOCK,
    CHANGING,
    DONE_COUNT,
    EVERY,
    FAIL,
    FINISH,
    GATE,
    GATE_EVENTS,
    HEAP_COUNT,
    LAST_ROW_AT,
    LAST_TICK,
    LIVE,
    LONGEST_GATE,
    NOW,
    OPENED,
    OPENING,
    PASS_AT,
    PATIENCE,
    PATIENCE_AN_ITEM,
    PHASE,
    REPAIRED,
    RESTING,
    SETTLING,
    SOURCES_LEFT,
    STAGE_COUNT,
    UNBLOCK,
    WANTED,
    Board,
    stage,
)
from sim.engine.layout_crews import PLAIN, STALE, TURNS_SET, WORKERS_DOWN
from sim.engine.layout_time import CHANGES_LEFT
from sim.engine.layout_ways import ONWARD, mark_all
from sim.engine.opening import open_board
from sim.engine.progress import is_stale
from sim.engine.rows import short
from sim.engine.settle import settle
from sim.engine.starting import end_work
from sim.engine.words import words
from sim.engine.work import finish

GOES_ON = 0
SHORT = -1
ENDED = -2
STUCK = -3
ENDLESS = -4
OUT_OF_TIME = -5

LEAST_PATIENCE = 100_000
"""Events at one instant, whatever the items there, before it is said to have no end."""


@entry
def advance(board: Board, until: int, most: int) -> int:
    """Run at most ``most`` instants, none after ``until``; the only entry, so that rules compile once.

    Returns:
        The time of the next instant, or why there is none: a negative code.
    """
    b = words(board)
    for _ in range(most):
        if b[PHASE] == RESTING:
            due = outlook(b)
            if due < 0 or due > until:
                return due
        status = instant(b)
        if status != GOES_ON:
            return status
    return outlook(b)


@rule
def outlook(b: Board) -> int:
    """Time of the next instant, or a negative code if nothing can happen any more."""
    drop_stale(b)
    due = next_time(b)
    if due < 0:
        return STUCK
    if due > LAST_TICK:
        return OUT_OF_TIME
    if b[CHANGES_LEFT] == 0 and stands_still(b, due):
        return STUCK
    return due


@rule
def stands_still(b: Board, due: int) -> bool:
    """Tell whether only gates and failures are to come, and each gate has opened since anything moved.

    Where workers fail, one may have been down at every opening so far; it is given up after a thousand.
    """
    moving = b[HEAP_COUNT] - b[STALE] - b[TURNS_SET] - b[GATE_EVENTS]
    openings = 2 if b[TURNS_SET] == 0 else 1000
    return moving == 0 and b[WORKERS_DOWN] == 0 and due - b[LAST_ROW_AT] > openings * b[LONGEST_GATE]


@rule
def drop_stale(b: Board) -> None:
    """Drop events that nothing waits for any more, as far as they are the next."""
    while b[STALE] > 0 and b[HEAP_COUNT] > 0 and is_stale(b, next_time(b), next_key(b)):
        pop(b)
        b[STALE] -= 1


@path
def instant(b: Board) -> int:
    """Run rounds (collect and apply, then settle) until nothing more is due at this instant."""
    if b[PHASE] == OPENING:
        if not open_board(b):
            return SHORT
        begin_instant(b, 0)
    if b[PHASE] == RESTING:
        begin_instant(b, next_time(b))
    if b[PHASE] == CHANGING:
        if not has_room_to_take_over(b):
            return SHORT
        take_over(b)
        begin_instant(b, b[NOW])
    while True:
        status = one_round(b)
        if status != GOES_ON:
            return status
        if next_time(b) != b[NOW]:
            b[PHASE] = RESTING
            return GOES_ON


@rule
def begin_instant(b: Board, now: int) -> None:
    """Let the clock stand at a time, with patience for so many events as its items may well cause."""
    b[NOW] = now
    b[PATIENCE] = LEAST_PATIENCE + PATIENCE_AN_ITEM * b[LIVE]
    b[PHASE] = APPLYING


@path
def one_round(b: Board) -> int:
    """Apply all that is due now, then settle."""
    if b[PHASE] == APPLYING:
        status = apply_due(b)
        if status != GOES_ON:
            return status
        b[PHASE] = SETTLING
        b[PASS_AT] = b[STAGE_COUNT]
    if not settle(b):
        return SHORT if b[PATIENCE] > 0 else ENDLESS
    b[PHASE] = APPLYING
    return ENDED if is_over(b) else GOES_ON


@rule
def is_over(b: Board) -> bool:
    """Tell whether the wanted items are done, or all items that will ever come are."""
    return b[DONE_COUNT] >= b[WANTED] or (b[LIVE] == 0 and b[SOURCES_LEFT] == 0)


@path
def apply_due(b: Board) -> int:
    """Apply the events due now, in the order of their keys."""
    drop_stale(b)
    while next_time(b) == b[NOW]:
        if short(b):
            return SHORT
        b[PATIENCE] -= 1
        if b[PATIENCE] < 0:
            return ENDLESS
        key = next_key(b)
        kind = event_kind(key)
        if kind == ARRIVAL:
            if not arrival(b, key):
                return SHORT
        else:
            pop(b)
            if kind == FINISH and b[stage(event_stage(key)) + PLAIN]:
                finish(b, event_slot(key), event_stage(key))
            else:
                apply(b, key)
        if b[STALE] > 0:
            drop_stale(b)
    return GOES_ON


@path
def apply(b: Board, key: int) -> None:
    """Apply an event of a stage: of an item there, of a worker, of its gate."""
    kind = event_kind(key)
    s = event_stage(key)
    if kind == FINISH:
        end_work(b, event_slot(key), s)
    elif kind == GATE and event_number(key) == 0:
        open_gate(b, s)
    elif kind == GATE:
        be_overdue(b, event_slot(key), s)
    elif kind == BLOCK:
        block(b, event_slot(key), s)
    elif kind == UNBLOCK:
        unblock(b, event_slot(key), s)
    elif kind == FAIL:
        fail(b, s, event_number(key))
    elif kind == REPAIRED:
        repair(b, s, event_number(key))


@rule
def open_gate(b: Board, s: int) -> None:
    """Open a stage's gate for this instant, and set its next opening."""
    if b[stage(s) + EVERY] == 0:
        b[GATE_EVENTS] -= 1
        return
    b[stage(s) + OPENED] = b[NOW]
    mark_all(b, b[stage(s) + ONWARD])
    push(b, b[NOW] + b[stage(s) + EVERY], event_key(GATE, s, 0, 0))
