"""Days as spreadsheets count them, and the formats that say that a number is a day."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

Shown = Literal["number", "date", "time"]
"""What a number format shows."""

FIRST_DAY = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no zone
_FIRST_DAY_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_NO_LEAP_DAY = 60  # the 29 February 1900 that Lotus 1-2-3 invented
_LAST_SERIAL = 2_958_466  # the year 10000

_BUILT_IN: dict[int, Shown] = {
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)), "date"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47), "time"),
}
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def shown_by(number: int, code: str) -> Shown:
    """Tell what a number format shows: by its code, or by its number where it has no code.

    >>> shown_by(164, "dd/mm/yyyy hh:mm"), shown_by(14, ""), shown_by(165, '0.0 "days"')
    ('date', 'date', 'number')
    """
    if not code:
        return _BUILT_IN.get(number, "number")
    if _ELAPSED.search(code):
        return "number"
    letters = set(_LITERAL.sub("", code.split(";", maxsplit=1)[0]).lower())
    if "general" in code.lower():
        return "number"
    if letters & {"d", "y"}:
        return "date"
    if letters & {"h", "s"}:
        return "time"
    return "date" if "m" in letters else "number"


def day_text(text: str, shown: Shown, *, from_1904: bool) -> str:
    """Give the text of a number that a format shows as a day or a time; its own text where it is none.

    >>> day_text("45815.625", "date", from_1904=False)
    '2025-06-07T15:00:00'
    """
    try:
        serial = float(text)
    except ValueError:
        return text
    if not 0 <= serial < _LAST_SERIAL:
        return number_text(text)
    milliseconds = round(serial % 1 * 86_400_000)
    if shown == "time" and serial < 1:
        return (FIRST_DAY + dt.timedelta(milliseconds=milliseconds)).time().isoformat()
    first = _FIRST_DAY_1904 if from_1904 else FIRST_DAY
    early = 1 if not from_1904 and serial < _NO_LEAP_DAY else 0
    moment = first + dt.timedelta(days=int(serial) + early, milliseconds=milliseconds)
    return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat()


def number_text(text: str) -> str:
    """Give a number as a spreadsheet shows it: fifteen digits, no exponent where it is whole.

    >>> number_text("0.30000000000000004"), number_text("1E3"), number_text("12345678901234")
    ('0.3', '1000', '12345678901234')
    """
    if text.isdecimal() and len(text) <= 15:
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    return f"{number:.0f}" if number.is_integer() and abs(number) < 1e15 else f"{number:.15g}"
