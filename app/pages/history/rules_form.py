"""What a history makes of lives that do not go straight: a choice and a sentence for each rule."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel

from app.pages.history.choice import Choice
from app.theme import SMALL
from app.widgets import Card, label, paragraph
from sim.history import FLOW_LAYOUTS, Field, Layout, Mapping, StateMeaning

_ANY: Final = frozenset(FLOW_LAYOUTS)


class Rule(NamedTuple):
    """A rule of a mapping.

    Attributes:
        name: Its name in the mapping.
        title: What a person calls it.
        layouts: The layouts that it matters for.
        ways: Its values in the mapping, each with the word and the sentence for it.
    """

    name: str
    title: str
    layouts: frozenset[Layout]
    ways: dict[str, tuple[str, str]]


RULES: Final = (
    Rule(
        "case_end",
        "A case ends",
        frozenset(("events",)),
        {
            "last event": (
                "with its last event",
                "Every case is done with its last event; none is open.",
            ),
            "done activity": (
                "with an activity",
                "A case is done with an activity that means Done; others are open.",
            ),
            "end date": ("on its date", "A case is done on the date in the column of Done; others are open."),
        },
    ),
    Rule(
        "reopened",
        "Reopened",
        _ANY,
        {
            "one flow time": (
                "one flow time",
                "Flow time runs on from the first commitment to the last done.",
            ),
            "new item": ("a new item", "What goes on after it was done begins again as an item of its own."),
        },
    ),
    Rule(
        "moved_back",
        "Moved back",
        _ANY,
        {
            "keep visits": ("visits count", "Every visit to a stage counts, later ones too."),
            "wipe later dates": ("dates are wiped", "A move back wipes the dates of all later stages."),
        },
    ),
    Rule(
        "skipped",
        "Skipped stage",
        _ANY,
        {
            "blank": ("stays blank", "A stage that was passed by was not entered."),
            "back-filled": ("is filled", "A stage that was passed by is entered with the next one visited."),
        },
    ),
    Rule(
        "cancelled",
        "Cancelled",
        _ANY | {"items", "stages"},
        {
            "left out": ("left out", "Items that were given up are left out."),
            "as done": ("as done", "Items that were given up count as done on that day."),
        },
    ),
    Rule(
        "flags",
        "Flagged",
        frozenset(("changes",)),
        {
            "blocked": ("blocked", "Time under a flag is blocked time."),
            "ignored": ("not read", "Flags are not read."),
        },
    ),
)


class RulesForm(Card):
    """Shows and switches the rules that matter for a layout; hidden where none does.

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
        for row, rule in enumerate(RULES):
            self._add(2 * row, rule)
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
        values = mapping.rules.model_dump()
        shown = [rule.name for rule in RULES if mapping.layout in rule.layouts and _occurs(mapping)]
        self.setVisible(bool(shown))
        for rule in RULES:
            name, value = rule.name, values[rule.name]
            for part in (self._names[name], self._choices[name], self._sentences[name]):
                part.setVisible(name in shown)
            self._choices[name].choose(value)
            self._sentences[name].setText(rule.ways[value][1])

    def _add(self, row: int, rule: Rule) -> None:
        choice = Choice(f"history.import.rule.{rule.name}", rule.title)
        choice.offer(tuple((value, word) for value, (word, _) in rule.ways.items()))
        choice.activated.connect(lambda _: self.chosen.emit(rule.name, choice.currentData()))
        name = label(rule.title, "muted")
        sentence = paragraph("", "caption", f"history.import.rule.{rule.name}.sentence")
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(choice, row, 1)
        self._grid.addWidget(sentence, row + 1, 0, 1, 2)
        self._choices[rule.name], self._names[rule.name] = choice, name
        self._sentences[rule.name] = sentence


def _occurs(mapping: Mapping) -> bool:
    """Tell whether there is anything to switch: of items in rows, where a word means cancelled."""
    if mapping.layout in FLOW_LAYOUTS:
        return True
    fields: tuple[tuple[Field, dict[str, StateMeaning]], ...] = (
        ("state", mapping.states),
        ("resolution", mapping.resolutions),
    )
    return any(field in mapping.columns and "cancelled" in said.values() for field, said in fields)


def with_rule(mapping: Mapping, rule: str, value: str) -> Mapping:
    """Switch a rule of a mapping."""
    return mapping.model_copy(update={"rules": mapping.rules.model_copy(update={rule: value})})
