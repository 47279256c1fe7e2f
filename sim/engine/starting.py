"""Work taken up: an item (or a batch, by its first item) comes into a worker's hand and goes on there."""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.crews import crew_of, engage, freest, hand_of, worker_row
from sim.engine.heap import event_key, push
from sim.engine.layout import FINISH, NO_LIMIT, NOW, NUMBER, WORKER, Board, item, stage
from sim.engine.layout_crews import (
    AT_WORK,
    BLOCKS,
    NOT_BEGUN,
    PLAIN,
    REMAINING,
    SWITCH_COST,
    TO_BLOCK,
    TOUCHED,
    WORK_BEGUN,
)
from sim.engine.progress import got_event, halt, put_into_hand, put_out_of_hand, run
from sim.engine.rows import note
from sim.engine.work import STARTED, finish, touch_time


@rule
def start(b: Board, slot: int, s: int) -> None:
    """Let the worker with the fewest in hand take up an item that waits in a stage."""
    if b[stage(s) + PLAIN]:
        start_plain(b, slot, s)
    else:
        take_up(b, slot, s, freest(b, crew_of(b, s)))


@rule
def start_plain(b: Board, slot: int, s: int) -> None:
    """Start touch time that nothing interrupts: PERF(tests/bench, five-stage line), no more is kept of it."""
    n = freest(b, crew_of(b, s))
    engage(b, s, slot, n)
    note(b, STARTED, slot, s, n)
    push(b, b[NOW] + touch_time(b, slot, s), event_key(FINISH, s, b[item(b, slot) + NUMBER], slot))


@rule
def take_up(b: Board, slot: int, s: int, n: int) -> None:
    """Let a worker take up an item: its touch time begins or goes on."""
    a = worker_row(b, crew_of(b, s), n)
    engage(b, s, slot, n)
    put_into_hand(b, a, slot)
    begin(b, slot, s)
    run(b, a, slot, s)


@rule
def begin(b: Board, slot: int, s: int) -> None:
    """Begin touch time; ``run`` (or ``go_on_from_here``) follows."""
    i = item(b, slot)
    note(b, STARTED, slot, s, b[i + WORKER])
    b[i + WORK_BEGUN] = TOUCHED
    b[i + REMAINING] = touch_time(b, slot, s)
    b[i + TO_BLOCK] = NO_LIMIT
    b[i + BLOCKS] = 0
    pay_switch(b, slot, s)


@rule
def pay_switch(b: Board, slot: int, s: int) -> None:
    """Let a worker who is at other items too lose the time of a switch to this one."""
    a = hand_of(b, s, slot)
    if b[a + AT_WORK] > 0:
        b[item(b, slot) + REMAINING] += b[crew_of(b, s) + SWITCH_COST]


@rule
def end_work(b: Board, slot: int, s: int) -> None:
    """Finish what was due: a wait stage's delay, or work."""
    if not b[stage(s) + PLAIN]:
        a = hand_of(b, s, slot)
        got_event(b, slot)
        halt(b, a, slot)
        put_out_of_hand(b, a, slot)
        b[item(b, slot) + WORK_BEGUN] = NOT_BEGUN
    finish(b, slot, s)
