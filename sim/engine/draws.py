"""Chance by address: the same question always has the same answer.

A draw is a hash of its address (run, purpose, stage, visit, item), not the next number of a sequence, so
what is drawn depends neither on limits nor on the order of events. The hash is the finaliser of SplitMix64
with the constants of Stafford's variant 13; int64 wraps around, and shifts are masked to be logical.

A distribution is a table (see :mod:`sim.engine.tables`): a constant, equally likely values, or its inverse
CDF at points graded in both tails, between which it is straight.
"""

from __future__ import annotations

import math

from sim.engine.build import rule
from sim.engine.layout import ONE, Board
from sim.engine.wrapping import bit_length, times

CONSTANT = 0
STEPS = 1
CURVE = 2

OCTAVES = 40
CELL_BITS = 6
CELLS = 1 << CELL_BITS
WHOLE_BITS = 53 - OCTAVES
SIDE = OCTAVES * CELLS + 1
"""Points on each side of the median of a curve."""

GOLDEN = -7046029254386353131
"""2^64 over the golden ratio, as a signed word."""

FARTHEST = float(1 << 54)
"""No product of a duration is larger: it is beyond the clock's last tick, and two of them still add up."""

_WORD = (1 << 64) - 1


@rule
def mix(x: int) -> int:
    """Scatter the bits of a word so that any input, however regular, gives 64 random-looking bits."""
    x = times(x ^ ((x >> 30) & 0x3FFFFFFFF), -4658895280553007687)
    x = times(x ^ ((x >> 27) & 0x1FFFFFFFFF), -7723592293110705685)
    return x ^ ((x >> 31) & 0x1FFFFFFFF)


def mixed(word: int) -> int:
    """:func:`mix` for any whole number, taken modulo 2^64, in Python's own numbers."""
    x = word & _WORD
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _WORD
    x ^= x >> 31
    return x - (1 << 64) if x >> 63 else x


@rule
def uniform(key: int) -> int:
    """A whole number, equally likely from 0 to 2^53 - 1, for an address."""
    return (mix(key) >> 11) & 0x1FFFFFFFFFFFFF


@rule
def draw(b: Board, table: int, key: int) -> int:
    """A value of the distribution whose table is at ``table``, in ticks, for an address."""
    if b[table] == CONSTANT:
        return b[table + 1]
    u = uniform(key)
    if b[table] == STEPS:
        return b[table + 2 + (((u >> 22) * b[table + 1]) >> 31)]
    return on_curve(b, table + 1, u)


@rule
def on_curve(b: Board, curve: int, u: int) -> int:
    """The inverse CDF at (u + 1/2) / 2^53.

    Each side of the median is cut into octaves (1/2 to 1/4, 1/4 to 1/8, ...) and each octave into cells.
    Nothing is farther out than the last octave.
    """
    half = 1 << 52
    if u < half:
        w = 2 * u + 1
    else:
        w = 2 * ((half << 1) - 1 - u) + 1
        curve += SIDE
    octave = bit_length(w) - 1 - WHOLE_BITS
    if octave < 0:
        return b[curve]
    shift = octave + WHOLE_BITS - CELL_BITS
    cells = w >> shift
    part = float(w - (cells << shift)) / float(1 << shift)
    at = curve + octave * CELLS + cells - CELLS
    return b[at] + math.floor((b[at + 1] - b[at]) * part + 0.5)


@rule
def scaled(ticks: int, factor: int) -> int:
    """A duration times a factor (in 2^-20), rounded to a tick."""
    if factor == ONE:
        return ticks
    return math.floor(min(float(ticks) * float(factor) / ONE, FARTHEST) + 0.5)
