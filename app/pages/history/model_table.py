"""Rows of text to read: what was found by stage, families tried, figures of model and history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy

from app.pages.history.rows_model import Index, RowsModel
from app.theme import LIGHT, Theme
from app.widgets import TableView

_ROW: Final = 28
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class TextRow:
    """One row.

    Attributes:
        cells: Its texts.
        tips: What the pointer is told of each; the text itself where it is empty.
        tones: Colour of each, as the theme names them; plain where there is none.
        is_strong: Whether it is brought out.
    """

    cells: tuple[str, ...]
    tips: tuple[str, ...] = ()
    tones: tuple[str, ...] = ()
    is_strong: bool = False


class TextRows(RowsModel[TextRow]):
    """Rows of text under headings, read-only.

    Attributes:
        figures: Columns of figures, which stand at the right.
    """

    def __init__(self, theme: Theme, headings: tuple[str, ...], parent: QObject | None = None) -> None:
        """Start with no row."""
        super().__init__(parent)
        self._theme = theme
        self.headings = headings
        self.figures: frozenset[int] = frozenset()

    def cells(self, row: TextRow) -> tuple[str, ...]:
        """Give the texts of a row."""
        return row.cells

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the headings; those of figures stand over them."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in self.figures else _LEFT
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell's text, tip, side, colour and weight."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.ToolTipRole and column < len(row.tips) and row.tips[column]:
            return row.tips[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in self.figures else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole and column < len(row.tones) and row.tones[column]:
            return self._theme.colour(row.tones[column])
        if role == Qt.ItemDataRole.FontRole and row.is_strong:
            return self._theme.font(self._theme.tokens.base, QFont.Weight.DemiBold)
        return super().data(index, role)


class TextTable(TableView):
    """A table as high as its rows, up to a few; the first column takes the room that is left.

    Attributes:
        rows: What it shows.
        empty: Columns that say nothing now: they are hidden.
        gives: Columns that go first where room is short, in order.
    """

    def __init__(
        self, theme: Theme, headings: tuple[str, ...], name: str, spoken: str, *, most_rows: int
    ) -> None:
        """Make an empty table."""
        super().__init__(name, spoken)
        self._theme, self._most = theme, most_rows
        self.empty: frozenset[int] = frozenset()
        self.gives: tuple[int, ...] = ()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows = TextRows(theme, headings, self)
        self.setModel(self.rows)
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setMinimumSectionSize(28)
        self.fit_rows()

    def show_rows(self, rows: tuple[TextRow, ...]) -> None:
        """Show other rows; the same one stays chosen."""
        chosen = max(self.currentIndex().row(), 0)
        self.rows.show_rows(rows)
        self.fit_rows()
        if rows:
            self.selectRow(min(chosen, len(rows) - 1))

    def fit_rows(self) -> None:
        """Make rows and columns as large as their text wants them."""
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self.fit_columns()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._fit_width()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_width()

    def _fit_width(self) -> None:
        """Hide columns that say nothing, and, where room is short, those that can go."""
        count = self.rows.columnCount()
        room = self.viewport().width() - self.sizeHintForColumn(0)
        wanted = {c: self._column_width(c) for c in range(1, count) if c not in self.empty}
        for column in self.gives:
            if sum(wanted.values()) > room:
                wanted.pop(column, None)
        for column in range(1, count):
            self.setColumnHidden(column, column not in wanted)

    def _column_width(self, column: int) -> int:
        return max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))

    def sizeHint(self) -> QSize:
        """Ask for all rows, up to the most."""
        return QSize(super().sizeHint().width(), self._height(min(self.rows.rowCount(), self._most)))

    def minimumSizeHint(self) -> QSize:
        """Ask for the same height, of any width."""
        return QSize(120, self.sizeHint().height())

    def _row_height(self) -> int:
        return round(_ROW * self._theme.tokens.base / LIGHT.base)

    def _height(self, rows: int) -> int:
        return self.horizontalHeader().sizeHint().height() + max(rows, 1) * self._row_height() + 4
