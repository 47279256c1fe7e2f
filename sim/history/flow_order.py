"""The order of a flow, told from the order in which items come to its words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.history.runs import run_begins
from sim.log import set_first

_MOST_CELLS = 1_000_000
"""Items times words that are looked at: the first items of a file tell the order well enough."""


def discovered_order(
    item: NDArray[np.int64], word: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Put words in flow order by majority: a word that most items visit before another goes before it.

    Of every two words, that one wins which is first with more of the items that come to both; a word's rank
    is its wins less its losses (Copeland), and ties go by the mean place in the lives of items.

    Args:
        item: Item of each visit, in order of item, then time; shape (visits,).
        word: Number of the word visited.
        size: Number of words.

    Returns:
        The words in order, and the mean place of each word in the lives of items, from 0 (first) to 1 (last);
        NaN where it is never visited.
    """
    firsts = _first_places(item, word, size)
    there = ~np.isnan(firsts)
    last = np.max(firsts, axis=1, initial=1, where=there, keepdims=True)
    visited = np.count_nonzero(there, axis=0)
    place = np.sum(firsts / last, axis=0, where=there) / np.where(visited > 0, visited, np.nan)
    known = np.where(np.isnan(firsts), np.inf, firsts)
    wins = np.zeros(size, np.int64)
    for one in range(size):
        own = known[:, [one]]
        both = np.isfinite(own) & np.isfinite(known)
        before = np.count_nonzero(both & (own < known), axis=0)
        after = np.count_nonzero(both & (own > known), axis=0)
        wins[one] = np.count_nonzero(before > after) - np.count_nonzero(before < after)
    return np.lexsort((np.where(np.isnan(place), 1.0, place), -wins)), place


def _first_places(item: NDArray[np.int64], word: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    """Give the place of each item's first visit to each word; shape (items, words), NaN for none."""
    begins = run_begins(item)
    number = np.cumsum(begins) - 1
    kept = number < max(1, _MOST_CELLS // max(size, 1))
    number, word = number[kept], word[kept]
    within = np.arange(len(number)) - np.flatnonzero(begins[: len(number)])[number]
    firsts = np.full((int(number.max(initial=0)) + 1, size), np.nan)
    set_first(firsts, number * size + word, within)
    return firsts
