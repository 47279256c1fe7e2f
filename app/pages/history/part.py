"""What of a history is looked at: which items, which dates, and how days are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from app.pages.history.figures import knows_only_done
from sim.log import date_of_day, local_day
from sim.wording import joined

if TYPE_CHECKING:
    from sim.log import EventLog
    from sim.metrics import DayRule, Selection, Window

Days = tuple[dt.date, dt.date]
Span = Literal["whole", "year", "quarter", "dates"]
SPAN_DAYS: Final[dict[Span, int]] = {"year": 365, "quarter": 90}
USUAL: Final = ("type", "class", "team", "parent", "tags")
"""Respects that have a filter as soon as items differ in them; others are offered under *More filters*."""
ALL_ITEMS: Final = "all items"
_MOST_NAMED: Final = 3
"""So many values of one respect are named in the words for a filter; the others are counted."""
_BY_TYPE: Final = ("type", "class")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class View:
    """What a person chose to look at.

    Attributes:
        span: Which stretch of time.
        rule: How days are counted.
        first: First day, where the span is ``dates``; None: the history's first.
        final: Last day, where the span is ``dates``; None: the history's last.
        chosen: Values by respect (``type``, ``class``, ``team`` …); a respect without values is not in it.
    """

    span: Span = "whole"
    rule: DayRule = "inclusive"
    first: dt.date | None = None
    final: dt.date | None = None
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def choosing(self, respect: str, values: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
        """Give what is chosen once one respect has other values; none: it chooses nothing any more."""
        rest = {name: kept for name, kept in self.chosen.items() if name != respect}
        return {**rest, respect: values} if values else rest


@dataclass(frozen=True)
class Part:
    """The part of a history that is looked at; every number, chart and table of the page is about it.

    Attributes:
        view: What was chosen.
        whole: The whole history.
        log: The chosen items; the whole history itself where nothing is filtered.
        window: The stretch of time looked at.
        words: The filter and the dates in force, in words: ``Defect · team Pay · 1 Mar 2026 – 31 May 2026``.
        only_done: Whether the history tells nothing but when items were done.
        observed: First and last day of the whole history.
        days: First and last day looked at; None where the dates chosen lie outside the history.
    """

    view: View
    whole: EventLog
    log: EventLog
    window: Window
    words: str
    only_done: bool
    observed: Days
    days: Days | None

    @property
    def rule(self) -> DayRule:
        """How days are counted."""
        return self.view.rule

    @property
    def is_empty(self) -> bool:
        """Whether no item was chosen, or no time."""
        return not len(self.log.items) or not self.window.length


def part_in_view(log: EventLog, view: View) -> Part:
    """Give the part of a history that a view is about; it takes a while where the history is long."""
    from sim.metrics import select

    part = select(log, selection_of(log, view.chosen))
    window = window_in_view(log, view)
    return Part(
        view=view,
        whole=log,
        log=part,
        window=window,
        words=f"{chosen_text(log, view.chosen) or ALL_ITEMS} · {dates_text(log, window)}",
        only_done=knows_only_done(log),
        observed=days_of(log),
        days=_dates(log, window) if window.length else None,
    )


def selection_of(log: EventLog, chosen: Mapping[str, tuple[str, ...]]) -> Selection:
    """Give the items chosen; a respect that the history lacks chooses nothing."""
    from sim.metrics import Selection

    return Selection(
        types=chosen.get("type", ()),
        classes=chosen.get("class", ()),
        attributes={
            name: values
            for name, values in chosen.items()
            if name not in _BY_TYPE and name in log.items.attributes
        },
    )


def chosen_text(log: EventLog, chosen: Mapping[str, tuple[str, ...]]) -> str:
    """Say what is chosen: ``Defect or Risk · team Pay``; nothing where all is."""
    names = {kind.id: kind.name for kind in log.types}
    parts = []
    for respect in sorted(chosen, key=lambda name: USUAL.index(name) if name in USUAL else len(USUAL)):
        values = chosen[respect]
        shown = [names.get(value, value) if respect == "type" else value for value in values]
        said = values_text(shown)
        parts.append(said if respect == "type" else f"{respect} {said}")
    return " · ".join(parts)


def values_text(shown: list[str]) -> str:
    """Name some values: ``Pay``, ``Pay or Web``, ``Pay, Web, Core or 4 more``."""
    named = [one or "none" for one in shown[:_MOST_NAMED]]
    more = len(shown) - len(named)
    if more:
        named.append(f"{more} more")
    return joined(named, "or")


def window_in_view(log: EventLog, view: View) -> Window:
    """Give the stretch of time that a view is about."""
    from sim.metrics import between, last, whole

    if view.span == "dates":
        return between(log, view.first, view.final)
    return last(log, SPAN_DAYS[view.span]) if view.span in SPAN_DAYS else whole(log)


def days_of(log: EventLog) -> Days:
    """Give the first and the last day of a history."""
    from sim.metrics import whole

    return _dates(log, whole(log))


def dates_text(log: EventLog, window: Window) -> str:
    """Say the first and the last day of a window: ``7 Jun 2025 – 29 Aug 2025``."""
    if not window.length:
        return "no day of the history"
    first, last = (day_text(day) for day in _dates(log, window))
    return first if first == last else f"{first} – {last}"


def dates_note(observed: Days, first: dt.date | None, final: dt.date | None) -> str:
    """Say what is odd about dates chosen by hand; nothing where they lie within the history, in order."""
    begin, end = observed
    if first is not None and final is not None and first > final:
        return "The first day is after the last one."
    if (final is not None and final < begin) or (first is not None and first > end):
        return f"The history has only the days from {day_text(begin)} to {day_text(end)}."
    told = [f"begins on {day_text(begin)}"] if first is not None and first < begin else []
    told += [f"ends on {day_text(end)}"] if final is not None and final > end else []
    return f"The history {' and '.join(told)}." if told else ""


def day_text(date: dt.date) -> str:
    """Write a day: ``7 Jun 2025``."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def _dates(log: EventLog, window: Window) -> Days:
    edges = np.array([window.start, max(window.end - 1e-6, window.start)])
    first, last = (date_of_day(day) for day in local_day(log.base, edges).tolist())
    return first, last
