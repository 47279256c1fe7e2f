"""The flow distribution of what arrives, as a bar whose borders can be dragged; the whole stays 100 %."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.canvas import moved
from app.theme import Theme, TypeStyle, shape_path

_TALL: Final = 26
_STEP: Final = 0.01
_NEAR: Final = 7.0


class SharesBar(QWidget):
    """Parts side by side. Drag a border, or choose one with up and down and move it with left and right.

    Signals:
        changed(object): The shares now, a tuple that sums to 1.
        settled(): The person let go: the end of one edit.
    """

    changed = Signal(object)
    settled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make an empty bar."""
        super().__init__(parent)
        self.setObjectName("inspector.shares")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._theme = theme
        self._shares: tuple[float, ...] = ()
        self._names: tuple[str, ...] = ()
        self._styles: tuple[TypeStyle, ...] = ()
        self._border = 0
        self._dragged = -1

    @property
    def is_dragging(self) -> bool:
        """Whether a border is held."""
        return self._dragged >= 0

    def show_shares(self, shares: Sequence[float], names: Sequence[str], styles: Sequence[TypeStyle]) -> None:
        """Show shares (any scale), with the name and the look of each type."""
        whole = sum(shares)
        self._shares = tuple(share / whole for share in shares) if whole > 0 else ()
        self._names, self._styles = tuple(names), tuple(styles)
        self._border = min(self._border, max(len(self._shares) - 2, 0))
        spoken = ", ".join(f"{n} {100 * s:.0f} %" for n, s in zip(self._names, self._shares, strict=False))
        self.setAccessibleName(self.tr("Flow distribution of arrivals"))
        self.setAccessibleDescription(spoken)
        self.setToolTip(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a bar."""
        return QSize(160, _TALL + 4)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the parts, their shapes, and the chosen border."""
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        for share, style in zip(self._shares, self._styles, strict=False):
            wide = share * self.width()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(style.colour))
            painter.drawRoundedRect(QRectF(left + 1, 2, max(wide - 2, 0), _TALL), 4, 4)
            if wide > 16:
                mark = shape_path(style.shape, 9).translated(QPointF(left + wide / 2, 2 + _TALL / 2))
                painter.fillPath(mark, QColor("#FFFFFF"))
            left += wide
        if self.hasFocus() and len(self._shares) > 1:
            x = self._places()[self._border]
            painter.setPen(QPen(QColor(t.text), 2))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a border."""
        self._dragged = self._border_at(event.position().x())
        if self._dragged >= 0:
            self._border = self._dragged
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the border, or show that there is one."""
        x = event.position().x()
        if self._dragged < 0:
            over = self._border_at(x) >= 0
            self.setCursor(Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.ArrowCursor)
            return
        by = (x - self._places()[self._dragged]) / max(self.width(), 1)
        self._move(self._dragged, round(by, 2))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._dragged >= 0:
            self._dragged = -1
            self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move the chosen border, up and down choose another."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and len(self._shares) > 1:
            self._move(self._border, _STEP if key == Qt.Key.Key_Right else -_STEP)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and len(self._shares) > 1:
            by = 1 if key == Qt.Key.Key_Down else -1
            self._border = (self._border + by) % (len(self._shares) - 1)
            self.update()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End the edit."""
        super().focusOutEvent(event)
        self.settled.emit()
        self.update()

    def _move(self, border: int, by: float) -> None:
        new = moved(self._shares, border, by)
        if new != self._shares:
            self._shares = new
            self.update()
            self.changed.emit(new)

    def _places(self) -> list[float]:
        places, sum_so_far = [], 0.0
        for share in self._shares[:-1]:
            sum_so_far += share
            places.append(sum_so_far * self.width())
        return places

    def _border_at(self, x: float) -> int:
        away = [abs(x - place) for place in self._places()]
        return away.index(min(away)) if away and min(away) <= _NEAR else -1
