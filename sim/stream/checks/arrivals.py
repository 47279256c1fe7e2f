"""Sense of how items arrive."""

from __future__ import annotations

from collections.abc import Iterator

from sim.distributions import Distribution, mean, ppf
from sim.stream.arrivals import Backlog, CadenceArrival, Interarrival, Saturated, Schedule
from sim.stream.checks.values import a_period, a_time, known_types, not_negative, not_too_far, unknown
from sim.stream.mix import Arrival
from sim.stream.problem import Problem, error
from sim.stream.stream import Stream


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


def _check_types(stream: Stream, arrival: Arrival, where: str) -> Iterator[Problem]:
    known = [one.id for one in stream.item_types]
    if arrival.types is not None:
        yield from known_types(f"{where}.types", arrival.types, known)
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
    yield from a_period(f"{where}.every", "The cadence is", arrival.every)
    if arrival.count < 1:
        yield error(
            f"{where}.count", f"{arrival.count} items arrive each time; it must be 1 or more.", "Raise it."
        )
    yield from a_time(f"{where}.first", "first moment", arrival.first)


def _check_schedule(stream: Stream, arrival: Schedule, where: str) -> Iterator[Problem]:
    if not arrival.items:
        yield error(f"{where}.items", "The schedule is empty.", "List its items, or remove the schedule.")
    types = [one.id for one in stream.item_types]
    stages = [one.id for one in stream.stages]
    for number, item in enumerate(arrival.items):
        here = f"{where}.items.{number}"
        yield from a_time(f"{here}.at", "moment", item.at)
        if item.type is not None and item.type not in types:
            yield unknown(f"{here}.type", "item type", item.type, types)
        for stage, time in item.times.items():
            if stage not in stages:
                yield unknown(f"{here}.times.{stage}", "stage", stage, stages)
            yield from a_time(f"{here}.times.{stage}", "touch time", time)
        if item.due is not None:
            yield from not_too_far(f"{here}.due", "due moment", item.due)


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
