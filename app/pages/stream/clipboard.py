"""Stages on the system's clipboard, as JSON text that another window takes too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from app.pages.stream.board_edits import without
from app.pages.stream.edits import with_stream
from sim.stream import Pasted, dumps_excerpt, excerpt, loads_excerpt, with_excerpt

if TYPE_CHECKING:
    from app.edit import Edit
    from sim.store import Project
    from sim.stream import Stream


def copy_stages(stream: Stream, keys: Sequence[str]) -> None:
    """Put stages on the clipboard."""
    QGuiApplication.clipboard().setText(dumps_excerpt(excerpt(stream, keys)))


def cut(project: Project, keys: Sequence[str]) -> Edit:
    """Take stages out that were put on the clipboard.

    Raises:
        StreamFault: If no stage would be left.
    """
    return with_stream(project, without(project.stream, keys), f"Cut {named(project.stream, keys)}")


def paste(project: Project, place: int) -> tuple[Edit, Pasted]:
    """Put the stages of the clipboard in at a place.

    Raises:
        StreamFault: If there are none on it.
    """
    found = loads_excerpt(QGuiApplication.clipboard().text())
    pasted = with_excerpt(project.stream, found, place)
    return with_stream(project, pasted.stream, f"Paste {named(pasted.stream, pasted.ids)}"), pasted


def duplicated(project: Project, keys: Sequence[str]) -> tuple[Edit, Pasted]:
    """Put copies of stages behind the last of them."""
    stream = project.stream
    place = max(i for i, stage in enumerate(stream.stages) if stage.id in keys) + 1
    pasted = with_excerpt(stream, excerpt(stream, keys), place)
    return with_stream(project, pasted.stream, f"Duplicate {named(stream, keys)}"), pasted


def named(stream: Stream, keys: Sequence[str]) -> str:
    """Name one stage, or say how many they are."""
    return stream.stage(keys[0]).name if len(keys) == 1 else f"{len(keys)} stages"
