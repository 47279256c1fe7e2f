"""What of a model and a history cannot be set side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.log import Kind, visits
from sim.stream import Interarrival

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.log import EventLog
    from sim.stream import Stream

MOST_NAMES = 5


def not_comparable(history: EventLog, stream: Stream) -> tuple[str, ...]:
    """Say what cannot be compared, and why; one sentence each.

    Args:
        history: In the stream's time.
        stream: The model.
    """
    said = [*_stages(history, stream), *_types(history, stream), *_arrivals(stream)]
    if stream.plan:
        said.append(
            "The plan of the stream counts its days from the begin of each run: in the history those days "
            "are others."
        )
    if not (history.kind == Kind.STARTED).any():
        said.append(
            "Flow efficiency is not compared: the history does not tell when somebody worked on an item."
        )
    said.append(
        "Lead time is not compared: items come into the model when they are committed to, not when they "
        "were asked for."
    )
    return tuple(said)


def named(names: Sequence[str]) -> str:
    """List names: ``Build, Test, Release``; of many, the first few."""
    rest = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {rest} more" if rest > 0 else "")


def _stages(history: EventLog, stream: Stream) -> list[str]:
    seen = np.unique(visits(history).stage)
    past = [
        history.stages[number].name
        for number in seen.tolist()
        if number >= history.commitment and history.stages[number].state != "done"
    ]
    ours = [one.name for one in stream.stages]
    known, of_stream = ({name.casefold() for name in names} for names in (past, ours))
    if not known & of_stream:
        return [
            "No stage of the stream has the name of one of the history's: only what goes in and comes out is "
            "compared."
        ]
    said = []
    for names, other, owner in (
        (ours, known, "the stream but not of the history"),
        (past, of_stream, "the history but not of the stream"),
    ):
        lone = [name for name in names if name.casefold() not in other]
        if lone:
            said.append(f"Stages of {owner}, whose load is not compared: {named(lone)}.")
    return said


def _types(history: EventLog, stream: Stream) -> list[str]:
    past, ours = {one.id for one in history.types}, {one.id for one in stream.item_types}
    lone = [one.name for one in stream.item_types if one.id not in past]
    if not past & ours:
        return ["The stream's item types are not those of the history: shares are not compared."]
    return [f"Item types that the history does not have: {named(lone)}."] if lone else []


def _arrivals(stream: Stream) -> list[str]:
    if any(isinstance(one, Interarrival) for one in stream.arrivals):
        return []
    return [
        "Items do not come to the stream one after another as they did in the history: what it does at its "
        "begin and its end says little."
    ]
