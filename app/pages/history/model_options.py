"""What a history cannot tell, and a person may: fields for the wishes of a stream made of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from app.pages.history.choice import Choice
from app.pages.history.model_wishes import Wishes
from app.theme import SMALL
from app.widgets import Card, LimitField, LinkButton, NumberField, label, paragraph


class DaysField(LimitField):
    """A number of days, or all of them."""

    def text_of(self, value: int | None) -> str:
        """Write the number, or the word for all."""
        return self.tr("all") if value is None else str(value)

    def value_of(self, text: str) -> int | None:
        """Read a number of days; "all" means all.

        Raises:
            ValueError: If it is neither.
        """
        return super().value_of("" if text.casefold() in ("all", self.tr("all").casefold()) else text)


class OptionsForm(Card):
    """Shows wishes and tells of others.

    Signals:
        wished(object): Other `Wishes`.
    """

    wished = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the fields out."""
        super().__init__(self.tr("What a history cannot tell"), "model.options", parent)
        self._wishes = Wishes()
        self.days = DaysField(None, "model.days", self.tr("Last days of the history"))
        self.working = Choice("model.working", self.tr("When people work"))
        self.touch = NumberField(
            100.0, "model.touch", self.tr("Share of touch time"), unit="%", minimum=1.0, maximum=100.0
        )
        self.limits = Choice("model.limits", self.tr("First WIP limits"))
        self.waits = Choice("model.waits", self.tr("Stages of waiting"))
        self.reset = LinkButton(self.tr("All from the history"), "model.reset")
        self._offer()
        self._lay_out()
        self.stand_below(False)
        self._connect()
        self.show_wishes(self._wishes)

    def show_wishes(self, wishes: Wishes) -> None:
        """Show what is wished, without telling."""
        self._wishes = wishes
        self.days.show_value(wishes.last_days)
        self.touch.show_value(wishes.touch_percent)
        self.working.choose(wishes.working)
        self.limits.choose(wishes.limits)
        self.waits.choose(wishes.waits)
        self.reset.setVisible(wishes != Wishes())

    def stand_below(self, below: bool) -> None:
        """Let each field stand below its name: large text leaves no room beside it."""
        policies = QFormLayout.RowWrapPolicy
        self._form.setRowWrapPolicy(policies.WrapAllRows if below else policies.WrapLongRows)

    def _offer(self) -> None:
        self.working.offer(
            (
                ("guessed", self.tr("from the history")),
                ("always", self.tr("every day, 24 hours")),
                ("weekdays", self.tr("Monday to Friday, 8 hours")),
                ("stream", self.tr("as the present stream has it")),
            )
        )
        self.limits.offer(
            (
                ("max", self.tr("most items seen")),
                ("p85", self.tr("in 85 % of the time")),
                ("none", self.tr("no limits")),
            )
        )
        self.waits.offer(
            (
                ("auto", self.tr("from the history")),
                ("delay", self.tr("a time of their own")),
                ("queue", self.tr("a queue for the next stage")),
            )
        )

    def _lay_out(self) -> None:
        form = self._form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(SMALL)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows = (
            (self.tr("Days of history"), self.days),
            (self.tr("Working time"), self.working),
            (self.tr("Touch time"), self.touch),
            (self.tr("WIP limits"), self.limits),
            (self.tr("Waiting stages"), self.waits),
        )
        for text, field in rows:
            form.addRow(label(text, "muted"), field)
        hint = paragraph(
            self.tr(
                "Touch time is the part of the time in a stage of work in which somebody works on the item. "
                "At 100 %, more people would change nothing."
            ),
            "caption",
            "model.touchHint",
        )
        self.body.addLayout(form)
        self.body.addWidget(hint)
        self.body.addWidget(self.reset)

    def _connect(self) -> None:
        self.days.edited.connect(lambda days: self._tell(replace(self._wishes, last_days=days)))
        self.touch.edited.connect(lambda share: self._tell(replace(self._wishes, touch_percent=share)))
        self.working.activated.connect(
            lambda _: self._tell(replace(self._wishes, working=self.working.currentData()))
        )
        self.limits.activated.connect(
            lambda _: self._tell(replace(self._wishes, limits=self.limits.currentData()))
        )
        self.waits.activated.connect(
            lambda _: self._tell(replace(self._wishes, waits=self.waits.currentData()))
        )
        self.reset.clicked.connect(lambda: self._tell(Wishes()))

    def _tell(self, wishes: Wishes) -> None:
        if wishes != self._wishes:
            self._wishes = wishes
            self.wished.emit(wishes)
