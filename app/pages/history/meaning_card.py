"""The middle of the import: what columns mean, and what the words of a log mean."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from app.pages.history.preview import Preview
from app.pages.history.stages_view import StagesView
from app.theme import Theme
from app.widgets import Card, SegmentedControl, mark, paragraph
from sim.history import FLOW_LAYOUTS, Mapping


class MeaningCard(Card):
    """Shows the first rows under the meanings of their columns, or else the stages of a log.

    Attributes:
        preview: The first rows.
        stages: The words of a log.
        part: Which of both is in sight; hidden where there are no stages.
    """

    def __init__(self, theme: Theme) -> None:
        """Show the columns."""
        super().__init__(self.tr("2 · What the columns mean"), "history.import.columns")
        self._words = ""
        self.preview = Preview(theme)
        self.stages = StagesView()
        self.part = SegmentedControl(
            (("columns", self.tr("Columns")), ("stages", self.tr("Stages"))), "history.import.part"
        )
        self._problems: QLabel = paragraph("", "body", "history.import.problems")
        mark(self._problems, tone="bad")
        self._problems.hide()
        self.header.addWidget(self.part)
        self.body.addWidget(self._problems)
        parts = QWidget()
        self._parts = QStackedLayout(parts)
        for each in (self.preview, self.stages):
            self._parts.addWidget(each)
        self.body.addWidget(parts, 1)
        self.part.chosen.connect(self.show_part)

    def show_part(self, part: str) -> None:
        """Bring columns or stages into sight."""
        self.part.choose(part)
        self._parts.setCurrentIndex(int(part == "stages"))
        self._show_title()

    def show_mapping(self, headers: tuple[str, ...], mapping: Mapping) -> None:
        """Show what columns and words mean."""
        self.preview.show_mapping(headers, mapping)
        self.stages.show_mapping(mapping)
        self._words = self.tr("activities") if mapping.layout == "events" else self.tr("statuses")
        self._show_title()
        has_stages = mapping.layout in FLOW_LAYOUTS
        self.part.setVisible(has_stages)
        if not has_stages:
            self.show_part("columns")

    def _show_title(self) -> None:
        what = self._words if self.part.value == "stages" else self.tr("columns")
        self.set_title(self.tr("2 · What the {} mean").format(what))

    def show_problems(self, sentences: tuple[str, ...]) -> None:
        """Say what stands in the way."""
        self._problems.setText("\n".join(sentences))
        self._problems.setVisible(bool(sentences))
