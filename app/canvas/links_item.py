"""What joins the cards: links, ways back and on, groups with one limit, and the places to add a stage."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.canvas.board_state import BoardState, GroupState
from app.canvas.plan import OFF_CENTRE, SMALL, BoardPlan
from app.canvas.ways import WayState, levels
from app.theme import Theme

_PLUS: Final = 9.0


class LinksItem(QGraphicsItem):
    """Paints everything between and around the cards."""

    def __init__(self, theme: Theme) -> None:
        """Start with nothing."""
        super().__init__()
        self._theme = theme
        self._board: BoardState | None = None
        self._plan: BoardPlan | None = None
        self._hovered = 0
        self._drop = 0
        self.setZValue(1)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_plan(self, board: BoardState, plan: BoardPlan) -> None:
        """Join these cards."""
        self.prepareGeometryChange()
        self._board, self._plan = board, plan
        self.draw_anew()

    def draw_anew(self) -> None:
        """Throw the kept picture away; `update` leaves parts of it where the board is wider than its view."""
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def hover(self, gap: int) -> None:
        """Bring out the place to add before card ``gap``; 0 is none."""
        if gap != self._hovered:
            self._hovered = gap
            self.draw_anew()

    def mark_drop(self, gap: int) -> None:
        """Show that a dragged card would land before card ``gap``; 0 is nowhere."""
        if gap != self._drop:
            self._drop = gap
            self.draw_anew()

    def gap_at(self, point: QPointF) -> int:
        """Give the card before which the plus at a scene point would add one; 0 if there is no plus."""
        if self._plan is None:
            return 0
        for index in range(1, len(self._plan.cards)):
            away = self._plan.gap(index) - point
            if abs(away.x()) <= _PLUS + 3 and abs(away.y()) <= _PLUS + 3:
                return index
        return 0

    def boundingRect(self) -> QRectF:
        """Cover the whole board."""
        return self._plan.room if self._plan is not None else QRectF()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint groups, links, ways back and pluses."""
        if self._plan is None or self._board is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for group in self._board.groups:
            self._paint_group(painter, self._plan, group)
        self._paint_links(painter, self._plan)
        for level, way in zip(levels(self._board.rework), self._board.rework, strict=True):
            self._paint_rework(painter, self._plan, way, level)
        for level, way in zip(levels(self._board.onward), self._board.onward, strict=True):
            self._paint_onward(painter, self._plan, way, level)
        if self._board.feedback:
            self._paint_feedback(painter, self._plan, self._board.feedback)

    def _paint_links(self, painter: QPainter, plan: BoardPlan) -> None:
        t = self._theme.tokens
        for index in range(1, len(plan.cards)):
            painter.setPen(QPen(QColor(t.control_line), 1.5))
            painter.drawLine(plan.exit(index - 1), plan.entry(index))
            if index == self._drop:
                self._paint_drop(painter, plan, index)
            middle, lit = plan.gap(index), index == self._hovered
            painter.setPen(QPen(QColor(t.accent if lit else t.control_line), 1.2))
            painter.setBrush(QColor(t.accent if lit else t.surface))
            painter.drawEllipse(middle, _PLUS, _PLUS)
            painter.setPen(QPen(QColor(t.on_accent if lit else t.muted), 1.5))
            painter.drawLine(middle - QPointF(4, 0), middle + QPointF(4, 0))
            painter.drawLine(middle - QPointF(0, 4), middle + QPointF(0, 4))

    def _paint_drop(self, painter: QPainter, plan: BoardPlan, index: int) -> None:
        x, box = plan.gap(index).x(), plan.cards[index].box
        painter.save()
        painter.setPen(QPen(QColor(self._theme.tokens.accent), 3))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        painter.restore()

    def _paint_rework(self, painter: QPainter, plan: BoardPlan, way: WayState, level: int) -> None:
        begin, end = plan.cards[way.begin].box, plan.cards[way.end].box
        off = -OFF_CENTRE if way.begin != way.end else OFF_CENTRE
        start = QPointF(begin.center().x() + off, begin.bottom() + 1)
        stop = QPointF(end.center().x() - off, end.bottom() + 1)
        self._paint_way(painter, (start, stop), plan.low(level), self._theme.tokens.warn, way.text)

    def _paint_onward(self, painter: QPainter, plan: BoardPlan, way: WayState, level: int) -> None:
        """Paint the way of those who pass a card by, above it."""
        begin, end = plan.cards[way.begin].box, plan.cards[way.end].box
        start = QPointF(begin.center().x() + OFF_CENTRE, begin.top() - 1)
        stop = QPointF(end.center().x() - OFF_CENTRE, end.top() - 1)
        self._paint_way(painter, (start, stop), plan.high(level), self._theme.tokens.muted, way.text)

    def _paint_feedback(self, painter: QPainter, plan: BoardPlan, words: str) -> None:
        """Paint the way round from what is done to the backlog, below everything."""
        begin, end = plan.cards[-1].box, plan.cards[0].box
        start, stop = (
            QPointF(begin.center().x(), begin.bottom() + 1),
            QPointF(end.center().x(), end.bottom() + 1),
        )
        self._paint_way(painter, (start, stop), plan.lowest(), self._theme.tokens.muted, words)

    def _paint_way(
        self, painter: QPainter, ends: tuple[QPointF, QPointF], at: float, colour: str, words: str
    ) -> None:
        """Paint a dashed way from one end to the other that runs at a height, with an arrow and its words."""
        start, stop = ends
        painter.setPen(QPen(QColor(colour), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_arc(start, stop, at))
        out = 7 if at > stop.y() else -7
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.drawPolyline([stop + QPointF(-4, out), stop, stop + QPointF(4, out)])
        metrics = QFontMetricsF(self._theme.font(SMALL - 1))
        room = max(abs(stop.x() - start.x()) - 34, 60.0)
        fitted = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        self._paint_words(painter, QPointF((start.x() + stop.x()) / 2, at), fitted, colour)

    def _paint_group(self, painter: QPainter, plan: BoardPlan, group: GroupState) -> None:
        t = self._theme.tokens
        box = plan.cards[group.first].box.united(plan.cards[group.last].box).adjusted(-7, -8, 7, 8)
        painter.setPen(QPen(QColor(t.accent_line), 1.2))
        painter.setBrush(QColor(t.accent_soft))
        painter.drawRoundedRect(box, t.radius + 4, t.radius + 4)
        wide = QFontMetricsF(self._theme.font(SMALL - 1)).horizontalAdvance(group.text) + 10
        # Ways past a card have their words in the middle: those of a group stand at its left end.
        self._paint_words(painter, QPointF(box.left() + 14 + wide / 2, box.top()), group.text, t.accent)

    def _paint_words(self, painter: QPainter, middle: QPointF, words: str, colour: str) -> None:
        t = self._theme.tokens
        font = self._theme.font(SMALL - 1)
        metrics = QFontMetricsF(font)
        wide, tall = metrics.horizontalAdvance(words) + 10, metrics.height()
        # Nothing stands above the board's own edge.
        box = QRectF(middle.x() - wide / 2, max(middle.y() - tall / 2, 0.0), wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _arc(start: QPointF, stop: QPointF, at: float) -> QPainterPath:
    turn = min(16.0, abs(stop.x() - start.x()) / 2)
    side = turn if stop.x() > start.x() else -turn
    path = QPainterPath(start)
    path.quadTo(QPointF(start.x(), at), QPointF(start.x() + side, at))
    path.lineTo(QPointF(stop.x() - side, at))
    path.quadTo(QPointF(stop.x(), at), stop)
    return path
