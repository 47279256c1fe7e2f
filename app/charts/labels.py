"""Names beside marked lines, moved apart so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSimpleTextItem, QStyleOptionGraphicsItem, QWidget

from app.theme import Tokens

LINE_STYLES: Final = {
    50: Qt.PenStyle.SolidLine,
    70: Qt.PenStyle.DashLine,
    85: Qt.PenStyle.DashDotLine,
    95: Qt.PenStyle.DotLine,
}
_GAP: Final = 3.0


@dataclass(frozen=True)
class Mark:
    """A value worth a line: where, what it is called, and how the line is drawn."""

    at: float
    text: str
    style: Qt.PenStyle = Qt.PenStyle.DashLine


def spread(wanted: Sequence[float], size: float, room: float) -> tuple[float, ...]:
    """Place intervals of ``size`` as near to the wanted begins as they fit without overlap in 0..room.

    Where all of them together are longer than the room, they are stacked from 0 on.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [0.0] * len(wanted)
    at = 0.0
    for i in order:
        placed[i] = at = max(wanted[i], at)
        at += size
    limit = max(room, size * len(wanted))
    for i in reversed(order):
        placed[i] = limit = min(placed[i], limit - size)
    return tuple(placed)


def rows_for(begins: Sequence[float], widths: Sequence[float]) -> tuple[int, ...]:
    """Give each interval the first row in which it covers no earlier one."""
    ends: list[float] = []
    rows = [0] * len(begins)
    for i in sorted(range(len(begins)), key=lambda i: begins[i]):
        row = next((r for r, end in enumerate(ends) if end <= begins[i]), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = begins[i] + widths[i]
        rows[i] = row
    return tuple(rows)


class Tag(QGraphicsSimpleTextItem):
    """A word on a ground that lets what lies behind shine through a little."""

    def __init__(self, text: str, tokens: Tokens, font: QFont, parent: QGraphicsItem) -> None:
        super().__init__(text, parent)
        self._ground = QColor(tokens.surface)
        self._ground.setAlpha(205)
        self.setFont(font)
        self.setBrush(QColor(tokens.text))
        self.setZValue(20)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint ground and word."""
        painter.fillRect(self.boundingRect(), self._ground)
        super().paint(painter, option, widget)  # type: ignore[arg-type]


class MarkedLines:
    """Horizontal or vertical lines over a plot, each with a name that stays in view.

    Attributes:
        marks: The lines shown.
    """

    def __init__(self, view: pg.ViewBox, way: Literal["across", "up"]) -> None:
        self.marks: tuple[Mark, ...] = ()
        self._view = view
        self._way = way
        self._lines: list[pg.InfiniteLine] = []
        self._texts: list[Tag] = []
        view.sigRangeChanged.connect(lambda *_: self._place())
        view.sigResized.connect(lambda *_: self._place())

    def show_marks(self, marks: Sequence[Mark], tokens: Tokens, font: QFont) -> None:
        """Draw these lines instead of the earlier ones."""
        for item in (*self._lines, *self._texts):
            item.setParentItem(None)
            if item.scene() is not None:
                item.scene().removeItem(item)
        self.marks = tuple(marks)
        self._lines = [self._line(mark, tokens) for mark in self.marks]
        self._texts = [Tag(mark.text, tokens, font, self._view) for mark in self.marks]
        self._place()

    def label_boxes(self) -> tuple[tuple[float, float, float, float], ...]:
        """Give left, top, width, height of each shown name, in the view's pixels."""
        boxes = ((text.pos(), text.boundingRect()) for text in self._texts if text.isVisible())
        return tuple((at.x(), at.y(), box.width(), box.height()) for at, box in boxes)

    def _line(self, mark: Mark, tokens: Tokens) -> pg.InfiniteLine:
        angle = 0 if self._way == "across" else 90
        line = pg.InfiniteLine(mark.at, angle, pg.mkPen(tokens.muted, width=1.2, style=mark.style))
        line.setZValue(8)
        self._view.addItem(line, ignoreBounds=True)
        return line

    def _place(self) -> None:
        if self._texts:
            (self._place_across if self._way == "across" else self._place_up)()

    def _place_across(self) -> None:
        room = self._view.boundingRect()
        height = self._texts[0].boundingRect().height()
        lines = [self._view.mapFromView(QPointF(0.0, mark.at)).y() for mark in self.marks]
        tops = spread([y - height for y in lines], height, room.height())
        for text, top, y in zip(self._texts, tops, lines, strict=True):
            text.setVisible(-1 <= y <= room.height() + 1)
            text.setPos(room.width() - text.boundingRect().width() - _GAP, top)

    def _place_up(self) -> None:
        room = self._view.boundingRect()
        lines = [self._view.mapFromView(QPointF(mark.at, 0.0)).x() for mark in self.marks]
        widths = [text.boundingRect().width() + 2 * _GAP for text in self._texts]
        lefts = [min(x + _GAP, room.width() - w) for x, w in zip(lines, widths, strict=True)]
        rows = rows_for(lefts, widths)
        for text, left, row, x in zip(self._texts, lefts, rows, lines, strict=True):
            text.setVisible(-1 <= x <= room.width() + 1)
            text.setPos(left, row * text.boundingRect().height())
