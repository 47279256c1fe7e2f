"""How much of the board is in sight: zoom, pan and fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from app.canvas.port import Board

STEP: Final = 1.2
MOST: Final = 3.0
LEAST: Final = 0.05
_ABOUT: Final = 1.001


class Sight:
    """Zooms and pans a board; 1 is the size at which its texts are made to be read.

    Attributes:
        factor: How much larger or smaller than that it is shown.
        keeps_whole: Whether the whole was brought into sight, and stays so however large board and view are.
    """

    def __init__(self, view: Board) -> None:
        """Serve one view."""
        self.factor = 1.0
        self.keeps_whole = False
        self._view = view

    def whole(self) -> float:
        """Give the factor at which the whole board is in sight."""
        room, seen, base = self._view.plan.room, self._view.viewport().width(), self._view.base_scale
        return 1.0 if room.width() <= 0 else min(1.0, max(seen / (room.width() * base), LEAST))

    def toggle_whole(self) -> None:
        """Bring the whole board into sight, or back to the size in which it is read."""
        whole = self.whole()
        shown = abs(self.factor - 1.0) < 1e-9 and whole < 1.0
        self.zoom_to(whole if shown or (self.factor > 1.0 and whole < 1.0) else 1.0)

    def zoom_by(self, steps: float, at: QPointF | None = None) -> None:
        """Show the board larger (above 0) or smaller, and keep a point of the view where it is."""
        self.zoom_to(self.factor * STEP**steps, at)

    def zoom_to(self, factor: float, at: QPointF | None = None) -> None:
        """Show the board at a factor."""
        view = self._view
        spot = QPointF(view.viewport().rect().center()) if at is None else at
        kept = view.mapToScene(spot.toPoint())
        self.factor = min(max(factor, min(self.whole(), 1.0)), MOST)
        if abs(self.factor - 1.0) < 0.02:
            self.factor = 1.0
        self.keeps_whole = self.factor < 1.0 and self.factor <= self.whole()
        view.lay_out_again()
        moved = QPointF(view.mapFromScene(kept)) - spot
        self.pan(-moved.x(), -moved.y())

    def pan(self, x: float, y: float) -> None:
        """Move what is in sight along with the pointer."""
        for bar, by in ((self._view.horizontalScrollBar(), x), (self._view.verticalScrollBar(), y)):
            bar.setValue(bar.value() - round(by))

    def is_whole(self) -> bool:
        """Say whether all of the board is in sight."""
        view, scale = self._view, self._view.transform().m11()
        room, seen = view.plan.room, view.viewport().size()
        wide, tall = room.width() * scale, room.height() * scale
        return wide <= seen.width() * _ABOUT + 1 and tall <= seen.height() * _ABOUT + 1

    def key(self, key: int) -> bool:
        """Take a key that was pressed with Ctrl."""
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(-1)
        elif key == Qt.Key.Key_0:
            self.toggle_whole()
        else:
            return False
        return True
