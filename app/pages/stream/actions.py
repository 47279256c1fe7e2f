"""What a person does on board and inspector, turned into edits of the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Signal

from app.canvas import Selection, intents
from app.pages.stream import clipboard, edits
from app.pages.stream.board_edits import change_for
from app.pages.stream.board_keys import add_board_keys
from app.pages.stream.menus import board_menu
from app.pages.stream.problem_panel import ProblemPanel
from app.widgets import refuse_where_asked
from sim.errors import UserFault
from sim.stream import problems, remedy

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from app.document import Document
    from app.edit import Edit
    from app.pages.stream.forms import Change
    from app.pages.stream.layout import StreamLayout
    from sim.store import Project
    from sim.stream import Pasted, Remedy


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
        self._inspector = parts.inspector
        self._offered: QMenu | None = None
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
        self._choose_beside((stage_id,))
        self._apply(lambda: edits.remove(self.project, stage_id))

    def _choose_beside(self, gone: Sequence[str]) -> None:
        """Choose the stage behind those that are to go, else the one before them: it stays in hand."""
        stages = [stage.id for stage in self.project.stream.stages]
        last = max(stages.index(key) for key in gone)
        left = [*stages[last + 1 :], *reversed(stages[: last + 1])]
        beside = next((key for key in left if key not in gone), "")
        if beside:
            self._board.choose(beside)

    def move(self, stage_id: str, place: int) -> None:
        """Move a stage."""
        self._apply(lambda: edits.move(self.project, stage_id, place))

    def take(self, intent: object) -> None:
        """Do what a gesture on the board asks for."""
        if isinstance(intent, intents.Refuse):
            self.said.emit(intent.why)
        elif isinstance(intent, intents.Settle):
            self._document.seal()
        elif isinstance(intent, intents.AskWhatIsWrong):
            self.tell_problems(intent.key)
        elif isinstance(intent, intents.TakeCards):
            self.copy_cards(intent.keys, cut=intent.cut)
        elif isinstance(intent, intents.PasteCards):
            self._put_in(lambda: clipboard.paste(self.project, intent.place))
        elif isinstance(intent, intents.CopyCards):
            self._put_in(lambda: clipboard.duplicated(self.project, intent.keys))
        else:
            self._change(intent)

    def tell_problems(self, key: str) -> None:
        """Tell beside a card what is wrong with its stage, and offer to mend it."""
        stream, card = self.project.stream, self._board.card(key)
        path = f"stages.{key}"
        found = [one for one in problems(stream) if one.where == path or one.where.startswith(f"{path}.")]
        if card is None or not found:
            self.said.emit(self.tr("Nothing is wrong here."))
            return
        offers = [(one, remedy(stream, one)) for one in found]
        panel = ProblemPanel(offers, self.mend, self._board.viewport())
        panel.open_beside(self._board.mapFromScene(card.place).boundingRect())

    def mend(self, one: Remedy) -> None:
        """Do what mends a problem."""
        self._apply(lambda: edits.with_stream(self.project, one.make(self.project.stream), one.text))

    def copy_cards(self, keys: Sequence[str], *, cut: object = False) -> None:
        """Put stages on the clipboard, and take them out of the stream if they are cut."""
        clipboard.copy_stages(self.project.stream, keys)
        name = clipboard.named(self.project.stream, keys)
        if cut:
            self._choose_beside(keys)
            self._apply(lambda: clipboard.cut(self.project, keys))
        said = self.tr("{} are on the clipboard.") if len(keys) > 1 else self.tr("{} is on the clipboard.")
        self.said.emit(said.format(name))

    def _put_in(self, make: Callable[[], tuple[Edit, Pasted]]) -> None:
        """Put stages in, choose them, and say what was changed on the way."""
        try:
            edit, pasted = make()
        except UserFault as fault:
            self.refused.emit(fault)
            return
        self._document.apply(edit)
        self._board.select(Selection(pasted.ids, pasted.ids[-1], pasted.ids[0]))
        if pasted.notes:
            self.said.emit(" ".join(pasted.notes))

    def _change(self, intent: object) -> None:
        change = change_for(intent, self.project.stream)
        if change is None:
            return
        if isinstance(intent, intents.RemoveCards):
            self._choose_beside(intent.keys)
        key = "shares" if isinstance(intent, intents.SetMix) else ""
        self._apply(
            lambda: edits.with_stream(self.project, change.make(self.project.stream), change.text, key)
        )
        if isinstance(intent, intents.GroupCards):
            self._board.choose_band(self.project.stream.wip_groups[-1].id)

    def show_menu(self, key: str, at: QPoint) -> None:
        """Offer what can be done with a card, at a global point."""
        menu = self.menu_for(key)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def offers(self) -> Sequence[QAction]:
        """Give what the menu of the chosen card offers, and all that keys do on the board."""
        if self._offered is not None:
            self._offered.deleteLater()
        self._offered = self.menu_for(self._board.selected)
        add_board_keys(self._offered, self._board)
        return self._offered.actions()

    def menu_for(self, key: str) -> QMenu:
        """Make the menu of what is chosen, or of the board where nothing is."""
        return board_menu(self, self._board, key)

    def _connect(self, parts: StreamLayout) -> None:
        board, inspector = parts.board, parts.inspector
        board.field_edited.connect(self._set_on_card)
        board.add_wanted.connect(self.add_stage)
        board.copy_wanted.connect(self.duplicate)
        board.remove_wanted.connect(self.remove)
        board.move_wanted.connect(self.move)
        board.menu_wanted.connect(self.show_menu)
        board.wanted.connect(self.take)
        inspector.wanted.connect(self._make)
        inspector.stage.copy_wanted.connect(lambda: self.duplicate(board.selected))
        inspector.stage.remove_wanted.connect(lambda: self.remove(board.selected))
        inspector.stage.refused.connect(self.said)
        inspector.stream.refused.connect(self.said)
        inspector.stream.shares_changed.connect(self._set_shares)

    def _set_on_card(self, stage_id: str, field: str, value: Any) -> None:  # noqa: ANN401
        self._apply(lambda: edits.edit_stage_field(self.project, stage_id, field, value))

    def _make(self, change: Change) -> None:
        """Make a change that a form asks for."""
        self._apply(lambda: edits.with_stream(self.project, change.make(self.project.stream), change.text))

    def _set_shares(self, shares: Any) -> None:  # noqa: ANN401
        self._apply(lambda: edits.set_shares(self.project, shares))

    def _apply(self, make: Callable[[], Edit]) -> None:
        """Apply an edit; a value that does not fit changes nothing, and is told where it was entered."""
        try:
            edit = make()
        except UserFault as fault:
            if not refuse_where_asked(str(fault), self._board, self._inspector):
                self.refused.emit(fault)
        else:
            self._document.apply(edit)
