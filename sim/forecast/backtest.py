"""Would it have been right? The question asked again on past days, and judged by what came."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import ForecastFault
from sim.forecast import exact
from sim.forecast.forecast_days import ForecastDays, forecast_days, is_working, worked_days
from sim.forecast.question import Question, check
from sim.forecast.samples import FEWEST_ACTIVE_DAYS, THIN_DAYS, first_and_last_day, on_worked_days
from sim.log import EventLog
from sim.metrics import daily_done

EVERY_DAYS = 7
"""Days from one past forecast to the next."""

_FEWEST_JUDGED = 10
"""Past forecasts below which nothing is said about them."""

_HEADLINE = 85


@dataclass(frozen=True)
class Score:
    """How one percentile did.

    Attributes:
        percent: Certainty promised, 1 to 99.
        judged: Past forecasts whose date lies within the history.
        held: Those that came true.
        span_days: Mean calendar days from a forecast to its date; NaN if none was judged.
    """

    percent: int
    judged: int
    held: int
    span_days: float

    @property
    def share(self) -> float:
        """Share that came true, 0 to 1; NaN if none was judged."""
        return self.held / self.judged if self.judged else math.nan


@dataclass(frozen=True)
class Backtest:
    """How past forecasts of one question did.

    Attributes:
        question: What was asked on each day.
        every_days: Days from one forecast to the next.
        first: Day of the first forecast made; None if there was none.
        last: Day of the last.
        made: Forecasts made.
        refused: Days on which the history was too thin to make one.
        scores: One a percentile, in the order asked.
        sentence: What it comes to, in one sentence.
    """

    question: Question
    every_days: int
    first: dt.date | None
    last: dt.date | None
    made: int
    refused: int
    scores: tuple[Score, ...]
    sentence: str


@dataclass(frozen=True, eq=False)
class _Past:
    """Items done by day, summed up, and the days of a calendar."""

    begin: dt.date
    done: NDArray[np.int64]
    worked: NDArray[np.bool_] | None
    ahead: ForecastDays

    def sample(self, origin: int, days: int) -> NDArray[np.int64]:
        """Give the counts of the window that ends on day ``origin``."""
        first = max(origin - days + 1, 0)
        counts = np.diff(self.done[first : origin + 2])
        if self.worked is None or not self.worked[first : origin + 1].any():
            return counts
        return on_worked_days(counts, self.worked[first : origin + 1])[0]

    def days_after(self, origin: int) -> ForecastDays:
        """Give the forecast days that follow day ``origin``."""
        start, worked = self.begin + dt.timedelta(origin), self.ahead.worked
        return ForecastDays(start, None if worked is None else worked[bisect_right(worked, start) :])

    def done_between(self, origin: int, date: dt.date) -> int | None:
        """Count what was done after day ``origin`` up to a date; None where the history ends before."""
        until = (date - self.begin).days
        return int(self.done[until + 1] - self.done[origin + 1]) if until + 1 < len(self.done) else None


def backtest(log: EventLog, question: Question, every_days: int = EVERY_DAYS) -> Backtest:
    """Ask a question on past days, each time from the days before it only, and see what held.

    A promise (so many items by a date) is judged where its date lies within the history, whether or
    not the items were done: to judge only what was finished would favour the early.

    The first is made once there are 30 days of history (or as many as are asked for).

    Args:
        log: A history.
        question: What is asked. Of ``by`` the span from the question's start to it is used.
        every_days: Days from one past forecast to the next.

    Raises:
        ForecastFault: If the question makes no sense or the log has no dates.
    """
    check(question)
    past = _past(log, question)
    span = _span(question, past)
    promises: dict[int, list[tuple[int, bool]]] = {percent: [] for percent in question.percentiles}
    made: list[int] = []
    origins = range(min(question.history_days, THIN_DAYS) - 1, len(past.done) - 2, every_days)
    for origin in origins:
        counts = past.sample(origin, question.history_days)
        if np.count_nonzero(counts) < FEWEST_ACTIVE_DAYS:
            continue
        made.append(origin)
        for percent, items, date in _promises(counts, question, past.days_after(origin), span):
            done = past.done_between(origin, date)
            if done is not None:
                promises[percent].append(((date - past.begin).days - origin, done >= items))
    scores = tuple(_score(percent, promises[percent]) for percent in question.percentiles)
    edges = [past.begin + dt.timedelta(origin) for origin in made[:1] + made[-1:]]
    return Backtest(
        question=question,
        every_days=every_days,
        first=edges[0] if edges else None,
        last=edges[-1] if edges else None,
        made=len(made),
        refused=len(origins) - len(made),
        scores=scores,
        sentence=_sentence(scores, every_days),
    )


def _past(log: EventLog, question: Question) -> _Past:
    begin, end = first_and_last_day(log)
    done = np.concatenate([[0], np.cumsum(daily_done(log, begin, end))])
    calendar, worked, ahead = question.calendar, None, ForecastDays(begin)
    if calendar is not None and is_working(calendar):
        worked = worked_days(calendar, begin, end)
        ahead = forecast_days(begin, calendar)
    return _Past(begin, done, worked, ahead)


def _span(question: Question, past: _Past) -> int:
    """Give the calendar days from the question's start to its date; 0 where none is asked."""
    start = question.start or past.begin + dt.timedelta(len(past.done) - 2)
    span = 0 if question.by is None else (question.by - start).days
    if question.kind == "how_many" and not 1 <= span <= exact.LONGEST_DAYS:
        raise ForecastFault(
            f"The date is {span} days after the start; it must be 1 day to ten years after.",
            "Ask for another.",
        )
    return span


def _promises(
    counts: NDArray[np.int64], question: Question, days: ForecastDays, span: int
) -> list[tuple[int, int, dt.date]]:
    """Give what would have been promised: percent, items and date."""
    if question.kind == "when":
        items = question.items or 0
        finish = exact.when(counts, items, days.longest)
        spans = [(percent, finish.days_at(percent / 100)) for percent in question.percentiles]
        return [(percent, items, days.date_of(day)) for percent, day in spans if day is not None]
    by = days.start + dt.timedelta(span)
    total = exact.how_many(counts, days.days_until(by))
    return [(percent, total.largest(percent / 100), by) for percent in question.percentiles]


def _score(percent: int, promises: list[tuple[int, bool]]) -> Score:
    spans = [span for span, _ in promises]
    mean = sum(spans) / len(spans) if spans else math.nan
    return Score(percent, len(promises), sum(held for _, held in promises), mean)


def _sentence(scores: tuple[Score, ...], every_days: int) -> str:
    """Say how the headline percentile did, as far as so many forecasts can tell."""
    score = next((one for one in scores if one.percent == _HEADLINE), scores[-1])
    if score.judged < _FEWEST_JUDGED:
        return (
            f"{score.judged} past forecasts could be judged; {_FEWEST_JUDGED} are needed to say how they did."
        )
    promised = score.percent / 100
    apart = min(score.judged, max(score.judged * every_days / score.span_days, 1.0))
    error = 2 * math.sqrt(promised * (1 - promised) / apart)
    verdict = "as promised, as far as these can tell"
    if abs(score.share - promised) > error:
        verdict = "more often than promised" if score.share > promised else "less often than promised"
    kept = f"{score.share * 100:.0f} % kept what was {score.percent} % sure"
    return f"{score.judged} past forecasts: {kept}, {verdict}."
