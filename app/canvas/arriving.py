"""How much arrives, as the first card says it, and a stream in which another rate does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.distributions import mean
from sim.stream import Backlog, CadenceArrival, Interarrival, Saturated, Schedule, a_unit, readable_rate

if TYPE_CHECKING:
    from sim.stream import Stream


@dataclass(frozen=True)
class Arriving:
    """What arrives.

    Attributes:
        text: In words, short enough for a card.
        rate: Items in a unit of time, None where no rate says it.
        unit: That unit as it is spoken ("a week").
    """

    text: str
    rate: float | None = None
    unit: str = ""


def arriving(stream: Stream) -> Arriving:
    """Say how much arrives: what comes again and again as a rate, the rest in words."""
    each = rate_of(stream)
    said = list(_other_ways(stream))
    if each <= 0:
        return Arriving(" + ".join(said) or "nothing arrives")
    factor, unit = readable_rate(each, stream.time_unit, stream.calendar)
    rate, spoken = float(f"{each * factor:.3g}"), a_unit(unit)
    return Arriving(" + ".join([f"{rate:.3g} {spoken}", *said]), rate, spoken)


def rate_of(stream: Stream) -> float:
    """Give how many items come again and again, in the stream's unit of time."""
    return sum(_rates(stream))


def _rates(stream: Stream) -> Iterator[float]:
    for way in stream.arrivals:
        if isinstance(way, Interarrival) and mean(way.time) > 0:
            yield mean(way.batch) / mean(way.time)
        elif isinstance(way, CadenceArrival) and way.every > 0:
            yield way.count / way.every


def _other_ways(stream: Stream) -> Iterator[str]:
    for way in stream.arrivals:
        if isinstance(way, Backlog):
            count = way.count if way.count is not None else sum((way.counts or {}).values())
            yield f"{count} at the start"
        elif isinstance(way, Saturated):
            yield "always another"
        elif isinstance(way, Schedule):
            yield f"{len(way.items)} at set times"
