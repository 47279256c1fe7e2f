"""The way through a stage: entering it, finishing, going back, leaving the stream."""

from __future__ import annotations

from sim.engine.batches import expect_patience
from sim.engine.build import path, rule
from sim.engine.crews import crew_of, release
from sim.engine.drag import count_undone, dragged
from sim.engine.draws import draw, scaled, uniform
from sim.engine.feedback import conceive_all
from sim.engine.heap import event_key, push
from sim.engine.items import count_in, count_out, forget, leave_stream, visit_address
from sim.engine.layout import (
    BELOW,
    DONE_COUNT,
    EFFORT,
    FAILED_IN,
    FINISH,
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
    Board,
    item,
    source,
    stage,
)
from sim.engine.layout_crews import BATCH, PLAIN, STRETCH
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

    Each factor is a product of its own, rounded to a tick: effort, drag, the stage's time factor, focus.
    """
    i = item(b, slot)
    ticks = given_time(b, slot, s)
    if ticks < 0:
        ticks = draw(b, b[b[stage(s) + TIMES] + b[i + TYPE]], visit_key(b, slot, s, TOUCH_KEY))
    ticks = scaled(ticks, b[i + EFFORT])
    b[i + EFFORT] = ONE
    if b[stage(s) + KIND] == WAIT:
        return scaled(ticks, b[stage(s) + TIME_FACTOR])
    ticks = scaled(dragged(b, s, ticks), b[stage(s) + TIME_FACTOR])
    return ticks if b[stage(s) + PLAIN] else scaled(ticks, b[crew_of(b, s) + STRETCH])


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
    if b[stage(s) + BATCH] > 0:
        expect_patience(b, slot, s, b[NOW])
    wait_inside(b, slot, s, kind_of(b, slot))


@path
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


@path
def finish_stream(b: Board, slot: int) -> None:
    """Leave the stream: the item is done."""
    note(b, DONE, slot, -1, NOBODY)
    count_undone(b, slot, -1)
    conceive_all(b, slot)
    leave_stream(b, slot)
    forget(b, slot)
    b[DONE_COUNT] += 1
