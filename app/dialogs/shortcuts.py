"""The keys, in one sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from app.theme import HUGE, LARGE, SMALL
from app.widgets import PrimaryButton, label


def shortcuts_sheet(actions: Sequence[QAction], parent: QWidget) -> QDialog:
    """Make the sheet that lists every action with a key."""
    sheet = QDialog(parent)
    sheet.setObjectName("shortcuts")
    sheet.setWindowTitle(sheet.tr("Keyboard shortcuts"))
    column = QVBoxLayout(sheet)
    column.setContentsMargins(HUGE, LARGE, HUGE, LARGE)
    column.setSpacing(LARGE)
    column.addWidget(label(sheet.tr("Keyboard shortcuts"), "title"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(HUGE)
    grid.setVerticalSpacing(SMALL)
    keyed = [action for action in actions if not action.shortcut().isEmpty()]
    for row, action in enumerate(keyed):
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        grid.addWidget(label(action.text().replace("&", "").rstrip("…")), row, 0)
        grid.addWidget(label(keys, "muted"), row, 1, Qt.AlignmentFlag.AlignRight)
    column.addLayout(grid)
    done = PrimaryButton(sheet.tr("Close"), "shortcuts.close")
    done.clicked.connect(sheet.accept)
    column.addWidget(done, 0, Qt.AlignmentFlag.AlignRight)
    return sheet
