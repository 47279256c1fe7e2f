"""Model against history: both measured by the same functions over windows of one length."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine import RunRequest, simulate_many
from sim.experiment.beside_verdict import MetricVerdict
from sim.experiment.beside_words import adjustments, verdict_text
from sim.log import EventLog, Kind, TimeBase, date_of, day_start, lives, local_day, units_per_day
from sim.metrics import (
    DayRule,
    Window,
    default_rule,
    flow_distribution,
    flow_efficiency,
    flow_load,
    flow_times,
    flow_velocity,
    percentile,
    stage_wip,
    whole,
)
from sim.stream import days_in_week

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sim.stream import Stream

RUNS = 200
"""Runs of the model; the interval leaves out the five lowest and the five highest."""

FEWEST_ITEMS = 20
"""Items done in the history below which its figures are mostly chance."""

NEXT_TO_NOTHING = 0.05
"""Items in a stage, mean over time, that nobody would miss."""

LONGEST_CUT = 0.25
"""Part of the history that is left out at most as its begin."""

PERCENTS = (50, 70, 85, 95)


@dataclass(frozen=True)
class HistoryCheck:
    """A model beside its history.

    Attributes:
        stream: The model.
        verdicts: Figure by figure.
        adjust: What to change where the two differ, one sentence each.
        runs: Runs of the model.
        seed: Their seed.
        length: Time measured, in the stream's unit.
        cut: Time left out before it, of both.
        rule: How flow time is counted, of both.
        items: Items done in the history over that time.
    """

    stream: Stream
    verdicts: tuple[MetricVerdict, ...]
    adjust: tuple[str, ...]
    runs: int
    seed: int
    length: float
    cut: float
    rule: DayRule
    items: int

    @property
    def inside(self) -> int:
        """Figures of the history within the model's interval."""
        return sum(1 for one in self.verdicts if one.inside)

    @property
    def judged(self) -> int:
        """Figures that could be judged."""
        return sum(1 for one in self.verdicts if one.inside is not None)

    @property
    def summary(self) -> str:
        """The whole in one sentence."""
        if not self.judged:
            return "Nothing could be compared: too little was done in the time measured."
        said = f"{self.inside} of {self.judged} figures of the history lie within what the model's runs give"
        if self.items < FEWEST_ITEMS:
            done = "1 item" if self.items == 1 else f"{self.items} items"
            return f"{said}; with only {done} done, nearly anything would."
        return f"{said}; of twenty, one lies outside by chance alone."

    def verdict(self, metric: str) -> MetricVerdict:
        """Give one figure's verdict.

        Raises:
            KeyError: If there is no such figure.
        """
        for one in self.verdicts:
            if one.metric == metric:
                return one
        raise KeyError(metric)

    def to_json(self) -> dict[str, Any]:
        """Give everything as JSON values."""
        return {
            "stream": self.stream.name,
            "time_unit": self.stream.time_unit,
            "runs": self.runs,
            "seed": self.seed,
            "length": self.length,
            "left_out": self.cut,
            "rule": self.rule,
            "items": self.items,
            "inside": self.inside,
            "judged": self.judged,
            "summary": self.summary,
            "metrics": {one.metric: one.to_json() for one in self.verdicts},
            "adjust": list(self.adjust),
        }


def no_progress(done: int, total: int) -> None:
    """Take progress and do nothing with it."""


def beside_history(
    history: EventLog,
    since: float,
    stream: Stream,
    *,
    runs: int = RUNS,
    seed: int = 1,
    progress: Callable[[int, int], None] = no_progress,
) -> HistoryCheck:
    """Run a model as long as its history lasts, and set the figures of both side by side.

    Both begin empty, so that from both the same time is left out at the begin: what 85 % of the items took,
    a quarter of the whole at most. A figure of the history is inside if it lies within those of 95 % of the
    runs: the history is one run of the real stream.

    Args:
        history: In the stream's time, as :func:`~sim.calibration.history_in_time_of` or a calibration
            gives it.
        since: From when it counts.
        stream: The model; items on its board are left out.
        runs: Runs of the model.
        seed: Same seed, same runs.
        progress: Called with runs done and in all. It may raise to stop them.

    Raises:
        StreamFault: If the stream has errors.
    """
    base, begin, end = _edges(history, since)
    length = end - begin
    cut = _cut(history, length)
    rule = default_rule(history)
    ours = _Measure(stream, history, rule)
    past = ours.of(history, Window(begin + cut, end))
    empty = stream.model_copy(update={"board": ()})
    found: list[Mapping[str, float]] = []
    request = RunRequest(seed=seed, until=length)
    for number, log in enumerate(simulate_many(empty, request, runs), start=1):
        dated = replace(log, base=base) if base.origin is not None else log
        found.append(ours.of(dated, Window(cut, length)))
        progress(number, runs)
    verdicts = tuple(
        one for one in (_verdict(name, past[name], found, ours) for name in past) if _matters(one)
    )
    return HistoryCheck(
        stream=stream,
        verdicts=verdicts,
        adjust=adjustments(verdicts, stream),
        runs=runs,
        seed=seed,
        length=length - cut,
        cut=cut,
        rule=rule,
        items=int(np.count_nonzero(lives(history).done > begin + cut)),
    )


def _edges(history: EventLog, since: float) -> tuple[TimeBase, float, float]:
    """Give what the model's time means, and begin and end of the history: whole days, if it has dates."""
    if history.base.origin is None:
        return history.base, since, history.end
    day = int(local_day(history.base, np.array([since]))[0])
    begin, end = day_start(history.base, day), whole(history).end
    return replace(history.base, origin=date_of(history.base, begin)), begin, end


def _cut(history: EventLog, length: float) -> float:
    life = lives(history)
    times = (life.done - life.commitment)[life.commitment <= life.done]
    longest = LONGEST_CUT * length
    return min(percentile(times, 85), longest) if len(times) else longest


class _Measure:
    """Measures a log: the figures that both logs have, by name."""

    def __init__(self, stream: Stream, history: EventLog, rule: DayRule) -> None:
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

    def of(self, log: EventLog, window: Window) -> dict[str, float]:
        """Measure one window of a log."""
        times = flow_times(log, window, self.rule)
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


def _matters(one: MetricVerdict) -> bool:
    """Leave out stages that hold next to nothing, here and there."""
    return not one.metric.startswith("stages.") or max(one.history, one.high) >= NEXT_TO_NOTHING


def _verdict(metric: str, past: float, found: list[Mapping[str, float]], measure: _Measure) -> MetricVerdict:
    values = np.array([one.get(metric, math.nan) for one in found])
    values = np.sort(values[~np.isnan(values)])
    n = len(values)
    aside = int(0.025 * n)
    median, low, high = (
        (percentile(values, 50), float(values[aside]), float(values[n - 1 - aside])) if n else (math.nan,) * 3
    )
    label, unit = measure.words(metric)
    one = MetricVerdict(metric, label, unit, past, median, low, high, n, "")
    return replace(one, text=verdict_text(one))
