"""Forecasts without trials: days are independent, so their totals are convolutions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.errors import ForecastFault
from sim.forecast.sums import TOLERANCE, Whole, convolve, power, probabilities

LONGEST_DAYS = 3_653
"""Days looked ahead at most: ten years."""

MOST_TOTAL = 1 << 23
"""Largest total that is convolved."""

_SURE = 1e-6
"""The ladder of a finish ends once the chance of still being open is below this."""


def how_many(counts: ArrayLike, days: int) -> Whole:
    """Give the distribution of the items done in a number of days.

    Args:
        counts: Items done on each day of the history, days without any included.
        days: Days ahead, 0 or more.

    Returns:
        The ``days``-fold sum of days drawn at random from the history.

    Raises:
        ForecastFault: If the history is empty, nothing was ever done in it, or one of its days has so
            many items that the total could pass eight million.
    """
    day = _velocity(counts)
    if days * (len(day) - 1) > MOST_TOTAL:
        raise ForecastFault(
            f"{len(day) - 1:,} items were done on one day, too many to add up over {days} days.",
            "Choose a nearer date, or a history without the bulk change.",
        )
    return Whole(power(day, days))


def when(counts: ArrayLike, items: int, longest: int = LONGEST_DAYS) -> Finish:
    """Give the distribution of the day on which the last of ``items`` is done.

    Args:
        counts: Items done on each day of the history, days without any included.
        items: Items to do, 1 or more.
        longest: Days looked ahead at most.

    Raises:
        ForecastFault: If the history is empty or nothing was ever done in it.
    """
    ladder = [_velocity(counts)[:items]]
    while ladder[-1].sum() > _SURE and 1 << len(ladder) <= longest:
        ladder.append(convolve(ladder[-1], ladder[-1], items))
    return Finish(items, tuple(ladder), longest)


@dataclass(frozen=True, eq=False)
class Finish:
    """When the last of a number of items is done: a distribution over days.

    Attributes:
        items: Items to do.
        ladder: Chances of 0, 1, …, items - 1 done after 1, 2, 4, 8, … days. What is missing to 1 is
            the chance of having finished.
        longest: Days looked ahead at most.
    """

    items: int
    ladder: tuple[NDArray[np.float64], ...]
    longest: int

    def within(self, days: int) -> float:
        """Give the chance that all items are done after ``days`` days; 0 after none."""
        return max(1.0 - float(self._open(days).sum()), 0.0)

    def days_at(self, level: float) -> int | None:
        """Give the first day by which all is done with a chance of ``level`` or more.

        Args:
            level: Chance, above 0, below 1.

        Returns:
            Days from the start, 1 or more; None if it takes more than ``longest``.
        """
        passed, open_items = 0, np.ones(1)
        for rung in range(len(self.ladder) - 1, -1, -1):
            later = convolve(open_items, self.ladder[rung], self.items)
            if 1.0 - later.sum() < level - TOLERANCE:
                passed, open_items = passed + (1 << rung), later
        return passed + 1 if passed < self.longest else None

    def curve(self, first: int, last: int, stride: int = 1) -> NDArray[np.float64]:
        """Give the chance of having finished within ``first``, ``first + stride``, … ``last`` days.

        Returns:
            Chances, never falling, shape ((last - first) // stride + 1,).
        """
        open_items = self._open(first)
        step = power(self.ladder[0], stride, self.items)
        chances = np.empty((last - first) // stride + 1)
        for place in range(len(chances)):
            chances[place] = 1.0 - open_items.sum()
            open_items = convolve(open_items, step, self.items)
        return np.maximum.accumulate(np.maximum(chances, 0.0))

    def _open(self, days: int) -> NDArray[np.float64]:
        """Give the chances of 0, 1, …, items - 1 done after ``days`` days."""
        top = len(self.ladder) - 1
        open_items = power(self.ladder[top], days >> top, self.items)
        for rung in range(top):
            if days >> rung & 1:
                open_items = convolve(open_items, self.ladder[rung], self.items)
        return open_items


def one_after_another(durations: ArrayLike, items: int) -> Whole:
    """Give the distribution of the days that items take when each begins as the one before ends.

    Args:
        durations: Whole days that items of the history took.
        items: Items to do.

    Raises:
        ForecastFault: If there are no durations.
    """
    return Whole(power(probabilities(durations), items))


def most_one_after_another(durations: ArrayLike, days: int, level: float) -> tuple[int, float]:
    """Give the most items done within ``days``, one after another, with a chance of ``level``.

    Args:
        durations: Whole days that items of the history took, not all 0.
        days: Days ahead.
        level: Chance, above 0, below 1.

    Returns:
        Items, and the chance of at least so many.

    Raises:
        ForecastFault: If there are no durations, or all are 0.
    """
    one = probabilities(durations)
    if len(one) == 1:
        raise ForecastFault("All items took 0 days.", "Use a history whose items took time.")
    items, reached, within = 0, 1.0, np.ones(1)
    while True:
        within = convolve(within, one, days + 1)
        chance = float(within.sum())
        if chance < level - TOLERANCE:
            return items, reached
        items, reached = items + 1, chance


def _velocity(counts: ArrayLike) -> NDArray[np.float64]:
    """Give the chances of 0, 1, … items done on a day, refusing a history without any."""
    day = probabilities(counts)
    if len(day) == 1:
        raise ForecastFault(
            "Nothing was done in the history, so no finite answer exists.",
            "Choose a longer history, or a start date with completions before it.",
        )
    return day
