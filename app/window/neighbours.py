"""What a window asks of those beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget


class Neighbours(Protocol):
    """The windows of the program, as one of them sees them."""

    def open_window(self, path: Path | None = None) -> object:
        """Open one more window, on a file or on a new stream."""

    def bring_forward(self, path: Path, asking: QWidget) -> bool:
        """Bring the window that holds a file to the front; False: no window but the asking one does."""

    def quit(self, asking: QWidget) -> None:
        """Close every window, each asking about its own unsaved work."""

    def look_for_lost(self, asking: QWidget) -> None:
        """Offer what a crash left behind, in the window that asks."""


class Alone:
    """Nobody beside: one window is all there is."""

    def open_window(self, path: Path | None = None) -> object:
        """Open nothing."""
        return None

    def bring_forward(self, path: Path, asking: QWidget) -> bool:
        """Find nobody."""
        return False

    def quit(self, asking: QWidget) -> None:
        """Close the one that asks."""
        asking.close()

    def look_for_lost(self, asking: QWidget) -> None:
        """Look nowhere."""
