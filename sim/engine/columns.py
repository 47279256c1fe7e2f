"""The columns of a log while it grows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.rows import unpack

FIRST_ROOM = 4096


class Columns:
    """Columns of events, each an array with room at its end.

    Attributes:
        count: Events so far.
    """

    def __init__(self) -> None:
        self.count = 0
        self._columns = _fresh(FIRST_ROOM)

    def clear(self) -> None:
        """Forget all events; logs already made keep theirs."""
        self.count = 0

    def add(self, rows: NDArray[np.int64]) -> None:
        """Append packed rows, two words each."""
        count = len(rows) // 2
        self._reserve(self.count + count)
        time, item, kind, stage, who = (column[self.count : self.count + count] for column in self._columns)
        unpack(rows, time, item, kind, stage, who)
        self.count += count

    def since(self, first: int) -> tuple[NDArray[Any], ...]:
        """Give copies of time, item, kind, stage and who from event ``first`` on."""
        return tuple(column[first : self.count].copy() for column in self._columns)

    def _reserve(self, count: int) -> None:
        room = len(self._columns[0])
        if count <= room:
            return
        larger = _fresh(max(count, room + room // 2))
        for old, new in zip(self._columns, larger, strict=True):
            new[: self.count] = old[: self.count]
        self._columns = larger


def _fresh(room: int) -> tuple[NDArray[Any], ...]:
    kinds = (np.float64, np.int32, np.int8, np.int16, np.int32)
    return tuple(np.empty(room, kind) for kind in kinds)
