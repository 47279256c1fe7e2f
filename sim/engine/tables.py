"""Distributions as tables for the rules: how :mod:`sim.engine.draws` finds a value without exp or log."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

from sim.distributions import Distribution, ppf
from sim.engine.draws import CELLS, CONSTANT, CURVE, OCTAVES, SIDE, STEPS
from sim.engine.layout import LAST_TICK, ONE
from sim.errors import StreamFault

KEPT = 256
"""Tables kept between plans, some ten megabytes."""


def ticks(value: float) -> int:
    """Round a time to the grid of 2^-20 units.

    Raises:
        StreamFault: If it is beyond the range of the clock.
    """
    if not abs(value) * ONE <= LAST_TICK:
        raise StreamFault(
            f"A time of {value:.3g} units is beyond the range of the clock, {LAST_TICK / ONE:.3g}.",
            "Choose a larger time unit.",
        )
    return round(value * ONE)


@functools.lru_cache(maxsize=KEPT)
def table_of(distribution: Distribution | None) -> NDArray[np.int64]:
    """Make the table of a distribution, shape (words,), values in ticks; None is the constant 0.

    Those made last are kept: a curve takes a millisecond, and nearly all of a plan's time.

    Raises:
        StreamFault: If a value is beyond the range of the clock.
    """
    table = _table_of(distribution)
    table.flags.writeable = False
    return table


def _table_of(distribution: Distribution | None) -> NDArray[np.int64]:
    if distribution is None:
        return np.array([CONSTANT, 0], np.int64)
    if distribution.family == "constant":
        return _words(CONSTANT, [float(ppf(distribution, 0.5))], distribution)
    if distribution.family == "empirical" and distribution.values is not None:
        ordered = np.sort(np.array(distribution.values, np.float64))
        body = _words(STEPS, ordered, distribution)
        return np.concatenate([body[:1], [len(ordered)], body[1:]]).astype(np.int64)
    tail = tail_shares()
    low = ppf(distribution, tail)
    high = _upper(distribution, tail)
    return _words(CURVE, np.concatenate([low, high]), distribution)


def tail_shares() -> NDArray[np.float64]:
    """Give the shares of the probability, from the far tail to the median, at which a curve is stored."""
    octave, cell = np.divmod(np.arange(SIDE), CELLS)
    shares: NDArray[np.float64] = np.ldexp(1.0 + cell / CELLS, octave - OCTAVES - 1)
    return shares


def _upper(distribution: Distribution, tail: NDArray[np.float64]) -> NDArray[np.float64]:
    """Quantiles at 1 - tail; 1 - 2^-41 still has 12 bits to spare in double precision."""
    upper: NDArray[np.float64] = np.asarray(ppf(distribution, 1.0 - tail), np.float64)
    return upper


def _words(
    kind: int, values: NDArray[np.float64] | list[float], distribution: Distribution
) -> NDArray[np.int64]:
    scaled = np.rint(np.asarray(values, np.float64) * ONE)
    if not np.all((scaled >= 0) & (scaled < LAST_TICK)):
        raise StreamFault(
            f"A duration ({distribution.family}) reaches {float(np.max(values)):.3g} time units, "
            "beyond the range of the clock.",
            "Choose a larger time unit or a narrower distribution.",
        )
    return np.concatenate([[kind], scaled]).astype(np.int64)
