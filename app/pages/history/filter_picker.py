"""The list that a filter opens: values to tick, with their counts, and a search in long lists."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.pages.history.filter_values import ValuesModel
from app.theme import SMALL, Theme
from app.widgets import LinkButton, TableView, label, mark

_FEW: Final = 8
"""Up to so many values need no search."""
_MOST_ROWS: Final = 10
_BESIDE: Final = 130
"""Width beside a name: tick, count, margins and scroll bar."""
_NARROWEST, _WIDEST = 240, 440
"""Bounds of its width, at the usual size of text; between them, it is as wide as its names."""
_TICKS: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterPicker(QFrame):
    """A window of its own while it is open; ticks hold at once, and it closes with Esc or a click beside it.

    Attributes:
        search: The line that narrows the list down; hidden while the list is short.
        table: The values.
        clear: Takes all ticks away.

    Signals:
        closed(): It was closed.
    """

    closed = Signal()

    def __init__(self, model: ValuesModel, theme: Theme, title: str, name: str, parent: QWidget) -> None:
        """Show a model of values."""
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setObjectName(f"{name}.list")
        self.setAccessibleName(title)
        mark(self, kind="card")
        self._model, self._theme = model, theme
        self._is_long = model.rowCount() > _FEW
        self.search = QLineEdit()
        self.search.setObjectName(f"{name}.search")
        self.search.setAccessibleName(self.tr("Search in {}").format(title))
        self.search.setPlaceholderText(self.tr("Search {} values").format(model.rowCount()))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.table = TableView(f"{name}.values", title)
        self.table.horizontalHeader().hide()
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QTableView.setModel(self.table, model)  # PERF: fitting columns to 800 values takes 140 ms
        self.table.installEventFilter(self)
        self.table.clicked.connect(self._toggle)
        self._nothing = label(self.tr("No value has this in it."), "muted", f"{name}.nothing")
        self.clear = LinkButton(self.tr("Clear"), f"{name}.clear")
        self.clear.clicked.connect(model.clear)
        model.ticked.connect(self._offer_clear)
        self._lay_out()

    def open_below(self, button: QWidget) -> None:
        """Open below a button, what is chosen first."""
        self.search.clear()
        self._model.bring_chosen_up()
        self._fit()
        self.search.setVisible(self._is_long)
        self._offer_clear()
        self.adjustSize()
        self.move(_place_below(button, self))
        self.show()
        (self.search if self._is_long else self.table).setFocus(Qt.FocusReason.PopupFocusReason)
        self.table.setCurrentIndex(self._model.index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tick by keys in the list; go from the search to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.table and event.key() in _TICKS:
                self._toggle(self.table.currentIndex())
                return True
            if watched is self.search and event.key() in (
                Qt.Key.Key_Down,
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            ):
                self.table.setFocus(Qt.FocusReason.PopupFocusReason)
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it was closed."""
        super().hideEvent(event)
        self.closed.emit()

    def _search(self, text: str) -> None:
        self._model.search(text)
        found = self._model.rowCount() > 0
        self._nothing.setVisible(not found)
        if found:
            self.table.setCurrentIndex(self._model.index(0, 0))

    def _toggle(self, index: QModelIndex) -> None:
        if index.isValid():
            self._model.toggle(index.row())

    def _offer_clear(self) -> None:
        self.clear.setEnabled(bool(self._model.chosen))

    def _fit(self) -> None:
        """Be as wide and high as the list needs, within bounds that grow with the text."""
        row = self._theme.width(30)
        self.table.verticalHeader().setDefaultSectionSize(row)
        self.table.setFixedHeight(row * min(self._model.rowCount(), _MOST_ROWS) + 2)
        words = self.fontMetrics().horizontalAdvance(self._model.longest_name) + self._theme.width(_BESIDE)
        self.setFixedWidth(min(max(words, self._theme.width(_NARROWEST)), self._theme.width(_WIDEST)))
        header = self.table.horizontalHeader()
        header.setResizeContentsPrecision(0)  # PERF: of hundreds of counts only those in sight are measured
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        column.setSpacing(SMALL)
        column.addWidget(self.search)
        column.addWidget(self.table)
        column.addWidget(self._nothing)
        self._nothing.hide()
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.clear)
        column.addLayout(foot)


def _place_below(button: QWidget, popup: QWidget) -> QPoint:
    """Give a place below a button that is on the screen."""
    place = button.mapToGlobal(QPoint(0, button.height() + 2))
    screen = button.screen().availableGeometry()
    right, bottom = screen.right() - popup.width(), screen.bottom() - popup.height()
    return QPoint(max(min(place.x(), right), screen.left()), max(min(place.y(), bottom), screen.top()))
