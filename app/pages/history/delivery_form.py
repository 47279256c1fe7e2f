"""Which items are deployments and incidents: shown as it was guessed, and changed in place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from app.theme import SMALL
from app.widgets import Card, Choices, LinkButton, label, paragraph
from sim.metrics import DoraMapping, Marks

if TYPE_CHECKING:
    from app.pages.history.delivery_found import DeliveryFound
    from sim.metrics import Facet

ROLES: Final = ("deployments", "incidents", "failed", "rework")
RELEASES: Final = "releases"
_NOTHING: Final = ""
_WIDEST: Final = 420


class DeliveryForm(Card):
    """A row for deployments, incidents, failed and unplanned deployments: told by what, and which values.

    Attributes:
        mapping: What is shown.
        again: Goes back to the guess.

    Signals:
        changed(object): The person chose another `DoraMapping`; None: guess again.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a form with nothing to choose yet."""
        super().__init__(self.tr("Which items are what"), "history.deliveryForm", parent)
        self.mapping = DoraMapping()
        self._respects: tuple[Facet, ...] = ()
        self.again = LinkButton(self.tr("Guess again"), "history.delivery.guess")
        self.again.setToolTip(self.tr("Forget what was chosen here, and guess from the words of the history"))
        self.again.clicked.connect(lambda: self.changed.emit(None))
        self.header.addWidget(self.again)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SMALL)
        self._grid.setColumnStretch(2, 1)
        self._values: dict[str, Choices] = {}
        self._told_by = {role: self._row(place, role) for place, role in enumerate(ROLES)}
        self._notes = paragraph("", "muted", "history.delivery.notes")
        self.body.addLayout(self._grid)
        self.body.addWidget(self._notes)
        self.body.addStretch(1)

    def told_by(self, role: str) -> QComboBox:
        """Give the choice of what tells a role."""
        return self._told_by[role]

    def values(self, role: str) -> Choices:
        """Give the choice of its values."""
        return self._values[role]

    def show_found(self, found: DeliveryFound) -> None:
        """Show a mapping and what there is to choose from."""
        self.mapping, self._respects = found.mapping, found.respects
        self.again.setVisible(not found.is_guessed)
        self._notes.setText("\n".join(found.notes))
        self._notes.setVisible(bool(found.notes))
        for place, role in enumerate(ROLES):
            self._offer_respects(role)
            self._offer_values(place, role)

    def _row(self, place: int, role: str) -> QComboBox:
        words = {
            "deployments": self.tr("Deployments"),
            "incidents": self.tr("Incidents"),
            "failed": self.tr("Failed deployments"),
            "rework": self.tr("Unplanned deployments"),
        }[role]
        told_by = QComboBox()
        told_by.setObjectName(f"history.delivery.{role}")
        told_by.setAccessibleName(self.tr("{} are told by").format(words))
        told_by.activated.connect(lambda _: self._tell_by(role))
        self._values[role] = self._choices(role, {}, ())
        self._grid.addWidget(label(words), place, 0)
        self._grid.addWidget(told_by, place, 1)
        self._grid.addWidget(self._values[role], place, 2)
        return told_by

    def _choices(self, role: str, options: dict[str, str], keys: tuple[str, ...]) -> Choices:
        name = f"history.delivery.{role}.values"
        made = Choices(options, keys, name, self.tr("Values"), none=self.tr("choose values"))
        made.setMaximumWidth(_WIDEST)
        made.chosen.connect(lambda keys: self._choose(role, keys))
        return made

    def _offer_respects(self, role: str) -> None:
        told_by, marks = self._told_by[role], getattr(self.mapping, role)
        told_by.clear()
        told_by.addItem(self.tr("not told"), _NOTHING)
        if role == "deployments":
            told_by.addItem(self.tr("each moment at which items are done"), RELEASES)
        for one in self._respects:
            told_by.addItem(one.name, one.name)
        name = marks.name if isinstance(marks, Marks) else marks or _NOTHING
        if told_by.findData(name) < 0:
            told_by.addItem(name, name)
        told_by.setCurrentIndex(told_by.findData(name))

    def _offer_values(self, place: int, role: str) -> None:
        marks = getattr(self.mapping, role)
        is_told = isinstance(marks, Marks)
        respect = next((one for one in self._respects if is_told and one.name == marks.name), None)
        options = (
            {value: f"{text or self.tr('blank')} ({count})" for value, text, count in respect.values}
            if (respect)
            else {}
        )
        chosen = marks.values if is_told else ()
        missing = {value: self.tr("{} (none here)").format(value) for value in chosen if value not in options}
        old = self._values[role]
        self._values[role] = self._choices(role, options | missing, chosen)
        self._grid.replaceWidget(old, self._values[role])
        old.deleteLater()
        self._values[role].setVisible(is_told)

    def _tell_by(self, role: str) -> None:
        name, marks = self._told_by[role].currentData(), getattr(self.mapping, role)
        same = marks.name if isinstance(marks, Marks) else marks or _NOTHING
        if name == same:
            return
        self._emit(role, {_NOTHING: None, RELEASES: RELEASES}.get(name, Marks(name, ())))

    def _choose(self, role: str, keys: tuple[str, ...]) -> None:
        marks = getattr(self.mapping, role)
        if isinstance(marks, Marks) and keys != marks.values:
            self._emit(role, replace(marks, values=tuple(keys)))

    def _emit(self, role: str, told: object) -> None:
        other: dict[str, Any] = {role: told, "guessed": ()}
        self.changed.emit(replace(self.mapping, **other))
