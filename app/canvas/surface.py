"""A view on a scene that stays where it was put: no bars, no jumps, painted whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget


class Surface(QGraphicsView):
    """What the board is painted on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty surface."""
        super().__init__(parent)
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

    def keep_below(self, height: int) -> None:
        """Leave a strip below the scene for something else."""
        if height != self.viewportMargins().bottom():
            self.setViewportMargins(0, 0, 0, height)
