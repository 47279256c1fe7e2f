from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.widgets import DurationField, IntField, LimitField, NumberField, TextField
from app.widgets.fields import ValueField


def _watched(field: ValueField[Any], qtbot: QtBot) -> tuple[list[object], list[str]]:
    qtbot.addWidget(field)
    edited: list[object] = []
    refused: list[str] = []
    field.edited.connect(edited.append)
    field.refused.connect(refused.append)
    return edited, refused


def _type(field: QWidget, text: str, *, then: Qt.Key | None = Qt.Key.Key_Return) -> None:
    QTest.keySequence(field, "Ctrl+A")
    QTest.keyClicks(field, text)
    if then is not None:
        QTest.keyClick(field, then)


@pytest.mark.parametrize(
    ("text", "value"),
    [("4", 4), ("none", None), ("None", None), ("∞", None), ("", None), ("–", None), (" 12 ", 12)],
)
def test_a_limit_is_a_whole_number_or_none(qtbot: QtBot, text: str, value: int | None) -> None:
    field = LimitField(7, "limit")
    qtbot.addWidget(field)
    assert field.value_of(text.strip()) == value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("0", "0 is too little; it must be 1 or more."),
        ("-2", "-2 is too little; it must be 1 or more."),
        ("two", "“two” is not a whole number."),
        ("1.5", "“1.5” is not a whole number."),
    ],
)
def test_a_wrong_limit_is_said_in_words(qtbot: QtBot, text: str, problem: str) -> None:
    field = LimitField(7, "limit")
    qtbot.addWidget(field)
    with pytest.raises(ValueError, match=r".") as refused:
        field.value_of(text)
    assert str(refused.value) == problem


def test_no_limit_is_shown_in_words(qtbot: QtBot) -> None:
    field = LimitField(None, "limit")
    qtbot.addWidget(field)
    assert field.text() == "none"
    field.show_value(3)
    assert field.text() == "3"


def test_enter_takes_a_value_over(qtbot: QtBot) -> None:
    field = LimitField(4, "limit")
    edited, refused = _watched(field, qtbot)
    _type(field, "6")
    assert (edited, refused, field.value, field.text()) == ([6], [], 6, "6")


def test_the_same_value_is_no_edit(qtbot: QtBot) -> None:
    field = LimitField(4, "limit")
    edited, _ = _watched(field, qtbot)
    _type(field, " 4")
    assert (edited, field.text()) == ([], "4")


def test_escape_brings_the_old_value_back(qtbot: QtBot) -> None:
    field = LimitField(4, "limit")
    edited, _ = _watched(field, qtbot)
    _type(field, "9x", then=Qt.Key.Key_Escape)
    assert (edited, field.text(), field.problem) == ([], "4", "")


def test_leaving_the_field_takes_the_value_over(qtbot: QtBot) -> None:
    both = QWidget()
    qtbot.addWidget(both)
    one, other = LimitField(4, "one"), LimitField(5, "other")
    column = QVBoxLayout(both)
    column.addWidget(one)
    column.addWidget(other)
    edited: list[object] = []
    one.edited.connect(edited.append)
    other.edited.connect(edited.append)
    with qtbot.waitActive(both):
        both.show()
        both.activateWindow()
    one.setFocus()
    _type(one, "6", then=Qt.Key.Key_Tab)
    other.setFocus()
    one.setFocus()
    assert edited == [6]


def test_a_wrong_text_is_marked_while_it_is_typed(qtbot: QtBot) -> None:
    field = LimitField(4, "limit")
    edited, refused = _watched(field, qtbot)
    _type(field, "x", then=None)
    assert field.property("tone") == "bad"
    assert field.toolTip() == field.problem == field.accessibleDescription() == "“x” is not a whole number."
    _type(field, "5", then=None)
    assert (field.property("tone"), field.toolTip()) == ("plain", "")
    assert (edited, refused) == ([], [])


def test_a_wrong_text_changes_nothing_and_is_told(qtbot: QtBot) -> None:
    field = LimitField(4, "limit")
    edited, refused = _watched(field, qtbot)
    _type(field, "0")
    assert (edited, refused) == ([], ["0 is too little; it must be 1 or more."])
    assert (field.value, field.text(), field.property("tone")) == (4, "0", "bad")


def test_showing_a_value_tells_nothing_and_mends_the_text(qtbot: QtBot) -> None:
    field = LimitField(4, "limit")
    edited, _ = _watched(field, qtbot)
    _type(field, "x", then=None)
    field.show_value(8)
    assert (edited, field.text(), field.problem, field.property("tone")) == ([], "8", "", "plain")


@pytest.mark.parametrize(("minimum", "text", "problems"), [(0, "0", 0), (1, "0", 1), (2, "2", 0)])
def test_a_whole_number_has_a_minimum(qtbot: QtBot, minimum: int, text: str, problems: int) -> None:
    field = IntField(5, "people", minimum=minimum)
    _, refused = _watched(field, qtbot)
    _type(field, text)
    assert len(refused) == problems


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("2 days", 2.0),
        ("2 d", 2.0),
        ("2d", 2.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("0", 0.0),
    ],
)
def test_a_duration_is_understood_with_and_without_its_unit(qtbot: QtBot, text: str, value: float) -> None:
    field = DurationField(1.2, "time", unit="days")
    qtbot.addWidget(field)
    assert field.value_of(text) == value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("soon", "“soon” is not a number."),
        ("2 weeks", "“weeks” is not the unit here; times are in days."),
        ("-1", "-1 days is too little; it must be 0 days or more."),
        ("", "“” is not a number."),
        ("nan", "“nan” is not a number."),
        ("inf", "“inf” is not a number."),
        ("1e999", "“1e999” is not a number."),
    ],
)
def test_a_wrong_duration_is_said_in_words(qtbot: QtBot, text: str, problem: str) -> None:
    field = DurationField(1.2, "time", unit="days")
    qtbot.addWidget(field)
    with pytest.raises(ValueError, match=r".") as refused:
        field.value_of(text)
    assert str(refused.value) == problem


def test_a_share_lies_between_its_bounds(qtbot: QtBot) -> None:
    field = NumberField(12, "rework", unit="%", maximum=100)
    qtbot.addWidget(field)
    assert [field.text(), field.value_of("15 %"), field.value_of("15%"), field.value_of("15")] == [
        "12 %",
        15.0,
        15.0,
        15.0,
    ]
    with pytest.raises(ValueError, match=r"^120 % must lie between 0 % and 100 %\.$"):
        field.value_of("120")


@pytest.mark.parametrize(
    ("value", "shown"), [(1.0, "1 days"), (1.25, "1.25 days"), (1 / 3, "0.333333 days"), (1e9, "1e+09 days")]
)
def test_a_number_is_shown_short(qtbot: QtBot, value: float, shown: str) -> None:
    field = NumberField(value, "time", unit="days")
    qtbot.addWidget(field)
    assert field.text() == shown


def test_entering_what_is_shown_does_not_round_the_value(qtbot: QtBot) -> None:
    field = NumberField(1 / 3, "time", unit="days")
    edited, _ = _watched(field, qtbot)
    field.enter()
    assert (edited, field.value) == ([], 1 / 3)


def test_a_name_must_not_be_empty(qtbot: QtBot) -> None:
    field = TextField("Test", "name")
    edited, refused = _watched(field, qtbot)
    _type(field, "  ")
    _type(field, " Review ")
    assert (edited, refused) == (["Review"], ["A name must not be empty."])


def test_a_field_can_be_named_aloud(qtbot: QtBot) -> None:
    field = LimitField(4, "inspector.limit", "WIP limit of Test")
    qtbot.addWidget(field)
    assert (field.objectName(), field.accessibleName()) == ("inspector.limit", "WIP limit of Test")
