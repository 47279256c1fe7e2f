"""Sense of what could go on for ever at one instant: an endless backlog that nothing holds."""

from __future__ import annotations

from collections.abc import Iterator

from sim.distributions import mean
from sim.stream.arrivals import Saturated
from sim.stream.items import ItemType
from sim.stream.mix import class_of, shares_of, types_of
from sim.stream.problem import Problem, error
from sim.stream.rooms import rooms_of
from sim.stream.stages import Stage
from sim.stream.stream import Stream


def check_endless(stream: Stream) -> Iterator[Problem]:
    """Check that a first stage that is never starved takes in only so much at one instant."""
    for number, arrival in enumerate(stream.arrivals):
        if not isinstance(arrival, Saturated):
            continue
        where = f"arrivals.{number}"
        shares = shares_of(stream, arrival)
        coming = [one for one in types_of(stream, arrival) if shares[one.id] > 0.0]
        yield from _check_way(stream, coming, where)
        yield from _check_classes(stream, coming, where)
        if all(stream.stages[0].skip.get(one.id, 0.0) >= 1.0 for one in coming):
            yield error(
                where,
                f"The backlog never ends and all that it brings passes by {stream.stages[0].name}, "
                "which is to take from it.",
                "Lower the share that passes by, or name other types here.",
            )


def _check_classes(stream: Stream, coming: list[ItemType], where: str) -> Iterator[Problem]:
    for one in coming:
        service = class_of(stream, one)
        if service.ignores_wip and service.at_most is None:
            yield error(
                where,
                f"The backlog never ends and {one.name} ignores limits: endless items would enter.",
                f"Give the class {service.id} a number for at_most, or name other types here.",
            )


def _check_way(stream: Stream, coming: list[ItemType], where: str) -> Iterator[Problem]:
    """Follow the items for as long as they take no time: every stage there has to bound them.

    A gate holds nobody while it is open, and it is open for a whole instant.
    """
    bounded = frozenset[str]().union(*(one.stages for one in rooms_of(stream, coming)))
    ahead, seen = [0], {0}
    while ahead:
        place = ahead.pop()
        if place == len(stream.stages):
            yield error(
                where,
                "The backlog never ends and there is a way to the end that takes no time: "
                "endless items would pass at once.",
                "Give a stage on it a time (or delay) above 0; a gate alone holds nothing while it is open.",
            )
            return
        stage = stream.stages[place]
        if stage.id not in bounded and stage.pull != "ready":
            yield error(
                where,
                f"The backlog never ends and nothing limits {stage.name}: endless items would enter at once.",
                f"Give {stage.name} a WIP limit (or a group, or let it pull when ready), and a time above 0.",
            )
            return
        if not _takes_time(stage, coming):
            ahead += sorted(_next_places(stream, place, coming) - seen, reverse=True)
            seen |= set(ahead)


def _takes_time(stage: Stage, coming: list[ItemType]) -> bool:
    """Tell whether some of the items spend time here: they fill it up sooner or later."""
    times = [
        stage.delay if stage.kind == "wait" else stage.time_by_type.get(one.id, stage.time) for one in coming
    ]
    return any(time is not None and mean(time) > 0.0 for time in times)


def _next_places(stream: Stream, place: int, coming: list[ItemType]) -> set[int]:
    """Give the places that items may go on to, the one behind the last stage among them."""
    places = {one.id: number for number, one in enumerate(stream.stages)}
    types = {one.id for one in coming}
    found = {place + 1}
    for route in stream.stages[place].routes:
        if route.share > 0.0 and (route.types is None or types & set(route.types)):
            found.add(places[route.to])
    for at in range(place + 1, len(stream.stages)):
        skip = stream.stages[at].skip
        if at in found and any(skip.get(one, 0.0) > 0.0 for one in types):
            found.add(at + 1)
    return found
