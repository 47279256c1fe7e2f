"""Assignment in which the first of several values for one place stays."""

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
    # Copies, not views: numpy may run through a reversed view in either direction.
    backwards = np.arange(len(places) - 1, -1, -1)
    target.reshape(-1)[places[backwards]] = values[backwards]
