"""A date to be typed, or chosen from a calendar."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.theme import TINY, Theme
from app.widgets.date_field import DateField, date_text
from app.widgets.marks import mark

_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
_LONGEST = dt.date(2026, 9, 30)
"""A Wednesday with two digits: as wide as dates are."""


class DayField(QWidget):
    """A `DateField` with a calendar beside it; Alt+Down or F4 opens the calendar.

    Attributes:
        field: The line to type in.
        button: Opens the calendar.
        calendar: The calendar, in a window of its own while it is open.

    Signals:
        edited(object): The person entered another date, or None.
    """

    edited = Signal(object)

    def __init__(self, theme: Theme, name: str, spoken: str, none_text: str) -> None:
        """Make a field without a date; ``none_text`` stands for no date."""
        super().__init__()
        self._theme = theme
        self.field = DateField(None, name, spoken, none_text=none_text)
        self.field.edited.connect(self.edited)
        self.button = QToolButton()
        self.button.setObjectName(f"{name}.open")
        self.button.setAccessibleName(self.tr("{}: calendar").format(spoken))
        self.button.setToolTip(self.tr("Choose from a calendar (Alt+Down)"))
        self.button.clicked.connect(self.open)
        self._window = QFrame(self)
        self._window.setWindowFlags(Qt.WindowType.Popup)
        mark(self._window, kind="card")
        self.calendar = QCalendarWidget()
        self.calendar.setObjectName(f"{name}.calendar")
        self.calendar.setAccessibleName(spoken)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.activated.connect(self._take)
        self.calendar.clicked.connect(self._take)
        inside = QVBoxLayout(self._window)
        inside.setContentsMargins(TINY, TINY, TINY, TINY)
        inside.addWidget(self.calendar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TINY)
        row.addWidget(self.field)
        row.addWidget(self.button)
        theme.changed.connect(self._dress)
        self._dress()

    def show_date(self, date: dt.date | None) -> None:
        """Show a date without telling."""
        self.field.follow(date)

    def offer(self, first: dt.date, final: dt.date) -> None:
        """Let the calendar offer the days from one to another; others can be typed."""
        self.calendar.setDateRange(_qdate(first), _qdate(final))

    def open(self) -> None:
        """Open the calendar at the date shown."""
        date = self.field.value
        if date is not None:
            self.calendar.setSelectedDate(_qdate(date))
        self._window.adjustSize()
        self._window.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._window.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar by the keys of a choice."""
        is_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if is_down or event.key() == Qt.Key.Key_F4:
            self.open()
        else:
            super().keyPressEvent(event)

    def _take(self, chosen: QDate) -> None:
        self._window.close()
        date = chosen.toPython()
        assert isinstance(date, dt.date)
        if date != self.field.value:
            self.field.show_value(date)
            self.edited.emit(date)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _dress(self) -> None:
        base = self._theme.tokens.base
        words = QFontMetrics(self._theme.font(base)).horizontalAdvance(date_text(_LONGEST))
        self.field.setFixedWidth(words + 3 * base)
        self.button.setIcon(self._theme.icon("calendar"))
        self.calendar.setMinimumSize(base * 23, base * 18)
        plain = QTextCharFormat()
        plain.setForeground(self._theme.colour("text"))
        for day in _WEEKEND:  # else red, whatever the theme
            self.calendar.setWeekdayTextFormat(day, plain)
        for name, icon in (("prev", "chevron-left"), ("next", "chevron-right")):
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}month")
            if button is not None:
                button.setIcon(self._theme.icon(icon))


def _qdate(date: dt.date) -> QDate:
    return QDate(date.year, date.month, date.day)
