"""The steps of an import side by side, or below each other where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.theme import LARGE, MEDIUM
from app.widgets import mark, scrolled

_SIDE_WIDTH = 332


class ImportSteps(QWidget):
    """Lays out what the columns mean, the questions beside it, and what becomes of the rows.

    Where large text or a small window leaves too little room for two columns, all stands in one that scrolls.

    Attributes:
        is_stacked: Whether everything stands in one column.
    """

    def __init__(self, columns: QWidget, questions: tuple[QWidget, ...], report: QWidget) -> None:
        """Put the parts side by side."""
        super().__init__()
        self.is_stacked = False
        self._columns, self._report = columns, report
        self._questions = QWidget()
        mark(self._questions, kind="scrolled")
        column = QVBoxLayout(self._questions)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        for card in questions:
            column.addWidget(card)
        column.addStretch(1)
        self._side = QScrollArea(self)  # without a parent, it would first be shown as a window of its own
        self._side.setObjectName("history.import.side")
        self._side.setWidgetResizable(True)
        self._side.setFrameShape(QFrame.Shape.NoFrame)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setWidget(self._questions)
        self._questions.installEventFilter(self)
        self._grid = QGridLayout()
        self._grid.setSpacing(MEDIUM)
        self._grid.setColumnStretch(0, 1)
        area = scrolled(self._grid, "history.import.steps")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose an arrangement for the room there is."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Choose an arrangement for the size of the text."""
        super().showEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the questions more room once they need it: another layout of file asks others."""
        if watched is self._questions and event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        wide = max(_SIDE_WIDTH, self._questions.minimumSizeHint().width() + LARGE)
        self._side.setFixedWidth(wide)
        needed = wide + MEDIUM + max(part.minimumSizeHint().width() for part in (self._columns, self._report))
        if (needed > self.width()) != self.is_stacked:
            self.is_stacked = not self.is_stacked
            self._place()

    def _place(self) -> None:
        letters = self.fontMetrics().height()
        for part in (self._columns, self._side, self._questions, self._report):
            self._grid.removeWidget(part)
        self._side.setVisible(not self.is_stacked)
        if self.is_stacked:
            self._grid.addWidget(self._columns, 0, 0)
            self._grid.addWidget(self._side.takeWidget(), 1, 0)
            self._grid.addWidget(self._report, 2, 0)
            self._questions.show()
        else:
            if self._side.widget() is None:
                self._side.setWidget(self._questions)
            self._grid.addWidget(self._columns, 0, 0)
            self._grid.addWidget(self._side, 0, 1, 2, 1)
            self._grid.addWidget(self._report, 1, 0)
        for row, (least, stretch) in enumerate(
            ((14, 3), (0, 0), (10, 2)) if self.is_stacked else ((0, 3), (0, 2), (0, 0))
        ):
            self._grid.setRowMinimumHeight(row, least * letters)
            self._grid.setRowStretch(row, stretch)
