"""How the board settles: passes from the last stage to the first until nothing moves.

A pass visits only stages for which something changed since their last visit; a visit to any other moves
nothing, which ``tests/engine`` proves against whole passes. Where room for rows or items runs out, settling
stops between two moves and goes on from the same place later.
"""

from __future__ import annotations

from sim.engine.arrivals import next_item, saturated_source
from sim.engine.build import path, rule
from sim.engine.items import class_has_room, leave_backlog, type_has_room
from sim.engine.layout import (
    BOUND,
    EVERY,
    GROUP_COUNT,
    GROUP_FIRST,
    GROUP_LAST,
    GROUP_LIMIT,
    GROUP_WIP,
    IGNORES_WIP,
    LANE_CLASS,
    LANE_COUNT,
    LANE_TYPE,
    LIMIT,
    MARKS,
    NOW,
    OPENED,
    ORDER,
    PASS_AT,
    PATIENCE,
    SATURATED,
    STAGE_COUNT,
    WIP,
    Board,
    class_row,
    group,
    item,
    lane_row,
    stage,
)
from sim.engine.layout_crews import PREEMPTIVE, REVISIT
from sim.engine.layout_ways import (
    BACKLOG_PLACE,
    FIRST_LINK,
    IN_LINKS,
    LAST_CALL,
    LINK_FROM,
    ONLY_BOUND,
    STANDS_IN,
    bound,
    link_row,
)
from sim.engine.queues import list_of, precedes, take
from sim.engine.rows import short
from sim.engine.staffing import could_preempt, is_ready, start_work
from sim.engine.ways import hand_on_rests, offer_arrived
from sim.engine.work import enter, finish_stream, leave


@rule
def settle(b: Board) -> bool:
    """Move what can move; False if room ran out on the way."""
    while b[MARKS] != 0:
        while b[PASS_AT] >= 0:
            s = b[PASS_AT]
            if b[MARKS] & (1 << s):
                if not visit(b, s):
                    return False
                b[MARKS] = (b[MARKS] & ~(1 << s)) | b[REVISIT]
                b[REVISIT] = 0
            b[PASS_AT] -= 1
        b[PASS_AT] = b[STAGE_COUNT]
    return True


@path
def visit(b: Board, s: int) -> bool:
    """Move items on into a stage (or out of the stream), then start work; False if room ran out."""
    if b[LAST_CALL]:
        hand_on_rests(b)
    if s == b[STAGE_COUNT]:
        return let_out(b, s)
    return move_on(b, s) and start_work(b, s)


@path
def let_out(b: Board, last: int) -> bool:
    """Release what is bound for the exit, as far as gates are open; False if room ran out."""
    while b[stage(last) + BOUND] > 0:
        if short(b):
            return False
        at = list_to_enter(b, last)
        if at < 0:
            return True
        slot = take_bound(b, last, at)
        set_out(b, slot)
        finish_stream(b, slot)
        if b[LAST_CALL]:
            hand_on_rests(b)
    return True


@path
def move_on(b: Board, s: int) -> bool:
    """Let items enter a stage while they may, in pull order; False if room (or patience) ran out."""
    while b[stage(s) + BOUND] > 0 or (s == 0 and b[SATURATED]):
        if short(b):
            return False
        at = list_to_enter(b, s) if b[stage(s) + BOUND] > 0 else -1
        if at >= 0:
            slot = take_bound(b, s, at)
            set_out(b, slot)
            enter(b, slot, s)
            if b[LAST_CALL]:
                hand_on_rests(b)
        elif not top_up(b, s):
            return b[PATIENCE] > 0
    return True


@path
def set_out(b: Board, slot: int) -> None:
    """Let an item leave the stage that it is in, or the backlog."""
    origin = b[item(b, slot) + STANDS_IN]
    if origin >= 0:
        leave(b, slot, origin)
    else:
        leave_backlog(b, slot)


@rule
def top_up(b: Board, s: int) -> bool:
    """Bring an item of a saturated source where the first stage would take one; False if there is none."""
    if s > 0 or not b[SATURATED] or not has_room(b, s, BACKLOG_PLACE) or not is_ready(b, s):
        return False
    n = saturated_source(b)
    b[PATIENCE] -= 1
    if n < 0 or b[PATIENCE] <= 0:
        return False
    offer_arrived(b, next_item(b, n))
    return True


@rule
def take_bound(b: Board, s: int, at: int) -> int:
    """Take the first item of a list of those bound for a stage."""
    b[stage(s) + BOUND] -= 1
    return take(b, at)


@rule
def gate_is_open(b: Board, s: int) -> bool:
    """Tell whether a stage lets items out now; a gate is open for the whole instant."""
    return b[stage(s) + EVERY] == 0 or b[stage(s) + OPENED] == b[NOW]


@rule
def has_room(b: Board, s: int, origin: int) -> bool:
    """Tell whether a stage, and each group that an item from ``origin`` newly enters, is below its limit."""
    if b[stage(s) + WIP] >= b[stage(s) + LIMIT]:
        return False
    for g in range(b[GROUP_COUNT]):
        a = group(b, g)
        is_new = origin < b[a + GROUP_FIRST] <= s <= b[a + GROUP_LAST]
        if is_new and b[a + GROUP_WIP] >= b[a + GROUP_LIMIT]:
            return False
    return True


@rule
def list_to_enter(b: Board, s: int) -> int:
    """List whose first item enters a stage (or leaves the stream) next; -1 if none may."""
    return only_list_to_enter(b, s) if b[stage(s) + ONLY_BOUND] else best_list_to_enter(b, s)


@rule
def best_list_to_enter(b: Board, s: int) -> int:
    """Of the lists of those bound for a stage, the one whose first item goes first of all that may enter."""
    ready = is_ready(b, s)
    if not ready and not b[PREEMPTIVE]:
        return -1
    best = -1
    best_lane = -1
    first = b[stage(s) + FIRST_LINK]
    for link in range(first, first + b[stage(s) + IN_LINKS]):
        origin = b[link_row(b, link) + LINK_FROM]
        if origin >= 0 and not gate_is_open(b, origin):
            continue
        room = has_room(b, s, origin)
        for lane in range(b[LANE_COUNT]):
            if best >= 0 and b[lane_row(b, lane) + ORDER] > b[lane_row(b, best_lane) + ORDER]:
                break
            at = list_of(b, bound(b, link), lane)
            if b[at] < 0 or not (room or ignores_limits(b, lane)):
                continue
            if not ready and not could_preempt(b, s, b[lane_row(b, lane) + LANE_CLASS]):
                continue
            if origin < 0 and s < b[STAGE_COUNT] and not may_come_in(b, lane):
                continue
            tied = best >= 0 and b[lane_row(b, lane) + ORDER] == b[lane_row(b, best_lane) + ORDER]
            if not tied or precedes(b, s, at, lane, best):
                best = at
                best_lane = lane
    return best


@path
def only_list_to_enter(b: Board, s: int) -> int:
    """The only list of those bound for a stage, all from the one before; -1 if the first may not enter."""
    may_move = gate_is_open(b, s - 1) if s > 0 else may_come_in(b, 0)
    if may_move and is_ready(b, s) and (has_room(b, s, s - 1) or ignores_limits(b, 0)):
        return b[stage(s) + ONLY_BOUND]
    return -1


@rule
def ignores_limits(b: Board, lane: int) -> bool:
    """Tell whether a lane's items enter a stage that has no room."""
    return b[class_row(b, b[lane_row(b, lane) + LANE_CLASS]) + IGNORES_WIP] != 0


@rule
def may_come_in(b: Board, lane: int) -> bool:
    """Tell whether the stream takes another item of a lane's class and type."""
    c = b[lane_row(b, lane) + LANE_CLASS]
    t = b[lane_row(b, lane) + LANE_TYPE]
    return class_has_room(b, c) and (t < 0 or type_has_room(b, t))
