"""Sense of item types, classes of service and arrivals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sim.distributions import Distribution, mean, ppf
from sim.stream.arrivals import Backlog, CadenceArrival, Interarrival, Saturated, Schedule
from sim.stream.faults import nearest
from sim.stream.mix import Arrival
from sim.stream.problem import Problem, error, warning
from sim.stream.stream import Stream

MOST_TYPES = 255
"""The engine keeps an item's type in one byte, with one value to spare."""


def check_items(stream: Stream) -> Iterator[Problem]:
    """Check the item types and the classes."""
    if not stream.item_types:
        yield error("item_types", "The stream has no item types.", "Add one; feature is a good start.")
    if len(stream.item_types) > MOST_TYPES:
        yield error(
            "item_types",
            f"The stream has {len(stream.item_types)} item types; it may have at most {MOST_TYPES}.",
            "Join types that are treated alike.",
        )
    yield from repeated("item_types", [one.id for one in stream.item_types])
    yield from repeated("classes", [one.id for one in stream.classes])
    yield from _check_classes(stream)
    yield from _check_shares(stream)
    known = [one.id for one in stream.classes] or ["standard"]
    for one in stream.item_types:
        if one.class_id is not None and one.class_id not in known:
            yield unknown(f"item_types.{one.id}.class", "class of service", one.class_id, known)


def check_arrivals(stream: Stream) -> Iterator[Problem]:
    """Check how items arrive."""
    if not stream.arrivals and not stream.board:
        yield error("arrivals", "Nothing ever arrives.", "Add arrivals, or items on the board.")
    for number, arrival in enumerate(stream.arrivals):
        where = f"arrivals.{number}"
        yield from _check_types(stream, arrival, where)
        match arrival:
            case Interarrival():
                yield from _check_interarrival(arrival, where)
            case CadenceArrival():
                yield from _check_cadence(arrival, where)
            case Schedule():
                yield from _check_schedule(stream, arrival, where)
            case Backlog():
                yield from _check_backlog(stream, arrival, where)
            case Saturated():
                pass


def repeated(where: str, ids: Sequence[str]) -> Iterator[Problem]:
    """Name every id that stands more than once."""
    for one in dict.fromkeys(one for one in ids if ids.count(one) > 1):
        yield error(f"{where}.{one}", f"The id {one} stands {ids.count(one)} times.", "Give each its own id.")


def unknown(where: str, kind: str, name: str, known: Iterable[str]) -> Problem:
    """Say that a name refers to nothing, and what it may have meant."""
    names = list(known)
    listed = f"Known are {', '.join(names)}." if names else "There are none yet."
    return error(where, f"There is no {kind} {name}.", nearest(name, names) or listed)


def _check_classes(stream: Stream) -> Iterator[Problem]:
    for one in stream.classes:
        where = f"classes.{one.id}"
        if one.rank < 0:
            yield error(f"{where}.rank", f"The rank is {one.rank}; it must be 0 or more.", "0 goes first.")
        if one.at_most is not None and one.at_most < 1:
            yield error(
                f"{where}.at_most",
                f"At most {one.at_most} items are let in; it must be 1 or more, or none.",
                "Raise it, or clear it for no cap.",
            )


def _check_shares(stream: Stream) -> Iterator[Problem]:
    for one in stream.item_types:
        if one.share < 0.0:
            yield error(
                f"item_types.{one.id}.share",
                f"The share is {one.share:g}; it must be 0 or more.",
                "Correct it: shares are parts of all arrivals.",
            )
    total = sum(one.share for one in stream.item_types)
    if len(stream.item_types) > 1 and total > 0.0 and abs(total - 1.0) > 1e-6:
        yield warning(
            "item_types",
            f"The shares sum to {total:g}, not 1; each counts as its part of {total:g}.",
            "Make them sum to 1 to read them as parts of all arrivals.",
        )


def _check_types(stream: Stream, arrival: Arrival, where: str) -> Iterator[Problem]:
    known = [one.id for one in stream.item_types]
    if arrival.types is not None:
        if not arrival.types:
            yield error(
                f"{where}.types", "The list of types is empty.", "Name types, or leave it out for all."
            )
        yield from repeated(f"{where}.types", arrival.types)
        for name in arrival.types:
            if name not in known:
                yield unknown(f"{where}.types", "item type", name, known)
    if _draws_types(arrival):
        chosen = [one for one in stream.item_types if arrival.types is None or one.id in arrival.types]
        if len(chosen) > 1 and not any(one.share > 0.0 for one in chosen):
            yield error(
                f"{where}.types",
                "All shares of the types that arrive here are 0.",
                "Give at least one item type a share above 0.",
            )


def _draws_types(arrival: Arrival) -> bool:
    if isinstance(arrival, Schedule):
        return any(one.type is None for one in arrival.items)
    return not (isinstance(arrival, Backlog) and arrival.counts is not None)


def _check_interarrival(arrival: Interarrival, where: str) -> Iterator[Problem]:
    if mean(arrival.time) <= 0.0:
        yield error(
            f"{where}.time",
            "The time between arrivals is always 0: endless items would arrive at once.",
            "Give a time above 0, or take arrivals of kind backlog or saturated.",
        )
    if _largest_count(arrival.batch) < 1:
        yield error(
            f"{where}.batch",
            "The batch size rounds to 0 at every draw: nothing would arrive.",
            "Give a batch of 1 or more.",
        )


def _largest_count(batch: Distribution) -> int:
    return int(float(ppf(batch, 1.0 - 1e-9)) + 0.5)


def _check_cadence(arrival: CadenceArrival, where: str) -> Iterator[Problem]:
    if arrival.every <= 0.0:
        yield error(f"{where}.every", f"The cadence is {arrival.every:g}; it must be above 0.", "Raise it.")
    if arrival.count < 1:
        yield error(
            f"{where}.count", f"{arrival.count} items arrive each time; it must be 1 or more.", "Raise it."
        )
    yield from not_negative(f"{where}.first", "first moment", arrival.first)


def _check_schedule(stream: Stream, arrival: Schedule, where: str) -> Iterator[Problem]:
    if not arrival.items:
        yield error(f"{where}.items", "The schedule is empty.", "List its items, or remove the schedule.")
    types = [one.id for one in stream.item_types]
    stages = [one.id for one in stream.stages]
    for number, item in enumerate(arrival.items):
        here = f"{where}.items.{number}"
        yield from not_negative(f"{here}.at", "moment", item.at)
        if item.type is not None and item.type not in types:
            yield unknown(f"{here}.type", "item type", item.type, types)
        for stage, time in item.times.items():
            if stage not in stages:
                yield unknown(f"{here}.times.{stage}", "stage", stage, stages)
            yield from not_negative(f"{here}.times.{stage}", "touch time", time)


def not_negative(where: str, name: str, value: float | None) -> Iterator[Problem]:
    """Check that a value, if given, is 0 or more."""
    if value is not None and value < 0.0:
        yield error(where, f"The {name} is {value:g}; it must be 0 or more.", "Correct it.")


def _check_backlog(stream: Stream, arrival: Backlog, where: str) -> Iterator[Problem]:
    if (arrival.count is None) == (arrival.counts is None):
        given = "both count and counts" if arrival.count is not None else "neither count nor counts"
        yield error(where, f"The backlog gives {given}.", "Give count, or counts by type.")
    if arrival.count is not None and arrival.count < 1:
        yield error(
            f"{where}.count", f"The backlog has {arrival.count} items; it must be 1 or more.", "Raise it."
        )
    if arrival.counts is None:
        return
    if arrival.types is not None:
        yield error(f"{where}.types", "A backlog with counts by type takes no types.", "Remove types.")
    known = [one.id for one in stream.item_types]
    for name, count in arrival.counts.items():
        if name not in known:
            yield unknown(f"{where}.counts.{name}", "item type", name, known)
        yield from not_negative(f"{where}.counts.{name}", "number of items", count)
    if not any(count > 0 for count in arrival.counts.values()):
        yield error(f"{where}.counts", "The backlog is empty.", "Give a type a count above 0.")
