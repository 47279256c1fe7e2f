"""Tiles with a whole line below the number for what belongs to it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.widgets import ElidedLabel, Metric, MetricTile, mark


class NotedTile(MetricTile):
    """A `MetricTile` whose note stands below its number, where there is room for a sentence.

    Attributes:
        note: The line below.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty tile."""
        super().__init__(name, parent)
        self.note = ElidedLabel()
        self.note.setObjectName(f"{name}.below")
        mark(self.note, role="caption")
        self.body.insertWidget(1, self.note)

    def show_metric(self, metric: Metric) -> None:
        """Show a number and what belongs to it."""
        super().show_metric(replace(metric, note=""))
        self.note.say(metric.note, metric.note_brief)
        self.note.setToolTip(metric.note)
        mark(self.note, tone=metric.note_tone)
        spoken = (metric.label, metric.value, metric.unit, metric.note)
        self.setAccessibleName(" ".join(part for part in spoken if part))
