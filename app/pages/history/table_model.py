"""A table of values as rows of a view: figures with their digits, dates in words, sorted by any column."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.pages.history.part import day_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report import Cell, Column, TableOut

Index = QModelIndex | QPersistentModelIndex
_NOT_KNOWN: Final = "–"
_UNIT: Final = "unit"
_THIN: Final = "\N{NARROW NO-BREAK SPACE}"
_DIGITS: Final = re.compile(r"[0-9]+")
_LONGEST_NUMBER: Final = 15
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def cell_text(cell: Cell, column: Column) -> str:
    """Write a cell as it is read: ``1 204``, ``3.5``, ``12 %``, ``7 Jun 2025``; a dash where not known."""
    if cell is None:
        return _NOT_KNOWN
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{100 * cell:.0f} %" if column.unit == "share" else f"{cell:,.1f}".replace(",", _THIN)
    if isinstance(cell, int):
        return f"{cell:,}".replace(",", _THIN)
    if isinstance(cell, dt.datetime):
        return f"{day_text(cell.date())} {cell:%H:%M}"
    return day_text(cell) if isinstance(cell, dt.date) else cell


def value_text(table: TableOut, row: Sequence[Cell], place: int) -> str:
    """Write a cell of a row that may have a unit of its own: a share is read in percent."""
    units = [at for at, column in enumerate(table.columns) if column.name == _UNIT]
    if units and row[units[0]] == "share":
        cell = row[place]
        if place == units[0]:
            return "%"
        if isinstance(cell, float):
            return f"{100 * cell:.0f}"
    return cell_text(row[place], table.columns[place])


class TableModel(QAbstractTableModel):
    """Shows one table, read-only; a sort changes the order shown and not the table.

    Attributes:
        table: What is shown; None before the first.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with nothing to show."""
        super().__init__(parent)
        self.table: TableOut | None = None
        self._order: list[int] = []
        self._numbers: tuple[bool, ...] = ()

    def show_table(self, table: TableOut) -> None:
        """Show another table, in its own order."""
        self.beginResetModel()
        self.table = table
        self._order = list(range(len(table.rows)))
        self._numbers = tuple(_is_number(table, column) for column in range(len(table.columns)))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count the columns."""
        return 0 if parent.isValid() or self.table is None else len(self.table.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the headings with their units, aligned as what stands below."""
        if orientation == Qt.Orientation.Vertical or self.table is None:
            return None
        column = self.table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            words = column.name if column.unit == "share" else column.heading
            return words[:1].upper() + words[1:]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._numbers[section] else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell's text; the whole of it as a tip where it is words."""
        if not index.isValid() or self.table is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._numbers[index.column()] else _LEFT
        row = self.table.rows[self._order[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return value_text(self.table, row, index.column()).replace("\n", " ")
        cell = row[index.column()]
        return cell if role == Qt.ItemDataRole.ToolTipRole and isinstance(cell, str) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows by a column; what is not known comes last. Column -1: the table's own order."""
        if self.table is None or column >= len(self.table.columns):
            return
        self.layoutAboutToBeChanged.emit()
        before = self._order
        self._order = self._sorted(column, descending=order == Qt.SortOrder.DescendingOrder)
        place = {row: at for at, row in enumerate(self._order)}
        olds = self.persistentIndexList()
        self.changePersistentIndexList(
            olds, [self.index(place[before[old.row()]], old.column()) for old in olds]
        )
        self.layoutChanged.emit()

    def _sorted(self, column: int, *, descending: bool) -> list[int]:
        assert self.table is not None
        rows = self.table.rows
        if column < 0:
            return list(range(len(rows)))
        cells = [row[column] for row in rows]
        if self._numbers[column]:  # PERF: numpy sorts 65 000 numbers in 5 ms, Python in 60
            numbers = np.array([np.nan if cell is None else cell for cell in cells], np.float64)
            found = np.argsort(-numbers if descending else numbers, kind="stable").tolist()
            return [int(row) for row in found]
        known = [row for row, cell in enumerate(cells) if cell is not None and cell != ""]
        blank = [row for row, cell in enumerate(cells) if cell is None or cell == ""]
        keys = {row: _key(cells[row]) for row in known}
        return [*sorted(known, key=keys.__getitem__, reverse=descending), *blank]


def _is_number(table: TableOut, column: int) -> bool:
    """Say whether a column holds numbers: by what is known in it, else by whether it has a unit."""
    first = next((row[column] for row in table.rows if row[column] is not None), None)
    if first is None:
        return bool(table.columns[column].unit)
    return isinstance(first, int | float) and not isinstance(first, bool)


def _key(cell: Cell) -> Any:  # noqa: ANN401 (cells of one column are of one kind)
    """Order words as they read, numbers in them by their size: A-9 before A-10."""
    return _DIGITS.sub(_padded, cell.casefold()) if isinstance(cell, str) else cell


def _padded(digits: re.Match[str]) -> str:
    return digits[0].zfill(_LONGEST_NUMBER)
