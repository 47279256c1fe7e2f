"""Process behaviour: what of a series is its usual noise, and what is a signal.

The chart is the XmR chart (individual values and moving ranges). Sources: [1] D. Wheeler, Understanding
Variation: The Key to Managing Chaos (1993), appendix: limits of individual values; [2] Western Electric,
Statistical Quality Control Handbook (1956), section I, B: the four tests on zones of one, two and three
sigma, here with the run of eight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, day_start
from sim.metrics.behaviour import LEAST_RANGES, range_limit
from sim.metrics.flow_load import wip_by_day
from sim.metrics.flow_time import DayRule, completions
from sim.metrics.net_flow import net_flow
from sim.metrics.velocity import Period, velocity_series
from sim.metrics.window import Window, slack, window_days

FEWEST = LEAST_RANGES + 1
"""Values from which limits are worth showing ([1]: five or six; their uncertainty shrinks with more)."""
_TO_LIMIT = 2.66
"""Mean moving range to three sigma: 3 / 1.128 ([1])."""

Measure = Literal["velocity", "arrivals", "load", "flow time"]
Signal = Literal["beyond a limit", "2 of 3 far out", "4 of 5 out", "8 on one side"]

_RULES: tuple[tuple[Signal, float, int, int], ...] = (
    ("beyond a limit", 3.0, 1, 1),
    ("2 of 3 far out", 2.0, 2, 3),
    ("4 of 5 out", 1.0, 4, 5),
    ("8 on one side", 0.0, 8, 8),
)
"""Rule, sigmas from the mean to be beyond, how many of how many values in a row on one side ([2])."""


@dataclass(frozen=True)
class ProcessBehaviour:
    """A series with its natural process limits; shape (n,) unless said.

    Attributes:
        at: Where each value is, in the log's time (the begin of its period or day); its number where it has
            none.
        values: The values.
        ranges: How far each value is from the one before; NaN for the first.
        mean: Mean of the baseline.
        mean_range: Mean moving range within the baseline.
        lower: Lower natural process limit, 0 where it would be below.
        upper: Upper natural process limit.
        range_limit: Upper limit of the moving ranges; NaN where there are too few.
        baseline: Number of values, from the first, that mean and limits are of.
        signals: Rules broken, by number of the value that breaks them.
    """

    at: NDArray[np.float64]
    values: NDArray[np.float64]
    ranges: NDArray[np.float64]
    mean: float
    mean_range: float
    lower: float
    upper: float
    range_limit: float
    baseline: int
    signals: dict[int, tuple[Signal, ...]]

    @property
    def is_enough(self) -> bool:
        """Whether the baseline has as many values as limits need."""
        return self.baseline >= FEWEST


def process_limits(
    values: NDArray[np.float64], baseline: int | None = None, at: NDArray[np.float64] | None = None
) -> ProcessBehaviour:
    """Give the natural process limits of a series, and the values that are signals.

    The limits are mean ± 2.66 times the mean moving range [1]. A value is a signal when it is beyond a limit;
    the second of three in a row beyond two thirds of the way to one, on the same side; the fourth of five
    beyond one third; or the eighth on one side of the mean [2]. Fewer than two values have no limits.

    Args:
        values: In order, none negative, shape (n,).
        baseline: How many of the first values limits are made of; all if None.
        at: Where each value is; its number if None.
    """
    values = np.asarray(values, np.float64)
    size = len(values) if baseline is None else min(max(baseline, 0), len(values))
    moves = np.abs(np.diff(values))
    mean = float(values[:size].mean()) if size else float("nan")
    spread = float(moves[: size - 1].mean()) if size > 1 else float("nan")
    reach = _TO_LIMIT * spread  # [1]
    return ProcessBehaviour(
        at=np.arange(len(values), dtype=np.float64) if at is None else at,
        values=values,
        ranges=np.concatenate([[np.nan], moves]) if len(values) else values,
        mean=mean,
        mean_range=spread,
        lower=max(mean - reach, 0.0) if size > 1 else float("nan"),
        upper=mean + reach,
        range_limit=range_limit(values[:size].tolist()),
        baseline=size,
        signals=_signals(values, mean, reach / 3.0),
    )


def process_behaviour(
    log: EventLog,
    window: Window,
    measure: Measure = "velocity",
    *,
    by: Period = "week",
    baseline: int | None = None,
    rule: DayRule | None = None,
) -> ProcessBehaviour:
    """Give the process behaviour of a flow metric over a window.

    Args:
        log: What happened.
        window: When.
        measure: ``velocity`` and ``arrivals`` are items done and begun in each period that lies wholly
            within the window; ``load`` is items in progress at the end of each of its days; ``flow time`` is
            that of each item done, in order of completion.
        by: The period.
        baseline: How many of the first values limits are made of; all if None.
        rule: How flow time is counted; the log's default if None.
    """
    if measure == "flow time":
        done = completions(log, rule, window)
        return process_limits(done.flow_time, baseline, done.done)
    if measure == "load":
        load = wip_by_day(log, *window_days(log, window))
        at = np.array([day_start(log.base, day) for day in load.days.tolist()], np.float64)
        return process_limits(load.counts.astype(np.float64), baseline, at)
    if measure == "velocity":
        series = velocity_series(log, by, window)
        return _whole_periods(log, window, series.edges, series.done, baseline)
    flow = net_flow(log, window, by)
    return _whole_periods(log, window, flow.edges, flow.begun, baseline)


def _whole_periods(
    log: EventLog,
    window: Window,
    edges: NDArray[np.float64],
    counts: NDArray[np.int64],
    baseline: int | None,
) -> ProcessBehaviour:
    """Leave out the periods that the window cuts: fewer items of fewer days are no signal."""
    near = 2 * slack(log)
    whole = (edges[:-1] >= window.start - near) & (edges[1:] <= window.end + near)
    return process_limits(counts[whole].astype(np.float64), baseline, edges[:-1][whole])


def _signals(values: NDArray[np.float64], mean: float, sigma: float) -> dict[int, tuple[Signal, ...]]:
    """Look at every value and those before it; a value on the line is beyond nothing."""
    if not np.isfinite(sigma):
        return {}
    found: dict[int, tuple[Signal, ...]] = {}
    for name, sigmas, least, of in _RULES:
        for beyond in (values > mean + sigmas * sigma, values < mean - sigmas * sigma):
            count = np.convolve(beyond, np.ones(of, np.int64))[: len(values)]
            for place in np.flatnonzero(beyond & (count >= least)).tolist():
                found[place] = (*found.get(place, ()), name)
    return dict(sorted(found.items()))
