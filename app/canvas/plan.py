"""Where everything on the board lies: pure arithmetic, in scene pixels."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from app.canvas.board_state import BoardState, CardKind
from app.canvas.frame import Area, Spot
from app.canvas.ways import levels

BASE: Final = 13
TITLE: Final = 14
SMALL: Final = 12
"""Sizes of type on the board, in scene pixels: a theme with larger type scales the whole board."""
GAP: Final = 24.0
PAD: Final = 10.0
HEAD: Final = 84.0
FOOT: Final = 34.0
AREA_HEAD: Final = 18.0
NARROWEST: Final = 122.0
WIDEST: Final = 230.0
LOWEST: Final = 236.0
ABOVE: Final = 14.0
BELOW: Final = 34.0
CLEAR: Final = 24.0
LEVEL: Final = 16.0
"""How far above the cards the lowest way past them runs, and how far each further one above it."""
SINK: Final = 18.0
"""Further room below for the way round from the end."""
SIDE: Final = 12.0
OFF_CENTRE: Final = 12.0
"""How far from the middle of a card its ways begin and end, so that two of them do not meet."""
PITCHES: Final = (20.0, 16.0, 13.0, 10.0)
SMALLEST: Final = 0.8
"""The board shrinks down to this scale before it scrolls."""
LOWER: Final = 0.66
"""Where text is larger than usual, the board shrinks down to this scale before it is too high."""
_LARGER: Final = 1.2


@dataclass(frozen=True)
class CardPlan:
    """The place of one card, and of the areas in it, in scene pixels."""

    box: QRectF
    areas: Mapping[Area, QRectF]


@dataclass(frozen=True)
class BoardPlan:
    """Places of all cards, and the room they take together."""

    cards: tuple[CardPlan, ...]
    room: QRectF

    def high(self, level: int) -> float:
        """Give how high a way past a card runs, by its level."""
        return self.cards[0].box.top() - CLEAR - LEVEL * level

    def low(self, level: int) -> float:
        """Give how low a way back runs, by its level."""
        return self.cards[0].box.bottom() + BELOW * 0.68 + LEVEL * level

    def lowest(self) -> float:
        """Give how low the way round from the end runs."""
        return self.room.bottom() - SINK / 2

    def exit(self, card: int) -> QPointF:
        """Give the end of the link that leaves a card."""
        box = self.cards[card].box
        return QPointF(box.right(), box.center().y())

    def entry(self, card: int) -> QPointF:
        """Give the end of the link that comes into a card."""
        box = self.cards[card].box
        return QPointF(box.left(), box.center().y())

    def gap(self, index: int) -> QPointF:
        """Give the middle of the gap before card ``index``."""
        right, left = self.cards[index - 1].box.right(), self.cards[index].box.left()
        return QPointF((right + left) / 2, self.cards[index].box.center().y())


@dataclass(frozen=True)
class Grid:
    """How tokens are packed in an area.

    Attributes:
        pitch: Distance from token to token.
        columns: Tokens a row.
        shown: Tokens drawn.
        more: Tokens not drawn, told by their number.
    """

    pitch: float
    columns: int
    shown: int
    more: int


def smallest_high(larger: float) -> float:
    """Give the least scale for the sake of height where text is so many times larger than usual."""
    return LOWER if larger >= _LARGER else SMALLEST


def scale_for(board: BoardState, width: float, height: float, larger: float = 1.0) -> float:
    """Give the scale at which the cards fit a view of this size, in width and in height.

    It is at most 1 and at least ``SMALLEST``, or what a low view of larger text makes of it.
    """
    across, high = width / least_width(board), height / least_height(board)
    if high < SMALLEST:
        return max(smallest_high(larger), high)
    return min(1.0, max(SMALLEST, min(across, high)))


def least_width(board: BoardState) -> float:
    """Give the width that the cards need side by side, in scene pixels."""
    n = len(board.cards)
    return n * NARROWEST + (n - 1) * GAP + 2 * SIDE


def least_height(board: BoardState) -> float:
    """Give the height that a board needs, in scene pixels."""
    return _above(board) + LOWEST + _below(board)


def _above(board: BoardState) -> float:
    most = max(levels(board.onward), default=-1)
    return ABOVE if most < 0 else CLEAR + LEVEL * most + 8


def _below(board: BoardState) -> float:
    most = max(levels(board.rework), default=0)
    return BELOW + LEVEL * most + (SINK if board.feedback else 0.0)


def plan_board(board: BoardState, width: float, height: float) -> BoardPlan:
    """Place all cards side by side in a view of this size; the board may be wider than the view."""
    n = len(board.cards)
    room = width - 2 * SIDE - GAP * (n - 1)
    wide = min(max(room / n, NARROWEST), WIDEST)
    above, below = _above(board), _below(board)
    tall = max(height - above - below, LOWEST)
    left = SIDE + max(0.0, (width - 2 * SIDE - wide * n - GAP * (n - 1)) / 2)
    cards = []
    for card in board.cards:
        box = QRectF(left, above, wide, tall)
        cards.append(CardPlan(box, _areas(card.kind, box)))
        left += wide + GAP
    return BoardPlan(tuple(cards), QRectF(0, 0, max(width, left - GAP + SIDE), tall + above + below))


def pack(room: QRectF, count: int) -> Grid:
    """Choose the widest spacing at which ``count`` tokens fit; past the narrowest, some are only counted."""
    for pitch in PITCHES:
        columns, rows = max(1, int(room.width() // pitch)), max(1, int(room.height() // pitch))
        if count <= columns * rows:
            return Grid(pitch, columns, count, 0)
    pitch = PITCHES[1]
    columns, rows = max(1, int(room.width() // pitch)), max(1, int(room.height() // pitch))
    shown = max(0, columns * rows - 2)  # two places for the number
    return Grid(pitch, columns, shown, count - shown)


def place(room: QRectF, grid: Grid, index: int) -> QPointF:
    """Give the middle of the ``index``-th place in an area."""
    row, column = divmod(index, grid.columns)
    return QPointF(room.left() + (column + 0.5) * grid.pitch, room.top() + (row + 0.5) * grid.pitch)


def route(plan: BoardPlan, origin: Spot, target: Spot, ends: tuple[QPointF, QPointF]) -> tuple[QPointF, ...]:
    """Give the corners of the way between two spots.

    It goes along the links, below the cards for rework, and above those that it passes by.
    """
    begin, end = ends
    if origin[0] == target[0]:
        return (begin, end)
    if target[0] < origin[0]:
        low = plan.cards[0].box.bottom() + BELOW / 2
        return (begin, QPointF(begin.x(), low), QPointF(end.x(), low), end)
    if target[0] > origin[0] + 1:
        first, last = plan.cards[origin[0]].box, plan.cards[target[0]].box
        high = max(plan.high(0), 4.0)
        up, down = first.center().x() + OFF_CENTRE, last.center().x() - OFF_CENTRE
        return (
            begin,
            QPointF(up, first.top()),
            QPointF(up, high),
            QPointF(down, high),
            QPointF(down, last.top()),
            end,
        )
    return (begin, plan.exit(origin[0]), plan.entry(target[0]), end)


def along(corners: Sequence[QPointF], share: float) -> QPointF:
    """Give the point at a share (0 to 1) of the length of a way."""
    lengths = [_distance(a, b) for a, b in itertools.pairwise(corners)]
    left = share * sum(lengths)
    for (a, b), length in zip(itertools.pairwise(corners), lengths, strict=True):
        if left <= length and length > 0:
            return a + (b - a) * (left / length)
        left -= length
    return corners[-1]


def eased(share: float) -> float:
    """Begin and end softly: 3 s² − 2 s³."""
    return share * share * (3 - 2 * share)


def _distance(a: QPointF, b: QPointF) -> float:
    step = b - a
    return float((step.x() ** 2 + step.y() ** 2) ** 0.5)


def _areas(kind: CardKind, box: QRectF) -> dict[Area, QRectF]:
    inner = box.adjusted(PAD, 0, -PAD, 0)
    if kind != "work":
        top, bottom = box.top() + HEAD - 12, box.bottom() - PAD
        return {Area.WAITING: QRectF(inner.left(), top, inner.width(), bottom - top)}
    top, bottom = box.top() + HEAD, box.bottom() - FOOT
    each = (bottom - top) / 3
    return {
        area: QRectF(inner.left(), top + area * each + AREA_HEAD, inner.width(), each - AREA_HEAD - 2)
        for area in Area
    }
