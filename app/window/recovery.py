"""After a crash: what was lost is offered beside what was saved, until the person has decided."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.document import Document
from app.edit import Edit
from app.jobs import Jobs
from app.theme import MEDIUM
from app.widgets import QuietButton, label, mark, paragraph
from app.window.files import Files
from app.window.lost import Finds, Lost, find_lost
from app.window.lost_card import LostCard
from app.window.neighbours import Neighbours

if TYPE_CHECKING:
    from app.window.autosave import Autosave


class RecoveryPanel(QWidget):
    """Stands in place of the pages while there is something to decide.

    Signals:
        later(): The person wants to decide later.
    """

    later = Signal()

    def __init__(self) -> None:
        """Make an empty panel."""
        super().__init__()
        self.setObjectName("recovered")
        self.setAccessibleName(self.tr("Recovered work"))
        self._later = QuietButton(self.tr("Decide later"), "recovered.later")
        self._later.clicked.connect(self.later)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Recovered work"), "heading", "recovered.title"))
        head.addStretch(1)
        head.addWidget(self._later)
        self._told = paragraph("", "muted", "recovered.told")
        self._list = QWidget()
        mark(self._list, kind="scrolled")
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, MEDIUM, 0)
        self._column.setSpacing(MEDIUM)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("recovered.list")
        area.setAccessibleName(self.tr("Recovered work"))
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addLayout(head)
        column.addWidget(self._told)
        column.addWidget(area, 1)

    def add(self, card: LostCard) -> None:
        """Put a card below the others."""
        self._column.insertWidget(self._column.count() - 1, card)

    def tell(self, text: str) -> None:
        """Say what happened."""
        self._told.setText(text)


class Recovery(QObject):
    """Finds what a crash left behind and carries out what the person decides.

    Attributes:
        panel: Where it is offered.
        cards: What is on offer.

    Signals:
        shown(): There is something to decide; the panel should come into sight.
        over(): Nothing is to be decided now; the pages should come back.
        damaged(object): Files that could not be read, where they are kept (a tuple of paths).
        changed(): What is on offer is something else now.
    """

    shown = Signal()
    over = Signal()
    damaged = Signal(object)
    changed = Signal()

    def __init__(self, document: Document, jobs: Jobs, files: Files) -> None:
        """Take the document to restore into, and the files for the saved version."""
        super().__init__()
        self.panel = RecoveryPanel()
        self.cards: list[LostCard] = []
        self._document = document
        self._jobs = jobs
        self._files = files
        self._autosave: Autosave | None = None
        self._neighbours: Neighbours | None = None
        self.panel.later.connect(self.leave)

    def know(self, neighbours: Neighbours, autosave: Autosave | None) -> None:
        """Take who stands beside the window, and what keeps its work."""
        self._neighbours, self._autosave = neighbours, autosave

    def look(self, folder: Path) -> None:
        """Look for what a crash left behind, beside the window's work."""
        self._jobs.start(find_lost, folder, self._offer, key="recovery.look")

    def show(self) -> None:
        """Bring what is on offer into sight."""
        if self.cards:
            self.shown.emit()
            self.cards[0].setFocus()

    def leave(self) -> None:
        """Go back to the pages; what was discarded is deleted, the rest stays on offer."""
        for card in [each for each in self.cards if each.is_discarded]:
            card.lost.forget()
            self._drop(card)
        self.over.emit()

    def end(self) -> None:
        """The window closes: what was not decided is offered at the next start."""
        self.leave()
        for card in self.cards:
            card.lost.lock.unlock()

    def restore(self, lost: Lost) -> None:
        """Show what was kept, not saved yet; its file lives on as this document's own recovery file."""
        edit = Edit(self.tr("Recover what was not saved"), lost.project)
        self._document.recover(edit, lost.saved)
        if self._autosave is not None:
            self._autosave.adopt(lost.file, lost.lock)

    def _offer(self, finds: Finds) -> None:
        for lost in finds.lost:
            card = LostCard(lost, len(self.cards), dt.datetime.now().astimezone().date())
            card.restore_wanted.connect(lambda _, card=card: self._restore(card))
            card.open_wanted.connect(lambda _, card=card: self._open_saved(card))
            self.cards.append(card)
            self.panel.add(card)
        if finds.damaged:
            self.damaged.emit(finds.damaged)
        if finds.lost:
            self._tell()
            self.show()

    def _restore(self, card: LostCard) -> None:
        if self._document.is_clean:
            self.restore(card.lost)
        elif not self._restore_beside(card.lost):
            self._files.leave(lambda: self._restore_here(card))
            return
        self._drop(card)
        self.leave()

    def _restore_here(self, card: LostCard) -> None:
        self.restore(card.lost)
        self._drop(card)
        self.leave()

    def _restore_beside(self, lost: Lost) -> bool:
        """Restore in a window of its own, for there is work in this one; False: there is no other window."""
        beside = self._neighbours.open_window() if self._neighbours is not None else None
        recovery = getattr(beside, "recovery", None)
        if not isinstance(recovery, Recovery):
            return False
        recovery.restore(lost)
        return True

    def _open_saved(self, card: LostCard) -> None:
        saved = card.lost.saved
        if saved is not None:
            self.leave()
            self._files.take(saved.path)

    def _drop(self, card: LostCard) -> None:
        self.cards.remove(card)
        card.hide()
        card.deleteLater()
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        self.panel.tell(
            self.tr("Headrace did not end as it should. This was not saved then; choose what to go on with.")
        )
