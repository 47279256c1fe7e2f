"""What mouse and keys do on the board: a small state machine, which Esc brings back to rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from app.canvas.band_tool import BandTool
from app.canvas.board_keys import BoardKeys
from app.canvas.board_state import BACKLOG
from app.canvas.intents import AskWhatIsWrong, MoveCards
from app.canvas.mix_tool import MixTool
from app.canvas.port import Board
from app.canvas.selection import reaching, toggled
from app.canvas.sight import Sight
from app.canvas.way_tool import WayTool

_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_Cursor = Qt.CursorShape


@dataclass(frozen=True)
class _Drag:
    """A stage under the pointer: where the mouse went down, and whether it has moved enough to be a drag."""

    key: str
    begin: QPointF
    is_under_way: bool = False


class BoardTool:
    """Turns mouse and keys into the board's signals."""

    def __init__(self, view: Board, sight: Sight) -> None:
        """Serve one view."""
        self._view = view
        self._sight = sight
        self._drag: _Drag | None = None
        self._panned: QPoint | None = None
        self.ways = WayTool(view)
        self.bands = BandTool(view)
        self.mix = MixTool(view)
        self._keys = BoardKeys(view, self.ways, self.bands, self.mix, sight)
        self.is_space_down = False

    def press(self, event: QMouseEvent, at: QPointF) -> None:
        """Choose what lies there, take it in hand, or ask for a new stage."""
        button = event.button()
        if button == Qt.MouseButton.MiddleButton or (
            self.is_space_down and button == Qt.MouseButton.LeftButton
        ):
            self._begin_pan(event)
        elif button == Qt.MouseButton.LeftButton and not (self.mix.press(at) or self.ways.press(at)):
            self._press_on_board(event, at)

    def move(self, event: QMouseEvent, at: QPointF) -> None:
        """Drag what is in hand, or bring out what lies under the pointer."""
        if self._panned is not None:
            here = event.position().toPoint()
            away, self._panned = here - self._panned, here
            self._sight.pan(away.x(), away.y())
        elif self.mix.is_dragging:
            self.mix.move(at)
        elif self.ways.is_drawing:
            self.ways.move(at)
        elif self.bands.is_stretching:
            self.bands.move(at)
        elif self._drag is None:
            self._hover(at)
        else:
            self._drag_card(self._drag, at)

    def release(self, at: QPointF) -> None:
        """Drop what is in hand where it is."""
        drag, self._drag = self._drag, None
        if self._panned is not None:
            self._panned = None
            self._hover(at)
        elif self.mix.is_dragging:
            self.mix.release()
        elif self.ways.is_drawing:
            self.ways.release()
        elif self.bands.is_stretching:
            self.bands.release()
        elif drag is not None and drag.is_under_way:
            self._drop(drag, at)

    def double_click(self, at: QPointF) -> None:
        """Edit the text that lies there, or the name."""
        self._drag = None
        view = self._view
        card = view.card_state_at(at)
        if card is None:
            if self.ways.choose_at(at):
                view.open_way()
            elif self.bands.press(at):
                self.bands.release()
                view.open_band()
            return
        item = view.card(card.key)
        assert item is not None
        field = item.field_at(item.mapFromScene(at)) or ("rate" if card.key == BACKLOG else "name")
        view.choose(card.key)
        view.edit(field)

    def key(self, event: QKeyEvent) -> bool:
        """Take a key; false if it means nothing here."""
        if event.key() == Qt.Key.Key_Escape:
            return self._escape()
        if event.key() == Qt.Key.Key_Space:
            self.is_space_down = True
            self._view.viewport().setCursor(_Cursor.OpenHandCursor)
            return True
        return self._keys.take(event)

    def key_up(self, event: QKeyEvent) -> None:
        """Let the space bar go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.is_space_down = False
            self._view.viewport().setCursor(_Cursor.ArrowCursor)

    def _press_on_board(self, event: QMouseEvent, at: QPointF) -> None:
        view = self._view
        gap = view.links().gap_at(at)
        if gap:
            view.add_wanted.emit(gap - 1)
            return
        item = view.token_at(at)
        if item is not None:
            view.token_chosen.emit(item)
        card = view.card_state_at(at)
        if card is not None:
            self._press_on_card(card.key, event.modifiers())
            if self._is_on_problem(card.key, at):
                view.wanted.emit(AskWhatIsWrong(card.key))
            elif card.is_stage:
                self._drag = _Drag(card.key, at)
        elif not (self.ways.choose_at(at) or self.bands.press(at)):
            view.choose("")
            self._begin_pan(event)

    def _is_on_problem(self, key: str, at: QPointF) -> bool:
        item = self._view.card(key)
        return item is not None and item.problem_box().adjusted(-3, -3, 3, 3).contains(item.mapFromScene(at))

    def _press_on_card(self, key: str, mods: Qt.KeyboardModifier) -> None:
        view = self._view
        if mods & _SHIFT:
            view.select(reaching(view.board, view.selection, key))
        elif mods & _CONTROL:
            view.select(toggled(view.board, view.selection, key))
        elif not (view.selection.is_several and key in view.selection.keys):
            view.choose(key)

    def _begin_pan(self, event: QMouseEvent) -> None:
        self._panned = event.position().toPoint()
        if not self._sight.is_whole():
            self._view.viewport().setCursor(_Cursor.ClosedHandCursor)

    def _drag_card(self, drag: _Drag, at: QPointF) -> None:
        away = at - drag.begin
        if not drag.is_under_way:
            if abs(away.x()) < QApplication.startDragDistance():
                return
            self._drag = _Drag(drag.key, drag.begin, is_under_way=True)
        for key in self._dragged(drag):
            card = self._view.card(key)
            if card is not None:
                home = self._view.plan.cards[self._view.board.index(key)].box.topLeft()
                card.lift(1)
                card.setPos(home + QPointF(away.x(), 0))
        self._view.links().mark_drop(self._target(at) + 1)

    def _dragged(self, drag: _Drag) -> tuple[str, ...]:
        keys = self._view.selection.keys
        return keys if drag.key in keys else (drag.key,)

    def _drop(self, drag: _Drag, at: QPointF) -> None:
        view, keys, target = self._view, self._dragged(drag), self._target(at)
        self._settle(drag)
        places = [view.place_of(key) for key in keys]
        place = target - sum(each < target for each in places)
        if len(keys) == 1:
            if place != places[0]:
                view.move_wanted.emit(keys[0], place)
        elif places != list(range(place, place + len(keys))):
            view.wanted.emit(MoveCards(keys, place))

    def _escape(self) -> bool:
        drag, self._drag = self._drag, None
        if drag is not None:
            self._settle(drag)
        elif not (self.ways.cancel() or self.bands.cancel()):
            self._view.choose("")
        return True

    def _settle(self, drag: _Drag) -> None:
        for key in self._dragged(drag):
            card = self._view.card(key)
            if card is not None:
                card.lift(0)
        self._view.links().mark_drop(0)
        self._view.lay_out_again()

    def _hover(self, at: QPointF) -> None:
        view = self._view
        gap = view.links().gap_at(at)
        view.links().hover(gap)
        card = view.card_state_at(at)
        if self.ways.handle_at(at) < 0:
            view.hand.hover(-1 if card is None else view.board.index(card.key))
        view.viewport().setCursor(self._cursor(at, gap))

    def _cursor(self, at: QPointF, gap: int) -> Qt.CursorShape:
        view = self._view
        if self.is_space_down:
            return _Cursor.OpenHandCursor
        card = view.card_state_at(at)
        over_problem = card is not None and self._is_on_problem(card.key, at)
        if gap or over_problem or self.ways.handle_at(at) >= 0:
            return _Cursor.PointingHandCursor
        if self.mix.border_at(at) >= 0:
            return _Cursor.SplitHCursor
        if card is None:
            return _Cursor.SizeHorCursor if self.bands.is_edge(at) else _Cursor.ArrowCursor
        item = view.card(card.key)
        over_text = item is not None and item.field_at(item.mapFromScene(at)) is not None
        return _Cursor.IBeamCursor if over_text else _Cursor.ArrowCursor

    def _target(self, at: QPointF) -> int:
        """Give the number of stages that lie left of the pointer."""
        stages = self._view.plan.cards[1:-1]
        return sum(plan.box.center().x() < at.x() for plan in stages)
