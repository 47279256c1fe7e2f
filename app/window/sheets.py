"""The sheets that a window opens above itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from app.dialogs import BugDialog, CommandSearch, about_sheet, shortcuts_sheet
from app.faults import BugReport


class Sheets:
    """Opens a sheet, and lets go of it once it is closed."""

    def __init__(self, window: QWidget) -> None:
        """Open above this window."""
        self._window = window

    def show_about(self) -> None:
        """Show what this program is."""
        _open(about_sheet(self._window))

    def show_bug(self, report: BugReport) -> None:
        """Show a fault of the program."""
        _open(BugDialog(report.summary, report.details, self._window))

    def show_shortcuts(self, actions: Sequence[QAction]) -> None:
        """Show the keys."""
        _open(shortcuts_sheet(actions, self._window))

    def search(self, actions: Sequence[QAction]) -> None:
        """Find an action and do it."""
        _open(CommandSearch(actions, self._window))


def _open(sheet: QDialog) -> None:
    sheet.finished.connect(sheet.deleteLater)
    sheet.open()
