"""Which cards are chosen together: pure steps from one selection to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.canvas.board_state import BoardState


@dataclass(frozen=True)
class Selection:
    """The chosen cards.

    Attributes:
        keys: All of them, in flow order; more than one only of stages.
        key: The one whose fields are edited; empty if none is.
        anchor: Where a range began.
    """

    keys: tuple[str, ...] = ()
    key: str = ""
    anchor: str = ""

    @property
    def is_several(self) -> bool:
        """Whether more than one card is chosen."""
        return len(self.keys) > 1


NOTHING = Selection()


def only(key: str) -> Selection:
    """Choose one card, or none."""
    return Selection((key,), key, key) if key else NOTHING


def reaching(board: BoardState, now: Selection, key: str) -> Selection:
    """Choose all stages from where the range began to a card."""
    stages = [card.key for card in board.cards if card.is_stage]
    if now.anchor not in stages or key not in stages:
        return only(key)
    first, last = sorted((stages.index(now.anchor), stages.index(key)))
    return Selection(tuple(stages[first : last + 1]), key, now.anchor)


def toggled(board: BoardState, now: Selection, key: str) -> Selection:
    """Take a stage into the selection, or out of it."""
    stages = [card.key for card in board.cards if card.is_stage]
    if key not in stages:
        return only(key)
    wanted = {each for each in now.keys if each in stages} ^ {key}
    keys = tuple(each for each in stages if each in wanted)
    if not keys:
        return NOTHING
    return Selection(keys, key if key in keys else keys[-1], key if key in keys else keys[-1])


def within(board: BoardState, now: Selection) -> Selection:
    """Keep of a selection what is still there."""
    there = {card.key for card in board.cards}
    keys = tuple(card.key for card in board.cards if card.key in now.keys)
    if now.key in there:
        return replace(now, keys=keys, anchor=now.anchor if now.anchor in there else now.key)
    return Selection(keys, keys[-1], keys[-1]) if keys else NOTHING


def are_neighbours(board: BoardState, keys: Sequence[str]) -> bool:
    """Say whether cards stand side by side."""
    places = sorted(board.index(key) for key in keys)
    return bool(places) and places == list(range(places[0], places[0] + len(places)))
