"""The calendar: each day with the chance of being done by its end."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.pages.forecast.state import DayChance
from app.theme import LIGHT, Theme, contrast
from app.widgets import date_text
from sim.forecast import chance_text

_WEEK: Final = 7
_HEAD: Final = 22
_GAP: Final = 3
_LEAST_ROW: Final = 34
_MOST_ROW: Final = 52
_NAMES: Final = ("M", "T", "W", "T", "F", "S", "S")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class ChanceCalendar(QWidget):
    """Weeks as rows, Monday first; the darker a day, the surer. Days that do not count stay pale."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show an empty calendar."""
        super().__init__(parent)
        self.setObjectName("forecast.months")
        self.setAccessibleName(self.tr("Chance of being done by each day"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._theme = theme
        self._fit()
        self._days: tuple[DayChance, ...] = ()
        self._middle: dt.date | None = None
        theme.changed.connect(self._fit)

    def show_days(self, days: tuple[DayChance, ...], middle: dt.date | None) -> None:
        """Show the days; where not all fit, the weeks around ``middle``."""
        self._days, self._middle = days, middle
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for six weeks."""
        return QSize(290, self._head + 6 * (self._least_row + _GAP))

    @property
    def _larger(self) -> float:
        return self._theme.tokens.base / LIGHT.base

    @property
    def _head(self) -> int:
        return round(_HEAD * self._larger)

    @property
    def _least_row(self) -> int:
        """The least height of a day: date and chance stand below each other."""
        return round(_LEAST_ROW * self._larger)

    def _fit(self) -> None:
        self.setMinimumHeight(self._head + 4 * (self._least_row + _GAP))
        self.updateGeometry()
        self.update()

    @property
    def weeks(self) -> tuple[dt.date, ...]:
        """The Mondays of the weeks in sight."""
        if not self._days:
            return ()
        first, last = _monday(self._days[0].date), _monday(self._days[-1].date)
        all_weeks = [first + dt.timedelta(weeks=n) for n in range((last - first).days // _WEEK + 1)]
        room = max(int((self.height() - self._head) // (self._least_row + _GAP)), 1)
        if len(all_weeks) <= room:
            return tuple(all_weeks)
        middle = all_weeks.index(_monday(self._middle)) if self._middle is not None else room // 2
        begin = min(max(middle - room // 2, 0), len(all_weeks) - room)
        return tuple(all_weeks[begin : begin + room])

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the weeks in sight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        painter.setFont(self._theme.font(tokens.small - 1))
        painter.setPen(QColor(tokens.muted))
        wide = self._column()
        for column, name in enumerate(_NAMES):
            painter.drawText(QRectF(column * wide, 0, wide, self._head), Qt.AlignmentFlag.AlignCenter, name)
        by_date = {day.date: day for day in self._days}
        for row, monday in enumerate(self.weeks):
            for column in range(_WEEK):
                date = monday + dt.timedelta(column)
                self._paint_day(painter, self._cell(row, column), date, by_date.get(date))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tell the day under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._text_at(event.pos().x(), event.pos().y()), self)
            return True
        return super().event(event)

    def _text_at(self, x: int, y: int) -> str:
        by_date = {day.date: day for day in self._days}
        for row, monday in enumerate(self.weeks):
            for column in range(_WEEK):
                if self._cell(row, column).contains(x, y):
                    date = monday + dt.timedelta(column)
                    day = by_date.get(date)
                    if day is None or day.chance is None:
                        return self.tr("{}: not counted").format(date_text(date))
                    return self.tr("done by {}: {}").format(date_text(date), chance_text(day.chance))
        return ""

    def _column(self) -> float:
        return self.width() / _WEEK

    def _cell(self, row: int, column: int) -> QRectF:
        count = max(len(self.weeks), 1)
        high = min((self.height() - self._head) / count - _GAP, _MOST_ROW * self._larger)
        return QRectF(
            column * self._column() + _GAP / 2,
            self._head + row * (high + _GAP),
            self._column() - _GAP,
            high,
        )

    def _paint_day(self, painter: QPainter, cell: QRectF, date: dt.date, day: DayChance | None) -> None:
        tokens = self._theme.tokens
        chance = None if day is None else day.chance
        ground = (
            QColor(tokens.sunken) if chance is None else _shade(tokens.accent_soft, tokens.accent, chance)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(cell, 4, 4)
        ink = (
            tokens.muted
            if chance is None
            else max((tokens.text, tokens.on_accent), key=lambda colour: contrast(colour, ground.name()))
        )
        painter.setPen(QColor(ink))
        painter.setFont(self._theme.font(tokens.small - 2))
        inside = cell.adjusted(3, 2, -3, -2)
        name = _MONTHS[date.month - 1] if date.day == 1 else str(date.day)
        painter.drawText(inside, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, name)
        if chance is None:
            return
        font = self._theme.font(tokens.small - 1)
        font.setBold(True)
        painter.setFont(font)
        text = fitting(chance_text(chance), inside.width(), QFontMetricsF(font))
        painter.drawText(inside, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, text)


def fitting(percent: str, width: float, metrics: QFontMetricsF) -> str:
    """Give a percentage without its sign where there is no room for that: never half a digit."""
    return percent if metrics.horizontalAdvance(percent) <= width else percent.rstrip(" %")


def _monday(date: dt.date) -> dt.date:
    return date - dt.timedelta(date.weekday())


def _shade(pale: str, deep: str, share: float) -> QColor:
    low, high = QColor(pale), QColor(deep)
    parts = (
        round(a + (b - a) * share)
        for a, b in zip(low.getRgb()[:3], high.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*parts)
