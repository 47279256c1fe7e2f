"""Assignment to places of an array of which some occur more than once: the first or the last value stays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def set_first(target: NDArray[Any], places: NDArray[Any], values: NDArray[Any]) -> None:
    """Assign values to places of an array; where a place occurs more than once, its first value stays.

    Args:
        target: Array that is changed; further dimensions are addressed by one number, row after row.
        places: Numbers of places, shape (values,).
        values: What to put there.
    """
    # Plain assignment leaves open which of several values stays.
    first = np.full(target.size, len(places))
    np.minimum.at(first, places, np.arange(len(places)))
    known = np.flatnonzero(first < len(places))
    target.reshape(-1)[known] = values[first[known]]


def set_last(target: NDArray[Any], places: NDArray[Any], values: NDArray[Any]) -> None:
    """Assign values to places of an array as :func:`set_first`; of several for one place the last stays."""
    last = np.full(target.size, -1)
    np.maximum.at(last, places, np.arange(len(places)))
    known = np.flatnonzero(last >= 0)
    target.reshape(-1)[known] = values[last[known]]
