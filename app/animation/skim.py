"""Which of many rows must be followed to know where the tokens are afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from sim.log import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

MANY: Final = 1000
"""Rows at once, beyond which nobody can tell one from another."""
_ANEW: Final = (Kind.ARRIVED, Kind.ENTERED, Kind.DONE)
"""With these all that befell an item before is over."""


def telling(item: NDArray[np.generic], kind: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Mark the rows that tell where each item is in the end, and where it came from last.

    That is all from the last time it began anew somewhere, and the time before; whatever is done is told.

    Args:
        item: Item numbers, shape (rows,), in order of time.
        kind: Kinds of event, shape (rows,).
    """
    rows = np.arange(len(item))
    anew = np.isin(kind, _ANEW)
    last = _last_of_each(item, np.flatnonzero(anew))
    before = _last_of_each(item, np.flatnonzero(anew & (rows != last)))
    kept: NDArray[np.bool_] = (rows >= last) | (rows == before) | (kind == Kind.DONE)
    return kept


def _last_of_each(item: NDArray[np.generic], among: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give for each row the last of some rows that is about the same item, -1 if none is."""
    if not len(among):
        return np.full(len(item), -1)
    items, first_from_behind = np.unique(item[among][::-1], return_index=True)
    place = np.minimum(np.searchsorted(items, item), len(items) - 1)
    return np.where(items[place] == item, among[::-1][first_from_behind][place], -1)
