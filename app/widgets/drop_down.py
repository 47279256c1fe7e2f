"""A button that opens a choice: its text, as far as it fits, and an arrow."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from app.theme import MEDIUM
from app.widgets.marks import mark

_ARROW_ROOM = 16
"""Width that the arrow takes from the text."""


class DropDown(QPushButton):
    """Paints what fits of its text, and an arrow at the right."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make a button called ``name`` for tests and styles."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAutoDefault(False)
        mark(self, kind="choices")

    def sizeHint(self) -> QSize:
        """Ask for the room of the text and the arrow."""
        wide = self.fontMetrics().horizontalAdvance(self.text()) + _ARROW_ROOM + 3 * MEDIUM
        return QSize(wide, super().sizeHint().height())

    def paintEvent(self, _: object) -> None:
        """Paint what fits of the text."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        room = inside.width() - _ARROW_ROOM
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.5))
        middle = QPointF(self.width() - 14.0, self.height() / 2)
        painter.drawPolyline([middle + QPointF(x, y) for x, y in ((-3.5, -2), (0, 1.5), (3.5, -2))])
