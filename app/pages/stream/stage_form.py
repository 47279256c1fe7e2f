"""The inspector of one stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.pages.stream.forms import About, Change, Form, Outline, Sheet, Topic, setting
from app.pages.stream.forms.duration_rows import add_duration
from app.pages.stream.forms.stage_rules import add_gate, gate_topic, lots_topic, pulling_topic
from app.pages.stream.forms.stage_stops import blockers_topic, downtime_topic, setup_topic
from app.pages.stream.forms.stage_ways import onward_topic, rework_topic
from app.pages.stream.forms.stage_work import add_people, add_time, cost_topic, times_topic
from app.pages.stream.kinds import with_kind
from app.theme import SMALL
from app.widgets import QuietButton

if TYPE_CHECKING:
    from sim.stream import Problem, Stage, Stream


class StageForm(Form):
    """Shows one stage with every field of it, and asks for changes.

    Signals:
        copy_wanted(), remove_wanted(): Duplicate or remove the stage.
    """

    copy_wanted = Signal()
    remove_wanted = Signal()
    _shown: tuple[Any, ...] = ()

    def show_stage(self, stream: Stream, stage: Stage, problems: Sequence[Problem], note: str) -> None:
        """Show a stage; ``note`` says in a sentence if it holds the stream up."""
        shown = (stream, stage, tuple(problems))
        if shown != self._shown:
            self._shown = shown
            self.build_again()
        self.show_note(note)

    def build_again(self) -> None:
        """Fill in all rows again."""
        stream, stage, problems = self._shown
        about = About(stream, f"stages.{stage.id}.", stage.name)
        head = _add_work if stage.kind == "work" else _add_wait
        topics = work_topics(stream, stage) if stage.kind == "work" else wait_topics(stream, stage)
        self._build(about, Outline(stage.name, head, topics, self._buttons), problems)

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


def work_topics(stream: Stream, stage: Stage) -> tuple[Topic, ...]:
    """Give the sections of a work stage."""
    makers = (
        times_topic,
        rework_topic,
        onward_topic,
        pulling_topic,
        lots_topic,
        blockers_topic,
        downtime_topic,
        setup_topic,
        gate_topic,
        cost_topic,
    )
    first = 1 if len(stream.item_types) < 2 and stage.time_factor == 1.0 else 0
    return tuple(make(stream, stage) for make in makers[first:])


def wait_topics(stream: Stream, stage: Stage) -> tuple[Topic, ...]:
    """Give the sections of a wait stage."""
    makers = (rework_topic, onward_topic, pulling_topic, lots_topic)
    return tuple(make(stream, stage) for make in makers)


def _add_name(sheet: Sheet) -> None:
    stage, words = sheet.about.stage, sheet.about.words
    path = f"stages.{stage.id}"
    sheet.text(
        "Name", "name", stage.name, lambda to: setting(f"{path}.name", to, f"Rename {stage.name} to {to}")
    )
    kinds = {"work": f"{words.workers} work", "wait": f"{words.items} wait"}
    text = f"Change the kind of {stage.name}"
    sheet.choose(
        "Kind", "kind", kinds, stage.kind, lambda to: Change(text, lambda s: with_kind(s, stage.id, to))
    )
    sheet.limit("WIP limit", "wip_limit", stage.wip_limit)


def _add_work(sheet: Sheet) -> None:
    _add_name(sheet)
    add_people(sheet)
    add_time(sheet)


def _add_wait(sheet: Sheet) -> None:
    _add_name(sheet)
    add_gate(sheet)
    add_duration(sheet, "Takes", "delay", sheet.about.stage.delay, none="no time")
