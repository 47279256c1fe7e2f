"""Figures of histories with start and done, in the form of the files of expected values."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.history import Imported, import_history, read_table
from sim.log import EventLog, lives, local_day
from sim.metrics import (
    DayRule,
    Period,
    flow_times,
    percentile,
    velocity_series,
    whole,
    wip_by_day,
)

RULES: dict[DayRule, str] = {
    "elapsed": "flow_time_elapsed_days",
    "difference": "flow_time_date_diff_days",
    "inclusive": "flow_time_inclusive_days (date diff + 1)",
}
_PERCENTS = (50, 70, 85, 95)


@cache
def imported(path: Path) -> Imported:
    """Import a file by the guessed mapping, once."""
    return import_history(path)


def counts(history: Imported) -> dict[str, Any]:
    """Rows by the dates that they have."""
    return history.report.counts.model_dump()


def times_of(values: NDArray[np.float64]) -> dict[str, Any]:
    """Number, mean, spread, ends and percentiles of some times."""
    return {
        "n": len(values),
        "mean": float(values.mean()),
        "sd_sample": float(np.std(values, ddof=1)),
        "min": float(values.min()),
        "max": float(values.max()),
        "percentiles": {
            "linear_type7": {f"p{percent}": float(np.percentile(values, percent)) for percent in _PERCENTS},
            "nearest_rank_ceil": {f"p{percent}": percentile(values, percent) for percent in _PERCENTS},
            "floor_rank_lighthouse": {f"p{percent}": _floor_rank(values, percent) for percent in _PERCENTS},
        },
    }


def _floor_rank(values: NDArray[np.float64], percent: int) -> float:
    """Give the percentile as Lighthouse does: the rank rounded down."""
    return float(np.sort(values)[max(math.floor(percent / 100 * len(values)), 1) - 1])


def flow_figures(log: EventLog, *, elapsed: bool = True) -> dict[str, Any]:
    """Flow times under each definition of a day."""
    return {
        name: times_of(flow_times(log, whole(log), rule))
        for rule, name in RULES.items()
        if elapsed or rule != "elapsed"
    }


def velocity(log: EventLog, by: Period) -> dict[str, int]:
    """Items done by the first day of each week, or by month."""
    series = velocity_series(log, by)
    cut = 7 if by == "month" else 10
    return dict(zip((day.isoformat()[:cut] for day in series.dates), series.done.tolist(), strict=True))


def velocity_figures(log: EventLog) -> dict[str, Any]:
    """Velocity by week and month, and its mean."""
    weeks = velocity(log, "week")
    return {
        "throughput_iso_week_monday": weeks,
        "throughput_per_week_mean": sum(weeks.values()) / len(weeks),
        "throughput_month": velocity(log, "month"),
    }


def velocity_in_short(log: EventLog) -> dict[str, Any]:
    """The same of a long history: first and last week, and sums."""
    weeks, months = velocity(log, "week"), velocity(log, "month")
    done = list(weeks.values())
    return {
        "throughput_iso_week_monday": {
            "first": min(weeks),
            "last": max(weeks),
            "weeks": len(weeks),
            "sum": sum(done),
            "max": max(done),
            "zero_weeks": done.count(0),
        },
        "throughput_per_week_mean": sum(done) / len(done),
        "throughput_month": {"months": sum(count > 0 for count in months.values())},
    }


def wip_figures(log: EventLog, days: list[str]) -> dict[str, Any]:
    """Items in progress at the end of each day, first begin to last begin or end, and on some days."""
    life = lives(log)
    ends = np.array([np.nanmin(life.commitment), np.nanmax([life.commitment, life.done])])
    first, last = local_day(log.base, ends).tolist()
    wip = wip_by_day(log, first, last)
    by_date = dict(zip((day.isoformat() for day in wip.dates), wip.counts.tolist(), strict=True))
    return {
        "first_day": min(by_date),
        "last_day": max(by_date),
        "mean_over_days": float(wip.counts.mean()),
        "max": int(wip.counts.max()),
        "on_last_day": by_date[max(by_date)],
        "samples": {day: by_date.get(day) for day in days},
    }


def type_figures(path: Path, column: str) -> dict[str, Any]:
    """Rows, and items done, by a word of theirs."""
    log = imported(path).log
    table = read_table(path)
    words = table.column(column)
    theirs = log.items.attributes.get("type") or log.items.attributes[column]
    done = Counter(theirs[item] for item in np.flatnonzero(~np.isnan(lives(log).done)).tolist())
    return {"distribution_all": dict(Counter(words)), "distribution_done": dict(done)}
