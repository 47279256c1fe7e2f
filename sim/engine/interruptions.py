"""What comes between work: blockers, and workers who fail and are repaired."""

from __future__ import annotations

from sim.engine.batches import note_all
from sim.engine.blockers import blocked_for
from sim.engine.build import rule
from sim.engine.crews import crew_of, hand_of, is_gone, mark_crew, places, worker_row
from sim.engine.draws import GOLDEN, draw, mix
from sim.engine.heap import event_key, push
from sim.engine.layout import (
    FAIL,
    NO_LIMIT,
    NOBODY,
    NOW,
    REPAIRED,
    RUN_KEY,
    STAGE_COUNT,
    UNBLOCK,
    WORKER,
    Board,
    item,
    stage,
)
from sim.engine.layout_crews import (
    ACTIVITY,
    BLOCKED_TABLE,
    BLOCKS,
    DOWN,
    DUE_KEY,
    FAIL_KEY,
    FAIL_TABLE,
    FIRST_IN_HAND,
    FREE,
    FREE_HINT,
    KEEPS_WORKER,
    NEXT_IN_HAND,
    REMAINING,
    REPAIR_KEY,
    REPAIR_TABLE,
    RUNNING,
    SEATS,
    SINCE,
    TO_BLOCK,
    TOUCHED,
    TURNS,
    TURNS_AT,
    TURNS_SET,
    UNDRAWN,
    WORK_BEGUN,
    WORKERS_DOWN,
)
from sim.engine.progress import NO_EVENT, await_event, expect_one, got_event, halt
from sim.engine.rows import circumstance
from sim.engine.starting import PAUSED, RESUMED, SETUP, proceed, put_down, wait_again
from sim.engine.wrapping import plus, times

NO_TURN = -1
BLOCKED = 5
UNBLOCKED = 6
WENT_DOWN = 10
"""Kind of a row about a worker (``stage`` is the crew): a failure."""
CAME_UP = 11
"""Kind of a row about a worker: a repair."""


@rule
def block(b: Board, slot: int, s: int) -> None:
    """Let a blocker stop an item (or batch) in work; its worker keeps it or puts it down."""
    got_event(b, slot)
    if b[stage(s) + BLOCKED_TABLE] == 0:
        pass_by(b, slot, s)
        return
    halt(b, hand_of(b, s, slot), slot)
    lasts = blocked_for(b, slot, s)
    b[item(b, slot) + BLOCKS] += 1
    b[item(b, slot) + TO_BLOCK] = UNDRAWN
    if b[stage(s) + KEEPS_WORKER]:
        note_all(b, BLOCKED, slot, s, b[item(b, slot) + WORKER])
    else:
        note_all(b, BLOCKED, slot, s, NOBODY)
        put_down(b, slot, s)
    await_event(b, slot, s, UNBLOCK, b[NOW] + lasts)


@rule
def pass_by(b: Board, slot: int, s: int) -> None:
    """Let work go on where a blocker would begin, but blockers were taken away meanwhile."""
    i = item(b, slot)
    b[i + REMAINING] -= b[i + TO_BLOCK]
    b[i + TO_BLOCK] = NO_LIMIT
    b[i + SINCE] = b[NOW]
    expect_one(b, hand_of(b, s, slot), slot, s)


@rule
def unblock(b: Board, slot: int, s: int) -> None:
    """End a blocker: touch time goes on, or the item waits for a worker (or for its own one's repair)."""
    got_event(b, slot)
    n = b[item(b, slot) + WORKER]
    note_all(b, UNBLOCKED, slot, s, n)
    if n >= 0 and not b[hand_of(b, s, slot) + DOWN]:
        proceed(b, slot, s)
        return
    note_all(b, PAUSED, slot, s, n)
    if n < 0:
        wait_again(b, slot, s)


@rule
def turn_key(b: Board, c: int, n: int, purpose: int) -> int:
    """Address of the draw of a worker's next failure or repair."""
    key = plus(plus(b[RUN_KEY], b[c + purpose]), times(n + 1, GOLDEN))
    return plus(mix(key), times(b[worker_row(b, c, n) + TURNS], GOLDEN))


@rule
def await_failure(b: Board, s: int, n: int) -> None:
    """Set the next failure of a stage's own worker, if such workers fail at all."""
    c = crew_of(b, s)
    a = worker_row(b, c, n)
    if b[c + FAIL_TABLE] == 0:
        b[a + TURNS_AT] = NO_TURN
        return
    b[a + TURNS_AT] = b[NOW] + draw(b, b[c + FAIL_TABLE], turn_key(b, c, n, FAIL_KEY))
    b[TURNS_SET] += 1
    push(b, b[a + TURNS_AT], event_key(FAIL, s, n, 0))


@rule
def await_first_failures(b: Board) -> None:
    """Set the first failure of everybody who can fail."""
    for s in range(b[STAGE_COUNT]):
        await_failures(b, s)


@rule
def await_failures(b: Board, s: int) -> None:
    """Set the next failure of those of a stage's own workers for whom none is set: they came, or it did."""
    c = crew_of(b, s)
    for n in range(b[c + SEATS] if b[c + FAIL_TABLE] != 0 else 0):
        a = worker_row(b, c, n)
        if b[a + TURNS_AT] < 0 and not is_gone(b, a):
            await_failure(b, s, n)


@rule
def fail(b: Board, s: int, n: int) -> None:
    """Let a worker be down: what the worker is at stands still, and stays in hand.

    Where downtime was taken away meanwhile, nothing happens.
    """
    c = crew_of(b, s)
    a = worker_row(b, c, n)
    b[TURNS_SET] -= 1
    if b[c + REPAIR_TABLE] == 0:
        b[a + TURNS_AT] = NO_TURN
        return
    circumstance(b, WENT_DOWN, n, s)
    b[c + FREE] -= places(b, c, a)
    b[a + DOWN] = 1
    b[WORKERS_DOWN] += 1
    b[a + TURNS_AT] = b[NOW] + draw(b, b[c + REPAIR_TABLE], turn_key(b, c, n, REPAIR_KEY))
    b[a + TURNS] += 1
    b[TURNS_SET] += 1
    push(b, b[a + TURNS_AT], event_key(REPAIRED, s, n, 0))
    slot = b[a + FIRST_IN_HAND]
    while slot >= 0:
        if b[item(b, slot) + ACTIVITY] == RUNNING:
            note_all(b, PAUSED, slot, s, n)
            halt(b, a, slot)
        slot = b[item(b, slot) + NEXT_IN_HAND]


@rule
def repair(b: Board, s: int, n: int) -> None:
    """Let a worker be up again and go on with what is in hand."""
    c = crew_of(b, s)
    a = worker_row(b, c, n)
    b[TURNS_SET] -= 1
    circumstance(b, CAME_UP, n, s)
    b[a + DOWN] = 0
    b[WORKERS_DOWN] -= 1
    b[c + FREE] += places(b, c, a)
    b[c + FREE_HINT] = min(b[c + FREE_HINT], n)
    await_failure(b, s, n)
    mark_crew(b, c)
    slot = b[a + FIRST_IN_HAND]
    while slot >= 0:
        if b[item(b, slot) + DUE_KEY] == NO_EVENT:
            note_all(b, RESUMED if b[item(b, slot) + WORK_BEGUN] == TOUCHED else SETUP, slot, s, n)
            proceed(b, slot, s)
        slot = b[item(b, slot) + NEXT_IN_HAND]
