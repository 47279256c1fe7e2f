"""How much a series changes from one value to the next by itself: the limits of process behaviour charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

LEAST_RANGES: Final = 5
"""Differences of neighbours below which nothing is said of what is usual."""
_D4: Final = 3.267
"""Upper limit of a range of two values, in mean ranges [1] table 5."""


def range_limit(values: Sequence[float]) -> float:
    """Give by how much two neighbours of a series may differ without anything having changed.

    The upper limit of the moving range, from the mean of the moving ranges seen. Nothing is presumed of how
    the values are spread, nor that they are independent of each other: neighbours are compared with
    neighbours.

    References: [1] Wheeler, Chambers (1992), Understanding Statistical Process Control, 2nd ed., SPC Press,
    chapter 3; the same in NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2.

    Args:
        values: In order of time; what is not known (NaN) takes no part.

    Returns:
        The limit, 0 or more; NaN where fewer than ``LEAST_RANGES`` differences are known.
    """
    ranges = np.abs(np.diff(np.asarray(values, dtype=np.float64)))
    ranges = ranges[~np.isnan(ranges)]
    if len(ranges) < LEAST_RANGES:
        return float("nan")
    return float(_D4 * ranges.mean())
