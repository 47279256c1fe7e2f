"""Events that tell begin and end of an activity apart (XES lifecycle): entries, work, interruptions."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.history.chronicle import Chronicle, numbered
from sim.history.moves import Moves
from sim.history.runs import run_begins
from sim.history.words import folded
from sim.log import Kind

_PLANNED = ("schedule", "scheduled", "assign", "assigned", "enqueue", "queued", "ready")
_BEGUN = ("start", "started", "begin", "begun", "in progress")
_ENDED = (
    "complete", "completed", "end", "ended", "finish", "finished", "done", "close", "closed",
    "withdraw", "ate abort", "pi abort", "abort", "skip", "autoskip", "manualskip",
)  # fmt: skip
_STOPPED = ("suspend", "suspended", "pause", "paused")
_RESUMED = ("resume", "resumed")

_OTHER, _PLAN, _START, _END, _STOP, _RESUME = range(6)


class Work(NamedTuple):
    """When activities were begun, stopped, taken up again and finished; arrays of shape (rows,).

    Attributes:
        item: Number of the item, int64.
        stage: Stage of the activity, int64.
        time: When.
        kind: A :class:`~sim.log.Kind`, int8.
    """

    item: NDArray[np.int64]
    stage: NDArray[np.int64]
    time: NDArray[np.float64]
    kind: NDArray[np.int8]

    @classmethod
    def nothing(cls) -> Work:
        """Give work that nobody told of."""
        none = np.zeros(0, np.int64)
        return cls(none, none, np.zeros(0), np.zeros(0, np.int8))

    def where(self, chosen: NDArray[np.bool_]) -> Work:
        """Keep some rows."""
        return Work(self.item[chosen], self.stage[chosen], self.time[chosen], self.kind[chosen])


def entries_and_work(story: Chronicle, rows: NDArray[np.intp], events: Moves) -> tuple[Moves, Work]:
    """Tell entries of stages from what happens within an activity.

    A ``start`` after a ``schedule`` of the same activity is its begin, and a ``complete`` after a ``start``
    its end; a ``complete`` alone is the activity's one event. Without a column that tells, and where nothing
    is ever started, each event is an entry.

    Args:
        story: The log.
        rows: Rows of it that are used, in order of item, then time.
        events: The same as moves.
    """
    if "lifecycle" not in story.columns:
        return events, Work.nothing()
    numbers, words = numbered(story.rows.column(story.columns["lifecycle"]))
    phase = np.array([_phase(word) for word in words] + [_END], np.int8)[numbers][rows]
    if not np.any(phase == _START):
        return events.where(~np.isin(phase, (_STOP, _RESUME))), Work.nothing()
    planned = _matched(events, phase == _PLAN, phase == _START)
    ended = _matched(events, phase == _START, phase == _END)
    enters = (phase == _PLAN) | ((phase == _START) & ~planned) | ((phase == _END) & ~ended)
    kinds = np.full(len(phase), -1, np.int8)
    kinds[phase == _START] = Kind.STARTED
    kinds[ended] = Kind.FINISHED
    kinds[phase == _STOP] = Kind.PAUSED
    kinds[phase == _RESUME] = Kind.RESUMED
    told = kinds >= 0
    work = Work(events.item[told], events.stage[told], events.time[told], kinds[told])
    return events.where(enters), work


def _phase(word: str) -> int:
    name = folded(word)
    known = ((_PLANNED, _PLAN), (_BEGUN, _START), (_ENDED, _END), (_STOPPED, _STOP), (_RESUMED, _RESUME))
    return next((phase for words, phase in known if name in words), _OTHER)


def _matched(events: Moves, opens: NDArray[np.bool_], closes: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which closing events have an opening one before them, of the same item and activity."""
    size = len(events.item)
    group = events.item * (int(events.stage.max(initial=0)) + 3) + events.stage
    order = np.argsort(group, kind="stable")
    step = opens[order].astype(np.int64) - closes[order]
    begins = run_begins(group[order])
    number = np.cumsum(begins)
    total = np.cumsum(step)
    total -= (total - step)[begins][number - 1]  # counted anew in each group
    # The lowest level so far in the group, never above 0; groups are kept apart by a large number.
    apart = number * (2 * size + 2)
    lowest = np.minimum.accumulate(total - apart) + apart
    lowest = np.minimum(lowest, 0)
    before = np.where(begins, 0, np.append(0, lowest[:-1])[:size])
    matched = np.zeros(size, np.bool_)
    matched[order] = closes[order] & (total >= before)
    return matched


def work_in(moves: Moves, work: Work) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Give the move that began the visit in which each row of work lies, and whether it is of its stage."""
    if not len(work.item) or not len(moves.item):
        return np.zeros(len(work.item), np.int64), np.zeros(len(work.item), np.bool_)
    times, rank = np.unique(np.concatenate([moves.time, work.time]), return_inverse=True)
    key = np.concatenate([moves.item, work.item]) * (len(times) + 1) + rank
    own, asked = key[: len(moves.item)], key[len(moves.item) :]
    after, before = (_visit(own, asked, side, moves, work) for side in _SIDES)
    return np.where(after[1], after[0], before[0]), after[1] | before[1]


_Side = Literal["left", "right"]
_SIDES: tuple[_Side, _Side] = ("right", "left")
"""Work at the moment of an entry is of the visit that begins then, else of the one that ends."""


def _visit(
    own: NDArray[np.int64], asked: NDArray[np.int64], side: _Side, moves: Moves, work: Work
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    place = np.searchsorted(own, asked, side) - 1
    found = np.maximum(place, 0)
    fits = (place >= 0) & (moves.item[found] == work.item) & (moves.stage[found] == work.stage)
    return found, np.asarray(fits)
