"""Fields of the inspector: a number or a word for none, a choice among texts."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from app.widgets import ValueField


class SameOrNumber(ValueField["float | None"]):
    """A number with a unit, or a word for none."""

    def __init__(
        self,
        value: float | None,
        name: str,
        spoken: str,
        *,
        unit: str,
        none: str,
        minimum: float | None = None,
    ) -> None:
        """Show a number, or the word ``none``; without a minimum it must be above 0."""
        self.minimum = minimum
        self.unit = unit
        self.none = none
        super().__init__(value, name, spoken)

    def text_of(self, value: float | None) -> str:
        """Write the number and the unit, or the word."""
        return self.none if value is None else f"{value:.4g} {self.unit}".strip()

    def value_of(self, text: str) -> float | None:
        """Read a number that is large enough, or the word; empty is the word too.

        Raises:
            ValueError: If it is neither.
        """
        if text.casefold() in ("", "none", "–", "-", self.none.casefold()):
            return None
        bare = text.removesuffix(self.unit).strip().replace(",", ".")
        try:
            value = float(bare)
        except ValueError:
            raise ValueError(self.tr("“%s” is not a number.") % text) from None
        if not isfinite(value):
            raise ValueError(self.tr("“%s” is not a number.") % text)
        if self.minimum is None and value <= 0:
            raise ValueError(self.tr("It must be above 0."))
        if self.minimum is not None and value < self.minimum:
            raise ValueError(self.tr("It must be %g or more.") % self.minimum)
        return value


class Chooser(QComboBox):
    """A choice that gives up the end of a long text; its list is as wide as need be."""

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint what fits of the text."""
        painter, style = QStylePainter(self), self.style()
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        control, edit = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = style.subControlRect(control, option, edit, self).width() + 4
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room
        )
        painter.drawComplexControl(control, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:
        """Let the list be as wide as its longest text."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 24)
        super().showPopup()


def chooser(options: dict[str, str], chosen: str, name: str, spoken: str) -> QComboBox:
    """Make a choice among texts, each standing for a key."""
    box = Chooser()
    box.setObjectName(name)
    box.setAccessibleName(spoken)
    # PERF: another size adjust policy makes the list of the popup at once: 3 ms a box.
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    for key, text in options.items():
        box.addItem(text, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.setToolTip(box.currentText())
    return box


def show_options(box: QComboBox, options: Mapping[str, str], chosen: str) -> None:
    """Offer other texts in a choice that is there already, and show which is chosen."""
    offered = {str(box.itemData(place)): box.itemText(place) for place in range(box.count())}
    if offered != options or list(offered) != list(options):
        box.clear()
        for key, text in options.items():
            box.addItem(text, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.setToolTip(box.currentText())
