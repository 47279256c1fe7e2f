"""Everything that can be done, by a few letters of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.offer import Offer, best
from app.theme import MEDIUM, SMALL

_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class CommandSearch(QDialog):
    """A line to type in and what matches; Enter does the chosen one, Esc none.

    Signals:
        done_with(str): The offer of this key was chosen.
    """

    done_with = Signal(str)

    def __init__(self, offers: Sequence[Offer], parent: QWidget, recent: Sequence[str] = ()) -> None:
        """Offer what there is, what was used last first; what cannot be done now is shown, but not done."""
        super().__init__(parent)
        self.setObjectName("commandSearch")
        self.setWindowTitle(self.tr("Find an action"))
        metrics = self.fontMetrics()
        self.setMinimumSize(90 * metrics.averageCharWidth(), 26 * metrics.height())
        self._all = list(offers)
        self._recent = tuple(recent)
        self._found: list[Offer] = []
        self._line = QLineEdit()
        self._line.setObjectName("commandSearch.line")
        self._line.setAccessibleName(self.tr("Find an action"))
        self._line.setPlaceholderText(self.tr("What do you want to do?"))
        self._line.textChanged.connect(self._offer)
        self._line.returnPressed.connect(self.accept)
        self._line.installEventFilter(self)
        self._list = _list_of(3)
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
        return tuple(offer.text for offer in self._found)

    def accept(self) -> None:
        """Do the chosen one, after the line is closed; nothing if it cannot be done now."""
        entry = self._list.currentItem()
        chosen = None if entry is None else self._found[self._list.indexOfTopLevelItem(entry)]
        if self._found and (chosen is None or not chosen.is_enabled):
            return
        super().accept()
        if chosen is not None:
            self.done_with.emit(chosen.key)
            chosen.do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the arrow keys of the line to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            self._list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _activate(self, *_: object) -> None:
        self.accept()

    def _offer(self, words: str) -> None:
        self._found = best(words, self._all, self._recent)
        self._list.clear()
        entries = [_entry(offer) for offer in self._found]
        self._list.addTopLevelItems(entries)
        if entries:
            self._list.setCurrentItem(entries[0])


def _entry(offer: Offer) -> QTreeWidgetItem:
    entry = QTreeWidgetItem([offer.text, offer.where, offer.keys])
    entry.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    entry.setDisabled(not offer.is_enabled)
    return entry


def _list_of(columns: int) -> QTreeWidget:
    made = QTreeWidget()
    made.setObjectName("commandSearch.list")
    made.setColumnCount(columns)
    made.setHeaderHidden(True)
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.header().setStretchLastSection(False)
    made.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return made
