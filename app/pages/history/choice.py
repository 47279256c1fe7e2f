"""A choice among words, beside or above what it is about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget


class Choice(QComboBox):
    """A combo box that lets the wheel scroll what it stands in, and never changes under it."""

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        """Make a choice without options."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(9)
        self.setMaxVisibleItems(20)

    def offer(self, options: tuple[tuple[str, str], ...]) -> None:
        """Offer options as (key, text)."""
        for key, text in options:
            self.addItem(text, key)

    def choose(self, key: str) -> None:
        """Show an option without telling; the first one where there is none of this key."""
        self.setCurrentIndex(max(self.findData(key), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what is around."""
        event.ignore()
