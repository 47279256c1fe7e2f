"""Groups with one limit, drawn as bands behind their cards: where they lie and what a click on them means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from app.canvas.board_state import BoardState, GroupState
from app.canvas.plan import BoardPlan
from app.canvas.way_shapes import ends_of

Side = Literal["", "left", "right"]
_SIDE: Final = 7.0
_TOP: Final = 8.0
_DEEPER: Final = 3.0
_NEAR: Final = 4.0
_INSET: Final = 14.0
_BESIDE: Final = 6.0
"""How far a label keeps away from other labels, and from the ways that rise beside it."""


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
    """Give the bands, the widest first; those within others are a little lower.

    No two labels meet, and a label stands clear of the ways past a card where its band has the room.
    """
    metrics = QFontMetricsF(font)
    rising = [end.x() for way in board.onward for end in ends_of(plan, way.begin, way.end)]
    shapes: list[BandShape] = []
    for group in sorted(board.groups, key=lambda one: (one.first - one.last, one.first)):
        around = sum(_meet(group, other.group) for other in shapes)
        box = plan.cards[group.first].box.united(plan.cards[group.last].box)
        box = box.adjusted(-_SIDE, -_TOP + _DEEPER * around, _SIDE, _TOP - _DEEPER * around)
        wide, tall = metrics.horizontalAdvance(group.text) + 10, metrics.height()
        label = QRectF(box.left() + _INSET, max(box.top() - tall / 2, 0.0), wide, tall)
        words = [(one.label.left(), one.label.right()) for one in shapes if _beside(label, one.label)]
        begin = _clear_of([*words, *((x, x) for x in rising)], label)
        fits = begin + wide <= box.right() - _INSET
        label.moveLeft(begin if fits else _clear_of(words, label))
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


def _beside(label: QRectF, other: QRectF) -> bool:
    return label.top() < other.bottom() and other.top() < label.bottom()


def _clear_of(taken: Sequence[tuple[float, float]], label: QRectF) -> float:
    """Give where a label may begin, at the left as it can, clear of what lies from one place to another."""
    begin = label.left()
    for left, right in sorted(taken):
        if left < begin + label.width() + _BESIDE and begin < right + _BESIDE:
            begin = right + _BESIDE
    return begin


def _meet(one: GroupState, other: GroupState) -> int:
    return int(one.first <= other.last and other.first <= one.last)
