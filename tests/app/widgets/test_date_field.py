from __future__ import annotations

import datetime as dt

import pytest
from pytestqt.qtbot import QtBot

from app.widgets import DateField, date_text

DAY = dt.date(2026, 3, 20)


@pytest.mark.parametrize(
    "text", ["2026-03-20", "20.3.2026", "20/03/2026", "20 Mar 2026", "20 March 2026", "Fri 20 Mar 2026"]
)
def test_a_date_may_be_typed_in_the_ways_people_write_it(qtbot: QtBot, text: str) -> None:
    field = DateField(None, "date")
    qtbot.addWidget(field)
    field.setText(text)
    field.enter()
    assert (field.value, field.text(), field.problem) == (DAY, "Fri 20 Mar 2026", "")


@pytest.mark.parametrize("text", ["soon", "31.2.2026", "2026-13-01", "20 Foo 2026"])
def test_what_is_no_date_is_told_and_changes_nothing(qtbot: QtBot, text: str) -> None:
    field = DateField(DAY, "date")
    qtbot.addWidget(field)
    field.setText(text)
    field.enter()
    assert field.value == DAY
    assert text in field.problem


@pytest.mark.parametrize("text", ["", "end of history"])
def test_an_empty_field_means_no_date(qtbot: QtBot, text: str) -> None:
    field = DateField(DAY, "date", none_text="end of history")
    qtbot.addWidget(field)
    field.setText(text)
    field.enter()
    assert (field.value, field.text()) == (None, "end of history")


def test_every_date_reads_back_as_it_is_written(qtbot: QtBot) -> None:
    field = DateField(None, "date")
    qtbot.addWidget(field)
    for day in range(0, 800, 7):
        date = DAY + dt.timedelta(day)
        assert field.value_of(date_text(date)) == date
