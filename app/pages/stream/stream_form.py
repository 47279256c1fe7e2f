"""The inspector of the whole stream: shown while no stage is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from app.pages.stream.forms import About, Change, Form, Outline, Sheet, Topic, setting
from app.pages.stream.forms.stream_arrivals import add_rates, arrivals_text, arrivals_topic
from app.pages.stream.forms.stream_board import board_topic
from app.pages.stream.forms.stream_calendar import calendar_topic
from app.pages.stream.forms.stream_plan import plan_topic
from app.pages.stream.forms.stream_policies import drag_topic, feedback_topic, groups_topic
from app.pages.stream.forms.stream_teams import teams_topic
from app.pages.stream.forms.stream_types import classes_topic, type_limits_topic, types_topic
from app.pages.stream.forms.stream_words import calendar_text, clock_topic, words_topic
from app.pages.stream.shares_bar import SharesBar
from app.theme import TypeStyle
from app.widgets import label
from sim.stream import remedy

if TYPE_CHECKING:
    from sim.stream import Problem, Stream

__all__ = ["StreamForm", "arrivals_text", "calendar_text", "stream_topics"]


class StreamForm(Form):
    """Shows what belongs to no single stage, and asks for changes.

    Signals:
        shares_changed(object): The share of each type, in their order.
        settled(): The end of a drag.
    """

    shares_changed = Signal(object)
    settled = Signal()

    _shares: SharesBar | None = None
    _shown: tuple[Stream, tuple[TypeStyle, ...], tuple[Problem, ...]] | None = None

    def show_stream(
        self, stream: Stream, styles: Sequence[TypeStyle], problems: Sequence[Problem], note: str
    ) -> None:
        """Show a stream; ``note`` names its bottleneck in a sentence."""
        shown = (stream, tuple(styles), tuple(problems))
        if shown != self._shown:
            self._shown = shown
            self.build_again()
        self.show_note(note)

    def build_again(self) -> None:
        """Fill in all rows again."""
        assert self._shown is not None
        stream, _, problems = self._shown
        outline = Outline(self.tr("The stream"), self._add_head, stream_topics(stream))
        self._build(About(stream), outline, problems)

    def _add_head(self, sheet: Sheet) -> None:
        stream = sheet.about.stream
        sheet.text(
            "Name", "streamName", stream.name, lambda to: setting("name", to, f"Rename the stream to {to}")
        )
        self._add_unit(sheet)
        add_rates(sheet)
        sheet.heading(self.tr("What arrives"))
        self._add_shares(sheet)
        sheet.say(_shares_text(stream), "caption", "inspector.sharesText")
        sheet.heading(self.tr("Calendar"))
        sheet.say(calendar_text(stream.calendar), "caption", "inspector.calendar")
        self._add_problems(sheet)

    def _add_unit(self, sheet: Sheet) -> None:
        row = sheet.rows.again("unit") or sheet.rows.add("unit", self.tr("Time in"), label("", "body"))
        assert isinstance(row.field, QLabel)
        row.field.setText(f"{sheet.about.stream.time_unit}s")
        sheet.rows.place(row, self.tr("Time in"), "time_unit")

    def _add_shares(self, sheet: Sheet) -> None:
        assert self._shown is not None
        stream, styles, _ = self._shown
        row = sheet.rows.again("shares")
        if row is None:
            self._shares = SharesBar(self.theme)
            self._shares.changed.connect(self.shares_changed)
            self._shares.settled.connect(self.settled)
            sheet.rows.add_wide("shares", self._shares)
        if self._shares is not None and not self._shares.is_dragging:
            kinds = stream.item_types
            self._shares.show_shares([kind.share for kind in kinds], [kind.name for kind in kinds], styles)

    def _add_problems(self, sheet: Sheet) -> None:
        """Tell what is wrong with stages: their own fields are shown only while one of them is chosen."""
        assert self._shown is not None
        for problem in self._shown[2]:
            if problem.where.startswith("stages"):
                tone = "bad" if problem.severity == "error" else "warn"
                sheet.say(f"{problem.named} {problem.fix}", "caption", tone=tone)
                one = remedy(sheet.about.stream, problem)
                if one is not None:
                    change = Change(one.text, one.make)
                    sheet.link(one.text, f"mend.{problem.where}", partial(sheet.want, change), one.text)


def _shares_text(stream: Stream) -> str:
    whole = sum(kind.share for kind in stream.item_types) or 1.0
    apart = {kind for way in stream.arrivals for kind in (getattr(way, "types", None) or ())}
    return " · ".join(
        f"{kind.name} {100 * kind.share / whole:.0f}\u00a0%"
        for kind in stream.item_types
        if kind.share > 0 or kind.id not in apart  # what arrives by its own way only has no share
    )


def stream_topics(stream: Stream) -> tuple[Topic, ...]:
    """Give the sections of a stream."""
    makers = (
        arrivals_topic,
        board_topic,
        types_topic,
        classes_topic,
        type_limits_topic,
        teams_topic,
        groups_topic,
        feedback_topic,
        plan_topic,
        drag_topic,
        clock_topic,
        calendar_topic,
        words_topic,
    )
    return tuple(make(stream) for make in makers)
