"""Every action by a few letters of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

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
        self._entries: list[QTreeWidgetItem] = []
        self._line = QLineEdit()
        self._line.setObjectName("commandSearch.line")
        self._line.setAccessibleName(self.tr("Find an action"))
        self._line.setPlaceholderText(self.tr("What do you want to do?"))
        self._line.textChanged.connect(self._offer)
        self._line.returnPressed.connect(self.accept)
        self._line.installEventFilter(self)
        self._list = QTreeWidget()
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._list.setObjectName("commandSearch.list")
        self._list.setAccessibleName(self.tr("Actions"))
        self._list.itemActivated.connect(self._activate)
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
        return tuple(entry.text(0) for entry in self._entries)

    def accept(self) -> None:
        """Do the chosen action, after the line is closed."""
        chosen = self._list.currentItem()
        super().accept()
        if chosen is not None:
            chosen.data(0, _ACTION).trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the arrow keys of the line to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            self._list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _activate(self, *_: object) -> None:
        self.accept()

    def _offer(self, words: str) -> None:
        self._list.clear()
        self._entries = []
        for action in self._actions:
            if matches(words, _name(action)):
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                entry = QTreeWidgetItem([_name(action), keys])
                entry.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                entry.setData(0, _ACTION, action)
                self._entries.append(entry)
        self._list.addTopLevelItems(self._entries)
        if self._entries:
            self._list.setCurrentItem(self._entries[0])


def _name(action: QAction) -> str:
    return (action.whatsThis() or action.text()).replace("&", "")
