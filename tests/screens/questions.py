"""Whom a window asks when nobody is there: unsaved work is given up, no file is chosen."""

from __future__ import annotations

from pathlib import Path

from app.dialogs import Unsaved


class NoQuestions:
    """Gives up unsaved work and cancels every choice of a file."""

    def what_of_unsaved(self, title: str) -> Unsaved:
        """Give it up."""
        return "discard"

    def file_to_open(self, folder: Path) -> Path | None:
        """Choose none."""
        return None

    def file_to_import(self, folder: Path) -> Path | None:
        """Choose none."""
        return None

    def file_to_save(self, suggestion: Path) -> Path | None:
        """Choose none."""
        return None

    def file_for_table(self, suggestion: Path) -> Path | None:
        """Choose none."""
        return None
