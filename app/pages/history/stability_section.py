"""The Stability section: what is usual noise, what is a signal, and whether more comes than goes."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.charts import BehaviourChart, MovingRangeChart, NetFlowChart
from app.pages.history.chart_grid import ChartGrid
from app.pages.history.little_card import LittleCard
from app.pages.history.part import Part
from app.pages.history.section import Means, Section
from app.pages.history.stability_found import MEASURES, Measure, StabilityFound, stability_found
from app.theme import MEDIUM
from app.widgets import SegmentedControl, label


class StabilitySection(Section):
    """Process behaviour of a measure that can be chosen, net flow, and Little's law.

    Attributes:
        measure: Which measure.
        little: The law.
        found: What is shown; None before the first time.
    """

    key = "stability"
    title = "Stability"

    def __init__(self, means: Means) -> None:
        """Lay empty charts out."""
        super().__init__(means)
        self.found: StabilityFound | None = None
        words = (self.tr("Items done a week"), self.tr("Items begun a week"), self.tr("Flow time"))
        self.measure = SegmentedControl(tuple(zip(MEASURES, words, strict=True)), "history.measure")
        self.measure.setAccessibleName(self.tr("Process behaviour of"))
        self.measure.chosen.connect(lambda _: self._show_behaviour())
        self._behaviour = BehaviourChart(means.theme)
        self._ranges = MovingRangeChart(means.theme)
        self._flow = NetFlowChart(means.theme)
        self.little = LittleCard()
        self.charts = (self._behaviour, self._ranges, self._flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        choice = QHBoxLayout()
        choice.setSpacing(MEDIUM)
        choice.addWidget(label(self.tr("Process behaviour of"), "muted"))
        choice.addWidget(self.measure)
        choice.addStretch(1)
        column.addLayout(choice)
        column.addWidget(ChartGrid(means.theme, (self._behaviour, self._ranges), 2), 1)
        self._low = QWidget()
        low = QHBoxLayout(self._low)
        low.setContentsMargins(0, 0, 0, 0)
        low.setSpacing(MEDIUM)
        low.addWidget(self._flow, 1)
        low.addWidget(self.little, 1)
        column.addWidget(self._low, 1)

    def show_part(self, part: Part) -> None:
        """Measure a part and show it."""
        for key in MEASURES[1:]:
            self.measure.button(key).setEnabled(not part.only_done)
        self._low.setVisible(not part.only_done)
        if part.only_done:
            self.measure.choose(MEASURES[0])
        self.work(stability_found, part, self._show)

    def _show(self, found: StabilityFound) -> None:
        self.found = found
        self.little.show_words(found.law)
        self._show_behaviour()

    def _show_behaviour(self) -> None:
        if self.found is None:
            return
        state = self.found.behaviour[self._chosen]
        for chart in (self._behaviour, self._ranges):
            chart.show_everything()
        self.draw(((self._behaviour, state), (self._ranges, state), (self._flow, self.found.flow)))

    @property
    def _chosen(self) -> Measure:
        return next(one for one in MEASURES if one == self.measure.value)
