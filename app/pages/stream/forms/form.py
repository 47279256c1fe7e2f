"""A form: a first screen, and below it sections that unfold; what is wrong stands at its field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages.stream.forms.change import Change
from app.pages.stream.forms.section import Section, Tone
from app.pages.stream.forms.sheet import About, Sheet
from app.pages.stream.rows import Rows, drop, kept_focus
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
        foot: Makes what stands at the end, once.
    """

    title: str
    head: Fill
    topics: Sequence[Topic]
    foot: Callable[[], QLayout] | None = None


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
        self._title, self._note = label("", "title"), paragraph("", "caption")
        mark(self._note, tone="bad")
        self._note.hide()
        self._head = Rows()
        self._folded = QVBoxLayout()
        self._folded.setSpacing(0)
        self._sections: dict[str, tuple[Section, Topic]] = {}
        self._opened: set[str] = set()
        self._closed: set[str] = set()
        self._filled: set[str] = set()
        self._about: About | None = None
        self._problems: tuple[Problem, ...] = ()
        self._are_sections_new = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SMALL)
        for widget in (self._title, self._note, self._head):
            self._column.addWidget(widget)
        self._column.addLayout(self._folded)
        self._column.addStretch(1)

    def show_note(self, note: str) -> None:
        """Say in a sentence what holds the stream up; nothing if it is empty."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def colour_note(self, tone: Literal["bad", "muted"]) -> None:
        """Colour the note as what holds the stream up, or as something to know."""
        mark(self._note, tone=tone)

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
            self._finish()
            self._sections[key][0].unfold()

    def pick(self, field: str, part: str) -> None:
        """Show another part of a list, and the form anew."""
        self.picked[field] = part
        self.build_again()

    def build_again(self) -> None:
        """Fill in all rows again; whoever knows what to show does it."""
        raise NotImplementedError

    def _build(self, about: About, outline: Outline, problems: Sequence[Problem]) -> None:
        """Show what is so by now: rows that are there already stay and show other values."""
        is_other = self._about is None or self._about.base != about.base
        with kept_focus(self):
            if self._about is None:
                self._begin(outline)
            self._about, self._problems = about, tuple(problems)
            self._title.setText(outline.title)
            self._head.begin()
            outline.head(Sheet(about, self._head, self))
            self._head.end()
            self._keep_sections(outline.topics)
            for section, topic in self._sections.values():
                if is_other:
                    section.fold()
                self._place(section, topic)
            self._finish()

    def _begin(self, outline: Outline) -> None:
        """Make what stays whatever is shown; a form that is not in use yet has no names to be found by."""
        self._title.setObjectName("inspector.title")
        self._note.setObjectName("inspector.bottleneck")
        if outline.foot is not None:
            self._column.insertLayout(self._column.count() - 1, outline.foot())

    def _keep_sections(self, topics: Sequence[Topic]) -> None:
        """Have a section for each topic, in their order; those that go on keep their rows."""
        before, self._sections = self._sections, {}
        for key in before.keys() - {topic.key for topic in topics}:
            drop(before[key][0], self._folded)
            self._filled.discard(key)
        for place, topic in enumerate(topics):
            section = before[topic.key][0] if topic.key in before else self._new_section(topic.key)
            self._sections[topic.key] = (section, topic)
            if self._folded.indexOf(section) != place:
                self._folded.insertWidget(place, section)
                self._are_sections_new = True

    def _new_section(self, key: str) -> Section:
        section = Section(self.theme, key, self)
        section.toggled.connect(lambda shown: self._remember(key, shown))
        return section

    def _place(self, section: Section, topic: Topic) -> None:
        about = [each.severity for each in self._problems if _below(each.where, topic.paths)]
        tone: Tone = "bad" if "error" in about else "warn" if about else ""
        section.header.show_texts(topic.title, topic.summary, tone)
        if topic.key in self._opened or (tone == "bad" and topic.key not in self._closed):
            self._fill(topic.key)
            section.unfold()
        elif section.header.isChecked():
            self._fill(topic.key)  # it opened for a problem that is mended: it stays until another stage
        elif topic.key in self._filled:
            section.rows.clear()
            self._filled.discard(topic.key)

    def _remember(self, key: str, shown: object) -> None:
        here, there = (self._opened, self._closed) if shown else (self._closed, self._opened)
        here.add(key)
        there.discard(key)
        if shown:
            self._fill(key)
            self._finish()

    def _fill(self, key: str) -> None:
        """Fill in the rows of a section; folded ones cost nothing."""
        self._filled.add(key)
        section, topic = self._sections[key]
        assert self._about is not None
        section.rows.begin()
        topic.fill(Sheet(self._about, section.rows, self))
        section.rows.end()

    def _finish(self) -> None:
        self._tell_problems()
        rows = [self._head, *(section.rows for section, _ in self._sections.values())]
        if self._are_sections_new or any(each.is_changed for each in rows):
            self._order_tabs()
        self._are_sections_new = False
        for each in rows:
            each.is_changed = False

    def _order_tabs(self) -> None:
        """Let Tab go through the fields as they stand: those made later would come last."""
        fields = _fields(self._head)
        for section, _ in self._sections.values():
            fields += [section.header, *_fields(section.rows)]
        there = set(map(id, fields))
        fields += [each for each in _fields(self) if id(each) not in there]
        for before, after in pairwise(fields):
            QWidget.setTabOrder(before, after)

    def _tell_problems(self) -> None:
        """Write each problem below the row that it is about, or below the first row of its section."""
        told: dict[object, list[Problem]] = {}
        for problem in self._problems:
            place = self._place_of(problem)
            if place is not None:
                told.setdefault(place, []).append(problem)
        for rows in (self._head, *(section.rows for section, _ in self._sections.values())):
            for path in rows.paths:
                found = told.get((id(rows), path), [])
                words = "\n".join(f"{each.named} {each.fix}" for each in found)
                is_error = any(each.severity == "error" for each in found)
                rows.tell(path, words, "bad" if is_error else "warn", self._offers(found))

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
    paths = rows.paths
    if not paths:
        return None
    beside = [path for path in paths if _below(where, (path,))]
    within = [path for path in paths if _below(path, (where,))]
    found = max(beside, key=len, default="") or next(iter(within), "") or paths[0]
    return id(rows), found
