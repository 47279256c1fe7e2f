"""Exact results: closed forms from textbooks, and small Markov chains solved as they stand.

Sources, by number in what follows:

1. Adan, Resing: Queueing Systems (2015). Chapters 7 (M/G/1) and 9 (priorities).
2. White, Christie: Queuing with Preemptive Priorities or with Breakdown. Operations Research 6 (1958) 79-95.
3. Gaver: A Waiting Line with Interrupted Service, Including Priorities. JRSS B 24 (1962) 73-90.
4. Kleinrock: Queueing Systems, volume 1 (1975), section 6.4 (G/M/1), and volume 2 (1976), section 4.4
   (processor sharing).
5. Conway, Maxwell, Miller: Theory of Scheduling (1967), section 8-6: waits under priorities as delay cycles.
6. Jackson: Networks of Waiting Lines. Operations Research 5 (1957) 518-521.
7. Hopp, Spearman: Factory Physics, chapter 7 (Penny Fab One) and chapter 9 (move batches).
8. Harris: The Theory of Branching Processes (1963), chapter 1: mean total progeny.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

State = TypeVar("State", bound=Hashable)
Moves = Callable[[State], Iterable[tuple[State, float]]]


@dataclass(frozen=True)
class Time:
    """First two moments of a duration.

    Attributes:
        mean: Mean.
        second: Mean of the square.
    """

    mean: float
    second: float

    def then(self, other: Time) -> Time:
        """Give the moments of this and then another, independent of it."""
        return Time(self.mean + other.mean, self.second + 2.0 * self.mean * other.mean + other.second)


def exponential_time(mean: float) -> Time:
    """Moments of an exponential time."""
    return Time(mean, 2.0 * mean * mean)


def wait_in_queue(rate: float, time: Time) -> float:
    """Mean wait of M/G/1, first come first served: Pollaczek and Khinchine ([1] section 7.5)."""
    return rate * time.second / 2.0 / (1.0 - rate * time.mean)


def priorities(flows: Sequence[tuple[float, Time]]) -> list[float]:
    """Mean time in system by class, highest first, M/G/1 without pre-emption: Cobham ([1] section 9.1)."""
    residual = sum(rate * time.second / 2.0 for rate, time in flows)
    loads = np.cumsum([0.0] + [rate * time.mean for rate, time in flows])
    return [
        float(time.mean + residual / ((1.0 - loads[k]) * (1.0 - loads[k + 1])))
        for k, (_, time) in enumerate(flows)
    ]


def preemptive_priorities(flows: Sequence[tuple[float, Time]]) -> list[float]:
    """Mean time in system by class, highest first, M/G/1 preemptive-resume ([1] section 9.2)."""
    loads = np.cumsum([0.0] + [rate * time.mean for rate, time in flows])
    residuals = np.cumsum([rate * time.second / 2.0 for rate, time in flows])
    return [
        float(time.mean / (1.0 - loads[k]) + residuals[k] / ((1.0 - loads[k]) * (1.0 - loads[k + 1])))
        for k, (_, time) in enumerate(flows)
    ]


def with_interruptions(time: Time, every: float, each: Time) -> Time:
    """Time that a service takes with interruptions: exponential working time between, independent of it.

    [3]: given a service of length s they are Poisson with mean s / every.
    """
    stretch = 1.0 + each.mean / every
    return Time(time.mean * stretch, time.second * stretch * stretch + time.mean / every * each.second)


def full_batches(rate: float, size: int, mean: float) -> float:
    """Mean time in system where a server takes exactly ``size`` items at once, exponential time.

    The batches are an Erlang/M/1 queue ([4] section 6.4); before that an item waits for its batch to fill.
    """
    speed = 1.0 / mean
    root = 0.5
    for _ in range(10_000):
        root = (rate / (rate + speed * (1.0 - root))) ** size
    return (size - 1) / (2.0 * rate) + mean / (1.0 - root)


def random_ranks(rate: float, mean: float) -> float:
    """Mean square of the wait of M/M/1 where each item draws its rank once, evenly from 0 to 1.

    Priorities without end ([5]): an item of rank u finds the work V of those before it and the service under
    way, and waits until that is done together with what comes before it meanwhile. (A new draw at every
    pull would spread the waits less.)
    """
    from scipy.integrate import quad

    second, third = 2.0 * mean**2, 6.0 * mean**3

    def at_rank(u: float) -> float:
        before, after = rate * u, rate * (1.0 - u)
        left = 1.0 - before * mean
        # The transform of V is (left + n1 s + n2 s^2) / (left + d1 s + d2 s^2), to the second power of s.
        n1, n2 = -after * second / 2.0 / left, after * third / 6.0 / left
        d1, d2 = before * second / 2.0 / left, -before * third / 6.0 / left
        found, found_square = d1 - n1, 2.0 * (n2 - d2 - d1 * (n1 - d1))
        return found_square / left**2 + before * second * found / left**3

    return float(quad(at_rank, 0.0, 1.0)[0])


def in_steady_state(start: State, moves: Moves[State]) -> dict[State, float]:
    """Solve a finite Markov chain: the share of time in each state that can be reached."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.linalg import spsolve

    number = {start: 0}
    rows: list[tuple[int, int, float]] = []
    states = [start]
    for state in states:  # grows on the way
        for other, rate in moves(state):
            if other not in number:
                number[other] = len(states)
                states.append(other)
            rows.append((number[other], number[state], rate))
            rows.append((number[state], number[state], -rate))
    last = len(states) - 1
    kept = [row for row in rows if row[0] != last] + [(last, state, 1.0) for state in range(len(states))]
    into, out_of, rates = zip(*kept, strict=True)
    places = (np.array(into), np.array(out_of))
    flows = coo_matrix((np.array(rates), places), shape=(len(states), len(states))).tocsc()
    whole = np.zeros(len(states))
    whole[last] = 1.0
    return dict(zip(states, np.asarray(spsolve(flows, whole)).tolist(), strict=True))


MOST = 400
"""Items at which a chain is cut off; the loads here leave less than 10^-9 beyond."""


def broken_down(rate: float, mean: float, up: float, down: float) -> float:
    """Mean number in M/M/1 whose server fails and is repaired, at work or not: [2], as a chain."""

    def moves(state: tuple[int, int]) -> Iterable[tuple[tuple[int, int], float]]:
        items, works = state
        if items < MOST:
            yield (items + 1, works), rate
        if works and items:
            yield (items - 1, 1), 1.0 / mean
        yield (items, 1 - works), 1.0 / (up if works else down)

    shares = in_steady_state((0, 1), moves)
    return sum(items * share for (items, _), share in shares.items())


def broken_down_formula(rate: float, mean: float, up: float, down: float) -> float:
    """The same in closed form ([2] equation for the mean of the breakdown model)."""
    fails, repaired, speed = 1.0 / up, 1.0 / down, 1.0 / mean
    works = repaired / (fails + repaired)
    return rate * (1.0 + speed * fails / (fails + repaired) ** 2) / (speed * works - rate)


def team_over_two_stages(rate: float, mean: float, members: int) -> float:
    """Mean number with a team that takes an item through two exponential stages, one after the other.

    Who has finished the first stage finds that same item first in the last one: M/G/c, a chain over items
    in the system and members in the second stage.
    """

    def moves(state: tuple[int, int]) -> Iterable[tuple[tuple[int, int], float]]:
        items, second = state
        first = min(items, members) - second
        if items < MOST:
            yield (items + 1, second), rate
        if first:
            yield (items, second + 1), first / mean
        if second:
            yield (items - 1, second - 1), second / mean

    shares = in_steady_state((0, 0), moves)
    return sum(items * share for (items, _), share in shares.items())
