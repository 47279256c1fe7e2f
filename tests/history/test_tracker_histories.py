"""From a tracker's file to the whole story of its items."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from sim.history import Imported, SetAside, import_history
from tests.history.files import file, story
from tests.history.test_jira import issue, log, step
from tests.history.test_trello import archive, board, card, card_id, move
from tests.history.test_workbooks import moment, saved


def import_json(folder: Path, value: object) -> Imported:
    return import_history(file(folder, json.dumps(value), "items.json"))


def day(number: int, hour: int = 9) -> str:
    return f"2025-03-{number:02d}T{hour:02d}:00:00.000+0000"


def test_issues_of_jira_with_flags_moves_back_and_refusals(tmp_path: Path) -> None:
    steps = (
        step(day(4), "To Do", "In Progress"),
        step(day(5), None, "Impediment", "Flagged"),
        step(day(6), "Impediment", "", "Flagged"),
        step(day(7), "In Progress", "To Do"),
        step(day(8), "To Do", "In Progress"),
        step(day(9), "In Progress", "Done"),
    )
    moved = issue("A-1", "Done", log(*steps), created=day(3), issuetype={"name": "Bug"})
    refused = issue(
        "A-2", "Done", log(step(day(5), "To Do", "Done")), created=day(3), resolution={"name": "Won't Do"}
    )
    waits = issue("A-3", "To Do", log(), created=day(6, 10), issuetype={"name": "Bug"})
    made, report = import_json(tmp_path, {"issues": [moved, refused, waits]})
    assert story(made) == [
        "2025-03-03 09:00 A-1 arrived",
        "2025-03-03 09:00 A-1 entered To Do",
        "2025-03-04 09:00 A-1 entered In Progress",
        "2025-03-05 09:00 A-1 blocked In Progress",
        "2025-03-06 09:00 A-1 unblocked In Progress",
        "2025-03-06 10:00 A-3 arrived",
        "2025-03-06 10:00 A-3 entered To Do",
        "2025-03-07 09:00 A-1 entered To Do",
        "2025-03-08 09:00 A-1 entered In Progress",
        "2025-03-09 09:00 A-1 done",
    ]
    assert [(one.row, one.reason) for one in report.set_aside] == [(2, "cancelled: left out")]
    assert [one.id for one in made.types] == ["defect"]


def test_cards_of_trello_with_moves_and_the_archive(tmp_path: Path) -> None:
    one, two, three = card_id(3, 1), card_id(3, 2), card_id(4, 3)
    actions: list[object] = [
        archive(10, one, "L3"),
        archive(9, two, "L1"),
        move(8, one, "L2", "L3"),
        move(6, three, "L1", "L2"),
        move(5, one, "L1", "L2"),
    ]
    cards: list[object] = [
        card(3, 1, "L3", closed=True, labels=[{"name": "bug"}]),
        card(3, 2, "L1", closed=True),
        card(4, 3, "L2"),
    ]
    made, report = import_json(tmp_path, board(cards, actions))
    assert story(made) == [
        "2025-03-03 09:00 1 arrived",
        "2025-03-03 09:00 1 entered To do",
        "2025-03-04 09:00 3 arrived",
        "2025-03-04 09:00 3 entered To do",
        "2025-03-05 10:00 1 entered Doing",
        "2025-03-06 10:00 3 entered Doing",
        "2025-03-08 10:00 1 done",
    ]
    assert [(one.row, one.reason) for one in report.set_aside] == [(2, "cancelled: left out")]
    assert [(one.id, one.name) for one in made.types] == [("defect", "Defect"), ("no-type", "No type")]


def test_a_log_of_changes_in_a_workbook(tmp_path: Path) -> None:
    lines: list[tuple[object, ...]] = [
        ("Issue", "From", "To", "Changed at"),
        ("A", None, "To Do", moment(3, 9)),
        ("A", "To Do", "Doing", moment(4, 9)),
        ("A", "Doing", "Done", moment(5, 9)),
        ("B", None, "To Do", moment(4, 10)),
    ]
    log_of_items, report = import_history(saved(tmp_path, ("Changes", lines)))
    assert story(log_of_items) == [
        "2025-03-03 09:00 A arrived",
        "2025-03-03 09:00 A entered To Do",
        "2025-03-04 09:00 A entered Doing",
        "2025-03-04 10:00 B arrived",
        "2025-03-04 10:00 B entered To Do",
        "2025-03-05 09:00 A done",
    ]
    assert report.set_aside == ()


def test_stages_in_a_workbook_with_title_lines_and_a_cancelled_row(tmp_path: Path) -> None:
    lines: list[tuple[object, ...]] = [
        ("Team Red",),
        ("As of", dt.date(2025, 3, 31)),
        (),
        ("Key", "State", "Ready", "Build", "Test", "Done"),
        ("A", "Done", moment(3), moment(4), moment(5), moment(6)),
        ("B", "Removed", moment(3), moment(4), None, None),
        ("C", "Build", moment(4), moment(7), None, None),
    ]
    made, report = import_history(saved(tmp_path, ("Board", lines)))
    assert story(made) == [
        "2025-03-03 A entered Ready",
        "2025-03-04 A entered Build",
        "2025-03-04 C entered Ready",
        "2025-03-05 A entered Test",
        "2025-03-06 A done",
        "2025-03-07 C entered Build",
    ]
    assert report.set_aside == (SetAside(row=6, value="Removed", reason="cancelled: left out"),)
    assert "The column names are taken from row 4." in report.assumed
