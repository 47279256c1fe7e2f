"""What mouse and keys do on the board: a small state machine, which Esc brings back to rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.canvas.board_state import BoardState, CardState
from app.canvas.card_item import CardItem, Field
from app.canvas.links_item import LinksItem
from app.canvas.plan import BoardPlan

_KEYS: Final[dict[int, Field]] = {
    Qt.Key.Key_F2: "name",
    Qt.Key.Key_Return: "name",
    Qt.Key.Key_Enter: "name",
    Qt.Key.Key_L: "wip_limit",
    Qt.Key.Key_P: "workers",
    Qt.Key.Key_T: "time",
}


class Board(Protocol):
    """What the tool needs of a board; its signals are those of `BoardView`."""

    selected: str
    board: BoardState
    plan: BoardPlan
    add_wanted: Any
    remove_wanted: Any
    copy_wanted: Any
    move_wanted: Any
    token_chosen: Any

    def choose(self, key: str) -> None:
        """Choose a card by key, or none."""

    def step(self, by: int) -> None:
        """Choose the card beside the chosen one."""

    def edit(self, field: Field) -> None:
        """Open the editor of a text of the chosen card."""

    def card(self, key: str) -> CardItem | None:
        """Give the item of a card."""

    def card_state_at(self, point: QPointF) -> CardState | None:
        """Give the card at a scene point."""

    def token_at(self, point: QPointF) -> int | None:
        """Give the item whose token lies at a scene point."""

    def links(self) -> LinksItem:
        """Give what joins the cards."""

    def place_of(self, key: str) -> int:
        """Give the place of a stage among the stages."""

    def lay_out_again(self) -> None:
        """Put every card where it belongs."""

    def viewport(self) -> QWidget:
        """Give the widget that is painted on."""


@dataclass(frozen=True)
class _Drag:
    """A stage under the pointer: where the mouse went down, and whether it has moved enough to be a drag."""

    key: str
    begin: QPointF
    is_under_way: bool = False


class BoardTool:
    """Turns mouse and keys into the board's signals."""

    def __init__(self, view: Board) -> None:
        """Serve one view."""
        self._view = view
        self._drag: _Drag | None = None

    def press(self, event: QMouseEvent, at: QPointF) -> None:
        """Choose what lies there, or ask for a new stage."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        gap = self._view.links().gap_at(at)
        if gap:
            self._view.add_wanted.emit(gap - 1)
            return
        item = self._view.token_at(at)
        if item is not None:
            self._view.token_chosen.emit(item)
        card = self._view.card_state_at(at)
        self._view.choose("" if card is None else card.key)
        if card is not None and card.is_stage:
            self._drag = _Drag(card.key, at)

    def move(self, event: QMouseEvent, at: QPointF) -> None:
        """Drag the card, or bring out a plus and the text that a double click would edit."""
        if self._drag is None:
            self._hover(at)
            return
        away = at - self._drag.begin
        if not self._drag.is_under_way:
            if abs(away.x()) < QApplication.startDragDistance():
                return
            self._drag = _Drag(self._drag.key, self._drag.begin, is_under_way=True)
        card = self._view.card(self._drag.key)
        if card is None:
            return
        home = self._view.plan.cards[self._view.board.index(self._drag.key)].box.topLeft()
        card.lift(1)
        card.setPos(home + QPointF(away.x(), 0))
        self._view.links().mark_drop(self._target(at) + 1)

    def release(self, at: QPointF) -> None:
        """Drop the card where it is."""
        drag, self._drag = self._drag, None
        if drag is None or not drag.is_under_way:
            return
        self._settle(drag)
        here, target = self._view.place_of(drag.key), self._target(at)
        place = target - 1 if target > here else target
        if place != here:
            self._view.move_wanted.emit(drag.key, place)

    def double_click(self, at: QPointF) -> None:
        """Edit the text that lies there, or the name."""
        self._drag = None
        card = self._view.card_state_at(at)
        if card is None or not card.is_stage:
            return
        item = self._view.card(card.key)
        assert item is not None
        self._view.choose(card.key)
        self._view.edit(item.field_at(item.mapFromScene(at)) or "name")

    def key(self, event: QKeyEvent) -> bool:
        """Take a key; false if it means nothing here."""
        view, key = self._view, event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = 1 if key == Qt.Key.Key_Right else -1
            return self._shift(by) if control else self._step(by)
        if key == Qt.Key.Key_Insert:
            view.add_wanted.emit(max(view.place_of(view.selected) + 1, 0))
            return True
        return self._key_on_stage(key, control)

    def _key_on_stage(self, key: int, control: object) -> bool:
        view = self._view
        card = view.card(view.selected)
        if card is None or not card.state.is_stage:
            return False
        if key in _KEYS and not control:
            view.edit(_KEYS[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            view.remove_wanted.emit(view.selected)
        elif key == Qt.Key.Key_D and control:
            view.copy_wanted.emit(view.selected)
        else:
            return False
        return True

    def _step(self, by: int) -> bool:
        self._view.step(by)
        return True

    def _shift(self, by: int) -> bool:
        card, place = self._view.card(self._view.selected), self._view.place_of(self._view.selected) + by
        if card is not None and card.state.is_stage and 0 <= place < len(self._view.board.cards) - 2:
            self._view.move_wanted.emit(card.state.key, place)
        return True

    def _escape(self) -> bool:
        drag, self._drag = self._drag, None
        if drag is not None:
            self._settle(drag)
        else:
            self._view.choose("")
        return True

    def _settle(self, drag: _Drag) -> None:
        card = self._view.card(drag.key)
        if card is not None:
            card.lift(0)
        self._view.links().mark_drop(0)
        self._view.lay_out_again()

    def _hover(self, at: QPointF) -> None:
        gap = self._view.links().gap_at(at)
        self._view.links().hover(gap)
        card = self._view.card_state_at(at)
        item = None if card is None else self._view.card(card.key)
        over_text = item is not None and item.field_at(item.mapFromScene(at)) is not None
        shape = Qt.CursorShape.IBeamCursor if over_text else Qt.CursorShape.ArrowCursor
        self._view.viewport().setCursor(Qt.CursorShape.PointingHandCursor if gap else shape)

    def _target(self, at: QPointF) -> int:
        """Give the number of stages that lie left of the pointer."""
        stages = self._view.plan.cards[1:-1]
        return sum(plan.box.center().x() < at.x() for plan in stages)
