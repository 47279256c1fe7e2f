"""What the bar has no room for: it leaves out words first, then puts the lesser tools into a menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QToolButton, QWidget, QWidgetAction

from app.theme import MEDIUM, SMALL, TINY
from app.widgets import IntField, label


class MoreTools(QToolButton):
    """A button with a menu of tools that are out of sight.

    Attributes:
        entries: The entries of the menu, by the name of the tool that each stands for.
        seed: A field for the seed in the menu.

    Signals:
        seed_chosen(int): Other chance.
    """

    seed_chosen = Signal(int)

    def __init__(self, buttons: Sequence[QAbstractButton], parent: QWidget) -> None:
        """Make an entry for each button, and one for the seed."""
        super().__init__(parent)
        self.setObjectName("run.more")
        self.setAccessibleName(self.tr("More of the run"))
        self.setToolTip(self.tr("What the bar has no room for"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self.entries: dict[str, QAction] = {}
        for button in buttons:
            keys = button.toolTip().rpartition("(")[2].rstrip(")")
            entry = menu.addAction(f"{button.text()}\t{keys}")
            entry.setToolTip(button.toolTip())
            entry.triggered.connect(lambda _, button=button: button.click())
            self.entries[button.objectName()] = entry
        self.seed = IntField(1, "run.more.seed", self.tr("Seed"), minimum=0)
        self.seed.setToolTip(self.tr("The same seed gives the same run."))
        self.seed.edited.connect(self.seed_chosen.emit)
        self.entries["run.seed"] = self._seed_entry(menu)
        menu.addAction(self.entries["run.seed"])
        self.setMenu(menu)
        self.hide()

    def offer(self, hidden: Sequence[str]) -> None:
        """Offer the tools of these names; without any the button goes."""
        for name, entry in self.entries.items():
            entry.setVisible(name in hidden)
        self.setHidden(not any(name in self.entries for name in hidden))

    def _seed_entry(self, menu: QMenu) -> QWidgetAction:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(MEDIUM, TINY, MEDIUM, TINY)
        row.addWidget(label(self.tr("Seed"), "muted"))
        row.addWidget(self.seed, 1)
        entry = QWidgetAction(menu)
        entry.setText(self.tr("Seed"))
        entry.setDefaultWidget(line)
        return entry


class Giving:
    """Says which parts of a row give way in a room, by their ranks.

    Attributes:
        hidden: The parts out of sight.
    """

    _GAP: Final = SMALL

    def __init__(self, parts: Sequence[QWidget], ranks: Sequence[Sequence[QWidget]], spare: int) -> None:
        """Take the parts of the row in order, and those that go first, second and so on.

        Args:
            parts: All that stands in the row.
            ranks: What goes at each step, those that are missed least first.
            spare: Pixels of further gaps in the row.
        """
        self._parts, self._ranks, self._spare = tuple(parts), tuple(ranks), spare
        self.hidden: tuple[QWidget, ...] = ()

    def fit(self, room: int, more: QWidget, listed: Sequence[QWidget]) -> None:
        """Hide as few steps of parts as fit; ``more`` needs room too once one of ``listed`` is hidden."""
        hidden: list[QWidget] = []
        for rank in ((), *self._ranks):
            hidden.extend(rank)
            extra = _wide(more) + self._GAP if any(one in listed for one in hidden) else 0
            seen = [_wide(part) + self._GAP for part in self._parts if part not in hidden]
            if sum(seen) + extra + self._spare <= room:
                break
        self.hidden = tuple(hidden)


def _wide(part: QWidget) -> int:
    part.ensurePolished()
    return max(part.minimumSizeHint().width(), part.minimumWidth())
