"""How many items may be in a stage at once: every limit that counts it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from sim.stream.arrivals import Backlog, Schedule
from sim.stream.items import ItemType, ServiceClass
from sim.stream.mix import Arrival, classes_of, types_of
from sim.stream.stream import Stream

CAP = "the cap on types and classes"
"""Name of the limit that the types' limits and the classes' ``at_most`` come to."""


class Room(NamedTuple):
    """A limit on how many items may be in some stages at once.

    Attributes:
        limit: The most items.
        name: What limits them, as it stands in a sentence.
        stages: Ids of the stages that it counts.
    """

    limit: int
    name: str
    stages: frozenset[str]


def rooms_of(stream: Stream, types: Sequence[ItemType]) -> list[Room]:
    """List the limits of stages, of groups, and that of types and classes together if it binds all of them.

    Args:
        stream: Any stream; what is broken in it limits nothing.
        types: Item types to be let in.
    """
    rooms = [
        Room(one.wip_limit, f"the WIP limit of {one.name}", frozenset((one.id,)))
        for one in stream.stages
        if one.wip_limit is not None
    ]
    rooms += [
        Room(one.limit, f"the limit of {one.name or one.id}", frozenset(one.stages))
        for one in stream.wip_groups
    ]
    coming = types_that_come(stream)
    most = _most_in_stream(stream, [one for one in types if one.id in coming])
    if math.isfinite(most):
        everywhere = frozenset(one.id for one in stream.stages)
        rooms.append(Room(int(most), CAP, everywhere))
    return rooms


def types_that_come(stream: Stream) -> set[str]:
    """Give the ids of the types that are there at the start, arrive, or are created by others that come."""
    coming = {one.type for one in stream.board}
    for arrival in stream.arrivals:
        coming |= _brought(stream, arrival)
    while True:
        more = {one.creates for one in stream.feedback if one.on in coming and one.mean_count > 0.0}
        if more <= coming:
            return coming
        coming |= more


def _brought(stream: Stream, arrival: Arrival) -> set[str]:
    if isinstance(arrival, Backlog) and arrival.counts is not None:
        return {one for one, count in arrival.counts.items() if count > 0}
    given = {one.type for one in arrival.items} if isinstance(arrival, Schedule) else {None}
    named = {one for one in given if one is not None}
    if None not in given:
        return named
    types = types_of(stream, arrival)
    return named | {one.id for one in types if one.share > 0.0 or len(types) == 1}


def _most_in_stream(stream: Stream, types: Sequence[ItemType]) -> float:
    """Add up, class by class, how many items of these types may be in the stream at once."""
    classes = {one.id: one for one in classes_of(stream)}
    last = max(classes.values(), key=lambda one: one.rank)
    limits = {one.type: one.limit for one in stream.type_limits}
    most = {one.id: 0.0 for one in classes.values()}
    for one in types:
        service: ServiceClass = classes.get(one.class_id or last.id, last)
        bound = math.inf if service.ignores_wip else float(limits.get(one.id, math.inf))
        most[service.id] += bound
    return sum(
        held if one.at_most is None else min(held, one.at_most)
        for one in classes.values()
        for held in (most[one.id],)
    )
