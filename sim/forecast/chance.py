"""Addressed random choices: the same trial and day give the same draw on every machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


def mixed(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scramble 64-bit words: the output step of SplitMix64, shape kept.

    Source: G. Steele, D. Lea, C. Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014,
    figure 17 with the constants of Stafford's variant 13.
    """
    z = words * _GOLDEN
    z = (z ^ (z >> np.uint64(30))) * _MIX_1
    z = (z ^ (z >> np.uint64(27))) * _MIX_2
    return z ^ (z >> np.uint64(31))


def choices(seed: int, trials: NDArray[np.int64], days: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Draw one of ``size`` places for each trial and day, each equally likely.

    Args:
        seed: Any whole number.
        trials: Trial numbers, shape (t,).
        days: Day numbers, shape (d,).
        size: Number of places, from 1 to 2^31.

    Returns:
        Places from 0 to size - 1, shape (t, d). The unevenness is below size / 2^32.
    """
    key = mixed(np.array([seed & 0xFFFFFFFFFFFFFFFF], dtype=np.uint64) + np.uint64(1))
    rows = mixed(trials.astype(np.uint64) + key + np.uint64(1))
    words = mixed(rows[:, None] + days.astype(np.uint64)[None, :] + np.uint64(1))
    places = (words >> np.uint64(32)) * np.uint64(size) >> np.uint64(32)
    return places.astype(np.int64)
