"""Fields: whatever is shown can be entered, and reads back to the value it stands for."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.widgets import (
    DateField,
    DurationField,
    IntField,
    LimitField,
    NumberField,
    TextField,
    ValueField,
    date_text,
)

SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
"""One field serves all examples: reading and writing a value leave it as it is."""

UNITS = ("days", "hours", "minutes", "weeks", "%", "")
Maker = Callable[[], ValueField[Any]]
MAKERS: dict[str, Maker] = {
    "name": lambda: TextField("Build", "name", "Name"),
    "people": lambda: IntField(3, "people", "People", minimum=1),
    "limit": lambda: LimitField(4, "limit", "WIP limit"),
    "share": lambda: NumberField(12.0, "share", "Share", unit="%", maximum=100),
    "time": lambda: DurationField(1.5, "time", "Time", unit="days"),
    "date": lambda: DateField(dt.date(2026, 3, 20), "date", "Date"),
}
WRONG = {"name": "", "people": "0", "limit": "many", "share": "120", "time": "soon", "date": "31.2.2026"}
OTHER: dict[str, tuple[str, object, str]] = {
    "name": ("Review", "Review", "Review"),
    "people": ("5", 5, "5"),
    "limit": ("none", None, "none"),
    "share": ("7,5", 7.5, "7.5 %"),
    "time": ("2 d", 2.0, "2 days"),
    "date": ("1.4.2026", dt.date(2026, 4, 1), "Wed 1 Apr 2026"),
}


def typed(field: QWidget, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    QTest.keySequence(field, "Ctrl+A")
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, key)


@pytest.fixture(params=UNITS)
def number(request: pytest.FixtureRequest, qtbot: QtBot) -> NumberField:
    field = NumberField(1.0, "number", unit=request.param, minimum=-1e12, maximum=1e12)
    qtbot.addWidget(field)
    return field


# --- what is shown reads back ------------------------------------------------------------------------------


@SHARED
@given(st.floats(-1e9, 1e9))
def test_a_number_reads_back_to_six_digits(number: NumberField, value: float) -> None:
    assert number.value_of(number.text_of(value)) == pytest.approx(value, rel=1e-5, abs=1e-300)


@SHARED
@given(st.integers(-999_999, 999_999))
def test_a_whole_number_reads_back_as_it_is(number: NumberField, value: int) -> None:
    assert number.value_of(number.text_of(float(value))) == value


@SHARED
@given(st.integers(-99_999, 99_999).map(lambda n: n / 100))
def test_a_number_is_shown_as_it_reads(number: NumberField, value: float) -> None:
    shown = number.text_of(value)
    assert number.text_of(number.value_of(shown)) == shown


@SHARED
@given(st.integers(0, 99_999).map(lambda n: n / 100))
def test_a_decimal_comma_means_what_a_point_means(number: NumberField, value: float) -> None:
    assert number.value_of(f"{value:.2f}".replace(".", ",")) == number.value_of(f"{value:.2f}")


@SHARED
@given(st.integers(0, 10**9))
def test_a_whole_number_of_people_reads_back(qtbot: QtBot, value: int) -> None:
    field = IntField(0, "people")
    assert field.value_of(field.text_of(value)) == value


@SHARED
@given(st.none() | st.integers(1, 10**9))
def test_a_limit_reads_back(qtbot: QtBot, value: int | None) -> None:
    field = LimitField(1, "limit")
    assert field.value_of(field.text_of(value)) == value


@SHARED
@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)))
def test_a_date_reads_back_in_every_way_of_writing_it(qtbot: QtBot, value: dt.date) -> None:
    field = DateField(None, "date")
    ways = [
        date_text(value),
        value.isoformat(),
        f"{value.day}.{value.month}.{value.year:04}",
        f"{value:%d/%m/%Y}",
        f"{value.day} {value:%B %Y}",
    ]
    assert [field.value_of(way) for way in ways] == [value] * len(ways)


@SHARED
@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1).filter(str.strip))
def test_a_name_reads_back_whatever_it_is(qtbot: QtBot, value: str) -> None:
    field = TextField("x", "name")
    assert field.value_of(field.text_of(value.strip())) == value.strip()


def read(field: ValueField[Any], text: str) -> tuple[object, str]:
    """Give the value of a text and nothing, or nothing and what is wrong with it."""
    try:
        return field.value_of(text.strip()), ""
    except ValueError as error:
        return None, str(error)


@SHARED
@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_number_in_bounds_or_told(number: NumberField, text: str) -> None:
    value, problem = read(number, text)
    assert problem.endswith(".") if value is None else not problem
    if isinstance(value, float):
        assert math.isfinite(value)
        assert number.minimum <= value <= number.maximum


@SHARED
@given(st.text(max_size=12))
def test_whatever_is_typed_into_a_limit_is_a_limit_or_told(qtbot: QtBot, text: str) -> None:
    value, problem = read(LimitField(1, "limit"), text)
    assert problem == "" or problem.endswith(".")
    assert value is None or (isinstance(value, int) and value >= 1)


@SHARED
@given(st.text(max_size=16))
def test_whatever_is_typed_into_a_date_is_a_date_or_told(qtbot: QtBot, text: str) -> None:
    value, problem = read(DateField(None, "date"), text)
    assert value is None or isinstance(value, dt.date)
    assert problem == "" or text.strip() in problem


@pytest.mark.parametrize("text", ["Fri", "Fri,", "Fri 20", "Fri 20 Mar"])
def test_a_date_under_way_is_not_a_date_yet(qtbot: QtBot, text: str) -> None:
    assert read(DateField(None, "date"), text) == (
        None,
        f"“{text}” is not a date; write 2026-03-20 or 20 Mar 2026.",
    )


# --- units -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["days", "hours", "minutes", "weeks"])
def test_a_unit_may_be_left_out_begun_or_written_whole(qtbot: QtBot, unit: str) -> None:
    field = DurationField(1.0, "time", unit=unit)
    ways = [f"3{gap}{unit[:letters]}" for letters in range(len(unit) + 1) for gap in ("", " ")]
    assert {field.value_of(way) for way in ways} == {3.0}


@pytest.mark.parametrize("unit", ["days", "hours", "minutes", "weeks"])
def test_another_unit_is_told_and_not_taken_for_this_one(qtbot: QtBot, unit: str) -> None:
    field = DurationField(1.0, "time", unit=unit)
    for other in {"days", "hours", "minutes", "weeks"} - {unit}:
        with pytest.raises(ValueError, match=rf"“{other}” is not the unit here; times are in {unit}\."):
            field.value_of(f"3 {other}")


def test_a_number_without_a_unit_says_that_it_has_none(qtbot: QtBot) -> None:
    field = NumberField(3.0, "number")
    qtbot.addWidget(field)
    with pytest.raises(ValueError, match=r"^“d” is not part of a number\.$"):
        field.value_of("3 d")


def test_a_share_says_that_it_is_in_percent(qtbot: QtBot) -> None:
    field = NumberField(3.0, "share", unit="%")
    qtbot.addWidget(field)
    with pytest.raises(ValueError, match=r"^“d” is not the unit here; it is %\.$"):
        field.value_of("3 d")


@pytest.mark.parametrize(
    ("minimum", "maximum", "text", "problem"),
    [
        (0.0, math.inf, "-1", "-1 days is too little; it must be 0 days or more."),
        (0.5, 2.0, "3", "3 days must lie between 0.5 days and 2 days."),
        (0.5, 2.0, "0.25", "0.25 days must lie between 0.5 days and 2 days."),
    ],
)
def test_a_number_out_of_bounds_is_told_with_its_bounds(
    qtbot: QtBot, minimum: float, maximum: float, text: str, problem: str
) -> None:
    field = DurationField(1.0, "time", unit="days", minimum=minimum, maximum=maximum)
    with pytest.raises(ValueError, match=r".") as told:
        field.value_of(text)
    assert str(told.value) == problem


@pytest.mark.parametrize("text", ["0.5", "2"])
def test_the_bounds_themselves_are_allowed(qtbot: QtBot, text: str) -> None:
    field = DurationField(1.0, "time", unit="days", minimum=0.5, maximum=2.0)
    assert field.value_of(text) == float(text)


# --- what every field does ---------------------------------------------------------------------------------


@pytest.fixture(params=MAKERS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def watched(qtbot: QtBot, kind: str) -> tuple[ValueField[Any], list[object], list[str]]:
    field = MAKERS[kind]()
    qtbot.addWidget(field)
    field.show()
    edited: list[object] = []
    refused: list[str] = []
    field.edited.connect(edited.append)
    field.refused.connect(refused.append)
    return field, edited, refused


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_takes_another_value_over_once(qtbot: QtBot, kind: str, key: Qt.Key) -> None:
    field, edited, refused = watched(qtbot, kind)
    text, value, shown = OTHER[kind]
    typed(field, text, key)
    QTest.keyClick(field, key)
    assert (edited, refused) == ([value], [])
    assert (field.value, field.text(), field.problem) == (value, shown, "")


def test_a_wrong_text_is_refused_in_words_and_the_value_stays(qtbot: QtBot, kind: str) -> None:
    field, edited, refused = watched(qtbot, kind)
    before = field.value
    typed(field, WRONG[kind])
    assert edited == []
    assert len(refused) == 1
    assert field.problem == refused[0] == field.toolTip() == field.accessibleDescription()
    assert (field.value, field.text(), field.property("tone")) == (before, WRONG[kind], "bad")


def test_a_refused_text_can_be_mended(qtbot: QtBot, kind: str) -> None:
    field, edited, _ = watched(qtbot, kind)
    typed(field, WRONG[kind])
    text, value, _ = OTHER[kind]
    typed(field, text)
    assert (edited, field.problem, field.property("tone")) == ([value], "", "plain")


def test_escape_brings_back_what_was_shown(qtbot: QtBot, kind: str) -> None:
    field, edited, refused = watched(qtbot, kind)
    shown, value = field.text(), field.value
    typed(field, OTHER[kind][0], Qt.Key.Key_Escape)
    assert (edited, refused, field.text(), field.value) == ([], [], shown, value)


def test_entering_what_is_shown_is_no_edit(qtbot: QtBot, kind: str) -> None:
    field, edited, refused = watched(qtbot, kind)
    shown = field.text()
    typed(field, shown)
    assert (edited, refused, field.text()) == ([], [], shown)


def test_spaces_around_a_value_are_nothing(qtbot: QtBot, kind: str) -> None:
    field, edited, _ = watched(qtbot, kind)
    text, value, shown = OTHER[kind]
    typed(field, f"  {text} ")
    assert (edited, field.text()) == ([value], shown)


def test_a_shown_value_is_never_told_as_an_edit(qtbot: QtBot, kind: str) -> None:
    field, edited, refused = watched(qtbot, kind)
    field.show_value(OTHER[kind][1])
    assert (edited, refused, field.text()) == ([], [], OTHER[kind][2])
    assert not field.isModified()


def test_a_field_has_both_its_names(qtbot: QtBot, kind: str) -> None:
    field, _, _ = watched(qtbot, kind)
    assert field.objectName() == kind
    assert field.accessibleName() not in ("", kind)


def test_leaving_a_field_unchanged_tells_nothing(qtbot: QtBot, kind: str) -> None:
    both = QWidget()
    qtbot.addWidget(both)
    field, other = MAKERS[kind](), TextField("x", "other")
    column = QVBoxLayout(both)
    column.addWidget(field)
    column.addWidget(other)
    edited: list[object] = []
    field.edited.connect(edited.append)
    with qtbot.waitActive(both):
        both.show()
        both.activateWindow()
    field.setFocus()
    other.setFocus()
    assert edited == []
    field.setFocus()
    typed(field, OTHER[kind][0], Qt.Key.Key_Tab)
    assert edited == [OTHER[kind][1]]
