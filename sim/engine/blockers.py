"""When blockers come, and how long they last."""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.drag import blocker_after, blocker_below
from sim.engine.draws import GOLDEN, draw, mix, uniform
from sim.engine.items import visit_address
from sim.engine.layout import NO_LIMIT, ONE, Board, item, stage
from sim.engine.layout_crews import (
    BLOCK_BELOW,
    BLOCK_KEY,
    BLOCK_TABLE,
    BLOCKED_KEY,
    BLOCKED_TABLE,
    BLOCKS,
    BLOCKS_KEY,
    REMAINING,
)
from sim.engine.wrapping import plus, times

FRACTION_SHIFT = 33
"""A uniform of 53 bits, cut to a fraction of 20."""


@rule
def chance_blocker(b: Board, slot: int, s: int) -> int:
    """Point of the touch time that begins at which the visit's only blocker comes; NO_LIMIT if none does."""
    if b[stage(s) + BLOCKED_TABLE] == 0 or b[stage(s) + BLOCK_TABLE] != 0:
        return NO_LIMIT
    ticks = b[item(b, slot) + REMAINING]
    if ticks == 0:
        return NO_LIMIT
    below = blocker_below(b, s, b[stage(s) + BLOCK_BELOW])
    if uniform(visit_address(b, slot, s, b[stage(s) + BLOCKS_KEY])) >= below:
        return NO_LIMIT
    part = uniform(blocker_address(b, slot, s, b[stage(s) + BLOCK_KEY])) >> FRACTION_SHIFT
    return (ticks >> 20) * part + (((ticks & (ONE - 1)) * part) >> 20)


@rule
def next_blocker(b: Board, slot: int, s: int) -> int:
    """Touch time to the next blocker of a visit, as drawn now; NO_LIMIT if the work is done before."""
    if b[stage(s) + BLOCK_TABLE] == 0:
        return NO_LIMIT
    ticks = draw(b, b[stage(s) + BLOCK_TABLE], blocker_address(b, slot, s, b[stage(s) + BLOCK_KEY]))
    ticks = blocker_after(b, s, ticks)
    return ticks if ticks < b[item(b, slot) + REMAINING] else NO_LIMIT


@rule
def blocked_for(b: Board, slot: int, s: int) -> int:
    """How long the blocker that begins now lasts."""
    return draw(b, b[stage(s) + BLOCKED_TABLE], blocker_address(b, slot, s, b[stage(s) + BLOCKED_KEY]))


@rule
def blocker_address(b: Board, slot: int, s: int, purpose: int) -> int:
    """Address of a draw for the present blocker of a visit."""
    return plus(mix(visit_address(b, slot, s, purpose)), times(b[item(b, slot) + BLOCKS], GOLDEN))
