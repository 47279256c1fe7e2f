"""Warm-up: how much of a run's start is not yet typical, and is left out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, lives
from sim.metrics.flow_load import mean_load_series

_BATCH = 5
_POINTS = 500
_LEAST = 10
"""Batches below which there is nothing to judge by."""


class Warmup(NamedTuple):
    """How much of a run's start is left out, and why.

    Attributes:
        cut: Time to leave out, in the log's unit.
        note: The decision in words.
    """

    cut: float
    note: str


def mser5(series: NDArray[np.float64]) -> int:
    """Give how many values to cut from the start of a series, by MSER-5; 0 if it would be more than half.

    The cut makes the standard error of the mean of the rest smallest, over batches of five values [1]. More
    than half means that the series has not settled; then no cut is right.

    [1] K. P. White, M. J. Cobb, S. C. Spratt, A comparison of five steady-state truncation heuristics for
    simulation, Winter Simulation Conference 2000, pp. 755-760.

    Args:
        series: Values at equal distances, or of items one after another, shape (n,).
    """
    best = _best_cut(series)
    return 0 if best is None else best


def settles(series: NDArray[np.float64]) -> bool:
    """Say whether a series comes to rest in its first half, as MSER-5 sees it.

    Args:
        series: Values at equal distances, or of items one after another, shape (n,).
    """
    return _best_cut(series) is not None


def automatic_warmup(log: EventLog) -> Warmup:
    """Choose the warm-up of a simulation by MSER-5 on its flow load, in 500 equal stretches of time.

    Nothing is cut from a run that starts and ends empty (a project has no steady state), and none from one
    whose load never settles; the note says so.
    """
    span = log.end - log.start
    if span <= 0:
        return Warmup(0.0, "nothing cut: the run has no length")
    if _starts_and_ends_empty(log):
        return Warmup(0.0, "nothing cut: the run starts and ends empty")
    units = f"{log.base.unit}s"
    load = mean_load_series(log, np.linspace(log.start, log.end, _POINTS + 1)).total
    cut = _best_cut(load)
    if cut is None:
        return Warmup(
            0.0,
            f"nothing cut: MSER-5 would cut more than half of {span:g} {units}, so the load has not settled",
        )
    if not cut:
        return Warmup(0.0, f"nothing cut of {span:g} {units} (MSER-5)")
    time = span * cut / _POINTS
    return Warmup(time, f"first {time:.3g} {units} of {span:.4g} cut (MSER-5)")


def _best_cut(series: NDArray[np.float64]) -> int | None:
    """Give MSER-5's cut; None where it would be more than half."""
    batches = len(series) // _BATCH
    if batches < _LEAST:
        return 0
    means = series[: batches * _BATCH].reshape(batches, _BATCH).mean(axis=1)
    centred = (means - means.mean())[::-1]  # from the end, so that sums over the rest are running sums
    kept = np.arange(1, batches + 1)
    sums = np.cumsum(centred**2)
    squares = sums - np.cumsum(centred) ** 2 / kept
    squares[squares < 1e-12 * sums] = 0.0  # rounding, not variance
    error = (squares / kept**2)[::-1]  # [1] eq. 1, for each number of batches cut
    cut = int(np.argmin(error[: batches - _BATCH]))  # a rest of few batches is alike by chance
    return None if 2 * cut > batches else cut * _BATCH


def _starts_and_ends_empty(log: EventLog) -> bool:
    life = lives(log)
    open_at_end = np.isnan(life.done)
    began_before = life.commitment < log.start
    return not (open_at_end.any() or began_before.any())
