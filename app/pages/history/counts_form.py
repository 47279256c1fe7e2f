"""Numbers of items done: by day or week, from which day on, and whose they are."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout

from app.pages.history.choice import Choice
from app.theme import SMALL
from app.widgets import Card, DateField, SegmentedControl, TextField, label
from sim.history import Mapping, WeekBegin

_BEGINS: Final[tuple[tuple[WeekBegin, str], ...]] = (
    ("as told", "as the dates tell"),
    ("monday", "Monday"),
    ("sunday", "Sunday"),
    ("saturday", "Saturday"),
)


class CountsForm(Card):
    """Shows and asks what a file of numbers is about; hidden for other files.

    Attributes:
        period: By day or by week.
        begins: On which day weeks begin.
        first_day: Where the first row begins, if no column holds dates.

    Signals:
        changed(object): Parts of the mapping (a dict) are others.
        team_named(str, str): The numbers of a column (first) are those of a team (second).
    """

    changed = Signal(object)
    team_named = Signal(str, str)

    def __init__(self) -> None:
        """Lay out the questions."""
        super().__init__(self.tr("Numbers"), "history.import.counts")
        self.period = SegmentedControl(
            (("week", self.tr("By week")), ("day", self.tr("By day"))), "history.import.period"
        )
        self.begins = Choice("history.import.weekBegins", self.tr("Day on which weeks begin"))
        self.begins.offer(_BEGINS)
        self.first_day = DateField(
            None, "history.import.firstDay", self.tr("Day on which the first row begins")
        )
        self._teams: dict[str, TextField] = {}
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(SMALL)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(self.period)
        self._form.addRow(label(self.tr("Weeks begin"), "muted"), self.begins)
        self._form.addRow(label(self.tr("First day"), "muted"), self.first_day)
        self.body.addLayout(self._form)
        self.period.chosen.connect(lambda period: self.changed.emit({"period": period}))
        self.begins.activated.connect(lambda _: self.changed.emit({"week_begins": self.begins.currentData()}))
        self.first_day.edited.connect(self._begin_on)
        self.hide()

    def team(self, column: str) -> TextField:
        """Give the field of the team whose numbers stand in a column.

        Raises:
            KeyError: There is none.
        """
        return self._teams[column]

    def show_mapping(self, mapping: Mapping) -> None:
        """Show what is chosen."""
        self.setVisible(mapping.layout == "counts")
        if mapping.layout != "counts":
            return
        dated = "when" in mapping.columns
        self.period.choose(mapping.period)
        self.begins.choose(mapping.week_begins)
        self.first_day.show_value(mapping.first_day)
        self._form.setRowVisible(self.begins, dated and mapping.period == "week")
        self._form.setRowVisible(self.first_day, not dated)
        self._show_teams({count.column: count.team for count in mapping.counts if count.team})

    def _show_teams(self, teams: dict[str, str]) -> None:
        if tuple(teams) != tuple(self._teams):
            for field in self._teams.values():
                self._form.removeRow(field)
            self._teams = {column: self._add_team(number, column) for number, column in enumerate(teams)}
        for column, name in teams.items():
            if self._teams[column].value != name:
                self._teams[column].show_value(name)

    def _add_team(self, number: int, column: str) -> TextField:
        field = TextField(
            column, f"history.import.team.{number}", self.tr("Team of the column {}").format(column)
        )
        field.edited.connect(lambda name: self.team_named.emit(column, name))
        self._form.addRow(label(self.tr("Team of {}").format(column), "muted"), field)
        return field

    def _begin_on(self, day: dt.date | None) -> None:
        self.changed.emit({"first_day": day})


def with_counts(mapping: Mapping, changes: dict[str, object]) -> Mapping:
    """Change parts of a mapping of numbers; what is not known of them is left out."""
    known = {"period", "week_begins", "first_day"}
    return mapping.model_copy(update={name: value for name, value in changes.items() if name in known})


def with_team(mapping: Mapping, column: str, name: str) -> Mapping:
    """Name the team whose numbers stand in a column."""
    counts = tuple(
        count.model_copy(update={"team": name}) if count.column == column else count
        for count in mapping.counts
    )
    return mapping.model_copy(update={"counts": counts})
