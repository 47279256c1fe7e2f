"""Drags the borders of the bar of shares on the first card, or moves them with the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt

from app.canvas.board_state import BACKLOG
from app.canvas.intents import SetMix, Settle
from app.canvas.mix import bar_of, borders, moved

if TYPE_CHECKING:
    from app.canvas.port import Board

STEP: Final = 0.01
_NEAR: Final = 5.0


class MixTool:
    """Serves the board's tool with all that concerns the shares of what arrives."""

    def __init__(self, view: Board) -> None:
        """Serve one view."""
        self._view = view
        self._border = -1

    @property
    def is_dragging(self) -> bool:
        """Whether a border is in hand."""
        return self._border >= 0

    def border_at(self, at: QPointF) -> int:
        """Give the border at a point of the scene, -1 if there is none."""
        card = self._view.card(BACKLOG)
        if card is None or len(card.state.mix) < 2:
            return -1
        point = card.mapFromScene(at)
        bar = bar_of(card.width)
        if not bar.adjusted(-_NEAR, -3, _NEAR, 3).contains(point):
            return -1
        away = [abs(point.x() - x) for x in borders(bar, card.state.mix)]
        return away.index(min(away)) if min(away) <= _NEAR else -1

    def press(self, at: QPointF) -> bool:
        """Take the border there."""
        self._border = self.border_at(at)
        return self._border >= 0

    def move(self, at: QPointF) -> None:
        """Drag the border in hand."""
        card = self._view.card(BACKLOG)
        if card is None or not 0 <= self._border < len(card.state.mix) - 1:
            return
        bar = bar_of(card.width)
        by = (card.mapFromScene(at).x() - borders(bar, card.state.mix)[self._border]) / bar.width()
        self._shift(self._border, round(by, 2))

    def release(self) -> None:
        """Let go."""
        self._border = -1
        self._view.wanted.emit(Settle())

    def key(self, key: int, mods: Qt.KeyboardModifier) -> bool:
        """Up and down choose a border, Alt and arrows move it, while the first card is chosen."""
        card = self._view.card(BACKLOG)
        if card is None or self._view.selected != BACKLOG or len(card.state.mix) < 2:
            return False
        last = len(card.state.mix) - 2
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = 1 if key == Qt.Key.Key_Down else -1
            card.show_border((card.border + by) % (last + 1))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and mods & Qt.KeyboardModifier.AltModifier:
            card.show_border(max(card.border, 0))
            self._shift(min(card.border, last), STEP if key == Qt.Key.Key_Right else -STEP)
        else:
            return False
        return True

    def _shift(self, border: int, by: float) -> None:
        card = self._view.card(BACKLOG)
        assert card is not None
        new = moved(card.state.mix, border, by)
        if new != card.state.mix:
            self._view.wanted.emit(SetMix(new))
