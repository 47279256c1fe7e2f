"""What a page says when it has nothing to show yet: what to do next, with a button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.theme import HUGE, MEDIUM, SMALL
from app.widgets.buttons import PrimaryButton
from app.widgets.text import label, paragraph

_TEXT_WIDTH = 460


class EmptyState(QWidget):
    """A picture, a title, a sentence, and the next step.

    Attributes:
        button: The next step; hidden when there is none.

    Signals:
        asked(): The button was pressed.
    """

    asked = Signal()

    def __init__(
        self, title: str, text: str, action: str = "", name: str = "empty", parent: QWidget | None = None
    ) -> None:
        """Say what is missing and what to do about it."""
        super().__init__(parent)
        self.setObjectName(name)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label(title, "title", f"{name}.title")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = paragraph(text, "muted", f"{name}.text")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setFixedWidth(_TEXT_WIDTH)
        self.button = PrimaryButton(action, f"{name}.action")
        if not action:
            # Never shown here: without a parent yet it would be a window of its own.
            self.button.hide()
        self.button.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setSpacing(SMALL)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addWidget(self._title)
        column.addLayout(_centred(self._text))
        column.addSpacing(MEDIUM)
        column.addLayout(_centred(self.button))
        column.addStretch(3)
        column.setContentsMargins(HUGE, HUGE, HUGE, HUGE)

    def set_picture(self, picture: QPixmap) -> None:
        """Put a picture above the title."""
        self._picture.setPixmap(picture)

    def say(self, title: str, text: str) -> None:
        """Change what is said."""
        self._title.setText(title)
        self._text.setText(text)


def _centred(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    return row
