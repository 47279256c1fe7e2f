"""Drag: what undone items of a type do to the work of the others."""

from __future__ import annotations

import math

from sim.engine.build import rule
from sim.engine.draws import scaled
from sim.engine.layout import ONE, TYPE, Board, item, stage
from sim.engine.layout_time import (
    BLOCKERS_PER_ITEM,
    DRAG_COUNT,
    DRAG_TYPE,
    DRAG_WORDS,
    DRAGS,
    PER_ITEM,
    UNDONE,
)


@rule
def count_undone(b: Board, slot: int, change: int) -> None:
    """Count an item among the undone of its type, or no more."""
    b[b[UNDONE] + b[item(b, slot) + TYPE]] += change


@rule
def drag_factor(b: Board, s: int, effect: int) -> int:
    """Factor (in 2^-20) of the undone items on a stage; ``effect`` is PER_ITEM or BLOCKERS_PER_ITEM."""
    factor = ONE
    for n in range(b[stage(s) + DRAG_COUNT]):
        row = b[stage(s) + DRAGS] + n * DRAG_WORDS
        factor += b[row + effect] * b[b[UNDONE] + b[row + DRAG_TYPE]]
    return factor


@rule
def dragged(b: Board, s: int, ticks: int) -> int:
    """A touch time that begins in a stage now, as much longer as its drags make it."""
    if b[stage(s) + DRAG_COUNT] == 0:
        return ticks
    return scaled(ticks, drag_factor(b, s, PER_ITEM))


@rule
def blocker_below(b: Board, s: int, below: int) -> int:
    """Chance of a blocker (a bound for a uniform), as much larger as a stage's drags make it; at most 1."""
    if b[stage(s) + DRAG_COUNT] == 0:
        return below
    return min(scaled(below, drag_factor(b, s, BLOCKERS_PER_ITEM)), 1 << 53)


@rule
def blocker_after(b: Board, s: int, ticks: int) -> int:
    """Touch time to the next blocker, as much shorter as a stage's drags make it."""
    if b[stage(s) + DRAG_COUNT] == 0:
        return ticks
    factor = drag_factor(b, s, BLOCKERS_PER_ITEM)
    return math.floor(float(ticks) * ONE / float(factor) + 0.5)
