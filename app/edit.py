"""One change of the project: what it is called, and what the project is afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from sim.store import Project

_MERGEABLE = 1
_ALONE = -1


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the whole project, ready to be applied.

    Attributes:
        text: What was done, as the undo button names it ("Set WIP limit of Test to 3").
        after: The project afterwards; unchanged parts are shared with the one before.
        key: Consecutive edits with the same key are undone in one step; empty: never merged.
    """

    text: str
    after: Project
    key: str = ""


class EditCommand(QUndoCommand):
    """The one undo command there is: puts one of two projects.

    It never has child commands: they crash PySide6 (6.8 to 6.12).

    Attributes:
        edit: The change; after a merge the latest of them.
    """

    def __init__(self, edit: Edit, before: Project, put: Callable[[Project], None]) -> None:
        """Remember both projects and how to put one."""
        super().__init__(edit.text)
        self.edit = edit
        self._before = before
        self._put = put

    def undo(self) -> None:
        """Put the project as it was before."""
        self._put(self._before)

    def redo(self) -> None:
        """Put the project as it is after."""
        self._put(self.edit.after)

    def id(self) -> int:
        """Tell Qt whether this command may be merged at all."""
        return _MERGEABLE if self.edit.key else _ALONE

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over the outcome of a later edit with the same key."""
        if not isinstance(other, EditCommand) or other.edit.key != self.edit.key:
            return False
        self.edit = other.edit
        self.setText(other.text())
        self.setObsolete(self.edit.after is self._before)
        return True
