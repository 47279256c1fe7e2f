"""Names of the series: a swatch with colour and shape, and the word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme import Shape, Tokens, shape_path

Mark = Shape | Literal["bar", "hatched", "line", "none"]
_SWATCH: Final = 9.0
_GAP: Final = 5.0
_BETWEEN: Final = 14.0
_MOST_ROWS: Final = 2
"""More rows would take the plot's room: what does not fit is counted, and told to the pointer."""


@dataclass(frozen=True)
class Key:
    """One entry of a legend."""

    text: str
    colour: str
    shape: Mark = "bar"


class Legend(QWidget):
    """A row of keys that wraps where the room is narrow; hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[Key, ...] = ()
        self._most_rows = _MOST_ROWS
        self._text = QColor("#667085")
        # Not Fixed: that would hold the height to the hint of the width before, and cut rows after a resize.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_keys(self, keys: Sequence[Key], tokens: Tokens) -> None:
        """Show these names."""
        self._keys = tuple(keys)
        self._text = QColor(tokens.muted)
        self.setAccessibleName(", ".join(key.text for key in keys))
        self.setToolTip("\n".join(key.text for key in keys))
        self.setVisible(bool(keys))
        self.updateGeometry()
        self.update()

    def allow_rows(self, most: int) -> None:
        """Take no more rows than these."""
        if most != self._most_rows:
            self._most_rows = most
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the wrapping."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the wrapped rows."""
        row = QFontMetricsF(self.font()).height() + 2
        last = 0.0
        for _, at in self._places(width):
            last = at.y()
        return int(last + row + 1) if self._keys else 0

    def sizeHint(self) -> QSize:
        """Ask for one row."""
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint swatches and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_keys(painter, self.width())

    def paint_keys(self, painter: QPainter, width: int) -> None:
        """Paint the keys with any painter, wrapped to ``width``."""
        painter.setFont(self.font())
        metrics = QFontMetricsF(self.font())
        row = metrics.height() + 2
        for key, at in self._places(width):
            middle = QPointF(at.x() + _SWATCH / 2, at.y() + row / 2)
            paint_swatch(painter, key, middle)
            words = metrics.elidedText(key.text, Qt.TextElideMode.ElideRight, width - _SWATCH - _GAP)
            painter.setPen(self._text)
            painter.drawText(QPointF(at.x() + _SWATCH + _GAP, at.y() + 1 + metrics.ascent()), words)

    def _places(self, width: float) -> Sequence[tuple[Key, QPointF]]:
        """Give the keys that fit with their places; of too many, the last place counts the others."""
        every = tuple(self._wrapped(self._keys, width))
        room = self._most_rows * (QFontMetricsF(self.font()).height() + 2) - 1
        shown = sum(at.y() < room for _, at in every)
        if shown == len(every):
            return every
        while True:
            others = Key(f"+{len(every) - shown} more", "", "none")
            fit = tuple(self._wrapped((*self._keys[:shown], others), width))
            if not shown or fit[-1][1].y() < room:
                return fit
            shown -= 1

    def _wrapped(self, keys: Sequence[Key], width: float) -> Iterator[tuple[Key, QPointF]]:
        metrics = QFontMetricsF(self.font())
        x = y = 0.0
        for key in keys:
            wide = _SWATCH + _GAP + min(metrics.horizontalAdvance(key.text), width - _SWATCH - _GAP)
            if x > 0 and x + wide > width:
                x, y = 0.0, y + metrics.height() + 2
            yield key, QPointF(x, y)
            x += wide + _BETWEEN


def paint_swatch(painter: QPainter, key: Key, middle: QPointF) -> None:
    """Paint a key's shape around a point."""
    if key.shape == "none":
        return
    half = _SWATCH / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(key.colour))
    box = QRectF(middle.x() - half, middle.y() - half, _SWATCH, _SWATCH)
    if key.shape == "line":
        painter.drawRect(QRectF(box.left(), middle.y() - 1, _SWATCH, 2))
    elif key.shape == "bar" or key.shape == "hatched":  # noqa: PLR1714 (narrows the type)
        painter.drawRoundedRect(box, 2, 2)
    else:
        painter.drawPath(shape_path(key.shape, _SWATCH).translated(middle))
    if key.shape == "hatched":
        painter.setBrush(QBrush(QColor("#FFFFFF"), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, 2, 2)
