"""From outcomes of replications to one result with intervals."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from sim.experiment.cautions import warnings_of
from sim.experiment.intervals import estimate, paired
from sim.experiment.results import PERCENTILES, MetricChange, RunResult, StageEstimate, TimeEstimate
from sim.metrics import percentile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.experiment.cell import Outcome
    from sim.experiment.design import Design
    from sim.metrics import StageUsage
    from sim.stream import Stream


def collect(stream: Stream, design: Design, cut: float, outcomes: Sequence[Outcome]) -> RunResult:
    """Put the outcomes of a stream's replications together.

    Args:
        stream: What was run.
        design: How it was run.
        cut: Warm-up left out of each run, in the stream's unit.
        outcomes: One a replication; or the windows of a single run, whose spread then makes the interval.
    """
    series = series_of(stream, outcomes)
    last = outcomes[-1:] if design.replications == 1 else outcomes
    return RunResult(
        stream=stream,
        request=design.request,
        replications=design.replications,
        warmup=cut,
        flow_velocity=estimate(series["flow_velocity"]),
        flow_time=pooled(series["flow_time"], [outcome.flow_times for outcome in outcomes]),
        lead_time=pooled(series["lead_time"], [outcome.lead_times for outcome in outcomes]),
        flow_load=estimate(series["flow_load"]),
        flow_efficiency=estimate(series["flow_efficiency"]),
        flow_distribution={
            kind.id: estimate(series[f"flow_distribution.{kind.id}"]) for kind in stream.item_types
        },
        stages=stage_estimates(outcomes),
        littles_residual=estimate([outcome.littles_residual for outcome in outcomes]),
        unfinished=float(np.mean([outcome.unfinished for outcome in last])),
        end=float(np.mean([outcome.window.end for outcome in last])),
        method=method_of(design.replications, len(outcomes)),
        series=series,
        warnings=warnings_of(stream, design, cut, outcomes),
    )


def series_of(stream: Stream, outcomes: Sequence[Outcome]) -> dict[str, tuple[float, ...]]:
    """Give every flow metric as one value a replication, by the name it is compared under."""
    series: dict[str, tuple[float, ...]] = {
        "flow_velocity": tuple(one.velocity for one in outcomes),
        "flow_time": tuple(mean_of(outcome.flow_times) for outcome in outcomes),
    }
    for percent in PERCENTILES:
        series[f"flow_time_p{percent}"] = tuple(mark(outcome.flow_times, percent) for outcome in outcomes)
    series["lead_time"] = tuple(mean_of(outcome.lead_times) for outcome in outcomes)
    series["lead_time_p85"] = tuple(mark(outcome.lead_times, 85) for outcome in outcomes)
    series["flow_load"] = tuple(one.load for one in outcomes)
    series["flow_efficiency"] = tuple(one.efficiency for one in outcomes)
    for kind in stream.item_types:
        shares = tuple(one.distribution.get(kind.id, np.nan) for one in outcomes)
        series[f"flow_distribution.{kind.id}"] = shares
    return series


def changes(base: RunResult, other: RunResult) -> tuple[MetricChange, ...]:
    """Pair two runs on the same random numbers, metric by metric; types that only one knows are left out."""
    return tuple(
        MetricChange(name, estimate(values), estimate(other.series[name]), paired(values, other.series[name]))
        for name, values in base.series.items()
        if name in other.series
    )


def pooled(means: Sequence[float], times: Sequence[NDArray[np.float64]]) -> TimeEstimate:
    """Give a time's mean with its interval, and all items' times together."""
    return TimeEstimate(mean=estimate(means), values=np.sort(np.concatenate(times)))


def stage_estimates(outcomes: Sequence[Outcome]) -> tuple[StageEstimate, ...]:
    """Give every stage figure's mean over replications."""
    columns = zip(*(outcome.stages for outcome in outcomes), strict=True)
    return tuple(stage_estimate(list(column)) for column in columns)


def stage_estimate(usages: Sequence[StageUsage]) -> StageEstimate:
    """Give one stage's figures over replications; a figure that is not known counts as missing."""
    names = [one.name for one in fields(usages[0]) if one.name not in ("id", "name")]
    figures = {name: estimate([value_or_nan(getattr(usage, name)) for usage in usages]) for name in names}
    return StageEstimate(id=usages[0].id, name=usages[0].name, figures=figures)


def value_or_nan(value: float | None) -> float:
    """Turn what is not known into NaN."""
    return np.nan if value is None else value


def mean_of(times: NDArray[np.float64]) -> float:
    """Give the mean; NaN if there are none."""
    return float(times.mean()) if len(times) else np.nan


def mark(times: NDArray[np.float64], percent: int) -> float:
    """Give the nearest-rank percentile; NaN if there are none."""
    return percentile(times, percent) if len(times) else np.nan


def method_of(replications: int, values: int) -> str:
    """Say how the intervals were made."""
    if replications > 1:
        return "95 % interval over replications"
    return f"95 % interval over {values} windows of one run"
