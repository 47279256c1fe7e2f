"""The days of history that a forecast draws from, and whether they are enough."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import ForecastFault
from sim.forecast.forecast_days import is_working, worked_days
from sim.forecast.words import count_text, short_day_text
from sim.log import EventLog, local_day
from sim.metrics import daily_done
from sim.stream import Calendar

FEWEST_ACTIVE_DAYS = 5
"""Days with completions below which no forecast is made (the rule of Lighthouse)."""

THIN_ACTIVE_DAYS = 20
"""Days with completions below which a forecast carries a warning."""

THIN_DAYS = 30
"""Days of history below which a forecast carries a warning."""

_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True)
class DailySample:
    """Items done on each day of a window of history.

    Attributes:
        counts: Items done by day, days without any included; only worked days under a calendar.
        first: First day of the window.
        last: Last day of the window, the start of the forecast.
        asked_days: Days that were asked for; more than there are if the history is shorter.
        idle_since: Last day on which the log has an event, where that is before ``last``.
        moved: Items done on days that are not worked, counted on the next day that is.
        calendar: Whether only worked days are in ``counts``.
    """

    counts: tuple[int, ...]
    first: dt.date
    last: dt.date
    asked_days: int
    idle_since: dt.date | None = None
    moved: int = 0
    calendar: bool = False

    @property
    def items(self) -> int:
        """Items done in the window."""
        return sum(self.counts)

    @property
    def active_days(self) -> int:
        """Days on which at least one item was done."""
        return sum(count > 0 for count in self.counts)

    @property
    def window_days(self) -> int:
        """Calendar days of the window."""
        return (self.last - self.first).days + 1

    @property
    def window_text(self) -> str:
        """The window in words: ``1 March 2026 to 29 May 2026``."""
        return f"{short_day_text(self.first)} to {short_day_text(self.last)}"


def first_and_last_day(log: EventLog) -> tuple[dt.date, dt.date]:
    """Give the local days of a log's first and last events.

    Raises:
        ForecastFault: If the log is empty or its times are not attached to dates.
    """
    if not len(log):
        raise ForecastFault("The history has no events.", "Import a file with finished items.")
    if log.base.origin is None:
        raise ForecastFault(
            "The log has times but no dates.", "Give the stream's calendar a start date, or import a history."
        )
    edges = local_day(log.base, np.array([log.time.min(), log.time.max()]))
    return _EPOCH + dt.timedelta(int(edges[0])), _EPOCH + dt.timedelta(int(edges[1]))


def sample_from_log(
    log: EventLog, start: dt.date | None, days: int, calendar: Calendar | None = None
) -> DailySample:
    """Count the items done on each of the ``days`` days up to and including ``start``.

    Days without completions count. With a working calendar only worked days are kept; what was done
    on other days is counted on the next worked day of the window, else on the last, so that no item
    is lost.

    Args:
        log: A log with dates.
        start: Last day of the window; None for the day of the last event.
        days: Calendar days of the window; it never begins before the log does.
        calendar: Days worked; None for every day.

    Raises:
        ForecastFault: If the log has no dates, or begins after ``start``, or no day is worked.
    """
    begin, end = first_and_last_day(log)
    last = end if start is None else start
    if last < begin:
        raise ForecastFault(
            f"The start {short_day_text(last)} is before the history, which begins {short_day_text(begin)}.",
            "Choose a later start date.",
        )
    first = last - dt.timedelta(min(days - 1, (last - begin).days))
    counts, moved, working = daily_done(log, first, last), 0, is_working(calendar)
    if calendar is not None and working:
        counts, moved = on_worked_days(counts, worked_days(calendar, first, last))
    return DailySample(
        counts=tuple(counts.tolist()),
        first=first,
        last=last,
        asked_days=days,
        idle_since=end if end < last else None,
        moved=moved,
        calendar=working,
    )


def refuse_or_warn(sample: DailySample) -> tuple[str, ...]:
    """Give the warnings that a sample deserves.

    Raises:
        ForecastFault: If nothing was done in it, or on fewer than five days.
    """
    if not sample.items:
        raise ForecastFault(
            f"Nothing was done from {sample.window_text}; from zero history no forecast can be made.",
            "Choose a longer history, or a start date with completions before it.",
        )
    if sample.active_days < FEWEST_ACTIVE_DAYS:
        raise ForecastFault(
            f"Items were done on only {count_text(sample.active_days, 'day')} from {sample.window_text}; "
            f"a forecast needs {FEWEST_ACTIVE_DAYS}.",
            "Choose a longer history, or wait for more completions.",
        )
    return (*_coverage_warnings(sample), *_thin_warnings(sample))


def _coverage_warnings(sample: DailySample) -> tuple[str, ...]:
    found: list[str] = []
    if sample.window_days < sample.asked_days:
        had = count_text(sample.window_days, "day")
        found.append(f"The history has {had}; {sample.window_days} used, not {sample.asked_days}.")
    if sample.idle_since is not None:
        idle = (sample.last - sample.idle_since).days
        found.append(
            f"The history ends {short_day_text(sample.idle_since)}; the {count_text(idle, 'day')} from then "
            "to the start count as days without completions."
        )
    if sample.moved:
        found.append(
            f"{count_text(sample.moved, 'item')} done on days not worked, counted on the next working day."
        )
    return tuple(found)


def _thin_warnings(sample: DailySample) -> tuple[str, ...]:
    found: list[str] = []
    if sample.active_days < THIN_ACTIVE_DAYS:
        found.append(
            f"Thin history: items were done on {sample.active_days} days only; "
            f"with fewer than {THIN_ACTIVE_DAYS} the answer can shift a lot with each new day."
        )
    if sample.window_days < THIN_DAYS:
        found.append(
            f"Short history: {count_text(sample.window_days, 'day')}; "
            f"fewer than {THIN_DAYS} may miss slow weeks and holidays."
        )
    return tuple(found)


def on_worked_days(counts: NDArray[np.int64], worked: NDArray[np.bool_]) -> tuple[NDArray[np.int64], int]:
    """Move what was done on days not worked to the next worked day, else the last, and drop those days.

    Args:
        counts: Items done by calendar day, shape (days,).
        worked: Which of these days are worked, shape (days,).

    Returns:
        Items done by worked day, shape (worked days,), and how many items were moved.

    Raises:
        ForecastFault: If no day is worked.
    """
    places = np.flatnonzero(worked)
    if not places.size:
        raise ForecastFault("No day of the history is a working day.", "Choose a longer history.")
    target = np.minimum(np.searchsorted(places, np.arange(len(counts))), len(places) - 1)
    kept = np.zeros(len(places), dtype=np.int64)
    np.add.at(kept, target, counts)
    return kept, int(counts[~worked].sum())
