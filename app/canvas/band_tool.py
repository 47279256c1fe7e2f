"""Makes bands of chosen cards, drags their edges, and edits the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt

from app.canvas.bands import Side, band_at, stretched_to
from app.canvas.intents import GroupCards, Refuse, RemoveBand, StretchBand
from app.canvas.selection import are_neighbours

if TYPE_CHECKING:
    from app.canvas.port import Board

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_L)


class BandTool:
    """Serves the board's tool with all that concerns bands."""

    def __init__(self, view: Board) -> None:
        """Serve one view."""
        self._view = view
        self._side: Side = ""
        self._keys: tuple[str, ...] = ()

    @property
    def is_stretching(self) -> bool:
        """Whether an edge is in hand."""
        return bool(self._side)

    def is_edge(self, at: QPointF) -> bool:
        """Say whether there is an edge to drag."""
        found = band_at(self._view.links().bands, at)
        return found is not None and bool(found[1])

    def press(self, at: QPointF) -> bool:
        """Choose the band there, and take its edge."""
        found = band_at(self._view.links().bands, at)
        if found is None:
            return False
        band, side = found
        self._view.choose_band(band.group.id)
        self._side, self._keys = side, ()
        return True

    def move(self, at: QPointF) -> None:
        """Let the edge in hand stand at the card there."""
        group = self._view.hand.group
        if group is None or not self._side:
            return
        cards = self._view.plan.cards
        if self._side == "left":
            card = sum(one.box.center().x() < at.x() for one in cards)
        else:
            card = sum(one.box.center().x() < at.x() for one in cards) - 1
        self._stretch(card)

    def release(self) -> None:
        """Leave the edge where it is."""
        group, keys = self._view.hand.group, self._keys
        self._side, self._keys = "", ()
        if group is None:
            return
        before = tuple(one.key for one in self._view.board.cards[group.first : group.last + 1])
        self._view.hand.stretch(group.first, group.last)
        if keys and keys != before:
            self._view.wanted.emit(StretchBand(group.id, keys))

    def cancel(self) -> bool:
        """Let go of the edge in hand."""
        group, was = self._view.hand.group, bool(self._side)
        self._side, self._keys = "", ()
        if was and group is not None:
            self._view.hand.stretch(group.first, group.last)
        return was

    def group(self) -> bool:
        """Ask for one limit over the chosen cards."""
        view = self._view
        keys = view.selection.keys
        if len(keys) < 2:
            view.wanted.emit(Refuse("Choose two or more stages side by side first: Shift and an arrow key."))
        elif not are_neighbours(view.board, keys):
            view.wanted.emit(Refuse("One limit holds for neighbours only: choose stages side by side."))
        else:
            view.wanted.emit(GroupCards(keys))
        return True

    def on_chosen(self, key: int, mods: Qt.KeyboardModifier) -> bool:
        """Take a key while a band is chosen: Shift and arrows move its right edge, Alt its left one."""
        view, group = self._view, self._view.hand.group
        if group is None:
            return False
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = 1 if key == Qt.Key.Key_Right else -1
            side: Side = "right" if mods & Qt.KeyboardModifier.ShiftModifier else "left"
            if side == "left" and not mods & Qt.KeyboardModifier.AltModifier:
                return False
            edge = group.last if side == "right" else group.first
            keys = stretched_to(view.board, group, side, edge + by)
            if len(keys) != group.last - group.first + 1:
                view.wanted.emit(StretchBand(group.id, keys))
        elif key in _ENTER:
            view.open_band()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            view.wanted.emit(RemoveBand(group.id))
        else:
            return False
        return True

    def _stretch(self, card: int) -> None:
        group = self._view.hand.group
        assert group is not None
        self._keys = stretched_to(self._view.board, group, self._side, card)
        places = [self._view.board.index(key) for key in self._keys]
        self._view.hand.stretch(places[0], places[-1])
