"""A card with a table in it, as high as its rows need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.pages.history.table_model import TableModel
from app.widgets import Card, TableView, paragraph

if TYPE_CHECKING:
    from sim.report import TableOut

_ROW: Final = 28
_SAMPLE: Final = 100
"""Rows that columns are made wide enough for."""
_WIDEST: Final = 340
_NARROWEST: Final = 96
"""How far a column of words gives way before the table scrolls: the whole of it is a tip."""


class ReadTable(TableView):
    """A table that is read and sorted: a click on a heading sorts, another turns it round.

    Attributes:
        rows: The rows shown.
    """

    def __init__(self, name: str, spoken: str = "", most: int = 0, parent: QWidget | None = None) -> None:
        """Make an empty table, as high as so many rows at most; 0: as high as there is room."""
        super().__init__(name, spoken, parent)
        self.rows = TableModel(self)
        self._most = most
        self._wordy: int | None = None
        self._least = 0
        self.setModel(self.rows)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        columns = self.horizontalHeader()
        columns.setSortIndicatorClearable(True)
        columns.setResizeContentsPrecision(_SAMPLE)
        columns.setStretchLastSection(False)
        if most:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_table(self, table: TableOut) -> None:
        """Show another table, in its own order."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.rows.show_table(table)
        self.fit_columns()
        columns = self.horizontalHeader()
        for section in range(columns.count()):
            if self.columnWidth(section) > _WIDEST:
                self.setColumnWidth(section, _WIDEST)
        self._wordy = _widest(table) if columns.count() else None
        self._least = min(self.columnWidth(self._wordy), _NARROWEST) if self._wordy is not None else 0
        self._use_room()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room that is left to the column of words; where there is none, the table scrolls."""
        super().resizeEvent(event)
        self._use_room()

    def _use_room(self) -> None:
        if self._wordy is not None:
            others = self.horizontalHeader().length() - self.columnWidth(self._wordy)
            self.setColumnWidth(self._wordy, max(self._least, self.viewport().width() - others))

    def sizeHint(self) -> QSize:
        """Ask for the rows there are, up to the most."""
        if not self._most:
            return super().sizeHint()
        rows = min(max(self.rows.rowCount(), 1), self._most)
        frame = 2 * self.frameWidth() + self.horizontalScrollBar().sizeHint().height()
        return QSize(360, self.horizontalHeader().sizeHint().height() + rows * _ROW + frame)

    def minimumSizeHint(self) -> QSize:
        """Never be lower than that."""
        return QSize(200, self.sizeHint().height()) if self._most else super().minimumSizeHint()


class TableCard(Card):
    """A titled table, what must be known beside it, and a sentence where it has no rows.

    Attributes:
        table: The table.
        note: The sentence below the title.
    """

    def __init__(self, title: str, name: str, most: int, parent: QWidget | None = None) -> None:
        """Make an empty card for so many rows; of more, the table scrolls."""
        super().__init__(title, name, parent)
        self.table = ReadTable(f"{name}.rows", title, most)
        self.note = paragraph("", "muted", f"{name}.note")
        self.note.hide()
        self.body.addWidget(self.note)
        self.body.addWidget(self.table)
        self.body.addStretch(1)

    def show_table(self, table: TableOut, nothing: str, note: str = "") -> None:
        """Show a table with a note, or a sentence where it has no rows."""
        self.table.setVisible(bool(table.rows))
        self.table.show_table(table)
        said = (note or table.note) if table.rows else nothing
        self.note.setText(said)
        self.note.setVisible(bool(said))


def _widest(table: TableOut) -> int:
    """Give the column that takes the room that is left: the one with the longest words."""
    lengths = [
        max((len(row[place]) for row in table.rows[:_SAMPLE] if isinstance(row[place], str)), default=0)  # type: ignore[arg-type]
        for place in range(len(table.columns))
    ]
    return lengths.index(max(lengths))
