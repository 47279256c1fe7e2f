"""The Flow section: what came, what went, how long it took and how old it is."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from app.charts import (
    AgeingChart,
    ArrivalsChart,
    CumulativeFlowChart,
    DistributionChart,
    FlowTimeChart,
    VelocityChart,
)
from app.pages.history.chart_grid import ChartGrid
from app.pages.history.part import Part
from app.pages.history.pictures import FlowPictures, flow_pictures
from app.pages.history.section import Means, Section


class FlowSection(Section):
    """Six charts of the flow.

    Attributes:
        pictures: What the charts show; None before the first time.
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ChartGrid(theme, self.charts))

    def show_part(self, part: Part) -> None:
        """Measure a part and draw it."""
        self.work(flow_pictures, part, self._show)

    def _show(self, found: FlowPictures) -> None:
        self.pictures = found
        self._velocity.set_title(self.tr("Items done a {}").format(found.velocity.period))
        self._distribution.set_title(self.tr("Flow distribution by {}").format(found.by_type.period))
        states = (found.flow, found.scatter, found.velocity, found.ageing, found.by_type, found.arrivals)
        self.draw(zip(self.charts, states, strict=True))
