"""What an experiment found, as frozen values."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiment.intervals import Estimate, known
from sim.metrics import percentile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sim.engine import RunRequest
    from sim.experiment.design import Warmup
    from sim.stream import Scenario, Stream

PERCENTILES = (50, 70, 85, 95)

MONEY = {
    "value_released": "value",
    "staff_cost": "staff_cost",
    "delay_cost": "delay_cost",
    "net_value": "net",
    "cost_per_item": "cost_per_item",
}
"""Fields of :class:`~sim.metrics.Money` by the name that they are compared under."""


@dataclass(frozen=True)
class TimeEstimate:
    """A time per item over replications.

    Attributes:
        mean: The mean time and its interval.
        values: All items' times, pooled over replications and sorted, shape (items,).
    """

    mean: Estimate
    values: NDArray[np.float64]

    def percentile(self, percent: int) -> float:
        """Give the nearest-rank percentile of all items; NaN if there are none."""
        return percentile(self.values, percent) if len(self.values) else math.nan

    def to_json(self) -> dict[str, float | None]:
        """Give mean, interval and the percentiles 50, 70, 85 and 95."""
        marks = {f"p{percent}": known(self.percentile(percent)) for percent in PERCENTILES}
        return self.mean.to_json() | marks


@dataclass(frozen=True)
class StageEstimate:
    """A stage over replications.

    Attributes:
        id: Its id.
        name: Its name.
        figures: Every figure's mean, by name as in ``StageUsage``.
        team: Id of the team that staffs it, None where its workers are its own.
    """

    id: str
    name: str
    figures: Mapping[str, Estimate]
    team: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Give id, name, team and the mean of each figure."""
        return {"id": self.id, "name": self.name, "team": self.team} | _means(self.figures)


@dataclass(frozen=True)
class TeamEstimate:
    """A team over replications.

    Attributes:
        id: Its id.
        name: Its name.
        figures: Every figure's mean, by name as in ``TeamUsage``.
        stages: Mean share of its members' time spent working, by stage id.
    """

    id: str
    name: str
    figures: Mapping[str, Estimate]
    stages: Mapping[str, Estimate]

    def to_json(self) -> dict[str, Any]:
        """Give id, name, the mean of each figure, and the share of each stage."""
        return {"id": self.id, "name": self.name, **_means(self.figures), "stages": _means(self.stages)}


def _means(figures: Mapping[str, Estimate]) -> dict[str, float | None]:
    return {name: known(figure.mean) for name, figure in figures.items()}


@dataclass(frozen=True)
class RunResult:
    """A stream run some times, in figures.

    Attributes:
        stream: What was run.
        request: Seed and horizon.
        replications: How many runs.
        warmup: Time cut from the start of each, in the stream's unit.
        flow_velocity: Items done a time unit.
        flow_time: Commitment to done, in the stream's unit.
        lead_time: Arrival to done, in the stream's unit.
        flow_load: Items in the stream, mean over time.
        flow_efficiency: Active time over flow time, 0 to 1.
        flow_distribution: Share of each type among items done, by type id.
        stages: In flow order; empty if only the flow was measured.
        teams: In the order of the stream; likewise.
        money: Value released, costs and net, by the names they are compared under; empty where nothing is
            given to work them out from.
        littles_residual: Mean of (L − λW) / L.
        unfinished: Items still in the stream at the end, mean over runs.
        end: Length of a run, mean over runs.
        method: How the intervals were made.
        asked_warmup: The warm-up that was asked for: a time, or ``auto``.
        estimates: Every flow metric by the name it is compared under.
        series: One value a replication (or a part of the only run) for each of them: what paired differences
            are made of.
        warnings: What to know before trusting the figures.
    """

    stream: Stream
    request: RunRequest
    replications: int
    warmup: float
    flow_velocity: Estimate
    flow_time: TimeEstimate
    lead_time: TimeEstimate
    flow_load: Estimate
    flow_efficiency: Estimate
    flow_distribution: Mapping[str, Estimate]
    stages: tuple[StageEstimate, ...]
    littles_residual: Estimate
    unfinished: float
    end: float
    method: str
    teams: tuple[TeamEstimate, ...] = ()
    money: Mapping[str, Estimate] = field(default_factory=dict)
    asked_warmup: Warmup = "auto"
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    series: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give every figure as plain JSON values; unknown ones are None."""
        return {
            "stream": self.stream.name,
            "time_unit": self.stream.time_unit,
            "seed": self.request.seed,
            "replications": self.replications,
            "warmup": self.warmup,
            "end": self.end,
            "method": self.method,
            "flow_velocity": self.flow_velocity.to_json(),
            "flow_time": self.flow_time.to_json(),
            "lead_time": self.lead_time.to_json(),
            "flow_load": self.flow_load.to_json(),
            "flow_efficiency": self.flow_efficiency.to_json(),
            "flow_distribution": {name: known(part.mean) for name, part in self.flow_distribution.items()},
            "stages": [stage.to_json() for stage in self.stages],
            "teams": [team.to_json() for team in self.teams],
            "money": {name: figure.to_json() for name, figure in self.money.items()} or None,
            "littles_residual": known(self.littles_residual.mean),
            "unfinished": self.unfinished,
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True)
class MetricChange:
    """One metric of a scenario against the base.

    Attributes:
        metric: Its name, as in ``RunResult.series``.
        base: Mean in the base.
        scenario: Mean in the scenario.
        difference: Paired difference, scenario − base.
    """

    metric: str
    base: Estimate
    scenario: Estimate
    difference: Estimate

    def to_json(self) -> dict[str, Any]:
        """Give base, scenario and the difference with its interval."""
        return {
            "base": known(self.base.mean),
            "scenario": known(self.scenario.mean),
            "difference": self.difference.to_json(),
        }


@dataclass(frozen=True)
class ScenarioResult:
    """A scenario measured and set against the base."""

    scenario: Scenario
    run: RunResult
    changes: tuple[MetricChange, ...]

    def change(self, metric: str) -> MetricChange:
        """Give one metric's change.

        Raises:
            KeyError: If there is no such metric.
        """
        for change in self.changes:
            if change.metric == metric:
                return change
        raise KeyError(metric)


@dataclass(frozen=True)
class Comparison:
    """A base and its scenarios, on the same random numbers.

    Attributes:
        base: The base, measured.
        scenarios: In the order asked.
    """

    base: RunResult
    scenarios: tuple[ScenarioResult, ...]
