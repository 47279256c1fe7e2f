"""Days as spreadsheets count them."""

from __future__ import annotations

import datetime as dt

import openpyxl.styles.numbers as theirs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import from_excel, to_excel

from sim.history.serials import day_text, number_text, shown_by


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("yyyy-mm-dd", "date"),
        ("[$-407]d. mmmm yyyy;@", "date"),
        ("mmm-yy", "date"),
        ("mmm", "date"),
        ("h:mm AM/PM", "time"),
        ("mm:ss.0", "time"),
        ("[h]:mm:ss", "number"),
        ("General", "number"),
        ("0.00E+00", "number"),
        ("[Red]#,##0.00", "number"),
        ('0 "days"', "number"),
        ("0\\d", "number"),
        ("#,##0_s", "number"),
        ("@", "number"),
    ],
)
def test_the_format_says_what_a_number_shows(code: str, shown: str) -> None:
    assert shown_by(164, code) == shown


def test_built_in_formats_show_what_another_library_says() -> None:
    for number, code in theirs.BUILTIN_FORMATS.items():
        elapsed = "[" in code
        assert (shown_by(number, "") != "number") == (theirs.is_date_format(code) and not elapsed), (
            number,
            code,
        )


@given(st.datetimes(dt.datetime(1904, 1, 2), dt.datetime(2199, 12, 31)), st.booleans())  # noqa: DTZ001
def test_a_day_is_the_one_that_another_library_counted(moment: dt.datetime, from_1904: bool) -> None:  # noqa: FBT001
    moment = moment.replace(microsecond=0)
    epoch = dt.datetime(1904, 1, 1) if from_1904 else dt.datetime(1899, 12, 30)  # noqa: DTZ001
    serial = to_excel(moment, epoch)
    assert from_excel(serial, epoch) == moment
    assert dt.datetime.fromisoformat(day_text(repr(serial), "date", from_1904=from_1904)) == moment


def test_the_day_that_never_was_is_left_out() -> None:
    assert day_text("1", "date", from_1904=False) == "1900-01-01"
    assert day_text("59", "date", from_1904=False) == "1900-02-28"
    assert day_text("61", "date", from_1904=False) == "1900-03-01"
    assert day_text("0", "date", from_1904=True) == "1904-01-01"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("0.5", "12:00:00"), ("45815.5", "2025-06-07T12:00:00"), ("-3", "-3"), ("9e99", "9e+99"), ("x", "x")],
)
def test_a_time_alone_is_a_time_and_what_is_no_day_stays(text: str, shown: str) -> None:
    assert day_text(text, "time", from_1904=False) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("7", "7"),
        ("007", "007"),
        ("7.0", "7"),
        ("1E+3", "1000"),
        ("-2.50", "-2.5"),
        ("1e300", "1e+300"),
        ("", ""),
        ("inf", "inf"),
    ],
)
def test_a_number_is_shown_as_a_spreadsheet_does(text: str, shown: str) -> None:
    assert number_text(text) == shown
