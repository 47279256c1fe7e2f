"""What keys do on the board while nothing is dragged with the mouse."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.canvas.band_tool import BandTool
from app.canvas.board_state import BACKLOG
from app.canvas.card_item import Field
from app.canvas.intents import (
    AskWhatIsWrong,
    CopyCards,
    MoveCards,
    PasteCards,
    RemoveCards,
    TakeCards,
    TurnCard,
)
from app.canvas.mix_tool import MixTool
from app.canvas.port import Board
from app.canvas.selection import Selection, are_neighbours, reaching
from app.canvas.sight import Sight
from app.canvas.way_tool import WayTool

_Key = Qt.Key
_FIELDS: Final[dict[int, Field]] = {
    _Key.Key_F2: "name",
    _Key.Key_Return: "name",
    _Key.Key_Enter: "name",
    _Key.Key_L: "wip_limit",
    _Key.Key_P: "workers",
    _Key.Key_T: "time",
}
_SIDEWAYS: Final = {_Key.Key_Left: -1, _Key.Key_Right: 1}


class BoardKeys:
    """Turns keys into steps of the selection, editors and intents."""

    def __init__(self, view: Board, ways: WayTool, bands: BandTool, mix: MixTool, sight: Sight) -> None:
        """Serve one view together with its tools."""
        self._view = view
        self._ways = ways
        self._bands = bands
        self._mix = mix
        self._sight = sight

    def take(self, event: QKeyEvent) -> bool:
        """Take a key; false if it means nothing here."""
        key, mods = event.key(), event.modifiers()
        if self._ways.key(key) or self._ways.on_chosen(key) or self._bands.on_chosen(key, mods):
            return True
        if self._mix.key(key, mods):
            return True
        if mods & Qt.KeyboardModifier.ControlModifier:
            return self._with_control(key)
        if key in (_Key.Key_Left, _Key.Key_Right):
            return self._sideways(_SIDEWAYS[_Key(key)], mods)
        if key in (_Key.Key_Home, _Key.Key_End) and self._view.board.cards:
            self._view.choose(self._view.board.cards[0 if key == _Key.Key_Home else -1].key)
            return True
        if key == _Key.Key_Insert:
            self._view.add_wanted.emit(self._behind())
            return True
        if key == _Key.Key_W:
            return self._next_way(-1 if mods & Qt.KeyboardModifier.ShiftModifier else 1)
        return self._on_cards(key)

    def _with_control(self, key: int) -> bool:
        view, keys = self._view, self._stages()
        if key in (_Key.Key_Left, _Key.Key_Right):
            return self._shift(_SIDEWAYS[_Key(key)])
        if key == _Key.Key_V:
            view.wanted.emit(PasteCards(self._behind()))
        elif key == _Key.Key_A:
            stages = tuple(card.key for card in view.board.cards if card.is_stage)
            view.select(Selection(stages, stages[-1], stages[0]))
        elif key in (_Key.Key_C, _Key.Key_X) and keys:
            view.wanted.emit(TakeCards(keys, cut=key == _Key.Key_X))
        elif key == _Key.Key_D and keys:
            if len(keys) > 1:
                view.wanted.emit(CopyCards(keys))
            else:
                view.copy_wanted.emit(keys[0])
        else:
            return self._sight.key(key)
        return True

    def _on_cards(self, key: int) -> bool:
        view = self._view
        if view.selected == BACKLOG and key in (*_FIELDS, _Key.Key_R):
            view.edit("rate")
            return True
        if view.selected == BACKLOG and key == _Key.Key_O:
            return self._ways.begin("onward")
        keys = self._stages()
        if not keys:
            return False
        if key in _FIELDS:
            view.edit(_FIELDS[key])
        elif key in (_Key.Key_Delete, _Key.Key_Backspace):
            if len(keys) > 1:
                view.wanted.emit(RemoveCards(keys))
            else:
                view.remove_wanted.emit(keys[0])
        elif key in (_Key.Key_R, _Key.Key_O):
            return self._ways.begin("rework" if key == _Key.Key_R else "onward")
        elif key == _Key.Key_F:
            view.wanted.emit(AskWhatIsWrong(view.selected))
        elif key == _Key.Key_G:
            return self._bands.group()
        elif key == _Key.Key_K:
            view.wanted.emit(TurnCard(view.selected))
        else:
            return False
        return True

    def _sideways(self, by: int, mods: Qt.KeyboardModifier) -> bool:
        view = self._view
        if not mods & Qt.KeyboardModifier.ShiftModifier:
            view.step(by)
            return True
        here = view.board.index(view.selected) + by
        if 0 < here < len(view.board.cards) - 1:
            view.select(reaching(view.board, view.selection, view.board.cards[here].key))
        return True

    def _shift(self, by: int) -> bool:
        view, keys = self._view, self._stages()
        if not keys or not are_neighbours(view.board, keys):
            return True
        place = view.place_of(keys[0]) + by
        if 0 <= place <= len(view.board.cards) - 2 - len(keys):
            if len(keys) > 1:
                view.wanted.emit(MoveCards(keys, place))
            else:
                view.move_wanted.emit(keys[0], place)
        return True

    def _next_way(self, by: int) -> bool:
        """Choose the next way or band of the board."""
        view, hand = self._view, self._view.hand
        names = [("way", one.key) for one in (*view.board.rework, *view.board.onward)]
        names += [("band", one.id) for one in view.board.groups]
        if not names:
            return True
        now = ("way", hand.way) if hand.way else ("band", hand.band)
        at = names.index(now) + by if now in names else 0 if by > 0 else -1
        kind, name = names[at % len(names)]
        if kind == "way":
            view.choose_way(name)
        else:
            view.choose_band(name)
        return True

    def _stages(self) -> tuple[str, ...]:
        """Give the chosen stages, in flow order."""
        view = self._view
        found = [(key, view.card(key)) for key in view.selection.keys]
        return tuple(key for key, card in found if card is not None and card.state.is_stage)

    def _behind(self) -> int:
        """Give the place behind the chosen stages, or the first where none is chosen."""
        keys = self._view.selection.keys
        return max((self._view.place_of(key) + 1 for key in keys), default=0)
