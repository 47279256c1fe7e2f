"""When the stream's clock runs: days, hours, holidays, zone, and the date of the start."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Final

from app.pages.stream.forms.change import Change, setting
from app.pages.stream.forms.form import Topic
from app.pages.stream.forms.sheet import Kind
from app.pages.stream.forms.stream_words import calendar_text
from app.widgets import DateField, ValueField

if TYPE_CHECKING:
    from app.pages.stream.forms.sheet import Sheet
    from sim.stream import Stream

_DAYS: Final = {
    "1": "Monday",
    "2": "Tuesday",
    "3": "Wednesday",
    "4": "Thursday",
    "5": "Friday",
    "6": "Saturday",
    "7": "Sunday",
}
_KINDS: Final = {"working": "working days and hours", "continuous": "day and night"}
_FORMS: Final = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")


class DatesField(ValueField["tuple[dt.date, ...]"]):
    """Dates in a row, with commas between."""

    def text_of(self, value: tuple[dt.date, ...]) -> str:
        """Write the dates in order."""
        return ", ".join(date.isoformat() for date in sorted(value)) or self.tr("none")

    def value_of(self, text: str) -> tuple[dt.date, ...]:
        """Read dates; empty and the word for none mean none.

        Raises:
            ValueError: If one of them is no date.
        """
        if text.casefold() in ("", "none", self.tr("none").casefold()):
            return ()
        parts = [part.strip() for part in text.replace(";", ",").split(",")]
        return tuple(sorted({self._date(part) for part in parts if part}))

    def _date(self, text: str) -> dt.date:
        for form in _FORMS:
            try:
                return dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC).date()
            except ValueError:
                continue
        raise ValueError(self.tr("“%s” is not a date; write 2026-12-24.") % text)


class CodeField(ValueField["str | None"]):
    """A short text, or none."""

    def text_of(self, value: str | None) -> str:
        """Write the text, or the word for none."""
        return value or self.tr("none")

    def value_of(self, text: str) -> str | None:
        """Take a text in capitals; empty and the word for none mean none."""
        return None if text.casefold() in ("", "none", "–", self.tr("none").casefold()) else text.upper()


def calendar_topic(stream: Stream) -> Topic:
    """Offer every field of the calendar."""
    return Topic("calendar", "Calendar", _summary(stream), _fill, ("calendar",))


def _summary(stream: Stream) -> str:
    whole = calendar_text(stream.calendar)
    return "day and night" if stream.calendar.kind == "continuous" else whole.partition(" from ")[0]


def _fill(sheet: Sheet) -> None:
    calendar, unit = sheet.about.stream.calendar, sheet.about.stream.time_unit
    sheet.help(f"A {unit} of the run is a {unit} of this time. Changed hours change dates, not the run.")
    at = sheet.at("calendar.", "the calendar")
    at.choose("The clock runs", "kind", _KINDS, calendar.kind)
    if calendar.kind == "working":
        days = tuple(str(day) for day in calendar.weekdays)
        at.several("Working days", "weekdays", _DAYS, days, put=_with_days, none="none")
        at.number("Hours a day", "hours_per_day", calendar.hours_per_day, unit="h", minimum=0.1)
        at.text("A day starts at", "day_starts", calendar.day_starts)
        put = partial(_with, "country", "public holidays")
        country = at.take(Kind(CodeField), calendar.country, "Public holidays of", "country", put)
        country.setPlaceholderText("NL")
        at.take(Kind(DatesField), calendar.holidays, "Further days off", "holidays", _with_dates)
    at.text("Time zone", "time_zone", calendar.time_zone)
    start = Kind(DateField, (("none_text", "the day of the run"),))
    at.take(start, calendar.starts, "Time 0 is on", "starts", partial(_with, "starts", "start"))


def _with_days(keys: tuple[str, ...]) -> Change:
    return setting("calendar.weekdays", [int(key) for key in keys], "Set the working days")


def _with(field: str, name: str, value: object) -> Change:
    said = value.isoformat() if isinstance(value, dt.date) else value or "none"
    return setting(f"calendar.{field}", said if value else None, f"Set {name} of the calendar to {said}")


def _with_dates(dates: tuple[dt.date, ...]) -> Change:
    return setting("calendar.holidays", [date.isoformat() for date in dates], "Set further days off")
