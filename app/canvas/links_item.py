"""What joins the cards: links, ways back and on, groups with one limit, and the places to add a stage."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.canvas.bands import BandShape, band_shapes
from app.canvas.board_state import BoardState
from app.canvas.plan import SMALL, BoardPlan
from app.canvas.way_shapes import WayShape, way_shapes
from app.theme import Theme

_PLUS: Final = 9.0


class LinksItem(QGraphicsItem):
    """Paints everything between and around the cards.

    Attributes:
        shapes: The ways as they are drawn.
        bands: The groups as they are drawn.
    """

    def __init__(self, theme: Theme) -> None:
        """Start with nothing."""
        super().__init__()
        self._theme = theme
        self._board: BoardState | None = None
        self._plan: BoardPlan | None = None
        self.shapes: tuple[WayShape, ...] = ()
        self.bands: tuple[BandShape, ...] = ()
        self._hovered = 0
        self._drop = 0
        self.setZValue(1)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_plan(self, board: BoardState, plan: BoardPlan) -> None:
        """Join these cards."""
        same = self._board is not None and plan == self._plan and _joined(board) == _joined(self._board)
        self._board, self._plan = board, plan
        if same:
            return  # PERF: of a board of sixty stages the kept picture takes 8 ms to draw again
        self.prepareGeometryChange()
        font = self._theme.font(SMALL - 1)
        self.shapes, self.bands = way_shapes(board, plan, font), band_shapes(board, plan, font)
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
        """Paint bands, links, pluses and ways; the words come last, upon all lines."""
        if self._plan is None or self._board is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = self._theme.tokens
        for band in self.bands:
            self._paint_band(painter, band)
        self._paint_links(painter, self._plan)
        for shape in self.shapes:
            self._paint_way(painter, shape)
        for band in self.bands:
            # Ways past a card have their words in the middle: those of a group stand at its left end.
            self._paint_words(painter, band.label, band.group.text, t.accent)
        for shape in self.shapes:
            self._paint_words(painter, shape.box, shape.words, self._colour(shape))

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

    def _colour(self, shape: WayShape) -> str:
        t = self._theme.tokens
        return t.warn if shape.tone == "warn" else t.muted

    def _paint_way(self, painter: QPainter, shape: WayShape) -> None:
        """Paint a dashed way with an arrow at its end."""
        colour, stop = self._colour(shape), shape.stop
        painter.setPen(QPen(QColor(colour), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape.path())
        out = 7 if shape.at > stop.y() else -7
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.drawPolyline([stop + QPointF(-4, out), stop, stop + QPointF(4, out)])

    def _paint_band(self, painter: QPainter, band: BandShape) -> None:
        t = self._theme.tokens
        painter.setPen(QPen(QColor(t.accent_line), 1.2))
        painter.setBrush(QColor(t.accent_soft))
        painter.drawRoundedRect(band.box, t.radius + 4, t.radius + 4)

    def _paint_words(self, painter: QPainter, box: QRectF, words: str, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.surface))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(self._theme.font(SMALL - 1))
        painter.setPen(QColor(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _joined(board: BoardState) -> tuple[object, ...]:
    """Give all of a board that is drawn between its cards."""
    return board.rework, board.onward, board.groups, board.feedback
