"""Where items were before their first change, and since when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.history.chronicle import NOTHING, Chronicle, dates_of
from sim.history.fates import stage_of_words
from sim.history.mapping import FlowStage, Mapping
from sim.history.moves import Moves
from sim.history.words import folded
from sim.log import set_first


@dataclass(frozen=True)
class Beginnings:
    """What is known of the time before the first change; arrays of shape (rows of items,).

    Attributes:
        created: When the item was created; NaN where not known, or where a change is earlier.
        late: Whether a date of creation is left out, because a change is earlier.
        told: Whether the item's first change says that it came from nothing: it was created then.
        first: When it first changed; NaN where it never did.
        stage: Stage in which it was before, where known, else a negative number.
        unknown_since: Whether it was in a stage of the flow before its first change, nobody knows since when.
    """

    created: NDArray[np.float64]
    late: NDArray[np.bool_]
    told: NDArray[np.bool_]
    first: NDArray[np.float64]
    stage: NDArray[np.int64]
    unknown_since: NDArray[np.bool_]

    def added_to(self, moves: Moves) -> Moves:
        """Put a move into the first stage, at the moment of creation, before each item's moves."""
        known = np.flatnonzero((self.stage >= 0) & ~np.isnan(self.created))
        added = Moves(known, self.stage[known], self.created[known])
        both = Moves(*(np.concatenate(pair) for pair in zip(added, moves, strict=True)))
        return both.where(np.argsort(both.item, kind="stable"))


def beginnings(
    story: Chronicle, mapping: Mapping, rows: NDArray[np.intp], stage_of: NDArray[np.int64]
) -> Beginnings:
    """Tell where items were before their first change.

    Args:
        story: The log.
        mapping: What it means.
        rows: Its changes of status, in order of item, then time.
        stage_of: Stage of each word, the last for no word.
    """
    size = len(story.items)
    created = dates_of(story, mapping, "created")
    first, came = np.full(size, np.nan), np.full(size, NOTHING, np.int64)
    has_changes = np.zeros(size, np.bool_)
    items = story.item[rows]
    set_first(first, items, story.when.days[rows])
    set_first(came, items, story.came[rows])
    has_changes[items] = True
    late = created > first
    created = np.where(late, np.nan, created)
    stage = np.where(has_changes, stage_of[came], _stages_now(story, mapping))
    before = len(mapping.visited())
    committed = (stage >= mapping.commitment()) & (stage < before)
    told = has_changes & (came == NOTHING) & ("from" in story.columns)
    unknown = np.isnan(created) & has_changes & committed
    return Beginnings(created, late, told, first, stage, np.asarray(unknown))


def arrivals(moves: Moves, begun: Beginnings, stages: tuple[FlowStage, ...]) -> NDArray[np.float64]:
    """Give when each row of items arrived: when created, else when it entered a first stage that is new."""
    firsts = np.flatnonzero(moves.first())
    new = np.array([stage.state == "new" for stage in stages] + [False, False])[moves.stage[firsts]]
    entered = np.full(len(begun.created), np.nan)
    entered[moves.item[firsts[new]]] = moves.time[firsts[new]]
    known = np.where(np.isnan(begun.created) & begun.told, begun.first, begun.created)
    return np.where(np.isnan(known), entered, known)


def _stages_now(story: Chronicle, mapping: Mapping) -> NDArray[np.int64]:
    """Give the stage of each row of items by its state: where items without any change have always been."""
    header = mapping.columns.get("state", "")
    if header not in story.items.headers:
        return np.full(len(story.items), NOTHING, np.int64)
    known = stage_of_words(mapping)
    words = story.items.column(header)
    return np.array([known.get(word, known.get(folded(word), NOTHING)) for word in words], np.int64)
