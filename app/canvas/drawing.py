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


def said_of(board: BoardState, begin: int, end: int, whom: str) -> str:
    """Say what a new way would be, for all types or for the one with this id."""
    share, kind = f"{100 * first_share(board, begin, end):.3g} %", kind_between(board, begin, end)
    if kind == "rework":
        return f"{share} rework" + (", done again here" if begin == end else "")
    named = dict(board.kinds).get(whom, "all types")
    of = f" of {named}" if whom or kind == "skip" else ""
    hint = " (↑ ↓ for one type)" if len(board.kinds) > 1 and not whom else ""
    return f"{share}{of}{' go here' if kind == 'route' else ''}{hint}"


def next_whom(board: BoardState, whom: str, by: int) -> str:
    """Give for whom a way would be next: all types, then each by its id."""
    ids = ["", *(kind for kind, _ in board.kinds)] if len(board.kinds) > 1 else [""]
    return ids[(ids.index(whom) + by) % len(ids)] if whom in ids else ""


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
