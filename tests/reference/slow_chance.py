"""Who comes and how long work takes, for the slow board: the engine's draws, asked one by one by address.

Only the addresses and the tables of the distributions are the engine's; sources are plain generators of
newcomers, shares are exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from sim.distributions import Distribution
from sim.engine.arrivals import BATCH_DRAW, GAP_DRAW, TYPE_DRAW
from sim.engine.draws import GOLDEN, draw, mixed
from sim.engine.purposes import REWORK_DRAW, TOUCH_DRAW, purpose_key
from sim.engine.running import run_key
from sim.engine.tables import table_of
from sim.stream import (
    Arrivals,
    Backlog,
    CadenceArrival,
    Interarrival,
    ItemType,
    Schedule,
    Stream,
    types_of,
)

ONE = 2**20
"""Ticks in a unit of time."""


def in_ticks(value: float) -> int:
    """Round a time to ticks."""
    return round(Fraction(value) * ONE)


def half_up(value: Fraction) -> int:
    """Round to the nearest whole number, halves up."""
    return (2 * value + 1) // 2


def signed(word: int) -> int:
    """Wrap a whole number to a signed word of 64 bits."""
    return (word + 2**63) % 2**64 - 2**63


def share_at(key: int) -> Fraction:
    """Give the uniform number of an address, from 0 up to but not including 1."""
    return Fraction((mixed(key) % 2**64) >> 11, 2**53)


@dataclass(frozen=True)
class Newcomer:
    """An item before it arrives.

    Attributes:
        at: Moment in ticks; of a saturated source's item -1, because it comes when it is taken.
        key: Address of its draws.
        type: Number of its type.
        given: Its touch times in ticks by stage, where a schedule gives them.
    """

    at: int
    key: int
    type: int
    given: dict[int, int] = field(default_factory=dict)


class Chance:
    """All draws of one run, by address."""

    def __init__(self, stream: Stream, seed: int, replication: int) -> None:
        self.stream = stream
        self.root = run_key(seed, replication)
        self.tables: dict[Distribution | None, NDArray[np.int64]] = {}

    def value(self, distribution: Distribution | None, address: int) -> int:
        """Draw from a distribution, in ticks."""
        if distribution not in self.tables:
            self.tables[distribution] = table_of(distribution)
        return int(draw(self.tables[distribution], 0, signed(address)))

    def touch_time(self, who: Newcomer, s: int, visit: int, effort: float) -> int:
        """Give the touch time (or delay) of a visit, in ticks."""
        stage = self.stream.stages[s]
        own = stage.time_by_type.get(self.stream.item_types[who.type].id, stage.time)
        if s in who.given:
            whole = who.given[s]
        else:
            address = who.key + purpose_key(TOUCH_DRAW, s) + visit * GOLDEN
            whole = self.value(own if stage.kind == "work" else stage.delay, address)
        return half_up(Fraction(whole) * Fraction(in_ticks(effort), ONE))

    def way_back(self, who: Newcomer, s: int, visit: int) -> tuple[int, float] | None:
        """Give the stage that a finished item goes back to, with which effort; None if it did not fail."""
        at = share_at(who.key + purpose_key(REWORK_DRAW, s) + visit * GOLDEN)
        names = [stage.id for stage in self.stream.stages]
        for way in self.stream.stages[s].rework:
            at -= Fraction(way.probability)
            if at < 0:
                return names.index(way.to), way.effort
        return None

    def board_key(self, place: int) -> int:
        """Give the address of an item that is there at the start, by its place in the list."""
        return mixed(mixed(self.root) + (place + 1) * GOLDEN)


class Source:
    """One way of arriving, as an endless or finite row of newcomers."""

    def __init__(self, chance: Chance, number: int) -> None:
        self.chance = chance
        self.stream = chance.stream
        self.arrival: Arrivals = chance.stream.arrivals[number]
        self.saturated = self.arrival.kind == "saturated"
        self.key = mixed(chance.root + (number + 1) * GOLDEN)
        self.shares = _shares(self.stream, self.arrival)
        self.brought = dict.fromkeys(self.shares, 0)

    def types(self) -> list[ItemType]:
        """Give the types that may come."""
        return [self.stream.item_types[t] for t in self.shares]

    def newcomers(self) -> Iterator[Newcomer]:
        """Give who comes, in order."""
        if isinstance(self.arrival, Schedule):
            yield from self._scheduled(self.arrival)
            return
        for place, moment in enumerate(self._moments()):
            yield self._newcomer(moment, place, None)

    def _scheduled(self, arrival: Schedule) -> Iterator[Newcomer]:
        names = [stage.id for stage in self.stream.stages]
        for place, one in sorted(enumerate(arrival.items), key=lambda pair: pair[1].at):
            given = {names.index(name): in_ticks(time) for name, time in one.times.items()}
            made = self._newcomer(in_ticks(one.at), place, one.type)
            yield Newcomer(made.at, made.key, made.type, given)

    def _newcomer(self, moment: int, place: int, named: str | None) -> Newcomer:
        key = mixed(self.key + (place + 1) * GOLDEN)
        names = [one.id for one in self.stream.item_types]
        return Newcomer(moment, key, names.index(named) if named else self._next_type(key))

    def _moments(self) -> Iterator[int]:
        arrival = self.arrival
        if isinstance(arrival, Backlog):
            yield from [0] * (arrival.count or sum((arrival.counts or {}).values()))
        elif isinstance(arrival, CadenceArrival):
            moment = in_ticks(arrival.first or 0.0)
            while True:
                yield from [moment] * arrival.count
                moment += in_ticks(arrival.every)
        elif isinstance(arrival, Interarrival):
            yield from self._renewals(arrival)
        else:
            while True:
                yield -1

    def _renewals(self, arrival: Interarrival) -> Iterator[int]:
        moment = occasion = 0
        while True:
            address = self.key + occasion * GOLDEN
            moment += self.chance.value(arrival.time, address + GAP_DRAW)
            batch = self.chance.value(arrival.batch, address + BATCH_DRAW)
            yield from [moment] * half_up(Fraction(batch, ONE))
            occasion += 1

    def _next_type(self, key: int) -> int:
        """Draw a type, or take the one that is farthest behind its share, the first of equals."""
        counts = isinstance(self.arrival, Backlog) and self.arrival.counts is not None
        if counts or self.arrival.mix == "balanced":
            due = sum(self.brought.values()) + 1
            behind = [due * share - self.brought[t] for t, share in self.shares.items()]
            chosen = list(self.shares)[behind.index(max(behind))]
            self.brought[chosen] += 1
            return chosen
        at = share_at(key + TYPE_DRAW)
        for t, share in self.shares.items():
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
