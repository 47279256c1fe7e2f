"""The table of the comparison, fitted to the room that it has."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent

from app.pages.what_if.table import VERDICT, ComparisonModel
from app.theme import LIGHT, Theme
from app.widgets import TableView

MEDIAN: Final = VERDICT + 2
"""Column of the typical flow time: where room is shortest, the verdict's 85 % is enough."""
TOLD: Final = VERDICT + 3
"""Column of the figure that the verdict puts in words: where room is short, the words are enough."""
_NAME_WIDTH, _NARROW_NAME, _LEAST_NAME = 190, 130, 96
_VERDICT_WIDTH, _LEAST_VERDICT = 150, 110
_LEAST_WORD, _LEAST_LINE = 72, 90
"""A name that takes a line a word, and a verdict in three lines."""
_MARGIN = 12
"""What Qt forgets of a padded cell's margins when it says how wide a text is."""
_LEAST_ROW = 34


class ComparisonTable(TableView):
    """Shows a comparison without scrolling sideways, as far as that can be."""

    def __init__(self, name: str, spoken: str, theme: Theme) -> None:
        """Make an empty table."""
        super().__init__(name, spoken)
        self._theme = theme
        self._rows = ComparisonModel(theme, self)
        self.setModel(self._rows)
        self.verticalHeader().setMinimumSectionSize(_LEAST_ROW)

    @property
    def rows(self) -> ComparisonModel:
        """What it shows."""
        return self._rows

    def fit(self) -> None:
        """Fit the columns to their figures.

        A long name ends early, a verdict takes two lines if it must; if that is not enough, an interval
        stands below its figure, and the figure that the verdict tells goes; in the end the median does too,
        which the verdict then tells to the pointer.
        """
        self._fit_figures(is_narrow=False)
        last = self._rows.columnCount() - 1
        if last <= VERDICT:
            return
        if self._missing() > 0:
            self._hold(VERDICT, _VERDICT_WIDTH)
        if self._missing() > 0:
            self._fit_figures(is_narrow=True)
            self._squeeze(VERDICT, _LEAST_VERDICT)
            self._squeeze(0, _LEAST_NAME)
        if self._missing() > 0:
            self.setColumnHidden(MEDIAN, True)
            self._squeeze(VERDICT, _LEAST_LINE)
            self._squeeze(0, _LEAST_WORD)
        self.setColumnWidth(last, self._last_width())  # what it was before is not less than it takes
        self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the room that there is now, beside a scroll bar too."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def _fit_figures(self, *, is_narrow: bool) -> None:
        self._rows.stack(is_stacked=is_narrow)
        self.setColumnHidden(MEDIAN, False)
        if self._rows.columnCount() > TOLD:
            self.setColumnHidden(TOLD, is_narrow)
        self.fit_columns()
        self.setColumnWidth(VERDICT, self.columnWidth(VERDICT) + _MARGIN)
        if is_narrow:
            self._hold_words()
        else:
            self._hold(0, _NAME_WIDTH)

    def _hold_words(self) -> None:
        self._hold(0, _NARROW_NAME)
        self._hold(VERDICT, _VERDICT_WIDTH)

    def _hold(self, column: int, most: int) -> None:
        self.setColumnWidth(column, min(self.columnWidth(column), self._large(most)))

    def _squeeze(self, column: int, least: int) -> None:
        """Take what is missing from a column whose words go on in another line."""
        width = self.columnWidth(column)
        self.setColumnWidth(column, min(width, max(self._large(least), width - max(0, self._missing()))))

    def _large(self, width: int) -> int:
        return round(width * self._theme.tokens.base / LIGHT.base)

    def _missing(self) -> int:
        """Tell how much wider all columns are than the table; the last is stretched, or cut."""
        last = self._rows.columnCount() - 1
        taken = sum(self.columnWidth(each) for each in range(last))  # none where it is hidden
        return taken + self._last_width() - self.viewport().width()

    def _last_width(self) -> int:
        last = self._rows.columnCount() - 1
        return max(self.sizeHintForColumn(last), self.horizontalHeader().sectionSizeHint(last))
