"""When will it be done, how many by then, and how sure: from daily velocity."""

from sim.forecast.answer import forecast, forecast_from_sample
from sim.forecast.backtest import EVERY_DAYS, Backtest, Score, backtest
from sim.forecast.exact import (
    Finish,
    how_many,
    most_one_after_another,
    one_after_another,
    when,
)
from sim.forecast.forecast_days import ForecastDays, forecast_days
from sim.forecast.montecarlo import NEVER, TRIALS, how_many_trials, when_trials
from sim.forecast.question import HISTORY_DAYS, PERCENTILES, Question
from sim.forecast.result import Asked, CountPercentile, Curve, DatePercentile, Forecast
from sim.forecast.samples import DailySample, first_and_last_day, sample_from_log
from sim.forecast.sums import Whole
from sim.forecast.witness import witness
from sim.forecast.words import chance_text, day_text, short_day_text

__all__ = [
    "EVERY_DAYS",
    "HISTORY_DAYS",
    "NEVER",
    "PERCENTILES",
    "TRIALS",
    "Asked",
    "Backtest",
    "CountPercentile",
    "Curve",
    "DailySample",
    "DatePercentile",
    "Finish",
    "Forecast",
    "ForecastDays",
    "Question",
    "Score",
    "Whole",
    "backtest",
    "chance_text",
    "day_text",
    "first_and_last_day",
    "forecast",
    "forecast_days",
    "forecast_from_sample",
    "how_many",
    "how_many_trials",
    "most_one_after_another",
    "one_after_another",
    "sample_from_log",
    "short_day_text",
    "when",
    "when_trials",
    "witness",
]
