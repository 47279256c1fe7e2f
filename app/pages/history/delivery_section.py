"""The Delivery section: DORA's metrics, as far as the history tells deployments and incidents apart."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.edit import Edit
from app.pages.history.delivery_form import DeliveryForm
from app.pages.history.delivery_found import DeliveryFound, Figure, delivery_found
from app.pages.history.part import Part
from app.pages.history.section import Means, Section
from app.theme import MEDIUM, SMALL
from app.widgets import Card, label, mark, paragraph

if TYPE_CHECKING:
    from sim.metrics import DoraMapping
    from sim.store import Project

_LEAST_WIDTH: Final = 860
"""Width from which all figures stand in one row, at the usual size of text."""
_NARROW: Final = 3


class FigureCard(Card):
    """One metric: its name, the number, and what it is made of or what is missing.

    Attributes:
        value: The number.
        unit: Its unit.
        said: The sentence.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty card."""
        super().__init__("", name, parent)
        self._name = paragraph("", "muted")
        self.value = label("–", "number", f"{name}.value")
        self.unit = label("", "unit", f"{name}.unit")
        self.said = paragraph("", "caption", f"{name}.said")
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self.value)
        row.addWidget(self.unit, 1)
        for part in (self._name, self.said):
            self.body.addWidget(part)
        self.body.insertLayout(1, row)
        self.body.addStretch(1)

    def show_figure(self, figure: Figure) -> None:
        """Show a figure."""
        self._name.setText(figure.name)
        self.value.setText(figure.value)
        self.unit.setText(figure.unit)
        self.said.setText(figure.said)
        mark(self.said, role="caption" if figure.unit else "body")
        self.setAccessibleName(f"{figure.name} {figure.value} {figure.unit}")
        self.setAccessibleDescription(figure.said)


class DeliverySection(Section):
    """Five figures, and below them which items are deployments and incidents.

    Attributes:
        figures: The five.
        form: Which items are what.
        found: What is shown; None before the first time.
    """

    key = "delivery"
    title = "Delivery"

    def __init__(self, means: Means) -> None:
        """Lay empty figures out."""
        super().__init__(means)
        self.found: DeliveryFound | None = None
        self._part: Part | None = None
        self.figures = tuple(FigureCard(f"history.dora{place}") for place in range(5))
        self.form = DeliveryForm()
        self.form.changed.connect(self._change)
        self._grid = QGridLayout()
        self._grid.setSpacing(MEDIUM)
        self._place(len(self.figures))
        source = self.tr(
            "The five metrics of DORA (dora.dev), from items: a deployment is an item of the kind chosen, at "
            "the moment it is done; the begin of work stands for the first commit of a change."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addLayout(self._grid)
        column.addWidget(self.form)
        column.addWidget(paragraph(source, "caption"))
        column.addStretch(1)
        means.document.changed.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the figures stand in two rows where text is too large for one."""
        super().resizeEvent(event)
        wide = self.width() >= _LEAST_WIDTH * self.means.theme.tokens.base / 13
        self._place(len(self.figures) if wide else _NARROW)

    def _place(self, columns: int) -> None:
        for place, card in enumerate(self.figures):
            self._grid.addWidget(card, place // columns, place % columns)
        for place in range(len(self.figures)):
            self._grid.setColumnStretch(place, int(place < columns))

    def show_part(self, part: Part) -> None:
        """Measure a part and show it."""
        self._part = part
        self._measure()

    def _measure(self) -> None:
        if self._part is not None:
            chosen = self.means.document.project.delivery
            self.work(partial(delivery_found, chosen=chosen), self._part, self._show)

    def _show(self, found: DeliveryFound) -> None:
        self.found = found
        for card, figure in zip(self.figures, found.figures, strict=True):
            card.show_figure(figure)
        self.form.show_found(found)

    def _change(self, mapping: DoraMapping | None) -> None:
        project = self.means.document.project
        text = (
            self.tr("Guess what is a deployment")
            if mapping is None
            else self.tr("Choose what is a deployment")
        )
        self.means.document.apply(Edit(text, replace(project, delivery=mapping)))

    def _follow(self, before: Project | None, after: Project) -> None:
        """Measure again where what counts as a deployment was changed, undone or redone."""
        if before is None or after.history is None:
            self._part = None
        elif before.delivery != after.delivery and before.history is after.history:
            self._measure()
