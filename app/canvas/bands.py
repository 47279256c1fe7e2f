"""Groups with one limit, drawn as bands behind their cards: where they lie and what a click on them means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from app.canvas.board_state import BoardState, GroupState
from app.canvas.plan import BoardPlan

Side = Literal["", "left", "right"]
_SIDE: Final = 7.0
_TOP: Final = 8.0
_DEEPER: Final = 3.0
_NEAR: Final = 4.0


@dataclass(frozen=True)
class BandShape:
    """A band as it is drawn.

    Attributes:
        group: What it stands for.
        box: Where it lies.
        label: Where its words stand.
    """

    group: GroupState
    box: QRectF
    label: QRectF

    def side_at(self, point: QPointF) -> Side:
        """Say which of its edges a point is on."""
        if not self.box.top() <= point.y() <= self.box.bottom():
            return ""
        if abs(point.x() - self.box.left()) <= _NEAR:
            return "left"
        return "right" if abs(point.x() - self.box.right()) <= _NEAR else ""


def band_shapes(board: BoardState, plan: BoardPlan, font: QFont) -> tuple[BandShape, ...]:
    """Give the bands, the widest first; those within others are a little lower, and no two labels meet."""
    metrics = QFontMetricsF(font)
    shapes: list[BandShape] = []
    for group in sorted(board.groups, key=lambda one: (one.first - one.last, one.first)):
        around = sum(_meet(group, other.group) for other in shapes)
        box = plan.cards[group.first].box.united(plan.cards[group.last].box)
        box = box.adjusted(-_SIDE, -_TOP + _DEEPER * around, _SIDE, _TOP - _DEEPER * around)
        wide, tall = metrics.horizontalAdvance(group.text) + 10, metrics.height()
        label = QRectF(box.left() + 14, max(box.top() - tall / 2, 0.0), wide, tall)
        for other in shapes:
            if label.intersects(other.label):
                label.moveLeft(other.label.right() + 6)
        shapes.append(BandShape(group, box, label))
    return tuple(shapes)


def band_at(shapes: Sequence[BandShape], point: QPointF) -> tuple[BandShape, Side] | None:
    """Give the band whose label or edge is at a point, the innermost first, and which edge it is."""
    for shape in reversed(shapes):
        if shape.label.contains(point):
            return shape, ""
    for shape in reversed(shapes):
        side = shape.side_at(point)
        if side:
            return shape, side
    return None


def stretched_to(board: BoardState, group: GroupState, side: Side, card: int) -> tuple[str, ...]:
    """Give the stages a band holds once one of its edges stands at a card; at least one stays in it."""
    last_stage = len(board.cards) - 2
    first, last = group.first, group.last
    if side == "left":
        first = min(max(card, 1), last)
    else:
        last = max(min(card, last_stage), first)
    return tuple(one.key for one in board.cards[first : last + 1])


def _meet(one: GroupState, other: GroupState) -> int:
    return int(one.first <= other.last and other.first <= one.last)
