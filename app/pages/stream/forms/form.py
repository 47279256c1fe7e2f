"""A form: a first screen, and below it sections that unfold; what is wrong stands at its field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.pages.stream.forms.change import Change
from app.pages.stream.forms.section import Section, Tone
from app.pages.stream.forms.sheet import About, Sheet
from app.pages.stream.rows import Rows, kept_focus, replace_body
from app.theme import SMALL, Theme
from app.widgets import label, mark, paragraph
from sim.stream import remedy

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from sim.stream import Problem

Fill = Callable[[Sheet], None]


@dataclass(frozen=True)
class Topic:
    """One section of a form.

    Attributes:
        key: Tells it from the others; whether it is unfolded is remembered by it.
        title: Its name.
        summary: What is set there, in a few words.
        fill: Makes its rows.
        paths: Where in the stream the problems lie that belong to it.
    """

    key: str
    title: str
    summary: str
    fill: Fill
    paths: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outline:
    """What a form consists of.

    Attributes:
        title: Its name.
        head: Makes the rows of the first screen.
        topics: The sections below.
        foot: What stands at the end.
    """

    title: str
    head: Fill
    topics: Sequence[Topic]
    foot: QLayout | None = None


class Form(QWidget):
    """Shows a part of the stream field by field, and asks for changes.

    Attributes:
        picked: Which part of each list is shown, by the list's name.

    Signals:
        wanted(object): A `Change`.
        refused(str): A value that cannot be, and why.
    """

    wanted = Signal(object)
    refused = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make an empty form."""
        super().__init__(parent)
        self.theme = theme
        self.picked: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None
        self._note: QLabel | None = None
        self._said = ""
        self._sections: dict[str, tuple[Section, Topic]] = {}
        self._opened: set[str] = set()
        self._closed: set[str] = set()
        self._filled: set[str] = set()
        self._head: Rows | None = None
        self._about: About | None = None
        self._problems: tuple[Problem, ...] = ()

    def show_note(self, note: str) -> None:
        """Say in a sentence what holds the stream up; nothing if it is empty."""
        self._said = note
        if self._note is not None:
            self._note.setText(note)
            self._note.setVisible(bool(note))

    @property
    def unfolded(self) -> frozenset[str]:
        """The sections whose rows are made."""
        return frozenset(self._filled)

    def unfold(self, key: str) -> None:
        """Show the rows of a section."""
        self._opened.add(key)
        self._closed.discard(key)
        if key in self._sections:
            self._fill(key)
            self._tell_problems()
            self._order_tabs()
            self._sections[key][0].unfold()

    def pick(self, field: str, part: str) -> None:
        """Show another part of a list, and the form anew."""
        self.picked[field] = part
        self.build_again()

    def build_again(self) -> None:
        """Build all rows anew; whoever knows what to show does it."""
        raise NotImplementedError

    def _build(self, about: About, outline: Outline, problems: Sequence[Problem]) -> None:
        with kept_focus(self):
            self._about, self._problems = about, tuple(problems)
            column = self._fresh_body()
            head, note = Rows(), paragraph("", "caption", "inspector.bottleneck")
            mark(note, tone="bad")
            self._head, self._note = head, note
            for widget in (label(outline.title, "title", "inspector.title"), note, head):
                column.addWidget(widget)
            self.show_note(self._said)
            outline.head(Sheet(about, head, self))
            self._sections = {
                topic.key: (Section(self.theme, topic.key, self._body), topic) for topic in outline.topics
            }
            self._filled = set()
            folded = QVBoxLayout()
            folded.setSpacing(0)
            for section, topic in self._sections.values():
                self._place(section, topic)
                folded.addWidget(section)
            column.addLayout(folded)
            if outline.foot is not None:
                column.addLayout(outline.foot)
            column.addStretch(1)
            self._tell_problems()
            self._order_tabs()
            assert self._body is not None
            self._body.show()

    def _fresh_body(self) -> QVBoxLayout:
        self._body = replace_body(self, self._column, self._body)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        return column

    def _place(self, section: Section, topic: Topic) -> None:
        about = [each.severity for each in self._problems if _below(each.where, topic.paths)]
        tone: Tone = "bad" if "error" in about else "warn" if about else ""
        section.header.show_texts(topic.title, topic.summary, tone)
        section.toggled.connect(lambda shown: self._remember(topic.key, shown))
        if topic.key in self._opened or (tone == "bad" and topic.key not in self._closed):
            self._fill(topic.key)
            section.unfold()

    def _remember(self, key: str, shown: object) -> None:
        here, there = (self._opened, self._closed) if shown else (self._closed, self._opened)
        here.add(key)
        there.discard(key)
        if shown and key not in self._filled:
            self._fill(key)
            self._tell_problems()
            self._order_tabs()

    def _fill(self, key: str) -> None:
        """Make the rows of a section, once; folded ones cost nothing."""
        if key not in self._filled:
            self._filled.add(key)
            section, topic = self._sections[key]
            assert self._about is not None
            topic.fill(Sheet(self._about, section.rows, self))

    def _order_tabs(self) -> None:
        """Let Tab go through the fields as they stand: those made later would come last."""
        assert self._body is not None
        fields = _fields(self._head) if self._head is not None else []
        for section, _ in self._sections.values():
            fields += [section.header, *_fields(section.rows)]
        there = set(map(id, fields))
        fields += [each for each in _fields(self._body) if id(each) not in there]
        for before, after in pairwise(fields):
            QWidget.setTabOrder(before, after)

    def _tell_problems(self) -> None:
        """Write each problem below the row that it is about, or below the first row of its section."""
        told: dict[object, list[Problem]] = {}
        for problem in self._problems:
            place = self._place_of(problem)
            if place is not None:
                told.setdefault(place, []).append(problem)
        if self._head is None:
            return
        for rows in (self._head, *(section.rows for section, _ in self._sections.values())):
            for path, note in rows.notes.items():
                found = told.get((id(rows), path), [])
                note.setText("\n".join(f"{each.what} {each.fix}" for each in found))
                is_error = any(each.severity == "error" for each in found)
                mark(note, tone="bad" if is_error else "warn")
                note.setVisible(bool(found))
                rows.offer(path, self._offers(found))

    def _offers(self, found: Sequence[Problem]) -> list[tuple[str, Callable[[], object]]]:
        """Give what mends the problems of a row, where there is something."""
        assert self._about is not None
        offers: list[tuple[str, Callable[[], object]]] = []
        for problem in found:
            one = remedy(self._about.stream, problem)
            if one is not None:
                offers.append((one.text, partial(self._mend, Change(one.text, one.make))))
        return offers

    def _mend(self, change: Change) -> None:
        self.wanted.emit(change)

    def _place_of(self, problem: Problem) -> tuple[int, str] | None:
        """Give the rows and the path at which a problem is told; None while its section is not made."""
        for section, topic in self._sections.values():
            if _below(problem.where, topic.paths):
                return _nearest(section.rows, problem.where) if topic.key in self._filled else None
        assert self._head is not None
        return _nearest(self._head, problem.where) if self._is_own(problem) else None

    def _is_own(self, problem: Problem) -> bool:
        assert self._about is not None
        base = self._about.base.rstrip(".")
        # What is wrong with a stage is told in its own form, and listed in that of the stream.
        return _below(problem.where, (base,)) if base else not _below(problem.where, ("stages",))


def _fields(within: QWidget) -> list[QWidget]:
    """Give what Tab stops at, in order of making; lists that open are windows of their own."""
    tab, window = Qt.FocusPolicy.TabFocus, within.window()
    found = within.findChildren(QWidget)
    return [each for each in found if each.focusPolicy() & tab and each.window() is window]


def _below(where: str, paths: Sequence[str]) -> bool:
    return any(not path or where == path or where.startswith(f"{path}.") for path in paths)


def _nearest(rows: Rows, where: str) -> tuple[int, str] | None:
    """Give the row whose path shares most with the place of a problem; the first one if none does."""
    if not rows.notes:
        return None
    beside = [path for path in rows.notes if _below(where, (path,))]
    within = [path for path in rows.notes if _below(path, (where,))]
    found = max(beside, key=len, default="") or next(iter(within), "") or next(iter(rows.notes))
    return id(rows), found
