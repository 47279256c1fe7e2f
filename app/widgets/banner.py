"""A line across the page: what happened, what to do about it, and a button for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.theme import MEDIUM, SMALL
from app.widgets.buttons import LinkButton, QuietButton
from app.widgets.marks import mark
from app.widgets.text import paragraph

Tone = Literal["accent", "warn", "bad"]


class Banner(QFrame):
    """Tells one thing until it is closed; hidden while there is nothing to tell.

    Signals:
        acted(): The button was pressed.
        chose(str): One of several ways out was chosen (see `offer`).
        closed(): The person closed it.
    """

    acted = Signal()
    chose = Signal(str)
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
        self._ways = QHBoxLayout()
        self._ways.setSpacing(SMALL)
        row.addLayout(self._ways)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What it tells now; empty while hidden."""
        return self._text.text()

    def tell(self, text: str, hint: str = "", *, tone: Tone = "bad", action: str = "") -> None:
        """Show a sentence, a way out, and a button if it has a text."""
        self._clear_ways()
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        mark(self, tone=tone)
        self.setAccessibleName(f"{text} {hint}".strip())
        self.show()

    def offer(self, text: str, hint: str, ways: Mapping[str, str], *, tone: Tone = "warn") -> None:
        """Show a sentence and several ways out: what each is called, by its key."""
        self.tell(text, hint, tone=tone)
        for key, words in ways.items():
            button = QuietButton(words, f"{self.objectName()}.{key}")
            button.clicked.connect(partial(self._choose, key))
            self._ways.addWidget(button)
            button.show()

    def clear(self) -> None:
        """Hide it."""
        self._text.setText("")
        self.hide()

    def _choose(self, key: str, *_: object) -> None:
        self.clear()
        self.chose.emit(key)

    def _clear_ways(self) -> None:
        while (item := self._ways.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.hide()
                button.deleteLater()

    def _dismiss(self) -> None:
        self.clear()
        self.closed.emit()
