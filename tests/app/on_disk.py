"""Saves and opens a document's project at once, as the window does beside its work."""

from __future__ import annotations

from pathlib import Path

from app.document import Document, Saved
from sim.store import open_stamped, save_project


def save_to(path: Path, document: Document) -> None:
    """Save to a file, which is the document's own from then on.

    Raises:
        ProjectFault: If the file cannot be written.
    """
    document.seal()
    project = document.project
    document.written(Saved(project, path, save_project(project, path)))


def open_in(document: Document, path: Path) -> None:
    """Open a file in place of the present project.

    Raises:
        ProjectFault: If the file is missing, damaged, foreign or too new.
    """
    project, stamp = open_stamped(path)
    document.replace(project, path, stamp)
