"""Forecasts by trials: the witness beside the exact answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.errors import ForecastFault
from sim.forecast.chance import choices
from sim.forecast.exact import LONGEST_DAYS

TRIALS = 10_000
"""Trials unless said otherwise."""

NEVER = -1
"""Outcome of a trial that did not finish in the days looked ahead."""

_BLOCK = 64
"""Days drawn at a time while some trials are still open."""


def how_many_trials(counts: ArrayLike, days: int, *, seed: int, trials: int = TRIALS) -> NDArray[np.int64]:
    """Play ``trials`` futures and give the items done in each.

    Args:
        counts: Items done on each day of the history.
        days: Days ahead.
        seed: Seed; the same seed gives the same outcomes.
        trials: Futures played.

    Returns:
        Items done, shape (trials,).

    Raises:
        ForecastFault: If the history is empty.
    """
    history = _history(counts)
    numbers = np.arange(trials)
    total = np.zeros(trials, dtype=np.int64)
    for first in range(0, days, _BLOCK):
        block = np.arange(first, min(first + _BLOCK, days))
        total += history[choices(seed, numbers, block, len(history))].sum(axis=1)
    return total


def when_trials(
    counts: ArrayLike, items: int, *, seed: int, trials: int = TRIALS, longest: int = LONGEST_DAYS
) -> NDArray[np.int64]:
    """Play ``trials`` futures and give the days until the last item is done in each.

    Args:
        counts: Items done on each day of the history.
        items: Items to do, 1 or more.
        seed: Seed; the same seed gives the same outcomes.
        trials: Futures played.
        longest: Days after which a trial is given up.

    Returns:
        Days, 1 or more, shape (trials,); ``NEVER`` where it was given up.

    Raises:
        ForecastFault: If the history is empty.
    """
    history = _history(counts)
    days_taken = np.full(trials, NEVER, dtype=np.int64)
    playing, done = np.arange(trials), np.zeros(trials, dtype=np.int64)
    for first in range(0, longest, _BLOCK):
        block = np.arange(first, min(first + _BLOCK, longest))
        path = done[:, None] + history[choices(seed, playing, block, len(history))].cumsum(axis=1)
        over = path[:, -1] >= items
        days_taken[playing[over]] = first + 1 + np.argmax(path[over] >= items, axis=1)
        playing, done = playing[~over], path[~over, -1]
        if not playing.size:
            break
    return days_taken


def _history(counts: ArrayLike) -> NDArray[np.int64]:
    history = np.asarray(counts, dtype=np.int64).ravel()
    if not history.size:
        raise ForecastFault("The history is empty.", "Give at least one day of history.")
    return history
