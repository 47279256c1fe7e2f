"""The Flow section: what came, what went, how long it took and how old it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from app.charts import (
    AgeingChart,
    ArrivalsChart,
    Chart,
    CumulativeFlowChart,
    DistributionChart,
    FlowTimeChart,
    VelocityChart,
)
from app.pages.history.by_type import ByType
from app.pages.history.chart_grid import ChartGrid
from app.pages.history.part import Part
from app.pages.history.pictures import FlowPictures, flow_pictures
from app.pages.history.section import Means, Section


class FlowSection(Section):
    """Six charts of the flow.

    Attributes:
        pictures: What the charts show; None before the first time.
        by_type: How the distribution is drawn.
    """

    key = "flow"
    title = "Flow"

    def __init__(self, means: Means) -> None:
        """Lay empty charts out."""
        super().__init__(means)
        self.pictures: FlowPictures | None = None
        theme = means.theme
        self._flow = CumulativeFlowChart(theme)
        self._scatter = FlowTimeChart(theme)
        self._velocity = VelocityChart(theme)
        self._ageing = AgeingChart(theme)
        self._distribution = DistributionChart(theme)
        self._arrivals = ArrivalsChart(theme)
        self._scatter.set_title(self.tr("Flow time scatterplot"))
        self.charts = (
            self._flow,
            self._scatter,
            self._velocity,
            self._ageing,
            self._distribution,
            self._arrivals,
        )
        self.by_type = ByType(self._distribution)
        self.by_type.changed.connect(self._show_by_type)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._grid = ChartGrid(theme, self.charts)
        column.addWidget(self._grid)

    def show_part(self, part: Part) -> None:
        """Measure a part and draw it."""
        self.work(flow_pictures, part, self._show)

    def _show(self, found: FlowPictures) -> None:
        self.pictures = found
        self._velocity.set_title(self.tr("Items done a {}").format(found.velocity.period))
        self._grid.show_only(self._telling(found))
        pictures: list[tuple[Chart[Any], Any]] = [
            (self._flow, found.flow),
            (self._scatter, found.scatter),
            (self._velocity, found.velocity),
            (self._ageing, found.ageing),
            (self._distribution, self.by_type.state_of(found)),
            (self._arrivals, found.arrivals),
        ]
        self.draw(pair for pair in pictures if pair[0] in self._grid.charts)

    def _telling(self, found: FlowPictures) -> tuple[Chart[Any], ...]:
        """Give the charts that have something to tell of a history."""
        if not found.only_done:
            return self.charts
        several = len(found.by_type[found.usual].type_ids) > 1
        return (self._velocity, self._flow, *([self._distribution] if several else []))

    def _show_by_type(self) -> None:
        if self.pictures is not None:
            self._distribution.show_everything()
            self._distribution.show_state(self.by_type.state_of(self.pictures))
