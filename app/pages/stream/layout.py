"""Where the parts of the Stream page stand: tiles, board, charts, inspector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QSplitter, QVBoxLayout, QWidget

from app.canvas import BoardState, BoardView
from app.pages.stream.chart_row import ChartRow
from app.pages.stream.figures import Figures, how_counted, no_metrics
from app.pages.stream.inspector import WIDTH, Inspector
from app.pages.stream.live_charts import ChartChoice
from app.pages.stream.money import LABEL, how_money_is_counted, tells_money
from app.pages.stream.side import Side
from app.pages.stream.timeline import Timeline
from app.theme import LIGHT, MEDIUM, Theme, TypeStyle
from app.widgets import DistributionBar, DistributionTile, Metric, MetricTile, Portion, TileRow
from sim.stream import Vocabulary

if TYPE_CHECKING:
    from app.charts import ChangeMark, Chart
    from sim.stream import Stream

_WIDE, _LOW = 1150, 640
_NARROWEST, _LOWEST, _THREE_CHARTS = 700, 480, 3 * 200 + 2 * MEDIUM
"""Room of the page below which the charts have no place below the board, at the usual size of text."""
_AROUND, _CHARTS_LOW = 170, 150
"""Height of tiles, timeline and gaps, and the least of charts that say something below a board."""
_TILES = ("velocity", "flowTime", "load", "efficiency")

Arrangement = Literal["wide", "narrow", "small"]


def arrangement_of(width: int, height: int, larger: float, board: int = 0) -> Arrangement:
    """Choose where the parts stand on a page of this size, whose text is so many times larger than usual.

    Args:
        width: Of the page.
        height: Of the page.
        larger: How many times larger than usual the text is.
        board: Least height of the board: many ways around its cards leave less to the charts.
    """
    beside = WIDTH * min(larger, 4 / 3) + MEDIUM
    least = max(_LOWEST * larger, board + (_AROUND + _CHARTS_LOW) * larger if board else 0)
    if width < max(_NARROWEST * larger, _THREE_CHARTS + beside) or height < least:
        return "small"
    return "wide" if width >= _WIDE * larger else "narrow"


class StreamLayout:
    """Makes the parts and puts them in place; it holds no facts.

    Attributes:
        board: The board.
        timeline: The moments of the run, under the board.
        inspector: What is chosen, at the right side.
        side: The right side.
        row: The charts.
    """

    def __init__(self, theme: Theme, page: QWidget, choice: ChartChoice | None = None) -> None:
        """Fill a page; the charts are those of a choice, else the usual ones."""
        self._theme = theme
        self.board = BoardView(theme)
        self.timeline = Timeline(theme)
        self.inspector = Inspector(theme)
        self.side = Side(theme, self.inspector)
        self.row = ChartRow(theme, choice or ChartChoice())
        self._tiles = [MetricTile(f"metric.{name}") for name in _TILES]
        self._money = MetricTile("metric.money")
        self._money.hide()
        self._limits = ""
        self._bar = DistributionBar("metric.distribution.bar")
        self._distribution_title = page.tr("Flow distribution")
        distribution = DistributionTile(self._distribution_title, self._bar, "metric.distribution")
        self._distribution = distribution
        stage = QFrame()
        stage.setObjectName("boardCard")
        stage.setProperty("kind", "card")
        inside = QVBoxLayout(stage)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.setSpacing(0)
        inside.addWidget(self.board, 1)
        inside.addWidget(self.timeline)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("streamSplit")
        split.setHandleWidth(MEDIUM)
        split.setChildrenCollapsible(False)
        split.addWidget(stage)
        split.addWidget(self.row)
        split.setStretchFactor(0, 11)
        split.setStretchFactor(1, 9)
        split.setSizes([1100, 900])
        self.row.enlarged_changed.connect(self._show_alone)
        self._stage = stage
        self._tile_row = TileRow((*self._tiles, self._money, distribution))
        self._split = split
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(MEDIUM)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(1, 1)
        self._width, self._height = _WIDE, _LOW
        self._arrangement: Arrangement = "wide"
        self._arrange("wide")
        self.show_nothing(Vocabulary())

    def fit(self, width: int, height: int) -> None:
        """Let the tiles stand beside the inspector where the page is wide, above it where it is narrow.

        On a low page tiles say less, so that board and charts keep the height that they need. On one that is
        too small for both, or whose text is too large, the charts go to the side.
        """
        self._width, self._height, larger = width, height, self._theme.tokens.base / LIGHT.base
        arrangement = arrangement_of(width, height, larger, self.board.minimumHeight())
        for tile in (*self._tiles, self._money, self._distribution):
            tile.be_brief(arrangement == "small" or height < _LOW * larger)
        self._tile_row.fit(width, larger)
        if arrangement != self._arrangement:
            self._arrangement = arrangement
            self._arrange(arrangement)

    def _arrange(self, arrangement: Arrangement) -> None:
        for widget in (self._tile_row, self._split, self.side):
            self._grid.removeWidget(widget)
        wide, small = arrangement == "wide", arrangement == "small"
        self._grid.addWidget(self._tile_row, 0, 0, 1, 1 if wide else 2)
        self._grid.addWidget(self._split, 1, 0)
        self._grid.addWidget(self.side, 0 if wide else 1, 1, 2 if wide else 1, 1)
        if small != self.side.is_small:
            self._move_charts()
        self._show_alone(self.row.enlarged)

    def _move_charts(self) -> None:
        """Put the charts to the side, or from there below the board."""
        if self.side.is_small:
            self.side.give_back()
            self._split.addWidget(self.row)
            self._split.setSizes([1100, 900])
        else:
            self.side.take(self.row)
        self.row.stack(self.side.is_small)

    def _show_alone(self, name: object) -> None:
        """Give the room of the board to a chart that is shown alone, if ``name`` names one."""
        small, alone = self.side.is_small, bool(name)
        self._stage.setHidden(alone)
        self._split.setHidden(alone and small)
        for column in (0, 1):
            self._grid.setColumnStretch(column, int((column == 1) == (alone and small)))
        self.side.fit_alone()

    def show_board(self, board: BoardState, times: Mapping[str, tuple[float, str]]) -> None:
        """Show other cards; where their ways leave the charts too little height, these go to the side."""
        before = self.board.minimumHeight()
        self.board.show_board(board, times)
        if self.board.minimumHeight() != before:
            self.fit(self._width, self._height)

    def take_focus(self) -> None:
        """Let keys mean the board, unless the focus is on something already."""
        focused = QApplication.focusWidget()
        if focused is None or focused.isAncestorOf(self.board):
            self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_stream(self, stream: Stream) -> None:
        """Offer what a stream has figures for: money, and limits by type."""
        self._money.setVisible(tells_money(stream))
        self._tile_row.fit(self._width, self._theme.tokens.base / LIGHT.base)
        names = {kind.id: kind.name for kind in stream.item_types}
        limits = ", ".join(f"{names.get(one.type, one.type)} {one.limit}" for one in stream.type_limits)
        self._limits = f"at most {limits}" if limits else ""
        self._distribution.show_note(self._limits)

    @property
    def charts(self) -> tuple[Chart[Any], ...]:
        """The charts in sight."""
        return self.row.charts

    def make_charts(self) -> None:
        """Make the charts, the first time that they are seen."""
        self.row.make_charts()

    def show_moment(self, time: float | None) -> None:
        """Draw a line at a moment of the run in the charts that have an axis of time; None takes it away."""
        self.row.show_moment(time)

    def show_marks(self, marks: Sequence[ChangeMark]) -> None:
        """Flag the changes made while it ran in the charts that have an axis of time."""
        self.row.show_marks(marks)

    def show_nothing(self, words: Vocabulary) -> None:
        """Show that nothing has run yet, in a stream's words."""
        self._distribution.set_caption(self._distribution_title, how_counted(words)["distribution"])
        self._distribution.show_note(self._limits)
        for tile, metric in zip(self._tiles, no_metrics(words), strict=True):
            tile.show_metric(metric)
        self._money.show_metric(Metric(LABEL, how=how_money_is_counted(words)))
        self._bar.show_portions(())
        self.row.show_nothing()

    def show_figures(self, figures: Figures, stream: Stream, styles: Sequence[TypeStyle]) -> None:
        """Show what was measured."""
        for tile, metric in zip(self._tiles, figures.metrics, strict=True):
            tile.show_metric(metric)
        if figures.money is not None:
            self._money.show_metric(figures.money)
        portions = (
            Portion(kind.name, figures.distribution.get(kind.id, 0.0), style)
            for kind, style in zip(stream.item_types, styles, strict=True)
        )
        self._bar.show_portions(tuple(portions))
        self._distribution.show_note("; ".join(part for part in (figures.mix, self._limits) if part))
        self.row.show_states(figures.charts)
