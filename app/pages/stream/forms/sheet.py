"""The rows of one part of a form: a field for each kind of value, and the change that it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from app.canvas import SHORT_UNIT
from app.pages.stream.entries import SameOrNumber, chooser, show_options
from app.pages.stream.forms.change import Change, setting
from app.pages.stream.forms.plan_values import PlanValue, plan_values
from app.theme import TINY
from app.widgets import (
    Choices,
    IntField,
    LimitField,
    LinkButton,
    NumberField,
    QuietButton,
    TextField,
    ValueField,
    mark,
    paragraph,
)
from sim.stream import planned

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from app.pages.stream.rows import Row, Rows
    from app.theme import Theme
    from app.widgets import Role
    from sim.stream import Stage, Stream, Vocabulary

Put = Callable[[Any], Change]
"""Gives the change that a value asks for, where it is not just the value at its path."""


@dataclass(frozen=True)
class Kind:
    """A kind of field.

    Attributes:
        make: Its class.
        more: What it is told beyond its value and its name.
    """

    make: Callable[..., ValueField[Any]]
    more: tuple[tuple[str, Any], ...] = ()


class Desk(Protocol):
    """The form that rows belong to."""

    wanted: SignalInstance
    refused: SignalInstance
    theme: Theme
    picked: dict[str, str]

    def pick(self, field: str, part: str) -> None:
        """Show another part of a list."""

    def build_again(self) -> None:
        """Build all rows anew, from what is so."""


@dataclass(frozen=True)
class About:
    """What rows are about.

    Attributes:
        stream: The stream.
        base: Path of the part that is edited, with a point at its end; empty for the stream.
        owner: What that part is called.
    """

    stream: Stream
    base: str = ""
    owner: str = "the stream"

    @property
    def words(self) -> Vocabulary:
        """The words of the trade."""
        return self.stream.vocabulary

    @property
    def unit(self) -> str:
        """The unit of time, short."""
        return SHORT_UNIT[self.stream.time_unit]

    @property
    def stage(self) -> Stage:
        """The stage that is edited.

        Raises:
            KeyError: If the part is no stage.
        """
        return self.stream.stage(self.base.split(".")[1])


class Sheet:
    """Adds rows for values at paths below a base.

    Attributes:
        about: What the rows are about.
        rows: Where they stand.
        desk: The form they belong to.
    """

    def __init__(self, about: About, rows: Rows, desk: Desk) -> None:
        """Add to some rows."""
        self.about = about
        self.rows = rows
        self.desk = desk

    def at(self, base: str, owner: str) -> Sheet:
        """Give a sheet for another part of the stream in the same rows."""
        return Sheet(replace(self.about, base=base, owner=owner), self.rows, self.desk)

    def want(self, change: Change) -> None:
        """Ask for a change."""
        self.desk.wanted.emit(change)

    def set(self, path: str, value: object, name: str, told: str = "") -> None:
        """Ask for another value at a path."""
        self.want(self.setting(path, value, name, told))

    def setting(self, path: str, value: object, name: str, told: str = "") -> Change:
        """Give the change to another value at a path; ``told`` is the value in words."""
        text = f"Set {lowered(name)} of {self.about.owner}"
        return setting(self.about.base + path, value, f"{text} to {told}" if told else text)

    def help(self, text: str) -> None:
        """Say in a sentence what the rows below do."""
        self.say(text, "caption")

    def heading(self, text: str) -> None:
        """Put a name over the rows below."""
        self.say(text, "title")

    def say(self, text: str, role: Role, name: str = "", tone: str = "") -> None:
        """Write something over the whole width."""
        key = ("say", role, name)
        row = self.rows.again(key) or self.rows.add_wide(key, paragraph(text, role, name))
        assert isinstance(row.field, QLabel)
        if row.field.text() != text:
            row.field.setText(text)
        mark(row.field, tone=tone)

    def text(self, name: str, path: str, value: str, put: Put | None = None) -> None:
        """Add a line of text."""
        self.take(Kind(TextField), value, name, path, put)

    def whole(self, name: str, path: str, value: int, *, minimum: int = 1, put: Put | None = None) -> None:
        """Add a whole number."""
        self.take(Kind(IntField, (("minimum", minimum),)), value, name, path, put)

    def limit(self, name: str, path: str, value: int | None, put: Put | None = None) -> None:
        """Add a whole number or none."""
        self.take(Kind(LimitField), value, name, path, put)

    def number(
        self,
        name: str,
        path: str,
        value: float,
        *,
        unit: str = "",
        minimum: float = 0.0,
        put: Put | None = None,
    ) -> None:
        """Add a number with a unit."""
        self.take(Kind(NumberField, (("unit", unit), ("minimum", minimum))), value, name, path, put)

    def maybe(
        self,
        name: str,
        path: str,
        value: float | None,
        *,
        none: str,
        unit: str = "",
        minimum: float | None = None,
        put: Put | None = None,
    ) -> None:
        """Add a number with a unit, or the word for none."""
        kind = Kind(SameOrNumber, (("unit", unit), ("none", none), ("minimum", minimum)))
        self.take(kind, value, name, path, put)

    def share(
        self, name: str, path: str, value: float | None, *, none: str = "", put: Put | None = None
    ) -> None:
        """Add a share, shown in percent; with a word for none it may be none."""
        percent = None if value is None else value * 100
        then = put or (lambda share: self.setting(path, share, name, _percent(share, none)))

        def put_share(percent: float | None) -> Change:
            return then(None if percent is None else round(percent / 100, 9))

        if none:
            self.maybe(name, path, percent, none=none, unit="%", put=put_share)
        else:
            self.number(name, path, percent or 0.0, unit="%", put=put_share)

    def choose(
        self, name: str, path: str, options: Mapping[str, str], chosen: str, put: Put | None = None
    ) -> QComboBox:
        """Add a choice among texts."""

        def take(key: str) -> None:
            if key != chosen:
                self.want(put(key) if put else self.setting(path, key, name, options[key]))

        return self.pick(name, path, options, chosen, take)

    def pick(
        self,
        name: str,
        path: str,
        options: Mapping[str, str],
        chosen: str,
        take: Callable[[str], object],
        *,
        at: str = "",
    ) -> QComboBox:
        """Add a choice among texts; ``take`` gets the key that is picked, ``at`` is its path if another."""
        key = ("pick", self.name_of(path))
        row = self.rows.again(key)
        if row is None:
            box = chooser(dict(options), chosen, self.name_of(path), name)
            row = made = self.rows.add(key, name, box)
            box.activated.connect(lambda _: _picked(made, box))
        assert isinstance(row.field, QComboBox)
        show_options(row.field, options, chosen)
        row.shown, row.take = chosen, take
        self.rows.place(row, name, self.about.base + (at or path))
        return row.field

    def several(
        self, name: str, path: str, options: Mapping[str, str], chosen: Sequence[str], *, put: Put, none: str
    ) -> None:
        """Add a choice of several among texts; ``none`` says what it means that none is chosen."""
        key = ("several", self.name_of(path), tuple(options.items()), none)
        row = self.rows.again(key)
        if row is None:
            box = Choices(options, chosen, self.name_of(path), name, none=none)
            row = made = self.rows.add(key, name, box)
            box.chosen.connect(made.ask)
        assert isinstance(row.field, Choices)
        row.field.show_keys(chosen)
        row.take = lambda keys: self.want(put(keys))
        self.rows.place(row, name, self.about.base + path)

    def switch(self, name: str, path: str, on: object, put: Put | None = None) -> None:
        """Add something that is so or not."""
        key = ("switch", self.name_of(path))
        row = self.rows.again(key)
        if row is None:
            box = QCheckBox()
            box.setObjectName(self.name_of(path))
            row = made = self.rows.add_wide(key, box)
            box.clicked.connect(made.ask)
        assert isinstance(row.field, QCheckBox)
        row.field.setText(name)
        row.field.setAccessibleName(name)
        row.field.setChecked(bool(on))

        def take(is_on: object) -> None:
            said = "Let {}: {}" if is_on else "Let {} not: {}"
            text = said.format(self.about.owner, lowered(name))
            self.want(put(bool(is_on)) if put else setting(self.about.base + path, bool(is_on), text))

        row.take = take
        self.rows.place(row, "", self.about.base + path)

    def button(self, text: str, path: str, do: Callable[[], object]) -> None:
        """Add a button over the whole width."""
        self.buttons(((text, path, do),))

    def link(self, text: str, path: str, do: Callable[[], object], spoken: str) -> None:
        """Add a button that reads like a link; ``spoken`` says all of what it does."""
        key = ("link", self.name_of(path), text)
        row = self.rows.again(key)
        if row is None:
            button = LinkButton(text, self.name_of(path))
            row = made = self.rows.add_wide(key, button)
            button.clicked.connect(made.ask)
        row.field.setAccessibleName(spoken)
        row.take = lambda _: do()

    def buttons(self, offers: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        """Add buttons side by side: text, name and what they do."""
        key = ("buttons", *((text, self.name_of(path)) for text, path, _ in offers))
        row = self.rows.again(key)
        if row is None:
            holder = QWidget()
            row = made = self.rows.add_wide(key, holder)
            line = QHBoxLayout(holder)
            line.setContentsMargins(0, 2, 0, 2)
            line.setSpacing(TINY + 2)
            for number, (text, path, _) in enumerate(offers):
                button = QuietButton(text, self.name_of(path))
                button.clicked.connect(lambda _=False, number=number: made.take(number))
                line.addWidget(button)
        row.take = lambda number: offers[number][2]()

    def name_of(self, path: str) -> str:
        """Give the name by which tests and the focus find a field."""
        base = "" if self.about.base.startswith("stages.") else self.about.base
        return f"inspector.{base}{path}"

    def take(self, kind: Kind, value: object, name: str, path: str, put: Put | None) -> ValueField[Any]:
        """Add a field of any kind of value."""

        def take(to: object) -> None:
            self.want(put(to) if put else self.setting(path, to, name, field.text_of(to)))

        field = self.field(kind, value, name, path, take)
        self._tell_plan(self.about.base + path)
        return field

    def field(
        self, kind: Kind, value: object, name: str, path: str, take: Callable[[Any], object]
    ) -> ValueField[Any]:
        """Add a field that does something with the value that is entered."""
        key = (kind, self.name_of(path))
        row = self.rows.again(key)
        if row is None:
            made = kind.make(value, self.name_of(path), name, **dict(kind.more))
            row = new = self.rows.add(key, name, made)
            made.edited.connect(lambda to: _entered(new, made, to))
            made.refused.connect(self.desk.refused.emit)
        field = row.field
        assert isinstance(field, ValueField)
        field.follow(value)
        row.shown, row.take = value, take
        self.rows.place(row, name, self.about.base + path)
        return field

    def _tell_plan(self, path: str) -> None:
        """Say below a field when the plan changes its value."""
        stream = self.about.stream
        told = [change for change in planned(stream) if path in change.set]
        known = {one.path: one for one in plan_values(stream)} if told else {}
        for change in told:
            kind = known.get(path) or PlanValue(path, path, "number")
            shown = kind.say(change.set[path], self.about.unit)
            moment = f"{stream.time_unit} {change.at:.4g}"
            self.help(f"The plan sets it to {shown} on {moment}.")


def _entered(row: Row, field: ValueField[Any], value: object) -> None:
    """Ask for what was entered; what the stream does not take stays, if its field was told why."""
    row.ask(value)
    if not field.problem:
        field.follow(row.shown)


def _picked(row: Row, box: QComboBox) -> None:
    row.take(str(box.currentData()))
    box.setCurrentIndex(max(0, box.findData(row.shown)))


def lowered(name: str) -> str:
    """Give a name as it stands within a sentence: capitals of abbreviations stay."""
    return name if len(name) > 1 and name[1].isupper() else name[:1].lower() + name[1:]


def percent_text(share: float) -> str:
    """Write a share in percent."""
    return f"{100 * share:.4g}\u00a0%"


def _percent(share: float | None, none: str) -> str:
    return none if share is None else percent_text(share)
