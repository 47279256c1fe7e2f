"""The sheets that a window opens above itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from app.dialogs import BugDialog, CommandSearch, Offer, about_sheet, shortcuts_sheet
from app.faults import BugReport
from app.preferences import Preferences

_RECENT = "actions"
_REMEMBERED = 20


class Sheets:
    """Opens a sheet, and lets go of it once it is closed."""

    def __init__(self, window: QWidget, preferences: Preferences) -> None:
        """Open above this window; what was chosen last is remembered."""
        self._window = window
        self._preferences = preferences

    def show_about(self) -> None:
        """Show what this program is."""
        _open(about_sheet(self._window))

    def show_bug(self, report: BugReport) -> None:
        """Show a fault of the program."""
        _open(BugDialog(report.summary, report.details, self._window))

    def show_shortcuts(self, offers: Sequence[Offer]) -> None:
        """Show the keys."""
        _open(shortcuts_sheet(offers, self._window))

    def search(self, offers: Sequence[Offer]) -> None:
        """Find something to do, and do it."""
        search = CommandSearch(offers, self._window, self._preferences.texts(_RECENT))
        search.done_with.connect(self._remember)
        _open(search)

    def _remember(self, key: str) -> None:
        before = [each for each in self._preferences.texts(_RECENT) if each != key]
        self._preferences.put(_RECENT, [key, *before][:_REMEMBERED])


def _open(sheet: QDialog) -> None:
    sheet.finished.connect(sheet.deleteLater)
    sheet.open()
