"""How the board uses its room: scale, places of the cards, and a map where they are not all in sight."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF

from app.canvas.board_state import BoardState
from app.canvas.drawn import Drawn
from app.canvas.minimap import MAP_TALL, MiniMap
from app.canvas.plan import (
    BASE,
    SMALLEST,
    BoardPlan,
    least_height,
    least_width,
    plan_board,
    scale_for,
    smallest_high,
)
from app.canvas.selection import Selection
from app.canvas.spoken import map_marks
from app.canvas.surface import Surface
from app.theme import Theme


class BoardRoom:
    """Lays a board out in its view.

    Attributes:
        plan: Where everything lies.
        base_scale: The scale at which texts are read, before anybody zooms.
    """

    def __init__(self, surface: Surface, drawn: Drawn, theme: Theme) -> None:
        """Serve one view; ``drawn`` is what it shows."""
        self.plan = BoardPlan((), QRectF())
        self.base_scale = 1.0
        self._surface = surface
        self._drawn = drawn
        self._theme = theme
        self._map = MiniMap(theme, surface)
        self._map.hide()
        self._map.wanted.connect(self._go_to)
        surface.horizontalScrollBar().valueChanged.connect(self._show_seen)
        surface.verticalScrollBar().valueChanged.connect(self._show_seen)

    def lay_out(self, board: BoardState, factor: float) -> bool:
        """Put every card where it belongs, so many times as large as texts are read; false without cards."""
        surface, larger = self._surface, self._larger
        self._fit_height(board)
        if not board.cards:
            return False
        wide, tall = surface.viewport().width(), surface.viewport().height()
        scale = larger * scale_for(board, wide / larger, tall / larger, larger)
        self.base_scale = scale
        shown = scale * factor
        # Seen from afar, cards take all the height there is: their names stand upright in it.
        self.plan = plan_board(board, wide / scale, tall / min(shown, scale))
        surface.resetTransform()
        surface.scale(shown, shown)
        self._drawn.set_plan(board, self.plan, shown)
        self._place_map(board, factor)
        return True

    def show_map(self, board: BoardState, selection: Selection) -> None:
        """Mark on the map what is chosen and what holds the stream up."""
        live = {key: card.live for key, card in self._drawn.cards.items()}
        self._map.show_plan(self.plan, map_marks(board, selection, live))
        self._show_seen()

    @property
    def _larger(self) -> float:
        return self._theme.tokens.base / BASE

    def _place_map(self, board: BoardState, factor: float) -> None:
        surface = self._surface
        # By width alone: the map takes height, and must not come and go by that.
        least = SMALLEST * least_width(board) * self._larger
        needed = least > surface.viewport().width() + 0.5 or factor > 1
        surface.keep_below(MAP_TALL if needed else 0)
        self._map.setGeometry(6, surface.height() - MAP_TALL, surface.width() - 12, MAP_TALL - 2)
        self._map.setVisible(needed)

    def _show_seen(self, *_: object) -> None:
        surface = self._surface
        self._map.show_seen(surface.mapToScene(surface.viewport().rect()).boundingRect())

    def _go_to(self, share: float) -> None:
        surface = self._surface
        middle = surface.mapToScene(surface.viewport().rect()).boundingRect().center()
        surface.centerOn(QPointF(share * self.plan.room.width(), middle.y()))

    def _fit_height(self, board: BoardState) -> None:
        """Ask for the height of a board at its smallest: a lower view would cut every card."""
        least = smallest_high(self._larger) * least_height(board) * self._larger
        self._surface.setMinimumHeight(math.ceil(least) + MAP_TALL)
