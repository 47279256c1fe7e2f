"""Labels by their role in the page."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QStylePainter, QWidget

from app.widgets.marks import mark

Role = Literal["body", "title", "heading", "number", "unit", "muted", "caption"]


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
    """A line that gives up its end, not its neighbours' room, where it is too long."""

    def minimumSizeHint(self) -> QSize:
        """Ask for a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().minimumSizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QStylePainter(self)
        fitting = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.style().drawItemText(
            painter, self.rect(), int(self.alignment()), self.palette(), self.isEnabled(), fitting
        )


def line(parent: QWidget | None = None) -> QFrame:
    """Make a horizontal hairline."""
    made = QFrame(parent)
    mark(made, kind="line")
    return made
