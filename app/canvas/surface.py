"""A view on a scene that stays where it was put: no bars, no jumps, painted whole."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from app.theme import Theme

_BY_KEYS: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Surface(QGraphicsView):
    """What the board is painted on; who came by keys sees a ring around it while nothing in it is chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make an empty surface."""
        super().__init__(parent)
        self._theme = theme
        self._is_by_keys = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        # Else another scale keeps the middle in sight, and a wide board opens with its beginning cut off.
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setMinimumWidth(320)
        self.setMouseTracking(True)

    @property
    def has_ring(self) -> bool:
        """Whether it shows that keys mean it: nothing chosen in it does."""
        return self.hasFocus() and self._is_by_keys and not self.shows_what_keys_mean

    @property
    def shows_what_keys_mean(self) -> bool:
        """Whether something in it is marked as what keys mean."""
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scene, and the ring upon it."""
        super().paintEvent(event)
        if self.has_ring:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
            radius = self._theme.tokens.radius - 2
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), radius, radius)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Notice whether somebody came by keys."""
        self._show_ring(by_keys=event.reason() in _BY_KEYS)
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Notice that somebody uses a mouse; what it does is the board's."""
        self._show_ring(by_keys=False)

    def _show_ring(self, *, by_keys: bool) -> None:
        if by_keys != self._is_by_keys:
            self._is_by_keys = by_keys
            self.viewport().update()

    def keep_below(self, height: int) -> None:
        """Leave a strip below the scene for something else."""
        if height != self.viewportMargins().bottom():
            self.setViewportMargins(0, 0, 0, height)
