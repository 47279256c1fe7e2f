"""The inspector of one stage."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.canvas import SHORT_UNIT, typical
from app.pages.stream.curve import Curve
from app.pages.stream.durations import FAMILIES, NAMES, WITHOUT_UNIT, as_family, figures, with_figure
from app.pages.stream.edits import with_typical
from app.pages.stream.rows import Rows, SameOrNumber, chooser, kept_focus, replace_body
from app.theme import SMALL, Theme
from app.widgets import IntField, LimitField, NumberField, QuietButton, TextField, label, paragraph
from sim.distributions import Distribution, describe
from sim.stream import Cadence, Rework

if TYPE_CHECKING:
    from sim.stream import Problem, Stage, Stream

_PULLS = {"room": "room", "ready": "someone free"}
_FINISHES = {"free": "free", "hold": "held"}


class StageForm(QWidget):
    """Shows one stage with every field of it, and asks for changes.

    Signals:
        edited(str, object, str): Path below the stage ("wip_limit"), value, and the change in words.
        refused(str): A value that cannot be, and why.
        copy_wanted(), remove_wanted(): Duplicate or remove the stage.
    """

    edited = Signal(str, object, str)
    refused = Signal(str)
    copy_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make an empty form."""
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None
        self._shown: tuple[Any, ...] = ()

    def show_stage(self, stream: Stream, stage: Stage, problems: Sequence[Problem], note: str) -> None:
        """Show a stage; ``note`` says in a sentence if it holds the stream up."""
        shown = (stream, stage, tuple(problems))
        if shown != self._shown:
            self._shown = shown
            with kept_focus(self):
                self._build(stream, stage)
            self._show_problems(stage, problems)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _build(self, stream: Stream, stage: Stage) -> None:
        column = self._fresh_body()
        self._stage, self._unit, self._words = stage, SHORT_UNIT[stream.time_unit], stream.vocabulary
        self._note = paragraph("", "caption", "inspector.bottleneck")
        self._note.setProperty("tone", "bad")
        self._rows = Rows()
        for widget in (label(stage.name, "title", "inspector.title"), self._note, self._rows):
            column.addWidget(widget)
        self._add_head(stage)
        if stage.kind == "work":
            self._add_time(stage.time)
            self._add_types(stream, stage)
            self._add_rework(stream, stage)
            self._add_rules(stage)
        else:
            self._add_gate(stage)
        column.addLayout(self._buttons())
        column.addStretch(1)

    def _fresh_body(self) -> QVBoxLayout:
        """Make room for the fields of another value; the field that has the focus keeps it, by its name."""
        self._body = replace_body(self, self._column, self._body)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        return column

    def _add_head(self, stage: Stage) -> None:
        name = TextField(stage.name, "inspector.name", self.tr("Name"))
        self._take(name, "name", self.tr("Rename {} to {{}}").format(stage.name))
        self._rows.add(self.tr("Name"), name, "name")
        kinds = {"work": f"{self._words.workers} work", "wait": f"{self._words.items} wait"}
        kind = chooser(kinds, stage.kind, "inspector.kind", self.tr("Kind"))
        kind.activated.connect(lambda _: self._change_kind(str(kind.currentData())))
        self._rows.add(self.tr("Kind"), kind, "kind")
        limit = LimitField(stage.wip_limit, "inspector.wip_limit", self.tr("WIP limit"))
        self._take(limit, "wip_limit", self.tr("Set WIP limit of {} to {{}}").format(stage.name))
        self._rows.add(self.tr("WIP limit"), limit, "wip_limit")
        if stage.kind == "work":
            words = self._words.workers.capitalize()
            there = 1 if stage.workers is None else stage.workers
            people = IntField(there, "inspector.workers", words, minimum=1)
            said = self.tr("Set {} of {} to {{}}").format(self._words.workers, stage.name)
            self._take(people, "workers", said)
            self._rows.add(words, people, "workers")

    def _add_time(self, time: Distribution | None) -> None:
        if time is None:
            time = Distribution(family="constant", value=1.0)
        names = {str(k): v for k, v in FAMILIES.items() if k != "empirical" or time.family == k}
        spoken = self.tr("Time per {}").format(self._words.item)
        family = chooser(names, time.family, "inspector.family", spoken)
        family.activated.connect(lambda _: self._set_time(as_family(time, family.currentData())))
        self._rows.add(spoken, family, "time")
        for name, value in figures(time):
            unit = "" if name in WITHOUT_UNIT else self._unit
            field = NumberField(value, f"inspector.time.{name}", NAMES[name], unit=unit)
            field.edited.connect(partial(self._set_figure, time, name))
            field.refused.connect(self.refused)
            self._rows.add(NAMES[name], field, f"time.{name}")
        curve = Curve(self._theme, "inspector.curve")
        curve.show_time(time)
        words = describe(time, self._unit).replace(f" {self._unit}", f"\u00a0{self._unit}")
        curve.setAccessibleName(words)
        self._rows.add_wide(curve)
        self._rows.add_wide(paragraph(f"{words[0].upper()}{words[1:]}.", "caption", "inspector.sentence"))

    def _add_types(self, stream: Stream, stage: Stage) -> None:
        if len(stream.item_types) < 2 or stage.time is None:
            return
        self._rows.heading(self.tr("Typical time by type"))
        for kind in stream.item_types:
            own = stage.time_by_type.get(kind.id)
            value = None if own is None else typical(own)[0]
            field = SameOrNumber(value, f"inspector.type.{kind.id}", kind.name, unit=self._unit, none="same")
            base = own or stage.time
            field.edited.connect(partial(self._set_type_time, kind.id, kind.name, base))
            field.refused.connect(self.refused)
            self._rows.add(kind.name, field, f"time_by_type.{kind.id}")

    def _add_rework(self, stream: Stream, stage: Stage) -> None:
        self._rows.heading(self.tr("Rework"))
        names = {each.id: each.name for each in stream.stages}
        for way in stage.rework:
            field = SameOrNumber(
                way.probability * 100, f"inspector.rework.{way.to}", self.tr("Rework"), unit="%", none="none"
            )
            field.edited.connect(partial(self._set_rework, way))
            field.refused.connect(self.refused)
            self._rows.add(self.tr("to {}").format(names.get(way.to, way.to)), field, f"rework.{way.to}")
        taken = {way.to for way in stage.rework}
        places = [each.id for each in stream.stages]
        before = stream.stages[: places.index(stage.id) + 1]
        free = {s.id: s.name for s in before if s.id not in taken and s.kind == "work"}
        if free:
            add = chooser({"": self.tr("add…"), **free}, "", "inspector.rework.add", self.tr("Send back to"))
            add.activated.connect(lambda _: self._add_way(str(add.currentData())))
            self._rows.add(self.tr("Send back to"), add)

    def _add_rules(self, stage: Stage) -> None:
        self._rows.heading(self.tr("Rules"))
        for options, field, text in (
            (_PULLS, "pull", self.tr("Pulls when there is")),
            (_FINISHES, "on_finish", self.tr("Finished, {} are").format(self._words.workers)),
        ):
            box = chooser(options, getattr(stage, field), f"inspector.{field}", text)
            box.activated.connect(partial(self._set_rule, field, box))
            self._rows.add(text, box, field)

    def _add_gate(self, stage: Stage) -> None:
        every = None if stage.cadence is None else stage.cadence.every
        opens = self.tr("Opens every")
        gate = SameOrNumber(every, "inspector.cadence", opens, unit=self._unit, none="always open")
        gate.edited.connect(self._set_gate)
        gate.refused.connect(self.refused)
        self._rows.add(opens, gate, "cadence")
        own = None if stage.delay is None else typical(stage.delay)[0]
        delay = SameOrNumber(own, "inspector.delay", self.tr("Takes"), unit=self._unit, none="no time")
        delay.edited.connect(self._set_delay)
        delay.refused.connect(self.refused)
        self._rows.add(self.tr("Takes"), delay, "delay")

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        for text, name, signal in (
            (self.tr("Duplicate"), "inspector.copy", self.copy_wanted),
            (self.tr("Remove"), "inspector.remove", self.remove_wanted),
        ):
            button = QuietButton(text, name)
            button.clicked.connect(signal)
            row.addWidget(button)
        return row

    def _show_problems(self, stage: Stage, problems: Sequence[Problem]) -> None:
        own = f"stages.{stage.id}"
        for problem in problems:
            if problem.where != own and not problem.where.startswith(f"{own}."):
                continue
            path = problem.where.removeprefix(own).lstrip(".")
            beside = (known for known in self._rows.notes if path == known or path.startswith(f"{known}."))
            note = self._rows.notes[max(beside, key=len, default="name")]
            note.setText(f"{problem.what} {problem.fix}")
            note.show()

    def _take(self, field: Any, path: str, said: str) -> None:  # noqa: ANN401 (a field of any value)
        field.edited.connect(lambda value: self.edited.emit(path, value, said.format(_word(value))))
        field.refused.connect(self.refused)

    def _set_rule(self, field: str, box: QComboBox, _: int) -> None:
        self.edited.emit(field, box.currentData(), self.tr("Change the rules of {}").format(self._stage.name))

    def _set_time(self, time: Distribution) -> None:
        self.edited.emit("time", time, self.tr("Set time of {}").format(self._stage.name))

    def _set_figure(self, time: Distribution, name: str, value: float) -> None:
        try:
            self._set_time(with_figure(time, name, value))
        except ValidationError as error:
            self.refused.emit(str(error.errors()[0]["msg"]).removeprefix("Value error, "))
            self._shown = ()

    def _set_type_time(self, kind: str, name: str, base: Distribution, value: float | None) -> None:
        said = self.tr("Set time of {} in {}").format(name, self._stage.name)
        time = None if value is None else with_typical(base, value)
        self.edited.emit(f"time_by_type.{kind}", time, said)

    def _set_rework(self, way: Rework, percent: float | None) -> None:
        ways = [each for each in self._stage.rework if each is not way]
        if percent is not None:
            ways.append(way.model_copy(update={"probability": percent / 100}))
        self.edited.emit("rework", tuple(ways), self.tr("Set rework of {}").format(self._stage.name))

    def _add_way(self, target: str) -> None:
        if target:
            ways = (*self._stage.rework, Rework(to=target, probability=0.1, effort=0.5))
            self.edited.emit("rework", ways, self.tr("Add rework to {}").format(self._stage.name))

    def _set_gate(self, every: float | None) -> None:
        gate = None if every is None else Cadence(every=every, first=every)
        self.edited.emit("cadence", gate, self.tr("Set the gate of {}").format(self._stage.name))

    def _set_delay(self, value: float | None) -> None:
        base = self._stage.delay or Distribution(family="constant", value=1.0)
        time = None if value is None else with_typical(base, value)
        self.edited.emit("delay", time, self.tr("Set the delay of {}").format(self._stage.name))

    def _change_kind(self, kind: str) -> None:
        if kind != self._stage.kind:
            self.edited.emit("kind", kind, self.tr("Change the kind of {}").format(self._stage.name))


def _word(value: object) -> str:
    return "none" if value is None else str(value)
