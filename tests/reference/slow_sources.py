"""Who comes, for the slow board: sources that bring newcomers, occasion by occasion; shares are exact."""

from __future__ import annotations

from fractions import Fraction

from sim.engine.arrivals import BATCH_DRAW, GAP_DRAW, TYPE_DRAW
from sim.engine.draws import GOLDEN, mixed
from sim.stream import (
    Arrivals,
    Backlog,
    CadenceArrival,
    Interarrival,
    ItemType,
    Saturated,
    Schedule,
    Stream,
    types_of,
)
from tests.reference.slow_chance import ONE, Chance, Newcomer, half_up, in_ticks, share_at


class Source:
    """One way of arriving.

    Attributes:
        at: Moment of its next occasion in ticks; None if there is none any more, or it is saturated.
        places: How many it has brought.
    """

    def __init__(self, chance: Chance, number: int) -> None:
        self.chance = chance
        self.number = number
        self.key = mixed(chance.root + (number + 1) * GOLDEN)
        self.occasions = 0
        self.places = 0
        self.behind: dict[int, Fraction] = {}
        self.at = self._first()

    @property
    def arrival(self) -> Arrivals:
        """The arrivals as they are at present."""
        return self.chance.stream.arrivals[self.number]

    @property
    def saturated(self) -> bool:
        """Whether it never runs out."""
        return isinstance(self.arrival, Saturated)

    def types(self) -> list[ItemType]:
        """Give the types that may come."""
        stream = self.chance.stream
        return [stream.item_types[t] for t in _shares(stream, self.arrival)]

    def bring(self) -> list[Newcomer]:
        """Give those who come on this occasion, and know the next."""
        arrival = self.arrival
        assert self.at is not None
        self.occasions += 1
        if isinstance(arrival, Schedule):
            return self._scheduled(arrival)
        if isinstance(arrival, Backlog):
            self.at = None
            return [self.one() for _ in range(arrival.count or sum((arrival.counts or {}).values()))]
        if isinstance(arrival, CadenceArrival):
            self.at += in_ticks(arrival.every)
            return [self.one() for _ in range(arrival.count)]
        assert isinstance(arrival, Interarrival)
        here = self.key + (self.occasions - 1) * GOLDEN
        count = half_up(Fraction(self.chance.value(arrival.batch, here + BATCH_DRAW), ONE))
        self.at += self._gap(arrival)
        return [self.one() for _ in range(count)]

    def one(self) -> Newcomer:
        """Give the next one, of a type by share."""
        key = mixed(self.key + (self.places + 1) * GOLDEN)
        self.places += 1
        return Newcomer(key, self._next_type(key))

    def adopt(self) -> None:
        """Forget by how much types are behind that come no more."""
        shares = _shares(self.chance.stream, self.arrival)
        self.behind = {t: part for t, part in self.behind.items() if t in shares}

    def _first(self) -> int | None:
        arrival = self.arrival
        if isinstance(arrival, Schedule):
            return min((in_ticks(one.at) for one in arrival.items), default=None)
        if isinstance(arrival, Backlog):
            return 0
        if isinstance(arrival, CadenceArrival):
            return in_ticks(arrival.first or 0.0)
        return self._gap(arrival) if isinstance(arrival, Interarrival) else None

    def _gap(self, arrival: Interarrival) -> int:
        return self.chance.value(arrival.time, self.key + self.occasions * GOLDEN + GAP_DRAW)

    def _scheduled(self, arrival: Schedule) -> list[Newcomer]:
        rows = sorted(enumerate(arrival.items), key=lambda pair: pair[1].at)
        place, one = rows[self.occasions - 1]
        self.at = in_ticks(rows[self.occasions][1].at) if self.occasions < len(rows) else None
        key = mixed(self.key + (place + 1) * GOLDEN)
        names = [known.id for known in self.chance.stream.item_types]
        given = {self.chance.place_of(name): in_ticks(time) for name, time in one.times.items()}
        kind = names.index(one.type) if one.type else self._next_type(key)
        return [Newcomer(key, kind, given, None if one.due is None else in_ticks(one.due))]

    def _next_type(self, key: int) -> int:
        """Draw a type, or take the one that is farthest behind its share, the first of equals."""
        shares = _shares(self.chance.stream, self.arrival)
        counts = isinstance(self.arrival, Backlog) and self.arrival.counts is not None
        if counts or self.arrival.mix == "balanced":
            for t, share in shares.items():
                self.behind[t] = self.behind.get(t, Fraction(0)) + share
            chosen = max(shares, key=lambda t: (self.behind[t], -t))
            self.behind[chosen] -= 1
            return chosen
        at = share_at(key + TYPE_DRAW)
        for t, share in shares.items():
            at -= share
            if at < 0:
                return t
        raise AssertionError("shares sum to 1")


def _shares(stream: Stream, arrival: Arrivals) -> dict[int, Fraction]:
    """Give the exact shares of the types that come, by number, in the stream's order."""
    if isinstance(arrival, Backlog) and arrival.counts is not None:
        parts = {name: Fraction(count) for name, count in arrival.counts.items()}
    else:
        parts = _parts(types_of(stream, arrival))
    whole = sum(parts.values())
    names = [one.id for one in stream.item_types]
    return {t: parts[name] / whole for t, name in enumerate(names) if parts.get(name, 0) > 0}


def _parts(types: tuple[ItemType, ...]) -> dict[str, Fraction]:
    given = {one.id: Fraction(str(one.share)) for one in types}
    return given if any(given.values()) else dict.fromkeys(given, Fraction(1))
