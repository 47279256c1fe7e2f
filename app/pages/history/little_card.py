"""Little's law on a card: three figures, how they fit, and what the law asks for."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.pages.history.stability_found import Assumption, LittleWords
from app.theme import HUGE, SMALL, TINY
from app.widgets import Card, label, mark, paragraph

_MOST: Final = 6


class LittleCard(Card):
    """Shows L, λ and W, the verdict, and each assumption with whether it holds.

    Attributes:
        verdict: The sentence.
        lines: What each assumption says, as it is shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty card."""
        super().__init__(self.tr("Little’s law: load = rate × flow time"), "history.little", parent)
        self._figures: dict[str, QLabel] = {}
        row = QHBoxLayout()
        row.setSpacing(HUGE)
        names = {
            "load": self.tr("Load"),
            "rate": self.tr("Rate of items done"),
            "time": self.tr("Mean flow time"),
        }
        for key, words in names.items():
            column = QVBoxLayout()
            column.setSpacing(0)
            self._figures[key] = label("–", "number", f"history.little.{key}")
            column.addWidget(label(words, "muted"))
            column.addWidget(self._figures[key])
            row.addLayout(column)
        row.addStretch(1)
        self.verdict = paragraph("", "body", "history.little.verdict")
        self.body.addLayout(row)
        self.body.addWidget(self.verdict)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SMALL)
        self._grid.setVerticalSpacing(TINY)
        self._grid.setColumnStretch(1, 1)
        self.lines: list[QLabel] = []
        self._signs = [label("", "body") for _ in range(_MOST)]
        for place, sign in enumerate(self._signs):
            self.lines.append(paragraph("", "body", f"history.little.assumption{place}"))
            self._grid.addWidget(sign, place, 0)
            self._grid.addWidget(self.lines[-1], place, 1)
        self.body.addLayout(self._grid)
        past = self.tr("The law is about the past and forecasts nothing; flow time is elapsed here.")
        self.body.addWidget(paragraph(past, "caption"))
        self.body.addStretch(1)

    def show_words(self, words: LittleWords) -> None:
        """Show what was found."""
        for key, shown in self._figures.items():
            shown.setText(str(getattr(words, key)))
        self.verdict.setText(words.verdict)
        for place, (sign, said) in enumerate(zip(self._signs, self.lines, strict=True)):
            one = words.assumptions[place] if place < len(words.assumptions) else None
            for part in (sign, said):
                part.setVisible(one is not None)
            if one is not None:
                sign.setText("✗" if one.broken else "✓")
                mark(sign, tone="warn" if one.broken else "good")
                said.setText(self._line(one))

    def _line(self, one: Assumption) -> str:
        name = one.name[:1].upper() + one.name[1:]
        return (
            f"{name}: {self.tr('broken')}. {one.broken[:1].upper()}{one.broken[1:]}."
            if one.broken
            else (f"{name}: {self.tr('holds')}.")
        )
