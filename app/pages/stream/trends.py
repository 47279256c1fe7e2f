"""The numbers of the latest stretch of a run against those of the stretch before."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from app.pages.stream.stretches import Stretches
from sim.metrics import (
    Window,
    flow_distribution,
    flow_efficiency,
    flow_load,
    flow_time,
    flow_velocity,
    range_limit,
)
from sim.stream import Calendar, readable_rate

if TYPE_CHECKING:
    from app.widgets import Metric, Tone
    from sim.log import EventLog, LogType

_LEAST_POINTS: Final = 2.0
_EDGE_ITEMS: Final = 2
"""An item done just behind an edge and not just before it makes two counts differ by so much."""
_OF_SEVERAL: Final = 1.5
"""The limit for the one of several shares that changed most, in limits of one number: as rarely passed."""

Better = Literal["more", "less", "neither"]
_UNCLEAR: Final = "no clear change"


@dataclass(frozen=True)
class Course:
    """A number in each of some stretches.

    Attributes:
        values: In order of time; NaN where it is not known.
        unit: What they are in.
        better: Which way is for the better.
        least: A difference of the latest two up to this is no change, whatever is usual.
    """

    values: tuple[float, ...]
    unit: str
    better: Better
    least: float = 0.0

    @property
    def usual(self) -> float:
        """By how much two neighbours may differ by chance, from all before the latest; NaN if not known."""
        return max(range_limit(self.values[:-1]), self.least)


@dataclass(frozen=True)
class Trend:
    """How a number has changed.

    Attributes:
        text: Briefly, with an arrow and a word for whether that is good: "▲ 0.3, better, in 4 weeks".
        tone: Whether it is good.
        whole: Both numbers in a sentence.
    """

    text: str
    tone: Tone
    whole: str


def with_trends(metrics: Sequence[Metric], log: EventLog, stretches: Stretches | None) -> tuple[Metric, ...]:
    """Give velocity, flow time, load and efficiency with their trends, where the log is long enough."""
    if stretches is None:
        return tuple(metrics)
    courses = (
        _velocity(log, stretches),
        _flow_time(log, stretches),
        _load(log, stretches),
        _efficiency(log, stretches),
    )
    return tuple(_with(metric, course, stretches) for metric, course in zip(metrics, courses, strict=True))


def trend_of(course: Course, stretches: Stretches) -> Trend | None:
    """Put the latest change in words; None where it is not known, or not known what is usual."""
    before, latest = course.values[-2:]
    if math.isnan(before) or math.isnan(latest) or math.isnan(course.usual):
        return None
    was, now = f"{before:.1f}", f"{latest:.1f}"
    whole = f"{now} {course.unit} in the last {stretches.words}, {was} in the {stretches.words} before"
    if abs(latest - before) <= course.usual:
        if was == now:
            return Trend(f"= no change in {stretches.period}", "plain", f"{whole}: no change.")
        usual = f"two such stretches may differ by {course.usual:.1f} by chance"
        return Trend(f"{was} → {now}, {_UNCLEAR}", "plain", f"{whole}: no clear change, {usual}.")
    rises = latest > before
    word = "more" if rises else "less"
    tone: Tone = "plain"
    if course.better != "neither":
        word, tone = ("better", "good") if rises == (course.better == "more") else ("worse", "bad")
    size = f"{abs(float(now) - float(was)):.1f}"
    text = f"{'▲' if rises else '▼'} {size} {word} in {stretches.period}"
    return Trend(text, tone, f"{whole}: {word} by {size}, more than chance.")


def mix_trend(log: EventLog, types: Sequence[LogType], stretches: Stretches | None) -> str:
    """Name the type whose share of what is done changed most; nothing where none did by more than chance."""
    if stretches is None:
        return ""
    shares = [flow_distribution(log, window) for window in stretches.windows]
    changed = []
    for kind in types:
        values = tuple(100 * each.get(kind.id, 0.0) if sum(each.values()) else math.nan for each in shares)
        change = values[-1] - values[-2]
        if abs(change) > max(_OF_SEVERAL * range_limit(values[:-1]), _edge_points(log, stretches)):
            changed.append((abs(change), f"{'▲' if change > 0 else '▼'} {kind.name}"))
    if not changed:
        return ""
    points, named = max(changed)
    return f"{named} {points:.0f} points in {stretches.period}"


def _edge_points(log: EventLog, stretches: Stretches) -> float:
    """Give by how many points two shares differ because single items fell on one side of an edge."""
    done = min(flow_velocity(log, window) * window.length for window in stretches.windows[-2:])
    return max(100 * _EDGE_ITEMS / done if done else math.inf, _LEAST_POINTS)


def _with(metric: Metric, course: Course, stretches: Stretches) -> Metric:
    trend = trend_of(course, stretches)
    if trend is None:
        return metric
    how = (
        f"{metric.how} The last {stretches.words} are compared with the {stretches.words} before; an arrow "
        "stands where they differ by more than such stretches of this run usually do (limit of the moving "
        "range, 3.27 times its mean)."
    )
    told = {"trend": trend.text, "trend_tone": trend.tone, "trend_whole": trend.whole}
    return replace(metric, **told, trend_brief=shorter(trend.text), how=how)  # type: ignore[arg-type]


def shorter(trend: str) -> tuple[str, ...]:
    """Give a trend in fewer words: without its period, then without its verdict; never only an arrow."""
    if trend.endswith(_UNCLEAR):
        return (trend.replace(_UNCLEAR, "unclear"), "unclear")
    without_period = trend.partition(" in ")[0]
    if without_period[0] not in "▲▼":
        return (without_period, "= same")
    arrow_and_size = " ".join(without_period.split()[:2])
    return tuple(dict.fromkeys((without_period, arrow_and_size)))


def _each(stretches: Stretches, measure: Callable[[Window], float]) -> tuple[float, ...]:
    return tuple(measure(window) for window in stretches.windows)


def _velocity(log: EventLog, stretches: Stretches) -> Course:
    calendar = log.base.calendar or Calendar(kind="continuous")
    overall = flow_velocity(log, Window(log.start, log.end))
    factor, unit = readable_rate(overall, log.base.unit, calendar)
    values = _each(stretches, lambda window: flow_velocity(log, window) * factor)
    return Course(values, f"/ {unit}", "more", _EDGE_ITEMS / stretches.length * factor)


def _flow_time(log: EventLog, stretches: Stretches) -> Course:
    """Compare at the percentage that the tile shows, if both latest samples support it; else at the half."""
    found = [flow_time(log, window) for window in stretches.windows]
    percent = 85 if all(85 in stats.supported for stats in found[-2:]) else 50
    known = (getattr(stats, f"p{percent}") if percent in stats.supported else math.nan for stats in found)
    return Course(tuple(known), f"{found[-1].unit}s ({percent} %)", "less")


def _load(log: EventLog, stretches: Stretches) -> Course:
    return Course(_each(stretches, lambda window: flow_load(log, window)), "in progress", "neither")


def _efficiency(log: EventLog, stretches: Stretches) -> Course:
    return Course(_each(stretches, lambda window: 100 * flow_efficiency(log, window)), "%", "more")
