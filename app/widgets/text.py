"""Labels by their role in the page."""

from __future__ import annotations

import re
from typing import Final, Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QStylePainter, QToolTip, QWidget

from app.widgets.marks import mark

Role = Literal["body", "strong", "title", "heading", "number", "unit", "muted", "caption"]

_TOGETHER: Final = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}|\d %|± \d")
"""A date, a percentage, half an interval: nothing that a line should end within."""


def unbroken(text: str) -> str:
    """Let lines not end between a figure and its sign, nor within a date."""
    return _TOGETHER.sub(lambda found: found.group().replace(" ", "\u00a0"), text)


def label(text: str, role: Role = "body", name: str = "", parent: QWidget | None = None) -> QLabel:
    """Make a label on one line."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(name)
    mark(made, role=role)
    return made


def paragraph(text: str, role: Role = "body", name: str = "", parent: QWidget | None = None) -> QLabel:
    """Make a label that breaks into lines."""
    made = label(text, role, name, parent)
    made.setWordWrap(True)
    return made


class ElidedLabel(QLabel):
    """A line that gives up its end, not its neighbours' room, where it is too long.

    Attributes:
        shorter: What it says instead of cutting the text, the longest first; none by default.
    """

    shorter: tuple[str, ...] = ()

    def say(self, text: str, *shorter: str) -> None:
        """Say a text, or the first of shorter ones that fits."""
        self.shorter = tuple(one for one in shorter if one)
        self.setText(text)
        self.updateGeometry()
        self.update()

    @property
    def shown(self) -> str:
        """What is written: all of the text, something shorter, or as much of the shortest as fits."""
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        texts = (self.text(), *self.shorter)
        fitting = next((one for one in texts if metrics.horizontalAdvance(one) <= room), "")
        return fitting or metrics.elidedText(texts[-1], Qt.TextElideMode.ElideRight, room)

    @property
    def is_cut(self) -> bool:
        """Whether not even the shortest text fits."""
        return self.shown not in (self.text(), *self.shorter)

    def minimumSizeHint(self) -> QSize:
        """Ask for a few letters, or for what must not be cut."""
        letters = self.fontMetrics()
        wide = min(letters.averageCharWidth() * 6, letters.horizontalAdvance(self.text()) + 1)
        if self.shorter:
            wide = letters.horizontalAdvance(self.shorter[-1]) + 1
        return QSize(wide, super().minimumSizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QStylePainter(self)
        self.style().drawItemText(
            painter, self.rect(), int(self.alignment()), self.palette(), self.isEnabled(), self.shown
        )

    def event(self, event: QEvent) -> bool:
        """Tell the whole text to the pointer where it is not written and no other tip is set."""
        if isinstance(event, QHelpEvent) and not self.toolTip() and self.shown != self.text():
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)


def line(parent: QWidget | None = None) -> QFrame:
    """Make a horizontal hairline."""
    made = QFrame(parent)
    mark(made, kind="line")
    return made
