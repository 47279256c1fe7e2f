"""What was changed while a stream ran, and the offer to keep it as its plan."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.theme import MEDIUM, SMALL, TINY
from app.widgets import Card, LinkButton, mark, paragraph


class KeepStrip(Card):
    """Says how often a run was changed by hand; hidden while it was not.

    Signals:
        keep_wanted(): Keep the changes as a plan.
    """

    keep_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden strip."""
        super().__init__("", "keepStrip", parent)
        mark(self, tone="accent")
        column = self.layout()
        assert column is not None
        column.setContentsMargins(MEDIUM, SMALL, SMALL, SMALL)
        column.setSpacing(TINY)
        self._text = paragraph("", "caption", "keepStrip.text")
        keep = LinkButton(self.tr("Keep it as a plan"), "keepStrip.keep")
        keep.setToolTip(
            self.tr(
                "Begun again, the run then changes by itself at the same moments. "
                "A run itself is not saved with the project; its plan is."
            )
        )
        keep.clicked.connect(self.keep_wanted)
        self.body.setSpacing(TINY)
        self.body.addWidget(self._text)
        self.body.addWidget(keep)
        self.hide()

    def show_changes(self, changes: int) -> None:
        """Say how many changes there were; without any there is nothing to keep."""
        times = self.tr("once") if changes == 1 else self.tr("{} times").format(changes)
        self._text.setText(self.tr("Changed {} while it ran.").format(times))
        self.setAccessibleName(self._text.text())
        self.setVisible(changes > 0)
