"""Runs of equal entries: the rows of one item in a column."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def run_begins(keys: NDArray[Any]) -> NDArray[np.bool_]:
    """Say which entries begin a run: the first one, and those that differ from the one before."""
    begins = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=begins[1:])
    return begins


def run_ends(keys: NDArray[Any]) -> NDArray[np.bool_]:
    """Say which entries end a run."""
    return np.append(run_begins(keys)[1:], np.ones(min(1, len(keys)), np.bool_))
