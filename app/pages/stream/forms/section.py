"""A part of a form that folds away: its name and what it says stay in sight."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.pages.stream.rows import Rows
from app.theme import SMALL, Theme

Tone = Literal["", "bad", "warn"]
_SAID: dict[Tone, str] = {
    "": "",
    "bad": "Something in it is at fault.",
    "warn": "Something in it needs care.",
}
_SIGNS: dict[Tone, str] = {"": "", "bad": "● ", "warn": "▲ "}
"""What stands before the name, so that colour alone does not tell it."""
_CHEVRON = 4.0


class SectionHeader(QAbstractButton):
    """The line that unfolds a section: a chevron, the name, and in short what is set there."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Make a header without texts."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self._title = ""
        self._summary = ""
        self._tone: Tone = ""

    def show_texts(self, title: str, summary: str, tone: Tone) -> None:
        """Show a name and a summary; the tone tells that something in the section must be mended."""
        self._title, self._summary, self._tone = title, summary, tone
        self.setText(title)
        spoken = f"{title}: {summary}" if summary else title
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(_SAID[tone])
        self.setToolTip("\n".join(part for part in (spoken, _SAID[tone]) if part))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(120, self._theme.tokens.base + 15)

    def minimumSizeHint(self) -> QSize:
        """Ask for one line, however narrow."""
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint hairline, chevron, name and summary."""
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(t.accent), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.selected))
            box = QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -1.5)
            painter.drawRoundedRect(box, t.radius - 2, t.radius - 2)
        self._paint_chevron(painter)
        self._paint_texts(painter)

    def _paint_chevron(self, painter: QPainter) -> None:
        middle, reach = QPointF(SMALL, self.height() / 2 + 0.5), _CHEVRON
        ends = ((-reach / 2, -reach), (reach / 2, 0.0), (-reach / 2, reach))
        if self.isChecked():
            ends = ((-reach, -reach / 2), (0.0, reach / 2), (reach, -reach / 2))
        painter.setPen(QPen(QColor(self._theme.tokens.muted), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([middle + QPointF(x, y) for x, y in ends])

    def _paint_texts(self, painter: QPainter) -> None:
        t = self._theme.tokens
        bold, plain = self._theme.font(t.base, QFont.Weight.DemiBold), self._theme.font(t.small)
        left, right = 2.0 * SMALL + 2, self.width() - 4.0
        title = _SIGNS[self._tone] + self._title
        wide = QFontMetricsF(bold).horizontalAdvance(title)
        painter.setFont(bold)
        toned = {"bad": t.bad, "warn": t.warn}
        painter.setPen(QColor(toned.get(self._tone, t.text)))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, 1, wide + 2, self.height() - 1), middle, title)
        room = right - left - wide - SMALL
        if self.isChecked() or room < 3 * t.base:
            return
        painter.setFont(plain)
        painter.setPen(QColor(toned.get(self._tone, t.muted)))
        fitted = QFontMetricsF(plain).elidedText(self._summary, Qt.TextElideMode.ElideRight, room)
        box = QRectF(right - room, 1, room, self.height() - 1)
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, fitted)


class Section(QWidget):
    """A header, and rows that are made when they are first seen.

    Attributes:
        header: The line that unfolds.
        rows: The rows; empty until they are made.

    Signals:
        toggled(bool): The person unfolded or folded it.
    """

    toggled = Signal(bool)

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        """Start folded."""
        super().__init__(parent)
        self.key = key
        self.header = SectionHeader(theme, f"inspector.section.{key}")
        self.rows = Rows()
        self.rows.setContentsMargins(0, 2, 0, SMALL)
        self.rows.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.rows)
        self.header.toggled.connect(self.rows.setVisible)
        self.header.clicked.connect(lambda: self.toggled.emit(self.header.isChecked()))

    def unfold(self) -> None:
        """Show the rows."""
        self.header.setChecked(True)

    def fold(self) -> None:
        """Hide the rows."""
        self.header.setChecked(False)
