"""Model against history: both measured by the same functions over windows of one length."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine import RunRequest, simulate_many
from sim.experiment.beside_limits import not_comparable
from sim.experiment.beside_measure import Measure
from sim.experiment.beside_pictures import Gathered, SideBySide
from sim.experiment.beside_verdict import MetricVerdict
from sim.experiment.beside_words import adjustments, verdict_text
from sim.log import EventLog, TimeBase, date_of, day_start, lives, local_day
from sim.metrics import DayRule, Window, default_rule, flow_times, percentile, whole

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
        asked: Runs asked for; more than were made if the rest was not wanted any more.
        unlike: What cannot be compared, one sentence each.
        pictures: Both as curves.
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
    asked: int
    unlike: tuple[str, ...]
    pictures: SideBySide = field(compare=False, repr=False)

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
            "not_comparable": list(self.unlike),
        }


def no_progress(done: int, total: int) -> None:
    """Take progress and do nothing with it."""


def never() -> bool:
    """Say that the runs made are not enough yet."""
    return False


def beside_history(
    history: EventLog,
    since: float,
    stream: Stream,
    *,
    runs: int = RUNS,
    seed: int = 1,
    progress: Callable[[int, int], None] = no_progress,
    enough: Callable[[], bool] = never,
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
        enough: Asked after each run whether those made are enough: then they are all there is.

    Raises:
        StreamFault: If the stream has errors.
    """
    base, begin, end = _edges(history, since)
    length = end - begin
    cut = _cut(history, length)
    rule = default_rule(history)
    ours = Measure(stream, history, rule)
    window = Window(begin + cut, end)
    times = flow_times(history, window, rule)
    past = ours.of(history, window, times)
    gathered = Gathered(stream, history, begin, window, times)
    empty = stream.model_copy(update={"board": ()})
    found: list[Mapping[str, float]] = []
    request = RunRequest(seed=seed, until=length)
    for number, log in enumerate(simulate_many(empty, request, runs), start=1):
        dated = replace(log, base=base) if base.origin is not None else log
        took = flow_times(dated, Window(cut, length), rule)
        found.append(ours.of(dated, Window(cut, length), took))
        gathered.add(dated, Window(cut, length), took)
        progress(number, runs)
        if enough():
            break
    verdicts = tuple(
        one for one in (_verdict(name, past[name], found, ours) for name in past) if _matters(one)
    )
    return HistoryCheck(
        stream=stream,
        verdicts=verdicts,
        adjust=adjustments(verdicts, stream),
        runs=len(found),
        seed=seed,
        length=length - cut,
        cut=cut,
        rule=rule,
        items=int(np.count_nonzero(lives(history).done > begin + cut)),
        asked=runs,
        unlike=not_comparable(history, stream),
        pictures=gathered.pictures(),
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


def _matters(one: MetricVerdict) -> bool:
    """Leave out stages that hold next to nothing, here and there."""
    return not one.metric.startswith("stages.") or max(one.history, one.high) >= NEXT_TO_NOTHING


def _verdict(metric: str, past: float, found: list[Mapping[str, float]], measure: Measure) -> MetricVerdict:
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
