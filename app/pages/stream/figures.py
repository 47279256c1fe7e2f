"""What is measured of a run while it goes on: pure, from a log to what the page shows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from app.pages.stream.bottleneck import Bottleneck, bottleneck
from app.widgets import Metric
from sim.log import Kind
from sim.metrics import FlowSummary, TimeStats, summarise, whole
from sim.stream import Calendar, readable_rate

if TYPE_CHECKING:
    from app.charts import CumulativeFlowState, FlowTimeState, LoadState
    from app.theme import TypeStyle
    from sim.log import EventLog, TimeBase

PLURAL: Final = {"minute": "minutes", "hour": "hours", "day": "days", "week": "weeks"}
_ENOUGH: Final = 10
"""Items done from which a bottleneck is named."""


@dataclass(frozen=True)
class FiguresRequest:
    """What to measure.

    Attributes:
        log: The log so far.
        styles: Looks of its types, by id.
        limit: The most items the stream may hold, None if there is no such limit.
        items: What an item is called, plural.
    """

    log: EventLog
    styles: Mapping[str, TypeStyle]
    limit: int | None = None
    items: str = "items"


@dataclass(frozen=True)
class Figures:
    """What the page shows of a log.

    Attributes:
        metrics: Velocity, flow time, load, efficiency.
        distribution: Share of each type among the items done, by id.
        utilisation: Share of worker time in use, by stage id.
        bottleneck: The stage that limits the stream, None while none is seen.
        flow: The cumulative flow diagram.
        scatter: The flow-time scatterplot.
        load: The flow load by state.
        warnings: What a reader must know beside the numbers.
    """

    metrics: tuple[Metric, ...]
    distribution: Mapping[str, float]
    utilisation: Mapping[str, float | None]
    bottleneck: Bottleneck | None
    flow: CumulativeFlowState
    scatter: FlowTimeState
    load: LoadState
    warnings: tuple[str, ...]


def measure(request: FiguresRequest) -> Figures:
    """Measure a log from its start to its end."""
    from app.charts import cumulative_flow_state, flow_time_state, load_state

    log = request.log
    # Warm-up is left in on purpose: the page shows all that was played, and the charts agree with it.
    summary = summarise(log, whole(log))
    done = int(np.count_nonzero(log.kind == Kind.DONE))
    return Figures(
        metrics=metrics_of(summary, log.base, request),
        distribution=summary.distribution,
        utilisation={stage.id: stage.utilisation for stage in summary.stages},
        bottleneck=bottleneck(summary.stages) if done >= _ENOUGH else None,
        flow=cumulative_flow_state(log),
        scatter=replace(flow_time_state(log), styles=request.styles),
        load=load_state(log),
        warnings=summary.warnings,
    )


def metrics_of(summary: FlowSummary, base: TimeBase, request: FiguresRequest) -> tuple[Metric, ...]:
    """Put the four numbers of a summary in words."""
    note = "" if request.limit is None else f"limit {request.limit}"
    return (
        velocity_metric(summary.velocity, base),
        _flow_time(summary.flow_time),
        Metric("Flow load", _number(summary.load), request.items, note=note, how=HOW["load"]),
        Metric(
            "Flow efficiency",
            "–" if math.isnan(summary.efficiency) else f"{100 * summary.efficiency:.0f}",
            "%",
            how=HOW["efficiency"],
        ),
    )


def no_metrics() -> tuple[Metric, ...]:
    """Give the four tiles before anything ran."""
    return (
        Metric("Flow velocity", how=HOW["velocity"]),
        Metric("Flow time", how=HOW["time"]),
        Metric("Flow load", how=HOW["load"]),
        Metric("Flow efficiency", how=HOW["efficiency"]),
    )


HOW: Final = {
    "velocity": "Items done, divided by the time played. Every item counts as one, whatever its size.",
    "time": "From commitment (entering the first stage) to done, in working time. "
    "85 % of the items done so far took this long or less (nearest rank).",
    "load": "Items committed and not yet done, averaged over the time played.",
    "efficiency": "Time in which items were worked on, divided by their whole flow time. "
    "The rest is waiting: for people, for room, for a release.",
    "distribution": "Share of each type among the items done.",
}


def velocity_metric(rate: float, base: TimeBase) -> Metric:
    """Tell a rate in a unit of time in which it is a number people can hold."""
    factor, unit = readable_rate(rate, base.unit, base.calendar or Calendar(kind="continuous"))
    return Metric("Flow velocity", _number(rate * factor), f"/ {unit}", how=HOW["velocity"])


def _flow_time(stats: TimeStats) -> Metric:
    if 85 in stats.supported:
        return Metric("Flow time (85 %)", _number(stats.p85), f"{PLURAL[stats.unit]}", how=HOW["time"])
    if 50 in stats.supported:
        return Metric("Flow time (50 %)", _number(stats.p50), f"{PLURAL[stats.unit]}", how=HOW["time"])
    return Metric("Flow time", how=HOW["time"])


def _number(value: float) -> str:
    if math.isnan(value):
        return "–"
    return f"{value:,.1f}".replace(",", " ") if value < 1000 else f"{value:,.0f}".replace(",", " ")
