"""Rows of the inspector: a name, a field, and below it what is wrong; filled again, they keep what stays."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.theme import SMALL, TINY
from app.widgets import LinkButton, ValueField, mark, paragraph

Offers = Sequence[tuple[str, Callable[[], object]]]
"""What mends a problem: text and what it does."""
_DEEP = 3
"""Lines of the grid that a row may take: the field, its problem, the remedy."""


class Row:
    """One row as it stands.

    Attributes:
        key: What it is: another filling keeps it where the same key comes at its place.
        field: Its widget.
        name: Its name, None where the field takes the whole width.
        path: Where in the stream its value stands; empty where no problem is told below it.
        shown: The value that the stream has.
        take: What another value asks for, as things are now.
    """

    def __init__(self, key: Hashable, field: QWidget, name: QLabel | None = None) -> None:
        """Make a row that asks for nothing."""
        self.key = key
        self.field = field
        self.name = name
        self.path = ""
        self.shown: Any = None
        self.take: Callable[[Any], object] = lambda _: None
        self.wrong = ""
        self.told: tuple[str, str] = ("", "")
        self.note: QLabel | None = None
        self.mending: QWidget | None = None
        self.offered: tuple[str, ...] = ()
        self.mends: Offers = ()

    def ask(self, value: object) -> None:
        """Ask for another value, as things are by then."""
        self.take(value)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """All that it consists of."""
        return tuple(w for w in (self.field, self.name, self.note, self.mending) if w is not None)


class Rows(QWidget):
    """A grid of named fields; a row's problem stands below its field.

    Fill it between `begin` and `end`: a row that is asked for `again` at its place stays, with its focus and
    its cursor; from the first that differs on, rows are made anew.

    Attributes:
        is_changed: Whether rows were made or taken away since somebody last set this to False.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without rows."""
        super().__init__(parent)
        self.is_changed = False
        self._rows: list[Row] = []
        self._filled = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SMALL)
        self._grid.setVerticalSpacing(TINY + 2)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 4)

    def begin(self) -> None:
        """Begin to fill: the first row comes next."""
        self._filled = 0

    def end(self) -> None:
        """Take away what was not asked for again."""
        self._drop_rest()

    def clear(self) -> None:
        """Take all rows away."""
        self.begin()
        self.end()

    def again(self, key: Hashable) -> Row | None:
        """Give the row that comes next if it is this one; else take it away, with all after it."""
        if self._filled < len(self._rows) and self._rows[self._filled].key == key:
            self._filled += 1
            return self._rows[self._filled - 1]
        self._drop_rest()
        return None

    def add(self, key: Hashable, text: str, field: QWidget) -> Row:
        """Add a field beside its name; `again` has found nothing at this place."""
        name = paragraph(text, "muted")
        name.setBuddy(field)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._grid.addWidget(name, self._line, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(field, self._line, 1)
        row = self._put(Row(key, field, name))
        if isinstance(field, ValueField):
            field.judged.connect(lambda words: self._say_wrong(row, words))
        return row

    def add_wide(self, key: Hashable, widget: QWidget) -> Row:
        """Add something that takes the whole width."""
        self._grid.addWidget(widget, self._line, 0, 1, 2)
        return self._put(Row(key, widget))

    def place(self, row: Row, text: str, path: str) -> None:
        """Let a row be called something, and be about what stands at a path."""
        if row.name is not None and row.name.text() != text:
            row.name.setText(text)
            row.field.setAccessibleName(text)
        if row.path != path:
            row.path, row.told, row.offered = path, ("", ""), ()
            self._show_note(row)
            self._offer(row)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths below whose rows problems can be told."""
        return tuple(row.path for row in self._rows if row.path)

    def tell(self, path: str, text: str, tone: str, offers: Offers) -> None:
        """Tell below a row what is wrong with it, and offer to mend it; nothing if the text is empty."""
        row = next((row for row in self._rows if row.path == path), None)
        if row is None:
            return
        row.told = (text, tone)
        self._show_note(row)
        row.mends = offers
        texts = tuple(text for text, _ in offers)
        if texts != row.offered:
            row.offered = texts
            self._offer(row)

    @property
    def _line(self) -> int:
        return _DEEP * len(self._rows)

    def _put(self, row: Row) -> Row:
        self._rows.append(row)
        self._filled = len(self._rows)
        self.is_changed = True
        return row

    def _drop_rest(self) -> None:
        gone, self._rows = self._rows[self._filled :], self._rows[: self._filled]
        for widget in (widget for row in gone for widget in row.widgets):
            drop(widget, self._grid)
        self.is_changed = self.is_changed or bool(gone)

    def _say_wrong(self, row: Row, words: str) -> None:
        row.wrong = words
        self._show_note(row)

    def _show_note(self, row: Row) -> None:
        """Show what is wrong with the text that is being written, else with the value that there is."""
        text, tone = (row.wrong, "bad") if row.wrong else row.told
        if row.note is None:
            if not text:
                return
            row.note = paragraph("", "caption")
            self._grid.addWidget(row.note, _DEEP * self._rows.index(row) + 1, 0, 1, 2)
        if row.note.text() != text:
            row.note.setText(text)
        mark(row.note, tone=tone)
        row.note.setVisible(bool(text))

    def _offer(self, row: Row) -> None:
        """Put buttons below a problem, in place of those that were there."""
        if row.mending is not None:
            drop(row.mending, self._grid)
            row.mending, self.is_changed = None, True
        if not row.offered:
            return
        self.is_changed = True
        row.mending = QWidget()
        column = QVBoxLayout(row.mending)
        column.setContentsMargins(0, 0, 0, TINY)
        column.setSpacing(TINY)
        for number, text in enumerate(row.offered):
            button = LinkButton(text, f"mend.{row.path}.{number}")
            button.clicked.connect(lambda _=False, number=number: row.mends[number][1]())
            column.addWidget(button)
        self._grid.addWidget(row.mending, _DEEP * self._rows.index(row) + 2, 0, 1, 2)


def drop(widget: QWidget, layout: Any = None) -> None:  # noqa: ANN401 (any layout; PySide's have no common stub)
    """Take a widget away; a search by name finds it no more, though it lives until its events are done."""
    if layout is not None:
        layout.removeWidget(widget)
    widget.hide()
    for each in (widget, *widget.findChildren(QWidget)):
        each.setObjectName("")
    widget.deleteLater()


@contextmanager
def kept_focus(form: QWidget) -> Iterator[None]:
    """Rebuild a form inside; the field that had the focus has it again afterwards, found by its name."""
    focused = QApplication.focusWidget()
    name = focused.objectName() if focused is not None and form.isAncestorOf(focused) else ""
    yield
    again = form.findChild(QWidget, name) if name else None
    if again is not None:
        again.setFocus(Qt.FocusReason.OtherFocusReason)
