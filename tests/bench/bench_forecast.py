"""Forecasts: exact by convolution, beside the simple loop of trials that peers run."""

from __future__ import annotations

import random
from collections.abc import Callable
from time import perf_counter

from sim.forecast import how_many, how_many_trials, when, when_trials
from tests.bench.measure import Bench

HISTORY = [2, 0, 0, 5, 1, 3, 2, 4, 0, 0, 1, 1, 2, 4, 0, 0, 0, 1, 0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0]
DAYS, ITEMS, TRIALS = 60, 100, 10_000
LEVELS = (0.50, 0.70, 0.85, 0.95)


def benchmarks() -> list[Bench]:
    """Both questions with four percentiles, each by convolution, by our trials, and by a plain loop."""
    many, date = f"forecast: how many in {DAYS} days", f"forecast: when for {ITEMS} items"
    return [
        Bench(many, "exact", timed(exact_how_many, 200), target=0.1),
        Bench(many, "trials, vectorised", timed(lambda: how_many_trials(HISTORY, DAYS, seed=1), 3)),
        Bench(many, "trials, plain loop", timed(loop_how_many, 1), peer=True),
        Bench(date, "exact", timed(exact_when, 100), target=1.0),
        Bench(date, "trials, vectorised", timed(lambda: when_trials(HISTORY, ITEMS, seed=1), 3)),
        Bench(date, "trials, plain loop", timed(loop_when, 1), peer=True),
    ]


def timed(function: Callable[[], object], times: int) -> Callable[[], float]:
    """Give a runner that tells the milliseconds of one call, over so many calls."""

    def run() -> float:
        begin = perf_counter()
        for _ in range(times):
            function()
        return (perf_counter() - begin) * 1e3 / times

    return run


def exact_how_many() -> list[int]:
    """Answer by convolution."""
    total = how_many(HISTORY, DAYS)
    return [total.largest(level) for level in LEVELS]


def exact_when() -> list[int | None]:
    """Answer by convolution."""
    finish = when(HISTORY, ITEMS)
    return [finish.days_at(level) for level in LEVELS]


def loop_how_many() -> list[int]:
    """Answer by trials, day by day."""
    chance = random.Random(1)
    done = sorted(sum(chance.choice(HISTORY) for _ in range(DAYS)) for _ in range(TRIALS))
    return [done[-int(level * TRIALS)] for level in LEVELS]


def loop_when() -> list[int]:
    """Answer by trials, day by day."""
    chance, days = random.Random(1), []
    for _ in range(TRIALS):
        left, day = ITEMS, 0
        while left > 0:
            left -= chance.choice(HISTORY)
            day += 1
        days.append(day)
    days.sort()
    return [days[int(level * TRIALS) - 1] for level in LEVELS]
