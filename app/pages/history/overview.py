"""The flow of the past: what to look at, five metrics, what to know beside them, the charts."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.charts import (
    AgeingChart,
    ArrivalsChart,
    Chart,
    CumulativeFlowChart,
    DistributionChart,
    FlowTimeChart,
    VelocityChart,
)
from app.pages.history.figures import HOW
from app.pages.history.state import SPAN_DAYS, Measured
from app.pages.history.tiles import NotedTile
from app.theme import MEDIUM, SMALL, Theme, type_styles
from app.widgets import (
    DistributionBar,
    DistributionTile,
    ElidedLabel,
    Portion,
    SegmentedControl,
    TileRow,
    label,
    mark,
    paragraph,
)

_TILES: Final = ("velocity", "flowTime", "load", "efficiency")
_LEAST_CHART: Final = 240
_PAUSE_MS: Final = 12
_COLUMNS: Final = 3
_LEAST_WIDTH: Final = 800
"""Width from which charts stand three in a row, at the usual size of text."""


class Overview(QWidget):
    """Shows one window of a history.

    Attributes:
        span: Which window.
        rule: How days are counted.
        tiles: Velocity, flow time, load, efficiency.
        distribution: The flow distribution.
        warnings: What to know beside the numbers.
        charts: All charts.

    Signals:
        span_chosen(str): ``whole``, ``year`` or ``quarter``.
        rule_chosen(str): ``inclusive``, ``elapsed`` or ``working``.
    """

    span_chosen = Signal(str)
    rule_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Lay an empty overview out."""
        super().__init__(parent)
        self.setObjectName("history.overview")
        self._theme = theme
        self.span = SegmentedControl(
            (
                ("whole", self.tr("All")),
                ("year", self.tr("Last 12 months")),
                ("quarter", self.tr("Last 90 days")),
            ),
            "history.span",
        )
        self.rule = SegmentedControl(
            (
                ("inclusive", self.tr("Calendar days")),
                ("elapsed", self.tr("Exact time")),
                ("working", self.tr("Working days")),
            ),
            "history.rule",
        )
        self.span.chosen.connect(self.span_chosen)
        self.rule.chosen.connect(self.rule_chosen)
        self._dates = ElidedLabel()
        self._dates.setObjectName("history.dates")
        mark(self._dates, role="muted")
        self.tiles = tuple(NotedTile(f"history.{name}") for name in _TILES)
        self.distribution = DistributionTile(
            self.tr("Flow distribution"), DistributionBar("history.distributionBar"), "history.distribution"
        )
        self.distribution.set_caption(self.tr("Flow distribution"), HOW["distribution"])
        self.warnings: QLabel = paragraph("", "caption", "history.warnings")
        self._flow = CumulativeFlowChart(theme)
        self._scatter = FlowTimeChart(theme)
        self._velocity = VelocityChart(theme)
        self._ageing = AgeingChart(theme)
        self._scatter.set_title(self.tr("Flow time scatterplot"))
        self._distribution = DistributionChart(theme)
        self._arrivals = ArrivalsChart(theme)
        self.charts: tuple[Chart[Any], ...] = (
            self._flow,
            self._scatter,
            self._velocity,
            self._ageing,
            self._distribution,
            self._arrivals,
        )
        # PERF: charts are drawn one after another; all six at once stall the window 90 ms. In the pause
        # between two the first is painted, and whoever else waits has a turn.
        self._waiting: list[tuple[Chart[Any], Any]] = []
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(_PAUSE_MS)
        self._turn.timeout.connect(self._draw_one)
        self._lay_out()

    def show_measured(self, found: Measured) -> None:
        """Show what was measured."""
        self.span.choose(found.view.span)
        self.rule.choose(found.view.rule)
        self._offer_spans(found.days)
        if self._dates.text() != found.dates:
            for chart in self.charts:
                chart.show_everything()  # a range chosen by hand belongs to the window it was chosen in
        self._dates.setText(found.dates)
        for tile, metric in zip(self.tiles, found.metrics, strict=True):
            tile.show_metric(metric)
        self._show_distribution(found)
        self.warnings.setText("\n".join(f"⚠ {sentence}" for sentence in found.warnings))
        self.warnings.setVisible(bool(found.warnings))
        self._velocity.set_title(self.tr("Items done a {}").format(found.velocity.period))
        self._distribution.set_title(self.tr("Flow distribution by {}").format(found.by_type.period))
        states = (found.flow, found.scatter, found.velocity, found.ageing, found.by_type, found.arrivals)
        self._waiting = list(zip(self.charts, states, strict=True))
        self._turn.start()

    @property
    def is_drawn(self) -> bool:
        """Whether every chart shows what was measured last."""
        return not self._waiting

    def stop(self) -> None:
        """Leave charts that are still to be drawn."""
        self._turn.stop()
        self._waiting.clear()

    def _draw_one(self) -> None:
        chart, state = self._waiting.pop(0)
        chart.show_state(state)
        if self._waiting:
            self._turn.start()

    def _offer_spans(self, days: int) -> None:
        for span, length in SPAN_DAYS.items():
            button = self.span.button(span)
            button.setEnabled(days > length or self.span.value == span)
            told = self.tr("The whole history has {} days.").format(days)
            button.setToolTip("" if days > length else told)

    def _show_distribution(self, found: Measured) -> None:
        styles = type_styles(tuple(found.names))
        portions = tuple(
            Portion(found.names[kind], share, styles[kind]) for kind, share in found.distribution.items()
        )
        bar = self.distribution.bar
        assert isinstance(bar, DistributionBar)
        bar.show_portions(portions)

    def _lay_out(self) -> None:
        holder = QWidget()
        mark(holder, kind="scrolled")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addLayout(self._build_choices())
        column.addWidget(TileRow((*self.tiles, self.distribution)))
        column.addWidget(self.warnings)
        column.addWidget(self._build_charts(), 1)
        scroll = QScrollArea()
        scroll.setObjectName("history.scroll")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _build_choices(self) -> QVBoxLayout:
        """Give the choices in one line, and a second one for when the first is too narrow."""
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        self._first.addWidget(self.span)
        self._first.addWidget(self._dates, 1)
        self._rule_name = label(self.tr("Flow time"), "muted")
        self._first.addWidget(self._rule_name)
        self._first.addWidget(self.rule)
        lines = QVBoxLayout()
        lines.setSpacing(SMALL)
        for line in (self._first, self._second):
            line.setSpacing(MEDIUM)
            lines.addLayout(line)
        return lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let choices take two lines and charts two columns where text is too large for one and three."""
        super().resizeEvent(event)
        room = self.width() - self._dates.minimumSizeHint().width() - 3 * MEDIUM
        parts = (self.span, self._rule_name, self.rule)
        in_two = sum(part.sizeHint().width() for part in parts) > room
        if in_two != bool(self._second.count()):
            for part in (self._rule_name, self.rule):
                (self._second if in_two else self._first).addWidget(part)
            if in_two:
                self._second.addStretch(1)
            else:
                self._second.takeAt(0)
        self._grid.use(
            _COLUMNS if self.width() >= _LEAST_WIDTH * self._theme.tokens.base / 13 else _COLUMNS - 1
        )

    def _build_charts(self) -> QWidget:
        self._grid = _Charts(self.charts)
        return self._grid


class _Charts(QWidget):
    """Takes the height that is left: a legend that wraps must not make the page longer."""

    def __init__(self, charts: tuple[Chart[Any], ...]) -> None:
        """Hold charts, in as many columns as there is room for."""
        super().__init__()
        self._charts, self._columns = charts, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(MEDIUM)
        for chart in charts:
            chart.setMinimumHeight(_LEAST_CHART)
        self.use(_COLUMNS)

    def use(self, columns: int) -> None:
        """Stand the charts in so many columns."""
        if columns == self._columns:
            return
        self._columns = columns
        for place, chart in enumerate(self._charts):
            self._grid.addWidget(chart, place // columns, place % columns)
        for line in range(_COLUMNS):
            self._grid.setColumnStretch(line, int(line < columns))
            self._grid.setRowStretch(line, int(line < self._rows))
        self.updateGeometry()

    @property
    def _rows(self) -> int:
        return -(-len(self._charts) // self._columns)

    def hasHeightForWidth(self) -> bool:
        """Say that the height does not follow from the width."""
        return False

    def sizeHint(self) -> QSize:
        """Ask for the rows of charts, and no more."""
        return QSize(900, self._rows * (_LEAST_CHART + MEDIUM) - MEDIUM)

    def minimumSizeHint(self) -> QSize:
        """Never be lower than that."""
        return QSize(640, self.sizeHint().height())
