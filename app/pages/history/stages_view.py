"""Which words of a log mean which stage, in the order of the flow: a table, and a line to change it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from app.pages.history.choice import Choice
from app.pages.history.flow_edits import ENDS, FlowRow, flow_rows
from app.pages.history.rows_model import Index, RowsModel
from app.pages.history.trial import thousands
from app.theme import SMALL
from app.widgets import QuietButton, TableView, label, paragraph
from sim.history import Mapping

STATES: Final = (
    ("new", "New"),
    ("active", "Active"),
    ("waiting", "Waiting"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
    ("ignored", "Ignored"),
)
_TIMES: Final = 1
_WIDTHS: Final = (36, 11, 32)
"""Of word, times and stage, in letters."""
_ROW: Final = 28


class StagesModel(RowsModel[FlowRow]):
    """Words as rows, read-only."""

    headings = ("Word in the file", "Times", "Stage", "Flow state")

    def cells(self, row: FlowRow) -> tuple[str, ...]:
        """Give word, times, stage and state."""
        state = dict(STATES).get(row.state, "")
        return row.word, thousands(row.count), row.stage or "none: set aside", state

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell's text, numbers to the right."""
        if index.isValid() and role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _TIMES:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return super().data(index, role)


class StagesView(QWidget):
    """Shows the words of a log with their stages; what is chosen in the table is changed in the line above.

    Attributes:
        table: The words; several can be chosen.
        name: Name of the stage of the words chosen.
        state: Its flow state.
        up: Moves the stage towards the beginning.
        down: Moves it towards the end.

    Signals:
        named(object, str): Words (a tuple) are to mean the stage of this name.
        state_chosen(object, str): Words (a tuple) are to have this flow state.
        moved(object, int): The stages of words (a tuple) are to go up (-1) or down (1).
    """

    named = Signal(object, str)
    state_chosen = Signal(object, str)
    moved = Signal(object, int)

    def __init__(self) -> None:
        """Lay the line and an empty table out."""
        super().__init__()
        self.setObjectName("history.import.stages")
        self._counts: dict[str, int] = {}
        self._rows = StagesModel(self)
        self.table = TableView("history.import.stages.table", self.tr("Words of the file and their stages"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setModel(self._rows)
        self.name = Choice("history.import.stages.name", self.tr("Name of the stage"))
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # Else "Dev" cannot be typed where there is "Development".
        self.name.setCompleter(None)  # type: ignore[arg-type]
        self.state = Choice("history.import.stages.state", self.tr("Flow state of the stage"))
        self.state.offer(STATES)
        self.up = QuietButton(self.tr("Move up"), "history.import.stages.up")
        self.down = QuietButton(self.tr("Move down"), "history.import.stages.down")
        self._lay_out()
        self._connect()
        self._show_chosen()

    @property
    def words(self) -> tuple[str, ...]:
        """The words chosen, in the order shown."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self._rows.rows[place].word for place in places)

    def show_counts(self, counts: dict[str, int], mapping: Mapping) -> None:
        """Show the words of another reading, with how often they occur."""
        others = set(counts) != set(self._counts)
        self._counts = counts
        letter = self.table.fontMetrics().averageCharWidth()
        for section, wide in enumerate(_WIDTHS):
            self.table.setColumnWidth(section, wide * letter)
        self.show_mapping(mapping)
        if others and self._rows.rows:
            self.choose(self._rows.rows[0].word)

    def show_mapping(self, mapping: Mapping) -> None:
        """Show the stages of a mapping; the words that were chosen stay so."""
        rows = flow_rows(mapping, self._counts)
        if rows == self._rows.rows:
            return
        chosen = set(self.words)
        model = self.table.selectionModel()
        model.blockSignals(True)
        self._rows.show_rows(rows)
        self._choose(chosen)
        model.blockSignals(False)
        self.table.viewport().update()
        self._show_chosen()

    def choose(self, *words: str) -> None:
        """Choose words in the table."""
        self.table.clearSelection()
        self._choose(set(words))

    def _choose(self, words: set[str]) -> None:
        places = [place for place, row in enumerate(self._rows.rows) if row.word in words]
        last = self._rows.columnCount() - 1
        chosen = QItemSelection()
        for place in places:
            chosen.select(self._rows.index(place, 0), self._rows.index(place, last))
        model, flag = self.table.selectionModel(), QItemSelectionModel.SelectionFlag
        if places:
            model.setCurrentIndex(self._rows.index(places[0], 0), flag.NoUpdate)
            self.table.scrollTo(self._rows.index(places[0], 0))
        model.select(chosen, flag.ClearAndSelect)

    def _show_chosen(self) -> None:
        """Show stage and state of the words chosen, where they are of one."""
        words = set(self.words)
        rows = [row for row in self._rows.rows if row.word in words]
        stages, states = {row.stage for row in rows}, {row.state for row in rows}
        self.name.clear()
        self.name.addItems(list(dict.fromkeys(row.stage for row in self._rows.rows if row.stage)))
        self.name.setEditText(next(iter(stages)) if len(stages) == 1 else "")
        line = self.name.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("several stages") if len(stages) > 1 else "")
        self.state.setPlaceholderText(self.tr("several") if len(states) > 1 else "")
        self.state.setCurrentIndex(self.state.findData(next(iter(states))) if len(states) == 1 else -1)
        for part in (self.name, self.state):
            part.setEnabled(bool(rows))
        moves = any(row.state and row.state not in ENDS for row in rows)
        for button in (self.up, self.down):
            button.setEnabled(moves)

    def _name(self) -> None:
        text, words = self.name.currentText().strip(), self.words
        stages = {row.stage for row in self._rows.rows if row.word in words}
        if text and words and stages != {text}:
            self.named.emit(words, text)

    def _move(self, step: int) -> None:
        if self.words:
            self.moved.emit(self.words, step)

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.name.activated.connect(lambda _: self._name())
        line = self.name.lineEdit()
        assert line is not None
        line.setObjectName("history.import.stages.name.text")
        line.editingFinished.connect(self._name)
        self.state.activated.connect(lambda _: self.state_chosen.emit(self.words, self.state.currentData()))
        for button, keys, step in ((self.up, "Alt+Up", -1), (self.down, "Alt+Down", 1)):
            button.setToolTip(keys)
            button.clicked.connect(lambda _=False, step=step: self._move(step))
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda step=step: self._move(step))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SMALL)
        line.addWidget(label(self.tr("Stage"), "muted"))
        line.addWidget(self.name, 3)
        line.addWidget(label(self.tr("Flow state"), "muted"))
        line.addWidget(self.state, 2)
        line.addWidget(self.up)
        line.addWidget(self.down)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        said = self.tr(
            "Choose one word or several (Shift, Ctrl). Words of one stage count as one; a new name makes "
            "a new stage. Alt+Up and Alt+Down move it in the flow."
        )
        column.addWidget(paragraph(said, "caption", "history.import.stages.hint"))
