"""The first instant: items that are already there, gates and sources."""

from __future__ import annotations

from sim.engine.arrivals import open_sources
from sim.engine.batches import expect_patience
from sim.engine.build import rule
from sim.engine.crews import crew_of, engage_if_free, release
from sim.engine.draws import mix
from sim.engine.heap import event_key, push
from sim.engine.interruptions import await_first_failures
from sim.engine.items import arrive, count_in, item_key, join_stream
from sim.engine.layout import (
    BOARD_AGE,
    BOARD_AT,
    BOARD_COUNT,
    BOARD_DUE,
    BOARD_PLACE,
    BOARD_ROWS,
    BOARD_STAGE,
    BOARD_STATE,
    BOARD_TYPE,
    BOARD_WORDS,
    EVERY,
    FINISH,
    FIRST,
    GATE,
    GATE_EVENTS,
    HOLD,
    KIND,
    LONGEST_GATE,
    MARKS,
    NO_LIMIT,
    NOBODY,
    NOW,
    NUMBER,
    OPENED,
    RUN_KEY,
    STAGE_COUNT,
    VISITS,
    VISITS_KEPT,
    WAIT,
    WAS_ACTIVE,
    WAS_FINISHED,
    Board,
    item,
    stage,
)
from sim.engine.layout_crews import BATCH, FREE
from sim.engine.layout_ways import DUE, STANDS_IN
from sim.engine.queues import kind_of
from sim.engine.rows import note, short
from sim.engine.starting import start_at_once
from sim.engine.ways import hand_on, onward, wait_inside
from sim.engine.work import ENTERED, FINISHED, STARTED, touch_time

BOARD_SOURCE = -1


@rule
def open_board(b: Board) -> bool:
    """Set up the first instant; False if room ran out on the way."""
    while b[BOARD_AT] < 2 * b[BOARD_COUNT]:
        if short(b):
            return False
        if b[BOARD_AT] < b[BOARD_COUNT]:
            put_on_board(b, b[BOARD_AT])
        else:
            set_going(b, b[BOARD_AT] - b[BOARD_COUNT])
        b[BOARD_AT] += 1
    open_sources(b)
    open_gates(b)
    await_first_failures(b)
    b[MARKS] = (1 << (b[STAGE_COUNT] + 1)) - 1
    return True


@rule
def put_on_board(b: Board, n: int) -> None:
    """Let an item that is there at the start arrive and enter its stage, as long ago as it is old."""
    row = b[BOARD_ROWS] + n * BOARD_WORDS
    b[NOW] = -b[row + BOARD_AGE]
    key = item_key(mix(b[RUN_KEY]), b[row + BOARD_PLACE])
    slot = arrive(b, key, b[row + BOARD_TYPE], BOARD_SOURCE)
    if b[row + BOARD_DUE] != NO_LIMIT:
        b[item(b, slot) + DUE] = b[row + BOARD_DUE]
    join_stream(b, slot)
    b[item(b, slot) + STANDS_IN] = b[row + BOARD_STAGE]
    count_in(b, b[row + BOARD_STAGE])
    note(b, ENTERED, slot, b[row + BOARD_STAGE], NOBODY)


@rule
def set_going(b: Board, n: int) -> None:
    """Give an item that is there at the start its state; those items have the first slots."""
    row = b[BOARD_ROWS] + n * BOARD_WORDS
    b[NOW] = 0
    s = b[row + BOARD_STAGE]
    if b[row + BOARD_STATE] == WAS_FINISHED:
        was_finished(b, n, s)
    elif b[stage(s) + KIND] == WAIT:
        push(b, b[NOW] + touch_time(b, n, s), event_key(FINISH, s, b[item(b, n) + NUMBER], n))
    elif b[row + BOARD_STATE] == WAS_ACTIVE and b[stage(s) + BATCH] == 0 and b[crew_of(b, s) + FREE] > 0:
        start_at_once(b, n, s)
    else:
        expect_patience(b, n, s, -b[row + BOARD_AGE])
        wait_inside(b, n, s, kind_of(b, n))


@rule
def was_finished(b: Board, slot: int, s: int) -> None:
    """Let an item that was finished before the start wait to be pulled."""
    if b[stage(s) + KIND] == WAIT:
        note(b, FINISHED, slot, s, NOBODY)
    else:
        w = engage_if_free(b, s, slot)
        note(b, STARTED, slot, s, w)
        note(b, FINISHED, slot, s, w)
    to = onward(b, slot, s)
    if b[VISITS_KEPT]:
        b[item(b, slot) + VISITS + s] += 1
    if not b[stage(s) + HOLD]:
        release(b, s, slot)
    hand_on(b, slot, s, to)


@rule
def open_gates(b: Board) -> None:
    """Set the first opening of every gate."""
    for s in range(b[STAGE_COUNT]):
        a = stage(s)
        b[a + OPENED] = -1
        if b[a + EVERY] > 0:
            push(b, b[a + FIRST], event_key(GATE, s, 0, 0))
            b[GATE_EVENTS] += 1
            b[LONGEST_GATE] = max(b[LONGEST_GATE], b[a + EVERY], b[a + FIRST])
