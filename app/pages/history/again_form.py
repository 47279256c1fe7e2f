"""Importing over a history that is there already: merge by id, or replace; and what changes by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from app.pages.history.trial import counted
from app.widgets import Card, SegmentedControl, paragraph

if TYPE_CHECKING:
    from sim.history import Merged

MERGE, REPLACE = "merge", "replace"


def again_words(merged: Merged, how: str) -> tuple[str, ...]:
    """Say what an import does to the history that is there, one sentence each."""
    if how == MERGE or not merged.is_merged:
        return merged.words
    lost = len(merged.kept)
    if not lost:
        return ("The history imported before is replaced; the file has every item of it.",)
    is_one = lost == 1
    return (
        f"The history imported before is replaced; {counted(lost, 'item')} that the file does not have "
        f"{'goes' if is_one else 'go'} with it.",
    )


class AgainForm(Card):
    """Asks what to do with the history that is there; hidden where there is none.

    Attributes:
        how: Merge or replace; out of sight where there is nothing to merge.

    Signals:
        chosen(str): ``merge`` or ``replace``.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        """Lay question and words out."""
        super().__init__(self.tr("Imported before"), "history.import.again")
        self.how = SegmentedControl(
            ((MERGE, self.tr("Merge by id")), (REPLACE, self.tr("Replace"))), "history.import.again.how"
        )
        self._words: QLabel = paragraph("", "body", "history.import.again.words")
        self.how.chosen.connect(self.chosen)
        self.body.addWidget(self.how)
        self.body.addWidget(self._words)
        self.hide()

    def show_merged(self, merged: Merged | None, how: str) -> None:
        """Show what becomes of both histories; None where there is but one."""
        self.setVisible(merged is not None)
        if merged is None:
            return
        self.how.choose(how)
        self.how.setVisible(merged.is_merged)
        self._words.setText("\n".join(again_words(merged, how)))
