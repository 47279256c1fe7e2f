"""Questions at the left of answers, or above them where there is no room for both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.theme import LIGHT, MEDIUM, Theme
from app.widgets import mark, scroll_area

_LEFT_WIDTH: Final = 304
_LEAST_BESIDE: Final = 760
"""Width from which both stand side by side, at the usual size of text."""
LARGE_TEXT: Final = 1.3
"""From this size of text on, the left side is too narrow for a field beside its name."""


class Sides(QWidget):
    """Two columns that scroll by themselves; narrow, one column that holds both.

    Attributes:
        is_stacked: Whether one stands above the other.
    """

    def __init__(self, theme: Theme, name: str) -> None:
        """Begin with nothing; ``name`` is that of the areas that scroll."""
        super().__init__()
        self._theme = theme
        self.is_stacked = False
        self._questions, self._answers = QWidget(), QWidget()
        for part in (self._questions, self._answers):
            mark(part, kind="scrolled")
        self._left, self._right = scroll_area(f"{name}Left"), scroll_area(f"{name}Right")
        self._cards = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._questions)
        self._column = QVBoxLayout(self._answers)
        for layout in (self._cards, self._column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(MEDIUM)
        self._left.setWidget(self._questions)
        self._right.setWidget(self._answers)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addWidget(self._left)
        row.addWidget(self._right, 1)

    def ask(self, cards: Sequence[QWidget]) -> None:
        """Put cards at the left."""
        for card in cards:
            self._cards.addWidget(card)
        self._cards.addStretch(1)

    def answer(self, layout: QVBoxLayout) -> None:
        """Put a layout at the right."""
        self._column.addLayout(layout, 1)

    def fit(self) -> None:
        """Give the left side the room that text needs now, or let it stand above."""
        larger = self._theme.tokens.base / LIGHT.base
        self._left.setFixedWidth(self._theme.width(_LEFT_WIDTH))
        stacked = self.width() < _LEAST_BESIDE * larger
        if stacked == self.is_stacked:
            return
        self.is_stacked = stacked
        ways = QBoxLayout.Direction
        self._cards.setDirection(ways.LeftToRight if stacked else ways.TopToBottom)
        last = self._cards.count() - 1
        for place in range(last + 1):
            self._cards.setStretch(place, int((place < last) == stacked))
        if stacked:
            self._left.takeWidget()
            self._column.insertWidget(0, self._questions)
        else:
            self._column.removeWidget(self._questions)
            self._left.setWidget(self._questions)
        self._left.setVisible(not stacked)
        self._questions.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room."""
        super().resizeEvent(event)
        self.fit()
