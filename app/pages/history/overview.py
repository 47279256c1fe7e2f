"""The flow of the past: what to look at, five metrics, what to know beside them, and sections of charts."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from app.charts import Chart
from app.pages.history.figures import HOW
from app.pages.history.part import Days, Part
from app.pages.history.section import Means
from app.pages.history.sections import SectionFrame
from app.pages.history.state import Measured, nothing_text, shown_text
from app.pages.history.tiles import NotedTile
from app.pages.history.view_row import ViewRow
from app.theme import MEDIUM, type_styles
from app.widgets import DistributionBar, DistributionTile, EmptyState, Portion, TileRow, mark, paragraph

_TILES: Final = ("velocity", "flowTime", "load", "efficiency")


class Overview(QWidget):
    """Shows a part of a history.

    Attributes:
        choices: What to look at.
        tiles: Velocity, flow time, load, efficiency.
        distribution: The flow distribution.
        shown: What is looked at, in words, where that is not everything.
        warnings: What to know beside the numbers.
        sections: Tabs, and the section in sight.
        nothing: Stands in place of all figures where nothing is left to show, and says why.

    Signals:
        view_wanted(object): Another `View` was chosen.
    """

    view_wanted = Signal(object)

    def __init__(self, means: Means, parent: QWidget | None = None) -> None:
        """Lay an empty overview out."""
        super().__init__(parent)
        self.setObjectName("history.overview")
        self._days: Days | None = None
        self.choices = ViewRow(means.theme)
        self.choices.wanted.connect(self.view_wanted)
        self.span, self.rule, self.filters = self.choices.span, self.choices.rule, self.choices.filters
        self.tiles = tuple(NotedTile(f"history.{name}") for name in _TILES)
        self.distribution = DistributionTile(
            self.tr("Flow distribution"), DistributionBar("history.distributionBar"), "history.distribution"
        )
        self.distribution.set_caption(self.tr("Flow distribution"), HOW["distribution"])
        self.shown: QLabel = paragraph("", "caption", "history.shown")
        self.warnings: QLabel = paragraph("", "caption", "history.warnings")
        self.sections = SectionFrame(means)
        self.nothing = EmptyState("", "", self.tr("Clear filters"), "history.nothing")
        self.nothing.asked.connect(self.choices.show_more)
        self._lay_out()

    def show_measured(self, found: Measured) -> None:
        """Show what was measured."""
        part = found.part
        self.choices.show_part(part, found.days)
        self._figures.setVisible(not part.is_empty)
        self.nothing.setVisible(part.is_empty)
        if part.is_empty:
            self._tell_nothing(part)
            return
        if self._days != part.days:
            self.sections.show_everything()
        self._days = part.days
        self.shown.setText(shown_text(part))
        self.shown.setVisible(bool(part.view.chosen))
        for tile, metric in zip(self.tiles, found.metrics, strict=True):
            tile.show_metric(metric)
        for needing in (*self.tiles[1:], self.distribution):
            needing.setVisible(not part.only_done)
        self._show_distribution(found)
        self.warnings.setText("\n".join(f"⚠ {sentence}" for sentence in found.warnings))
        self.warnings.setVisible(bool(found.warnings))
        self.sections.show_part(part)

    @property
    def charts(self) -> tuple[Chart[Any], ...]:
        """The charts of the section in sight."""
        return self.sections.current.charts

    @property
    def is_drawn(self) -> bool:
        """Whether every chart in sight shows what was measured last."""
        return self.sections.is_drawn

    def stop(self) -> None:
        """Leave what is under way."""
        self.sections.stop()

    def _tell_nothing(self, part: Part) -> None:
        self.sections.stop()
        self.nothing.say(*nothing_text(part))
        self.nothing.button.setText(
            self.tr("Show the whole history") if part.days is None else self.tr("Clear filters")
        )

    def _show_distribution(self, found: Measured) -> None:
        styles = type_styles(tuple(found.names))
        portions = tuple(
            Portion(found.names[kind], share, styles[kind]) for kind, share in found.distribution.items()
        )
        bar = self.distribution.bar
        assert isinstance(bar, DistributionBar)
        bar.show_portions(portions)

    def _lay_out(self) -> None:
        self._figures = QWidget()
        figures = QVBoxLayout(self._figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(MEDIUM)
        figures.addWidget(self.shown)
        figures.addWidget(TileRow((*self.tiles, self.distribution)))
        figures.addWidget(self.warnings)
        figures.addWidget(self.sections, 1)
        holder = QWidget()
        mark(holder, kind="scrolled")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(self.choices)
        column.addWidget(self._figures, 1)
        column.addWidget(self.nothing, 1)
        self.nothing.hide()
        scroll = QScrollArea()
        scroll.setObjectName("history.scroll")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
