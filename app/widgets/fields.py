"""Line editors that turn text into a value, and say in place what is wrong with it."""

from __future__ import annotations

from abc import abstractmethod
from math import isfinite
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from app.widgets.marks import mark

V = TypeVar("V")

_MOST = 2**31 - 1
"""The largest whole number that a signal of Qt carries."""
_WINDOWS_OWN = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class ValueField(QLineEdit, Generic[V]):
    """A line of text that stands for a value; a wrong text is marked and told, and changes nothing.

    Enter or leaving the field takes the value over; Esc brings the old one back.

    Attributes:
        value: The value last shown or taken over.
        problem: What is wrong with the text now; empty if nothing is.
        is_asking: Whether somebody is told of another value just now, and may `refuse` it.

    Signals:
        edited(object): The person entered another value.
        refused(str): The person tried to enter what cannot be; the reason.
        judged(str): What is wrong with the text has changed; empty if nothing is.
    """

    edited = Signal(object)
    refused = Signal(str)
    judged = Signal(str)

    def __init__(self, value: V, name: str, spoken: str = "", parent: QWidget | None = None) -> None:
        """Show a value; ``spoken`` names the field for screen readers."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(spoken or name)
        self.value = value
        self.problem = ""
        self.is_asking = False
        self._before = value
        self.textEdited.connect(self._check)
        self.show_value(value)

    @abstractmethod
    def text_of(self, value: V) -> str:
        """Write a value as text."""

    @abstractmethod
    def value_of(self, text: str) -> V:
        """Read a value from text.

        Raises:
            ValueError: With a sentence for the person, if the text is wrong.
        """

    def show_value(self, value: V) -> None:
        """Show a value without telling; a text under way is given up."""
        self.value = value
        self.setText(self.text_of(value))
        self.setCursorPosition(0)
        self._say("")

    def follow(self, value: V) -> None:
        """Show what is so by now; where that is in sight already, cursor and selection stay."""
        if self.isModified() or self.problem or self.text() != self.text_of(value):
            self.show_value(value)
        self.value = value

    def enter(self) -> None:
        """Take the text over, if it is right."""
        try:
            value = self.value_of(self.text().strip())
        except ValueError as error:
            self._say(str(error))
            self.refused.emit(str(error))
            return
        if self.text_of(value) == self.text_of(self.value):
            # Not even what rounding took away is lost by entering what is shown.
            self.show_value(self.value)
            return
        self._before = self.value
        self.show_value(value)
        self.is_asking = True
        self.edited.emit(value)
        self.is_asking = False

    def refuse(self, why: str) -> None:
        """Say why the value entered last cannot be: its text stays; Esc brings the old one back."""
        self.value = self._before
        self.setModified(True)
        self._say(why)
        self.refused.emit(why)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window, unless a text is under way.

        A line edit takes these keys always, even where it has nothing to take back.
        """
        if self.isModified() or not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.type() == QEvent.Type.ShortcutOverride and any(map(event.matches, _WINDOWS_OWN)):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes over, Esc gives up."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter()
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self.show_value(self.value)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving takes over."""
        super().focusOutEvent(event)
        if self.isModified():
            self.enter()

    def _check(self, text: str) -> None:
        try:
            self.value_of(text.strip())
        except ValueError as error:
            self._say(str(error))
        else:
            self._say("")

    def _say(self, problem: str) -> None:
        is_news, self.problem = problem != self.problem, problem
        self.setToolTip(problem)
        self.setAccessibleDescription(problem)
        mark(self, tone="bad" if problem else "plain")
        if is_news:
            self.judged.emit(problem)


def refuse_where_asked(why: str, *within: QWidget) -> bool:
    """Explain at the field that asks for a value why it cannot be; False if no field among these asks."""
    lines = (line for each in within for line in each.findChildren(QLineEdit))
    field = next((line for line in lines if isinstance(line, ValueField) and line.is_asking), None)
    if field is None:
        return False
    field.refuse(why)
    return True


class TextField(ValueField[str]):
    """A name: any text that is not empty."""

    def text_of(self, value: str) -> str:
        """Write the text itself."""
        return value

    def value_of(self, text: str) -> str:
        """Take any text but an empty one.

        Raises:
            ValueError: If it is empty.
        """
        if not text:
            raise ValueError(self.tr("A name must not be empty."))
        return text


class IntField(ValueField[int]):
    """A whole number of at least ``minimum``."""

    def __init__(
        self, value: int, name: str, spoken: str = "", *, minimum: int = 0, parent: QWidget | None = None
    ) -> None:
        """Show a number."""
        self.minimum = minimum
        super().__init__(value, name, spoken, parent)

    def text_of(self, value: int) -> str:
        """Write the digits."""
        return str(value)

    def value_of(self, text: str) -> int:
        """Read a whole number.

        Raises:
            ValueError: If it is none, or below the minimum.
        """
        return _whole(self, text, self.minimum)


class LimitField(ValueField["int | None"]):
    """A whole number of at least 1, or none."""

    def text_of(self, value: int | None) -> str:
        """Write the digits, or the word for none."""
        return self.tr("none") if value is None else str(value)

    def value_of(self, text: str) -> int | None:
        """Read a whole number; empty, "none" and "∞" mean none.

        Raises:
            ValueError: If it is neither.
        """
        if text.casefold() in {"", "none", "∞", "-", "–", self.tr("none").casefold()}:
            return None
        return _whole(self, text, 1)


class NumberField(ValueField[float]):
    """A number between two bounds, written with a unit ("1.2 days"); the unit need not be typed.

    Attributes:
        unit: The unit shown.
    """

    def __init__(
        self,
        value: float,
        name: str,
        spoken: str = "",
        *,
        unit: str = "",
        minimum: float = 0.0,
        maximum: float = float("inf"),
        parent: QWidget | None = None,
    ) -> None:
        """Show a number with its unit."""
        self.unit = unit
        self.minimum = minimum
        self.maximum = maximum
        super().__init__(value, name, spoken, parent)

    def text_of(self, value: float) -> str:
        """Write up to six digits and the unit."""
        return f"{value:.6g} {self.unit}".strip()

    def value_of(self, text: str) -> float:
        """Read a number; a decimal comma is understood, the unit may be left out or begun.

        Raises:
            ValueError: If it is none, or out of bounds.
        """
        bare = text.rstrip("%" if self.unit == "%" else "").strip()
        digits = bare.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ").strip()
        rest = bare[len(digits) :].strip()
        try:
            value = float(digits.replace(",", "."))
            if not isfinite(value):
                raise ValueError
        except ValueError:
            raise ValueError(self.tr("“%s” is not a number.") % text) from None
        if rest and not self.unit.startswith(rest):
            raise ValueError(self._wrong_unit(rest))
        if not self.minimum <= value <= self.maximum:
            raise ValueError(self._out_of_bounds(value))
        return value

    def _wrong_unit(self, rest: str) -> str:
        if not self.unit:
            return self.tr("“%s” is not part of a number.") % rest
        return self.tr("“%s” is not the unit here; it is %s.") % (rest, self.unit)

    def _out_of_bounds(self, value: float) -> str:
        shown, low, high = (self.text_of(each) for each in (value, self.minimum, self.maximum))
        if self.maximum == float("inf"):
            return self.tr("{value} is too little; it must be {low} or more.").format(value=shown, low=low)
        return self.tr("{value} must lie between {low} and {high}.").format(value=shown, low=low, high=high)


class DurationField(NumberField):
    """A duration in the stream's unit of time."""

    def _wrong_unit(self, rest: str) -> str:
        return self.tr("“%s” is not the unit here; times are in %s.") % (rest, self.unit)


def _whole(field: QWidget, text: str, minimum: int) -> int:
    try:
        value = int(text)
    except ValueError:
        raise ValueError(field.tr("“%s” is not a whole number.") % text) from None
    if value < minimum:
        raise ValueError(field.tr("%d is too little; it must be %d or more.") % (value, minimum))
    if value > _MOST:
        raise ValueError(field.tr("%s is too much; it must be %d or less.") % (text, _MOST))
    return value
