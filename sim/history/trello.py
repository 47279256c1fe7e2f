"""A Trello board as its menu exports it in JSON: cards, lists, and the actions that moved them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.history.json_cells import LIST_MARK, cell
from sim.history.json_rows import STATUS, Born, Changes, NamedRows, table_of
from sim.history.json_stream import Entry
from sim.history.labels import LabelTypes
from sim.history.report import SetAside
from sim.history.table import Table
from sim.history.words import state_of

ARCHIVED = "Archived"
"""The state of a card that was archived from a list that does not mean done."""

MOST_ACTIONS = 1_000
"""Actions that Trello exports, the newest ones."""

_FIRST = ("id", "title", "type", "state", "created", "tags", "members")
_CARD = {"name": "title", "desc": "notes", "due": "due", "dateLastActivity": "updated", "shortUrl": "url"}
_Held = dict[str, object]


@dataclass
class TrelloBoard:
    """A board as it comes, until there is a table of its cards.

    Attributes:
        name: Name of the file, for what is said.
    """

    name: str
    _cards: list[tuple[int, _Held]] = field(default_factory=list)
    _actions: list[_Held] = field(default_factory=list)
    _action_count: int = 0
    _oldest: str = ""
    _board: _Held = field(default_factory=dict)
    _set_aside: list[SetAside] = field(default_factory=list)
    _lists: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def recognises(entry: Entry) -> bool:
        """Tell whether an entry is a card, or an action on one."""
        value = entry.value
        if not isinstance(value, dict):
            return False
        action = entry.place == "actions" and "type" in value and "data" in value
        return action or ("idList" in value and "name" in value)

    def add(self, entry: Entry, number: int) -> None:
        """Take a card, an action, or what stands beside them."""
        value = entry.value
        if entry.place == "{}" and isinstance(value, dict):
            self._board.update(value)
        elif entry.place == "actions":
            self._action(value)
        elif isinstance(value, dict) and "idList" in value:
            self._cards.append((number, value))
        elif entry.place in ("cards", "[]"):
            self._set_aside.append(SetAside(row=number, value=cell(value)[:80], reason="is no card"))

    def table(self) -> Table:
        """Make the table of all cards, and of their moves."""
        self._lists = _by_id(self._board.get("lists"), "name")
        rows = NamedRows(self.name, set_aside=self._set_aside)
        types, fields = LabelTypes(), _CustomFields(self._board.get("customFields"))
        members = _by_id(self._board.get("members"), "fullName")
        ids = self._ids()
        born, archived = [], 0
        for place, (_, card) in enumerate(self._cards, start=1):
            cells = self._cells(card, types, members)
            cells |= {"id": ids[cell(card.get("id"))], **fields.of(card)}
            born.append(Born(place, cells["id"], cells.get("created", ""), cells["state"]))
            if card.get("closed") is True and state_of(cells["state"]) != "done":
                cells["state"] = ARCHIVED
                archived += 1
            rows.add(place, cells)
        changes, lost = self._moves(ids)
        said = [*types.said(), *self._said(archived, lost)]
        return table_of(rows, _FIRST, said=said, changes=changes.table(self.name, born))

    def _ids(self) -> dict[str, str]:
        """Name each card by its number on the board, or by its long id where numbers repeat."""
        short = {cell(card.get("id")): cell(card.get("idShort")) for _, card in self._cards}
        unique = len(set(short.values())) == len(short) and all(short.values())
        return short if unique else {long: long for long in short}

    def _cells(self, card: _Held, types: LabelTypes, members: dict[str, str]) -> dict[str, str]:
        held = card.get("labels")
        labels = [_label(label) for label in held] if isinstance(held, list) else []
        people = card.get("idMembers")
        named = [members.get(cell(one), "") for one in people] if isinstance(people, list) else []
        cells = {ours: cell(card.get(theirs)) for theirs, ours in _CARD.items()}
        return cells | {
            "type": types.of(labels),
            "state": self._lists.get(cell(card.get("idList")), ""),
            "created": created_of(cell(card.get("id"))),
            "tags": LIST_MARK.join(filter(None, labels)),
            "members": LIST_MARK.join(filter(None, named)),
        }

    def _action(self, value: object) -> None:
        self._action_count += 1
        if not isinstance(value, dict) or not isinstance(value.get("data"), dict):
            return
        when = cell(value.get("date"))
        self._oldest = min(filter(None, (self._oldest, when)), default="")
        if value.get("type") in ("updateCard", "moveCardToBoard"):
            self._actions.append(value)

    def _moves(self, ids: dict[str, str]) -> tuple[Changes, int]:
        """Give all moves of the cards, and how many are of cards that are no longer there."""
        changes, lost = Changes(), 0
        for action in self._actions:
            data = action["data"]
            assert isinstance(data, dict)
            move = self._move(cell(action.get("type")), data)
            card = data.get("card")
            item = ids.get(_member(card, "id"))
            if move and item is None:
                lost += 1
            elif move and item is not None:
                before, after = move
                changes.add(item, STATUS, before=before, after=after, when=cell(action.get("date")))
        return changes, lost

    def _move(self, kind: str, data: _Held) -> tuple[str, str] | None:
        if kind == "moveCardToBoard":
            return "", self._list(data.get("list"))
        if "listBefore" in data and "listAfter" in data:
            return self._list(data["listBefore"]), self._list(data["listAfter"])
        old, card, place = data.get("old"), data.get("card"), self._list(data.get("list"))
        if not (isinstance(old, dict) and isinstance(card, dict) and "closed" in old):
            return None
        if state_of(place) == "done" or not place:
            return None
        return (place, ARCHIVED) if card.get("closed") is True else (ARCHIVED, place)

    def _list(self, value: object) -> str:
        """Give a list's name as it is now; as it was then if it is gone."""
        return self._lists.get(_member(value, "id")) or _member(value, "name")

    def _said(self, archived: int, lost: int) -> Iterator[str]:
        yield "A card was created when its id says; it was first in the list that its first move left."
        if self._action_count >= MOST_ACTIONS:
            yield (
                f"Trello exports the newest {MOST_ACTIONS:,} actions of a board: moves before "
                f"{self._oldest[:10]} are not in the file."
            )
        elif not self._action_count:
            yield "The file holds no actions, so only creation and the list of today are known."
        if archived:
            yield f'Cards archived elsewhere than in a list that means done are "{ARCHIVED}": {archived}.'
        if lost:
            yield f"Moves of cards that were deleted or went to another board are left out: {lost}."


@dataclass
class _CustomFields:
    """The fields that a board has of its own."""

    told: object
    _names: dict[str, str] = field(init=False)
    _options: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._names = _by_id(self.told, "name")
        fields = self.told if isinstance(self.told, list) else []
        options = [one.get("options") for one in fields if isinstance(one, dict)]
        self._options = {}
        for held in options:
            for option in held if isinstance(held, list) else []:
                if isinstance(option, dict):
                    self._options[_member(option, "id")] = _only_value(option.get("value"))

    def of(self, card: _Held) -> dict[str, str]:
        """Give a card's own fields by name."""
        items = card.get("customFieldItems")
        cells: dict[str, str] = {}
        for item in items if isinstance(items, list) else []:
            name = self._names.get(_member(item, "idCustomField"), "")
            text = (
                _only_value(item.get("value")) or self._options.get(_member(item, "idValue"), "")
                if name
                else ""
            )
            if name and name not in _FIRST:
                cells[name] = text
        return cells


def created_of(card_id: str) -> str:
    """Give the moment in the first eight digits of a card's id; nothing if they are none.

    >>> created_of("5f3a6b1c0000000000000000")
    '2020-08-17T11:33:48Z'
    """
    try:
        seconds = int(card_id[:8], 16) if len(card_id) == 24 else 0
    except ValueError:
        seconds = 0
    if not seconds:
        return ""
    return (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).isoformat() + "Z"  # noqa: DTZ001 - Z says it


def _label(value: object) -> str:
    return _member(value, "name") or _member(value, "color")


def _only_value(value: object) -> str:
    return next((cell(held) for held in value.values()), "") if isinstance(value, dict) else ""


def _member(value: object, key: str) -> str:
    return cell(value.get(key)) if isinstance(value, dict) else ""


def _by_id(value: object, key: str) -> dict[str, str]:
    entries = value if isinstance(value, list) else []
    return {_member(entry, "id"): _member(entry, key) for entry in entries}
