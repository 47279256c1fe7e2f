"""The same answer by trials, to stand beside the exact one."""

from __future__ import annotations

import numpy as np

from sim.forecast.forecast_days import forecast_days
from sim.forecast.montecarlo import NEVER, TRIALS, how_many_trials, when_trials
from sim.forecast.result import CountPercentile, DatePercentile, Forecast
from sim.metrics import percentile


def witness(
    found: Forecast, *, seed: int, trials: int = TRIALS
) -> tuple[DatePercentile, ...] | tuple[CountPercentile, ...]:
    """Answer a forecast's question again by playing futures; percentiles by nearest rank.

    Args:
        found: The exact answer; its sample and question are used.
        seed: Seed; the same seed gives the same answer.
        trials: Futures played.

    Returns:
        Percentiles of the same kind and order as the exact answer's.
    """
    question, counts = found.question, found.sample.counts
    days = forecast_days(found.start, question.calendar)
    if question.kind == "how_many":
        span = days.days_until(question.by or found.start)
        # More certainty is fewer items: the rank is counted from the most downward.
        fewer = -how_many_trials(counts, span, seed=seed, trials=trials).astype(np.float64)
        return tuple(CountPercentile(p, -int(percentile(fewer, p))) for p in question.percentiles)
    outcomes = when_trials(counts, question.items or 0, seed=seed, trials=trials, longest=days.longest)
    later = np.where(outcomes == NEVER, np.inf, outcomes)
    spans = [(p, percentile(later, p)) for p in question.percentiles]
    return tuple(
        DatePercentile(p, int(span), days.date_of(int(span)))
        if np.isfinite(span)
        else DatePercentile(p, None, None)
        for p, span in spans
    )
