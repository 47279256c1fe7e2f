"""The figures that a model and its history have in common."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.log import EventLog, Kind, units_per_day
from sim.metrics import (
    DayRule,
    Window,
    flow_distribution,
    flow_efficiency,
    flow_load,
    flow_velocity,
    percentile,
    stage_wip,
)
from sim.stream import days_in_week

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sim.stream import Stream

PERCENTS = (50, 70, 85, 95)


class Measure:
    """Measures a log: the figures that both logs have, by name."""

    def __init__(self, stream: Stream, history: EventLog, rule: DayRule) -> None:
        """Measure what a stream and a history have in common, flow time by one rule."""
        self.stream, self.rule = stream, rule
        self.unit = f"{stream.time_unit}s" if rule == "elapsed" else "days"
        self.week = days_in_week(stream.calendar) * units_per_day(history.base)
        shared = {stage.name.casefold() for stage in history.stages}
        self.stages = {
            stage.name.casefold(): stage for stage in stream.stages if stage.name.casefold() in shared
        }
        names = {kind.id for kind in history.types}
        self.types = {kind.id: kind.name for kind in stream.item_types if kind.id in names}
        self.starts_told = bool((history.kind == Kind.STARTED).any())
        kinds = {stage.kind for stage in self.stages.values()}
        self.mixed = kinds == {"work", "wait"}

    def of(self, log: EventLog, window: Window, times: NDArray[np.float64]) -> dict[str, float]:
        """Measure one window of a log, in which items took these times."""
        found = {
            "flow_velocity": flow_velocity(log, window) * self.week,
            "flow_time": float(times.mean()) if len(times) else math.nan,
        }
        for percent in PERCENTS:
            found[f"flow_time_p{percent}"] = percentile(times, percent) if len(times) else math.nan
        found["flow_load"] = flow_load(log, window)
        found |= self._by_stage(log, window)
        if len(self.types) > 1:
            shares = flow_distribution(log, window)
            found |= {f"flow_distribution.{one}": shares.get(one, 0.0) for one in self.types}
        return found

    def _by_stage(self, log: EventLog, window: Window) -> dict[str, float]:
        names = {stage.id: stage.name.casefold() for stage in log.stages}
        wip = {names[stage]: items for stage, items in stage_wip(log, window).items()}
        held = {stage.id: wip.get(name, 0.0) for name, stage in self.stages.items()}
        found: dict[str, float] = {}
        if self.starts_told:
            found["flow_efficiency"] = flow_efficiency(log, window)
        elif self.mixed:
            at_work = sum(held[one.id] for one in self.stages.values() if one.kind == "work")
            found["share_in_work"] = at_work / (sum(held.values()) or math.nan)
        if len(held) > 1:
            found |= {f"stages.{stage}.wip": items for stage, items in held.items()}
        return found

    def words(self, metric: str) -> tuple[str, str]:
        """Give label and unit of a figure."""
        family, _, rest = metric.partition(".")
        if family == "stages":
            stage = rest.removesuffix(".wip")
            return f"items in {self.stream.stage(stage).name}", "items"
        if family == "flow_distribution":
            return f"share of {self.types[rest]}", ""
        if family.startswith("flow_time"):
            mark = family.removeprefix("flow_time").strip("_") or "mean"
            return f"flow time {mark}", self.unit
        return _LABELS[family]


_LABELS = {
    "flow_velocity": ("flow velocity", "items a week"),
    "flow_load": ("flow load", "items"),
    "flow_efficiency": ("flow efficiency", ""),
    "share_in_work": ("share of time in stages of work", ""),
}
