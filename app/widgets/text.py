"""Labels by their role in the page."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.widgets.marks import mark

Role = Literal["body", "title", "heading", "number", "unit", "muted", "caption"]


def label(text: str, role: Role = "body", name: str = "", parent: QWidget | None = None) -> QLabel:
    """Make a label on one line."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(name)
    mark(made, role=role)
    return made


def paragraph(text: str, role: Role = "body", name: str = "", parent: QWidget | None = None) -> QLabel:
    """Make a label that breaks into lines."""
    made = label(text, role, name, parent)
    made.setWordWrap(True)
    return made


def line(parent: QWidget | None = None) -> QFrame:
    """Make a horizontal hairline."""
    made = QFrame(parent)
    mark(made, kind="line")
    return made
