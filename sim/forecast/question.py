"""What is asked of a history."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sim.errors import ForecastFault
from sim.stream import Calendar

HISTORY_DAYS = 90
"""Days of history used unless said otherwise."""

PERCENTILES = (50, 70, 85, 95)
"""Percentiles answered unless said otherwise."""

MOST_ITEMS = 1_000_000
"""Most items that can be asked about."""


class Question(BaseModel):
    """When will so many items be done, or how many will be done by a date?

    Attributes:
        kind: ``when`` or ``how_many``.
        items: Items to do. Needed by ``when``; in ``how_many`` it asks for the chance of as many.
        by: Last day that counts. Needed by ``how_many``; in ``when`` it asks for the chance of it.
        start: Last day of the history used; the first forecast day is the next. None: the day of the
            last event.
        history_days: Days of history up to and including the start.
        percentiles: Whole percents of certainty, each from 1 to 99.
        calendar: Days that are worked; None for every day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["when", "how_many"]
    items: int | None = None
    by: dt.date | None = None
    start: dt.date | None = None
    history_days: int = HISTORY_DAYS
    percentiles: tuple[int, ...] = PERCENTILES
    calendar: Calendar | None = None


def check(question: Question) -> None:
    """Refuse a question that makes no sense, whatever the history.

    Raises:
        ForecastFault: If it lacks what its kind needs, or a number is out of its range.
    """
    if question.kind == "when" and question.items is None:
        raise ForecastFault("When is asked without a number of items.", "Say how many items are to do.")
    if question.kind == "how_many" and question.by is None:
        raise ForecastFault("How many is asked without a date.", "Say by which date.")
    if question.items is not None and not 1 <= question.items <= MOST_ITEMS:
        raise ForecastFault(
            f"The number of items is {question.items}; it must be from 1 to {MOST_ITEMS:,}.",
            "Give a whole number in this range.",
        )
    if question.history_days < 1:
        raise ForecastFault(
            f"The history is {question.history_days} days long; it must be 1 or more.",
            "Use 30 to 90 days.",
        )
    _check_percentiles(question.percentiles)


def _check_percentiles(percentiles: tuple[int, ...]) -> None:
    if not percentiles:
        raise ForecastFault("No percentile is asked for.", "Ask for one or more, such as 85.")
    for percent in percentiles:
        if not 1 <= percent <= 99:
            raise ForecastFault(
                f"Percentile {percent} is out of range; it must be from 1 to 99.",
                "Nothing is ever 100 % sure; 95 is a usual highest.",
            )
