"""People shared by several stages."""

from __future__ import annotations

from sim.stream.base import Id, Value


class Team(Value):
    """Workers that several stages draw on.

    Attributes:
        id: Identifier.
        name: Name shown.
        size: Number of people.
        focus: Share of a day that goes into this stream, above 0 and at most 1.
        multitask: Items that one member may hold at once.
        switch_cost: Time lost at each switch between items.
        cost_per_day: Money a person a day.
        order: Stages in the order in which a free member looks for work; most downstream first if absent.
    """

    id: Id
    name: str
    size: int
    focus: float = 1.0
    multitask: int = 1
    switch_cost: float = 0.0
    cost_per_day: float | None = None
    order: tuple[Id, ...] | None = None
