"""Flags: stretches of time in which an item is blocked, laid over its visits to stages."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.history.moves import Moves
from sim.history.runs import run_begins


class Stretches(NamedTuple):
    """Stretches of time under a flag, in order of item, then time; none touches the next of its item.

    Attributes:
        item: Number of the item, int64.
        begin: When the flag was set.
        end: When it was cleared; infinity where it never was.
    """

    item: NDArray[np.int64]
    begin: NDArray[np.float64]
    end: NDArray[np.float64]


class Blocked(NamedTuple):
    """Parts of stretches that lie within one visit.

    Attributes:
        move: Number of the move that began the visit, int64.
        begin: When the item was blocked in this visit.
        end: When it was unblocked in it; infinity where it left the stage blocked, or is blocked still.
    """

    move: NDArray[np.int64]
    begin: NDArray[np.float64]
    end: NDArray[np.float64]


def stretches(item: NDArray[np.int64], time: NDArray[np.float64], is_set: NDArray[np.bool_]) -> Stretches:
    """Make stretches of flags set and cleared; the rows are in order of item, then time.

    A flag set while another is set goes on; one cleared without having been set is nothing.
    """
    size = len(item)
    was_set = np.append(False, is_set[:-1])[:size] & ~run_begins(item)
    begins = np.flatnonzero(is_set & ~was_set)
    ends = np.flatnonzero(~is_set & was_set)
    finished = np.searchsorted(ends, begins)
    close = np.append(ends, size)[finished]
    cleared = (close < size) & (np.append(item, -1)[close] == item[begins])
    end = np.where(cleared, np.append(time, np.inf)[close], np.inf)
    return _joined(Stretches(item[begins], time[begins], end))


def _joined(flagged: Stretches) -> Stretches:
    """Join stretches that touch, and leave out those without length."""
    kept = flagged.end > flagged.begin
    item, begin, end = flagged.item[kept], flagged.begin[kept], flagged.end[kept]
    touches = np.zeros(len(item), np.bool_)
    touches[1:] = (item[1:] == item[:-1]) & (begin[1:] <= end[:-1])
    heads = np.flatnonzero(~touches)
    tails = np.append(heads[1:], len(item))[: len(heads)] - 1
    return Stretches(item[heads], begin[heads], end[tails])


def blocked_in(moves: Moves, flagged: Stretches, done: int) -> Blocked:
    """Lay stretches over visits: each has its own part; none is before the first visit or after done."""
    none = np.zeros(0, np.int64)
    if not len(flagged.item) or not len(moves.item):
        return Blocked(none, none.astype(np.float64), none.astype(np.float64))
    begin_key, flag_begin, flag_end = _keys(moves, flagged)
    low = np.searchsorted(begin_key, flag_begin, "right") - 1
    high = np.searchsorted(begin_key, flag_end, "left")
    before = (low < 0) | (moves.item[np.maximum(low, 0)] != flagged.item)
    low = low + before
    counts = np.maximum(high - low, 0)
    flag = np.repeat(np.arange(len(low)), counts)
    within = np.arange(len(flag)) - np.repeat(np.cumsum(counts) - counts, counts)
    move = low[flag] + within
    begin = np.maximum(flagged.begin[flag], moves.time[move])
    left = moves.left()[move]
    kept = (np.minimum(flagged.end[flag], left) > begin) & (moves.stage[move] < done)
    end = np.where(flagged.end[flag] < left, flagged.end[flag], np.inf)
    return Blocked(move[kept], begin[kept], end[kept])


def _keys(moves: Moves, flagged: Stretches) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Give one number for item and time together, for visits, begins and ends of stretches."""
    times = np.concatenate([moves.time, flagged.begin, flagged.end])
    _, rank = np.unique(times, return_inverse=True)
    item = np.concatenate([moves.item, flagged.item, flagged.item])
    key = item * (int(rank.max(initial=0)) + 1) + rank
    parts = np.split(key, [len(moves.item), len(moves.item) + len(flagged.item)])
    return parts[0], parts[1], parts[2]
