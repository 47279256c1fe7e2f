"""Item types and classes of service."""

from __future__ import annotations

from pydantic import Field

from sim.stream.base import Id, Value


class ItemType(Value):
    """A kind of flow item; feature, defect, risk and debt by default.

    Attributes:
        id: Identifier.
        name: Name shown.
        share: Part of all arrivals, relative to the other types' shares, 0 or more.
        class_id: Class of service (``class`` in the written form); the class that goes last if absent.
        value: Money that one released item is worth.
        cost_of_delay: Money lost a time unit for each item not yet released.
        due_in: Time from arrival to the moment at which an item is due; None is no due moment.
        colour: Colour of its token, ``#RRGGBB``; a default by id if absent.
        shape: Shape of its token; a default by id if absent.
    """

    id: Id
    name: str
    share: float = 0.0
    class_id: Id | None = Field(default=None, alias="class")
    value: float | None = None
    cost_of_delay: float | None = None
    due_in: float | None = None
    colour: str | None = None
    shape: str | None = None


class ServiceClass(Value):
    """A class of service: who goes first, and which limits bind.

    Attributes:
        id: Identifier.
        name: Name shown; the id if absent.
        rank: 0 goes first.
        ignores_wip: Enters whatever the limits (it still counts in them).
        at_most: Most items of the class in the stream at once; none means no cap.
        preempts: Takes workers away from work already begun.
    """

    id: Id
    name: str | None = None
    rank: int = 1
    ignores_wip: bool = False
    at_most: int | None = None
    preempts: bool = False


class TypeLimit(Value):
    """The most items of one type in the stream at once.

    Attributes:
        type: Item type.
        limit: Most items of it, 1 or more.
    """

    type: Id
    limit: int
