"""Moves of items from stage to stage, and the rules by which lives that do not go straight are read.

Stages are numbered in flow order; the number after the last one is done, the next one is given up
(cancelled).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.history.runs import run_begins, run_ends


class Moves(NamedTuple):
    """Moves in order of item, then as they happened; arrays of shape (moves,).

    Attributes:
        item: Number of the item, int64.
        stage: Number of the stage entered, int64.
        time: When, in days since 1970-01-01T00:00Z.
    """

    item: NDArray[np.int64]
    stage: NDArray[np.int64]
    time: NDArray[np.float64]

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Moves:
        """Keep some moves, or put them in another order."""
        return Moves(self.item[chosen], self.stage[chosen], self.time[chosen])

    def first(self) -> NDArray[np.bool_]:
        """Say which moves are the first of their item."""
        return run_begins(self.item)

    def last(self) -> NDArray[np.bool_]:
        """Say which moves are the last of their item."""
        return run_ends(self.item)

    def left(self) -> NDArray[np.float64]:
        """Give when each stage was left: the time of the item's next move, infinity after its last."""
        following = np.append(self.time[1:], np.inf)[: len(self.time)]
        return np.where(self.last(), np.inf, following)


def without_repeats(moves: Moves) -> Moves:
    """Leave out moves to the stage where the item already is."""
    same = np.zeros(len(moves.item), np.bool_)
    same[1:] = (moves.stage[1:] == moves.stage[:-1]) & ~moves.first()[1:]
    return moves.where(~same)


def with_one_end(moves: Moves, done: int) -> Moves:
    """Keep one of several ends in a row: the first of the kind of the last one."""
    end = moves.stage >= done
    begins = moves.first() | ~end | np.append(True, ~end[:-1])[: len(end)]
    run = np.cumsum(begins) - 1
    kind = moves.stage[run_ends(run)][run]
    fits = np.flatnonzero(~end | (moves.stage == kind))
    _, first = np.unique(run[fits], return_index=True)
    return moves.where(fits[first])


def gone_back(moves: Moves) -> NDArray[np.bool_]:
    """Say which moves lead to an earlier stage than the one before."""
    back = np.zeros(len(moves.item), np.bool_)
    back[1:] = (moves.stage[1:] < moves.stage[:-1]) & ~moves.first()[1:]
    return back


def later_dates_wiped(moves: Moves) -> Moves:
    """Let a move back wipe all later stages, and each stage keep the first date it then has."""
    size = int(moves.stage.max(initial=0)) + 1
    key = moves.item * size + moves.stage
    lowest = np.minimum.accumulate(key[::-1])[::-1]
    kept = moves.where(key == lowest)
    return without_repeats(kept)


def skipped_filled(moves: Moves, done: int) -> tuple[Moves, int]:
    """Enter every stage passed by, at the moment of the next stage visited; say how many there were.

    The stages before an item's first one count as passed by too; who is given up passes nothing by.
    """
    before = np.where(moves.first(), -1, np.append(-1, moves.stage[:-1])[: len(moves.stage)])
    gaps = np.maximum(moves.stage - before - 1, 0)
    gaps[moves.stage > done] = 0
    copies = gaps + 1
    place = np.repeat(np.arange(len(copies)), copies)
    ends = np.cumsum(copies)
    back = ends[place] - 1 - np.arange(len(place))
    filled = Moves(moves.item[place], moves.stage[place] - back, moves.time[place])
    return filled, int(gaps.sum())


def begun_again(moves: Moves, done: int) -> NDArray[np.bool_]:
    """Say which moves follow an end of the same item: it is reopened."""
    again = np.zeros(len(moves.item), np.bool_)
    again[1:] = (moves.stage[:-1] >= done) & (moves.stage[1:] < done) & ~moves.first()[1:]
    return again
