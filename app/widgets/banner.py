"""A line across the page: what happened, what to do about it, and a button for it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.theme import MEDIUM, SMALL
from app.widgets.buttons import LinkButton
from app.widgets.marks import mark
from app.widgets.text import paragraph

Tone = Literal["accent", "warn", "bad"]


class Banner(QFrame):
    """Tells one thing until it is closed; hidden while there is nothing to tell.

    Signals:
        acted(): The button was pressed.
        closed(): The person closed it.
    """

    acted = Signal()
    closed = Signal()

    def __init__(self, name: str = "banner", parent: QWidget | None = None) -> None:
        """Make a hidden banner."""
        super().__init__(parent)
        self.setObjectName(name)
        mark(self, kind="banner")
        self._text = paragraph("", "title", f"{name}.text")
        self._hint = paragraph("", "body", f"{name}.hint")
        self._action = LinkButton("", f"{name}.action")
        self._action.clicked.connect(self.acted)
        self._close = QToolButton()
        self._close.setObjectName(f"{name}.close")
        self._close.setText("✕")
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.clicked.connect(self._dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, SMALL, SMALL, SMALL)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._text)
        texts.addWidget(self._hint)
        row.addLayout(texts, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What it tells now; empty while hidden."""
        return self._text.text()

    def tell(self, text: str, hint: str = "", *, tone: Tone = "bad", action: str = "") -> None:
        """Show a sentence, a way out, and a button if it has a text."""
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        mark(self, tone=tone)
        self.setAccessibleName(f"{text} {hint}".strip())
        self.show()

    def clear(self) -> None:
        """Hide it."""
        self._text.setText("")
        self.hide()

    def _dismiss(self) -> None:
        self.clear()
        self.closed.emit()
