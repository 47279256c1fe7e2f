"""A Trello board in JSON."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from sim.history import SetAside
from sim.history import trello as room
from sim.history.trello import created_of
from tests.history.rows import changes_of, read_json_of, rows

LISTS: list[dict[str, Any]] = [
    {"id": "L1", "name": "To do"},
    {"id": "L2", "name": "Doing"},
    {"id": "L3", "name": "Done", "closed": True},
]


def card_id(day: int, number: int) -> str:
    """An id of a card made on a day of March 2025."""
    seconds = int(dt.datetime(2025, 3, day, 9, tzinfo=dt.UTC).timestamp())
    return f"{seconds:08x}{number:016x}"


def card(day: int, number: int, place: str = "L1", **more: Any) -> dict[str, object]:
    return {"id": card_id(day, number), "idShort": number, "name": f"Card {number}", "idList": place, **more}


def action(day: int, card_number_id: str, kind: str = "updateCard", **held: Any) -> dict[str, object]:
    return {
        "type": kind,
        "date": f"2025-03-{day:02d}T10:00:00.000Z",
        "data": {"card": {"id": card_number_id}, **held},
    }


def move(day: int, item: str, before: str, after: str) -> dict[str, object]:
    names = {entry["id"]: entry["name"] for entry in LISTS}
    held: dict[str, Any] = {
        key: {"id": one, "name": f"{names[one]} once"}
        for key, one in (("listBefore", before), ("listAfter", after))
    }
    return action(day, item, **held)


def archive(day: int, item: str, place: str, *, back: bool = False) -> dict[str, object]:
    held: dict[str, Any] = {
        "card": {"id": item, "closed": not back},
        "old": {"closed": back},
        "list": {"id": place, "name": "x"},
    }
    return action(day, item, **held)


def board(cards: list[object], actions: list[object], **more: Any) -> dict[str, object]:
    return {"id": "b", "name": "Team", "actions": actions, "cards": cards, "lists": LISTS, **more}


def test_cards_become_rows_made_when_their_ids_say(tmp_path: Path) -> None:
    more: dict[str, Any] = {
        "labels": [{"name": "bug", "color": "red"}, {"name": "", "color": "green"}],
        "idMembers": ["m1", "gone"],
        "desc": "Why",
        "shortUrl": "https://trello.com/c/x",
        "dateLastActivity": "2025-03-09T10:00:00.000Z",
        "customFieldItems": [
            {"idCustomField": "f1", "value": {"number": "5"}},
            {"idCustomField": "f2", "value": None, "idValue": "o1"},
            {"idCustomField": "f3", "value": {"text": "x"}},
        ],
    }
    fields = [
        {"id": "f1", "name": "Size"},
        {"id": "f2", "name": "Team", "options": [{"id": "o1", "value": {"text": "Red"}}]},
    ]
    held = board([card(3, 1, **more)], [], members=[{"id": "m1", "fullName": "Ada"}], customFields=fields)
    table = read_json_of(tmp_path, held)
    assert dict(zip(table.headers, rows(table)[0], strict=True)) == {
        "id": "1",
        "title": "Card 1",
        "type": "bug",
        "state": "To do",
        "created": "2025-03-03T09:00:00Z",
        "tags": "bug|green",
        "members": "Ada",
        "notes": "Why",
        "updated": "2025-03-09T10:00:00.000Z",
        "url": "https://trello.com/c/x",
        "Size": "5",
        "Team": "Red",
    }
    assert "The file holds no actions, so only creation and the list of today are known." in table.assumed


def test_moves_are_changes_of_state_by_the_lists_names_of_today(tmp_path: Path) -> None:
    one, two = card_id(3, 1), card_id(4, 2)
    moves: list[object] = [move(7, one, "L2", "L3"), move(5, one, "L1", "L2"), action(5, two, "commentCard")]
    table = read_json_of(tmp_path, board([card(3, 1, "L3"), card(4, 2, "L2")], moves))
    assert changes_of(table) == [
        "1 1 status: - > To do 2025-03-03T09:00:00Z",
        "1 1 status: To do > Doing 2025-03-05T10:00:00.000Z",
        "1 1 status: Doing > Done 2025-03-07T10:00:00.000Z",
        "2 2 status: - > Doing 2025-03-04T09:00:00Z",
    ]
    assert table.column("state") == ("Done", "Doing")


def test_archiving_counts_only_where_the_list_does_not_mean_done(tmp_path: Path) -> None:
    cards: list[object] = [card(3, 1, "L1", closed=True), card(3, 2, "L3", closed=True), card(3, 3, "L1")]
    actions: list[object] = [
        archive(5, card_id(3, 1), "L1"),
        archive(5, card_id(3, 2), "L3"),
        archive(6, card_id(3, 3), "L1", back=True),
        archive(5, card_id(3, 3), "L1"),
    ]
    table = read_json_of(tmp_path, board(cards, actions))
    assert table.column("state") == ("Archived", "Done", "To do")
    assert [
        change.partition("status: ")[2][:-25] for change in changes_of(table) if "2025-03-03" not in change
    ] == [
        "To do > Archived",
        "To do > Archived",
        "Archived > To do",
    ]
    assert 'Cards archived elsewhere than in a list that means done are "Archived": 1.' in table.assumed


def test_a_card_from_another_board_begins_when_it_came(tmp_path: Path) -> None:
    one = card_id(3, 1)
    actions: list[object] = [
        move(9, one, "L1", "L2"),
        action(8, one, "moveCardToBoard", list={"id": "L1", "name": "x"}),
    ]
    table = read_json_of(tmp_path, board([card(3, 1, "L2")], actions))
    assert changes_of(table) == [
        "1 1 status: - > To do 2025-03-08T10:00:00.000Z",
        "1 1 status: To do > Doing 2025-03-09T10:00:00.000Z",
    ]


def test_moves_of_cards_that_are_gone_are_said(tmp_path: Path) -> None:
    table = read_json_of(
        tmp_path, board([card(3, 1)], [move(5, "gone", "L1", "L2"), 5, {"type": "x", "data": 1}])
    )
    assert "Moves of cards that were deleted or went to another board are left out: 1." in table.assumed


def test_the_limit_of_the_export_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_ACTIONS", 2)
    one = card_id(3, 1)
    table = read_json_of(
        tmp_path, board([card(3, 1)], [action(7, one, "commentCard"), move(5, one, "L2", "L1")])
    )
    said = "Trello exports the newest 2 actions of a board: moves before 2025-03-05 are not in the file."
    assert said in table.assumed


def test_numbers_that_repeat_leave_the_long_ids(tmp_path: Path) -> None:
    table = read_json_of(tmp_path, board([card(3, 1), card(4, 2) | {"idShort": 1}, "no card"], []))
    assert table.column("id") == (card_id(3, 1), card_id(4, 2))
    assert table.set_aside == (SetAside(row=3, value="no card", reason="is no card"),)


@pytest.mark.parametrize("text", ["", "zzzzzzzz0000000000000000", "5f3a6b1c", "00000000" + "0" * 16])
def test_an_id_that_is_none_tells_no_moment(text: str) -> None:
    assert created_of(text) == ""
