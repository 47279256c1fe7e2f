"""Editors that open on a card where its text stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.canvas.board_state import CardState, GroupState
from app.canvas.card_item import Field
from app.widgets import DurationField, IntField, LimitField, NumberField, TextField, ValueField

SPOKEN: Final = {"name": "Name", "wip_limit": "WIP limit", "time": "Typical time", "rate": "Arrivals"}


class _Closing(ValueField[Any]):
    """Closes itself when the person is done with it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes over and closes, Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self._end()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.problem:
            self._end()

    def _end(self) -> None:
        """Close, and let keys mean the board again: else Qt gives them to whatever comes next."""
        self.setModified(False)
        back_to_the_board(self)
        self.close()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving takes a right text over, and closes."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.close()


def back_to_the_board(over: QWidget) -> None:
    """Give the focus that something over the board has back to the board."""
    viewport, focused = over.parentWidget(), QApplication.focusWidget()
    board = None if viewport is None else viewport.parentWidget()
    if board is not None and focused is not None and (focused is over or over.isAncestorOf(focused)):
        board.setFocus(Qt.FocusReason.OtherFocusReason)


class _Name(_Closing, TextField):
    pass


class _People(_Closing, IntField):
    pass


class _Limit(_Closing, LimitField):
    pass


class _Time(_Closing, DurationField):
    pass


class _Rate(_Closing, NumberField):
    pass


def open_editor(
    parent: QWidget, place: QRect, card: CardState, field: Field, time: tuple[float, str]
) -> ValueField[Any]:
    """Open an editor over ``place``; ``time`` is the typical time and its unit."""
    editor = _make(parent, card, field, time)
    editor.setMinimumWidth(64 if field in ("wip_limit", "workers") else 96)
    _open(editor, place)
    return editor


def open_band_editor(parent: QWidget, place: QRect, group: GroupState) -> ValueField[Any]:
    """Open an editor for the limit of a band over ``place``."""
    spoken = f"Limit of {group.text.rpartition(':')[0]}"
    editor = _People(group.limit, "inPlace.band", spoken, minimum=1, parent=parent)
    editor.setMinimumWidth(64)
    _open(editor, place)
    return editor


def put_over(editor: QWidget, place: QRect) -> None:
    """Put an editor over a place of the board, as far as that is in sight."""
    parent = editor.parentWidget()
    assert parent is not None
    wide = max(place.width() + 10, editor.minimumWidth())
    x, y = min(place.left() - 5, parent.width() - wide - 2), place.top() - 4
    editor.setGeometry(max(x, 0), max(y, 0), wide, place.height() + 8)


def _open(editor: ValueField[Any], place: QRect) -> None:
    editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    put_over(editor, place)
    editor.setStyleSheet("padding: 0 4px; min-height: 0;")
    editor.selectAll()
    editor.show()
    editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _make(parent: QWidget, card: CardState, field: Field, time: tuple[float, str]) -> ValueField[Any]:
    name, spoken = f"inPlace.{field}", f"{SPOKEN.get(field, card.workers_word.capitalize())}: {card.name}"
    makers: dict[Field, Callable[[], ValueField[Any]]] = {
        "name": lambda: _Name(card.name, name, spoken, parent),
        "wip_limit": lambda: _Limit(card.limit, name, spoken, parent),
        "workers": lambda: _People(card.people or 1, name, spoken, minimum=1, parent=parent),
        "time": lambda: _Time(time[0], name, spoken, unit=time[1], parent=parent),
        "rate": lambda: _Rate(
            card.rate or 0.0, name, spoken, unit=card.rate_unit, minimum=1e-6, parent=parent
        ),
    }
    return makers[field]()
