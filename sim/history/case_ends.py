"""When cases of an event log begin and end, where no event says so."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.history.chronicle import Chronicle
from sim.history.moves import Moves


def with_case_dates(moves: Moves, dates: NDArray[np.float64], stage: int) -> Moves:
    """Let each item with a date enter a stage then (or be done, where the stage is past the last one)."""
    known = np.flatnonzero(~np.isnan(dates))
    return joined(moves, Moves(known, np.full(len(known), stage), dates[known]))


def with_last_events(moves: Moves, story: Chronicle, rows: NDArray[np.intp], done: int) -> Moves:
    """Let each item be done at its last event, unless it ends by one that is mapped so.

    Args:
        moves: The moves.
        story: The log.
        rows: Rows of it that are used.
        done: Stage of done.
    """
    last = np.full(len(story.items), -np.inf)
    np.maximum.at(last, story.item[rows], story.when.days[rows])
    last[moves.item[moves.last() & (moves.stage >= done)]] = -np.inf
    return with_case_dates(moves, np.where(np.isinf(last), np.nan, last), done)


def joined(moves: Moves, added: Moves) -> Moves:
    """Put two lots of moves in order: at one moment, the beginning first, done last, else as given."""
    both = Moves(*(np.concatenate(pair) for pair in zip(moves, added, strict=True)))
    front = np.zeros(len(both.item), np.int8)
    front[len(moves.item) :] = np.where(added.stage == 0, -1, 1)
    return both.where(np.lexsort((front, both.time, both.item)))
