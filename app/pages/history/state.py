"""What the History page shows of a history, measured away from the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from app.pages.history.figures import knows_only_done, metrics_of
from app.pages.history.pictures import ageing_picture, flow_picture, scatter_picture, velocity_picture
from app.pages.history.trial import counted, thousands
from sim.log import date_of_day, lives, local_day

if TYPE_CHECKING:
    from app.charts import (
        AgeingState,
        ArrivalsState,
        CumulativeFlowState,
        DistributionState,
        FlowTimeState,
        VelocityState,
    )
    from app.widgets import Metric
    from sim.log import EventLog
    from sim.metrics import DayRule, Window
    from sim.store import StoredHistory

Span = Literal["whole", "year", "quarter"]
SPAN_DAYS: Final[dict[Span, int]] = {"year": 365, "quarter": 90}
ONLY_DONE: Final = (
    "This history tells when items were done, and nothing else: velocity and forecasts can be told; flow "
    "times, load, efficiency and distribution cannot."
)
_FEW_DAYS: Final = 120
"""Up to so many days the distribution is shown by week: months would be too few bars."""
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class View:
    """What of a history is looked at, and how days are counted."""

    span: Span = "whole"
    rule: DayRule = "inclusive"


@dataclass(frozen=True)
class MeasureRequest:
    """A history and the view of it."""

    log: EventLog
    view: View


@dataclass(frozen=True)
class Measured:
    """All that the page shows of a history.

    Attributes:
        view: What of it.
        days: Days of the whole history.
        dates: First and last day of the window, in words.
        metrics: Velocity, flow time, load, efficiency.
        distribution: Share of each type among the items done, by id.
        names: Names of the types, by id.
        flow: The cumulative flow diagram.
        scatter: The flow-time scatterplot.
        velocity: Items done a week.
        ageing: What is in progress at the end.
        by_type: Items done a month (or week) by type.
        arrivals: Items begun and done.
        warnings: What a reader must know beside the numbers.
    """

    view: View
    days: int
    dates: str
    metrics: tuple[Metric, ...]
    distribution: Mapping[str, float]
    names: Mapping[str, str]
    flow: CumulativeFlowState
    scatter: FlowTimeState
    velocity: VelocityState
    ageing: AgeingState
    by_type: DistributionState
    arrivals: ArrivalsState
    warnings: tuple[str, ...]


def measure(request: MeasureRequest) -> Measured:
    """Measure one window of a history."""
    from app.charts import arrivals_state, distribution_state
    from sim.metrics import summarise, whole

    log, view = request.log, request.view
    window = window_of(log, view.span)
    summary = summarise(log, window, view.rule)
    scatter = scatter_picture(log, window, view.rule)
    only_done = knows_only_done(log)
    return Measured(
        view=view,
        days=round(whole(log).length),
        dates=dates_text(log, window),
        metrics=metrics_of(log, summary),
        distribution={} if only_done else summary.distribution,
        names={kind.id: kind.name for kind in log.types},
        flow=flow_picture(log, window),
        scatter=scatter,
        velocity=velocity_picture(log, window),
        ageing=ageing_picture(log, scatter, view.rule),
        by_type=distribution_state(log, window, "month" if window.length > _FEW_DAYS else "week"),
        arrivals=arrivals_state(log, window),
        warnings=(ONLY_DONE,) if only_done else summary.warnings,
    )


def window_of(log: EventLog, span: Span) -> Window:
    """Give the window of a history that a person chose."""
    from sim.metrics import last, whole

    return last(log, SPAN_DAYS[span]) if span in SPAN_DAYS else whole(log)


def dates_text(log: EventLog, window: Window) -> str:
    """Say the first and the last day of a window: ``7 Jun 2025 – 29 Aug 2025``."""
    edges = np.array([window.start, max(window.end - 1e-6, window.start)])
    first, last = (day_text(date_of_day(day)) for day in local_day(log.base, edges).tolist())
    return first if first == last else f"{first} – {last}"


def day_text(date: dt.date) -> str:
    """Write a day: ``7 Jun 2025``."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def source_text(history: StoredHistory) -> str:
    """Say what the history was made of: ``export.csv · 1 204 items · 3 rows set aside``."""
    aside = len(history.report.set_aside)
    rest = f" · {counted(aside, 'row')} set aside" if aside else ""
    return f"{history.source} · {counted(len(history.log.items), 'item')}{rest}"


def status_text(log: EventLog) -> str:
    """Say what the history holds: ``111 items · 88 done · 7 Jun 2025 – 29 Aug 2025 · 3 item types``."""
    done = int(np.count_nonzero(np.isfinite(lives(log).done)))
    parts = [counted(len(log.items), "item"), f"{thousands(done)} done"]
    parts += [dates_text(log, window_of(log, "whole")), counted(len(log.types), "item type")]
    if len(log.stages) > 1:
        parts.append(f"{counted(len(log.stages), 'stage')} found")
    return " · ".join(parts)
