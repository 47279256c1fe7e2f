"""What is measured of a run while it goes on: pure, from a log to what the page shows."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from app.canvas import SHORT_UNIT, BusyState
from app.pages.stream.bottleneck import Bottleneck, bottleneck
from app.pages.stream.live_charts import USUAL, ChartsRequest, states_of
from app.pages.stream.money import money_metric
from app.pages.stream.stage_facts import facts_of
from app.pages.stream.stretches import stretches_of
from app.pages.stream.trends import mix_trend, with_trends
from app.widgets import Metric
from sim.log import Kind
from sim.metrics import (
    FlowSummary,
    StageUsage,
    TeamUsage,
    TimeStats,
    Window,
    full_shares,
    stage_usage,
    summarise,
    team_usage,
    whole,
)
from sim.stream import Calendar, Vocabulary, longest_period, readable_rate

if TYPE_CHECKING:
    from app.theme import TypeStyle
    from sim.log import EventLog, TimeBase
    from sim.stream import Stream

SAYS: Final = {
    "velocity": "done, on average",
    "time": "or less, for {} %",
    "load": "on average",
    "efficiency": "of time worked on",
}
"""What each number is, in a few words that fit below it."""
_ENOUGH: Final = 10
"""Items done from which a bottleneck is named."""


@dataclass(frozen=True)
class Rules:
    """The rules of the stages in force, and since when.

    Attributes:
        since: Moment of the last change to people, limits or rules of a stage; 0 if there was none.
        stream: The stream in force since then.
    """

    since: float
    stream: Stream


@dataclass(frozen=True)
class FiguresRequest:
    """What to measure.

    Attributes:
        log: The log so far.
        styles: Looks of its types, by id.
        limit: The most items the stream may hold, None if there is no such limit.
        words: What items, workers and the release are called.
        rules: The rules in force where they changed during the run; None stands for those of the log.
        charts: The charts that are shown.
        first_day: Date of time 0 where the charts' axes are in dates; None where they are in working time.
    """

    log: EventLog
    styles: Mapping[str, TypeStyle]
    limit: int | None = None
    words: Vocabulary = field(default_factory=Vocabulary)
    rules: Rules | None = None
    charts: tuple[str, ...] = USUAL
    first_day: dt.date | None = None


@dataclass(frozen=True)
class Figures:
    """What the page shows of a log.

    Attributes:
        metrics: Velocity, flow time, load, efficiency.
        money: Net value by time, None where the stream says nothing of money.
        distribution: Share of each type among the items done, by id.
        utilisation: Share of worker time in use since the rules of the stages last changed, by stage id.
        use: Where the time of each stage's workers went since then, by stage id.
        bottleneck: The stage that limits the stream, None while none is seen.
        charts: What each chart that is shown draws, by name.
        warnings: What a reader must know beside the numbers.
        since: From when on the stages are counted, in words; empty where that is the whole run.
        facts: What is known of each stage since then, in lines, by stage id.
        mix: How the shares of the types have changed, in a few words; empty where that is nothing to tell.
    """

    metrics: tuple[Metric, ...]
    distribution: Mapping[str, float]
    utilisation: Mapping[str, float | None]
    use: Mapping[str, BusyState]
    bottleneck: Bottleneck | None
    charts: Mapping[str, Any]
    warnings: tuple[str, ...]
    since: str = ""
    money: Metric | None = None
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mix: str = ""


def measure(request: FiguresRequest) -> Figures:
    """Measure a log from its start to its end."""
    log = request.log
    # Warm-up is left in on purpose: the page shows all that was played, and the charts agree with it.
    summary = summarise(log, whole(log))
    since = _since(request)
    stages = summary.stages if since is None else usage_since(log, since)
    teams = summary.teams if since is None else team_usage(log, Window(since.since, log.end))
    begun = log.start if since is None else since.since
    period = 0.0 if request.rules is None else longest_period(request.rules.stream)
    stretches = stretches_of(log, period)
    done = int(np.count_nonzero((log.kind == Kind.DONE) & (log.time >= begun)))
    return Figures(
        metrics=with_trends(metrics_of(summary, log.base, request), log, stretches),
        distribution=summary.distribution,
        mix=mix_trend(log, log.types, stretches),
        utilisation={stage.id: stage.utilisation for stage in stages},
        use=uses_of(stages, teams),
        bottleneck=bottleneck(stages, teams) if done >= _ENOUGH else None,
        charts=states_of(
            ChartsRequest(log, request.charts, request.styles, request.words, request.first_day)
        ),
        warnings=summary.warnings,
        since="" if since is None else since_text(since.since, log.base.unit),
        money=money_metric(summary, log.base, request.words),
        facts=facts_of(stages, teams, full_shares(log, Window(begun, log.end)), request.words),
    )


def uses_of(stages: Sequence[StageUsage], teams: Sequence[TeamUsage] = ()) -> dict[str, BusyState]:
    """Say where the time of each stage's workers went, its own or its team's; nothing of an empty time."""
    by_team = {team.id: team for team in teams}
    found = {}
    for stage in stages:
        team = by_team.get(stage.team or "")
        if team is not None:
            parts = team.utilisation, team.setup_share, team.blocked_share
            found[stage.id] = BusyState(*parts, whose=team.name)
        elif stage.utilisation is not None and stage.team is None:
            others = (stage.setup_share or 0.0, stage.blocked_share or 0.0, stage.down_share or 0.0)
            found[stage.id] = BusyState(stage.utilisation, *others)
    return {stage: use for stage, use in found.items() if math.isfinite(use.working)}


def usage_since(log: EventLog, rules: Rules) -> tuple[StageUsage, ...]:
    """Give what each stage did under the rules in force, from when they began; no shares of an empty time."""
    there = {stage.id: stage for stage in rules.stream.stages}
    stages = tuple(
        replace(
            stage,
            workers=there[stage.id].workers if log.end > rules.since else None,
            wip_limit=there[stage.id].wip_limit,
            holds=there[stage.id].on_finish == "hold",
        )
        for stage in log.stages
    )
    return stage_usage(replace(log, stages=stages), Window(rules.since, log.end))


def since_text(moment: float, unit: str) -> str:
    """Say from when on the stages are counted."""
    return f"How busy the stages are is counted from {unit} {moment:.1f} on, when their rules changed."


def _since(request: FiguresRequest) -> Rules | None:
    """Give the rules in force, None where they are those that the log began with."""
    rules = request.rules
    return rules if rules is not None and rules.since > request.log.start else None


def metrics_of(summary: FlowSummary, base: TimeBase, request: FiguresRequest) -> tuple[Metric, ...]:
    """Put the four numbers of a summary in words."""
    note = "" if request.limit is None else f"limit {request.limit}"
    words = request.words
    how, says = how_counted(words), SAYS
    return (
        replace(velocity_metric(summary.velocity, base), how=how["velocity"], says=says["velocity"]),
        replace(_flow_time(summary.flow_time), how=how["time"]),
        Metric(
            "Flow load", _number(summary.load), words.items, note=note, how=how["load"], says=says["load"]
        ),
        Metric(
            "Flow efficiency",
            "–" if math.isnan(summary.efficiency) else f"{100 * summary.efficiency:.0f}",
            "%",
            how=how["efficiency"],
            says=says["efficiency"],
        ),
    )


def no_metrics(words: Vocabulary) -> tuple[Metric, ...]:
    """Give the four tiles before anything ran."""
    how = how_counted(words)
    return (
        Metric("Flow velocity", how=how["velocity"]),
        Metric("Flow time", how=how["time"]),
        Metric("Flow load", how=how["load"]),
        Metric("Flow efficiency", how=how["efficiency"]),
    )


def how_counted(words: Vocabulary) -> dict[str, str]:
    """Say how each number comes about, in the stream's own words."""
    items = words.items
    return {
        "velocity": f"{items.capitalize()} done, divided by the time played. Every {words.item} counts as "
        "one, whatever its size.",
        "time": "From commitment (entering the first stage) to done, in working time. "
        f"The share in brackets of the {items} done so far took this long or less (nearest rank).",
        "load": f"{items.capitalize()} committed and not yet done, averaged over the time played.",
        "efficiency": f"Time in which {items} were worked on, divided by their whole flow time. "
        f"The rest is waiting: for {words.workers}, for room, for {words.release}.",
        "distribution": f"Share of each type among the {items} done.",
    }


def velocity_metric(rate: float, base: TimeBase) -> Metric:
    """Tell a rate in a unit of time in which it is a number people can hold."""
    factor, unit = readable_rate(rate, base.unit, base.calendar or Calendar(kind="continuous"))
    return Metric("Flow velocity", _number(rate * factor), f"/ {unit}", unit_brief=f"/{SHORT_UNIT[unit]}")


def _flow_time(stats: TimeStats) -> Metric:
    if 85 in stats.supported:
        return _time_metric(stats.p85, 85, stats.unit)
    if 50 in stats.supported:
        return _time_metric(stats.p50, 50, stats.unit)
    return Metric("Flow time")


def _time_metric(time: float, percent: int, unit: str) -> Metric:
    label, says = f"Flow time ({percent} %)", SAYS["time"].format(percent)
    return Metric(label, _number(time), f"{unit}s", says=says, unit_brief=SHORT_UNIT[unit])


def _number(value: float) -> str:
    if math.isnan(value):
        return "–"
    return f"{value:,.1f}".replace(",", " ") if value < 1000 else f"{value:,.0f}".replace(",", " ")
