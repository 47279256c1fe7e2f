"""The columns of a log while it grows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.rows import unpack

FIRST_ROOM = 4096

Five = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]
"""Time, item, kind, stage and who, each of shape (events,)."""


class Columns:
    """Columns of events, each an array with room at its end that grows where it stands.

    Attributes:
        count: Events so far.
    """

    def __init__(self) -> None:
        self.count = 0
        self._columns = _fresh(FIRST_ROOM)

    def clear(self) -> None:
        """Forget all events."""
        self.count = 0

    def add(self, rows: NDArray[np.int64]) -> None:
        """Append packed rows, two words each."""
        count = len(rows) // 2
        self._reserve(self.count + count)
        unpack(rows, *self._between(self.count, self.count + count))
        self.count += count

    def since(self, first: int) -> Five:
        """Give copies of the columns from event ``first`` on."""
        time, item, kind, stage, who = self._between(first, self.count)
        return time.copy(), item.copy(), kind.copy(), stage.copy(), who.copy()

    def taken(self) -> Five:
        """Give the columns away, and begin anew."""
        columns = self._columns
        for column in columns:
            column.resize(self.count, refcheck=False)
        self.count = 0
        self._columns = _fresh(FIRST_ROOM)
        return columns

    def _between(self, first: int, last: int) -> Five:
        time, item, kind, stage, who = self._columns
        return time[first:last], item[first:last], kind[first:last], stage[first:last], who[first:last]

    def _reserve(self, count: int) -> None:
        room = len(self._columns[0])
        if count <= room:
            return
        for column in self._columns:
            column.resize(max(count, 2 * room), refcheck=False)


def _fresh(room: int) -> Five:
    return (
        np.empty(room, np.float64),
        np.empty(room, np.int32),
        np.empty(room, np.int8),
        np.empty(room, np.int16),
        np.empty(room, np.int32),
    )
