"""Work taken up: an item (or a batch, by its first item) comes into a worker's hand and goes on there."""

from __future__ import annotations

from sim.engine.batches import count_batch, hand_out, keep_put_down, note_all
from sim.engine.blockers import chance_blocker, next_blocker
from sim.engine.build import path, rule
from sim.engine.crews import crew_of, engage, engage_plain, freest, hand_of, let_go, revisit_crew, worker_row
from sim.engine.draws import draw, scaled
from sim.engine.heap import event_key, push
from sim.engine.items import visit_address
from sim.engine.layout import (
    BEGUN,
    FINISH,
    NO_LIMIT,
    NOBODY,
    NOW,
    NUMBER,
    TYPE,
    WORKER,
    Board,
    item,
    stage,
)
from sim.engine.layout_crews import (
    ACTIVITY,
    AT_WORK,
    BATCH,
    BLOCKS,
    CHANGING,
    LAST_TYPE,
    NEXT_IN_BATCH,
    NOT_BEGUN,
    PLAIN,
    PREEMPTIVE,
    REMAINING,
    RUNNING,
    SETUP_KEY,
    SETUP_TABLE,
    STRETCH,
    SWITCH_COST,
    TO_BLOCK,
    TOUCHED,
    UNDRAWN,
    WORK_BEGUN,
)
from sim.engine.progress import (
    await_next,
    got_event,
    halt,
    put_into_hand,
    put_out_of_hand,
    run,
)
from sim.engine.rows import note
from sim.engine.ways import wait_inside
from sim.engine.work import STARTED, finish, touch_time

PAUSED = 3
RESUMED = 4
SETUP = 9


@path
def start_plain(b: Board, slot: int, s: int) -> None:
    """Start touch time that nothing interrupts: PERF(tests/bench, five-stage line), no more is kept of it."""
    n = engage_plain(b, s, slot)
    note(b, STARTED, slot, s, n)
    push(b, b[NOW] + touch_time(b, slot, s), event_key(FINISH, s, b[item(b, slot) + NUMBER], slot))


@rule
def take_up(b: Board, slot: int, s: int, n: int) -> None:
    """Let a worker take up an item: a changeover or touch time begins, or what was begun goes on."""
    a = worker_row(b, crew_of(b, s), n)
    last_type = b[a + LAST_TYPE]
    engage(b, s, slot, n)
    if b[stage(s) + BATCH] > 0:
        hand_out(b, slot, n, WORKER)
    put_into_hand(b, a, slot)
    if b[item(b, slot) + WORK_BEGUN] != NOT_BEGUN:
        note_all(b, RESUMED if b[item(b, slot) + WORK_BEGUN] == TOUCHED else SETUP, slot, s, n)
        proceed(b, slot, s)
    elif b[stage(s) + SETUP_TABLE] != 0 and last_type not in (-1, b[item(b, slot) + TYPE]):
        change_over(b, slot, s)
    else:
        begin(b, slot, s)
        run(b, a, slot, s)
    if b[PREEMPTIVE] or b[stage(s) + BATCH] > 0:
        revisit_crew(b, crew_of(b, s))  # more can be preempted; the rest of a batch counts no more


@rule
def start_at_once(b: Board, slot: int, s: int) -> None:
    """Start an item that was active on the board: no changeover precedes it."""
    if b[stage(s) + PLAIN]:
        start_plain(b, slot, s)
        return
    n = freest(b, crew_of(b, s))
    engage(b, s, slot, n)
    put_into_hand(b, hand_of(b, s, slot), slot)
    begin(b, slot, s)
    run(b, hand_of(b, s, slot), slot, s)


@rule
def change_over(b: Board, slot: int, s: int) -> None:
    """Let the worker change over for an item."""
    i = item(b, slot)
    note_all(b, SETUP, slot, s, b[i + WORKER])
    lasts = draw(b, b[stage(s) + SETUP_TABLE], visit_address(b, slot, s, b[stage(s) + SETUP_KEY]))
    b[i + WORK_BEGUN] = CHANGING
    b[i + REMAINING] = scaled(lasts, b[crew_of(b, s) + STRETCH])
    b[i + TO_BLOCK] = NO_LIMIT
    run(b, hand_of(b, s, slot), slot, s)


@rule
def begin(b: Board, slot: int, s: int) -> None:
    """Begin touch time; that the worker is at it follows."""
    i = item(b, slot)
    note_all(b, STARTED, slot, s, b[i + WORKER])
    b[i + WORK_BEGUN] = TOUCHED
    b[i + REMAINING] = touch_time(b, slot, s)
    b[i + BLOCKS] = 0
    b[i + TO_BLOCK] = chance_blocker(b, slot, s)
    pay_switch(b, slot, s)
    if b[i + TO_BLOCK] == NO_LIMIT:
        b[i + TO_BLOCK] = next_blocker(b, slot, s)


@rule
def proceed(b: Board, slot: int, s: int) -> None:
    """Let a worker go on with what was begun and is in hand."""
    i = item(b, slot)
    if b[i + WORK_BEGUN] == TOUCHED:
        pay_switch(b, slot, s)
        if b[i + TO_BLOCK] == UNDRAWN:
            b[i + TO_BLOCK] = next_blocker(b, slot, s)
    run(b, hand_of(b, s, slot), slot, s)
    if b[PREEMPTIVE]:
        revisit_crew(b, crew_of(b, s))


@rule
def pay_switch(b: Board, slot: int, s: int) -> None:
    """Let a worker who is at other items too lose the time of a switch to this one."""
    others = b[hand_of(b, s, slot) + AT_WORK]
    if b[item(b, slot) + ACTIVITY] == RUNNING:
        others -= 1
    if others > 0:
        b[item(b, slot) + REMAINING] += b[crew_of(b, s) + SWITCH_COST]


@rule
def end_work(b: Board, slot: int, s: int) -> None:
    """End what was due in a stage that is not plain: a changeover, or work."""
    got_event(b, slot)
    a = hand_of(b, s, slot)
    if b[item(b, slot) + WORK_BEGUN] == CHANGING:
        begin(b, slot, s)
        await_next(b, a, slot, s)
        return
    halt(b, a, slot)
    put_out_of_hand(b, a, slot)
    hand_out(b, slot, NOT_BEGUN, WORK_BEGUN)
    for _ in range(count_batch(b, slot)):
        following = b[item(b, slot) + NEXT_IN_BATCH]
        finish(b, slot, s)
        slot = following


@rule
def put_down(b: Board, slot: int, s: int) -> None:
    """Take an item (or a batch) that nobody is at out of its worker's hand."""
    n = b[item(b, slot) + WORKER]
    put_out_of_hand(b, hand_of(b, s, slot), slot)
    hand_out(b, slot, NOBODY, WORKER)
    let_go(b, crew_of(b, s), n)


@rule
def wait_again(b: Board, slot: int, s: int) -> None:
    """Let an item (or a batch) that was put down wait for a worker."""
    if b[stage(s) + BATCH] > 0:
        keep_put_down(b, slot, s)
    else:
        wait_inside(b, slot, s, BEGUN)
