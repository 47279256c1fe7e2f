"""The list of scenarios: today first, then every named list of changes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.theme import MEDIUM, SMALL, Theme, shape_path, type_styles

Index = QModelIndex | QPersistentModelIndex

_ROW = 54
_GAP = 6
_SIGN = 12

WORDS_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Entry:
    """One line of the list: a scenario's name, and what it changes in words."""

    name: str
    words: str


class ScenarioModel(QAbstractListModel):
    """The base and its scenarios.

    Attributes:
        entries: What is listed, the base first.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """List other entries; only the rows that differ are told of."""
        common = min(len(entries), len(self.entries))
        if len(self.entries) > common:
            self.beginRemoveRows(QModelIndex(), common, len(self.entries) - 1)
            self.entries = self.entries[:common]
            self.endRemoveRows()
        changed = [row for row in range(common) if entries[row] != self.entries[row]]
        self.entries = entries[:common]
        for row in changed:
            self.dataChanged.emit(self.index(row), self.index(row))
        if len(entries) > common:
            self.beginInsertRows(QModelIndex(), common, len(entries) - 1)
            self.entries = entries
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the base and the scenarios."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a name, or what is changed in words."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return entry.name
        if role in (WORDS_ROLE, Qt.ItemDataRole.ToolTipRole):
            return entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.name}: {entry.words}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every scenario be chosen."""
        chosen: Qt.ItemFlag = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if index.isValid() else Qt.ItemFlag.NoItemFlags


class ScenarioDelegate(QStyledItemDelegate):
    """Paints an entry as a small card with the sign that it has in the picture."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Paint with the theme in force."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Take two lines and a gap."""
        scale = self._theme.tokens.base / 13
        return QSize(option.rect.width(), round(_ROW * scale) + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, sign, name and words."""
        tokens = self._theme.tokens
        card = option.rect.adjusted(1, 1, -1, -_GAP)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(card, tokens.radius, tokens.radius)
        line = tokens.accent if has_focus and is_chosen else tokens.accent_line if is_chosen else tokens.line
        painter.setPen(QPen(QColor(line), 1))
        painter.setBrush(QBrush(QColor(tokens.selected if is_chosen else tokens.surface)))
        painter.drawPath(outline)
        self._paint_sign(painter, card, index)
        self._paint_words(painter, card, index)
        painter.restore()

    def _paint_sign(self, painter: QPainter, card: QRect, index: Index) -> None:
        model = index.model()
        names = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        style = type_styles(names)[str(index.data())]
        path = shape_path(style.shape, _SIGN)
        painter.save()
        painter.translate(card.left() + MEDIUM + _SIGN / 2, card.center().y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.colour))
        painter.drawPath(path)
        painter.restore()

    def _paint_words(self, painter: QPainter, card: QRect, index: Index) -> None:
        tokens = self._theme.tokens
        room = card.adjusted(MEDIUM + _SIGN + SMALL, SMALL - 2, -SMALL, -SMALL + 2)
        half = room.height() // 2
        lines = (
            (
                str(index.data()),
                self._theme.font(tokens.base, QFont.Weight.DemiBold),
                tokens.text,
                room.top(),
            ),
            (str(index.data(WORDS_ROLE)), self._theme.font(tokens.small), tokens.muted, room.top() + half),
        )
        for text, font, colour, top in lines:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(
                QRect(room.left(), top, room.width(), half), int(Qt.AlignmentFlag.AlignVCenter), fitting
            )
