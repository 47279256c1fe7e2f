"""The import in one view: the file, what its columns mean, and what becomes of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.pages.history.again_form import MERGE, REPLACE, AgainForm
from app.pages.history.counts_form import CountsForm
from app.pages.history.dates_form import DatesForm
from app.pages.history.import_steps import ImportSteps
from app.pages.history.layout_form import LAYOUTS, LayoutForm
from app.pages.history.meaning_card import MeaningCard
from app.pages.history.report_panel import ReportPanel
from app.pages.history.rules_form import RulesForm
from app.pages.history.trial import Outcome, Reading, counted, file_facts
from app.pages.history.words_form import WordsForm
from app.theme import MEDIUM, Theme
from app.widgets import (
    Banner,
    Card,
    ElidedLabel,
    EmptyState,
    LinkButton,
    PrimaryButton,
    QuietButton,
    label,
    mark,
)

if TYPE_CHECKING:
    from sim.errors import UserFault
    from sim.history import Mapping

_BLANK, _STEPS, _HELP = range(3)
_TYPES = (
    ("", "a type of its own"),
    ("feature", "Feature"),
    ("defect", "Defect"),
    ("risk", "Risk"),
    ("debt", "Debt"),
)
_STATES = (
    ("", "says nothing"),
    ("new", "New"),
    ("active", "Active"),
    ("waiting", "Waiting"),
    ("done", "Done"),
    ("cancelled", "Cancelled: left out"),
)
_RESOLUTIONS = (("", "says nothing"), ("cancelled", "Cancelled: left out"))


class ImportView(QWidget):
    """Shows a file about to be imported, and asks what it means; knows no file itself.

    Attributes:
        banner: What went wrong.
        help: What can be imported, beside a fault.
        columns: What columns and words mean.
        preview: The first rows, in it.
        stages: The words of a log, in it.
        layout_form: How the file is laid out.
        counts: What numbers of items are about.
        dates: How dates are read.
        types: What the words of the type column mean.
        states: What the words of the state column mean.
        resolutions: What the words of the resolution column mean.
        again: What becomes of the history that is there.
        rules: What is made of lives that do not go straight.
        report: What becomes of the rows.

    Signals:
        meaning_chosen(str, str): A column (by header) means something else (by key).
        accepted(): Import it.
        cancelled(): Leave everything as it was.
        other_wanted(): Choose another file.
    """

    meaning_chosen = Signal(str, str)
    accepted = Signal()
    cancelled = Signal()
    other_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Lay the three steps out."""
        super().__init__(parent)
        self.setObjectName("history.import")
        self.banner = Banner("history.import.banner")
        self.help = EmptyState(
            self.tr("Nothing was imported; your project is as it was"),
            self.tr(
                "What can be imported is a table (CSV, Excel, OpenDocument) under a row of column names: "
                "a row an item, with dates of start and done or of each stage; a row a change of status, "
                "or an event of a case; or numbers of items done. Also XES, and the JSON of Jira, GitHub "
                "and Trello."
            ),
            self.tr("Choose another file…"),
            "history.import.help",
        )
        self.help.asked.connect(self.other_wanted)
        self.columns = MeaningCard(theme)
        self.preview, self.stages = self.columns.preview, self.columns.stages
        self.preview.meanings.chosen.connect(self.meaning_chosen)
        self.layout_form = LayoutForm()
        self.counts = CountsForm()
        self.dates = DatesForm()
        self.types = WordsForm(self.tr("Their types, ours"), "history.import.types", _TYPES)
        self.states = WordsForm(self.tr("Their states"), "history.import.states", _STATES)
        self.resolutions = WordsForm(self.tr("Their resolutions"), "history.import.resolutions", _RESOLUTIONS)
        self.rules = RulesForm()
        self.again = AgainForm()
        self.report = ReportPanel(self.tr("3 · What becomes of the rows"), "history.import.report")
        self._file = ElidedLabel()
        self._file.setObjectName("history.import.file")
        mark(self._file, role="title")
        self._facts = ElidedLabel()
        self._facts.setObjectName("history.import.facts")
        mark(self._facts, role="muted")
        self._busy = QProgressBar()
        self._busy.setObjectName("history.import.busy")
        self._busy.setTextVisible(False)
        self._accept = PrimaryButton(self.tr("Import"), "history.import.accept")
        self._cancel = QuietButton(self.tr("Cancel"), "history.import.cancel")
        self._other = LinkButton(self.tr("Another file…"), "history.import.other")
        self._accept.clicked.connect(self.accepted)
        self._cancel.clicked.connect(self.cancelled)
        self._other.clicked.connect(self.other_wanted)
        self._lay_out()
        self._add_keys()

    @property
    def accept_button(self) -> PrimaryButton:
        """The button that imports."""
        return self._accept

    def show_reading(self, name: str) -> None:
        """Say that a file is being read."""
        self.banner.clear()
        self._other.show()
        self._file.setText(name)
        self._facts.setText(self.tr("reading…"))
        self._accept.setEnabled(False)
        self._accept.setText(self.tr("Import"))
        self._set_busy()
        self._body.setCurrentIndex(_BLANK)
        self._cancel.setFocus()

    def show_fault(self, fault: UserFault) -> None:
        """Say why a file cannot be imported, and the way out."""
        self._set_idle()
        self._facts.setText(self.tr("not imported"))
        self.banner.tell(fault.text, fault.hint)
        self._other.hide()
        self._body.setCurrentIndex(_HELP)
        self.help.button.setFocus()
        self._accept.setEnabled(False)

    def show_file(self, reading: Reading) -> None:
        """Show a file that was read."""
        self._file.setText(reading.table.source)
        self._facts.setText(file_facts(reading.table))
        self.dates.show_zones(reading.zones)
        self.layout_form.show_reading(reading)
        self.preview.show_table(reading.table, reading.mapping)
        self._body.setCurrentIndex(_STEPS)
        if reading.is_changed:
            self.banner.tell(
                self.tr("{} has changed since it was imported.").format(reading.table.source),
                self.tr("The mapping is kept; look whether it still fits."),
                tone="warn",
            )

    def show_mapping(self, headers: tuple[str, ...], mapping: Mapping) -> None:
        """Show a mapping whose outcome is still awaited."""
        parts = (self.layout_form, self.counts, self.dates, self.rules)
        self.columns.show_mapping(headers, mapping)
        for part in parts:
            part.show_mapping(mapping)
        self.show_waiting()

    def show_waiting(self) -> None:
        """Show that something is awaited without which nothing can be imported."""
        self._accept.setEnabled(False)
        self._set_busy()

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what a mapping makes of the file."""
        self._set_idle()
        self.preview.meanings.show_problems(outcome.problems)
        self.dates.show_example(outcome.mapping, outcome.example, outcome.problems)
        self.types.show_words(outcome.types, dict(outcome.mapping.types))
        self.again.show_merged(outcome.merged, MERGE if outcome.merges else REPLACE)
        self.stages.show_counts(dict(outcome.words), outcome.mapping)
        self.states.show_words(outcome.states, dict(outcome.mapping.states))
        self.resolutions.show_words(outcome.resolutions, dict(outcome.mapping.resolutions))
        wrong = [sentence for sentence in outcome.problems if "time zone" not in sentence]
        if wrong:
            layout = LAYOUTS[outcome.mapping.layout]
            wrong.insert(0, self.tr("The file cannot be read as “{}” yet:").format(layout))
        if outcome.fault is not None:
            wrong += [outcome.fault.text, outcome.fault.hint]
        self.columns.show_problems(tuple(wrong))
        self._accept.setEnabled(outcome.imported is not None)
        if self._cancel.hasFocus():
            self._accept.setFocus()
        if outcome.imported is None:
            self.report.show_nothing(self.tr("Nothing can be imported yet: see above."))
            self._accept.setText(self.tr("Import"))
            return
        report = outcome.imported.report
        self.report.show_report(report, outcome.mapping)
        self._accept.setText(self.tr("Import {}").format(counted(len(outcome.imported.log.items), "item")))

    def _add_keys(self) -> None:
        for keys, button in (("Ctrl+Return", self._accept), ("Esc", self._cancel)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(button.click)
            button.setToolTip(keys)

    def _set_busy(self) -> None:
        self._busy.setRange(0, 0)
        self._busy.show()

    def _set_idle(self) -> None:
        self._busy.setRange(0, 1)
        self._busy.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(self._build_head())
        column.addWidget(self.banner)
        self._body = QStackedLayout()
        column.addLayout(self._body, 1)
        # Into the column first: without an owner it would show its first widget as a window of its own.
        questions = (self.again, self.layout_form, self.counts, self.dates, self.rules)
        words = (self.types, self.states, self.resolutions)
        steps = ImportSteps(self.columns, (*questions, *words), self.report)
        for each in (QWidget(), steps, self.help):
            self._body.addWidget(each)

    def _build_head(self) -> Card:
        head = Card("", "history.import.head")
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addWidget(label(self.tr("1 · File"), "title"))
        row.addWidget(self._file)
        row.addWidget(self._facts, 1)
        row.addWidget(self._other)
        row.addWidget(self._busy)
        row.addWidget(self._cancel)
        row.addWidget(self._accept)
        head.body.addLayout(row)
        self._busy.setFixedWidth(40)
        # The facts have what is left: the name goes before them.
        self._facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # Whatever else has to give way: what the import does is read whole.
        self._accept.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        keeps_room = self._busy.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self._busy.setSizePolicy(keeps_room)
        return head
