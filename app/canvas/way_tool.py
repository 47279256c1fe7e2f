"""Draws ways from card to card, by dragging a handle or with the keys, and edits the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt

from app.canvas.draft_item import Draft, is_on_handle
from app.canvas.drawing import first_share, kind_between, next_whom, said_of, way_between
from app.canvas.intents import DrawWay, Refuse, RemoveWay
from app.canvas.way_shapes import FEEDBACK, shape_at

if TYPE_CHECKING:
    from app.canvas.port import Board

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WayTool:
    """Serves the board's tool with all that concerns ways."""

    def __init__(self, view: Board) -> None:
        """Serve one view."""
        self._view = view
        self._is_keyed = False
        self._whom = ""

    @property
    def is_drawing(self) -> bool:
        """Whether a way is in hand."""
        return self._view.hand.draft is not None

    def handle_at(self, at: QPointF) -> int:
        """Give the card whose handle is in sight at a point, -1 if none is."""
        hand = self._view.hand
        for card in {hand.hovered, hand.chosen} - {-1}:
            if card < len(self._view.plan.cards) - 1 and is_on_handle(self._view.plan, card, at):
                return card
        return -1

    def press(self, at: QPointF) -> bool:
        """Take the handle there."""
        card = self.handle_at(at)
        if card < 0:
            return False
        self._is_keyed, self._whom = False, ""
        self._draw(card, -1, at)
        return True

    def choose_at(self, at: QPointF) -> bool:
        """Choose the way there."""
        shape = shape_at(self._view.links().shapes, at)
        if shape is None or shape.key == FEEDBACK:
            return False
        self._view.choose_way(shape.key)
        return True

    def move(self, at: QPointF) -> None:
        """Lead the way to the card there."""
        draft = self._view.hand.draft
        if draft is not None:
            card = self._view.card_state_at(at)
            end = -1 if card is None else self._view.board.index(card.key)
            self._draw(draft.begin, end if kind_between(self._view.board, draft.begin, end) else -1, at)

    def release(self) -> None:
        """Let the way lead where it is."""
        hand = self._view.hand
        draft, hand.draft = hand.draft, None
        self._is_keyed = False
        hand.refresh()
        if draft is None or draft.end < 0:
            return
        board = self._view.board
        there = way_between(board, draft.begin, draft.end)
        if there is not None:
            self._view.choose_way(there.key)
            self._view.open_way()
            return
        begin, end = (board.cards[each].key for each in (draft.begin, draft.end))
        share = first_share(board, draft.begin, draft.end)
        types = (self._whom,) if self._whom and draft.end > draft.begin else ()
        self._view.wanted.emit(DrawWay(begin, end, share, types))
        made = way_between(self._view.board, draft.begin, draft.end)
        if made is not None:
            self._view.choose_way(made.key)
            if made.kinds is not None and len(board.kinds) > 1:
                self._view.open_way()  # for whom it is, and for how many, is said where it was drawn

    def cancel(self) -> bool:
        """Let go of the way in hand."""
        was = self.is_drawing
        self._is_keyed = False
        self._view.hand.draft = None
        self._view.hand.refresh()
        return was

    def key(self, key: int) -> bool:
        """Take a key while a way is drawn: up and down say for whom, however it is drawn."""
        draft = self._view.hand.draft
        if draft is None:
            return False
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._whom = next_whom(self._view.board, self._whom, 1 if key == Qt.Key.Key_Down else -1)
            self._draw(draft.begin, draft.end, draft.at)
            return True
        if not self._is_keyed:
            return False
        if key in _ENTER:
            self.release()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._lead(draft, 1 if key == Qt.Key.Key_Right else -1)
        return True

    def begin(self, way: str) -> bool:
        """Begin to draw a way back ("rework") or on ("onward") from the chosen card, with the keys."""
        view = self._view
        here = view.board.index(view.selected)
        onward = way == "onward"
        ends = range(here + 2, len(view.board.cards)) if onward else range(here, 0, -1)
        fit = [end for end in ends if kind_between(view.board, here, end)]
        earlier = [end for end in fit if end != here]
        if here < 0 or not fit:
            why = "There is no card to pass by from here." if onward else "No work stage is before this one."
            view.wanted.emit(Refuse(why))
            return True
        self._is_keyed, self._whom = True, ""
        self._draw(here, (earlier or fit)[0], view.plan.cards[here].box.center())
        return True

    def on_chosen(self, key: int) -> bool:
        """Take a key while a way is chosen."""
        view = self._view
        state = view.hand.way_state
        if state is None:
            return False
        if key in (*_ENTER, Qt.Key.Key_F2):
            view.open_way()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            view.wanted.emit(RemoveWay(tuple(one.path for one in state.shares)))
        else:
            return False
        return True

    def _lead(self, draft: Draft, by: int) -> None:
        """Lead the way to the next card that it can lead to."""
        board = self._view.board
        backward = draft.end <= draft.begin
        ends = range(1, draft.begin + 1) if backward else range(draft.begin + 2, len(board.cards))
        fit = [end for end in ends if kind_between(board, draft.begin, end)]
        at = min(max(fit.index(draft.end) + by, 0), len(fit) - 1)
        self._draw(draft.begin, fit[at], draft.at)

    def _draw(self, begin: int, end: int, at: QPointF) -> None:
        board, hand = self._view.board, self._view.hand
        there = None if end < 0 else way_between(board, begin, end)
        words = "" if end < 0 else said_of(board, begin, end, self._whom) if there is None else there.text
        hand.draft = Draft(begin, end, at, words)
        hand.refresh()
