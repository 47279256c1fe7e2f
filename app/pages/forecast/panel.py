"""The question: what is asked, from when, over which days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from app.theme import MEDIUM, SMALL
from app.widgets import Card, DateField, IntField, SegmentedControl, date_text, label, paragraph

if TYPE_CHECKING:
    from sim.forecast import Question
    from sim.stream import Calendar

SUGGESTED_DAYS = 30


class QuestionPanel(Card):
    """Shows a question and tells of another; holds nothing but what it shows.

    Signals:
        asked(object, str): The person asks another `Question`; what changed, in words.
    """

    asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the fields out."""
        super().__init__(self.tr("Question"), "forecast.question", parent)
        self._question: Question | None = None
        self._calendar: Calendar | None = None
        self._last_day: dt.date | None = None
        self.kind = SegmentedControl(
            (("when", self.tr("When done?")), ("how_many", self.tr("How many by?"))), "forecast.kind"
        )
        self.items = IntField(30, "forecast.items", self.tr("Items to do"), minimum=1)
        self.start = DateField(
            None, "forecast.start", self.tr("Start date"), none_text=self.tr("end of history")
        )
        self.by = DateField(None, "forecast.by", self.tr("Target date"), none_text=self.tr("none"))
        self.history_days = IntField(90, "forecast.historyDays", self.tr("Days of history"), minimum=1)
        self.calendar = QComboBox()
        self.calendar.setObjectName("forecast.calendar")
        self.calendar.setAccessibleName(self.tr("Days that count"))
        self.calendar.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.calendar.setMinimumContentsLength(8)
        self.calendar.addItems([self.tr("every day"), self.tr("working days")])
        self.counted = paragraph("", "caption", "forecast.counted")
        self._lay_out()
        self._connect()

    def show_question(self, question: Question, calendar: Calendar, last_day: dt.date | None) -> None:
        """Show a question.

        Args:
            question: What is asked.
            calendar: The stream's calendar, offered as the days that count.
            last_day: Last day of the history, from which a target date is proposed.
        """
        self._question, self._calendar, self._last_day = question, calendar, last_day
        when = question.kind == "when"
        self.kind.choose(question.kind)
        self.items.show_value(question.items or SUGGESTED_DAYS)
        self.by.show_value(question.by)
        self.start.show_value(question.start)
        self.history_days.show_value(question.history_days)
        self.counted.setText(self._counted_from(question.start or last_day))
        works = calendar.kind == "working"
        self.calendar.setEnabled(works)
        self.calendar.setToolTip("" if works else self.tr("The stream's calendar works every day."))
        self.calendar.setCurrentIndex(0 if question.calendar is None else 1)
        self._form.setRowVisible(self.items, when)
        self._by_label.setText(self.tr("Target date") if when else self.tr("By"))

    def _counted_from(self, start: dt.date | None) -> str:
        """Say from which day the forecast counts: a history may have ended long ago."""
        if start is None:
            return self.tr("The first forecast day is the day after the start.")
        return self.tr("Counted from {}; the first forecast day is the day after.").format(date_text(start))

    def _lay_out(self) -> None:
        self.body.addWidget(self.kind)
        self._form = QFormLayout()
        self._form.setContentsMargins(0, SMALL, 0, 0)
        self._form.setVerticalSpacing(MEDIUM)
        self._form.setHorizontalSpacing(MEDIUM)
        self._by_label = label(self.tr("Target date"), "muted")
        self._form.addRow(label(self.tr("Items to do"), "muted"), self.items)
        self._form.addRow(self._by_label, self.by)
        self._form.addRow(label(self.tr("Start"), "muted"), self.start)
        self._form.addRow(label(self.tr("Days of history"), "muted"), self.history_days)
        self._form.addRow(label(self.tr("Days that count"), "muted"), self.calendar)
        self.body.addLayout(self._form)
        self.body.addWidget(self.counted)

    def _connect(self) -> None:
        self.kind.chosen.connect(self._ask_kind)
        self.items.edited.connect(lambda items: self._ask(self.tr("items to do"), items=items))
        self.by.edited.connect(self._ask_by)
        self.start.edited.connect(lambda start: self._ask(self.tr("start"), start=start))
        self.history_days.edited.connect(lambda days: self._ask(self.tr("history"), history_days=days))
        self.calendar.activated.connect(self._ask_calendar)

    def _ask(self, what: str, **changes: object) -> None:
        if self._question is not None:
            self.asked.emit(self._question.model_copy(update=changes), what)

    def _ask_kind(self, kind: str) -> None:
        if self._question is None:
            return
        items = self._question.items or SUGGESTED_DAYS
        by = self._question.by
        if kind == "how_many" and by is None:
            by = self._proposed_date()
        self._ask(self.tr("kind"), kind=kind, items=items if kind == "when" else None, by=by)

    def _ask_by(self, by: dt.date | None) -> None:
        if by is None and self._question is not None and self._question.kind == "how_many":
            by = self._proposed_date()
        self._ask(self.tr("target date"), by=by)

    def _ask_calendar(self, index: int) -> None:
        self._ask(self.tr("days that count"), calendar=self._calendar if index else None)

    def _proposed_date(self) -> dt.date | None:
        start = self._question.start if self._question is not None else None
        last = start or self._last_day
        return None if last is None else last + dt.timedelta(SUGGESTED_DAYS)
