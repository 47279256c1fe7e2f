"""What the menu of the board offers: for a card, for several, for a way, for a band, for the ground."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QMenu

from app.canvas import BACKLOG, intents

if TYPE_CHECKING:
    from app.canvas import BoardView, CardState
    from sim.store import Project


class Actions(Protocol):
    """What the menu lets do."""

    @property
    def project(self) -> Project:
        """The project as it is now."""

    def take(self, intent: object) -> None:
        """Do what a gesture asks for."""

    def tell_problems(self, key: str) -> None:
        """Tell what is wrong with a stage."""

    def copy_cards(self, keys: Sequence[str], *, cut: object = False) -> None:
        """Put stages on the clipboard."""

    def duplicate(self, stage_id: str) -> None:
        """Duplicate a stage."""

    def remove(self, stage_id: str) -> None:
        """Remove a stage."""

    def add_stage(self, place: int) -> None:
        """Add a work stage."""

    def add_wait_stage(self, place: int) -> None:
        """Add a wait stage."""


Offer = tuple[str, str, Callable[[], object]]
"""Text, key and what it does; an empty text is a line between."""
_LINE: Offer = ("", "", lambda: None)


def board_menu(actions: Actions, board: BoardView, key: str) -> QMenu:
    """Make the menu of what is chosen."""
    menu = QMenu(board)
    for text, keys, do in (*_of_chosen(actions, board, key), *_everywhere(actions, board, key)):
        if text:
            menu.addAction(f"{text}\t{keys}" if keys else text, do)
        else:
            menu.addSeparator()
    return menu


def _of_chosen(actions: Actions, board: BoardView, key: str) -> list[Offer]:
    card = board.card(key)
    way, group = board.hand.way_state, board.hand.group
    if way is not None:
        gone = intents.RemoveWay(tuple(one.path for one in way.shares))
        return [("Shares…", "Enter", board.open_way), ("Remove", "Del", lambda: actions.take(gone)), _LINE]
    if group is not None:
        off = intents.RemoveBand(group.id)
        return [
            ("Limit…", "L", board.open_band),
            ("Remove the limit", "Del", lambda: actions.take(off)),
            _LINE,
        ]
    if board.selection.is_several:
        return _of_several(actions, board.selection.keys)
    if card is not None and card.state.is_stage:
        return _of_stage(actions, board, card.state)
    if key == BACKLOG and card is not None and card.state.rate is not None:
        return [
            ("How many arrive…", "Enter", lambda: board.edit("rate")),
            ("Draw a way past the first stage", "O", lambda: board.draw_way("onward")),
            _LINE,
        ]
    return []


def _of_several(actions: Actions, keys: tuple[str, ...]) -> list[Offer]:
    return [
        ("One limit over them", "G", lambda: actions.take(intents.GroupCards(keys))),
        ("Copy", "Ctrl+C", lambda: actions.copy_cards(keys)),
        ("Cut", "Ctrl+X", lambda: actions.copy_cards(keys, cut=True)),
        ("Duplicate", "Ctrl+D", lambda: actions.take(intents.CopyCards(keys))),
        ("Remove", "Del", lambda: actions.take(intents.RemoveCards(keys))),
        _LINE,
    ]


def _of_stage(actions: Actions, board: BoardView, card: CardState) -> list[Offer]:
    key, words = card.key, actions.project.stream.vocabulary
    work: list[Offer] = [
        (f"{words.workers.capitalize()}…", "P", lambda: board.edit("workers")),
        ("Typical time…", "T", lambda: board.edit("time")),
    ]
    turned = f"Let {words.items} wait here" if card.kind == "work" else f"Let {words.workers} work here"
    wrong: list[Offer] = [("What is wrong…", "F", lambda: actions.tell_problems(key)), _LINE]
    return [
        *(wrong if card.problems else []),
        ("Rename", "F2", lambda: board.edit("name")),
        ("WIP limit…", "L", lambda: board.edit("wip_limit")),
        *(work if card.kind == "work" else []),
        (turned, "K", lambda: actions.take(intents.TurnCard(key))),
        _LINE,
        ("Draw rework from here", "R", lambda: board.draw_way("rework")),
        ("Draw a way on from here", "O", lambda: board.draw_way("onward")),
        _LINE,
        ("Copy", "Ctrl+C", lambda: actions.copy_cards((key,))),
        ("Cut", "Ctrl+X", lambda: actions.copy_cards((key,), cut=True)),
        ("Duplicate", "Ctrl+D", lambda: actions.duplicate(key)),
        ("Remove", "Del", lambda: actions.remove(key)),
        _LINE,
    ]


def _everywhere(actions: Actions, board: BoardView, key: str) -> list[Offer]:
    place = min(max(board.place_of(key), -1) + 1, len(actions.project.stream.stages))
    return [
        ("Add a work stage here", "Ins", lambda: actions.add_stage(place)),
        ("Add a wait stage here", "", lambda: actions.add_wait_stage(place)),
        ("Paste stages here", "Ctrl+V", lambda: actions.take(intents.PasteCards(place))),
        _LINE,
        ("Whole board in sight", "Ctrl+0", board.sight.toggle_whole),
    ]
