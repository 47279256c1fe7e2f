"""The comparison as a table: one row a scenario, differences coloured by what they are worth."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from app.pages.what_if.state import Cell, Row
from app.theme import Theme

Index = QModelIndex | QPersistentModelIndex

VERDICT: Final = 1
"""Column of the verdict: beside the name, so that it is in sight in a small window too."""

_INK: Final = {"better": "good", "worse": "bad", "unclear": "muted", "same": "muted"}
_MARKS: Final = {"better": "✓ ", "worse": "✗ ", "unclear": "? "}
"""Told without colour too: a mark before the number."""


class ComparisonModel(QAbstractTableModel):
    """Rows of a comparison, read-only."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Start with no row."""
        super().__init__(parent)
        self._theme = theme
        self._headings: tuple[str, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._is_stacked = False

    def show_rows(self, headings: tuple[str, ...], rows: tuple[Row, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._headings, self._rows = headings, rows
        self.endResetModel()

    def stack(self, *, is_stacked: bool) -> None:
        """Set the interval of a figure below it, or beside it."""
        if is_stacked == self._is_stacked:
            return
        self._is_stacked = is_stacked
        if self._rows:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.DisplayRole])

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count scenarios, the base included."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count name, verdict and metrics."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the headings of columns, and their font: Qt would measure them as bold ones."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.FontRole:
            return self._theme.font(self._theme.tokens.small)
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell's text, colour, weight and tip."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if column == 0:
            return self._name(row, role)
        if column == VERDICT:
            return self._verdict(row, role)
        return self._figure(row.cells[column - 2], role)

    def _verdict(self, row: Row, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.verdict
        if role != Qt.ItemDataRole.ToolTipRole:
            return None
        figures = zip(self._headings[VERDICT + 1 :], row.cells, strict=True)
        told = (f"{heading.replace(chr(10), ' ')}: {cell.text}" for heading, cell in figures)
        return "\n".join((row.verdict, *told))

    def _name(self, row: Row, role: int) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.name
        if role == Qt.ItemDataRole.FontRole:
            return self._theme.font(self._theme.tokens.base, QFont.Weight.DemiBold)
        return None

    def _figure(self, cell: Cell, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            text = f"{_MARKS.get(cell.tone, '')}{cell.text}"
            return text.replace(" ± ", "\n± ") if self._is_stacked else text
        if role == Qt.ItemDataRole.ForegroundRole and cell.tone in _INK:
            return self._theme.colour(_INK[cell.tone])
        if role == Qt.ItemDataRole.ToolTipRole and cell.tip:
            return cell.tip
        return None
