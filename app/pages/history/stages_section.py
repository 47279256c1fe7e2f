"""The Stages section: where the time goes, what grows old, what stands still."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.charts import AgeingChart, BlockedChart, StageTimeChart
from app.pages.history.chart_grid import ChartGrid
from app.pages.history.part import Part
from app.pages.history.section import Means, Section
from app.pages.history.stages_found import StagesFound, stages_found
from app.pages.history.table_card import TableCard
from app.theme import MEDIUM

_ROWS: Final = 8


class StagesSection(Section):
    """Three charts, and below them the tables that they are drawn from.

    Attributes:
        stages: Time in state, one row a stage.
        old: Items older than the pace of 85 %.
        reasons: Blocked time by reason.
        found: What is shown; None before the first time.
    """

    key = "stages"
    title = "Stages"
    needs_starts = True

    def __init__(self, means: Means) -> None:
        """Lay empty charts and tables out."""
        super().__init__(means)
        self.found: StagesFound | None = None
        self._time = StageTimeChart(means.theme)
        self._ageing = AgeingChart(means.theme)
        self._blocked = BlockedChart(means.theme)
        self.charts = (self._time, self._ageing, self._blocked)
        self.stages = TableCard(self.tr("Time in state"), "history.stageTable", _ROWS)
        self.old = TableCard(self.tr("Ageing: older than 85 % of items"), "history.oldTable", _ROWS)
        self.reasons = TableCard(self.tr("Blocked time by reason"), "history.blockedTable", _ROWS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(ChartGrid(means.theme, self.charts), 1)
        column.addWidget(self.stages)
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addWidget(self.old, 1)
        row.addWidget(self.reasons, 1)
        column.addLayout(row)

    def show_part(self, part: Part) -> None:
        """Measure a part and show it."""
        self.work(stages_found, part, self._show)

    def _show(self, found: StagesFound) -> None:
        self.found = found
        self.stages.show_table(found.stages, self.tr("No item was done in this window."))
        self.old.show_table(
            found.old, found.old_nothing, self.tr("Of the items done, when they left that stage.")
        )
        self.reasons.setVisible(bool(found.reasons.rows or found.reasons_note))
        self.reasons.show_table(found.reasons, found.reasons_note, found.reasons_note)
        self.draw(((self._time, found.time), (self._ageing, found.ageing), (self._blocked, found.blocked)))
