"""Buttons: the one that matters, the others, and the one that reads like a link."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from app.widgets.marks import mark


class _Button(QPushButton):
    kind = ""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        """Make a button with its text and its ``objectName``."""
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        mark(self, kind=self.kind)

    def setText(self, text: str) -> None:
        """Change what it says, in writing and aloud."""
        super().setText(text)
        self.setAccessibleName(text)


class PrimaryButton(_Button):
    """The one thing to do on a page."""

    kind = "primary"


class QuietButton(_Button):
    """Any other thing to do."""

    kind = "quiet"


class LinkButton(_Button):
    """A way to somewhere else, written like a link."""

    kind = "link"
