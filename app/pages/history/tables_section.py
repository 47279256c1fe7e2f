"""The Tables section: every metric as a table, to be read, sorted and taken along."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QListWidget

from app.pages.history.part import Part
from app.pages.history.section import Means, Section
from app.pages.history.table_card import ReadTable
from app.pages.history.tables_found import WriteRequest, tables_found, write_tables
from app.pages.history.trial import counted
from app.theme import LARGE, MEDIUM, SMALL
from app.widgets import Card, ElidedLabel, PrimaryButton, QuietButton, mark, paragraph

if TYPE_CHECKING:
    from sim.report import TableOut
    from sim.store import Project

_WRITE: Final = "history.tables.write"
_LEAST: Final = 420
_LIST: Final = 190


class TablesSection(Section):
    """A list of all tables, the chosen one, and two ways out.

    Attributes:
        names: The tables by name.
        view: The chosen one.
        one: Writes it as CSV.
        every: Writes all as a workbook.
        tables: All of them; empty before the first time.
    """

    key = "tables"
    title = "Tables"

    def __init__(self, means: Means) -> None:
        """Lay an empty list and table out."""
        super().__init__(means)
        self.tables: tuple[TableOut, ...] = ()
        self._part: Part | None = None
        self.names = QListWidget()
        self.names.setObjectName("history.tables.names")
        self.names.setAccessibleName(self.tr("Tables"))
        self.names.currentRowChanged.connect(self._choose)
        self._list = Card("", "history.tables.list")
        self._list.setAccessibleName(self.tr("Tables"))
        self._list.setContentsMargins(-SMALL, 0, -SMALL, 0)
        self._list.body.addWidget(self.names)
        self._list.setFixedWidth(_LIST)
        self.view = ReadTable("history.tables.rows", self.tr("Rows of the table"))
        self._card = Card(" ", "history.tables.card")
        self._count = ElidedLabel()
        self._count.setObjectName("history.tables.count")
        mark(self._count, role="muted")
        self._note = paragraph("", "muted", "history.tables.note")
        self.one = QuietButton(self.tr("Export CSV…"), "history.tables.csv")
        self.one.setToolTip(self.tr("Write this table; no text in it runs as a formula"))
        self.every = PrimaryButton(self.tr("Export all (XLSX)…"), "history.tables.xlsx")
        self.every.setToolTip(self.tr("Write all tables as one workbook, a sheet each"))
        self.one.clicked.connect(self.export_one)
        self.every.clicked.connect(self.export_all)
        self._card.header.insertWidget(1, self._count)
        self._card.header.addWidget(self.one)
        self._card.header.addWidget(self.every)
        self._card.body.addWidget(self._note)
        self._card.body.addWidget(self.view, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addWidget(self._list)
        row.addWidget(self._card, 1)
        means.document.changed.connect(self._follow)

    def minimumSizeHint(self) -> QSize:
        """Ask for the height of a dozen rows."""
        return QSize(640, _LEAST)

    def show_part(self, part: Part) -> None:
        """Make the tables of a part."""
        self._part = part
        self._measure()

    def _measure(self) -> None:
        if self._part is None:
            return
        chosen = self.means.document.project.delivery
        self.work(partial(tables_found, chosen=chosen), self._part, self._show)

    def export_one(self) -> None:
        """Ask where to write the chosen table, and write it."""
        if self._chosen is not None:
            self._write((self._chosen,), f"{self._chosen.stem}.csv")

    def export_all(self) -> None:
        """Ask where to write the workbook, and write it."""
        if self.tables:
            self._write(self.tables, "flow-metrics.xlsx")

    @property
    def _chosen(self) -> TableOut | None:
        row = self.names.currentRow()
        return self.tables[row] if 0 <= row < len(self.tables) else None

    def _show(self, tables: tuple[TableOut, ...]) -> None:
        row = max(self.names.currentRow(), 0)
        self.tables = tables
        self.names.blockSignals(True)
        self.names.clear()
        self.names.addItems([table.title for table in tables])
        self._list.setFixedWidth(max(_LIST, self.names.sizeHintForColumn(0) + 3 * LARGE))
        self.names.setCurrentRow(min(row, len(tables) - 1))
        self.names.blockSignals(False)
        self._choose(self.names.currentRow())

    def _choose(self, _: int) -> None:
        table = self._chosen
        if table is None:
            return
        self._card.set_title(table.title)
        self._count.setText(counted(len(table.rows), "row"))
        self._note.setText(table.note if table.rows else self.tr("There is nothing to list in this window."))
        self._note.setVisible(bool(self._note.text()))
        self.view.setAccessibleName(self.tr("Rows of {}").format(table.title))
        self.view.show_table(table)

    def _write(self, tables: tuple[TableOut, ...], name: str) -> None:
        path = self.means.ask_for_table(name)
        if path is not None:
            request = WriteRequest(tables, path)
            self.means.jobs.start(write_tables, request, self._tell, key=_WRITE, on_fault=self.fault.emit)

    def _follow(self, before: Project | None, after: Project) -> None:
        """Make the tables again where what counts as a deployment was changed."""
        if before is None or after.history is None:
            self._part = None
        elif before.delivery != after.delivery and before.history is after.history:
            self._measure()

    def _tell(self, path: Path) -> None:
        self.told.emit(self.tr("Wrote {}").format(path))
