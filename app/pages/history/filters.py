"""The filters of the History page: a chip for each respect in which the history's items differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.pages.history.filter_chip import FilterChip, title_of
from app.pages.history.part import USUAL
from app.theme import Theme
from app.widgets import DropDown, LinkButton, WrappingRow

if TYPE_CHECKING:
    from sim.log import EventLog
    from sim.metrics import Facet


class Filters(QObject):
    """Fills a row with chips, *More* and *Clear*.

    Attributes:
        chips: The filters in sight, by respect.
        more: Offers respects that a file has besides the usual ones.
        clear: Takes all filters back.

    Signals:
        chosen(str, object): A respect, and the values chosen in it now.
        cleared(): All items are wanted.
    """

    chosen = Signal(str, object)
    cleared = Signal()

    def __init__(self, row: WrappingRow, theme: Theme, before: QWidget) -> None:
        """Put chips at the end of a row; the Tab key comes from the part before."""
        super().__init__(before)
        self._row, self._theme, self._before = row, theme, before
        self._facets: tuple[Facet, ...] = ()
        self.chips: dict[str, FilterChip] = {}
        self.more = DropDown("history.filter.more")
        self.more.setText(self.tr("More filters"))
        self.more.setAccessibleName(self.more.text())
        self._menu = QMenu(self.more)
        self._menu.setObjectName("history.filter.menu")
        self.more.clicked.connect(self._open_menu)
        self.clear = LinkButton(self.tr("Clear"), "history.filter.clear")
        self.clear.setAccessibleName(self.tr("Clear filters"))
        self.clear.setToolTip(self.clear.accessibleName())
        self.clear.clicked.connect(self.cleared)
        for button in (self.more, self.clear):
            row.addWidget(button)
            button.hide()

    def offer(self, facets: Sequence[Facet]) -> None:
        """Offer to filter by other respects, nothing chosen."""
        for respect in tuple(self.chips):
            self._remove(respect)
        self._facets = tuple(facets)
        for facet in self._facets:
            if facet.name in USUAL:
                self._add(facet)
        self._menu.clear()
        for facet in self._facets:
            if facet.name not in USUAL:
                action = self._menu.addAction(title_of(facet.name))
                action.setObjectName(f"history.filter.add.{facet.name}")
                action.triggered.connect(lambda _=False, wanted=facet: self.open(wanted))
        self._arrange()

    def show_chosen(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Show what is chosen."""
        for facet in self._facets:
            if facet.name in chosen and facet.name not in self.chips:
                self._add(facet)
        for respect, chip in self.chips.items():
            chip.show_chosen(chosen.get(respect, ()))
        self.clear.setVisible(bool(chosen))
        self._arrange()

    def open(self, facet: Facet) -> None:
        """Put a chip for a respect into the row, and open its list."""
        if facet.name not in self.chips:
            self._add(facet)
            self._arrange()
        self.chips[facet.name].click()

    def _open_menu(self) -> None:
        self._menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def _add(self, facet: Facet) -> None:
        chip = FilterChip(facet, (), self._theme)
        chip.chosen.connect(self.chosen)
        self.chips[facet.name] = chip

    def _remove(self, respect: str) -> None:
        chip = self.chips.pop(respect)
        self._row.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _arrange(self) -> None:
        """Chips in the order of the usual respects, then *More*, then *Clear*."""
        order = [*USUAL, *(facet.name for facet in self._facets if facet.name not in USUAL)]
        chips = [self.chips[name] for name in order if name in self.chips]
        for widget in (*chips, self.more, self.clear):
            self._row.removeWidget(widget)
            self._row.addWidget(widget)
        before = self._before
        for chip in chips:
            chip.show()
            QWidget.setTabOrder(before, chip)
            before = chip
        self.more.setVisible(bool(self._menu.actions()))


def still_known(
    chosen: Mapping[str, tuple[str, ...]], facets: Sequence[Facet]
) -> Mapping[str, tuple[str, ...]]:
    """Give what of a choice a history still has: another import may lack a respect or a value."""
    values = {facet.name: {value for value, _, _ in facet.values} for facet in facets}
    kept = {
        respect: tuple(one for one in wanted if one in values.get(respect, ()))
        for respect, wanted in chosen.items()
    }
    return {respect: wanted for respect, wanted in kept.items() if wanted}


def facets_of(log: EventLog) -> tuple[Facet, ...]:
    """Give the respects in which the items of a history differ; it takes a while where it is long."""
    from sim.metrics import facets

    return facets(log)
