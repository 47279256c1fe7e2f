"""Every action by a few letters of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.theme import MEDIUM, SMALL

_ACTION = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


def matches(words: str, name: str) -> bool:
    """Tell whether each word occurs in a name, in any order, whatever the case."""
    return all(word in name.casefold() for word in words.casefold().split())


class CommandSearch(QDialog):
    """A line to type in and the actions that match; Enter does the chosen one, Esc none."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        """Offer the actions that can be used now."""
        super().__init__(parent)
        self.setObjectName("commandSearch")
        self.setWindowTitle(self.tr("Find an action"))
        self.setMinimumSize(460, 340)
        self._actions = [each for each in actions if each.isEnabled() and each.text()]
        self._line = QLineEdit()
        self._line.setObjectName("commandSearch.line")
        self._line.setAccessibleName(self.tr("Find an action"))
        self._line.setPlaceholderText(self.tr("What do you want to do?"))
        self._line.textChanged.connect(self._offer)
        self._line.installEventFilter(self)
        self._list = QListWidget()
        self._list.setObjectName("commandSearch.list")
        self._list.setAccessibleName(self.tr("Actions"))
        self._list.itemActivated.connect(lambda _: self.accept())
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        column.setSpacing(SMALL)
        column.addWidget(self._line)
        column.addWidget(self._list, 1)
        self._line.setFocus()
        self._offer("")

    @property
    def offered(self) -> tuple[str, ...]:
        """The names in the list now."""
        return tuple(_name(self._list.item(row).data(_ACTION)) for row in range(self._list.count()))

    def accept(self) -> None:
        """Do the chosen action, after the line is closed."""
        chosen = self._list.currentItem()
        super().accept()
        if chosen is not None:
            chosen.data(_ACTION).trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the arrow keys of the line to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            self._list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _offer(self, words: str) -> None:
        self._list.clear()
        for action in self._actions:
            if not matches(words, _name(action)):
                continue
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            entry = QListWidgetItem(f"{_name(action)}    {keys}" if keys else _name(action))
            entry.setData(_ACTION, action)
            self._list.addItem(entry)
        self._list.setCurrentRow(0)


def _name(action: QAction) -> str:
    return action.text().replace("&", "")
