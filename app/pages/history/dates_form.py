"""How the dates of a file are read: order, time zone, what stands in for a start."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QLabel

from app.pages.history.choice import Choice
from app.theme import SMALL
from app.widgets import Card, SegmentedControl, label, mark, paragraph
from sim.history import DateExample, Mapping

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_text(date: dt.date) -> str:
    """Write a day in full: ``7 June 2025``."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def order_sentence(mapping: Mapping, example: DateExample | None) -> str:
    """Say how one date is read: ``7.6.2025 → 7 June 2025``, and how else where that is open."""
    if example is None:
        return "No column holds dates yet."
    read = example.readings.get(mapping.order_of(example.column))
    words = "not a date in this order" if read is None else day_text(read)
    said = f"{example.text} → {words}"
    others = [day_text(date) for date in example.readings.values() if date != read]
    if not mapping.ambiguous or not others:
        return said
    return f"{said}, or {others[0]}?"


class DatesForm(Card):
    """Shows and asks how dates are read.

    Attributes:
        order: Day or month first.
        example: How one date is read.
        zone: The time zone.

    Signals:
        order_chosen(str): ``day first`` or ``month first``.
        zone_chosen(str): Name of a time zone.
        start_chosen(str): ``none`` or ``created``, where the start is blank.
    """

    order_chosen = Signal(str)
    zone_chosen = Signal(str)
    start_chosen = Signal(str)

    def __init__(self) -> None:
        """Lay out the questions."""
        super().__init__(self.tr("Dates"), "history.import.dates")
        self.order = SegmentedControl(
            (("day first", self.tr("Day first")), ("month first", self.tr("Month first"))),
            "history.import.order",
        )
        self.example: QLabel = paragraph("", "body", "history.import.example")
        self._why = paragraph("", "caption", "history.import.orderWhy")
        self.zone = Choice("history.import.zone", self.tr("Time zone"))
        self.zone.setEditable(True)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._zone_fault = paragraph("", "caption", "history.import.zoneFault")
        mark(self._zone_fault, tone="bad")
        self.start = Choice("history.import.start", self.tr("Where the start is blank"))
        self.start.offer((("none", self.tr("no flow time")), ("created", self.tr("take Created"))))
        self._lay_out()
        self._connect()

    def show_zones(self, zones: tuple[str, ...]) -> None:
        """Offer time zones: UTC and this computer's first."""
        here = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "ignore")
        first = tuple(dict.fromkeys(("UTC", *((here,) if here in zones else ()))))
        self.zone.clear()
        self.zone.addItems([*first, *(zone for zone in zones if zone not in first)])

    def show_mapping(self, mapping: Mapping) -> None:
        """Show what is chosen."""
        self.order.choose(mapping.date_order)
        if self.zone.currentText() != mapping.zone:
            self.zone.setEditText(mapping.zone)
        self.start.choose(mapping.missing_start)
        asked = mapping.layout == "items" and "created" in mapping.columns
        self._form.setRowVisible(self.start, asked)
        self.set_tone("accent" if mapping.ambiguous else "plain")
        ask = self.tr("Press the right one to confirm.") if mapping.ambiguous else ""
        self._why.setText(f"{mapping.date_reason} {ask}".strip())
        self._why.setVisible(bool(mapping.date_reason))
        mark(self._why, tone="warn" if mapping.ambiguous else "plain")

    def show_example(self, mapping: Mapping, example: DateExample | None, problems: tuple[str, ...]) -> None:
        """Show how one date is read, and what is wrong with the zone."""
        self.example.setText(order_sentence(mapping, example))
        is_open = example is not None and example.is_open
        self.order.setVisible(is_open)
        about_zone = [sentence for sentence in problems if "time zone" in sentence]
        self._zone_fault.setText("\n".join(about_zone))
        self._zone_fault.setVisible(bool(about_zone))

    def _lay_out(self) -> None:
        self.body.addWidget(self.order)
        self.body.addWidget(self.example)
        self.body.addWidget(self._why)
        self._form = QFormLayout()
        self._form.setContentsMargins(0, SMALL, 0, 0)
        self._form.setSpacing(SMALL)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(label(self.tr("Time zone"), "muted"), self.zone)
        self._form.addRow(self._zone_fault)
        self._form.addRow(label(self.tr("Blank start"), "muted"), self.start)
        self.body.addLayout(self._form)

    def _connect(self) -> None:
        self.order.chosen.connect(self.order_chosen)
        self.zone.activated.connect(lambda _: self.zone_chosen.emit(self.zone.currentText().strip()))
        line = self.zone.lineEdit()
        assert line is not None
        line.setObjectName("history.import.zone.text")
        line.editingFinished.connect(lambda: self.zone_chosen.emit(self.zone.currentText().strip()))
        completer = self.zone.completer()
        assert completer is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.start.activated.connect(lambda _: self.start_chosen.emit(self.start.currentData()))
