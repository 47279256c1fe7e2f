"""From outcomes of replications to one result with intervals."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import UserFault
from sim.experiment.cautions import warnings_of
from sim.experiment.intervals import centred, estimate, paired
from sim.experiment.results import (
    MONEY,
    PERCENTILES,
    MetricChange,
    RunResult,
    StageEstimate,
    TeamEstimate,
    TimeEstimate,
)
from sim.metrics import percentile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.experiment.cell import Outcome
    from sim.experiment.design import Design
    from sim.experiment.intervals import Estimate
    from sim.metrics import StageUsage, TeamUsage
    from sim.stream import Stream


def collect(
    stream: Stream, design: Design, cut: float, outcomes: Sequence[Outcome], *, doubt: str = ""
) -> RunResult:
    """Put the outcomes of a stream's replications together.

    Args:
        stream: What was run.
        design: How it was run.
        cut: Warm-up left out of each run, in the stream's unit.
        outcomes: One a replication; or a single run and then its parts, whose spread makes the interval.
        doubt: What is doubtful about the warm-up, in words; empty if nothing is.

    Raises:
        UserFault: If the warm-up leaves nothing to measure.
    """
    single = design.replications == 1
    runs, parts = (outcomes[:1], outcomes[1:]) if single else (outcomes, ())
    require_something_left(stream, cut, runs)
    series = series_of(stream, runs)
    spread = series_of(stream, parts, len(parts)) if single else series
    found = {name: interval(values, spread[name]) for name, values in series.items()}
    return RunResult(
        stream=stream,
        request=design.request,
        replications=design.replications,
        warmup=cut,
        flow_velocity=found["flow_velocity"],
        flow_time=pooled(found["flow_time"], [run.flow_times for run in runs]),
        lead_time=pooled(found["lead_time"], [run.lead_times for run in runs]),
        flow_load=found["flow_load"],
        flow_efficiency=found["flow_efficiency"],
        flow_distribution={kind.id: found[f"flow_distribution.{kind.id}"] for kind in stream.item_types},
        stages=stage_estimates(runs, parts),
        teams=team_estimates(runs, parts),
        money={name: one for name, one in found.items() if name in MONEY},
        littles_residual=interval(
            [run.littles_residual for run in runs], [part.littles_residual for part in parts]
        ),
        unfinished=float(np.mean([run.unfinished for run in runs])),
        end=float(np.mean([run.window.end for run in runs])),
        method=method_of(design.replications, len(parts)),
        asked_warmup=design.warmup,
        estimates=found,
        series=spread,
        warnings=(*warnings_of(stream, design, cut, runs), *([doubt] if doubt else [])),
    )


def require_something_left(stream: Stream, cut: float, runs: Sequence[Outcome]) -> None:
    """Let runs pass of which the warm-up leaves something.

    Raises:
        UserFault: If it leaves nothing of any of them.
    """
    end = max(run.window.end for run in runs)
    if cut >= end > 0.0:
        raise UserFault(
            f"A warm-up of {cut:g} {stream.time_unit}s leaves nothing to measure: the runs end at {end:g}.",
            "Give a shorter warm-up, or longer runs.",
        )


def interval(runs: Sequence[float], parts: Sequence[float]) -> Estimate:
    """Estimate a figure from whole runs; a single run takes the width of its interval from its parts."""
    return estimate(runs) if len(runs) > 1 else centred(estimate(parts), runs[0])


def series_of(stream: Stream, outcomes: Sequence[Outcome], parts: int = 1) -> dict[str, tuple[float, ...]]:
    """Give every metric as one value a replication, by the name it is compared under.

    Args:
        stream: What was run.
        outcomes: One a replication, or a part of one.
        parts: How many of them make a whole run: sums of money over a part stand for so many times as much.
    """
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
        shares = tuple(one.distribution[kind.id] if one.velocity > 0.0 else np.nan for one in outcomes)
        series[f"flow_distribution.{kind.id}"] = shares
    return series | money_series(outcomes, parts)


def money_series(outcomes: Sequence[Outcome], parts: int) -> dict[str, tuple[float, ...]]:
    """Give what is known of money as one value a replication."""
    found = {}
    for name, figure in MONEY.items():
        values = [value_or_nan(getattr(one.money, figure)) for one in outcomes]
        if not np.all(np.isnan(values)):
            factor = 1 if name == "cost_per_item" else parts
            found[name] = tuple(factor * value for value in values)
    return found


def changes(base: RunResult, other: RunResult) -> tuple[MetricChange, ...]:
    """Pair two runs on the same random numbers, metric by metric; types that only one knows are left out."""
    return tuple(
        MetricChange(name, base.estimates[name], other.estimates[name], difference(base, other, name))
        for name in base.estimates
        if name in other.estimates
    )


def difference(base: RunResult, other: RunResult, metric: str) -> Estimate:
    """Estimate the paired difference of a metric, other − base."""
    found = paired(base.series[metric], other.series[metric])
    if base.replications > 1:
        return found
    return centred(found, other.estimates[metric].mean - base.estimates[metric].mean)


def pooled(mean: Estimate, times: Sequence[NDArray[np.float64]]) -> TimeEstimate:
    """Give a time's mean with its interval, and all items' times together."""
    return TimeEstimate(mean=mean, values=np.sort(np.concatenate(times)))


def stage_estimates(runs: Sequence[Outcome], parts: Sequence[Outcome]) -> tuple[StageEstimate, ...]:
    """Give every stage figure's mean over whole runs."""
    return tuple(
        stage_estimate([run.stages[place] for run in runs], [part.stages[place] for part in parts])
        for place in range(len(runs[0].stages))
    )


def stage_estimate(runs: Sequence[StageUsage], parts: Sequence[StageUsage]) -> StageEstimate:
    """Give one stage's figures; a figure that is not known counts as missing."""
    first = runs[0]
    return StageEstimate(id=first.id, name=first.name, figures=figures_of(runs, parts), team=first.team)


def team_estimates(runs: Sequence[Outcome], parts: Sequence[Outcome]) -> tuple[TeamEstimate, ...]:
    """Give every team's figures over whole runs."""
    return tuple(
        team_estimate([run.teams[place] for run in runs], [part.teams[place] for part in parts])
        for place in range(len(runs[0].teams))
    )


def team_estimate(runs: Sequence[TeamUsage], parts: Sequence[TeamUsage]) -> TeamEstimate:
    """Give one team's figures."""
    stages = {
        stage: interval([run.stages[stage] for run in runs], [part.stages[stage] for part in parts])
        for stage in runs[0].stages
    }
    return TeamEstimate(id=runs[0].id, name=runs[0].name, figures=figures_of(runs, parts), stages=stages)


def figures_of(
    runs: Sequence[StageUsage] | Sequence[TeamUsage], parts: Sequence[StageUsage] | Sequence[TeamUsage]
) -> dict[str, Estimate]:
    """Estimate every number that is said of a stage or team, by its name."""
    return {
        one.name: interval(
            [value_or_nan(getattr(usage, one.name)) for usage in runs],
            [value_or_nan(getattr(usage, one.name)) for usage in parts],
        )
        for one in fields(runs[0])
        if one.name not in ("id", "name", "team", "stages")
    }


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
