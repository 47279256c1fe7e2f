"""The inspector of the whole stream: shown while no stage is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

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
from app.theme import Theme, TypeStyle
from app.widgets import label, mark, paragraph
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

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make an empty form."""
        super().__init__(theme, parent)
        self._shares = SharesBar(theme, self)
        self._shares.hide()
        self._shares.changed.connect(self.shares_changed)
        self._shares.settled.connect(self.settled)
        self._shares_text: QLabel | None = None
        self._shown: tuple[Stream, tuple[TypeStyle, ...], tuple[Problem, ...]] | None = None

    def show_stream(
        self, stream: Stream, styles: Sequence[TypeStyle], problems: Sequence[Problem], note: str
    ) -> None:
        """Show a stream; ``note`` names its bottleneck in a sentence."""
        shown = (stream, tuple(styles), tuple(problems))
        stays = shown == self._shown or self._only_shares_moved(shown)
        self._shown = shown
        if stays:
            self._show_shares(stream, styles)
        else:
            self.build_again()
        self.show_note(note)

    def build_again(self) -> None:
        """Build all rows anew."""
        assert self._shown is not None
        stream, styles, problems = self._shown
        self._shares.setParent(self)
        outline = Outline(self.tr("The stream"), self._add_head, stream_topics(stream))
        self._build(About(stream), outline, problems)
        self._show_shares(stream, styles)

    def _add_head(self, sheet: Sheet) -> None:
        stream = sheet.about.stream
        sheet.text(
            "Name", "streamName", stream.name, lambda to: setting("name", to, f"Rename the stream to {to}")
        )
        sheet.rows.add(self.tr("Time in"), label(f"{stream.time_unit}s", "body"), "time_unit")
        add_rates(sheet)
        sheet.heading(self.tr("What arrives"))
        sheet.rows.add_wide(self._shares)
        self._shares.show()
        self._shares_text = paragraph("", "caption", "inspector.sharesText")
        sheet.rows.add_wide(self._shares_text)
        sheet.heading(self.tr("Calendar"))
        sheet.rows.add_wide(paragraph(calendar_text(stream.calendar), "caption", "inspector.calendar"))
        self._add_problems(sheet)

    def _add_problems(self, sheet: Sheet) -> None:
        """Tell what is wrong with stages: their own fields are shown only while one of them is chosen."""
        assert self._shown is not None
        for problem in self._shown[2]:
            if problem.where.startswith("stages"):
                note = paragraph(f"{problem.what} {problem.fix}", "caption")
                mark(note, tone="bad" if problem.severity == "error" else "warn")
                sheet.rows.add_wide(note)
                one = remedy(sheet.about.stream, problem)
                if one is not None:
                    change = Change(one.text, one.make)
                    sheet.link(one.text, f"mend.{problem.where}", partial(sheet.want, change), one.text)

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
        if self._shares_text is not None:
            self._shares_text.setText(" · ".join(words))

    def _only_shares_moved(self, shown: tuple[Stream, object, object]) -> bool:
        """Say whether the form can stay: built anew, it would take the bar from under hand and keyboard."""
        if not self._shown or "types" in self.unfolded:
            return False
        before, *rest = self._shown
        as_before = shown[0].model_copy(update={"item_types": before.item_types})
        kinds = [kind.model_copy(update={"share": 0.0}) for kind in shown[0].item_types]
        known = [kind.model_copy(update={"share": 0.0}) for kind in before.item_types]
        return as_before == before and kinds == known and rest == list(shown[1:])


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
