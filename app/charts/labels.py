"""Names beside marked lines, moved apart so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsSimpleTextItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from app.theme import Tokens

LINE_STYLES: Final = {
    50: Qt.PenStyle.SolidLine,
    70: Qt.PenStyle.DashLine,
    85: Qt.PenStyle.DashDotLine,
    95: Qt.PenStyle.DotLine,
}
_GAP: Final = 3.0
_MARK, _BESIDE = 6.0, 8.0
"""Half the width of a mark, and how far beside its middle its name stands."""
_ABOVE, _RIGHT = 4.0, 14.0
"""Room that is kept anyway: half of a figure at the end of an axis stands outside the plot."""
_MOST_BESIDE, _MOST_ABOVE = 0.24, 0.2
"""Shares of the picture that names may take beside the plot and above it."""


@dataclass(frozen=True)
class Mark:
    """A value worth a line: where, what it is called, how it is drawn, and shorter words, longest first."""

    at: float
    text: str
    style: Qt.PenStyle = Qt.PenStyle.DashLine
    shorter: tuple[str, ...] = ()


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


def clear_places(
    marks: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    room: tuple[float, float],
    bars: Sequence[QRectF] = (),
) -> tuple[tuple[float, float], ...]:
    """Give each mark's name a place beside it that covers no mark and no name placed before.

    Args:
        marks: Where the marks are.
        sizes: Width and height of each name.
        room: Width and height of the picture.
        bars: What names cross only where there is no other place for them.

    Returns:
        Left and top of each name. Where every place beside a mark is taken, its name stands where it
        covers least.
    """
    taken = [QRectF(x - _MARK, y - _MARK, 2 * _MARK, 2 * _MARK) for x, y in marks]
    whole = QRectF(0.0, 0.0, *room)
    placed = []
    for (x, y), (wide, high) in zip(marks, sizes, strict=True):
        right, left = x + _BESIDE, x - _BESIDE - wide
        tops = [y - high - 2, y + 2, y - 2 * high, y + high, y - 3 * high, y + 2 * high]
        places = [QRectF(at, top, wide, high) for top in tops for at in (right, left)]
        inside = [place for place in places if whole.contains(place)]
        free = [place for place in inside if not any(place.intersects(one) for one in taken)]
        first = QRectF(min(max(right, 0.0), max(room[0] - wide, 0.0)), max(y - high - 2, 0.0), wide, high)
        clear = [place for place in free if not any(place.intersects(bar) for bar in bars)]
        crowded = min(inside, key=lambda place: _covered(place, taken), default=first)
        best = next(iter(clear or free), crowded)
        taken.append(best)
        placed.append((best.left(), best.top()))
    return tuple(placed)


def _covered(place: QRectF, taken: Sequence[QRectF]) -> float:
    """Measure how much a place covers of those taken."""
    common = (place.intersected(one) for one in taken)
    return sum(one.width() * one.height() for one in common)


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
    """Horizontal or vertical lines over a plot, each with a name that stays in sight.

    Names stand beside the plot where the room allows it, so that they cover nothing that is drawn: those of
    horizontal lines right of it, those of vertical lines above it, each with a leader to its line.

    Attributes:
        marks: The lines shown.
    """

    def __init__(self, view: pg.ViewBox, way: Literal["across", "up"]) -> None:
        self.marks: tuple[Mark, ...] = ()
        self._view = view
        self._around = view.parentItem()
        self._way = way
        self._lines: list[pg.InfiniteLine] = []
        self._texts: list[Tag] = []
        self._leaders: list[QGraphicsLineItem] = []
        self._high = 1.0
        view.sigRangeChanged.connect(lambda *_: self._place())
        view.sigResized.connect(lambda *_: self._place())

    def show_marks(self, marks: Sequence[Mark], tokens: Tokens, font: QFont) -> None:
        """Draw these lines instead of the earlier ones."""
        for item in (*self._lines, *self._texts, *self._leaders):
            item.setParentItem(None)
            if item.scene() is not None:
                item.scene().removeItem(item)
        self.marks = tuple(marks)
        self._lines = [self._line(mark, tokens) for mark in self.marks]
        self._texts = [Tag(mark.text, tokens, font, self._around) for mark in self.marks]
        self._leaders = [self._leader(mark, tokens) for mark in self.marks if self._way == "up"]
        self._high = QFontMetricsF(font).height()
        self._place()

    def label_boxes(self) -> tuple[tuple[float, float, float, float], ...]:
        """Give left, top, width, height of each shown name, in the view's pixels."""
        boxes = ((text.pos() - self._view.pos(), text.boundingRect()) for text in self.names())
        return tuple((at.x(), at.y(), box.width(), box.height()) for at, box in boxes)

    def names(self) -> tuple[Tag, ...]:
        """Give the names that are shown."""
        return tuple(text for text in self._texts if text.isVisible() and text.text())

    def _line(self, mark: Mark, tokens: Tokens) -> pg.InfiniteLine:
        angle = 0 if self._way == "across" else 90
        line = pg.InfiniteLine(mark.at, angle, pg.mkPen(tokens.muted, width=1.2, style=mark.style))
        line.setZValue(8)
        self._view.addItem(line, ignoreBounds=True)
        return line

    def _leader(self, mark: Mark, tokens: Tokens) -> QGraphicsLineItem:
        leader = QGraphicsLineItem(self._around)
        leader.setPen(pg.mkPen(tokens.muted, width=1.2, style=mark.style))
        leader.setZValue(18)
        return leader

    def _place(self) -> None:
        if self._way == "across":
            self._place_across()
        else:
            self._place_up()

    def _place_across(self) -> None:
        widest = max((text.boundingRect().width() for text in self._texts if text.text()), default=0.0)
        beside = widest + _GAP <= self._around.size().width() * _MOST_BESIDE
        self._keep(right=widest + _GAP if beside else 0.0)
        if not self._texts:
            return
        room, corner = self._view.boundingRect(), self._view.pos()
        height = self._high
        lines = [self._view.mapFromView(QPointF(0.0, mark.at)).y() for mark in self.marks]
        # Beside the plot a name stands at the height of its line, within the plot above it.
        raised = height / 2 if beside else height
        tops = spread([y - raised for y in lines], height, room.height())
        for text, top, y in zip(self._texts, tops, lines, strict=True):
            text.setVisible(-1 <= y <= room.height() + 1)
            left = room.width() + _GAP if beside else room.width() - text.boundingRect().width() - _GAP
            text.setPos(
                QPointF((corner + QPointF(left, top)).toPoint())
            )  # whole pixels: crisp, and always alike

    def _place_up(self) -> None:
        room, corner = self._view.boundingRect(), self._view.pos()
        lines = [self._view.mapFromView(QPointF(mark.at, 0.0)).x() for mark in self.marks]
        seen = [-1 <= x <= room.width() + 1 for x in lines]
        high = self._high
        most = max(1, int(self._around.size().height() * _MOST_ABOVE / high))
        lefts, rows = self._rows(lines, seen, most)
        above = len(set(rows)) * high if any(text.text() for text in self._texts) else 0.0
        inside = above > most * high
        self._keep(above=0.0 if inside else above)
        top = 0.0 if inside else -above
        for text, leader, left, row, x, is_seen in zip(
            self._texts, self._leaders, lefts, rows, lines, seen, strict=True
        ):
            text.setVisible(is_seen)
            text.setPos(corner + QPointF(left, top + row * high))
            leader.setVisible(is_seen and bool(text.text()) and not inside)
            begin, end = corner + QPointF(x, top + row * high), corner + QPointF(x, 0.0)
            leader.setLine(begin.x(), begin.y(), end.x(), end.y())

    def _rows(
        self, lines: Sequence[float], seen: Sequence[object], most: int
    ) -> tuple[list[float], list[int]]:
        """Set the longest words that need no more rows than there may be; the left ends and rows of each."""
        room = self._view.boundingRect().width()
        lefts, rows = list(lines), [0] * len(lines)
        for form in range(1 + max((len(mark.shorter) for mark in self.marks), default=0)):
            for text, mark in zip(self._texts, self.marks, strict=True):
                text.setText((mark.text, *mark.shorter)[min(form, len(mark.shorter))])
            widths = [
                text.boundingRect().width() + 2 * _GAP if there and text.text() else 0.0
                for text, there in zip(self._texts, seen, strict=True)
            ]
            # Above the plot there is room to the right of it as well.
            lefts = [min(x + _GAP, room + _GAP - w) for x, w in zip(lines, widths, strict=True)]
            rows = list(rows_for(lefts, widths))
            if max(rows, default=0) < most and all(w <= room for w in widths):
                break
        return lefts, rows

    def _keep(self, *, right: float | None = None, above: float | None = None) -> None:
        """Keep room beside the plot, or above it."""
        before = self._around.getContentsMargins()
        after = (
            before[0],
            before[1] if above is None else max(above + 1, _ABOVE),
            before[2] if right is None else max(right, _RIGHT),
            before[3],
        )
        if after != before:
            self._around.setContentsMargins(*after)
