"""What a person does on board and inspector, turned into edits of the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from app.pages.stream import edits
from sim.errors import UserFault

if TYPE_CHECKING:
    from app.document import Document
    from app.edit import Edit
    from app.pages.stream.forms import Change
    from app.pages.stream.layout import StreamLayout
    from sim.store import Project


class BoardActions(QObject):
    """Takes the intents of board and inspector, and applies them.

    Signals:
        refused(object): A value does not fit there: a `UserFault`.
        said(str): A line for the status bar.
    """

    refused = Signal(object)
    said = Signal(str)

    def __init__(self, document: Document, parts: StreamLayout) -> None:
        """Listen to the parts of the page."""
        super().__init__(parts.board)
        self._document = document
        self._board = parts.board
        self._connect(parts)

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self._document.project

    def set_seed(self, seed: int) -> None:
        """Choose other chance."""
        self._apply(lambda: edits.set_seed(self.project, seed))

    def set_value(self, path: str, value: object) -> None:
        """Set the value at a path of the stream."""
        self._apply(lambda: edits.set_field(self.project, path, value, f"Set {path}"))

    def add_stage(self, place: int) -> None:
        """Add a work stage and begin to name it."""
        edit, new = edits.add_work_stage(self.project, place)
        self._document.apply(edit)
        self._board.choose(new)
        self._board.edit("name")

    def add_wait_stage(self, place: int) -> None:
        """Add a wait stage."""
        edit, new = edits.add_wait_stage(self.project, place)
        self._document.apply(edit)
        self._board.choose(new)

    def duplicate(self, stage_id: str) -> None:
        """Duplicate a stage and choose the copy."""
        edit, new = edits.duplicate(self.project, stage_id)
        self._document.apply(edit)
        self._board.choose(new)

    def remove(self, stage_id: str) -> None:
        """Remove a stage; undo brings it back."""
        place = self._board.place_of(stage_id)
        self._apply(lambda: edits.remove(self.project, stage_id))
        left = self.project.stream.stages
        self._board.choose(left[min(place, len(left) - 1)].id)

    def move(self, stage_id: str, place: int) -> None:
        """Move a stage."""
        self._apply(lambda: edits.move(self.project, stage_id, place))

    def show_menu(self, key: str, at: QPoint) -> None:
        """Offer what can be done with a card, at a global point."""
        menu = self.menu_for(key)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def menu_for(self, key: str) -> QMenu:
        """Make the menu of a card, or of the board where no stage is chosen."""
        menu = QMenu(self._board)
        board, card = self._board, self._board.card(key)
        if card is not None and card.state.is_stage:
            menu.addAction(self.tr("Rename") + "\tF2", lambda: board.edit("name"))
            menu.addAction(self.tr("WIP limit…") + "\tL", lambda: board.edit("wip_limit"))
            if card.state.kind == "work":
                people = self.project.stream.vocabulary.workers.capitalize()
                menu.addAction(f"{people}…\tP", lambda: board.edit("workers"))
                menu.addAction(self.tr("Typical time…") + "\tT", lambda: board.edit("time"))
            menu.addSeparator()
            menu.addAction(self.tr("Duplicate") + "\tCtrl+D", lambda: self.duplicate(key))
            menu.addAction(self.tr("Remove") + "\tDel", lambda: self.remove(key))
            menu.addSeparator()
        place = min(max(board.place_of(key), -1) + 1, len(self.project.stream.stages))
        menu.addAction(self.tr("Add a work stage here") + "\tIns", lambda: self.add_stage(place))
        menu.addAction(self.tr("Add a wait stage here"), lambda: self.add_wait_stage(place))
        return menu

    def _connect(self, parts: StreamLayout) -> None:
        board, inspector = parts.board, parts.inspector
        board.field_edited.connect(self._set_on_card)
        board.add_wanted.connect(self.add_stage)
        board.copy_wanted.connect(self.duplicate)
        board.remove_wanted.connect(self.remove)
        board.move_wanted.connect(self.move)
        board.menu_wanted.connect(self.show_menu)
        inspector.wanted.connect(self._make)
        inspector.stage.copy_wanted.connect(lambda: self.duplicate(board.selected))
        inspector.stage.remove_wanted.connect(lambda: self.remove(board.selected))
        inspector.stage.refused.connect(self.said)
        inspector.stream.refused.connect(self.said)
        inspector.stream.shares_changed.connect(self._set_shares)

    def _set_on_card(self, stage_id: str, field: str, value: Any) -> None:  # noqa: ANN401
        self._apply(lambda: edits.edit_stage_field(self.project, stage_id, field, value))

    def _make(self, change: Change) -> None:
        self._apply(lambda: edits.with_stream(self.project, change.make(self.project.stream), change.text))

    def _set_shares(self, shares: Any) -> None:  # noqa: ANN401
        self._apply(lambda: edits.set_shares(self.project, shares))

    def _apply(self, make: Callable[[], Edit]) -> None:
        """Apply an edit; a value that does not fit is told and changes nothing."""
        try:
            edit = make()
        except UserFault as fault:
            self.refused.emit(fault)
        else:
            self._document.apply(edit)
