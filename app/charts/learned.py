"""What a forecast learned from: items done in each past period."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.charts.velocity import VelocityChart
from app.theme import Theme


class LearnedChart(VelocityChart):
    """The velocity run chart of the sample behind a forecast."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty chart."""
        super().__init__(theme, parent)
        self.set_title("What the forecast learned from")
        self.setObjectName("learnedChart")
