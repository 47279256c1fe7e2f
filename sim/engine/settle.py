"""How the board settles: passes from the last stage to the first until nothing moves.

A pass visits only stages for which something changed since their last visit; a visit to any other moves
nothing, which ``tests/engine`` proves against whole passes. Where room for rows or items runs out, settling
stops between two moves and goes on from the same place later.
"""

from __future__ import annotations

from sim.engine.arrivals import next_item, saturated_source
from sim.engine.build import rule
from sim.engine.items import join_stream
from sim.engine.layout import (
    AT_MOST,
    BOUND,
    BUSY,
    EVERY,
    GROUP_COUNT,
    GROUP_FIRST,
    GROUP_LIMIT,
    GROUP_WIP,
    IGNORES_WIP,
    IN_STREAM,
    JOINED,
    KIND,
    LANE_CLASS,
    LANE_COUNT,
    LIMIT,
    MARKS,
    NOW,
    OPENED,
    ORDER,
    PASS_AT,
    PATIENCE,
    READY,
    SATURATED,
    STAGE_COUNT,
    WAITING,
    WIP,
    WORK,
    WORKERS,
    Board,
    bound,
    class_row,
    group,
    item,
    lane_row,
    stage,
    waiting,
)
from sim.engine.queues import head, take
from sim.engine.rows import short
from sim.engine.work import enter, finish_stream, leave, offer, start


@rule
def settle(b: Board) -> bool:
    """Move what can move; False if room ran out on the way."""
    while b[MARKS] != 0:
        while b[PASS_AT] >= 0:
            s = b[PASS_AT]
            if b[MARKS] & (1 << s):
                if not visit(b, s):
                    return False
                b[MARKS] &= ~(1 << s)
            b[PASS_AT] -= 1
        b[PASS_AT] = b[STAGE_COUNT]
    return True


@rule
def visit(b: Board, s: int) -> bool:
    """Move items on into a stage (or out of the stream), then start work; False if room ran out."""
    if s == b[STAGE_COUNT]:
        return let_out(b)
    return move_on(b, s) and start_work(b, s)


@rule
def let_out(b: Board) -> bool:
    """Release what the last stage has finished."""
    last = b[STAGE_COUNT]
    while b[stage(last) + BOUND] > 0 and gate_is_open(b, last - 1):
        if short(b):
            return False
        slot = take_bound(b, last, first_lane(b, bound(last)))
        leave(b, slot, last - 1)
        finish_stream(b, slot)
    return True


@rule
def move_on(b: Board, s: int) -> bool:
    """Let items enter a stage while they may, in pull order; False if room (or patience) ran out."""
    if s > 0 and not gate_is_open(b, s - 1):
        return True
    while b[stage(s) + BOUND] > 0 or (s == 0 and b[SATURATED]):
        if short(b):
            return False
        lane = lane_to_enter(b, s)
        if lane >= 0:
            pull(b, take_bound(b, s, lane), s)
        elif not top_up(b, s):
            return b[PATIENCE] > 0
    return True


@rule
def pull(b: Board, slot: int, s: int) -> None:
    """Take an item from the stage before, or from the backlog, into a stage."""
    if s > 0:
        leave(b, slot, s - 1)
    else:
        join_stream(b, slot)
    enter(b, slot, s)


@rule
def top_up(b: Board, s: int) -> bool:
    """Bring an item of a saturated source where the first stage would take one; False if there is none."""
    if s > 0 or not b[SATURATED] or not has_room(b, s) or not is_ready(b, s):
        return False
    n = saturated_source(b)
    b[PATIENCE] -= 1
    if n < 0 or b[PATIENCE] <= 0:
        return False
    offer(b, next_item(b, n), 0)
    return True


@rule
def start_work(b: Board, s: int) -> bool:
    """Start waiting items, in pull order, while a worker is free; False if room ran out."""
    a = stage(s)
    while b[a + WAITING] > 0 and b[a + BUSY] < b[a + WORKERS]:
        if short(b):
            return False
        slot = take(b, waiting(s), first_lane(b, waiting(s)))
        b[a + WAITING] -= 1
        start(b, slot, s)
    return True


@rule
def take_bound(b: Board, s: int, lane: int) -> int:
    """Take the first item of a lane of those bound for a stage."""
    b[stage(s) + BOUND] -= 1
    return take(b, bound(s), lane)


@rule
def gate_is_open(b: Board, s: int) -> bool:
    """Tell whether a stage lets items out now; a gate is open for the whole instant."""
    return b[stage(s) + EVERY] == 0 or b[stage(s) + OPENED] == b[NOW]


@rule
def has_room(b: Board, s: int) -> bool:
    """Tell whether a stage, and each group that an item enters with it, is below its limit."""
    if b[stage(s) + WIP] >= b[stage(s) + LIMIT]:
        return False
    for g in range(b[GROUP_COUNT]):
        a = group(b, g)
        if b[a + GROUP_FIRST] == s and b[a + GROUP_WIP] >= b[a + GROUP_LIMIT]:
            return False
    return True


@rule
def is_ready(b: Board, s: int) -> bool:
    """Tell whether one more item could start at once, where the stage asks for that."""
    a = stage(s)
    if not b[a + READY] or b[a + KIND] != WORK:
        return True
    return b[a + BUSY] + b[a + WAITING] < b[a + WORKERS]


@rule
def lane_to_enter(b: Board, s: int) -> int:
    """Lane whose first item enters a stage next; -1 if none may."""
    if not is_ready(b, s):
        return -1
    room = has_room(b, s)
    best = -1
    for lane in range(b[LANE_COUNT]):
        if best >= 0 and b[lane_row(b, lane) + ORDER] > b[lane_row(b, best) + ORDER]:
            break
        if head(b, bound(s), lane) < 0 or not (room or ignores_limits(b, lane)):
            continue
        if s > 0 or class_has_room(b, lane):
            best = sooner(b, bound(s), lane, best)
    return best


@rule
def ignores_limits(b: Board, lane: int) -> bool:
    """Tell whether a lane's items enter a stage that has no room."""
    return b[class_row(b, b[lane_row(b, lane) + LANE_CLASS]) + IGNORES_WIP] != 0


@rule
def class_has_room(b: Board, lane: int) -> bool:
    """Tell whether the stream takes another item of a lane's class."""
    c = class_row(b, b[lane_row(b, lane) + LANE_CLASS])
    return b[c + IN_STREAM] < b[c + AT_MOST]


@rule
def first_lane(b: Board, queue: int) -> int:
    """Lane of the first item of a queue in pull order; -1 if it is empty."""
    if b[LANE_COUNT] == 1:
        return 0
    best = -1
    for lane in range(b[LANE_COUNT]):
        if best >= 0 and b[lane_row(b, lane) + ORDER] > b[lane_row(b, best) + ORDER]:
            break
        if head(b, queue, lane) >= 0:
            best = sooner(b, queue, lane, best)
    return best


@rule
def sooner(b: Board, queue: int, lane: int, other: int) -> int:
    """The lane of two whose first item joined the queue earlier."""
    if other < 0:
        return lane
    joined = b[item(b, head(b, queue, lane)) + JOINED]
    return lane if joined < b[item(b, head(b, queue, other)) + JOINED] else other
