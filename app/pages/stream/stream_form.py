"""The inspector of the whole stream: shown while no stage is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.canvas import SHORT_UNIT, typical
from app.pages.stream.edits import with_typical
from app.pages.stream.rows import Rows, kept_focus, replace_body
from app.pages.stream.shares_bar import SharesBar
from app.theme import SMALL, Theme, TypeStyle
from app.widgets import IntField, NumberField, TextField, label, paragraph
from sim.stream import Backlog, CadenceArrival, Interarrival, Saturated, Schedule

if TYPE_CHECKING:
    from sim.stream import Arrivals, Calendar, Problem, Stream, Vocabulary

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class StreamForm(QWidget):
    """Shows name, arrivals, item types, groups and calendar, and asks for changes.

    Signals:
        edited(str, object, str): Path, value, and the change in words.
        shares_changed(object): The share of each type, in their order.
        settled(): The end of a drag.
        refused(str): A value that cannot be, and why.
    """

    edited = Signal(str, object, str)
    shares_changed = Signal(object)
    settled = Signal()
    refused = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make an empty form."""
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None
        self._shares = SharesBar(theme, self)
        self._shares.hide()
        self._shares.changed.connect(self.shares_changed)
        self._shares.settled.connect(self.settled)
        self._shown: tuple[Stream, object, object] | None = None

    def show_stream(
        self, stream: Stream, styles: Sequence[TypeStyle], problems: Sequence[Problem], note: str
    ) -> None:
        """Show a stream; ``note`` names its bottleneck in a sentence."""
        shown = (stream, tuple(styles), tuple(problems))
        if shown != self._shown and not self._only_shares_moved(shown):
            with kept_focus(self):
                self._build(stream, problems)
        self._shown = shown
        self._show_shares(stream, styles)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _build(self, stream: Stream, problems: Sequence[Problem]) -> None:
        self._shares.setParent(self)
        self._body = replace_body(self, self._column, self._body)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        self._note = paragraph("", "caption", "inspector.bottleneck")
        self._note.setProperty("tone", "bad")
        self._rows = Rows()
        for widget in (label(self.tr("The stream"), "title", "inspector.title"), self._note, self._rows):
            column.addWidget(widget)
        self._add_head(stream)
        self._add_arrivals(stream)
        self._add_types()
        self._add_groups(stream)
        self._rows.heading(self.tr("Calendar"))
        self._rows.add_wide(paragraph(calendar_text(stream.calendar), "caption", "inspector.calendar"))
        for problem in problems:
            note = paragraph(f"{problem.what} {problem.fix}", "caption")
            note.setProperty("tone", "bad" if problem.severity == "error" else "warn")
            column.addWidget(note)
        column.addStretch(1)

    def _add_head(self, stream: Stream) -> None:
        name = TextField(stream.name, "inspector.streamName", self.tr("Name"))
        said = self.tr("Rename the stream to {}")
        name.edited.connect(lambda value: self.edited.emit("name", value, said.format(value)))
        name.refused.connect(self.refused)
        self._rows.add(self.tr("Name"), name, "name")
        self._rows.add(self.tr("Time in"), label(f"{stream.time_unit}s", "body"), "time_unit")

    def _add_arrivals(self, stream: Stream) -> None:
        self._rows.heading(self.tr("Arrivals"))
        for number, way in enumerate(stream.arrivals):
            self._add_way(stream, number, way)

    def _add_way(self, stream: Stream, number: int, way: Arrivals) -> None:
        unit, path, said = SHORT_UNIT[stream.time_unit], f"arrivals.{number}", self.tr("Change arrivals")
        if isinstance(way, Interarrival):
            gap = NumberField(
                typical(way.time)[0], f"inspector.{path}", self.tr("One every"), unit=unit, minimum=1e-6
            )
            gap.edited.connect(
                lambda value: self.edited.emit(f"{path}.time", with_typical(way.time, value), said)
            )
            gap.refused.connect(self.refused)
            word = typical(way.time)[1] or self.tr("exactly")
            names = ", ".join(kind.name for kind in stream.item_types if kind.id in (way.types or ()))
            one = self.tr("{}: one every ({})").format(names, word) if names else self.tr("One every ({})")
            self._rows.add(one.format(word), gap, path)
        elif isinstance(way, CadenceArrival):
            spoken = self.tr("{} each time").format(stream.vocabulary.items.capitalize())
            count = IntField(way.count, f"inspector.{path}", spoken, minimum=1)
            count.edited.connect(lambda value: self.edited.emit(f"{path}.count", value, said))
            count.refused.connect(self.refused)
            self._rows.add(self.tr("Every {:g} {}").format(way.every, unit), count, path)
        else:
            self._rows.add_wide(paragraph(arrivals_text(way, stream.vocabulary), "caption"))

    def _add_types(self) -> None:
        self._rows.heading(self.tr("What arrives"))
        self._rows.add_wide(self._shares)
        self._shares.show()
        self._shares_text = paragraph("", "caption", "inspector.sharesText")
        self._rows.add_wide(self._shares_text)

    def _show_shares(self, stream: Stream, styles: Sequence[TypeStyle]) -> None:
        names = [kind.name for kind in stream.item_types]
        shares = [kind.share for kind in stream.item_types]
        whole = sum(shares) or 1.0
        if not self._shares.is_dragging:
            self._shares.show_shares(shares, names, styles)
        apart = {kind for way in stream.arrivals for kind in (getattr(way, "types", None) or ())}
        words = (
            f"{kind.name} {100 * kind.share / whole:.0f}\u00a0%"
            for kind in stream.item_types
            if kind.share > 0 or kind.id not in apart  # what arrives by its own way only has no share
        )
        self._shares_text.setText(" · ".join(words))

    def _only_shares_moved(self, shown: tuple[Stream, object, object]) -> bool:
        """Say whether the form can stay: built anew, it would take the bar from under hand and keyboard."""
        if not self._shown:
            return False
        before, *rest = self._shown
        as_before = shown[0].model_copy(update={"item_types": before.item_types})
        kinds = [kind.model_copy(update={"share": 0.0}) for kind in shown[0].item_types]
        known = [kind.model_copy(update={"share": 0.0}) for kind in before.item_types]
        return as_before == before and kinds == known and rest == list(shown[1:])

    def _add_groups(self, stream: Stream) -> None:
        if not stream.wip_groups:
            return
        self._rows.heading(self.tr("WIP groups"))
        for group in stream.wip_groups:
            name = group.name or group.id
            field = IntField(group.limit, f"inspector.group.{group.id}", name, minimum=1)
            path = f"wip_groups.{group.id}.limit"
            field.edited.connect(partial(self._set_group, path, name))
            field.refused.connect(self.refused)
            self._rows.add(name, field, path)

    def _set_group(self, path: str, name: str, limit: int) -> None:
        self.edited.emit(path, limit, self.tr("Set limit of {} to {}").format(name, limit))


def arrivals_text(way: Arrivals, words: Vocabulary | None = None) -> str:
    """Say in words how items arrive where no single figure tells it."""
    item, items = ("item", "items") if words is None else (words.item, words.items)
    if isinstance(way, Backlog):
        count = way.count if way.count is not None else sum((way.counts or {}).values())
        return f"{count} {items} are there from the start; the run ends when they are done."
    if isinstance(way, Saturated):
        return f"There is always another {item}: the first stage is never starved."
    if isinstance(way, Schedule):
        return f"{len(way.items)} {items} arrive at given times."
    return ""


def calendar_text(calendar: Calendar) -> str:
    """Say in a sentence when the stream's clock runs."""
    if calendar.kind == "continuous":
        return f"Day and night, seven days a week ({calendar.time_zone})."
    days = ", ".join(_DAYS[day - 1] for day in calendar.weekdays)
    if calendar.weekdays == (1, 2, 3, 4, 5):
        days = "Mon to Fri"
    free = f", without public holidays of {calendar.country}" if calendar.country else ""
    more = f" and {len(calendar.holidays)} further days" if calendar.holidays else ""
    hours = f"{calendar.hours_per_day:g} hours from {calendar.day_starts}"
    return f"{days}, {hours}{free}{more} ({calendar.time_zone})."
