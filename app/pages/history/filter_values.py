"""The values of one respect as a list to tick them in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.pages.history.trial import counted, thousands

Index = QModelIndex | QPersistentModelIndex
Value = tuple[str, str, int]
"""A value of a respect: id or text, name shown, number of items."""
NO_NAME: Final = "(none)"
_NAME, _COUNT = 0, 1
_NOWHERE: Final = QModelIndex()


class ValuesModel(QAbstractTableModel):
    """Values with their numbers of items, those that were chosen first; each can be ticked.

    Attributes:
        chosen: The values ticked, in the order of the history.

    Signals:
        ticked(): Another set of values is chosen.
    """

    ticked = Signal()

    def __init__(self, values: Sequence[Value], chosen: Sequence[str]) -> None:
        """Offer values, some of them ticked."""
        super().__init__()
        self._values = tuple(values)
        self._chosen = set(chosen)
        self._order: list[Value] = []
        self._rows: list[Value] = []
        self.bring_chosen_up()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values ticked."""
        return tuple(value for value, _, _ in self._values if value in self._chosen)

    @property
    def longest_name(self) -> str:
        """The name with the most letters."""
        return max(map(name_of, self._values), key=len, default="")

    def choose(self, values: Sequence[str]) -> None:
        """Tick other values, without telling."""
        self._chosen = set(values)
        self._tell_rows()

    def clear(self) -> None:
        """Tick none."""
        if self._chosen:
            self.choose(())
            self.ticked.emit()

    def bring_chosen_up(self) -> None:
        """Put what is chosen first, and show all values."""
        self._order = sorted(self._values, key=lambda value: value[0] not in self._chosen)
        self.search("")

    def search(self, text: str) -> None:
        """Show the values whose names have a text in them."""
        wanted = text.strip().casefold()
        self.beginResetModel()
        self._rows = [value for value in self._order if wanted in name_of(value).casefold()]
        self.endResetModel()

    def toggle(self, row: int) -> None:
        """Tick a value shown, or take its tick away."""
        self._chosen ^= {self._rows[row][0]}
        self._tell_rows()
        self.ticked.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the values shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Give name and count."""
        return 0 if parent.isValid() else 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == _NAME else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a name, its tick, or its count."""
        if not index.isValid():
            return None
        value = self._rows[index.row()]
        if index.column() == _COUNT:
            return _count_data(value[2], role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return name_of(value)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if value[0] in self._chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = ", chosen" if value[0] in self._chosen else ""
            return f"{name_of(value)}, {counted(value[2], 'item')}{state}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick by the keyboard or the pointer."""
        if not index.isValid() or index.column() != _NAME or role != Qt.ItemDataRole.CheckStateRole:
            return False
        if Qt.CheckState(value) != self.data(index, role):
            self.toggle(index.row())
        return True

    def _tell_rows(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, _NAME), self.index(len(self._rows) - 1, _NAME))


def name_of(value: Value) -> str:
    """Give the name that a value is shown by."""
    return value[1] or NO_NAME


def _count_data(count: int, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return thousands(count)
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return counted(count, "item")
    return None
