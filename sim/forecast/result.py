"""The answer to a question, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sim.forecast.question import Question
from sim.forecast.samples import DailySample
from sim.forecast.words import chance_text


@dataclass(frozen=True)
class DatePercentile:
    """A date and how sure it is.

    Attributes:
        percent: Certainty, 1 to 99.
        days: Forecast days until then (working days under a working calendar); None if it is
            beyond the days looked ahead.
        date: The date, None likewise.
    """

    percent: int
    days: int | None
    date: dt.date | None


@dataclass(frozen=True)
class CountPercentile:
    """A number of items and how sure it is.

    Attributes:
        percent: Certainty of at least so many, 1 to 99.
        items: Items done.
    """

    percent: int
    items: int


@dataclass(frozen=True)
class Curve:
    """The whole distribution, for a chart.

    Attributes:
        values: Forecast days (when) or items done (how many), rising.
        dates: The dates of the days; empty for how many.
        probability: Chance of being done within so many days (rising), or of at least so many items
            (falling); one a value, 0 to 1.
        share: Chance of this value itself (and of those skipped since the value before); one a value.
    """

    values: tuple[int, ...]
    dates: tuple[dt.date, ...]
    probability: tuple[float, ...]
    share: tuple[float, ...]


@dataclass(frozen=True)
class Asked:
    """The chance of the very date and number that was asked for.

    Attributes:
        items: Items to be done.
        by: Last day that counts.
        days: Forecast days until then.
        probability: Chance, 0 to 1.
    """

    items: int
    by: dt.date
    days: int
    probability: float

    @property
    def text(self) -> str:
        """The chance in words, at most ``>95 %``."""
        return chance_text(self.probability)


@dataclass(frozen=True)
class Forecast:
    """The answer to a question.

    Attributes:
        question: What was asked.
        start: Last day of the history used; forecast day 1 is the day after.
        sample: The days of history that the answer is drawn from.
        method: How it was computed, ``exact``.
        percentiles: Dates (when) or numbers (how many) by certainty, in the order asked.
        curve: The whole distribution.
        asked: The chance of the asked date and number, where both were given.
        warnings: What the reader must know, in words.
        sentence: The answer in one short sentence.
        detail: The other percentiles and the chance asked for, in one line.
    """

    question: Question
    start: dt.date
    sample: DailySample
    method: str
    percentiles: tuple[DatePercentile, ...] | tuple[CountPercentile, ...]
    curve: Curve
    asked: Asked | None
    warnings: tuple[str, ...]
    sentence: str
    detail: str

    def to_json(self) -> dict[str, Any]:
        """Give the answer as JSON values; the curve is left out."""
        question, sample = self.question, self.sample
        return {
            "question": question.kind,
            "items": question.items,
            "by": question.by and question.by.isoformat(),
            "start": self.start.isoformat(),
            "days_counted": "working" if sample.calendar else "calendar",
            "history": {
                "from": sample.first.isoformat(),
                "to": sample.last.isoformat(),
                "days": len(sample.counts),
                "items": sample.items,
                "active_days": sample.active_days,
            },
            "method": self.method,
            "percentiles": [_percentile_json(row) for row in self.percentiles],
            "chance": None if self.asked is None else _chance_json(self.asked),
            "sentence": self.sentence,
            "warnings": list(self.warnings),
        }


def _percentile_json(row: DatePercentile | CountPercentile) -> dict[str, Any]:
    if isinstance(row, CountPercentile):
        return {"percent": row.percent, "items": row.items}
    return {"percent": row.percent, "days": row.days, "date": row.date and row.date.isoformat()}


def _chance_json(asked: Asked) -> dict[str, Any]:
    return {
        "items": asked.items,
        "by": asked.by.isoformat(),
        "days": asked.days,
        "probability": round(asked.probability, 6),
        "text": asked.text,
    }
