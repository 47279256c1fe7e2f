"""A date to be typed or picked, and the button that opens a choice."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.theme import Theme
from app.widgets import DayField, DropDown

FIRST = dt.date(2025, 3, 3)

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
"""The offscreen plugin says so of every calendar that opens."""


@pytest.fixture
def field(theme: Theme, qtbot: QtBot) -> DayField:
    made = DayField(theme, "trip.first", "First day", "any day")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def told(field: DayField) -> list[object]:
    dates: list[object] = []
    field.edited.connect(dates.append)
    return dates


def test_it_begins_without_a_date_and_shows_one_without_telling(field: DayField, told: list[object]) -> None:
    assert field.field.text() == "any day"
    field.show_date(FIRST)
    assert field.field.text() == "Mon 3 Mar 2025"
    field.show_date(None)
    assert field.field.text() == "any day"
    assert told == []


@pytest.mark.parametrize("typed", ["2025-03-03", "3.3.2025", "3 Mar 2025", "Mon 3 Mar 2025"])
def test_a_date_is_typed(field: DayField, told: list[object], qtbot: QtBot, typed: str) -> None:
    field.field.clear()
    qtbot.keyClicks(field.field, typed)
    qtbot.keyClick(field.field, Qt.Key.Key_Return)
    assert told == [FIRST]


def test_a_date_is_picked_and_the_same_one_tells_nothing(
    field: DayField, told: list[object], qtbot: QtBot
) -> None:
    field.show_date(FIRST)
    qtbot.mouseClick(field.button, Qt.MouseButton.LeftButton)
    assert field.calendar.isVisible()
    assert field.calendar.selectedDate() == QDate(2025, 3, 3)
    qtbot.keyClick(field.calendar, Qt.Key.Key_Return)
    field.calendar.clicked.emit(QDate(2025, 3, 3))
    assert told == []
    assert not field.calendar.isVisible()
    field.open()
    field.calendar.clicked.emit(QDate(2025, 3, 9))
    assert told == [dt.date(2025, 3, 9)]
    assert field.field.text() == "Sun 9 Mar 2025"


@pytest.mark.parametrize(
    ("key", "modifier", "opens"),
    [
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier, True),
        (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, False),
    ],
)
def test_keys_of_a_choice_open_the_calendar(
    field: DayField, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, *, opens: bool
) -> None:
    qtbot.keyClick(field.field, key, modifier)
    assert field.calendar.isVisible() == opens


def test_the_calendar_offers_some_days_and_others_can_be_typed(
    field: DayField, told: list[object], qtbot: QtBot
) -> None:
    field.offer(FIRST, dt.date(2025, 3, 20))
    assert field.calendar.minimumDate() == QDate(2025, 3, 3)
    assert field.calendar.maximumDate() == QDate(2025, 3, 20)
    field.field.clear()
    qtbot.keyClicks(field.field, "2030-01-01")
    qtbot.keyClick(field.field, Qt.Key.Key_Return)
    assert told == [dt.date(2030, 1, 1)]


def test_its_parts_have_names_for_screen_readers(field: DayField) -> None:
    names = (field.field, field.button, field.calendar)
    assert [one.accessibleName() for one in names] == ["First day", "First day: calendar", "First day"]
    assert field.button.toolTip() == "Choose from a calendar (Alt+Down)"


def test_it_follows_the_theme_and_the_size_of_text(field: DayField, theme: Theme) -> None:
    small = field.field.width()
    weekend = Qt.DayOfWeek.Sunday
    assert field.calendar.weekdayTextFormat(weekend).foreground().color() == theme.colour("text")
    arrow = field.calendar.findChild(QToolButton, "qt_calendar_nextmonth")
    assert arrow is not None
    before = arrow.icon().cacheKey()
    theme.choose("dark")
    theme.choose_text_size(150)
    assert field.field.width() > small * 1.3
    assert field.calendar.weekdayTextFormat(weekend).foreground().color() == theme.colour("text")
    assert arrow.icon().cacheKey() != before
    theme.choose_text_size(100)


def test_a_drop_down_asks_for_its_text_and_an_arrow(theme: Theme, qtbot: QtBot) -> None:
    button = DropDown("choice")
    qtbot.addWidget(button)
    button.setText("Team: Payments")
    words = button.fontMetrics().horizontalAdvance(button.text())
    assert words + 16 < button.sizeHint().width() < words + 70
    assert button.objectName() == "choice"
    button.resize(button.sizeHint())
    button.show()
    image = button.grab().toImage()
    ground = image.pixelColor(QPoint(image.width() - 24, image.height() // 2))
    drawn = {
        image.pixelColor(image.width() - 14 + x, image.height() // 2 + y).name()
        for x in range(-4, 5)
        for y in range(-3, 4)
    }
    assert ground == QColor(theme.tokens.sunken)
    assert len(drawn) > 2, "the arrow"


def test_a_drop_down_with_too_little_room_ends_its_text_before_the_arrow(theme: Theme, qtbot: QtBot) -> None:
    long = DropDown("long")
    qtbot.addWidget(long)
    long.setText("Team: Payments and refunds and more")
    long.resize(120, 30)
    long.show()
    image = long.grab().toImage()
    ground = QColor(theme.tokens.sunken)
    inked = [
        x
        for x in range(4, image.width() - 4)
        if any(image.pixelColor(x, y) != ground for y in range(6, image.height() - 6))
    ]
    arrow = [x for x in inked if x > 100]
    assert min(arrow) == pytest.approx(102, abs=1)
    assert max(arrow) == pytest.approx(110, abs=1)
    assert max(x for x in inked if x <= 100) < 98
