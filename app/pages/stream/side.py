"""The right side of the Stream page: the inspector, and where the page is small the charts as well."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.pages.stream.chart_row import ChartRow
from app.pages.stream.inspector import Inspector
from app.theme import SMALL, TINY, Theme
from app.widgets import SegmentedControl, scroll_area

_UNBOUND = 16777215
DETAILS, CHARTS = "details", "charts"


class Side(QWidget):
    """Holds the inspector; on a small page it has two leaves, one of them the charts, and can be folded.

    Attributes:
        inspector: The first leaf.
        is_small: Whether it holds the charts too.
        is_folded: Whether only the button that unfolds it is in sight.
        leaves: Chooses between details and charts.
        fold: Folds and unfolds it.

    Signals:
        folded(): It was folded or unfolded.
    """

    folded = Signal()

    def __init__(self, theme: Theme, inspector: Inspector, parent: QWidget | None = None) -> None:
        """Begin with the inspector alone."""
        super().__init__(parent)
        self.setObjectName("side")
        self.inspector = inspector
        self.is_small, self.is_folded = False, False
        self._theme = theme
        self._row: ChartRow | None = None
        self.leaves = SegmentedControl(
            ((DETAILS, self.tr("Details")), (CHARTS, self.tr("Charts"))), "side.leaves"
        )
        self.fold = QToolButton()
        self.fold.setObjectName("side.fold")
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(TINY)
        head.addWidget(self.leaves)
        head.addStretch(1)
        head.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        self._charts = scroll_area("side.charts")
        self._stack = QStackedWidget()
        self._stack.addWidget(inspector)
        self._stack.addWidget(self._charts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        column.addStretch(0)
        self._connect()
        self._show()

    def take(self, row: ChartRow) -> None:
        """Hold the charts too, one below the other."""
        self.is_small, self._row = True, row
        self._charts.setWidget(row)
        row.show()
        self._show()

    def give_back(self) -> None:
        """Let go of the charts; whoever calls puts them elsewhere."""
        self.is_small, self._row = False, None
        self._charts.takeWidget()
        self.leaves.choose(DETAILS)
        self._show()

    def turn_to(self, leaf: str) -> None:
        """Show the details or the charts."""
        self.leaves.choose(leaf)
        self._show()

    def toggle(self) -> None:
        """Fold it, or unfold it."""
        self.is_folded = not self.is_folded
        self._show()
        self.folded.emit()

    def _connect(self) -> None:
        self.leaves.chosen.connect(lambda _: self._show())
        self.fold.clicked.connect(self.toggle)
        self._theme.changed.connect(self._show)

    def _show(self) -> None:
        """Show what the choices ask for, as wide as that needs."""
        away = self.is_small and self.is_folded
        charts = self.is_small and self.leaves.value == CHARTS
        self._head.setVisible(self.is_small)
        self.leaves.setHidden(away)
        self._stack.setHidden(away)
        self._stack.setCurrentIndex(int(charts))
        alone = charts and self._row is not None and bool(self._row.enlarged)
        # A chart alone has all the room that the board leaves, and that is all there is.
        self._stack.setMaximumWidth(_UNBOUND if alone else self.inspector.maximumWidth())
        self._stack.setMinimumWidth(0 if alone else self.inspector.minimumWidth())
        across = QSizePolicy.Policy.Expanding if alone else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Expanding)
        told = self.tr("Show details and charts") if away else self.tr("Fold details and charts away")
        self.fold.setToolTip(told)
        self.fold.setAccessibleName(told)
        self.fold.setIcon(self._theme.icon("chevron-left" if away else "chevron-right", "muted"))

    def fit_alone(self) -> None:
        """Take the room for a chart that is shown alone, or give it back."""
        if self._row is not None and self._row.enlarged:
            self.leaves.choose(CHARTS)
        self._show()
