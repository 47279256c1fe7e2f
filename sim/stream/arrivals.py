"""How items arrive; any number of ways at once."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.distributions import Distribution
from sim.stream.base import Id, Value

Mix = Literal["draw", "balanced"]


class Interarrival(Value):
    """A renewal process: independent times between (batches of) arrivals.

    Attributes:
        kind: Tells it from the other ways of arriving.
        time: Time from one arrival to the next, and from the start to the first.
        batch: Items that arrive together; draws are rounded to whole numbers, halves up.
        types: Types that may come; all if absent.
        mix: ``draw`` takes each item's type by share, ``balanced`` keeps the shares as closely as it can.
    """

    kind: Literal["interarrival"] = "interarrival"
    time: Distribution
    batch: Distribution = Distribution(family="constant", value=1)
    types: tuple[Id, ...] | None = None
    mix: Mix = "draw"


class CadenceArrival(Value):
    """Items at ``first`` and every ``every`` after it: replenishment.

    Attributes:
        kind: Tells it from the other ways of arriving.
        every: Time between two arrivals, above 0.
        count: Items that arrive each time, 1 or more.
        first: Moment of the first arrival; 0 if absent.
        types: Types that may come; all if absent.
        mix: ``draw`` takes each item's type by share, ``balanced`` keeps the shares as closely as it can.
    """

    kind: Literal["cadence"] = "cadence"
    every: float
    count: int = 1
    first: float | None = None
    types: tuple[Id, ...] | None = None
    mix: Mix = "draw"


class ScheduledItem(Value):
    """One given arrival.

    Attributes:
        at: Moment, in the stream's unit from the start.
        type: Item type; drawn by share if absent.
        times: Touch time by stage id, in place of a drawn one.
        due: Moment at which it is due, in place of its type's.
    """

    at: float
    type: Id | None = None
    times: dict[Id, float] = {}
    due: float | None = None


class Schedule(Value):
    """Given moments: replay of a history under other limits.

    Attributes:
        kind: Tells it from the other ways of arriving.
        items: The items, in any order.
        types: Types that may come; all if absent.
        mix: ``draw`` takes each item's type by share, ``balanced`` keeps the shares as closely as it can.
    """

    kind: Literal["schedule"] = "schedule"
    items: tuple[ScheduledItem, ...]
    types: tuple[Id, ...] | None = None
    mix: Mix = "draw"


class Backlog(Value):
    """Items that are all there at time 0; the run ends when they are done.

    Attributes:
        kind: Tells it from the other ways of arriving.
        count: Number of items, types by share; either this or ``counts``.
        counts: Number of items by type id.
        types: Types that may come; all if absent.
        mix: ``draw`` takes each item's type by share, ``balanced`` keeps the shares as closely as it can.
    """

    kind: Literal["backlog"] = "backlog"
    count: int | None = None
    counts: dict[Id, int] | None = None
    types: tuple[Id, ...] | None = None
    mix: Mix = "draw"


class Saturated(Value):
    """An endless backlog: the first stage is never starved.

    Attributes:
        kind: Tells it from the other ways of arriving.
        types: Types that may come; all if absent.
        mix: ``draw`` takes each item's type by share, ``balanced`` keeps the shares as closely as it can.
    """

    kind: Literal["saturated"] = "saturated"
    types: tuple[Id, ...] | None = None
    mix: Mix = "draw"


Arrivals = Annotated[
    Interarrival | CadenceArrival | Schedule | Backlog | Saturated, Field(discriminator="kind")
]
