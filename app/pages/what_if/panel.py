"""The left side: scenarios to choose from, and the levers of the chosen one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.pages.levers import Lever
from app.pages.what_if.scenarios import Entry, ScenarioDelegate, ScenarioModel
from app.theme import MEDIUM, SMALL, Theme
from app.widgets import (
    Card,
    LabelledSlider,
    LinkButton,
    QuietButton,
    TextField,
    align_sliders,
    mark,
    paragraph,
)

_LEAST_ROWS, _MOST_ROWS = 2, 5
_LEAST_LEVERS = 110


class ScenarioView(QListView):
    """A list as high as its rows, up to a few; it gives way where room is short."""

    def sizeHint(self) -> QSize:
        """Ask for the rows."""
        rows = self.model().rowCount()
        return QSize(super().sizeHint().width(), self._height(min(rows, _MOST_ROWS)))

    def minimumSizeHint(self) -> QSize:
        """Ask for two rows."""
        return QSize(super().minimumSizeHint().width(), self._height(_LEAST_ROWS))

    def _height(self, rows: int) -> int:
        return max(self.sizeHintForRow(0), 0) * rows + 2


class ScenarioPanel(QWidget):
    """Shows scenarios and levers; tells what the person wants.

    Signals:
        chosen(int): Another entry was chosen; 0 is the base.
        added(): A new scenario is wanted.
        removed(): The chosen scenario is not wanted any more.
        renamed(str): The chosen scenario gets another name.
        lever_moved(object, int): A `Lever` was moved to a position.
        lever_released(): The lever was let go.
    """

    chosen = Signal(int)
    added = Signal()
    removed = Signal()
    renamed = Signal(str)
    lever_moved = Signal(object, int)
    lever_released = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Lay the panel out."""
        super().__init__(parent)
        self.setObjectName("whatIf.panel")
        self.model = ScenarioModel(self)
        self.view = ScenarioView()
        self.view.setObjectName("whatIf.scenarios")
        self.view.setAccessibleName(self.tr("Scenarios"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(ScenarioDelegate(theme, self.view))
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.selectionModel().currentChanged.connect(self._tell_choice)
        self.name = TextField("", "whatIf.name", self.tr("Name of the scenario"))
        self.name.edited.connect(self.renamed.emit)
        self.add = QuietButton(self.tr("+ Add scenario"), "whatIf.add")
        self.add.clicked.connect(self.added)
        self.remove = LinkButton(self.tr("Remove"), "whatIf.remove")
        self.remove.clicked.connect(self.removed)
        self.sliders: dict[str, LabelledSlider] = {}
        self._levers: dict[str, Lever] = {}
        self._quiet = False
        shortcut = QShortcut(QKeySequence.StandardKey.Delete, self.view)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.removed)
        self._lay_out()

    def show_entries(self, entries: tuple[Entry, ...], chosen: int) -> None:
        """List the scenarios; ``chosen`` is the row brought out."""
        self._quiet = True
        self.model.show_entries(entries)
        index = self.model.index(chosen)
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._quiet = False
        self.view.updateGeometry()
        self.name.show_value(entries[chosen].name)
        self.name.setEnabled(chosen > 0)
        self.remove.setVisible(chosen > 0)

    def show_levers(self, levers: tuple[Lever, ...]) -> None:
        """Show levers; sliders are kept where only positions changed, so that a drag goes on."""
        shape = [(lever.path, lever.low, lever.high, lever.text, lever.note) for lever in levers]
        if shape != [(one.path, one.low, one.high, one.text, one.note) for one in self._levers.values()]:
            self._build_sliders(levers)
        self._levers = {lever.path: lever for lever in levers}
        for lever in levers:
            self.sliders[lever.path].show_value(lever.position)

    def _tell_choice(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.view.currentIndex().row())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        top = Card(self.tr("Scenarios"), "whatIf.scenarioCard")
        top.body.addWidget(self.view)
        top.body.addWidget(self.add)
        column.addWidget(top)
        below = Card(self.tr("Levers"), "whatIf.leverCard")
        naming = QHBoxLayout()
        naming.addWidget(self.name, 1)
        naming.addWidget(self.remove)
        below.body.addLayout(naming)
        self._holder = QWidget()
        mark(self._holder, kind="scrolled")
        self._rows = QVBoxLayout(self._holder)
        self._rows.setContentsMargins(0, 0, SMALL, 0)
        self._rows.setSpacing(MEDIUM - 2)
        scroll = QScrollArea()
        scroll.setObjectName("whatIf.levers")
        scroll.setMinimumHeight(_LEAST_LEVERS)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._holder)
        below.body.addWidget(scroll, 1)
        hint = self.tr("Moving a lever of Today starts a new scenario.")
        below.body.addWidget(paragraph(hint, "caption"))
        column.addWidget(below, 1)

    def _build_sliders(self, levers: tuple[Lever, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                # Hidden first: a layout shows what it took in a moment later, then as a window of its own.
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self.sliders = {}
        for lever in levers:
            name = f"whatIf.lever.{lever.path}"
            slider = LabelledSlider(lever.text, (lever.low, lever.high), name, write=lever.write)
            slider.moved.connect(partial(self._move, lever.path))
            slider.released.connect(self.lever_released)
            self.sliders[lever.path] = slider
            self._rows.addWidget(slider)
            if lever.note:
                slider.slider.setAccessibleDescription(lever.note)
                self._rows.addWidget(paragraph(lever.note, "caption", f"{name}.note"))
        align_sliders(tuple(self.sliders.values()))
        self._rows.addStretch(1)

    def _move(self, path: str, position: int) -> None:
        self.lever_moved.emit(self._levers[path], position)
