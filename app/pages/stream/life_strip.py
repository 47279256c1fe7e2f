"""An item's life as a strip: how long it waited, was worked on and stood still, stage by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme import Theme, Tokens
from sim.log import Doing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.metrics import ItemLife

_HIGH: Final = 18.0
_LOW: Final = {Doing.NEW: 0.35, Doing.WAITING: 0.35, Doing.FINISHED: 0.35, Doing.PUT_DOWN: 0.6}
"""What is lower than work: told by height, and not by colour alone."""

_PATTERNS: Final = {
    Doing.BLOCKED: Qt.BrushStyle.BDiagPattern,
    Doing.PUT_DOWN: Qt.BrushStyle.BDiagPattern,
    Doing.DOWN: Qt.BrushStyle.CrossPattern,
    Doing.CHANGEOVER: Qt.BrushStyle.VerPattern,
}
"""What work is held up by is hatched, each in its way."""


def colours_of(t: Tokens) -> dict[Doing, str]:
    """Give the colour of each doing."""
    return {
        Doing.NEW: t.waiting,
        Doing.WAITING: t.waiting,
        Doing.CHANGEOVER: t.warn,
        Doing.WORKING: t.active,
        Doing.BLOCKED: t.blocked,
        Doing.DOWN: t.text,
        Doing.PUT_DOWN: t.blocked,
        Doing.FINISHED: t.finished,
    }


class LifeStrip(QWidget):
    """Paints stretches of time side by side, with the names of the stages below.

    Attributes:
        boxes: What was painted last: a doing and its place, one for each stretch.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make an empty strip."""
        super().__init__(parent)
        self.setObjectName("item.strip")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._life: ItemLife | None = None
        self._names: Sequence[str] = ()
        self.boxes: list[tuple[Doing, QRectF]] = []

    def show_life(self, life: ItemLife, names: Sequence[str], spoken: str) -> None:
        """Show a life; ``names`` are those of the places of its visits."""
        self._life, self._names = life, tuple(names)
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the strip and a line of names."""
        return QSize(280, round(_HIGH) + self.fontMetrics().height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every stretch, then where stages begin."""
        painter = QPainter(self)
        self.boxes = []
        life = self._life
        if life is None or not life.visits:
            return
        first, last = life.visits[0].begin, life.visits[-1].end
        wide = self.width() / max(last - first, 1e-9)
        colours = colours_of(self._theme.tokens)
        for visit in life.visits:
            for each in visit.stretches:
                high = _HIGH * _LOW.get(each.doing, 1.0)
                box = QRectF((each.begin - first) * wide, _HIGH - high, max(each.length * wide, 1.0), high)
                self._paint_stretch(painter, box, each.doing, QColor(colours[each.doing]))
                self.boxes.append((each.doing, box))
        self._paint_names(painter, first, wide)

    def _paint_stretch(self, painter: QPainter, box: QRectF, doing: Doing, colour: QColor) -> None:
        if doing == Doing.FINISHED:  # an outline: it lies there, and nobody will do anything with it
            painter.setPen(QPen(colour, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0.75, 0.75, -0.75, -0.75))
            return
        if doing not in _PATTERNS:
            painter.fillRect(box, colour)
            return
        painter.fillRect(box, QColor(self._theme.tokens.bad_soft))
        painter.fillRect(box, QBrush(colour, _PATTERNS[doing]))

    def _paint_names(self, painter: QPainter, first: float, wide: float) -> None:
        assert self._life is not None
        t = self._theme.tokens
        font = self._theme.font(t.small - 1)
        painter.setFont(font)
        letters, free = QFontMetricsF(font), 0.0
        for visit, name in zip(self._life.visits, self._names, strict=True):
            left, right = (visit.begin - first) * wide, (visit.end - first) * wide
            painter.setPen(QPen(QColor(t.muted), 1.0))
            painter.drawLine(round(left), 0, round(left), round(_HIGH) + 3)
            needed = letters.horizontalAdvance(name)
            if left >= free and needed <= right - left - 3:
                painter.drawText(QRectF(left + 2, _HIGH + 2, needed + 2, letters.height()), name)
                free = left + needed + 6
