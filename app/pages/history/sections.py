"""The sections of the History page, and the frame that shows one of them at a time."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages.history.delivery_section import DeliverySection
from app.pages.history.flow_section import FlowSection
from app.pages.history.part import Part
from app.pages.history.section import Means, Section
from app.pages.history.stability_section import StabilitySection
from app.pages.history.stages_section import StagesSection
from app.pages.history.tables_section import TablesSection
from app.theme import MEDIUM
from app.widgets import SegmentedControl

SECTIONS: Final[tuple[type[Section], ...]] = (
    FlowSection,
    StagesSection,
    StabilitySection,
    DeliverySection,
    TablesSection,
)
"""The sections there are, in the order of their tabs. How to write one: see ``section.py``."""


class SectionFrame(QWidget):
    """Tabs, and the section chosen below them; only what is in sight is measured.

    Attributes:
        tabs: One for each section that has something to show; not there while it would be alone.
        sections: All sections, by key.

    Signals:
        told(str): A line for the status bar.
        fault(object): A `UserFault`, for the banner.
    """

    told = Signal(str)
    fault = Signal(object)

    def __init__(
        self,
        means: Means,
        kinds: tuple[type[Section], ...] = SECTIONS,
        parent: QWidget | None = None,
    ) -> None:
        """Make all sections, empty, the first in sight."""
        super().__init__(parent)
        self.setObjectName("history.sections")
        self.sections = {kind.key: kind(means) for kind in kinds}
        self.tabs = SegmentedControl(tuple((kind.key, kind.title) for kind in kinds), "history.section")
        self.tabs.setAccessibleName(self.tr("Sections of the history"))
        self.tabs.chosen.connect(self._turn_to)
        self._part: Part | None = None
        self._shown: dict[str, Part] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        for section in self.sections.values():
            section.told.connect(self.told)
            section.fault.connect(self.fault)
            for chart in section.charts:
                chart.exported.connect(lambda path: self.told.emit(self.tr("Wrote {}").format(path)))
            column.addWidget(section, 1)
        self._bring_into_sight()

    @property
    def current(self) -> Section:
        """The section in sight."""
        return self.sections[self.tabs.value]

    @property
    def is_drawn(self) -> bool:
        """Whether the section in sight shows what it was told to."""
        return self.current.is_drawn

    def show_part(self, part: Part) -> None:
        """Show another part, in the section in sight; the others follow when they come into sight."""
        self._part = part
        self._offer_tabs(part)
        self._show()

    def forget(self) -> None:
        """Begin with the first section again: another project is shown."""
        self.stop()
        self._part = None
        self._shown.clear()
        self.tabs.choose(next(iter(self.sections)))
        self._bring_into_sight()

    def show_everything(self) -> None:
        """Forget ranges chosen by hand in the charts of all sections."""
        for section in self.sections.values():
            section.show_everything()

    def stop(self) -> None:
        """Leave what is under way in any section."""
        for section in self.sections.values():
            section.stop()

    def turn_to(self, key: str) -> None:
        """Bring a section into sight.

        Raises:
            KeyError: If there is no such section.
        """
        self.tabs.choose(key)
        self._turn_to(key)

    def _turn_to(self, key: str) -> None:
        self._bring_into_sight()
        self._show()

    def _show(self) -> None:
        """Let the section in sight measure the part, unless it shows it already."""
        section = self.current
        if self._part is not None and self._shown.get(section.key) is not self._part:
            self._shown[section.key] = self._part
            section.show_part(self._part)

    def _offer_tabs(self, part: Part) -> None:
        fitting = [key for key, section in self.sections.items() if section.suits(part)]
        for key in self.sections:
            self.tabs.button(key).setVisible(key in fitting)
        if fitting and self.tabs.value not in fitting:
            self.tabs.choose(fitting[0])
        self._bring_into_sight()
        self.tabs.setVisible(len(fitting) > 1)

    def _bring_into_sight(self) -> None:
        for key, section in self.sections.items():
            section.setVisible(key == self.tabs.value)
        self.tabs.setVisible(len(self.sections) > 1)
