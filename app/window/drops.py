"""Files dropped on a window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent, QWindow

from app.window.files import Files, file_kind


class Drops(QObject):
    """Opens or imports what is dropped anywhere on the surface of a window.

    It looks at the surface itself: board, charts and fields would take a dropped file for themselves.
    """

    def __init__(self, files: Files) -> None:
        """Hand files over to ``files``."""
        super().__init__()
        self._files = files

    def watch(self, surface: QWindow) -> None:
        """Watch a surface; watching it again changes nothing."""
        surface.removeEventFilter(self)
        surface.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Welcome files that can be opened or imported, and open or import what is dropped."""
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return False
        assert isinstance(event, QDropEvent)
        files = _dropped(event)
        if not files:
            return False  # no file but a text, say, from one field to another
        path = next((path for path in files if file_kind(path) is not None), None)
        event.ignore()
        if path is not None:
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self._files.take(path)
        return True


def _dropped(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
