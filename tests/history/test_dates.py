"""Dates as people write them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.history.dates import Moments, Order, moments, read_dates

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def parsed(text: str, order: Order = "day first", zone: str = "UTC") -> str:
    """The moment of one text in UTC, or how it is none."""
    found = moments(read_dates([text]), order, zone)
    if found.unreadable[0]:
        return "unreadable"
    if np.isnan(found.days[0]):
        return "blank"
    moment = EPOCH + dt.timedelta(microseconds=round(found.days[0] * 86_400_000_000))
    return moment.isoformat(sep=" ").removesuffix("+00:00").removesuffix(" 00:00:00")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        # ISO, with any offset and fraction
        ("2025-06-07", "2025-06-07"),
        ("2025-6-7", "2025-06-07"),
        ("2025/06/07", "2025-06-07"),
        ("2025.06.07", "2025-06-07"),
        ("2025-06-07T14:59", "2025-06-07 14:59:00"),
        ("2025-06-07 14:59:28", "2025-06-07 14:59:28"),
        ("2025-06-07t14:59:28z", "2025-06-07 14:59:28"),
        ("2025-06-07T14:59:28Z", "2025-06-07 14:59:28"),
        ("2025-06-07T14:59:28.5Z", "2025-06-07 14:59:28.500000"),
        ("2025-06-07T14:59:28,123456789Z", "2025-06-07 14:59:28.123456"),
        ("2010-12-30 14:32:00+01:00", "2010-12-30 13:32:00"),
        ("2025-06-07T14:59:28.000+0200", "2025-06-07 12:59:28"),
        ("2025-06-07T14:59:28-05", "2025-06-07 19:59:28"),
        ("2025-06-07 14:59:28 UTC", "2025-06-07 14:59:28"),
        ("2025-06-07 23:30:00-03:30", "2025-06-08 03:00:00"),
        # numbers only
        ("7.6.2025", "2025-06-07"),
        ("7.6.2025 14:59:28", "2025-06-07 14:59:28"),
        ("07.06.25", "2025-06-07"),
        ("07/06/2025", "2025-06-07"),
        ("07-06-2025 9:05", "2025-06-07 09:05:00"),
        ("7/6/2025 8:04:10 AM", "2025-06-07 08:04:10"),
        ("7/6/2025, 8:04:10 p.m.", "2025-06-07 20:04:10"),
        ("7/6/2025 12:00 AM", "2025-06-07"),
        ("7/6/2025 12:00 PM", "2025-06-07 12:00:00"),
        ("7/6/2025 8:04\u202fPM", "2025-06-07 20:04:00"),
        # months by name
        ("07-Jun-25", "2025-06-07"),
        ("07/Jun/25 2:59 PM", "2025-06-07 14:59:00"),
        ("7 June 2025", "2025-06-07"),
        ("7. Jun. 2025", "2025-06-07"),
        ("June 7, 2025", "2025-06-07"),
        ("Jun 7 2025 10:15", "2025-06-07 10:15:00"),
        ("SEPT 7, 2025", "2025-09-07"),
        ("2025-Jun-07", "2025-06-07"),
        ("Sat, 7 Jun 2025 10:00:00 GMT", "2025-06-07 10:00:00"),
        ("Mon Jun 07 2025 10:00:00 GMT+0200", "2025-06-07 08:00:00"),
        ("Mon Jun 07 2025 10:00:00 GMT+0200 (Central European Summer Time)", "2025-06-07 08:00:00"),
        ("  7 May 2025 ", "2025-05-07"),
        ("June 7th, 2025", "2025-06-07"),
        ("1er juin 2025", "2025-06-01"),
        ("7. März 2025 um 14:59 Uhr", "2025-03-07 14:59:00"),
        ("07/févr./25 2:59 PM", "2025-02-07 14:59:00"),
        ("07/jun./25 2:59 p. m.", "2025-06-07 14:59:00"),
        ("sábado, 7 de junio de 2025", "2025-06-07"),
        ("sexta-feira, 6 de junho de 2025 às 14:59", "2025-06-06 14:59:00"),
        ("2025. június 7.", "2025-06-07"),
        ("7. kesäkuuta 2025", "2025-06-07"),
        # without marks, and as spreadsheets count
        ("20250607T145928Z", "2025-06-07 14:59:28"),
        ("20250607T1459+0200", "2025-06-07 12:59:00"),
        ("45815", "2025-06-07"),
        ("45815.625", "2025-06-07 15:00:00"),
        ("45815,999999", "2025-06-08"),
    ],
)
def test_common_forms_are_read(text: str, moment: str) -> None:
    assert parsed(text) == moment


@pytest.mark.parametrize(
    "text", ["10007", "99999", "4581", "458155", "45815.", "45815.1234567890123", "20250607"]
)
def test_numbers_that_are_no_likely_day_are_no_dates(text: str) -> None:
    assert parsed(text) == "unreadable"


def test_a_spreadsheet_s_number_is_told_from_a_date() -> None:
    texts = read_dates(["45815", "2025-06-07", "x", "45815.5"])
    assert texts.serial.tolist() == [True, False, False, True]
    assert texts.timed.tolist() == [False, False, False, True]


@pytest.mark.parametrize("text", ["", " ", "-", "n/a", "N/A", "NULL", "None", "NaN", "0000-00-00", "—"])
def test_what_means_no_date_is_blank(text: str) -> None:
    assert parsed(text) == "blank"


@pytest.mark.parametrize(
    "text",
    [
        "tbd",
        "2025",
        "12:30",
        "1.2.3",
        "7 6 2025",
        "7/6-2025",
        "31.2.2025",
        "29.2.2025",
        "2025-13-01",
        "2025-00-10",
        "2025-06-31",
        "0.6.2025",
        "2025-06-07 24:00",
        "2025-06-07 10:60",
        "2025-06-07 10:10:61",
        "7/6/2025 13:00 PM",
        "7/6/2025 0:30 AM",
        "2025-06-07T10:00+19:00",
        "1899-12-31",
        "9999-12-31",
        "7 Foo 2025",
        "7 Ma 2025",
        "Sprint 3",
        "7" + 100 * " " + "June 2025",
        "2025-06-07 and later",
        "\u0667.\u0666.\u0662\u0660\u0662\u0665",
    ],
)
def test_what_is_no_date_is_unreadable(text: str) -> None:
    assert parsed(text) == "unreadable"


def test_the_order_decides_only_where_the_text_leaves_it_open() -> None:
    assert parsed("7/6/2025", "month first") == "2025-07-06"
    assert parsed("07-06-25", "month first") == "2025-07-06"
    assert parsed("2025-07-06", "month first") == "2025-07-06"
    assert parsed("7-Jun-2025", "month first") == "2025-06-07"
    assert parsed("13/6/2025", "month first") == "unreadable"
    assert parsed("6/13/2025", "month first") == "2025-06-13"
    assert parsed("6/13/2025", "day first") == "unreadable"


def test_years_of_two_digits_turn_at_1969() -> None:
    assert parsed("1.1.68") == "2068-01-01"
    assert parsed("1.1.69") == "1969-01-01"


def test_leap_days_are_days() -> None:
    assert parsed("29.2.2024") == "2024-02-29"
    assert parsed("29.2.2000") == "2000-02-29"
    assert parsed("29.2.1900") == "unreadable"


def test_times_without_offset_are_wall_clocks_of_the_zone() -> None:
    assert parsed("2025-06-07 12:00", zone="Europe/Amsterdam") == "2025-06-07 10:00:00"
    assert parsed("2025-01-07 12:00", zone="Europe/Amsterdam") == "2025-01-07 11:00:00"
    assert parsed("2025-06-07", zone="America/New_York") == "2025-06-07 04:00:00"
    assert parsed("2025-06-07T12:00Z", zone="Europe/Amsterdam") == "2025-06-07 12:00:00"


def test_a_column_is_told_by_rows_though_texts_repeat() -> None:
    texts = read_dates(["7.6.2025", "", "7.6.2025", "tbd", "8.6.2025 10:00"])
    assert texts.distinct == ("7.6.2025", "", "tbd", "8.6.2025 10:00")
    assert texts.place.tolist() == [0, 1, 0, 2, 3]
    assert (texts.filled(), texts.readable()) == (4, 3)
    found = moments(texts, "day first", "UTC")
    assert np.isnan(found.days).tolist() == [False, True, False, True, False]
    assert found.unreadable.tolist() == [False, False, False, True, False]
    assert found.timed.tolist() == [False, False, False, False, True]


def test_no_rows_give_no_moments() -> None:
    found = moments(read_dates([]), "day first", "UTC")
    assert isinstance(found, Moments)
    assert found.days.tolist() == []


def test_a_day_that_fits_either_order_only_counts_as_readable() -> None:
    assert read_dates(["13/6/2025", "6/13/2025", "31/31/2025"]).readable() == 2


@given(
    st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2150, 1, 1)),  # noqa: DTZ001
    st.sampled_from(
        [
            "%Y-%m-%dT%H:%M:%S",
            "%d.%m.%Y %H:%M:%S",
            "%d/%m/%Y %I:%M:%S %p",
            "%d-%b-%Y %H:%M:%S",
            "%B %d, %Y %H:%M:%S",
            "%a %d %b %Y %H:%M:%S",
        ]
    ),
    st.sampled_from(["UTC", "Europe/Amsterdam", "America/Sao_Paulo", "Asia/Kolkata"]),
)
def test_what_the_standard_library_writes_is_read_back(moment: dt.datetime, form: str, zone: str) -> None:
    whole = moment.replace(microsecond=0)
    aware = whole.replace(tzinfo=ZoneInfo(zone))
    found = moments(read_dates([whole.strftime(form)]), "day first", zone)
    assert found.days[0] * 86_400 == pytest.approx((aware - EPOCH) / dt.timedelta(seconds=1), abs=1e-4)


@given(st.lists(st.text(max_size=30)))
def test_any_texts_give_blank_unreadable_or_a_moment(texts: list[str]) -> None:
    found = moments(read_dates(texts), "month first", "UTC")
    assert len(found.days) == len(texts)
    assert not np.any(found.unreadable & ~np.isnan(found.days))
