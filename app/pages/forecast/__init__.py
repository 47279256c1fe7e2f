"""The Forecast page: one sentence first, then the curve, the calendar and what it was learned from."""

from app.pages.forecast.page import ForecastPage

__all__ = ["ForecastPage"]
