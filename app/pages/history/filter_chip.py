"""One filter: a button that says what is chosen in a respect, and opens the list to choose in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy

from app.pages.history.filter_picker import FilterPicker
from app.pages.history.filter_values import ValuesModel, name_of
from app.theme import MEDIUM, Theme
from app.widgets import DropDown, mark

if TYPE_CHECKING:
    from sim.metrics import Facet

_MOST_NAMED: Final = 2
_WIDEST: Final = 290
_OPENERS: Final = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterChip(DropDown):
    """``Type: all``, ``Type: Defect, Risk`` or ``Type: 5 of 12``.

    Attributes:
        respect: What it chooses by.
        model: Its values.

    Signals:
        chosen(str, object): The respect, and the values chosen in it now.
    """

    chosen = Signal(str, object)

    def __init__(self, facet: Facet, chosen: tuple[str, ...], theme: Theme) -> None:
        """Offer the values of a respect."""
        super().__init__(f"history.filter.{facet.name}")
        self._whole = ""
        self.respect, self._facet, self._theme = facet.name, facet, theme
        self.title = title_of(facet.name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.model = ValuesModel(facet.values, chosen)
        self._picker: FilterPicker | None = None
        self.model.ticked.connect(self._tell)
        self.clicked.connect(lambda: self.picker.open_below(self))
        self._say()

    @property
    def picker(self) -> FilterPicker:
        """Its list, made when it is first wanted: most lists are never opened."""
        if self._picker is None:
            self._picker = FilterPicker(self.model, self._theme, self.title, self.objectName(), self)
            self._picker.closed.connect(lambda: self.setFocus(Qt.FocusReason.PopupFocusReason))
        return self._picker

    def show_chosen(self, values: tuple[str, ...]) -> None:
        """Show other values as chosen, without telling."""
        if values != self.model.chosen:
            self.model.choose(values)
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Down and Enter too."""
        if event.key() in _OPENERS:
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Shorten the text anew where it is written in another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._shorten()

    def sizeHint(self) -> QSize:
        """Ask for the room of the text, up to a bound: it is a chip and no headline."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), self._widest), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Be no smaller."""
        return self.sizeHint()

    @property
    def _widest(self) -> int:
        return round(_WIDEST * self._theme.tokens.base / 13)

    def _say(self) -> None:
        chosen = set(self.model.chosen)
        names = [name_of(value) for value in self._facet.values if value[0] in chosen]
        said = ", ".join(names)
        if len(names) > _MOST_NAMED:
            said = self.tr("{} of {}").format(len(names), len(self._facet.values))
        self._whole = f"{self.title}: {said or self.tr('all')}"
        self._shorten()
        self.setToolTip(f"{self.title}: {', '.join(names)}" if names else "")
        self.setAccessibleName(self._whole)
        self.setAccessibleDescription(self.tr("Opens a list to choose from"))
        mark(self, tone="accent" if names else "plain")
        self.updateGeometry()

    def _shorten(self) -> None:
        room = self._widest - 5 * MEDIUM
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))

    def _tell(self) -> None:
        self._say()
        self.chosen.emit(self.respect, self.model.chosen)


def title_of(respect: str) -> str:
    """Name a respect for people: ``team`` is Team, ``case:group`` is Group."""
    bare = respect.removeprefix("case:").replace("_", " ").strip()
    return bare[:1].upper() + bare[1:]
