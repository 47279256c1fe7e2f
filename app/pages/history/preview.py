"""The first rows of a file, with what each column means above it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QWidget

from app.pages.history.choice import Choice
from app.pages.history.meanings import NOTHING, meaning_of, offered
from app.theme import SMALL, TINY, Theme
from app.widgets import TableView, mark
from sim.history import Mapping, Table

Index = QModelIndex | QPersistentModelIndex
SHOWN_ROWS: Final = 50
_LEAST_COLUMN: Final = 21
_WIDEST_COLUMN: Final = 37
"""Widths in letters."""
_MEASURED_ROWS: Final = 12


class PreviewModel(QAbstractTableModel):
    """The first rows of a table, read-only; texts of columns that are not used are pale."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Start with no row."""
        super().__init__(parent)
        self._theme = theme
        self._table: Table | None = None
        self._mapping = Mapping()

    def show_table(self, table: Table, mapping: Mapping) -> None:
        """Show the first rows of another table."""
        self.beginResetModel()
        self._table, self._mapping = table, mapping
        self.endResetModel()

    def show_mapping(self, mapping: Mapping) -> None:
        """Tell used columns from others anew."""
        self._mapping = mapping
        if self.rowCount():
            corner = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), corner, [Qt.ItemDataRole.ForegroundRole])

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the rows shown."""
        return 0 if parent.isValid() or self._table is None else min(len(self._table), SHOWN_ROWS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count the columns of the file."""
        return 0 if parent.isValid() or self._table is None else len(self._table.headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the file's own headers, and row numbers as a spreadsheet has them."""
        if self._table is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        across = orientation == Qt.Orientation.Horizontal
        return self._table.headers[section] if across else str(self._table.numbers[section])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell's text, and a pale ink where the column is not used."""
        if not index.isValid() or self._table is None:
            return None
        header = self._table.headers[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._table.columns[index.column()][index.row()][:200].split())
        if role == Qt.ItemDataRole.ForegroundRole and meaning_of(self._mapping, header) == NOTHING:
            return self._theme.colour("muted")
        return None


class MeaningHeader(QHeaderView):
    """Headings with a choice of meaning under each; choices are made for columns once they come into sight.

    Signals:
        chosen(str, str): The person chose a meaning (second) for the column with this header (first).
    """

    chosen = Signal(str, str)

    def __init__(self, table: QWidget) -> None:
        """Make headings of a table, without choices."""
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setObjectName("history.import.meanings")
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self._combos: dict[int, Choice] = {}
        self._mapping = Mapping()
        self._wrong: tuple[str, ...] = ()
        self._headers: tuple[str, ...] = ()
        self.sectionResized.connect(self.place_choices)

    def show_mapping(self, headers: tuple[str, ...], mapping: Mapping) -> None:
        """Show what the columns with these headers mean."""
        if headers != self._headers or mapping.layout != self._mapping.layout:
            for combo in self._combos.values():
                combo.hide()
                combo.deleteLater()
            self._combos.clear()
        self._headers, self._mapping = headers, mapping
        for section, combo in self._combos.items():
            self._choose(combo, headers[section])
        self.place_choices()

    def show_problems(self, problems: tuple[str, ...]) -> None:
        """Mark the columns that a sentence names."""
        self._wrong = problems
        for section, combo in self._combos.items():
            self._mark(combo, self._headers[section])

    def choice(self, header: str) -> Choice:
        """Give the choice under a header, made if it was not in sight yet.

        Raises:
            ValueError: There is no such header.
        """
        return self._combo(self._headers.index(header))

    def place_choices(self) -> None:
        """Put the choices under their headings."""
        top = self._text_height()
        for section in range(len(self._headers)):
            left, wide = self.sectionViewportPosition(section), self.sectionSize(section)
            if section not in self._combos and not (-wide < left < self.viewport().width()):
                continue
            combo = self._combo(section)
            combo.setGeometry(left + TINY, top, max(wide - 2 * TINY, 1), combo.sizeHint().height())
            combo.show()

    def sizeHint(self) -> QSize:
        """Ask for a line of text and a choice below it."""
        return QSize(super().sizeHint().width(), self._text_height() + self._combo_height() + TINY + 2)

    def updateGeometries(self) -> None:
        """Keep the choices in place."""
        super().updateGeometries()
        self.place_choices()

    def _combo(self, section: int) -> Choice:
        if section in self._combos:
            return self._combos[section]
        header = self._headers[section]
        spoken = self.tr("Meaning of the column {}").format(header)
        combo = Choice(f"history.import.meaning.{section}", spoken, self.viewport())
        combo.offer(offered(self._mapping.layout))
        combo.activated.connect(lambda _: self.chosen.emit(header, combo.currentData()))
        self._combos[section] = combo
        QWidget.setTabOrder(self._before(section), combo)
        self._choose(combo, header)
        self._mark(combo, header)
        return combo

    def _before(self, section: int) -> QWidget:
        """Give what the tab key leaves for the choice of a column: that of an earlier one, or the table."""
        earlier = [place for place in self._combos if place < section]
        return self._combos[max(earlier)] if earlier else self._table

    def _choose(self, combo: Choice, header: str) -> None:
        meaning = meaning_of(self._mapping, header)
        combo.choose(meaning)
        mark(combo, chosen="false" if meaning == NOTHING else "true")

    def _mark(self, combo: Choice, header: str) -> None:
        about = [sentence for sentence in self._wrong if f'"{header}"' in sentence]
        combo.setToolTip("\n".join(about))
        mark(combo, tone="bad" if about else "plain")

    def _text_height(self) -> int:
        return self.fontMetrics().height() + SMALL + TINY

    def _combo_height(self) -> int:
        return next(iter(self._combos.values())).sizeHint().height() if self._combos else 30


class Preview(TableView):
    """The table of the first rows, headings with choices on top.

    Attributes:
        meanings: The headings.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show no table."""
        super().__init__("history.import.preview", self.tr("First rows of the file"), parent)
        self.meanings = MeaningHeader(self)
        self.setHorizontalHeader(self.meanings)
        self._rows = PreviewModel(theme, self)
        self.setModel(self._rows)
        self.verticalHeader().show()
        self.verticalHeader().setDefaultSectionSize(28)
        self.horizontalScrollBar().valueChanged.connect(self.meanings.place_choices)
        theme.changed.connect(self._dress)

    def show_table(self, table: Table, mapping: Mapping) -> None:
        """Show another file."""
        self._rows.show_table(table, mapping)
        self.meanings.show_mapping(table.headers, mapping)
        self.meanings.blockSignals(True)  # else every column places all choices anew
        for section, wide in enumerate(_widths(table, self.fontMetrics())):
            self.setColumnWidth(section, wide)
        self.meanings.blockSignals(False)
        self.updateGeometries()
        self.meanings.place_choices()

    def show_mapping(self, headers: tuple[str, ...], mapping: Mapping) -> None:
        """Show what the columns mean now."""
        self._rows.show_mapping(mapping)
        self.meanings.show_mapping(headers, mapping)

    def _dress(self) -> None:
        self.meanings.updateGeometries()
        self.viewport().update()


def _widths(table: Table, metrics: QFontMetrics) -> list[int]:
    """Give each column the width of its longest text among the first rows, within bounds."""
    # PERF: Qt's own measuring asks every cell: 0.3 s for the 300 columns that some trackers export.
    letter = metrics.averageCharWidth()
    longest = [
        max(map(len, (header, *column[:_MEASURED_ROWS])))
        for header, column in zip(table.headers, table.columns, strict=True)
    ]
    return [
        min(max(length * letter + 3 * SMALL, _LEAST_COLUMN * letter), _WIDEST_COLUMN * letter)
        for length in longest
    ]
