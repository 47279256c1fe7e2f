"""How long things take and what befalls them, for the slow board: the engine's draws, one by one by address.

Only the addresses and the tables of the distributions are the engine's; everything else is said in exact
fractions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from sim.distributions import Distribution
from sim.engine import purposes
from sim.engine.draws import GOLDEN, draw, mixed
from sim.engine.purposes import purpose_key
from sim.engine.running import run_key
from sim.engine.tables import table_of
from sim.stream import Blockers, Stream

ONE = 2**20
"""Ticks in a unit of time."""


def in_ticks(value: float) -> int:
    """Round a time to ticks, or a factor to multiples of 2^-20."""
    return round(Fraction(value) * ONE)


def half_up(value: Fraction) -> int:
    """Round to the nearest whole number, halves up."""
    return (2 * value + 1) // 2


def times(ticks: int, factor: int) -> int:
    """Multiply a duration by a factor in 2^-20, rounded to a tick."""
    return half_up(Fraction(ticks * factor, ONE))


def signed(word: int) -> int:
    """Wrap a whole number to a signed word of 64 bits."""
    return (word + 2**63) % 2**64 - 2**63


def bits_at(key: int) -> int:
    """Give the 53 random bits of an address."""
    return (mixed(key) % 2**64) >> 11


def share_at(key: int) -> Fraction:
    """Give the uniform number of an address, from 0 up to but not including 1."""
    return Fraction(bits_at(key), 2**53)


@dataclass(frozen=True)
class Newcomer:
    """An item before it arrives.

    Attributes:
        key: Address of its draws.
        type: Number of its type.
        given: Its touch times in ticks by stage, where a schedule gives them.
        due: Moment in ticks at which it is due, if it is its own.
    """

    key: int
    type: int
    given: dict[int, int] = field(default_factory=dict)
    due: int | None = None


class Chance:
    """All draws of one run, by address.

    Attributes:
        stream: The stream as it is at present.
    """

    def __init__(self, stream: Stream, seed: int, replication: int) -> None:
        self.stream = stream
        self.root = run_key(seed, replication)
        self.tables: dict[Distribution | None, NDArray[np.int64]] = {}

    def value(self, distribution: Distribution | None, address: int) -> int:
        """Draw from a distribution, in ticks."""
        if distribution not in self.tables:
            self.tables[distribution] = table_of(distribution)
        return int(draw(self.tables[distribution], 0, signed(address)))

    # --- a visit -----------------------------------------------------------------------------------------

    def visit(self, purpose: int, who: Newcomer, s: int, visit: int) -> int:
        """Give the address of a visit for a purpose."""
        return who.key + purpose_key(purpose, s) + visit * GOLDEN

    def touch_time(self, who: Newcomer, s: int, visit: int, factors: list[int]) -> int:
        """Give the touch time (or delay) of a visit in ticks, multiplied by one factor after the other."""
        stage = self.stream.stages[s]
        own = stage.time_by_type.get(self.stream.item_types[who.type].id, stage.time)
        if s in who.given:
            whole = who.given[s]
        else:
            address = self.visit(purposes.TOUCH_DRAW, who, s, visit)
            whole = self.value(own if stage.kind == "work" else stage.delay, address)
        for factor in factors:
            whole = times(whole, factor)
        return whole

    def changeover(self, who: Newcomer, s: int, visit: int, stretch: int) -> int:
        """Give the time of a changeover, in ticks."""
        setup = self.stream.stages[s].setup
        assert setup is not None
        return times(self.value(setup.time, self.visit(purposes.SETUP_DRAW, who, s, visit)), stretch)

    def way_back(self, who: Newcomer, s: int, visit: int) -> tuple[int, float] | None:
        """Give the stage that a finished item goes back to, with which effort; None if it did not fail."""
        at = share_at(self.visit(purposes.REWORK_DRAW, who, s, visit))
        for way in self.stream.stages[s].rework:
            at -= Fraction(way.probability)
            if at < 0:
                return self.place_of(way.to), way.effort
        return None

    def way_on(self, who: Newcomer, s: int, visit: int) -> int:
        """Give the stage that a finished item goes on to, before any skipping."""
        at = share_at(self.visit(purposes.ROUTE_DRAW, who, s, visit))
        name = self.stream.item_types[who.type].id
        for way in self.stream.stages[s].routes:
            if way.types is None or name in way.types:
                at -= Fraction(way.share)
                if at < 0:
                    return self.place_of(way.to)
        return s + 1

    def skips(self, who: Newcomer, s: int, visit: int) -> bool:
        """Tell whether an item passes by a stage."""
        share = self.stream.stages[s].skip.get(self.stream.item_types[who.type].id, 0.0)
        return share_at(self.visit(purposes.SKIP_DRAW, who, s, visit)) < Fraction(share)

    def lot(self, who: Newcomer, s: int, visit: int) -> int:
        """Give an item's place in a queue in random order."""
        return bits_at(self.visit(purposes.ORDER_DRAW, who, s, visit))

    def place_of(self, name: str) -> int:
        """Give the number of a stage."""
        return [stage.id for stage in self.stream.stages].index(name)

    # --- blockers, failures ------------------------------------------------------------------------------

    def touch_to_blocker(
        self, who: Newcomer, at: tuple[int, int, int], blockers: Blockers, more: int
    ) -> int | None:
        """Give the touch time from one blocker of a visit to the next, if they come by touch time.

        Args:
            who: The item.
            at: Stage, visit, and number of the blocker in the visit.
            blockers: The stage's blockers.
            more: How much more often they come, in 2^-20.
        """
        if blockers.time_to is None:
            return None
        drawn = self.value(blockers.time_to, self._blocker(purposes.BLOCK_DRAW, who, at))
        return half_up(Fraction(drawn * ONE, more))

    def point_of_blocker(
        self, who: Newcomer, s: int, visit: int, blockers: Blockers, more: int
    ) -> Fraction | None:
        """Give the share of the touch time at which the only blocker of a visit begins, if there is one."""
        if blockers.probability is None:
            return None
        chance = min(Fraction(blockers.probability) * Fraction(more, ONE), Fraction(1))
        if share_at(self.visit(purposes.BLOCKS_DRAW, who, s, visit)) >= chance:
            return None
        point = bits_at(self._blocker(purposes.BLOCK_DRAW, who, (s, visit, 0)))
        return Fraction(point >> 33, ONE)

    def blocked_for(self, who: Newcomer, at: tuple[int, int, int], blockers: Blockers) -> int:
        """Give how long a blocker lasts; ``at`` is stage, visit, number of the blocker."""
        return self.value(blockers.time, self._blocker(purposes.BLOCKED_DRAW, who, at))

    def _blocker(self, purpose: int, who: Newcomer, at: tuple[int, int, int]) -> int:
        s, visit, ordinal = at
        return mixed(self.visit(purpose, who, s, visit)) + ordinal * GOLDEN

    def to_failure(self, s: int, worker: int, ordinal: int) -> int:
        """Give the time from a worker's repair (or coming) to the next failure."""
        downtime = self.stream.stages[s].downtime
        assert downtime is not None
        return self.value(downtime.time_to_failure, self._of_worker(purposes.FAIL_DRAW, s, worker, ordinal))

    def to_repair(self, s: int, worker: int, ordinal: int) -> int | None:
        """Give the time that a repair takes; None where the stage knows of no downtime any more."""
        downtime = self.stream.stages[s].downtime
        if downtime is None:
            return None
        return self.value(downtime.time_to_repair, self._of_worker(purposes.REPAIR_DRAW, s, worker, ordinal))

    def _of_worker(self, purpose: int, s: int, worker: int, ordinal: int) -> int:
        return mixed(self.root + purpose_key(purpose, s) + (worker + 1) * GOLDEN) + ordinal * GOLDEN

    # --- feedback ----------------------------------------------------------------------------------------

    def born_of(self, parent: Newcomer) -> list[tuple[int, Newcomer]]:
        """Give those whom a released item creates, each with the time to its arrival, as conceived."""
        found = []
        types = [one.id for one in self.stream.item_types]
        for f, one in enumerate(self.stream.feedback):
            if one.on != types[parent.type]:
                continue
            count, after, key = (parent.key + purpose_key(purpose, f) for purpose in _OF_FEEDBACK)
            for n in range(poisson(one.mean_count, share_at(count))):
                time = self.value(one.after, mixed(after) + n * GOLDEN)
                found.append((time, Newcomer(mixed(key + (n + 1) * GOLDEN), types.index(one.creates))))
        return found

    def board_key(self, place: int) -> int:
        """Give the address of an item that is there at the start, by its place in the list."""
        return mixed(mixed(self.root) + (place + 1) * GOLDEN)


_OF_FEEDBACK = (purposes.FEEDBACK_COUNT_DRAW, purposes.FEEDBACK_AFTER_DRAW, purposes.FEEDBACK_KEY)


def poisson(mean: float, share: Fraction) -> int:
    """Give the smallest number that is at least so likely not to be exceeded."""
    count, term = 0, math.exp(-mean)
    below = term
    while float(share) >= below and term > 0.0:
        count += 1
        term *= mean / count
        below += term
    return count
