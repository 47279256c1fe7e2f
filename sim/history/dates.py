"""Dates as people write them: read in any common form, a whole column at a time.

A text becomes numbers first (:func:`read_dates`), because the order of day and month can only be told from
all of them (:mod:`sim.history.order`); :func:`moments` then makes days since 1970-01-01T00:00Z of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count, islice
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.history.months import month_of
from sim.history.wallclock import to_utc

Order = Literal["day first", "month first"]

BLANKS = frozenset({"", "-", "--", "—", "n/a", "na", "nan", "nat", "null", "none", "(null)", "0000-00-00"})
"""Texts that mean "no date", compared in lower case."""

_PART = r"([0-9]{1,4}|[^\W\d_]{3,12})(?:(?<=[0-9])(?:st|nd|rd|th|er|º))?"
_GAP = r"(\s*[-/.]\s*|\.[-/]|[.,]?\s+(?:de\s+)?)"
_TIME = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?(?:\s*([AaPp])\.?\s?[Mm]\.?)?"
_AT = r"(?:[Tt]|,?\s+(?:(?:at|um|kl\.?|o|à|às|a\s+las)\s+)?)"
_OFFSET = r"(?:\s*Uhr)?\s*((?:UTC|GMT)?[+-][0-9]{2}:?(?:[0-9]{2})?|Z|z|UTC|GMT)?(?:\s+\([^()]*\))?"
_DATE = re.compile(
    rf"(?:[^\W\d_]{{2,12}}(?:-feira)?\.?,?\s+)?{_PART}{_GAP}{_PART}{_GAP}{_PART}\.?(?:{_AT}{_TIME}{_OFFSET})?"
)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})[Tt]([0-9]{2}):?([0-9]{2})(?::?([0-9]{2}))?(.*)")
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]{1,12})?")
_FIRST_SERIAL, _LAST_SERIAL = 25_569, 73_050  # 1970 to 2099
_CHUNK = 65_536
_LONGEST = 100  # characters; no date is longer, and a long text must not cost much
_DAY_US = 86_400_000_000
_CENTURY_PIVOT = 69  # POSIX strptime: 69..99 are 1969..1999, 00..68 are 2000..2068
_FIRST_YEAR, _LAST_YEAR = 1900, 2200

_NO_DATE, _YEAR_FIRST, _NUMERIC, _DAY_NAME, _NAME_DAY = range(5)


@dataclass(frozen=True)
class DateTexts:
    """A column of dates taken apart; arrays have one entry a *distinct* text.

    Attributes:
        distinct: The distinct texts.
        place: For each row the number of its text among the distinct ones, shape (rows,), int64.
        blank: Whether the text means "no date".
        form: How year, month and day stand; 0 is no date.
        parts: The three numbers as written, shape (distinct, 3), int32; a month by name is negative.
        clock_us: Time of day in microseconds, int64.
        timed: Whether a time of day was written.
        offset_us: What to take away to get UTC, int64; 0 where none was written.
        naive: Whether no offset was written.
        dotted: Whether the numbers are parted by dots.
        halves: Whether AM or PM was written.
        serial: Whether it is a spreadsheet's number of a day, which may as well be any other number.
    """

    distinct: tuple[str, ...]
    place: NDArray[np.int64]
    blank: NDArray[np.bool_]
    form: NDArray[np.int8]
    parts: NDArray[np.int32]
    clock_us: NDArray[np.int64]
    timed: NDArray[np.bool_]
    offset_us: NDArray[np.int64]
    naive: NDArray[np.bool_]
    dotted: NDArray[np.bool_]
    halves: NDArray[np.bool_]
    serial: NDArray[np.bool_]

    @property
    def numeric(self) -> NDArray[np.bool_]:
        """Tell which distinct texts have day and month in an order that the text alone may leave open."""
        return np.asarray(self.form == _NUMERIC)

    def filled(self) -> int:
        """Count the rows that are not blank."""
        return int(np.count_nonzero(~self.blank[self.place]))

    def readable(self) -> int:
        """Count the rows that hold a date, whatever its order."""
        good = _fits(self, "day first") | _fits(self, "month first")
        return int(np.count_nonzero(good[self.place]))


@dataclass(frozen=True)
class Moments:
    """Moments of a column, one entry a row.

    Attributes:
        days: Days of 24 hours since 1970-01-01T00:00Z, float64; NaN where blank or unreadable.
        unreadable: Whether the text is neither blank nor a date.
        timed: Whether a time of day was written.
    """

    days: NDArray[np.float64]
    unreadable: NDArray[np.bool_]
    timed: NDArray[np.bool_]


def read_dates(texts: Sequence[str]) -> DateTexts:
    """Take a column of texts apart; texts that are no date get form 0, nothing is refused."""
    first_row: dict[str, int] = {}
    rows = np.fromiter(map(first_row.setdefault, texts, count()), np.int64, len(texts))
    place = np.searchsorted(np.fromiter(first_row.values(), np.int64, len(first_row)), rows)
    distinct = tuple(first_row)
    chunks = [_read_chunk(chunk) for chunk in _chunks(distinct)] or [_read_chunk(())]
    form, *columns = (np.concatenate(arrays) for arrays in zip(*chunks, strict=True))
    blank = np.zeros(len(distinct), np.bool_)
    no_dates = np.flatnonzero(form == _NO_DATE).tolist()
    blank[no_dates] = [distinct[number].strip().lower() in BLANKS for number in no_dates]
    return DateTexts(distinct, place, blank, form, *columns)


def moments(texts: DateTexts, order: Order, zone: str) -> Moments:
    """Give the moments of a column, day and month read in the given order, naive times in the given zone.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: There is no such zone.
    """
    good = _fits(texts, order)
    local = np.zeros(len(good), np.int64)
    year, month, day = (part[good] for part in _civil(texts, order))
    local[good] = (_month_starts((year - 1970) * 12 + month - 1) + day - 1) * _DAY_US
    local[good] += texts.clock_us[good]
    naive = good & texts.naive
    utc = local - texts.offset_us
    utc[naive] = to_utc(local[naive], zone)
    days = np.where(good, utc / _DAY_US, np.nan)
    return Moments(days[texts.place], (~good & ~texts.blank)[texts.place], texts.timed[texts.place])


def _chunks(texts: Iterable[str]) -> Iterable[tuple[str, ...]]:
    stream = iter(texts)
    while chunk := tuple(islice(stream, _CHUNK)):
        yield chunk


def _read_chunk(texts: tuple[str, ...]) -> tuple[NDArray[np.generic], ...]:
    """Take texts apart into the arrays of :class:`DateTexts` from ``form`` on."""
    empty = (None,) * 11
    match = _DATE.fullmatch
    rows = [
        found.groups()
        if len(text) <= _LONGEST and (found := match(text.strip()) or match(_spelt_out(text)))
        else empty
        for text in texts
    ]
    first, gap, second, gap_2, third, *clock = zip(*rows, strict=True) if rows else [()] * 11
    coded = np.stack([_looked_up(_number_codes(), column) for column in (first, second, third)], axis=1)
    parts, lengths = coded >> _LENGTH_BITS, coded & _LENGTH_MASK
    parted = _looked_up(_GAPS, gap)
    same_gap = (parted > 0) & (parted == _looked_up(_GAPS, gap_2))
    *written, fraction, half, offset = clock
    times = np.stack([_looked_up(_number_codes(), column) >> _LENGTH_BITS for column in written])
    halves = _looked_up(_HALVES, half)
    clock_us, clock_fits = _clock(times, _fractions(fraction), halves)
    offset_us = _looked_up(_Offsets(), offset)
    naive = offset_us == _NO_OFFSET
    offset_us[naive] = 0
    form = _forms(parts, lengths, same_gap)
    form[~clock_fits | (offset_us == _BAD_OFFSET)] = _NO_DATE
    dotted = same_gap & (parted == _GAPS["."])
    serial = np.array([_SERIAL.fullmatch(text) is not None for text in texts], np.bool_) & (form > 0)
    timed = times[0] >= 0
    return form, parts.astype(np.int32), clock_us, timed, offset_us, naive, dotted, halves > 0, serial


def _spelt_out(text: str) -> str:
    """Spell a date without marks, or a spreadsheet's number of a day, as others are; else give nothing."""
    if not text[:5].isdecimal():
        return ""
    if compact := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second, rest = compact.groups()
        return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{rest}"
    if not _SERIAL.fullmatch(text) or not _FIRST_SERIAL <= int(text[:5]) <= _LAST_SERIAL:
        return ""
    seconds = round(float(text.replace(",", ".")) * 86_400)
    moment = np.datetime64("1899-12-30", "s") + seconds
    return str(moment) if len(text) > 5 else str(moment)[:10]


def _forms(
    parts: NDArray[np.int64], lengths: NDArray[np.int64], same_gap: NDArray[np.bool_]
) -> NDArray[np.int8]:
    """Tell how year, month and day stand in three parts; parts and lengths of shape (texts, 3)."""
    first, second, third = parts.T
    long_1, long_2, long_3 = lengths.T
    number_1, number_2 = first > 0, second > 0
    last_year = (third >= 0) & ((long_3 == 2) | (long_3 == 4)) & ~((long_1 == 4) & number_1)
    form = np.zeros(len(parts), np.int8)
    form[(long_1 == 4) & number_1 & (third > 0) & (long_3 <= 2) & _month_like(second)] = _YEAR_FIRST
    short = (long_1 <= 2) & (long_2 <= 2)
    form[same_gap & last_year & number_1 & number_2 & short] = _NUMERIC
    form[last_year & number_1 & _named(second) & (long_1 <= 2)] = _DAY_NAME
    form[last_year & _named(first) & number_2 & (long_2 <= 2)] = _NAME_DAY
    named = _named(first) | _named(second)
    form[~same_gap & ~named] = _NO_DATE
    return form


def _named(part: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.asarray((part < 0) & (part >= -12))


def _month_like(part: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.asarray(_named(part) | ((part > 0) & (part <= 12)))


def _civil(texts: DateTexts, order: Order) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Give year, month and day of each distinct text under an order; nonsense where the form is 0."""
    first, second, third = texts.parts.T.astype(np.int64)
    year_first = texts.form == _YEAR_FIRST
    month_first = (texts.form == _NAME_DAY) | ((texts.form == _NUMERIC) & (order == "month first"))
    month = np.abs(np.where(month_first, first, second))
    day = np.where(year_first, third, np.where(month_first, second, first))
    year = np.where(year_first, first, third)
    short = ~year_first & (year < 100)
    year = year + np.where(short, np.where(year < _CENTURY_PIVOT, 2000, 1900), 0)
    return year, month, day


def _fits(texts: DateTexts, order: Order) -> NDArray[np.bool_]:
    """Tell which distinct texts are a day of the calendar under an order."""
    year, month, day = _civil(texts, order)
    good = (texts.form != _NO_DATE) & (month >= 1) & (month <= 12) & (day >= 1)
    good &= (year >= _FIRST_YEAR) & (year <= _LAST_YEAR)
    months = (year[good] - 1970) * 12 + month[good]
    good[good] = day[good] <= _month_starts(months) - _month_starts(months - 1)
    return np.asarray(good)


def _month_starts(months: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the day number of the first of each month, months counted from January 1970."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def _clock(
    written: NDArray[np.int64], fraction_us: NDArray[np.int64], half: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Give microseconds since midnight, and whether the numbers are a time of day.

    Args:
        written: Hour, minute and second, negative where not written; shape (3, texts).
        fraction_us: Fraction of the second in microseconds.
        half: 1 is AM, 2 is PM, 0 is neither.
    """
    hour, minute, second = written
    twelve = half > 0
    fits = (hour <= 23) & (minute <= 59) & (second <= 59)
    fits &= ~twelve | ((hour >= 1) & (hour <= 12))
    hours = np.where(twelve, hour % 12 + 12 * (half == _HALVES["p"]), hour)
    minutes = np.maximum(hours, 0) * 60 + np.maximum(minute, 0)
    seconds = minutes * 60 + np.maximum(second, 0)
    return seconds * 1_000_000 + fraction_us, np.asarray(fits)


_LENGTH_BITS = 3
_LENGTH_MASK = (1 << _LENGTH_BITS) - 1
_NO_NUMBER = -99
_NO_OFFSET, _BAD_OFFSET = 1 << 60, 1 << 50


class _Codes(dict[str | None, int]):
    """Text to a code; 0 for any other text, and for nothing."""

    def __missing__(self, text: str | None) -> int:
        return 0


_GAPS = _Codes({"-": 1, "/": 2, ".": 3})
_HALVES = _Codes({"a": 1, "A": 1, "p": 2, "P": 2})


class _NumberCodes(dict[str | None, int]):
    """Text to ``number << 3 | length``: digits, or a month's name as minus its number (length 0)."""

    def __missing__(self, text: str | None) -> int:
        if text is None:
            return _NO_NUMBER << _LENGTH_BITS
        number = month_of(text)
        return (_NO_NUMBER if number is None else -number) << _LENGTH_BITS


@cache
def _number_codes() -> _NumberCodes:
    return _NumberCodes(
        {
            f"{number:0{width}d}": number << _LENGTH_BITS | width
            for width in range(1, 5)
            for number in range(10**width)
        }
    )


class _Offsets(dict[str | None, int]):
    """Offset as written to microseconds east of UTC."""

    def __missing__(self, text: str | None) -> int:
        if text is None:
            return _NO_OFFSET
        digits = "".join(character for character in text if character.isdigit())
        hours, minutes = int(digits[:2] or 0), int(digits[2:] or 0)
        minutes_east = (-1 if "-" in text else 1) * (hours * 60 + minutes)
        self[text] = minutes_east * 60_000_000 if hours <= 18 and minutes <= 59 else _BAD_OFFSET
        return self[text]


def _looked_up(table: dict[str | None, int], column: Sequence[str | None]) -> NDArray[np.int64]:
    return np.fromiter(map(table.__getitem__, column), np.int64, len(column))


def _fractions(column: Sequence[str | None]) -> NDArray[np.int64]:
    if not any(column):
        return np.zeros(len(column), np.int64)
    return np.fromiter((int(f"{text[:6]:0<6}") if text else 0 for text in column), np.int64, len(column))
