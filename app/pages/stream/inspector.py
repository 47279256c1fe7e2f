"""The right side of the Stream page: all of what is chosen, to read and to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.pages.stream.keep_strip import KeepStrip
from app.pages.stream.stage_form import StageForm
from app.pages.stream.stream_form import StreamForm
from app.pages.stream.trial_card import TrialCard
from app.theme import MEDIUM, SMALL, Theme, TypeStyle
from app.widgets import mark, paragraph, scroll_area

if TYPE_CHECKING:
    from app.pages.stream.bottleneck import Bottleneck
    from sim.stream import Problem, Stream

WIDTH: Final = 264
_HIGH: Final = 700
_LOW: Final = 420


@dataclass(frozen=True)
class InspectorState:
    """What the inspector shows.

    Attributes:
        stream: The stream.
        chosen: Id of the chosen stage; empty for the stream itself.
        problems: All that is wrong with the stream.
        styles: Looks of the item types, in their order.
        bottleneck: What holds the stream up, if anything is seen.
        since: From when on the stages are counted, in words; empty where that is the whole run.
        facts: What is known of the chosen stage, in lines.
    """

    stream: Stream
    chosen: str
    problems: tuple[Problem, ...]
    styles: tuple[TypeStyle, ...]
    bottleneck: Bottleneck | None = None
    since: str = ""
    facts: tuple[str, ...] = ()


class Inspector(QFrame):
    """Shows the form of a stage, or that of the stream.

    Attributes:
        stage: Form of the chosen stage.
        stream: Form of the stream.
        trial: Offers to try another value at the chosen stage.
        keep: Offers to keep what was changed while it ran.
        facts: What the run says of the chosen stage.

    Signals:
        wanted(object): A `Change` of the stream.
    """

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make both forms."""
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Inspector"))
        self.stage = StageForm(theme)
        self.stream = StreamForm(theme)
        self._pages = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._pages, 1)
        self.keep = KeepStrip()
        self.facts = paragraph("", "caption", "inspector.facts")
        self.facts.setIndent(SMALL // 2)
        self._rule = QFrame()
        mark(self._rule, kind="line")
        self._rule.hide()
        self._below = QVBoxLayout()
        self._below.setContentsMargins(SMALL, 0, SMALL, SMALL)
        self._below.addWidget(self._rule)
        self._below.addWidget(self.facts)
        self._below.addWidget(self.keep)
        column.addLayout(self._below)
        self.trial = TrialCard(self)  # without a parent it would open as a window
        (stage_area, self._stage_column), (stream_area, _) = (_scrolled(f) for f in (self.stage, self.stream))
        self._areas = (stage_area, stream_area)
        for area in self._areas:
            self._pages.addWidget(area)
        self._stage_column.addWidget(self.trial)
        self._is_high = False
        self._is_apart = True
        self._chosen = ""
        for each in (self.stage, self.stream):
            each.wanted.connect(self.wanted)
        self._theme = theme
        theme.changed.connect(self._fit)
        self._fit()

    def show_state(self, state: InspectorState) -> None:
        """Show what is chosen."""
        stages = {stage.id: stage for stage in state.stream.stages}
        if state.chosen != self._chosen:
            self._chosen = state.chosen
            self._areas[0].verticalScrollBar().setValue(0)
        self.facts.setText("\n".join(state.facts).replace(" %", "\u00a0%"))
        self.facts.setVisible(bool(state.facts))
        self._part_facts()
        stuck = state.bottleneck
        if state.chosen in stages:
            about = stuck is not None and stuck.id == state.chosen
            note = _joined(stuck.sentence if about and stuck is not None else "", state.since)
            self.stage.colour_note("bad" if about else "muted")
            self.stage.show_stage(state.stream, stages[state.chosen], state.problems, note)
            self._pages.setCurrentIndex(0)
            return
        note = _joined("" if stuck is None else stuck.sentence, state.since)
        self.stream.colour_note("muted" if stuck is None else "bad")
        self.stream.show_stream(state.stream, state.styles, state.problems, note)
        self._pages.setCurrentIndex(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the trial in sight where the inspector is high; else it ends the form, and is scrolled to."""
        super().resizeEvent(event)
        self._place_facts()
        is_high = self.height() >= _HIGH * self._theme.tokens.base / 13
        if is_high != self._is_high:
            self._is_high = is_high
            if is_high:
                self._below.insertWidget(0, self.trial)
            else:
                self._stage_column.addWidget(self.trial)
        self._part_facts()

    def _part_facts(self) -> None:
        """Draw a line where the form, cut off by its end, would run into the facts."""
        self._rule.setVisible(not self.facts.isHidden() and self._is_apart and not self._is_high)

    def _place_facts(self) -> None:
        """Let the facts end the form too where there is hardly room for its first lines."""
        apart = self.height() >= _LOW * self._theme.tokens.base / 13
        if apart != self._is_apart:
            self._is_apart = apart
            column, place = (
                (self._below, self._below.indexOf(self.keep)) if apart else (self._stage_column, 1)
            )
            column.insertWidget(place, self.facts)

    def _fit(self) -> None:
        self.setFixedWidth(self._theme.width(WIDTH))


def _joined(stuck: str, since: str) -> str:
    return " ".join(part for part in (stuck, since) if part).replace(" %", "\u00a0%")


def _scrolled(form: QWidget) -> tuple[QScrollArea, QVBoxLayout]:
    """Give an area around a form, and the column that it stands in."""
    holder = QWidget()
    holder.setProperty("kind", "scrolled")
    column = QVBoxLayout(holder)
    column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
    column.setSpacing(MEDIUM)
    column.addWidget(form)
    area = scroll_area()
    area.setWidget(holder)
    return area, column
