"""Who starts what: waiting items and workers come together, and some items take workers from others."""

from __future__ import annotations

from sim.engine.batches import note_all, put_down_is_next, startable, take_from, take_next, take_waiting
from sim.engine.build import path, rule
from sim.engine.crews import crew_of, freest, hand_of, worker_row
from sim.engine.layout import (
    CLASS,
    CLASS_RANK,
    KIND,
    LANE_CLASS,
    LANE_COUNT,
    NOBODY,
    NUMBER,
    ORDER,
    PREEMPTS,
    READY,
    WAITING,
    WORK,
    WORKER,
    Board,
    class_row,
    item,
    lane_row,
    stage,
)
from sim.engine.layout_crews import (
    ACTIVITY,
    AHEAD,
    AHEAD_COUNT,
    BATCH,
    FIRST_IN_HAND,
    FREE,
    LEAVING,
    NEXT_IN_HAND,
    PLAIN,
    PREEMPTIVE,
    PREEMPTORS,
    PUT_DOWN_FIRST,
    RUNNING,
    SEATS,
    TAKEN_AT,
)
from sim.engine.layout_ways import STANDS_IN, waiting
from sim.engine.progress import halt
from sim.engine.queues import foremost, list_of, precedes
from sim.engine.rows import short
from sim.engine.starting import PAUSED, put_down, start_plain, take_up, wait_again


@path
def start_work(b: Board, s: int) -> bool:
    """Start what waits, in pull order, while a worker is free or can be taken; False if room ran out."""
    if b[stage(s) + PLAIN]:
        return start_plain_work(b, s)
    while startable(b, s) > 0:
        if short(b):
            return False
        if may_start(b, s):
            take_up(b, take_next(b, s), s, freest(b, crew_of(b, s)))
        elif not preempt(b, s):
            return True
    return True


@rule
def start_plain_work(b: Board, s: int) -> bool:
    """Start waiting items while a worker is free, in a stage where nothing interrupts them."""
    while b[stage(s) + WAITING] > 0 and b[crew_of(b, s) + FREE] > 0:
        if short(b):
            return False
        start_plain(b, take_waiting(b, s), s)
    return True


@rule
def may_start(b: Board, s: int) -> bool:
    """Tell whether a stage may start an item: more places are free than stages that go first can use."""
    return b[crew_of(b, s) + FREE] > startable_ahead(b, s)


@rule
def startable_ahead(b: Board, s: int) -> int:
    """How many items could start in the stages that come before a stage in its team's order."""
    count = 0
    ahead = b[stage(s) + AHEAD]
    for n in range(b[stage(s) + AHEAD_COUNT]):
        count += startable(b, b[ahead + n])
    return count


@rule
def is_ready(b: Board, s: int) -> bool:
    """Tell whether one more item could start at once, where the stage asks for that."""
    a = stage(s)
    if not b[a + READY] or b[a + KIND] != WORK:
        return True
    return b[crew_of(b, s) + FREE] > startable_ahead(b, s) + b[a + WAITING]


@rule
def could_preempt(b: Board, s: int, class_number: int) -> bool:
    """Tell whether an item of a class could start at once in a stage by taking the worker of another."""
    c = class_row(b, class_number)
    return b[c + PREEMPTS] != 0 and count_takeable(b, s, b[c + CLASS_RANK]) > b[stage(s) + PREEMPTORS]


@rule
def preempt(b: Board, s: int) -> bool:
    """Let an item of a class that preempts take the worker of another; False if there is none to take."""
    if not b[PREEMPTIVE] or b[crew_of(b, s) + FREE] > 0:
        return False
    at = -1
    if b[stage(s) + BATCH] == 0:
        at = first_preemptor(b, s)
        if at < 0:
            return False
        slot = b[at]
    elif put_down_is_next(b, s):
        slot = b[stage(s) + PUT_DOWN_FIRST]
    else:
        slot = b[foremost(b, waiting(s), s)]
    c = class_row(b, b[item(b, slot) + CLASS])
    victim = takeable(b, s, b[c + CLASS_RANK]) if b[c + PREEMPTS] else NOBODY
    if victim < 0:
        return False
    n = b[item(b, victim) + WORKER]
    slot = take_from(b, s, at) if at >= 0 else take_next(b, s)
    lay_down(b, victim)
    take_up(b, slot, s, n)
    return True


@rule
def first_preemptor(b: Board, s: int) -> int:
    """List with the first item of a class that preempts among those that wait in a stage; -1 if none."""
    if b[stage(s) + PREEMPTORS] == 0:
        return -1
    best = -1
    best_lane = -1
    for lane in range(b[LANE_COUNT]):
        if best >= 0 and b[lane_row(b, lane) + ORDER] > b[lane_row(b, best_lane) + ORDER]:
            break
        at = list_of(b, waiting(s), lane)
        if b[at] < 0 or not b[class_row(b, b[lane_row(b, lane) + LANE_CLASS]) + PREEMPTS]:
            continue
        if best < 0 or precedes(b, s, at, lane, best):
            best = at
            best_lane = lane
    return best


@rule
def lay_down(b: Board, slot: int) -> None:
    """Put down an item (or batch) in work, for another to have its worker."""
    s = b[item(b, slot) + STANDS_IN]
    note_all(b, PAUSED, slot, s, NOBODY)
    halt(b, hand_of(b, s, slot), slot)
    put_down(b, slot, s)
    wait_again(b, slot, s)


@rule
def is_takeable(b: Board, slot: int, rank: int) -> bool:
    """Tell whether an item in hand is being worked on or changed over for, and of a larger rank."""
    i = item(b, slot)
    return b[i + ACTIVITY] == RUNNING and b[class_row(b, b[i + CLASS]) + CLASS_RANK] > rank


@rule
def count_takeable(b: Board, s: int, rank: int) -> int:
    """From how many items of a stage's crew an item of some rank could take the worker."""
    c = crew_of(b, s)
    count = 0
    for n in range(b[c + SEATS]):
        a = worker_row(b, c, n)
        slot = NOBODY if b[a + LEAVING] else b[a + FIRST_IN_HAND]
        while slot >= 0:
            count += 1 if is_takeable(b, slot, rank) else 0
            slot = b[item(b, slot) + NEXT_IN_HAND]
    return count


@rule
def takeable(b: Board, s: int, rank: int) -> int:
    """The item of a stage's crew whose worker an item of some rank takes; -1 if there is none."""
    c = crew_of(b, s)
    best = NOBODY
    for n in range(b[c + SEATS]):
        a = worker_row(b, c, n)
        slot = NOBODY if b[a + LEAVING] else b[a + FIRST_IN_HAND]
        while slot >= 0:
            if is_takeable(b, slot, rank) and (best < 0 or is_taken_first(b, slot, best)):
                best = slot
            slot = b[item(b, slot) + NEXT_IN_HAND]
    return best


@rule
def is_taken_first(b: Board, slot: int, other: int) -> bool:
    """Tell whether the worker of one item is taken before that of another."""
    i = item(b, slot)
    j = item(b, other)
    rank = b[class_row(b, b[i + CLASS]) + CLASS_RANK]
    others = b[class_row(b, b[j + CLASS]) + CLASS_RANK]
    if rank != others:
        return rank > others
    if b[i + TAKEN_AT] != b[j + TAKEN_AT]:
        return b[i + TAKEN_AT] > b[j + TAKEN_AT]
    return b[i + NUMBER] > b[j + NUMBER]
