"""What a run adds to an axis of time: the moment looked at, and flags where a value was changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from app.charts.labels import Mark, MarkedLines
from app.theme import Tokens

_FLAG_PIXELS: Final = 92.0
_VALUES: Final = re.compile(r"\S+ → \S+$")
_MOST_FLAGS: Final = 5
"""With more changes than this their words would hide the picture: they are told to the pointer alone."""
_NEAR_PIXELS: Final = 5.0


@dataclass(frozen=True)
class ChangeMark:
    """A change made while the stream ran.

    Attributes:
        time: When, in the log's time.
        text: What was changed, such as "Test limit 4 → 6".
    """

    time: float
    text: str


class TimeMarks:
    """Draws a moment and changes over a plot whose axis along the bottom is time.

    Attributes:
        moment: The moment shown, None if there is none.
        changes: The changes shown.
    """

    def __init__(self, view: pg.ViewBox) -> None:
        """Draw nothing yet."""
        self.moment: float | None = None
        self.changes: tuple[ChangeMark, ...] = ()
        self._view = view
        self._flags = MarkedLines(view, "up")
        self._line = pg.InfiniteLine(0.0, 90)
        self._line.setZValue(12)
        self._line.hide()
        view.addItem(self._line, ignoreBounds=True)

    def show_moment(self, time: float | None) -> None:
        """Draw a line there; none for None."""
        self.moment = time
        self._line.setVisible(time is not None)
        if time is not None:
            self._line.setValue(time)

    def show_changes(self, changes: Sequence[ChangeMark], tokens: Tokens, font: QFont) -> None:
        """Draw a flag for each change in place of the earlier ones."""
        self.changes = tuple(changes)
        letters = QFontMetricsF(font)
        with_words = len(self.changes) <= _MOST_FLAGS
        marks = [
            Mark(change.time, change.text, Qt.PenStyle.DotLine, _shorter(change.text, letters))
            if with_words
            else Mark(change.time, "", Qt.PenStyle.DotLine)
            for change in self.changes
        ]
        self._flags.show_marks(marks, tokens, font)

    def paint_with(self, tokens: Tokens, font: QFont) -> None:
        """Take the colours of a theme."""
        self._line.setPen(pg.mkPen(tokens.accent, width=1.6))
        self.show_changes(self.changes, tokens, font)

    def text_at(self, x: float) -> str:
        """Tell the changes within a few pixels of a time, one a line; nothing where there is none."""
        wide, _ = self._view.viewPixelSize()
        near = [change for change in self.changes if abs(change.time - x) <= _NEAR_PIXELS * wide]
        return "\n".join(change.text for change in near)


def _shorter(text: str, letters: QFontMetricsF) -> tuple[str, ...]:
    """Give what a flag says where the whole change has no room: what came of it, then nothing."""
    came_of_it = _VALUES.search(text)
    first = came_of_it[0] if came_of_it is not None else text
    return (letters.elidedText(first, Qt.TextElideMode.ElideRight, _FLAG_PIXELS), "")
