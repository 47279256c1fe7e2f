"""A row of parts that goes on in another line where it is too long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from app.theme import MEDIUM, SMALL


class WrappingRow(QLayout):
    """Places parts side by side at their own size, line below line; those of a line stand centred in it."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = MEDIUM, line_gap: int = SMALL) -> None:
        """Begin without parts."""
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap = gap, line_gap
        self._together = 0

    def keep_next_together(self) -> None:
        """Let the parts added from now on begin a line of their own where they do not all fit into one."""
        self._together = len(self._items)

    def addItem(self, item: QLayoutItem) -> None:
        """Take a part at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Count the parts."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give a part; None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give up a part; None beyond the last."""
        if not 0 <= index < len(self._items):
            return None
        self._together -= index < self._together
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower row is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of all lines at a width."""
        heights = [_height(line) for line in self._lines(width)]
        return sum(heights) + self._line_gap * max(len(heights) - 1, 0)

    def setGeometry(self, rect: QRect) -> None:
        """Place the parts."""
        super().setGeometry(rect)
        y = rect.y()
        for line in self._lines(rect.width()):
            x, height = rect.x(), _height(line)
            for item in line:
                size = self._size(item, rect.width())
                item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self._gap
            y += height + self._line_gap

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Be as wide as the part that can least do with less."""
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        wide = max((size.width() for size in sizes), default=0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def _size(self, item: QLayoutItem, room: int) -> QSize:
        hint = item.sizeHint()
        return QSize(max(min(hint.width(), room), item.minimumSize().width()), hint.height())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        shown = [item for item in self._items if not item.isEmpty()]
        before = [item for item in self._items[: self._together] if not item.isEmpty()]
        first, others = self._wrapped(before, width), self._wrapped(shown[len(before) :], width)
        if first and len(others) == 1 and self._wide([*first[-1], *others[0]], width) <= width:
            return [*first[:-1], [*first[-1], *others[0]]]
        return [*first, *others]

    def _wide(self, line: Sequence[QLayoutItem], width: int) -> int:
        return sum(self._size(item, width).width() + self._gap for item in line) - self._gap

    def _wrapped(self, items: Sequence[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        taken = width + 1
        for item in items:
            wide = self._size(item, width).width()
            if taken + self._gap + wide > width:
                lines.append([])
                taken = -self._gap
            lines[-1].append(item)
            taken += self._gap + wide
        return lines


def _height(line: list[QLayoutItem]) -> int:
    return max(item.sizeHint().height() for item in line)
