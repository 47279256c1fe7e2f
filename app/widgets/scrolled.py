"""A part of a page that scrolls where the page is too low for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from app.widgets.marks import mark


class _Holder(QWidget):
    """Asks for the height without which something would be cut; an area asks it for no more than that."""

    def heightForWidth(self, width: int) -> int:
        """Give the least height that the layout can do with."""
        layout = self.layout()
        return -1 if layout is None else layout.minimumHeightForWidth(width)


def scrolled(layout: QLayout, name: str) -> QScrollArea:
    """Put a layout into an area that is as wide as its place, and scrolls up and down where it is higher."""
    holder = _Holder()
    mark(holder, kind="scrolled")
    layout.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(layout)
    area = scroll_area(name)
    area.setWidget(holder)
    return area


def scroll_area(name: str = "") -> QScrollArea:
    """Make an area that scrolls up and down only; what is put into it is as wide as the area."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
