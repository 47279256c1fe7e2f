"""Sense of item types and classes of service."""

from __future__ import annotations

from collections.abc import Iterator

from sim.stream.checks.values import a_time, money, repeated, unknown
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
        yield from money(f"item_types.{one.id}.value", "value", one.value)
        yield from money(f"item_types.{one.id}.cost_of_delay", "cost of delay", one.cost_of_delay)
        yield from a_time(f"item_types.{one.id}.due_in", "time to the due moment", one.due_in)


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
        if one.preempts and not any(other.rank > one.rank for other in stream.classes):
            yield warning(
                f"{where}.preempts",
                f"No class has a larger rank than {one.id}: it finds no work to preempt.",
                "Give it a smaller rank, or let it not preempt.",
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
