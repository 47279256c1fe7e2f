"""The numbers of the latest stretch of a run against those of the stretch before."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from sim.metrics import Window, flow_distribution, flow_efficiency, flow_load, flow_time, flow_velocity
from sim.stream import Calendar, hours_in, readable_rate

if TYPE_CHECKING:
    from app.widgets import Metric, Tone
    from sim.log import EventLog, LogType

_LADDER: Final = (("13 weeks", 13, "week"), ("4 weeks", 4, "week"), ("week", 1, "week"), ("day", 1, "day"))
"""Stretches that people compare: what they are called, and how many of which unit they are."""
_FIT: Final = 4
"""A run is so many stretches long before they are compared: the first ones are its warm-up."""
_LEAST_POINTS: Final = 2.0

Better = Literal["more", "less", "neither"]


@dataclass(frozen=True)
class Stretch:
    """Two stretches of equal length that meet: the latest and the one before.

    Attributes:
        words: What one of them is called: "4 weeks".
        latest: The latest.
        before: The one before.
    """

    words: str
    latest: Window
    before: Window


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


def stretches_of(log: EventLog) -> Stretch | None:
    """Choose the longest usual stretch that fits a few times into a log; None where none does."""
    calendar = log.base.calendar or Calendar(kind="continuous")
    for words, count, unit in _LADDER:
        length = count * hours_in(calendar, unit) / hours_in(calendar, log.base.unit)  # type: ignore[arg-type]
        if _FIT * length <= log.end - log.start:
            end = log.end
            return Stretch(words, Window(end - length, end), Window(end - 2 * length, end - length))
    return None


def with_trends(metrics: Sequence[Metric], log: EventLog) -> tuple[Metric, ...]:
    """Give velocity, flow time, load and efficiency with their trends, where the log is long enough."""
    stretch = stretches_of(log)
    if stretch is None:
        return tuple(metrics)
    found = (
        _velocity(log, stretch),
        _flow_time(log, stretch),
        _load(log, stretch),
        _efficiency(log, stretch),
    )
    return tuple(_with(metric, trend, stretch) for metric, trend in zip(metrics, found, strict=True))


def trend_of(before: float, latest: float, stretch: Stretch, unit: str, better: Better) -> Trend | None:
    """Put a change in words; None where one of the numbers is not known.

    Args:
        before: The number of the stretch before.
        latest: That of the latest one.
        stretch: Which they are.
        unit: What the numbers are in.
        better: Which way is for the better.
    """
    if math.isnan(before) or math.isnan(latest):
        return None
    period = stretch.words if stretch.words[0].isdigit() else f"a {stretch.words}"
    was, now = f"{before:.1f}", f"{latest:.1f}"
    whole = f"{now} {unit} in the last {stretch.words}, {was} in the {stretch.words} before"
    if was == now:
        return Trend(f"= no change in {period}", "plain", f"{whole}: no change.")
    rises = latest > before
    word = "more" if rises else "less"
    tone: Tone = "plain"
    if better != "neither":
        word, tone = ("better", "good") if rises == (better == "more") else ("worse", "bad")
    size = f"{abs(float(now) - float(was)):.1f}"
    arrow = "▲" if rises else "▼"
    return Trend(f"{arrow} {size} {word} in {period}", tone, f"{whole}: {word} by {size}.")


def mix_trend(log: EventLog, types: Sequence[LogType]) -> str:
    """Name the type whose share among the items done changed most; nothing where none did by much."""
    stretch = stretches_of(log)
    if stretch is None:
        return ""
    before, latest = (flow_distribution(log, window) for window in (stretch.before, stretch.latest))
    if not sum(before.values()) or not sum(latest.values()):
        return ""
    change = _changes(before, latest)
    kind = max(change, key=lambda one: abs(change[one]))
    if abs(change[kind]) < _LEAST_POINTS:
        return ""
    name = next((one.name for one in types if one.id == kind), kind)
    period = stretch.words if stretch.words[0].isdigit() else f"a {stretch.words}"
    return f"{'▲' if change[kind] > 0 else '▼'} {name} {abs(change[kind]):.0f} points in {period}"


def _changes(before: Mapping[str, float], latest: Mapping[str, float]) -> dict[str, float]:
    kinds = [*before, *(kind for kind in latest if kind not in before)]
    return {kind: 100 * (latest.get(kind, 0.0) - before.get(kind, 0.0)) for kind in kinds}


def _with(metric: Metric, trend: Trend | None, stretch: Stretch) -> Metric:
    if trend is None:
        return metric
    how = f"{metric.how} The arrow compares the last {stretch.words} with the {stretch.words} before."
    return replace(metric, trend=trend.text, trend_tone=trend.tone, trend_whole=trend.whole, how=how)


def _velocity(log: EventLog, stretch: Stretch) -> Trend | None:
    calendar = log.base.calendar or Calendar(kind="continuous")
    overall = flow_velocity(log, Window(log.start, log.end))
    factor, unit = readable_rate(overall, log.base.unit, calendar)
    before, latest = (flow_velocity(log, window) * factor for window in (stretch.before, stretch.latest))
    return trend_of(before, latest, stretch, f"/ {unit}", "more")


def _flow_time(log: EventLog, stretch: Stretch) -> Trend | None:
    """Compare at the percentage that the tile shows, if both samples support it; else at the half."""
    before, latest = (flow_time(log, window) for window in (stretch.before, stretch.latest))
    for percent in (85, 50):
        if percent in before.supported and percent in latest.supported:
            was, now = (getattr(stats, f"p{percent}") for stats in (before, latest))
            return trend_of(was, now, stretch, f"{latest.unit}s ({percent} %)", "less")
    return None


def _load(log: EventLog, stretch: Stretch) -> Trend | None:
    before, latest = (flow_load(log, window) for window in (stretch.before, stretch.latest))
    return trend_of(before, latest, stretch, "in progress", "neither")


def _efficiency(log: EventLog, stretch: Stretch) -> Trend | None:
    before, latest = (100 * flow_efficiency(log, window) for window in (stretch.before, stretch.latest))
    return trend_of(before, latest, stretch, "%", "more")
