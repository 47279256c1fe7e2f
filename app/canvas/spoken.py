"""What screen readers are told of what is chosen on the board, and how the map marks it."""

from __future__ import annotations

from collections.abc import Mapping

from app.canvas.board_state import BoardState, CardState, GroupState
from app.canvas.card_item import CardLive
from app.canvas.selection import Selection
from app.canvas.ways import WayState


def spoken(board: BoardState, selection: Selection, way: WayState | None, group: GroupState | None) -> str:
    """Say what is chosen: a way, a band, several cards, one, or none."""
    if way is not None:
        begin, end = board.cards[way.begin], board.cards[way.end]
        return f"Way from {begin.name} to {end.name}: {way.text}"
    if group is not None:
        return f"Group of {board.cards[group.first].name} to {board.cards[group.last].name}, {group.text}"
    if selection.is_several:
        names = [card.name for card in board.cards if card.key in selection.keys]
        return f"{len(names)} stages chosen: {', '.join(names)}"
    at = board.index(selection.key)
    return "No card chosen; arrow keys choose one." if at < 0 else _card(board.cards[at])


def map_marks(board: BoardState, selection: Selection, live: Mapping[str, CardLive]) -> tuple[str, ...]:
    """Mark each card for the map: "chosen", "stuck" where it holds the stream up, or not at all."""
    return tuple(
        "chosen"
        if one.key in selection.keys
        else "stuck"
        if one.key in live and live[one.key].bottleneck
        else ""
        for one in board.cards
    )


def _card(card: CardState) -> str:
    limit = "" if card.limit is None else f"WIP limit {card.limit}"
    team = "" if card.team is None else f"team {card.team.name}"
    told = (card.people_text, team, limit, card.time_text, card.takes, card.hands_on)
    return ", ".join(part for part in (card.name, *told, *card.problems) if part)
