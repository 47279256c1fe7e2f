"""What is in hand above the cards: the handle that draws a way, the way being drawn, what is chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.canvas.bands import BandShape
from app.canvas.plan import SMALL, BoardPlan
from app.canvas.way_shapes import WayShape, arc, ends_of
from app.theme import Theme

HANDLE: Final = 6.5
_NEAR: Final = 9.0
_OUT: Final = 20.0


@dataclass(frozen=True)
class Draft:
    """A way being drawn.

    Attributes:
        begin: Card it leaves.
        end: Card it would lead to, -1 while it leads nowhere.
        at: Where the pointer is.
        words: What it would be.
    """

    begin: int
    end: int
    at: QPointF
    words: str = ""


@dataclass(frozen=True)
class InHand:
    """Everything that is drawn above the cards.

    Attributes:
        handles: Cards that show the handle.
        draft: The way being drawn.
        way: The way that is chosen.
        band: The band that is chosen, as it would lie now.
    """

    handles: frozenset[int] = field(default_factory=frozenset)
    draft: Draft | None = None
    way: WayShape | None = None
    band: BandShape | None = None


def handle_of(plan: BoardPlan, card: int) -> QPointF:
    """Give where the handle of a card is: in the middle of its lower edge."""
    box = plan.cards[card].box
    return QPointF(box.center().x(), box.bottom())


def is_on_handle(plan: BoardPlan, card: int, point: QPointF) -> bool:
    """Say whether a point is on the handle of a card."""
    away = handle_of(plan, card) - point
    return abs(away.x()) <= _NEAR and abs(away.y()) <= _NEAR


class DraftItem(QGraphicsItem):
    """Paints what is in hand.

    Attributes:
        shown: What is painted now.
    """

    def __init__(self, theme: Theme) -> None:
        """Start with empty hands."""
        super().__init__()
        self.shown = InHand()
        self._theme = theme
        self._plan: BoardPlan | None = None
        self.setZValue(45)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def set_plan(self, plan: BoardPlan) -> None:
        """Take the places of the cards."""
        self.prepareGeometryChange()
        self._plan = plan

    def show_in_hand(self, shown: InHand) -> None:
        """Show something else."""
        if shown != self.shown:
            self.shown = shown
            self.update()

    def boundingRect(self) -> QRectF:
        """Cover the whole board."""
        return self._plan.room if self._plan is not None else QRectF()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the chosen band and way, the draft and the handles."""
        plan, shown = self._plan, self.shown
        if plan is None or not plan.cards:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shown.band is not None:
            self._paint_band(painter, shown.band)
        if shown.way is not None:
            self._paint_way(painter, shown.way)
        if shown.draft is not None:
            self._paint_draft(painter, plan, shown.draft)
        for card in shown.handles:
            if card < len(plan.cards):
                self._paint_handle(painter, handle_of(plan, card))

    def _paint_band(self, painter: QPainter, band: BandShape) -> None:
        t = self._theme.tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(t.accent), 2))
        painter.drawRoundedRect(band.box, t.radius + 4, t.radius + 4)
        painter.setBrush(QColor(t.surface))
        for x in (band.box.left(), band.box.right()):
            painter.drawRoundedRect(QRectF(x - 3, band.box.center().y() + 24, 6, 24), 3, 3)
        self._paint_words(painter, band.label, band.group.text)

    def _paint_way(self, painter: QPainter, way: WayShape) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.tokens.accent), 2.5))
        painter.drawPath(way.path())
        self._paint_arrow(painter, way.stop, way.at)
        self._paint_words(painter, way.box, way.words)

    def _paint_draft(self, painter: QPainter, plan: BoardPlan, draft: Draft) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        colour = QColor(self._theme.tokens.accent)
        if draft.end < 0:
            painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DotLine))
            path = QPainterPath(handle_of(plan, draft.begin))
            path.lineTo(draft.at)
            painter.drawPath(path)
            return
        painter.setPen(QPen(colour, 2, Qt.PenStyle.DashLine))
        start, stop = ends_of(plan, draft.begin, draft.end)
        out = start.y() + _OUT if draft.end <= draft.begin else max(start.y() - _OUT, 6.0)
        painter.drawPath(arc(start, stop, out))
        painter.setPen(QPen(colour, 2))
        self._paint_arrow(painter, stop, out)
        target = plan.cards[draft.end].box.adjusted(-2, -2, 2, 2)
        painter.drawRoundedRect(target, self._theme.tokens.radius + 2, self._theme.tokens.radius + 2)
        metrics = QFontMetricsF(self._theme.font(SMALL - 1))
        wide, tall = metrics.horizontalAdvance(draft.words) + 12, metrics.height() + 2
        middle = (start.x() + stop.x()) / 2
        box = QRectF(middle - wide / 2, max(out - tall / 2, 0.0), wide, tall)
        self._paint_words(painter, box, draft.words)

    def _paint_handle(self, painter: QPainter, at: QPointF) -> None:
        t = self._theme.tokens
        painter.setPen(QPen(QColor(t.surface), 1.5))
        painter.setBrush(QColor(t.accent))
        painter.drawEllipse(at, HANDLE, HANDLE)
        painter.setPen(QPen(QColor(t.on_accent), 1.4))
        for side in (-1, 1):
            tip = at + QPointF(3.6 * side, 0)
            inner = QPointF(-2.2 * side, 0)
            painter.drawPolyline([tip + inner + QPointF(0, -2.2), tip, tip + inner + QPointF(0, 2.2)])

    def _paint_arrow(self, painter: QPainter, stop: QPointF, at: float) -> None:
        out = 7 if at > stop.y() else -7
        painter.drawPolyline([stop + QPointF(-4, out), stop, stop + QPointF(4, out)])

    def _paint_words(self, painter: QPainter, box: QRectF, words: str) -> None:
        t = self._theme.tokens
        painter.setPen(QPen(QColor(t.accent), 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(self._theme.font(SMALL - 1))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
