"""How the cards of an answer stand: two columns, or one below the other where there is little room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.theme import LIGHT, MEDIUM, Theme

_TWO_COLUMNS: Final = 560
"""Width from which curve and calendar stand beside each other, at the usual size of text."""
_CALENDAR_WIDTH: Final = 280
_LEAST_CHART, _LEAST_BELOW = 134, 220
"""Height of a chart beside another card, and below it, where it is as wide as the page."""
_ROWS: Final = 5
_ALL: Final = 2


@dataclass(frozen=True)
class Cards:
    """What an answer consists of.

    Attributes:
        sentence: The answer itself.
        curve: The chance of each outcome.
        months: The chance by day; only where the question is when.
        table: How sure.
        learned: What it was learned from.
    """

    sentence: QWidget
    curve: QWidget
    months: QWidget
    table: QWidget
    learned: QWidget

    @property
    def pictures(self) -> tuple[QWidget, ...]:
        """All but the sentence, in the order in which they are read."""
        return self.curve, self.months, self.table, self.learned


class AnswerGrid(QGridLayout):
    """Lays the cards out; which way, the width decides.

    Attributes:
        is_narrow: Whether all stand in one column.
    """

    def __init__(self, cards: Cards, theme: Theme) -> None:
        """Lay out for the question when, in two columns."""
        super().__init__()
        self.is_narrow = False
        self._cards, self._theme = cards, theme
        self._has_calendar = True
        self.setSpacing(MEDIUM)
        self.setColumnStretch(0, 5)
        self.setColumnStretch(1, 3)
        self._place()

    def offer_calendar(self, *, has_calendar: bool) -> None:
        """Keep a place for the calendar, or give it to the table."""
        self._has_calendar = has_calendar
        self._place()

    def fit(self, width: int) -> None:
        """Choose the columns for a width."""
        self.is_narrow = width < _TWO_COLUMNS * self._larger
        self._place()

    @property
    def _larger(self) -> float:
        return self._theme.tokens.base / LIGHT.base

    def _place(self) -> None:
        for card in (self._cards.sentence, *self._cards.pictures):
            self.removeWidget(card)
        self.addWidget(self._cards.sentence, 0, 0, 1, _ALL, Qt.AlignmentFlag.AlignTop)
        if self.is_narrow:
            self._place_below()
        else:
            self._place_beside()
        least = round(_LEAST_BELOW * self._larger) if self.is_narrow else _LEAST_CHART
        for chart in (self._cards.curve, self._cards.learned):
            chart.setMinimumHeight(least)
        self.setColumnMinimumWidth(1, 0 if self.is_narrow else _CALENDAR_WIDTH)

    def _place_below(self) -> None:
        shown = [
            card for card in self._cards.pictures if self._has_calendar or card is not self._cards.months
        ]
        for row in range(1, _ROWS):
            self.setRowStretch(row, 0)
        for row, card in enumerate(shown, start=1):
            self.addWidget(card, row, 0, 1, _ALL)
        self.setRowStretch(1, 1)

    def _place_beside(self) -> None:
        cards = self._cards
        for row, stretch in enumerate((0, 3, 2, 0, 0)):
            self.setRowStretch(row, stretch)
        self.addWidget(cards.curve, 1, 0)
        self.addWidget(cards.learned, 2, 0)
        if self._has_calendar:
            self.addWidget(cards.months, 1, 1)
            self.addWidget(cards.table, 2, 1)
        else:
            self.addWidget(cards.table, 1, 1, 2, 1)
