"""The window: rail, bar, pages, status line, and what surrounds a project."""

from app.window.entries import PAGES, PageEntry
from app.window.files import FileKind, Files, file_kind
from app.window.lent import Lent
from app.window.new_stream import new_stream
from app.window.window import Window
from app.window.windows import Windows

__all__ = [
    "PAGES",
    "FileKind",
    "Files",
    "Lent",
    "PageEntry",
    "Window",
    "Windows",
    "file_kind",
    "new_stream",
]
