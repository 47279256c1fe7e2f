"""The metrics by dates once more, slowly: with the standard library's dates, one item after another."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

Moment = dt.datetime
Life = tuple[Moment | None, Moment | None]
"""Start and done of an item, in UTC."""


def date(moment: Moment, zone: str) -> dt.date:
    """Give the local date of a moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


def spans(lives: list[Life], zone: str, rule: str) -> list[int]:
    """Count the days from start to done of each item that has both, in order."""
    found = []
    for start, done in lives:
        if start is None or done is None:
            continue
        first, last = date(start, zone), date(done, zone)
        dates = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
        if rule == "working":
            dates = [one for one in dates if one.isoweekday() < 6]
        found.append(len(dates) - (rule == "difference"))
    return found


def in_progress(lives: list[Life], zone: str, day: dt.date) -> int:
    """Count the items begun on or before a day and not done on or before it."""
    count = 0
    for start, done in lives:
        begun = start is not None and date(start, zone) <= day
        over = done is not None and date(done, zone) <= day
        count += begun and not over
    return count


def done_by(lives: list[Life], zone: str, by: str) -> dict[dt.date, int]:
    """Count the items done by the first day of their period; no period without any."""
    counts: Counter[dt.date] = Counter()
    for _, done in lives:
        if done is None:
            continue
        day = date(done, zone)
        first = {"day": day, "week": day - dt.timedelta(days=day.weekday()), "month": day.replace(day=1)}
        counts[first[by]] += 1
    return dict(sorted(counts.items()))


def ages(lives: list[Life], zone: str, at: Moment) -> list[int]:
    """Give the inclusive ages in days of the items begun and not done at a moment, oldest first."""
    begun = sorted(
        start for start, done in lives if start is not None and start <= at and (done is None or done > at)
    )
    return [(date(at, zone) - date(start, zone)).days + 1 for start in begun]
