"""What a way drawn from card to card would be, and the share it begins with: pure."""

from __future__ import annotations

from typing import Final, Literal

from app.canvas.board_state import BoardState
from app.canvas.ways import WayState

WayKind = Literal["", "rework", "route", "skip"]
FIRST_SHARE: Final = 0.1
"""Share of a way that was just drawn, where there is room for it."""


def kind_between(board: BoardState, begin: int, end: int) -> WayKind:
    """Say what a way drawn from one card to another would be; empty where there can be none."""
    if not (0 <= begin < len(board.cards) and 0 <= end < len(board.cards)):
        return ""
    first, last = board.cards[begin], board.cards[end]
    if end <= begin:
        return "rework" if first.is_stage and last.kind == "work" else ""
    if end >= begin + 2 and first.is_stage and last.is_stage:
        return "route"
    return "skip" if end == begin + 2 else ""


def way_between(board: BoardState, begin: int, end: int) -> WayState | None:
    """Give the way that leads from one card to another already."""
    ways = board.rework if end <= begin else board.onward
    return next((way for way in ways if (way.begin, way.end) == (begin, end)), None)


def first_share(board: BoardState, begin: int, end: int) -> float:
    """Give a first share for a way that is drawn: a tenth, or half of what the others leave."""
    kind = kind_between(board, begin, end)
    if kind == "skip":
        return FIRST_SHARE
    ways = board.rework if kind == "rework" else board.onward
    named = ".probability" if kind == "rework" else ".share"
    taken = sum(
        one.share for way in ways if way.begin == begin for one in way.shares if one.path.endswith(named)
    )
    return min(FIRST_SHARE, max(float(f"{(1 - taken) / 2:.2g}"), 0.01))
