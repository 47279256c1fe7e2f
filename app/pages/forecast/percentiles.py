"""How sure, in a small table: percent against date, or against items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QWidget

from app.theme import LIGHT
from app.widgets import TableView, date_text

if TYPE_CHECKING:
    from sim.forecast import CountPercentile, DatePercentile, Forecast

_ROOM_FOR_DAYS = 260
_ROW = 26
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PercentileTable(TableView):
    """One row a percentile, in the order asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty table."""
        super().__init__("forecast.percentiles", self.tr("Percentiles of the forecast"), parent)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.verticalHeader().setDefaultSectionSize(_ROW)

    def show_rows(self, found: Forecast) -> None:
        """Show the percentiles of a forecast."""
        when = found.question.kind == "when"
        header = (
            (self.tr("sure"), self.tr("done by"), self.tr("days"))
            if when
            else (self.tr("sure"), self.tr("items"))
        )
        self._fill(header, [self._cells(row) for row in found.percentiles])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the dates the room of the days where there is too little."""
        super().resizeEvent(event)
        larger = max(self.font().pixelSize(), LIGHT.base) / LIGHT.base
        self.setColumnHidden(2, event.size().width() < _ROOM_FOR_DAYS * larger)
        self.verticalHeader().setDefaultSectionSize(round(_ROW * larger))
        self._keep_rows()

    def _keep_rows(self) -> None:
        """Ask for the room of all rows: so few are not worth scrolling."""
        rows = self._model.rowCount() * self.verticalHeader().defaultSectionSize()
        self.setMinimumHeight(self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth())

    def _fill(self, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        self._model.clear()
        self._model.setHorizontalHeaderLabels(header)
        if len(header) > 2:
            # A heading stands over its figures.
            self._model.setHeaderData(2, Qt.Orientation.Horizontal, _RIGHT, Qt.ItemDataRole.TextAlignmentRole)
        for cells in rows:
            self._model.appendRow([_item(text, column) for column, text in enumerate(cells)])
        for column in range(len(header)):
            mode = QHeaderView.ResizeMode.Stretch if column == 1 else QHeaderView.ResizeMode.ResizeToContents
            self.horizontalHeader().setSectionResizeMode(column, mode)
        self._keep_rows()

    def _cells(self, row: DatePercentile | CountPercentile) -> tuple[str, ...]:
        sure = f"{row.percent} %"
        if hasattr(row, "items"):
            return sure, self.tr("{} or more").format(f"{row.items:,}")
        if row.date is None or row.days is None:
            return sure, self.tr("not within ten years"), ""
        return sure, date_text(row.date), f"{row.days:,}"


def _item(text: str, column: int) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    if column == 2:
        item.setTextAlignment(_RIGHT)
    return item
