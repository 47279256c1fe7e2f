"""When people work, told from the moments at which things happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.log import EventLog, Kind, local_time
from sim.stream import Calendar

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST = 20
"""Events below which nobody can tell whether weekends are worked."""

WEEKEND_SHARE = 0.05
"""Events on Saturdays and Sundays, of which an even week has 29 %, up to which these are not worked."""

WHOLE_DAYS_SHARE = 0.9
"""Events at midnight from which the file is taken to know days only."""

SHIFT_SHARE = 0.95
"""Events within the hours that are taken as the working day."""

LONGEST_SHIFT = 14
"""Hours above which a working day is no better known than 24 hours."""

ALWAYS = Calendar(kind="continuous")
OFFICE = Calendar(kind="working")


@dataclass(frozen=True)
class WorkedTime:
    """The clock of a history.

    Attributes:
        calendar: When work goes on.
        grain: Length of the day that moments are rounded down to; 0 where they are exact.
        assumed: How it was told, one sentence each.
        words: One of the stream's days in words, plural.
    """

    calendar: Calendar
    grain: float
    assumed: tuple[str, ...]
    words: str


def worked_time(log: EventLog, calendar: Calendar | None) -> WorkedTime:
    """Tell when people work, and how exact a history's moments are.

    A log that has a calendar, or no dates, keeps its own time.

    Args:
        log: What happened.
        calendar: When people work, if that is known; guessed if None.
    """
    if log.base.origin is None or log.base.calendar is not None:
        return WorkedTime(log.base.calendar or ALWAYS, 0.0, (), f"{log.base.unit}s")
    moments = _moments(log)
    whole = _in_whole_days(moments)
    said = ("The dates know no time of day: begin and end of each time are taken as any moment of theirs.",)
    if calendar is not None:
        return WorkedTime(calendar, float(whole), said if whole else (), _words(calendar))
    found, why = _guess(moments, whole=whole)
    return WorkedTime(found, float(whole), (why, *said) if whole else (why,), _words(found))


def _moments(log: EventLog) -> NDArray[np.datetime64]:
    """Give the wall clock of everything that happened to items in the stream."""
    rows = np.flatnonzero(log.kind != Kind.ARRIVED)
    return local_time(log.base, log.time[rows])


def _in_whole_days(moments: NDArray[np.datetime64]) -> bool:
    midnight = moments == moments.astype("datetime64[D]")
    return bool(len(moments)) and float(midnight.mean()) >= WHOLE_DAYS_SHARE


def _guess(moments: NDArray[np.datetime64], *, whole: bool) -> tuple[Calendar, str]:
    days = moments.astype("datetime64[D]").astype(np.int64)
    weekend = (days + 3) % 7 >= 5  # 1970-01-01 was a Thursday
    if len(moments) < FEWEST:
        return ALWAYS, f"With {len(moments)} events nobody can tell which days are worked: every day counts."
    share = float(weekend.mean())
    if share > WEEKEND_SHARE:
        return ALWAYS, f"Every day counts, 24 hours of it: {share * 100:.0f} % of all events are at weekends."
    where = f"Work is taken to go on from Monday to Friday: {share * 100:.0f} % of all events are at weekends"
    if whole:
        return OFFICE, f"{where}. Public holidays are not known."
    first, hours = _shift(moments[~weekend])
    calendar = Calendar(kind="working", hours_per_day=float(hours), day_starts=f"{first:02d}:00")
    if hours == 24:
        return calendar, f"{where}; all 24 hours of these days count, since no working hours show."
    return calendar, (
        f"{where}, {SHIFT_SHARE * 100:.0f} % of the others from {first:02d}:00 to {first + hours:02d}:00: "
        f"these {hours} hours are a day of work. Public holidays are not known."
    )


def _shift(moments: NDArray[np.datetime64]) -> tuple[int, int]:
    """Give first hour and length of the shortest stretch with nearly all events; 0 and 24 if long."""
    hour = (moments.astype("datetime64[h]").astype(np.int64) % 24).astype(np.int64)
    before = np.concatenate([[0], np.cumsum(np.bincount(hour, minlength=24))])
    wanted = SHIFT_SHARE * before[-1]
    for hours in range(1, LONGEST_SHIFT + 1):
        held = before[hours:] - before[:-hours]
        if held.max() >= wanted:
            return int(held.argmax()), hours
    return 0, 24


def _words(calendar: Calendar) -> str:
    return "days" if calendar.kind == "continuous" else "working days"
