"""The flow of the past: what to look at, five metrics, what to know beside them, the charts."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.charts import Chart
from app.pages.history.figures import HOW
from app.pages.history.part import SPAN_DAYS
from app.pages.history.section import Means
from app.pages.history.sections import SectionFrame
from app.pages.history.state import Measured
from app.pages.history.tiles import NotedTile
from app.theme import MEDIUM, SMALL, type_styles
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


class Overview(QWidget):
    """Shows one window of a history.

    Attributes:
        span: Which window.
        rule: How days are counted.
        tiles: Velocity, flow time, load, efficiency.
        distribution: The flow distribution.
        warnings: What to know beside the numbers.
        sections: Tabs, and the section in sight.

    Signals:
        span_chosen(str): ``whole``, ``year`` or ``quarter``.
        rule_chosen(str): ``inclusive``, ``elapsed`` or ``working``.
    """

    span_chosen = Signal(str)
    rule_chosen = Signal(str)

    def __init__(self, means: Means, parent: QWidget | None = None) -> None:
        """Lay an empty overview out."""
        super().__init__(parent)
        self.setObjectName("history.overview")
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
        self.sections = SectionFrame(means)
        self._lay_out()

    def show_measured(self, found: Measured) -> None:
        """Show what was measured."""
        self.span.choose(found.part.view.span)
        self.rule.choose(found.part.view.rule)
        self._offer_spans(found.days)
        if self._dates.text() != found.dates:
            self.sections.show_everything()
        self._dates.setText(found.dates)
        for tile, metric in zip(self.tiles, found.metrics, strict=True):
            tile.show_metric(metric)
        self._show_distribution(found)
        self.warnings.setText("\n".join(f"⚠ {sentence}" for sentence in found.warnings))
        self.warnings.setVisible(bool(found.warnings))
        self.sections.show_part(found.part)

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
        column.addWidget(self.sections, 1)
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
        """Let choices take two lines where text is too large for one."""
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
