"""Sense of the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from sim.stream.calendar import Calendar
from sim.stream.faults import nearest
from sim.stream.problem import Problem, error, warning
from sim.stream.stream import Stream

_CLOCK_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def check_calendar(stream: Stream) -> Iterator[Problem]:
    """Check weekdays, hours, zone, country and the start of the day."""
    yield from calendar_problems(stream.calendar, "calendar")


def calendar_problems(calendar: Calendar, where: str) -> Iterator[Problem]:
    """Check a calendar that stands at the path ``where``."""
    yield from _check_zone(calendar, where)
    if calendar.kind == "continuous":
        if calendar.country is not None or calendar.holidays:
            yield warning(
                where,
                "A continuous calendar runs around the clock; its holidays have no effect.",
                "Remove country and holidays, or set kind to working.",
            )
        return
    yield from _check_week(calendar, where)
    if not 0.0 < calendar.hours_per_day <= 24.0:
        yield error(
            f"{where}.hours_per_day",
            f"A day has {calendar.hours_per_day:g} working hours; it must be above 0 and at most 24.",
            "Correct it.",
        )
    if _CLOCK_TIME.fullmatch(calendar.day_starts) is None:
        yield error(
            f"{where}.day_starts",
            f'The day starts at "{calendar.day_starts}", which is no time of day.',
            "Write hours and minutes like 09:00.",
        )
    if calendar.country is not None and not _has_holidays(calendar.country):
        yield error(
            f"{where}.country",
            f"No public holidays are known for the country {calendar.country}.",
            "Use its two letters, such as NL or DE, or list its holidays by date.",
        )


def _check_week(calendar: Calendar, where: str) -> Iterator[Problem]:
    if not calendar.weekdays:
        yield error(f"{where}.weekdays", "No weekday is worked.", "Name days from 1 (Monday) to 7.")
    for day in calendar.weekdays:
        if not 1 <= day <= 7:
            yield error(f"{where}.weekdays", f"There is no weekday {day}.", "Use 1 (Monday) to 7 (Sunday).")
    if len(set(calendar.weekdays)) < len(calendar.weekdays):
        yield error(f"{where}.weekdays", "A weekday stands twice.", "Name each once.")


def _check_zone(calendar: Calendar, where: str) -> Iterator[Problem]:
    if _is_zone(calendar.time_zone):
        return
    guess = nearest(calendar.time_zone, sorted(available_timezones()))
    yield error(
        f"{where}.time_zone",
        f'There is no time zone "{calendar.time_zone}".',
        guess or "Use a name such as Europe/Amsterdam or UTC.",
    )


@lru_cache(maxsize=64)
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found; no name at all; a folder of the database
        return False
    return True


@lru_cache(maxsize=64)
def _has_holidays(country: str) -> bool:
    """Tell whether a country is known by its code of two or three letters.

    PERF: the registry names the countries; asking for the list of them would load each, an eighth of the
    start of the window.
    """
    from holidays.registry import COUNTRIES

    is_code = re.fullmatch("[A-Z]{2,3}", country) is not None
    return is_code and any(country in codes[1:] for codes in COUNTRIES.values())
