"""The columns of a log while it grows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.layout import ONE
from sim.engine.rows import unpack

FIRST_ROOM = 4096

FIRST_ASIDE = 10
"""Kind of the first of the rows that are not about items: they are set aside."""

Five = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]
"""Time, item, kind, stage and who, each of shape (events,)."""


class Columns:
    """Columns of events, each an array with room at its end that grows where it stands.

    Attributes:
        count: Events so far.
        aside: What happened beside the items so far: moment in ticks, kind (from 0), place and value.
    """

    def __init__(self) -> None:
        self.count = 0
        self.aside: list[tuple[int, int, int, int]] = []
        self._columns = _fresh(FIRST_ROOM)

    def clear(self) -> None:
        """Forget all events."""
        self.count = 0
        self.aside = []

    def add(self, rows: NDArray[np.int64]) -> None:
        """Append packed rows, two words each."""
        count = len(rows) // 2
        self._reserve(self.count + count)
        time, item, kind, stage, who = new = self._between(self.count, self.count + count)
        unpack(rows, time, item, kind, stage, who)
        self.count += count
        beside = kind >= FIRST_ASIDE
        if beside.any():
            self._set_aside(new, beside)

    def since(self, first: int) -> Five:
        """Give copies of the columns from event ``first`` on."""
        time, item, kind, stage, who = self._between(first, self.count)
        return time.copy(), item.copy(), kind.copy(), stage.copy(), who.copy()

    def taken(self) -> Five:
        """Give the columns away, and begin anew."""
        columns = self._columns
        for column in columns:
            column.resize(self.count, refcheck=False)
        self.clear()
        self._columns = _fresh(FIRST_ROOM)
        return columns

    def _set_aside(self, new: Five, beside: NDArray[np.bool_]) -> None:
        """Take the rows that are not about items out of the new ones at the end."""
        time, item, kind, stage, _ = (column[beside] for column in new)
        moments = (time * ONE).astype(np.int64)
        self.aside += zip(
            moments.tolist(), (kind - FIRST_ASIDE).tolist(), stage.tolist(), item.tolist(), strict=True
        )
        kept = [column[~beside] for column in new]
        for column, ours in zip(new, kept, strict=True):
            column[: len(ours)] = ours
        self.count -= len(moments)

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
