"""What is found inside of a widget by its name."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QToolButton, QWidget


def label_in(owner: QWidget, name: str) -> QLabel:
    (found,) = owner.findChildren(QLabel, name)
    return found


def tool_in(owner: QWidget, name: str) -> QToolButton:
    (found,) = owner.findChildren(QToolButton, name)
    return found
