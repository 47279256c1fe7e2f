"""Who arrives: the classes in force and the shares of the types, with all defaults applied."""

from __future__ import annotations

from sim.stream.arrivals import Backlog, CadenceArrival, Interarrival, Saturated, Schedule
from sim.stream.items import ItemType, ServiceClass
from sim.stream.stream import Stream

Arrival = Interarrival | CadenceArrival | Schedule | Backlog | Saturated

STANDARD = ServiceClass(id="standard", name="Standard", rank=1)
"""The class of every item of a stream that names no classes."""


def classes_of(stream: Stream) -> tuple[ServiceClass, ...]:
    """Give the classes of service in force: the stream's own, or one ``standard`` class."""
    return stream.classes or (STANDARD,)


def class_of(stream: Stream, item_type: ItemType) -> ServiceClass:
    """Give an item type's class of service.

    A type that names none belongs to the class that goes last: the largest rank, the first listed of equals.

    Raises:
        KeyError: If the type names a class that the stream does not have.
    """
    classes = classes_of(stream)
    if item_type.class_id is None:
        return max(classes, key=lambda one: one.rank)
    for one in classes:
        if one.id == item_type.class_id:
            return one
    raise KeyError(item_type.class_id)


def types_of(stream: Stream, arrival: Arrival) -> tuple[ItemType, ...]:
    """Give the item types that an arrival may bring by share, in the stream's order."""
    if arrival.types is None:
        return stream.item_types
    return tuple(one for one in stream.item_types if one.id in arrival.types)


def shares_of(stream: Stream, arrival: Arrival) -> dict[str, float]:
    """Give the share of each type in an arrival, by type id; they sum to 1.

    The types' shares are taken relative to their sum. A single type needs no share.

    Raises:
        ValueError: If there are several types and no share is above 0.
    """
    types = types_of(stream, arrival)
    if len(types) == 1:
        return {types[0].id: 1.0}
    total = sum(one.share for one in types)
    if total <= 0.0:
        raise ValueError("no share above 0")
    return {one.id: one.share / total for one in types}
