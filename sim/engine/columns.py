"""The columns of a log while it grows."""

from __future__ import annotations

from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from sim.engine.rows import FIRST_ASIDE, Items, unpack
from sim.engine.rows import Columns as Five
from sim.log import Kind

FIRST_ROOM = 4096

Column = TypeVar("Column", bound=NDArray[Any])


class Columns:
    """Columns of events, each an array with room at its end that grows where it stands.

    Attributes:
        count: Events so far.
        items: Items that have arrived so far.
        aside: What happened beside the items so far: moment in ticks, kind (from 0), place and value.
    """

    def __init__(self) -> None:
        self._counts = np.zeros(3, np.int64)
        self._columns, self._items = _fresh(FIRST_ROOM)
        self._is_seen = False
        self.clear()

    def clear(self) -> None:
        """Forget all events."""
        if self._is_seen:
            self._columns, self._items = _fresh(FIRST_ROOM)
            self._is_seen = False
        self.count = self.items = 0
        self.aside: list[tuple[int, int, int, int]] = []

    def add(self, rows: NDArray[np.int64], done: float = 1.0) -> None:
        """Append packed rows, two words each; they are no longer what they were.

        Args:
            rows: Packed rows.
            done: Part of the run that is over with them, above 0, as far as anybody knows.
        """
        self._reserve(len(rows) // 2, done)
        new = self._between(self.count, len(self._columns[0]))
        unpack(rows, new, self._items_from(self.items), self._counts)
        kept, came, aside = self._counts.tolist()
        self.count += kept
        self.items += came
        if aside:
            self._set_aside(rows[: 2 * aside : 2], rows[1 : 2 * aside : 2])

    def since(self, first: int) -> Five:
        """Give copies of the columns from event ``first`` on."""
        time, item, kind, stage, who = self._between(first, self.count)
        return time.copy(), item.copy(), kind.copy(), stage.copy(), who.copy()

    def types_since(self, first: int) -> NDArray[np.int16]:
        """Give the type of each item that arrived in the events from ``first`` on, in their order."""
        _, item, kind, _, _ = self._between(first, self.count)
        types: NDArray[np.int16] = self._items[0][item[kind == Kind.ARRIVED]]
        return types

    def seen(self) -> tuple[Five, Items]:
        """Give a view of all columns, and of the table of items: it costs nothing, and stays as it is.

        What has happened is never written again: more rows go behind it, or all of it moves elsewhere.
        """
        self._is_seen = True
        types, classes, arrival = self._items
        last = self.items
        return self._between(0, self.count), (types[:last], classes[:last], arrival[:last])

    def taken(self) -> tuple[Five, Items]:
        """Give the columns and the table of items away, and begin anew."""
        if self._is_seen:
            given_to_both = self.seen()
            self.clear()
            return given_to_both
        time, item, kind, stage, who = self._columns
        types, classes, arrival = self._items
        last, items = self.count, self.items
        five = _cut(time, last), _cut(item, last), _cut(kind, last), _cut(stage, last), _cut(who, last)
        given = five, (_cut(types, items), _cut(classes, items), _cut(arrival, items))
        self._columns, self._items = _fresh(max(FIRST_ROOM, self.count + self.count // 8))
        self.clear()
        return given

    def _set_aside(self, at: NDArray[np.int64], words: NDArray[np.int64]) -> None:
        kind, place, value = (words >> 59) - FIRST_ASIDE, ((words >> 51) & 0xFF) - 1, words & 0x7FFFFFFF
        self.aside += zip(at.tolist(), kind.tolist(), place.tolist(), value.tolist(), strict=True)

    def _between(self, first: int, last: int) -> Five:
        time, item, kind, stage, who = self._columns
        return time[first:last], item[first:last], kind[first:last], stage[first:last], who[first:last]

    def _items_from(self, first: int) -> Items:
        types, classes, arrival = self._items
        return types[first:], classes[first:], arrival[first:]

    def _reserve(self, more: int, done: float) -> None:
        """Make room for so many more events, and for all that are to come if they go on like that.

        Any of them might bring an item, and none is written twice: fresh memory costs most of a log.
        """
        if self.count + more > len(self._columns[0]):
            room = _room(self.count + more, done)
            time, item, kind, stage, who = self._columns
            last = self.count
            self._columns = (
                _moved(time, last, room),
                _moved(item, last, room),
                _moved(kind, last, room),
                _moved(stage, last, room),
                _moved(who, last, room),
            )
        if self.items + more > len(self._items[0]):
            room, last = _room(self.items + more, done), self.items
            types, classes, arrival = self._items
            self._items = _moved(types, last, room), _moved(classes, last, room), _moved(arrival, last, room)


def _room(count: int, done: float) -> int:
    """Room for what is there and what is to come: half as much again or more, at most eight times as much."""
    return max(FIRST_ROOM, int(count * min(max(1.03 / done, 1.5), 8.0)))


def _cut(column: Column, count: int) -> Column:
    """Give a column's events, and back to the system what is behind them, unless that is little.

    PERF(tests/bench, writing the log): giving it back takes a fifteenth of the writing.
    """
    if len(column) - count > len(column) // 8:
        column.resize(count, refcheck=False)
    return cast("Column", column[:count])


def _moved(column: Column, count: int, room: int) -> Column:
    larger: Column = np.empty_like(column, shape=room)
    larger[:count] = column[:count]
    return larger


def _fresh(room: int) -> tuple[Five, Items]:
    five = (
        np.empty(room, np.float64),
        np.empty(room, np.int32),
        np.empty(room, np.int8),
        np.empty(room, np.int16),
        np.empty(room, np.int32),
    )
    return five, (np.empty(room, np.int16), np.empty(room, np.int16), np.empty(room, np.float64))
