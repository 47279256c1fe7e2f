"""Durations that were seen, and those still running: what a distribution is fitted to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import UserFault

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Observations:
    """Durations in one unit; all arrays are read-only.

    Attributes:
        finished: Durations that came to their end, sorted, shape (finished,), float64.
        running: Durations of at least so much, not at their end when watching ended, sorted, shape
            (running,), float64.
        grain: Length of the day (or hour) that both ends were rounded down to; 0 where they are exact. With a
            grain, finished durations are multiples of it: 2 days is anything between 1 and 3.
        least: Exact durations at or below it may be anything from 0 to it; 0 where there are none.
    """

    finished: NDArray[np.float64]
    running: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    grain: float = 0.0
    least: float = 0.0

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        self.finished.flags.writeable = False
        self.running.flags.writeable = False

    def __len__(self) -> int:
        """Count all durations."""
        return len(self.finished) + len(self.running)

    @property
    def longest(self) -> float:
        """The longest of all, finished or running; 0 if there are none."""
        return max((float(times[-1]) for times in (self.finished, self.running) if len(times)), default=0.0)


def observe(
    finished: ArrayLike, running: ArrayLike = (), *, grain: float = 0.0, least: float = 0.0
) -> Observations:
    """Take durations for a fit.

    Where the ends are exact and some durations are 0, these count as anything up to ``least``, or, if none is
    given, up to the shortest duration above 0.

    Args:
        finished: Durations that came to their end.
        running: Durations so far of what has not.
        grain: Length that both ends of a duration were rounded down to; 0 where they are exact.
        least: Shortest duration that the clock behind the data could tell from 0.

    Raises:
        UserFault: If a duration is negative or no number.
    """
    ended, still = _sorted(finished), _sorted(running)
    if grain > 0.0:
        ended = np.rint(ended / grain) * grain
        return Observations(ended, still, grain)
    if len(ended) and ended[0] <= least:
        return Observations(ended, still, 0.0, least or _shortest(ended))
    return Observations(ended, still)


@dataclass(frozen=True)
class Counted:
    """Durations with what is summed up of them once, so that a likelihood costs little.

    Attributes:
        exact: Exact durations, shape (exact,).
        sum: Their sum.
        sum_log: Sum of their logarithms.
        sum_log2: Sum of the squares of these.
        near_zero: How many are at or below ``least``.
        least: What these may be at most.
        ages: Ages of those still running, shape (ages,).
        runners: How many have each age, shape (ages,).
        days: Durations in whole grains, shape (days,).
        times: How many took so many, shape (days,).
        grain: Length of one grain; 0 where durations are exact.
    """

    exact: NDArray[np.float64]
    sum: float
    sum_log: float
    sum_log2: float
    near_zero: int
    least: float
    ages: NDArray[np.float64]
    runners: NDArray[np.int64]
    days: NDArray[np.float64]
    times: NDArray[np.int64]
    grain: float


def counted(seen: Observations) -> Counted:
    """Sum durations up for their likelihood."""
    ages, runners = np.unique(seen.running, return_counts=True)
    exact, days, times = seen.finished, np.empty(0), np.empty(0, np.int64)
    if seen.grain:
        exact = np.empty(0)
        days, times = np.unique(np.rint(seen.finished / seen.grain), return_counts=True)
    above = exact[exact > seen.least] if seen.least else exact[exact > 0.0]
    logs = np.log(above)
    return Counted(
        exact=above,
        sum=float(above.sum()),
        sum_log=float(logs.sum()),
        sum_log2=float((logs * logs).sum()),
        near_zero=len(exact) - len(above),
        least=seen.least,
        ages=ages,
        runners=runners,
        days=days,
        times=times,
        grain=seen.grain,
    )


def _sorted(durations: ArrayLike) -> NDArray[np.float64]:
    times = np.sort(np.asarray(durations, np.float64).ravel())
    wrong = times[~np.isfinite(times) | (times < 0.0)]
    if len(wrong):
        raise UserFault(
            f"A duration is {wrong[0]:g}; it must be 0 or more, and finite.", "Correct it, or leave it out."
        )
    return times


def _shortest(times: NDArray[np.float64]) -> float:
    """Give the shortest duration above 0; 0 if there is none."""
    above = times[times > 0.0]
    return float(above[0]) if len(above) else 0.0
