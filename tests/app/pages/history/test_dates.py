"""Looking between two dates."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.pages.history import HistoryPage
from app.pages.history.part import View, dates_note
from app.window import Window
from tests.app.pages.history.page_bench import put, settle, teams

OBSERVED = (dt.date(2025, 1, 1), dt.date(2025, 7, 22))

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
"""The offscreen plugin says so of every list and calendar that opens."""


def look_between(page: HistoryPage, first: str, final: str, qtbot: QtBot) -> None:
    page.overview.span.button("dates").click()
    settle(page, qtbot)
    dates = page.overview.choices.dates
    for field, text in ((dates.first.field, first), (dates.final.field, final)):
        field.clear()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        settle(page, qtbot)


def test_dates_begin_with_those_in_sight(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, teams(), qtbot)
    assert not page.overview.choices.dates.isVisible()
    page.overview.span.button("quarter").click()
    settle(page, qtbot)
    page.overview.span.button("dates").click()
    settle(page, qtbot)
    assert page.view == View("dates", first=dt.date(2025, 4, 23), final=dt.date(2025, 7, 21))
    dates = page.overview.choices.dates
    assert (dates.first.field.text(), dates.final.field.text()) == ("Wed 23 Apr 2025", "Mon 21 Jul 2025")
    assert not dates.note.isVisible()


def test_every_figure_is_of_what_lies_between_the_dates(
    page: HistoryPage, window: Window, qtbot: QtBot
) -> None:
    put(page, teams(), qtbot)
    look_between(page, "2025-03-01", "10.3.2025", qtbot)
    below = window.findChild(QLabel, "history.velocity.below")
    assert below is not None
    assert below.text() == "10 items in 10 days"
    assert page.measured is not None
    assert page.measured.part.days == (dt.date(2025, 3, 1), dt.date(2025, 3, 10))
    assert page.measured.part.words == "all items · 1 Mar 2025 – 10 Mar 2025"
    page.overview.span.button("whole").click()
    settle(page, qtbot)
    assert page.view == View()


def test_a_date_beyond_the_history_is_taken_and_explained(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, teams(), qtbot)
    look_between(page, "2024-12-01", "2025-01-31", qtbot)
    note = page.overview.choices.dates.note
    assert note.isVisible()
    assert note.text() == "The history begins on 1 Jan 2025."
    assert page.overview.choices.dates.first.field.accessibleDescription() == note.text()
    assert page.measured is not None
    assert page.measured.part.words == "all items · 1 Jan 2025 – 31 Jan 2025"
    page.overview.span.button("whole").click()
    settle(page, qtbot)
    assert not note.isVisible()


def test_dates_beside_the_history_leave_nothing_and_offer_the_whole(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, teams(), qtbot)
    look_between(page, "2026-01-01", "2026-02-01", qtbot)
    assert page.overview.nothing.isVisible()
    assert page.overview.nothing.button.text() == "Show the whole history"
    page.overview.nothing.button.click()
    settle(page, qtbot)
    assert page.view == View()
    assert page.overview.sections.isVisible()


def test_no_date_is_a_date_of_the_history_and_a_wrong_one_is_told(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, teams(), qtbot)
    look_between(page, "2025-02-01", "2025-02-05", qtbot)
    dates = page.overview.choices.dates
    dates.final.field.clear()
    qtbot.keyClick(dates.final.field, Qt.Key.Key_Return)
    settle(page, qtbot)
    assert page.view.final is None
    assert dates.final.field.text() == "last day"
    dates.first.field.clear()
    qtbot.keyClicks(dates.first.field, "soon")
    assert dates.note.text() == "“soon” is not a date; write 2026-03-20 or 20 Mar 2026."
    qtbot.keyClick(dates.first.field, Qt.Key.Key_Escape)
    assert not dates.note.isVisible()
    assert page.view.first == dt.date(2025, 2, 1)


def test_a_date_is_chosen_from_the_calendar_by_keys(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, teams(), qtbot)
    look_between(page, "2025-02-10", "2025-02-20", qtbot)
    field = page.overview.choices.dates.first
    qtbot.keyClick(field.field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert field.calendar.isVisible()
    assert field.calendar.selectedDate() == QDate(2025, 2, 10)
    assert (field.calendar.minimumDate(), field.calendar.maximumDate()) == (
        QDate(2025, 1, 1),
        QDate(2025, 7, 21),
    )
    field.calendar.activated.emit(QDate(2025, 2, 11))
    settle(page, qtbot)
    assert not field.calendar.isVisible()
    assert page.view.first == dt.date(2025, 2, 11)
    assert page.focusWidget() is field.field


@pytest.mark.parametrize(
    ("first", "final", "said"),
    [
        (None, None, ""),
        (OBSERVED[0], OBSERVED[1], ""),
        (dt.date(2025, 3, 2), dt.date(2025, 3, 1), "The first day is after the last one."),
        (None, dt.date(2024, 1, 1), "The history has only the days from 1 Jan 2025 to 22 Jul 2025."),
        (dt.date(2026, 1, 1), None, "The history has only the days from 1 Jan 2025 to 22 Jul 2025."),
        (
            dt.date(2024, 1, 1),
            dt.date(2026, 1, 1),
            "The history begins on 1 Jan 2025 and ends on 22 Jul 2025.",
        ),
        (None, dt.date(2026, 1, 1), "The history ends on 22 Jul 2025."),
    ],
)
def test_odd_dates_are_explained(first: dt.date | None, final: dt.date | None, said: str) -> None:
    assert dates_note(OBSERVED, first, final) == said
