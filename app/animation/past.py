"""Any moment of a run, from its log: without following the log from its beginning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.animation.motion import KEPT_DONE, Motion, Row
from app.canvas import Frame
from sim.log import Kind, set_first, set_last

if TYPE_CHECKING:
    from sim.log import EventLog


class Past:
    """Finds where the tokens of a log are at any moment.

    Only what is in the stream at that moment is followed, and what was done last: how long a run is hardly
    matters.

    Attributes:
        log: The log; it does not grow.
    """

    def __init__(
        self,
        log: EventLog,
        new_motion: Callable[[], Motion] | None = None,
        left: Mapping[int, float] | None = None,
    ) -> None:
        """Take a log, and how to make a motion for its stream (else: as the log's stages say).

        ``left`` is how long the work under way at the log's end will still take, by item.
        """
        self.log = log
        self._left = left or {}
        self._new_motion = new_motion or (lambda: motion_of(log))
        self._types: list[int] = log.items.type.tolist()
        self._first, self._over = _ends(log)
        self._end = np.full(len(log.items), len(log), np.int64)
        self._end[log.item[self._over]] = self._over

    def row(self, time: float) -> int:
        """Count the rows up to and including a time."""
        return int(self.log.time.searchsorted(time, "right"))

    def instant(self, time: float, by: int) -> float:
        """Give the moment of the next (1) or last (-1) event after or before a time; the time if none is."""
        times = self.log.time
        at = int(times.searchsorted(time, "right" if by > 0 else "left")) - (by < 0)
        return float(times[at]) if 0 <= at < len(times) else time

    def motion_at(self, upto: int) -> Motion:
        """Give the tokens, at rest, after so many rows."""
        motion = self._new_motion()
        motion.add_types(self._types)
        over = self._over[: int(self._over.searchsorted(upto))]
        motion.begin_with(max(len(over) - KEPT_DONE, 0))
        present = np.flatnonzero((self._first < upto) & (self._end >= upto))
        rows = self._rows_of(present, upto, over[-KEPT_DONE:])
        motion.follow(_listed(self.log, rows), self.log.time[rows].tolist())
        motion.land()
        return motion

    def frame(self, time: float) -> Frame:
        """Give the tokens at a time, at rest."""
        upto = self.row(time)
        motion = self.motion_at(upto)
        return motion.frame(time, self.time_left(motion, time, upto))

    def time_left(self, motion: Motion, time: float, upto: int) -> dict[int, float]:
        """Give how long work on each item in a motion at a time took from then on: the log knows."""
        since = {item: time if motion.touch.is_running(item) else None for item in motion.touch.under_way()}
        left = dict.fromkeys(since, 0.0)
        wanted = np.zeros(len(self.log.items), bool)
        wanted[list(since)] = True
        later = np.flatnonzero(wanted[self.log.item[upto:]]) + upto
        for (item, kind, _, who), at in zip(
            _listed(self.log, later), self.log.time[later].tolist(), strict=True
        ):
            if item not in since:
                continue
            begun = since[item]
            if begun is not None:
                left[item] += at - begun
            goes_on = kind in (Kind.STARTED, Kind.RESUMED, Kind.UNBLOCKED) and who >= 0
            since[item] = at if goes_on else None
            if kind in (Kind.FINISHED, Kind.ENTERED, Kind.DONE):
                del since[item]
        for item, begun in since.items():  # not finished when the log ends
            left[item] += (0.0 if begun is None else self.log.end - begun) + self._left.get(item, 0.0)
        return left

    def rows(self, first: int, upto: int) -> list[Row]:
        """Give what happened from one row to another."""
        log = self.log
        return _listed(log, np.arange(first, upto))

    def _rows_of(self, items: NDArray[np.intp], upto: int, further: NDArray[np.int64]) -> NDArray[np.int64]:
        """Find the rows of some items up to a row, in order, and further rows among them."""
        begin = int(self._first[items].min()) if len(items) else upto
        wanted = np.zeros(len(self.log.items), bool)
        wanted[items] = True
        chosen = np.flatnonzero(wanted[self.log.item[begin:upto]]) + begin
        return np.sort(np.concatenate([chosen, further]))


def motion_of(log: EventLog) -> Motion:
    """Make a motion for a log: its stages say how they work."""
    return Motion(
        [stage.kind == "work" for stage in log.stages],
        [stage.holds for stage in log.stages],
        [stage.batch > 1 for stage in log.stages],
    )


def frame_at(log: EventLog, time: float) -> Frame:
    """Give the tokens of a stored log at a time, all at rest."""
    return Past(log).frame(time)


def _ends(log: EventLog) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the first row of each item, shape (items,), and the rows that ended one for good, in order."""
    first = np.full(len(log.items), len(log), np.int64)
    if log.origin.kind == "simulation":
        arrived = np.flatnonzero(log.kind == Kind.ARRIVED)
        first[log.item[arrived]] = arrived
        return first, np.flatnonzero(log.kind == Kind.DONE)
    rows = np.arange(len(log))
    last = np.full(len(log.items), -1, np.int64)
    set_first(first, log.item, rows)
    set_last(last, log.item, rows)
    last = np.sort(last[last >= 0])
    return first, last[log.kind[last] == Kind.DONE]


def _listed(log: EventLog, rows: NDArray[np.integer]) -> list[Row]:
    columns = (log.item, log.kind, log.stage, log.who)
    return list(zip(*(column[rows].tolist() for column in columns), strict=True))
