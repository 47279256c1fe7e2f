"""The open project: the only place that changes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from app.edit import Edit, EditCommand

if TYPE_CHECKING:
    from sim.store import Project

UNDO_STEPS = 500


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
        self.stack.setUndoLimit(UNDO_STEPS)
        self._project = project
        self._path: Path | None = None
        self._revision = 0
        self._burst = 0
        self.stack.cleanChanged.connect(self._tell_state)
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
    def is_clean(self) -> bool:
        """Whether everything is saved."""
        return self.stack.isClean()

    @property
    def title(self) -> str:
        """The name of the project: that of its stream."""
        return self._project.stream.name

    def apply(self, edit: Edit) -> None:
        """Replace the project by what an edit makes of it; nothing happens if that is the same value."""
        if edit.after is self._project:
            return
        key = f"{self._burst}:{edit.key}" if edit.key else ""
        self.stack.push(EditCommand(Edit(edit.text, edit.after, key), self._project, self._put))

    def seal(self) -> None:
        """End a burst of edits (the slider was released): the next one is undone by itself."""
        self._burst += 1

    def undo(self) -> None:
        """Take back the last edit."""
        self.seal()
        self.stack.undo()

    def redo(self) -> None:
        """Apply again what was taken back."""
        self.seal()
        self.stack.redo()

    def replace(self, project: Project, path: Path | None = None) -> None:
        """Show another project, with no way back to the present one."""
        self._path = path
        self._project = project
        self._revision += 1
        self.stack.clear()
        self.changed.emit(None, project)
        self.state_changed.emit()

    def open(self, path: Path) -> None:
        """Open a project file in place of the present project.

        Raises:
            ProjectFault: If the file is missing, damaged, foreign or too new.
        """
        from sim.store import open_project

        self.replace(open_project(path), path)

    def save(self, path: Path) -> None:
        """Write the project to a file, which becomes its own.

        Raises:
            ProjectFault: If the file cannot be written.
        """
        from sim.store import save_project

        save_project(self._project, path)
        self._path = path
        self.seal()
        self.stack.setClean()
        self.state_changed.emit()

    def _put(self, project: Project) -> None:
        before, self._project = self._project, project
        self._revision += 1
        self.changed.emit(before, project)

    def _tell_state(self, _: object = None) -> None:
        self.state_changed.emit()
