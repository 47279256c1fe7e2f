"""What to look at: how much time, which items, and how days are counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.pages.history.dates_choice import DatesChoice
from app.pages.history.filters import Filters
from app.pages.history.part import SPAN_DAYS, Part, Span, View, dates_text
from app.theme import SMALL, Theme
from app.widgets import SegmentedControl, WrappingRow, label


class ViewRow(QWidget):
    """Choices in a row that wraps where it is too long.

    Attributes:
        view: What is chosen now.
        span: Which stretch of time.
        dates: Two dates, where the stretch is chosen by dates.
        rule: How days are counted.
        filters: Which items.

    Signals:
        wanted(object): Another `View` was chosen.
    """

    wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Offer everything of a history, no filters yet."""
        super().__init__()
        self.setObjectName("history.choices")
        self.view = View()
        self._part: Part | None = None
        self.span = self._build_span()
        self.dates = DatesChoice(theme, "history.dates")
        self.rule = self._build_rule()
        self._said = label("", "muted", "history.dates")
        self._counting = self._named_rule()
        row = WrappingRow(self)
        for part in (self.span, self._said, self.dates, self.dates.note, self._counting):
            row.addWidget(part)
        row.keep_next_together()
        self.filters = Filters(row, theme, self.rule.button("working"))
        self.dates.hide()
        self._connect()

    def show_part(self, part: Part, days: int) -> None:
        """Show what is looked at, of a history of so many days."""
        self.view, self._part = part.view, part
        self.span.choose(part.view.span)
        self.rule.choose(part.view.rule)
        self._counting.setVisible(not part.only_done)
        self._offer_spans(days)
        by_hand = part.view.span == "dates"
        self.dates.setVisible(by_hand)
        self.dates.note.setVisible(by_hand)
        self._said.setVisible(not by_hand)
        self._said.setText(dates_text(part.whole, part.window))
        first, final = part.view.first, part.view.final
        self.dates.show_dates(part.observed, first, final)
        self.filters.show_chosen(part.view.chosen)

    def _want(self, **changes: Any) -> None:
        self.view = replace(self.view, **changes)
        self.wanted.emit(self.view)

    def _choose_span(self, span: Span) -> None:
        """Look at another stretch; dates begin with those that are in sight."""
        if span == "dates" and self._part is not None:
            first, final = self._part.days or self._part.observed
            self._want(span=span, first=first, final=final)
        else:
            self._want(span=span, first=None, final=None)

    def _offer_spans(self, days: int) -> None:
        for span, length in SPAN_DAYS.items():
            button = self.span.button(span)
            button.setEnabled(days > length or self.span.value == span)
            told = self.tr("The whole history has {} days.").format(days)
            button.setToolTip("" if days > length else told)

    def _connect(self) -> None:
        self.span.chosen.connect(self._choose_span)
        self.rule.chosen.connect(lambda rule: self._want(rule=rule))
        self.dates.edited.connect(lambda first, final: self._want(first=first, final=final))
        self.filters.chosen.connect(
            lambda respect, values: self._want(chosen=self.view.choosing(respect, values))
        )
        self.filters.cleared.connect(lambda: self._want(chosen={}))

    def show_more(self) -> None:
        """Take back what leaves nothing over: dates beside the history, or else the filters."""
        if self._part is not None and self._part.days is None:
            self._choose_span("whole")
        else:
            self._want(chosen={})

    def _build_span(self) -> SegmentedControl:
        spans = (
            ("whole", self.tr("All")),
            ("year", self.tr("Last 12 months")),
            ("quarter", self.tr("Last 90 days")),
            ("dates", self.tr("Dates…")),
        )
        return SegmentedControl(spans, "history.span")

    def _build_rule(self) -> SegmentedControl:
        rules = (
            ("inclusive", self.tr("Calendar days")),
            ("elapsed", self.tr("Exact time")),
            ("working", self.tr("Working days")),
        )
        return SegmentedControl(rules, "history.rule")

    def _named_rule(self) -> QWidget:
        named = QWidget()
        row = QHBoxLayout(named)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(label(self.tr("Flow time"), "muted"))
        row.addWidget(self.rule)
        return named
