"""What if, at the chosen stage: one lever, and what moving it would do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from app.document import Document
from app.jobs import Jobs
from app.pages.stream.entries import chooser
from app.pages.stream.set_beside import nothing_to_show
from app.pages.stream.stage_trial import (
    RUNS,
    Trial,
    TrialAnswer,
    levers_of_stage,
    short_name,
    suggested,
    try_it,
)
from app.theme import MEDIUM, SMALL, TINY
from app.widgets import Card, LinkButton, label, mark, paragraph

if TYPE_CHECKING:
    from app.pages.levers import Lever
    from sim.errors import UserFault
    from sim.stream import Stream

SETTLE_MS: Final = 300
"""How long a lever stands still before its question is asked."""
_KEY: Final = "stream.trial"


class TrialCard(Card):
    """Offers the levers of one stage and shows what was found; hidden where a stage has none.

    Attributes:
        slider: Where the lever in hand stands.
        which: The levers to take in hand.
        lines: What was found.

    Signals:
        moved(): The lever stands elsewhere, or is another one.
        open_wanted(): Compare this on the page for it.
    """

    moved = Signal()
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden card."""
        super().__init__("", "trial", parent)
        mark(self, tone="accent")
        self._levers: tuple[Lever, ...] = ()
        self.which = chooser({}, "", "trial.lever", self.tr("What to try"))
        self.which.currentIndexChanged.connect(lambda _: self._take_lever())
        self._value = label("", "title", "trial.value")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("trial.slider")
        self.slider.valueChanged.connect(lambda _: self._tell())
        self.lines = paragraph("", "caption", "trial.lines")
        self._open = LinkButton(self.tr("Open in What-if →"), "trial.open")
        self._open.setToolTip(self.tr("Make it a scenario, and set it beside others"))
        self._open.clicked.connect(self.open_wanted)
        self._lay_out()
        self.hide()

    @property
    def lever(self) -> Lever | None:
        """The lever in hand."""
        return self._levers[max(self.which.currentIndex(), 0)] if self._levers else None

    def offer(self, levers: tuple[Lever, ...], names: tuple[str, ...] = ()) -> None:
        """Offer levers, under names; the same ones stay where they are, so that a drag goes on.

        The lever in hand stays in hand where it is still offered.
        """
        if levers == self._levers:
            return
        in_hand = None if self.lever is None else self.lever.path
        self._levers = levers
        self.setVisible(bool(levers))
        with QSignalBlocker(self.which):
            self.which.clear()
            self.which.addItems(names)
            kept = (place for place, lever in enumerate(levers) if lever.path == in_hand)
            self.which.setCurrentIndex(next(kept, 0 if levers else -1))
        if levers:
            self._take_lever()

    def show_lines(self, lines: tuple[str, ...], tip: str = "") -> None:
        """Show what was found, or what stands in for it."""
        self.lines.setText("\n".join(lines).replace(" %", "\u00a0%").replace("± ", "±\u00a0"))
        self.lines.setToolTip(tip)

    def offer_more(self, *, is_offered: bool) -> None:
        """Offer to compare it with others, or not."""
        self._open.setEnabled(is_offered)

    def _take_lever(self) -> None:
        lever = self.lever
        assert lever is not None
        with QSignalBlocker(self.slider):
            self.slider.setRange(lever.low, lever.high)
            self.slider.setPageStep(max(1, (lever.high - lever.low) // 10))
            self.slider.setValue(suggested(lever))
        self._tell()

    def _tell(self) -> None:
        lever = self.lever
        assert lever is not None
        value = lever.write(self.slider.value())
        self._value.setText(f"= {value}?")
        self.setAccessibleName(self.tr("What if {} = {}?").format(lever.text, value))
        self.slider.setAccessibleName(self.tr("Try another value of {}").format(lever.text))
        self.moved.emit()

    def _lay_out(self) -> None:
        column = self.layout()
        assert column is not None
        column.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        self.body.setSpacing(TINY)
        question = QHBoxLayout()
        question.setSpacing(SMALL)
        question.addWidget(label(self.tr("What if"), "title", "trial.title"))
        question.addWidget(self.which, 1)
        question.addWidget(self._value)
        self.body.addLayout(question)
        for part in (self.slider, self.lines):
            self.body.addWidget(part)
        self.body.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)


class StageTrials(QObject):
    """Asks what the card offers, beside the window, and hands the answer back.

    Signals:
        open_wanted(object): A `Scenario` to compare with others.
    """

    open_wanted = Signal(object)

    def __init__(
        self, document: Document, jobs: Jobs, card: TrialCard, parent: QObject | None = None
    ) -> None:
        """Care for a card."""
        super().__init__(parent)
        self._document, self._jobs, self._card = document, jobs, card
        self._asked: Trial | None = None
        self._shown: tuple[object, ...] = ()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SETTLE_MS)
        self._wait.timeout.connect(partial(self._ask, RUNS[0]))
        card.moved.connect(self._consider)
        card.open_wanted.connect(self._open)

    def show_stage(self, stream: Stream, chosen: str, *, is_sound: bool) -> None:
        """Offer what can be tried at the chosen stage of a stream that can be run; else nothing."""
        shown = (stream, chosen, is_sound, self._document.project.run)
        if shown == self._shown:
            return
        self._shown = shown
        known = is_sound and any(stage.id == chosen for stage in stream.stages)
        levers = levers_of_stage(stream, chosen) if known else ()
        self._card.offer(levers, tuple(short_name(stream, lever) for lever in levers))
        if self._card.lever is None:
            self.forget()
        else:
            self._consider()

    def forget(self) -> None:
        """Ask no more."""
        self._wait.stop()
        self._asked = None
        self._jobs.cancel(_KEY)

    def _consider(self) -> None:
        trial = self._trial(RUNS[0])
        if trial == self._asked:
            return
        self.forget()
        self._asked = trial
        self._card.offer_more(is_offered=trial is not None)
        if trial is None:
            self._card.show_lines((self.tr("That is how it stands now."),))
            return
        self._card.show_lines((self.tr("Trying it …"),))
        self._wait.start()

    def _trial(self, runs: int) -> Trial | None:
        """Give what the card asks; None where the lever stands as it is."""
        lever, position = self._card.lever, self._card.slider.value()
        if lever is None or position == lever.base:
            return None
        project = self._document.project
        return Trial(project.stream, lever, position, project.run.seed, project.run.until, runs)

    def _ask(self, runs: int) -> None:
        trial = self._trial(runs)
        if trial is None:
            return
        self._jobs.start_tracked(
            try_it,
            trial,
            self._show,
            key=_KEY,
            on_progress=nothing_to_show,
            on_fault=self._tell_fault,
            still_current=self._is_asked(self._asked),
        )

    def _is_asked(self, asked: Trial | None) -> Callable[[], bool]:
        return lambda: self._asked is asked

    def _show(self, answer: TrialAnswer) -> None:
        runs = answer.trial.runs
        self._card.show_lines(answer.lines, answer.details)
        if runs < RUNS[1]:  # always: an answer that stopped where it looked clear would mislead
            self._ask(RUNS[1])

    def _tell_fault(self, fault: UserFault) -> None:
        self._card.show_lines((self.tr("Cannot be told: {}").format(fault.text),))

    def _open(self) -> None:
        trial = self._trial(RUNS[0])
        if trial is not None:
            self.open_wanted.emit(trial.scenario)
