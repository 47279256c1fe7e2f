"""What becomes of each row of a log of changes or events."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.history.chronicle import NOTHING, Chronicle
from sim.history.mapping import Field, Mapping
from sim.history.report import SetAside
from sim.history.words import folded

UNMAPPED = -1
"""Stage of a word that the mapping does not know."""
IGNORED = -2
"""Stage of a word that is passed over."""


class Fate(IntEnum):
    """What became of a row."""

    USED = 0
    NO_ITEM = 1
    UNKNOWN_ITEM = 2
    NO_DATE = 3
    BAD_DATE = 4
    NO_WORD = 5
    UNMAPPED = 6
    GIVEN_UP = 7


def stage_of_words(mapping: Mapping) -> dict[str, int]:
    """Give the stage number of every word of a flow, as it is written and folded.

    Done is the number after the last stage, given up the next one.
    """
    visited = mapping.visited()
    number = {stage.name: place for place, stage in enumerate(visited)}
    ends = {"done": len(visited), "cancelled": len(visited) + 1, "ignored": IGNORED}
    stages: dict[str, int] = {}
    for stage in mapping.flow:
        for word in stage.statuses:
            place = ends.get(stage.state, number.get(stage.name, UNMAPPED))
            stages.setdefault(word, place)
            stages.setdefault(folded(word), place)
    return stages


def stage_numbers(words: tuple[str, ...], mapping: Mapping) -> NDArray[np.int64]:
    """Give the stage number of each word; one more entry, the last, for no word."""
    known = stage_of_words(mapping)
    found = [known.get(word, known.get(folded(word), UNMAPPED)) for word in words]
    return np.array([*found, UNMAPPED], np.int64)


def fates_of(story: Chronicle, stage_of: NDArray[np.int64]) -> NDArray[np.int8]:
    """Say of each row why it cannot be used, :attr:`Fate.USED` where it can; the first reason counts."""
    fate = np.full(len(story.rows), Fate.USED, np.int8)
    status = ~story.is_flag
    fate[status & (stage_of[story.to] == UNMAPPED)] = Fate.UNMAPPED
    fate[status & (story.to == NOTHING)] = Fate.NO_WORD
    fate[np.isnan(story.when.days)] = Fate.NO_DATE
    fate[story.when.unreadable] = Fate.BAD_DATE
    fate[story.item == NOTHING] = Fate.NO_ITEM if story.whole else Fate.UNKNOWN_ITEM
    return fate


_REASONS: dict[Fate, tuple[Field, str]] = {
    Fate.NO_ITEM: ("id", "names no item"),
    Fate.UNKNOWN_ITEM: ("id", "is about no item of the file"),
    Fate.NO_DATE: ("when", "has no date"),
    Fate.BAD_DATE: ("when", "{} is not a date"),
    Fate.NO_WORD: ("to", "says not to what"),
    Fate.UNMAPPED: ("to", "is mapped to no stage"),
    Fate.GIVEN_UP: ("to", "its item was cancelled: left out"),
}


def remarks(story: Chronicle, mapping: Mapping, fate: NDArray[np.int8]) -> list[SetAside]:
    """Tell every row that was not used, with the text that was in the way."""
    goal: Field = "activity" if mapping.layout == "events" else "to"
    found = []
    for place in np.flatnonzero(fate != Fate.USED).tolist():
        field, reason = _REASONS[Fate(fate[place])]
        header = _header(story, mapping, goal if field == "to" else field)
        value = story.rows.column(header)[place] if header in story.rows.headers else ""
        found.append(SetAside(row=story.rows.numbers[place], value=value[:80], reason=reason.format(header)))
    return found


def _header(story: Chronicle, mapping: Mapping, field: Field) -> str:
    if field == "id":
        return mapping.columns.get("id", "") if story.whole else "item"
    return story.columns.get(field, "")
