"""A surface with a title that holds one thing."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.theme import LARGE, MEDIUM, SMALL
from app.widgets.marks import mark
from app.widgets.text import label

Tone = Literal["plain", "accent", "good", "bad", "warn"]


class Card(QFrame):
    """A rounded surface: an optional title row above a body.

    Attributes:
        header: Row of the title; add small tools at its end.
        body: Column below it.
        title: The title's label; hidden while it is empty.
    """

    def __init__(self, title: str = "", name: str = "", parent: QWidget | None = None) -> None:
        """Make an empty card."""
        super().__init__(parent)
        self.setObjectName(name)
        mark(self, kind="card")
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        self.header = QHBoxLayout()
        self.header.setSpacing(SMALL)
        self.title: QLabel = label(title, "title")
        self.header.addWidget(self.title)
        self.header.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(SMALL)
        column.addLayout(self.header)
        column.addLayout(self.body, 1)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Change the title; an empty one takes no room."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_tone(self, tone: Tone) -> None:
        """Change the ground: plain, highlighted, or wrong."""
        mark(self, tone=tone)
