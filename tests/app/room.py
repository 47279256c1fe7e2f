"""What has too little room in a window: texts that are cut, parts beyond their places or upon each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from app.theme import TINY
from app.widgets import ElidedLabel, TextField

_SLACK = 2
_ARROW = 30
"""Room in a choice for its arrow and its borders."""


def cut_texts(window: QWidget) -> Iterator[str]:
    """Name what is in sight and shows less than all of its text, where it does not say that by itself."""
    for part in in_sight(window):
        if isinstance(part, ElidedLabel):
            if part.shorter and part.is_cut:
                yield told(part, part.text())
        elif isinstance(part, QLabel) and part.text():
            if _is_label_cut(part):
                yield told(part, part.text())
        elif isinstance(part, (QPushButton, QToolButton)) and part.text():
            if part.width() + _SLACK < _needed(part):
                yield told(part, part.text())
        elif isinstance(part, QComboBox):
            if part.fontMetrics().horizontalAdvance(part.currentText()) > part.width() - _ARROW:
                yield told(part, part.currentText())
        elif isinstance(part, QLineEdit) and not isinstance(part, TextField) and _is_line_cut(part):
            yield told(part, part.text())


def outside(window: QWidget) -> Iterator[str]:
    """Name what stands partly outside of a part around it that does not scroll."""
    for part in in_sight(window):
        around = part.parentWidget()
        while around is not None and around is not window:
            place = QRect(part.mapTo(around, QPoint(0, 0)), part.size())
            if _scrolls(around):
                # What scrolls up and down only must not be wider than its place.
                if _is_too_wide(part, around):
                    beyond = part.width() - around.width()
                    yield f"{told(part)} in {told(around.parentWidget() or around)}: {beyond} too wide"
                break
            if not around.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(place):
                yield f"{told(part)} in {told(around)}: {place.getRect()} in {around.size().toTuple()}"
                break
            around = around.parentWidget()


def overlaps(window: QWidget) -> Iterator[str]:
    """Name what lies upon each other though a layout placed it."""
    for part in (window, *in_sight(window)):
        layout = part.layout()
        placed = [one for one in _placed(layout) if one.isVisible()] if layout is not None else []
        for one, other in itertools.combinations(placed, 2):
            common = one.geometry() & other.geometry()
            if common.width() > _SLACK and common.height() > _SLACK:
                yield f"{told(one)} and {told(other)} by {common.width()} × {common.height()}"


def in_sight(window: QWidget) -> Iterator[QWidget]:
    """Give all parts of which something is to be seen."""
    return (
        part
        for part in window.findChildren(QWidget)
        if part.isVisibleTo(window) and not part.isWindow() and not part.visibleRegion().isEmpty()
    )


def told(part: QWidget, text: str = "") -> str:
    """Name a part for a message."""
    name = part.objectName() or part.accessibleName() or type(part).__name__
    return f"{name} “{text}”" if text else name


def _placed(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _placed(inner)
        elif widget is not None:
            yield widget


def _is_label_cut(part: QLabel) -> bool:
    room = part.contentsRect()
    if part.wordWrap():
        return part.heightForWidth(part.width()) > part.height() + _SLACK
    lines = part.text().splitlines()
    wide = max(part.fontMetrics().horizontalAdvance(one) for one in lines)
    return wide > room.width() + _SLACK or part.fontMetrics().ascent() > room.height()


def _is_line_cut(part: QLineEdit) -> bool:
    margins = part.textMargins()
    room = part.contentsRect().width() - margins.left() - margins.right() - 4
    return part.fontMetrics().horizontalAdvance(part.text()) > room + _SLACK


def _needed(part: QPushButton | QToolButton) -> int:
    """Give the width that a button needs for its words and its icon."""
    words = part.fontMetrics().horizontalAdvance(part.text())
    if isinstance(part, QPushButton):
        return words + 2 * TINY
    if part.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly and not part.icon().isNull():
        return 0
    beside = part.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    return words + (part.iconSize().width() if beside else 0)


def _is_too_wide(part: QWidget, viewport: QWidget) -> bool:
    area = viewport.parentWidget()
    never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return (
        isinstance(area, QScrollArea)
        and area.widget() is part
        and area.horizontalScrollBarPolicy() == never
        and part.width() > viewport.width() + _SLACK
    )


def _scrolls(part: QWidget) -> bool:
    above = part.parentWidget()
    return isinstance(above, QAbstractScrollArea) and above.viewport() is part
