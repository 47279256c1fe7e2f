"""The five flow metrics of a history in words, for tiles."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from app.pages.history.trial import counted
from app.widgets import Metric
from sim.log import Kind

if TYPE_CHECKING:
    from sim.log import EventLog
    from sim.metrics import DayRule, FlowSummary, TimeStats, Window

RULES: Final[dict[DayRule, str]] = {
    "inclusive": "calendar days, both counted",
    "elapsed": "exact time elapsed",
    "working": "working days, both counted",
}
"""The rules of counting days that are offered, with the words printed beside a number."""
_BRIEF: Final[dict[DayRule, str]] = {
    "inclusive": "calendar days",
    "elapsed": "exact time",
    "working": "working days",
}

HOW: Final = {
    "velocity": "Items done in the window, divided by its length, for a week of seven days. Every item "
    "counts as one, whatever its size; days without any count too. The mean in the chart leaves out weeks "
    "that the window does not hold whole.",
    "time": "From the start of work to done, of the items done in the window, waiting included. {percent} % "
    "of them took this long or less (nearest rank: a time that did occur).",
    "load": "Items begun and not yet done, averaged over every instant of the window.",
    "distribution": "Share of each type among the items done in the window.",
}
_RULE_HOW: Final[dict[DayRule, str]] = {
    "inclusive": "Days are counted by dates, first and last both: begun and done today is 1 day.",
    "elapsed": "Time is counted to the minute: begun at nine and done at nine tomorrow is 1.0 days.",
    "working": "Working days (Monday to Friday where no calendar says otherwise), first and last both "
    "counted.",
}
_WEEK: Final = 7.0


def metrics_of(log: EventLog, summary: FlowSummary) -> tuple[Metric, ...]:
    """Give velocity, flow time, load and efficiency as tiles show them."""
    return (
        _velocity(summary, by_type_text(log, summary)),
        _flow_time(summary.flow_time, summary.rule),
        _load(summary, little_text(log, summary.window), only_done=knows_only_done(log)),
        efficiency(log, summary.efficiency),
    )


def knows_only_done(log: EventLog) -> bool:
    """Say whether a history tells nothing but when items were done."""
    return not np.isin(log.kind, (Kind.ARRIVED, Kind.ENTERED, Kind.STARTED)).any()


def _load(summary: FlowSummary, little: str, *, only_done: bool) -> Metric:
    if only_done:
        how = f"{HOW['load']} This history does not tell when items were begun."
        return Metric("Flow load", note="no starts in the file", how=how)
    how = f"{HOW['load']} {little}".rstrip()
    return Metric(
        "Flow load", number(summary.load), "items", note=f"{summary.unfinished} at the end", how=how
    )


def efficiency(log: EventLog, share: float) -> Metric:
    """Give flow efficiency with the mapping it comes from; none where no stage counts as waiting."""
    stages = log.stages[log.commitment :]
    waiting = [stage.name for stage in stages if stage.state == "waiting"]
    active = [stage.name for stage in stages if stage.state == "active"]
    if not waiting:
        return Metric(
            "Flow efficiency",
            note="no waiting stage",
            how="Active time divided by flow time. No stage of this history counts as waiting, so every item "
            "would come out as 100 % active: a number that says nothing. Import a file with a date for each "
            "stage, and map the queues among them as waiting.",
        )
    value = "–" if math.isnan(share) else f"{100 * share:.0f}"
    how = (
        "Active time divided by flow time, of the items done in the window together. By the mapping, "
        f"active: {', '.join(active) or 'no stage'}; waiting: {', '.join(waiting)}. It overstates where "
        "people hold several items “in progress” at once; there is no target that fits everyone."
    )
    note, brief = f"waiting: {', '.join(waiting)}", f"waiting: {counted(len(waiting), 'stage')}"
    return Metric("Flow efficiency", value, "%", note=note, note_brief=brief, how=how)


def little_text(log: EventLog, window: Window) -> str:
    """Say how well Little's law holds of a window, and which of its assumptions are broken."""
    from sim.metrics import littles_law

    law = littles_law(log, window)
    if math.isnan(law.residual) or math.isnan(law.time):
        return ""
    said = (
        f"Little’s law expects velocity × flow time = {number(law.expected)}; "
        f"{100 * abs(law.residual):.0f} % of the load is left unexplained."
    )
    broken = [f"{name}: {why}" for name, why in law.assumptions if why]
    held = [name for name, why in law.assumptions if not why]
    if broken:
        said += f" Broken is what the law asks of a window: {'; '.join(broken)}."
    if held:
        said += f" It holds that {', '.join(held)}."
    return f"{said} The law is about the past and forecasts nothing."


def by_type_text(log: EventLog, summary: FlowSummary) -> str:
    """Say the velocity of each type: ``By type, a week: Feature 3.2, Defect 1.1.``; nothing of one type."""
    names = {kind.id: kind.name for kind in log.types}
    a_week = summary.velocity * _WEEK
    told = [
        f"{names[kind]} {number(share * a_week)}" for kind, share in summary.distribution.items() if share
    ]
    return f"By type, a week: {', '.join(told)}." if len(told) > 1 else ""


def _velocity(summary: FlowSummary, by_type: str) -> Metric:
    days = summary.window.length
    done = round(summary.velocity * days) if days else 0
    note = f"{counted(done, 'item')} in {counted(round(days), 'day')}"
    value = number(summary.velocity * _WEEK)
    how = f"{by_type} {HOW['velocity']}".lstrip()
    return Metric("Flow velocity", value, "/ week", note=note, note_brief=counted(done, "item"), how=how)


def number(value: float) -> str:
    """Write a number with one digit behind the point; a dash where it is not known."""
    if math.isnan(value):
        return "–"
    return f"{value:,.1f}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _flow_time(stats: TimeStats, rule: DayRule) -> Metric:
    percent = next((p for p in (85, 50) if p in stats.supported), None)
    how = f"{HOW['time'].format(percent=percent or 85)} {_RULE_HOW[rule]}"
    if percent is None:
        note = "too few items" if stats.n else "no items with a start"
        return Metric("Flow time (85 %)", note=note, how=how)
    value = stats.p85 if percent == 85 else stats.p50
    text = number(value) if rule == "elapsed" else f"{value:.0f}"
    return Metric(
        f"Flow time ({percent} %)",
        text,
        "day" if text == "1" else "days",
        note=RULES[rule],
        note_brief=_BRIEF[rule],
        how=how,
    )
