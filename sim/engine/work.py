"""Work in a stage: entering it, starting, finishing, going back, leaving the stream."""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.drag import count_undone, dragged
from sim.engine.draws import draw, scaled, uniform
from sim.engine.feedback import conceive_all
from sim.engine.heap import event_key, push
from sim.engine.items import count_in, count_out, forget, leave_stream, visit_address
from sim.engine.layout import (
    BELOW,
    BUSY,
    DONE_COUNT,
    EFFORT,
    FAILED_IN,
    FINISH,
    FREE_HINT,
    HOLD,
    KIND,
    NOBODY,
    NOW,
    NUMBER,
    ONE,
    REWORK_COUNT,
    REWORK_KEY,
    REWORK_WORDS,
    REWORKS,
    ROW_TIMES,
    ROWS,
    SCHEDULED,
    SOURCE,
    STAGE_COUNT,
    TIMES,
    TO,
    TOUCH_KEY,
    TYPE,
    VISITS,
    VISITS_KEPT,
    WAIT,
    WITH_EFFORT,
    WORKER,
    WORKER_ROWS,
    WORKERS,
    Board,
    item,
    mark,
    source,
    stage,
)
from sim.engine.layout_time import TIME_FACTOR
from sim.engine.layout_ways import STANDS_IN
from sim.engine.queues import kind_of
from sim.engine.rows import note
from sim.engine.ways import hand_on, onward, wait_inside

ENTERED = 1
STARTED = 2
FINISHED = 7
DONE = 8


@rule
def visit_key(b: Board, slot: int, s: int, purpose: int) -> int:
    """Address of a draw for an item's present visit to a stage."""
    return visit_address(b, slot, s, b[stage(s) + purpose])


@rule
def given_time(b: Board, slot: int, s: int) -> int:
    """Touch time that the schedule gives an item in a stage; -1 if none."""
    i = item(b, slot)
    if b[i + SCHEDULED] < 0:
        return -1
    words = ROW_TIMES + b[STAGE_COUNT]
    return b[b[source(b, b[i + SOURCE]) + ROWS] + b[i + SCHEDULED] * words + ROW_TIMES + s]


@rule
def touch_time(b: Board, slot: int, s: int) -> int:
    """Touch time of a visit that begins now (of a wait stage: its delay), all factors included.

    Each factor is a product of its own, rounded to a tick: effort, drag, the stage's time factor.
    """
    i = item(b, slot)
    ticks = given_time(b, slot, s)
    if ticks < 0:
        ticks = draw(b, b[b[stage(s) + TIMES] + b[i + TYPE]], visit_key(b, slot, s, TOUCH_KEY))
    ticks = scaled(ticks, b[i + EFFORT])
    b[i + EFFORT] = ONE
    if b[stage(s) + KIND] != WAIT:
        ticks = dragged(b, s, ticks)
    return scaled(ticks, b[stage(s) + TIME_FACTOR])


@rule
def enter(b: Board, slot: int, s: int) -> None:
    """Enter a stage: wait there for a worker, or let a wait stage's delay run."""
    count_in(b, s)
    note(b, ENTERED, slot, s, NOBODY)
    i = item(b, slot)
    b[i + STANDS_IN] = s
    if b[i + FAILED_IN] < s:
        b[i + FAILED_IN] = -1
    if b[stage(s) + KIND] == WAIT:
        push(b, b[NOW] + touch_time(b, slot, s), event_key(FINISH, s, b[i + NUMBER], slot))
        return
    wait_inside(b, slot, s, kind_of(b, slot))


@rule
def engage(b: Board, s: int, slot: int) -> int:
    """Give an item the lowest-numbered free worker of a stage."""
    a = stage(s)
    w = b[a + FREE_HINT]
    while b[b[a + WORKER_ROWS] + w] >= 0:
        w += 1
    b[b[a + WORKER_ROWS] + w] = slot
    b[a + FREE_HINT] = w + 1
    b[a + BUSY] += 1
    b[item(b, slot) + WORKER] = w
    return w


@rule
def engage_if_free(b: Board, s: int, slot: int) -> int:
    """Give an item a worker where one is free; its number, or -1."""
    if b[stage(s) + BUSY] >= b[stage(s) + WORKERS]:
        return NOBODY
    return engage(b, s, slot)


@rule
def release(b: Board, s: int, slot: int) -> None:
    """Free the worker of an item, if it has one."""
    w = b[item(b, slot) + WORKER]
    if w < 0:
        return
    a = stage(s)
    b[item(b, slot) + WORKER] = NOBODY
    b[b[a + WORKER_ROWS] + w] = NOBODY
    b[a + FREE_HINT] = min(b[a + FREE_HINT], w)
    b[a + BUSY] -= 1
    mark(b, s)


@rule
def start(b: Board, slot: int, s: int) -> None:
    """Start an item's touch time with a free worker."""
    w = engage(b, s, slot)
    note(b, STARTED, slot, s, w)
    number = b[item(b, slot) + NUMBER]
    push(b, b[NOW] + touch_time(b, slot, s), event_key(FINISH, s, number, slot))


@rule
def finish(b: Board, slot: int, s: int) -> None:
    """Finish an item's visit: it goes back as rework, or is bound onward."""
    note(b, FINISHED, slot, s, b[item(b, slot) + WORKER])
    way = way_back(b, slot, s)
    to = onward(b, slot, s)
    if b[VISITS_KEPT]:
        b[item(b, slot) + VISITS + s] += 1
    if way >= 0:
        go_back(b, slot, s, way)
        return
    if not b[stage(s) + HOLD]:
        release(b, s, slot)
    hand_on(b, slot, s, to)


@rule
def way_back(b: Board, slot: int, s: int) -> int:
    """Address of the way back that a finished item takes; -1 if it did not fail."""
    a = stage(s)
    if b[a + REWORK_COUNT] == 0:
        return -1
    u = uniform(visit_key(b, slot, s, REWORK_KEY))
    for n in range(b[a + REWORK_COUNT]):
        way = b[a + REWORKS] + n * REWORK_WORDS
        if u < b[way + BELOW]:
            return way
    return -1


@rule
def go_back(b: Board, slot: int, s: int, way: int) -> None:
    """Send an item back: it enters at once, above limits if need be, and frees its worker."""
    i = item(b, slot)
    release(b, s, slot)
    count_out(b, s)
    b[i + FAILED_IN] = max(b[i + FAILED_IN], s)
    b[i + EFFORT] = b[way + WITH_EFFORT]
    enter(b, slot, b[way + TO])


@rule
def leave(b: Board, slot: int, s: int) -> None:
    """Leave a stage for the next: its worker, if held, is free and its place is empty."""
    release(b, s, slot)
    count_out(b, s)


@rule
def finish_stream(b: Board, slot: int) -> None:
    """Leave the stream: the item is done."""
    note(b, DONE, slot, -1, NOBODY)
    count_undone(b, slot, -1)
    conceive_all(b, slot)
    leave_stream(b, slot)
    forget(b, slot)
    b[DONE_COUNT] += 1
