"""What the keys of the board do beyond the menu of a card, for the sheet of shortcuts and the search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu

if TYPE_CHECKING:
    from app.canvas import BoardView

_Key = Qt.Key
_PLAIN, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_KEYS: Sequence[tuple[str, str, Qt.Key, Qt.KeyboardModifier]] = (
    ("Choose the next card", "→", _Key.Key_Right, _PLAIN),
    ("Choose the card before", "←", _Key.Key_Left, _PLAIN),
    ("Choose the first card", "Home", _Key.Key_Home, _PLAIN),
    ("Choose the last card", "End", _Key.Key_End, _PLAIN),
    ("Choose the next stage too", "Shift+→", _Key.Key_Right, _SHIFT),
    ("Choose all stages", "Ctrl+A", _Key.Key_A, _CONTROL),
    ("Move what is chosen to the right", "Ctrl+→", _Key.Key_Right, _CONTROL),
    ("Move what is chosen to the left", "Ctrl+←", _Key.Key_Left, _CONTROL),
    ("Choose the next way or group", "W", _Key.Key_W, _PLAIN),
    ("Choose the way or group before", "Shift+W", _Key.Key_W, _SHIFT),
    ("Move the right edge of the chosen group", "Shift+→", _Key.Key_Right, _SHIFT),
    ("Move the left edge of the chosen group", "Alt+→", _Key.Key_Right, _ALT),
    ("On the first card: choose the next share", "↓", _Key.Key_Down, _PLAIN),
    ("On the first card: raise the chosen share", "Alt+→", _Key.Key_Right, _ALT),
    ("Larger board", "Ctrl++", _Key.Key_Plus, _CONTROL),
    ("Smaller board", "Ctrl+-", _Key.Key_Minus, _CONTROL),
)


def add_board_keys(menu: QMenu, board: BoardView) -> Sequence[QAction]:
    """Add an entry for each key to a menu, and give them; each does what the key does on the board."""
    made = []
    for text, keys, key, mods in _KEYS:
        action = menu.addAction(f"{text}\t{keys}", _presses(board, key, mods))
        action.setObjectName(f"board.key.{text}")
        made.append(action)
    return made


def _presses(board: BoardView, key: Qt.Key, mods: Qt.KeyboardModifier) -> Callable[[], None]:
    def press() -> None:
        board.setFocus(Qt.FocusReason.OtherFocusReason)
        QApplication.sendEvent(board, QKeyEvent(QKeyEvent.Type.KeyPress, key, mods))

    return press
