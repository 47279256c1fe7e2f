"""What a history makes of lives that do not go straight: a choice and a sentence for each rule."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel

from app.pages.history.choice import Choice
from app.theme import SMALL
from app.widgets import Card, label, paragraph
from sim.history import FLOW_LAYOUTS, Mapping

RULES: Final[tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...]] = (
    (
        "case_end",
        "A case ends",
        (
            ("last event", "with its last event", "Every case is done with its last event; none is open."),
            (
                "done activity",
                "with an activity",
                "A case is done with an activity that means Done; others are open.",
            ),
            ("end date", "on its date", "A case is done on the date in the column of Done; others are open."),
        ),
    ),
    (
        "reopened",
        "Reopened",
        (
            (
                "one flow time",
                "one flow time",
                "Flow time runs on from the first commitment to the last done.",
            ),
            ("new item", "a new item", "What goes on after it was done begins again as an item of its own."),
        ),
    ),
    (
        "moved_back",
        "Moved back",
        (
            ("keep visits", "visits count", "Every visit to a stage counts, later ones too."),
            ("wipe later dates", "dates are wiped", "A move back wipes the dates of all later stages."),
        ),
    ),
    (
        "skipped",
        "Skipped stage",
        (
            ("blank", "stays blank", "A stage that was passed by was not entered."),
            ("back-filled", "is filled", "A stage that was passed by is entered with the next one visited."),
        ),
    ),
    (
        "cancelled",
        "Cancelled",
        (
            ("left out", "left out", "Items that were given up are left out."),
            ("as done", "as done", "Items that were given up count as done on that day."),
        ),
    ),
    (
        "flags",
        "Flagged",
        (
            ("blocked", "blocked", "Time under a flag is blocked time."),
            ("ignored", "not read", "Flags are not read."),
        ),
    ),
)
"""Each rule by its name in the mapping: title, and its choices as (value, word, sentence)."""

_ONLY: Final = {"case_end": "events", "flags": "changes"}
"""Rules that only one layout has."""


class RulesForm(Card):
    """Shows and switches the rules; hidden for files that tell no changes and no events.

    Signals:
        chosen(str, str): The person chose a value (second) for a rule (first).
    """

    chosen = Signal(str, str)

    def __init__(self) -> None:
        """Lay every rule out."""
        super().__init__(self.tr("Rules"), "history.import.rules")
        self._choices: dict[str, Choice] = {}
        self._names: dict[str, QLabel] = {}
        self._sentences: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SMALL)
        self._grid.setVerticalSpacing(SMALL)
        self._grid.setColumnStretch(1, 1)
        for row, (rule, title, options) in enumerate(RULES):
            self._add(2 * row, rule, title, options)
        self.body.addLayout(self._grid)
        self.hide()

    def choice(self, rule: str) -> Choice:
        """Give the choice of a rule.

        Raises:
            KeyError: There is no such rule.
        """
        return self._choices[rule]

    def sentence(self, rule: str) -> str:
        """Give what is said of a rule as it is chosen."""
        return self._sentences[rule].text()

    def show_mapping(self, mapping: Mapping) -> None:
        """Show the rules in force, those that matter for the layout."""
        self.setVisible(mapping.layout in FLOW_LAYOUTS)
        values = mapping.rules.model_dump()
        for rule, _, options in RULES:
            matters = _ONLY.get(rule, mapping.layout) == mapping.layout
            for part in (self._names[rule], self._choices[rule], self._sentences[rule]):
                part.setVisible(matters)
            self._choices[rule].choose(values[rule])
            self._sentences[rule].setText(next(said for value, _, said in options if value == values[rule]))

    def _add(self, row: int, rule: str, title: str, options: tuple[tuple[str, str, str], ...]) -> None:
        choice = Choice(f"history.import.rule.{rule}", title)
        choice.offer(tuple((value, word) for value, word, _ in options))
        choice.activated.connect(lambda _: self.chosen.emit(rule, choice.currentData()))
        self._choices[rule] = choice
        self._names[rule] = label(title, "muted")
        self._sentences[rule] = paragraph("", "caption", f"history.import.rule.{rule}.sentence")
        self._grid.addWidget(self._names[rule], row, 0)
        self._grid.addWidget(choice, row, 1)
        self._grid.addWidget(self._sentences[rule], row + 1, 0, 1, 2)


def with_rule(mapping: Mapping, rule: str, value: str) -> Mapping:
    """Switch a rule of a mapping."""
    return mapping.model_copy(update={"rules": mapping.rules.model_copy(update={rule: value})})
