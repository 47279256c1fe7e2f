"""The keys, in one sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.dialogs.offer import Offer
from app.theme import HUGE, LARGE, SMALL
from app.widgets import PrimaryButton, label, mark

_MOST_COLUMNS = 2
_SHARE = 0.9
"""Of the window, what the sheet takes at most; what does not fit is scrolled to."""


def shortcuts_sheet(offers: Sequence[Offer], parent: QWidget) -> QDialog:
    """Make the sheet that lists everything with a key, by where it belongs."""
    sheet = QDialog(parent)
    sheet.setObjectName("shortcuts")
    sheet.setWindowTitle(sheet.tr("Keyboard shortcuts"))
    column = QVBoxLayout(sheet)
    column.setContentsMargins(HUGE, LARGE, HUGE, LARGE)
    column.setSpacing(LARGE)
    column.addWidget(label(sheet.tr("Keyboard shortcuts"), "title"))
    room = parent.window().size() * _SHARE
    table = _fitting_table([offer for offer in offers if offer.keys], room.width() - 4 * HUGE)
    area = QScrollArea()
    area.setObjectName("shortcuts.list")
    area.setAccessibleName(sheet.tr("Keyboard shortcuts"))
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(table)
    column.addWidget(area, 1)
    done = PrimaryButton(sheet.tr("Close"), "shortcuts.close")
    done.clicked.connect(sheet.accept)
    column.addWidget(done, 0, Qt.AlignmentFlag.AlignRight)
    wanted = table.sizeHint()
    sheet.resize(min(wanted.width() + 4 * HUGE, room.width()), min(wanted.height() + 9 * HUGE, room.height()))
    done.setFocus()
    return sheet


def _fitting_table(keyed: Sequence[Offer], width: int) -> QWidget:
    """Lay the groups out in as many columns as fit."""
    for columns in range(_MOST_COLUMNS, 1, -1):
        table = _table(keyed, columns)
        if table.sizeHint().width() <= width:
            return table
        table.deleteLater()
    return _table(keyed, 1)


def _table(keyed: Sequence[Offer], columns: int) -> QWidget:
    """Lay the groups out in columns of about the same length."""
    groups: dict[str, list[Offer]] = {}
    for offer in keyed:
        groups.setdefault(offer.where, []).append(offer)
    table = QWidget()
    mark(table, kind="scrolled")
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, LARGE, 0)
    grid.setHorizontalSpacing(HUGE)
    grid.setVerticalSpacing(SMALL)
    rows = [0] * columns
    for where, members in groups.items():
        place = rows.index(min(rows))
        rows[place] = _add_group(grid, (rows[place], 2 * place), where, members)
    grid.setRowStretch(max(rows), 1)
    return table


def _add_group(grid: QGridLayout, at: tuple[int, int], where: str, members: Sequence[Offer]) -> int:
    """Add one group from a row on; gives the row behind it."""
    row, column = at
    if where:
        grid.addWidget(label(where, "title"), row, column, 1, 2)
        row += 1
    for offer in members:
        grid.addWidget(label(offer.text.rstrip("…")), row, column)
        grid.addWidget(label(offer.keys, "muted"), row, column + 1, Qt.AlignmentFlag.AlignRight)
        row += 1
    return row
