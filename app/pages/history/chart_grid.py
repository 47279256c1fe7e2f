"""Charts in as many columns as there is room for."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.charts import Chart
from app.theme import MEDIUM, Theme

_LEAST_CHART: Final = 240
_LEAST_WIDTH: Final = 800
"""Width from which charts stand three in a row, at the usual size of text."""


class ChartGrid(QWidget):
    """Takes the height that is left: a legend that wraps must not make the page longer.

    Attributes:
        charts: Those that have a place.
    """

    def __init__(
        self, theme: Theme, charts: tuple[Chart[Any], ...], most: int = 3, *, least_width: int = 640
    ) -> None:
        """Hold charts, at most so many in a row."""
        super().__init__()
        self.charts, self._theme, self._most, self._columns = charts, theme, most, 0
        self._least_width = least_width
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(MEDIUM)
        for chart in charts:
            chart.setMinimumHeight(_LEAST_CHART)
        self._place(most)

    def show_only(self, charts: tuple[Chart[Any], ...]) -> None:
        """Give places to some of the charts, and hide the others."""
        if charts == self.charts:
            return
        for chart in self.charts:
            chart.setVisible(chart in charts)
            self._grid.removeWidget(chart)
        self.charts = charts
        for chart in charts:
            chart.show()
        self._place(self._columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use fewer columns where text is too large for all."""
        super().resizeEvent(event)
        roomy = self.width() >= _LEAST_WIDTH * self._theme.tokens.base / 13
        columns = self._most if roomy else max(self._most - 1, 1)
        if columns != self._columns:
            self._place(columns)

    def hasHeightForWidth(self) -> bool:
        """Say that the height does not follow from the width."""
        return False

    def sizeHint(self) -> QSize:
        """Ask for the rows of charts, and no more."""
        return QSize(900, max(self._rows * (_LEAST_CHART + MEDIUM) - MEDIUM, 0))

    def minimumSizeHint(self) -> QSize:
        """Never be lower than that."""
        return QSize(self._least_width, self.sizeHint().height())

    def _place(self, columns: int) -> None:
        self._columns = columns
        used = self._used
        for place, chart in enumerate(self.charts):
            self._grid.addWidget(chart, place // used, place % used)
        for line in range(max(self._grid.columnCount(), self._grid.rowCount())):
            self._grid.setColumnStretch(line, int(line < used))
            self._grid.setRowStretch(line, int(line < self._rows))
        self.updateGeometry()

    @property
    def _used(self) -> int:
        """Columns in which something stands."""
        return max(min(self._columns, len(self.charts)), 1)

    @property
    def _rows(self) -> int:
        return -(-len(self.charts) // self._used)
