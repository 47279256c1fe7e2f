"""Rows of the inspector: a name, a field, and beside it what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import isfinite

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from app.theme import SMALL, TINY
from app.widgets import LinkButton, ValueField, paragraph


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


class Rows(QWidget):
    """A grid of named fields; a row's problem stands below its field.

    Attributes:
        notes: The problem label of each row, by the path it is about.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without rows."""
        super().__init__(parent)
        self.notes: dict[str, QLabel] = {}
        self._holders: dict[str, QWidget] = {}
        self._fix_rows: dict[str, int] = {}
        self._rows = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SMALL)
        self._grid.setVerticalSpacing(TINY + 2)
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(1, 5)

    def add(self, text: str, field: QWidget, path: str = "") -> QLabel:
        """Add a row; problems about ``path`` will stand below it."""
        at = self._next(3)
        name = paragraph(text, "muted")
        name.setBuddy(field)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(field, at, 1)
        if path:
            self._add_note(path, at + 1)
        return name

    def add_row(self, field: QWidget, path: str) -> None:
        """Add a field over the whole width that says itself what it is."""
        at = self._next(3)
        self._grid.addWidget(field, at, 0, 1, 2)
        self._add_note(path, at + 1)

    def _add_note(self, path: str, at: int) -> None:
        note = paragraph("", "caption")
        note.setProperty("tone", "bad")
        note.hide()
        self._grid.addWidget(note, at, 0, 1, 2)
        self.notes[path] = note
        self._fix_rows[path] = at + 1

    def _next(self, rows: int) -> int:
        """Give the next free row of the grid and take some: of the field, its problem, the remedy."""
        at, self._rows = self._rows, self._rows + rows
        return at

    def offer(self, path: str, offers: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Put buttons below the problem about ``path``, in place of those that were there."""
        holder = self._holders.pop(path, None)
        if holder is not None:
            holder.hide()
            holder.deleteLater()
        if not offers:
            return
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, TINY)
        column.setSpacing(TINY)
        for number, (text, do) in enumerate(offers):
            button = LinkButton(text, f"mend.{path}.{number}")
            button.clicked.connect(lambda _=False, do=do: do())
            column.addWidget(button)
        self._grid.addWidget(holder, self._fix_rows[path], 0, 1, 2)
        self._holders[path] = holder

    def add_wide(self, widget: QWidget) -> None:
        """Add something that takes the whole width."""
        self._grid.addWidget(widget, self._next(1), 0, 1, 2)

    def heading(self, text: str) -> None:
        """Add a heading over the rows that follow."""
        self.add_wide(paragraph(text, "title"))


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


def replace_body(owner: QWidget, column: QVBoxLayout, old: QWidget | None) -> QWidget:
    """Put an empty widget in place of the old contents of a form; it is hidden until it is filled."""
    if old is not None:
        column.removeWidget(old)
        old.hide()
        old.deleteLater()
        for child in old.findChildren(QWidget):
            child.setObjectName("")  # so that a search by name finds the new fields only
    body = QWidget(owner)
    body.hide()  # PERF: what is filled in while it is in sight is laid out again and again
    column.addWidget(body)
    return body


@contextmanager
def kept_focus(form: QWidget) -> Iterator[None]:
    """Rebuild a form inside; the field that had the focus has it again afterwards, found by its name."""
    focused = QApplication.focusWidget()
    name = focused.objectName() if focused is not None and form.isAncestorOf(focused) else ""
    yield
    again = form.findChild(QWidget, name) if name else None
    if again is not None:
        again.setFocus(Qt.FocusReason.OtherFocusReason)
