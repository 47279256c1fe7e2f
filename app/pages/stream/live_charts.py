"""The charts of a run: which there are, which of them are shown, and what each draws of a log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from app.preferences import Preferences
from sim.log import TimeBase, date_of, units_per_day, with_origin
from sim.stream import Calendar, Vocabulary, days_in_week

if TYPE_CHECKING:
    from app.charts import Chart, ChartState
    from app.theme import Theme, TypeStyle
    from sim.log import EventLog
    from sim.metrics import Period

TITLES: Final = {
    "flow": "Cumulative flow",
    "scatter": "Flow time by completion",
    "load": "Flow load by state",
    "velocity": "Flow velocity",
    "utilisation": "Utilisation",
    "ageing": "Ageing work in progress",
}
"""All charts there are, by name, as they are offered."""
USUAL: Final = ("flow", "scatter", "load")
_NAMES_KEY: Final = "stream.charts"
_DATES_KEY: Final = "stream.chart_dates"
_MOST_BARS: Final = 60


@dataclass(frozen=True)
class ChartChoice:
    """Which charts are shown, and how.

    Attributes:
        names: Three different charts, from left to right.
        in_dates: Whether axes of time are in dates; else they are in working time.
    """

    names: tuple[str, ...] = USUAL
    in_dates: bool = False

    def with_chart(self, place: int, name: str) -> ChartChoice:
        """Show a chart at a place; one that is shown elsewhere changes places with what was here."""
        names = list(self.names)
        if name in names:
            names[names.index(name)] = names[place]
        names[place] = name
        return replace(self, names=tuple(names))

    def moved(self, name: str, place: int) -> ChartChoice:
        """Move a chart to a place; the others close up."""
        names = [each for each in self.names if each != name]
        names.insert(min(max(place, 0), len(names)), name)
        return replace(self, names=tuple(names))


def remembered(preferences: Preferences) -> ChartChoice:
    """Give the choice made last; the usual one where it makes no sense."""
    names = tuple(preferences.text(_NAMES_KEY).split(","))
    is_sound = len(set(names)) == len(USUAL) == len(names) and set(names) <= set(TITLES)
    return ChartChoice(names if is_sound else USUAL, preferences.text(_DATES_KEY) == "dates")


def remember(preferences: Preferences, choice: ChartChoice) -> None:
    """Keep a choice for the next start."""
    preferences.put(_NAMES_KEY, ",".join(choice.names))
    preferences.put(_DATES_KEY, "dates" if choice.in_dates else "time")


@dataclass(frozen=True)
class ChartsRequest:
    """What is to be drawn of a log.

    Attributes:
        log: The log.
        names: The charts wanted.
        styles: Looks of its types, by id.
        words: What items, workers and the release are called.
        first_day: Date of time 0 where axes are in dates; None where they are in working time.
    """

    log: EventLog
    names: tuple[str, ...] = USUAL
    styles: Mapping[str, TypeStyle] = field(default_factory=dict)
    words: Vocabulary = field(default_factory=Vocabulary)
    first_day: dt.date | None = None


def states_of(request: ChartsRequest) -> dict[str, ChartState]:
    """Read the state of each chart wanted from a log, by name."""
    dated = _dated(request)
    return {name: _READERS[name](request, dated) for name in request.names}


def made(name: str, theme: Theme) -> Chart[Any]:
    """Make a chart."""
    from app import charts

    kinds: dict[str, Callable[[Theme], Chart[Any]]] = {
        "flow": charts.RunningFlowChart,
        "scatter": charts.FlowTimeChart,
        "load": charts.LoadChart,
        "velocity": charts.VelocityChart,
        "utilisation": charts.UtilisationChart,
        "ageing": charts.AgeingChart,
    }
    return kinds[name](theme)


def period_of(base: TimeBase, span: float) -> Period:
    """Give the shortest period of which a span of time holds no more than there is room for bars."""
    days = span / units_per_day(base)
    week = 7 if base.calendar is None else days_in_week(base.calendar)
    if days <= _MOST_BARS:
        return "day"
    return "week" if days / week <= _MOST_BARS else "month"


def _dated(request: ChartsRequest) -> EventLog:
    log = request.log
    if request.first_day is None:
        return log
    dated = with_origin(log, dt.datetime.combine(request.first_day, dt.time()))
    try:
        date_of(dated.base, log.end)
    except OverflowError:
        return log  # the end is beyond the year 9999: the axes go on to say that they are in working time
    return dated


def _flow(request: ChartsRequest, dated: EventLog) -> ChartState:
    from app.charts import cumulative_flow_state

    return replace(cumulative_flow_state(request.log), base=dated.base, items=request.words.items)


def _scatter(request: ChartsRequest, dated: EventLog) -> ChartState:
    from app.charts import flow_time_state

    words = request.words
    return replace(
        flow_time_state(request.log), base=dated.base, styles=request.styles, release=words.release
    )


def _load(request: ChartsRequest, dated: EventLog) -> ChartState:
    from app.charts import load_state

    return replace(load_state(request.log), base=dated.base, items=request.words.items)


def _velocity(request: ChartsRequest, dated: EventLog) -> ChartState:
    """Count by periods of the calendar where the axis is in dates."""
    from app.charts import velocity_state

    period = period_of(dated.base, dated.end - dated.start)
    return replace(velocity_state(dated, period), items=request.words.items)


def _utilisation(request: ChartsRequest, dated: EventLog) -> ChartState:
    from app.charts import utilisation_state

    return replace(utilisation_state(request.log), base=dated.base, workers=request.words.workers)


def _ageing(request: ChartsRequest, _: EventLog) -> ChartState:
    from app.charts import ageing_state, flow_time_state

    return replace(ageing_state(request.log, flow_time_state(request.log)), styles=request.styles)


_READERS: Final[dict[str, Callable[[ChartsRequest, EventLog], ChartState]]] = {
    "flow": _flow,
    "scatter": _scatter,
    "load": _load,
    "velocity": _velocity,
    "utilisation": _utilisation,
    "ageing": _ageing,
}


def first_day_of(calendar: Calendar | None, today: dt.date) -> dt.date:
    """Give the date of time 0: that of the calendar, else today."""
    return today if calendar is None or calendar.starts is None else calendar.starts
