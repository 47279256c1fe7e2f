"""Ways on: where an item is bound for, and how it comes to wait there."""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.draws import uniform
from sim.engine.items import visit_address
from sim.engine.layout import (
    BOUND,
    CLASS,
    NEXT,
    PREEMPTS,
    SOURCES_LEFT,
    STAGE_COUNT,
    TYPE,
    TYPE_COUNT,
    WAITING,
    WIP,
    Board,
    class_row,
    item,
    mark,
    stage,
)
from sim.engine.layout_crews import PREEMPTIVE, PREEMPTORS
from sim.engine.layout_ways import (
    BACKLOG_PLACE,
    BOUND_FOR,
    BRANCHES,
    IN_BACKLOG,
    LOT,
    LOT_FIRST,
    LOT_HELD,
    LOT_LAST,
    LOT_SIZE,
    ONLY_BOUND,
    ONLY_WAITING,
    ROUTE_BELOW,
    ROUTE_TO,
    ROUTES,
    ROUTES_COUNT,
    ROUTES_KEY,
    ROUTES_ROWS,
    SKIP_ADDRESS,
    SKIP_BELOW,
    SKIPS,
    STANDS_IN,
    bound,
    link_of,
    waiting,
)
from sim.engine.queues import append, join, kind_of


@rule
def onward(b: Board, slot: int, s: int) -> int:
    """Stage (or exit) that an item is bound for once finished in stage ``s`` (-1: once it has arrived)."""
    to = s + 1
    if not b[BRANCHES]:
        return to
    if s >= 0 and b[stage(s) + ROUTES]:
        to = routed(b, slot, s)
    while to < b[STAGE_COUNT] and skips(b, slot, to):
        to += 1
    return to


@rule
def routed(b: Board, slot: int, s: int) -> int:
    """Where a stage's routes send an item: one draw for all; what they leave goes to the next stage."""
    routes = b[stage(s) + ROUTES]
    u = uniform(visit_address(b, slot, s, b[routes + ROUTES_KEY]))
    for n in range(b[routes + ROUTES_COUNT]):
        row = routes + ROUTES_ROWS + n * (ROUTE_BELOW + b[TYPE_COUNT])
        if u < b[row + ROUTE_BELOW + b[item(b, slot) + TYPE]]:
            return b[row + ROUTE_TO]
    return s + 1


@rule
def skips(b: Board, slot: int, s: int) -> bool:
    """Tell whether an item passes by a stage."""
    at = b[stage(s) + SKIPS]
    if at == 0 or b[at + SKIP_BELOW + b[item(b, slot) + TYPE]] == 0:
        return False
    u = uniform(visit_address(b, slot, s, b[at + SKIP_ADDRESS]))
    return u < b[at + SKIP_BELOW + b[item(b, slot) + TYPE]]


@rule
def offer(b: Board, slot: int, to: int) -> None:
    """Let an item wait, where it is, to be pulled by a stage (or by the exit)."""
    only = b[stage(to) + ONLY_BOUND]
    if only:
        append(b, only, slot)
    else:
        queue = bound(b, link_of(b, b[item(b, slot) + STANDS_IN], to))
        join(b, queue, slot, kind_of(b, slot), to)
    b[stage(to) + BOUND] += 1
    mark(b, to)


@rule
def offer_arrived(b: Board, slot: int) -> None:
    """Let an item that has arrived wait in the backlog for the first stage that it does not skip."""
    b[IN_BACKLOG] += 1
    offer(b, slot, onward(b, slot, BACKLOG_PLACE))


@rule
def wait_inside(b: Board, slot: int, s: int, kind: int) -> None:
    """Let an item wait for a worker in the stage that it is in."""
    only = b[stage(s) + ONLY_WAITING]
    if only:
        append(b, only, slot)
    else:
        join(b, waiting(s), slot, kind, s)
    b[stage(s) + WAITING] += 1
    if b[PREEMPTIVE]:
        b[stage(s) + PREEMPTORS] += b[class_row(b, b[item(b, slot) + CLASS]) + PREEMPTS]
    mark(b, s)


@rule
def hand_on(b: Board, slot: int, s: int, to: int) -> None:
    """Let a finished item wait to be pulled; in a stage that hands on lots, once its lot is complete."""
    lot = b[stage(s) + LOT]
    if lot == 0:
        offer(b, slot, to)
        return
    b[item(b, slot) + BOUND_FOR] = to
    b[item(b, slot) + NEXT] = -1
    if b[lot + LOT_HELD] == 0:
        b[lot + LOT_FIRST] = slot
    else:
        b[item(b, b[lot + LOT_LAST]) + NEXT] = slot
    b[lot + LOT_LAST] = slot
    b[lot + LOT_HELD] += 1
    mark(b, s)
    if b[lot + LOT_HELD] >= b[lot + LOT_SIZE]:
        hand_on_lot(b, lot)


@rule
def hand_on_lot(b: Board, lot: int) -> None:
    """Let all that a stage holds be bound onward, in the order in which they finished."""
    while b[lot + LOT_HELD] > 0:
        slot = b[lot + LOT_FIRST]
        b[lot + LOT_FIRST] = b[item(b, slot) + NEXT]
        b[lot + LOT_HELD] -= 1
        offer(b, slot, b[item(b, slot) + BOUND_FOR])


@rule
def hand_on_rests(b: Board) -> None:
    """Let lots go that no more can complete: all in the stage are held, and no more can come.

    PERF(tests/bench, every rule on): while more arrive no stage is looked at, which saves a tenth of a run.
    """
    if more_can_arrive(b):
        return
    for s in range(b[STAGE_COUNT]):
        lot = b[stage(s) + LOT]
        if lot > 0 and b[lot + LOT_HELD] == b[stage(s) + WIP] and not more_can_come(b, s):
            hand_on_lot(b, lot)


@rule
def more_can_arrive(b: Board) -> bool:
    """Tell whether a source, or the backlog, still has items."""
    return b[SOURCES_LEFT] > 0 or b[IN_BACKLOG] > 0


@rule
def more_can_come(b: Board, s: int) -> bool:
    """Tell whether anybody may still come to a stage: from a source, the backlog or an earlier stage."""
    if more_can_arrive(b):
        return True
    earlier = s - 1
    while earlier >= 0 and b[stage(earlier) + WIP] == 0:
        earlier -= 1
    return earlier >= 0
