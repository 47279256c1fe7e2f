"""Words of a column, each with a choice of what it means."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from app.pages.history.choice import Choice
from app.pages.history.trial import Word, thousands
from app.theme import SMALL
from app.widgets import Card, ElidedLabel, mark


class WordsForm(Card):
    """A form with one row a word; hidden while there is no word.

    Signals:
        chosen(str, str): The person chose a meaning (second, by key) for a word (first).
    """

    chosen = Signal(str, str)

    def __init__(self, title: str, name: str, options: tuple[tuple[str, str], ...]) -> None:
        """Offer options as (key, text) for each word to come."""
        super().__init__(title, name)
        self._options = options
        self._words: tuple[Word, ...] = ()
        self._combos: dict[str, Choice] = {}
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(SMALL)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.body.addLayout(self._form)
        self.hide()

    def show_words(self, words: tuple[Word, ...], meanings: dict[str, str]) -> None:
        """Show words and what they mean, by word; a word without a meaning has the first option."""
        if words != self._words:
            self._rebuild(words)
        for word, combo in self._combos.items():
            combo.choose(meanings.get(word, ""))
        self.setVisible(bool(words))

    def choice(self, word: str) -> Choice:
        """Give the choice beside a word.

        Raises:
            KeyError: There is no such word.
        """
        return self._combos[word]

    def _rebuild(self, words: tuple[Word, ...]) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._words = words
        self._combos = {}
        last: QWidget = self
        for number, word in enumerate(words):
            combo = self._combo(number, word.text)
            said = word.text or self.tr("(blank)")
            name = ElidedLabel(f"{said} · {thousands(word.rows)}")
            name.setMinimumWidth(108)
            name.setToolTip(said)
            mark(name, role="muted")
            self._form.addRow(name, combo)
            self._combos[word.text] = combo
            QWidget.setTabOrder(last, combo)
            last = combo

    def _combo(self, number: int, word: str) -> Choice:
        spoken = self.tr("Meaning of “{}”").format(word)
        combo = Choice(f"{self.objectName()}.{number}", spoken)
        combo.offer(self._options)
        combo.activated.connect(lambda _: self.chosen.emit(word, combo.currentData()))
        return combo
