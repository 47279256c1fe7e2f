"""The open project: the only place that changes it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from app.edit import Edit, EditCommand

if TYPE_CHECKING:
    from sim.store import Project, Stamp


@dataclass(frozen=True)
class Saved:
    """What a file holds.

    Attributes:
        project: Its project.
        path: The file.
        stamp: What tells this version of it from others.
    """

    project: Project
    path: Path
    stamp: Stamp


class Document(QObject):
    """Holds one immutable project and replaces it by the next; the sole writer.

    Attributes:
        stack: Undo and redo; pages never push to it, they call `apply`.

    Signals:
        changed(before, after): The project was replaced. ``before`` is None when another
            project was opened.
        state_changed(): Title, path, cleanness or what can be undone may have changed.
    """

    changed = Signal(object, object)
    state_changed = Signal()

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        """Start with a project that has no file yet."""
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._project = project
        self._path: Path | None = None
        self._stamp: Stamp | None = None
        self._kept: Project | None = project
        self._is_jumping = False
        self._revision = 0
        self._opened = 0
        self._burst = 0
        self._gesture = ""
        self.stack.indexChanged.connect(self._tell_state)

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self._project

    @property
    def revision(self) -> int:
        """How often the project was replaced; a result computed for an older one is stale."""
        return self._revision

    @property
    def path(self) -> Path | None:
        """The file of the project; None if it was never saved."""
        return self._path

    @property
    def stamp(self) -> Stamp | None:
        """The version of the file that was opened or saved last; None without a file."""
        return self._stamp

    @property
    def gesture(self) -> str:
        """Which burst of edits came last: all of it is one step of undo; empty if it was none."""
        return self._gesture

    @property
    def opened(self) -> int:
        """How often another project was shown in place of the present one."""
        return self._opened

    @property
    def is_clean(self) -> bool:
        """Whether everything is saved: the project is the very value that was opened, begun or written."""
        return self._project is self._kept

    @property
    def title(self) -> str:
        """The name of the project: that of its stream."""
        return self._project.stream.name

    def apply(self, edit: Edit) -> None:
        """Replace the project by what an edit makes of it; nothing happens if that is the same value."""
        if edit.after is self._project:
            return
        key = self._gesture = f"{self._burst}:{edit.key}" if edit.key else ""
        self.stack.push(EditCommand(Edit(edit.text, edit.after, key), self._project, self._put))

    def seal(self) -> None:
        """End a burst of edits (the slider was released): the next one is undone by itself."""
        self._burst += 1
        self._gesture = ""

    def undo(self) -> None:
        """Take back the last edit."""
        self.seal()
        self.stack.undo()

    def redo(self) -> None:
        """Apply again what was taken back."""
        self.seal()
        self.stack.redo()

    def go_to(self, step: int) -> None:
        """Undo or redo up to a step of the stack at once; 0 is the beginning. It is told as one change."""
        self.seal()
        before, self._is_jumping = self._project, True
        try:
            self.stack.setIndex(step)
        finally:
            self._is_jumping = False
        if self._project is not before:
            self.changed.emit(before, self._project)

    def replace(self, project: Project, path: Path | None = None, stamp: Stamp | None = None) -> None:
        """Show another project, with no way back to the present one."""
        self._path, self._stamp = path, stamp
        self._project = self._kept = project
        self._opened += 1
        self._revision += 1
        self.stack.clear()
        self.changed.emit(None, project)
        self.state_changed.emit()

    def recover(self, edit: Edit, saved: Saved | None = None) -> None:
        """Show what was lost in place of the present project, as not saved yet.

        Args:
            edit: What was lost.
            saved: What its file holds: undo leads back to that; None if it has no file.
        """
        if saved is None:
            self.replace(edit.after)
            self._kept = None
            self.state_changed.emit()
            return
        self.replace(saved.project, saved.path, saved.stamp)
        self.apply(edit)

    def written(self, saved: Saved) -> None:
        """Take note that a project was written to a file, which is its own from now on.

        It may be an earlier one: then what was done since is not saved, and undo leads back to what is. Call
        `seal` before it is written, so that later edits make steps of their own.
        """
        self._path, self._stamp, self._kept = saved.path, saved.stamp, saved.project
        self.state_changed.emit()

    def accept(self, stamp: Stamp | None) -> None:
        """Take note of the version that the file has by now: it may be overwritten; None: whatever it is."""
        self._stamp, self._kept = stamp, None
        self.state_changed.emit()

    def _put(self, project: Project) -> None:
        before, self._project = self._project, project
        self._revision += 1
        if not self._is_jumping:
            self.changed.emit(before, project)

    def _tell_state(self, _: object = None) -> None:
        self.state_changed.emit()
