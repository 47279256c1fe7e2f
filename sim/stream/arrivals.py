"""How items arrive; any number of ways at once."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.distributions import Distribution
from sim.stream.base import Id, Value

Mix = Literal["draw", "balanced"]


class Interarrival(Value):
    """A renewal process: independent times between (batches of) arrivals."""

    kind: Literal["interarrival"] = "interarrival"
    time: Distribution
    batch: Distribution = Distribution(family="constant", value=1)
    types: tuple[Id, ...] | None = None
    mix: Mix = "draw"


class CadenceArrival(Value):
    """``count`` items at ``first`` and every ``every`` after it: replenishment."""

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
    """

    at: float
    type: Id | None = None
    times: dict[Id, float] = {}


class Schedule(Value):
    """Given moments: replay of a history under other limits."""

    kind: Literal["schedule"] = "schedule"
    items: tuple[ScheduledItem, ...]
    types: tuple[Id, ...] | None = None
    mix: Mix = "draw"


class Backlog(Value):
    """Items that are all there at time 0; the run ends when they are done.

    Attributes:
        count: Number of items, or
        counts: number by type id.
    """

    kind: Literal["backlog"] = "backlog"
    count: int | None = None
    counts: dict[Id, int] | None = None
    types: tuple[Id, ...] | None = None
    mix: Mix = "draw"


class Saturated(Value):
    """An endless backlog: the first stage is never starved."""

    kind: Literal["saturated"] = "saturated"
    types: tuple[Id, ...] | None = None
    mix: Mix = "draw"


Arrivals = Annotated[
    Interarrival | CadenceArrival | Schedule | Backlog | Saturated, Field(discriminator="kind")
]
