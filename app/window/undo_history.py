"""The steps of undo and redo as a menu: back to any of them at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.document import Document

_AROUND = 12
"""Most steps offered to each side; the beginning is always among them."""


class UndoHistory(QMenu):
    """Lists what was done, the present marked; filled each time it opens."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        """Show the history of a document."""
        super().__init__(parent)
        self.setTitle(self.tr("History of changes"))
        self.setObjectName("undoHistory")
        self._document = document
        self._group = QActionGroup(self)
        self.aboutToShow.connect(self.fill)
        document.state_changed.connect(self._enable)
        self._enable()

    def fill(self) -> tuple[QAction, ...]:
        """List the steps around the present, the latest first; gives them."""
        for action in self._group.actions():
            self._group.removeAction(action)
            action.deleteLater()
        self.clear()
        stack = self._document.stack
        here = stack.index()
        steps = range(min(stack.count(), here + _AROUND), max(here - _AROUND, 0), -1)
        for step in steps:
            self._add(step, stack.text(step - 1), here)
        self._add(0, self.tr("The beginning"), here)
        return tuple(self._group.actions())

    def _add(self, step: int, text: str, here: int) -> None:
        action = QAction(text, self)
        action.setObjectName(f"undoHistory.{step}")
        word = self.tr("Forth to") if step > here else self.tr("Back to")
        action.setWhatsThis(f"{word} “{text}”")
        action.setCheckable(True)
        action.setChecked(step == here)
        action.setEnabled(step != here)
        action.triggered.connect(partial(self._go, step))
        self._group.addAction(action)
        self.addAction(action)

    def _go(self, step: int, *_: object) -> None:
        self._document.go_to(step)

    def _enable(self) -> None:
        self.setEnabled(self._document.stack.count() > 0)
