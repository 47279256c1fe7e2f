"""A table read under a layout that somebody has chosen, whatever it looks like."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.errors import HistoryFault
from sim.history import Layout, Table, assemble, guess_as, guess_mapping, mapping_problems, read_table
from tests.history.files import file, story, table

ITEMS = table(
    "ID,State,Created,Started,Done", "1,Closed,2025-01-01,2025-01-02,2025-01-03", "2,Open,2025-01-01,,"
)
LOG = table(
    "Item,From,To,When",
    "A,,To Do,2025-01-01",
    "A,To Do,Doing,2025-01-02",
    "A,Doing,Done,2025-01-04",
)
EVENTS = table("case,activity,timestamp", "1,Check,2025-01-01", "1,Test,2025-01-03", "2,Check,2025-01-02")
NUMBERS = table("Week,Red,Blue", "2025-W01,3,4", "2025-W02,0,5")
WORDS = table("Name,Colour", "one,red", "two,blue")


@pytest.mark.parametrize(
    ("read", "layout"),
    [(ITEMS, "items"), (LOG, "changes"), (EVENTS, "events"), (NUMBERS, "counts")],
    ids=["items", "changes", "events", "counts"],
)
def test_the_layout_that_a_table_looks_like_gives_what_is_guessed(read: Table, layout: Layout) -> None:
    assert guess_as(read, layout) == guess_mapping(read)


def test_changes_can_be_read_as_events_and_events_as_changes() -> None:
    events = guess_as(LOG, "events")
    assert mapping_problems(LOG, events) == ()
    assert events.columns == {"id": "Item", "activity": "To", "when": "When"}
    assert story(assemble(LOG, events).log) == [
        "2025-01-01 A entered To Do",
        "2025-01-02 A entered Doing",
        "2025-01-04 A entered Done",
        "2025-01-04 A done",
    ]
    changes = guess_as(EVENTS, "changes")
    assert changes.columns == {"id": "case", "to": "activity", "when": "timestamp"}
    assert mapping_problems(EVENTS, changes) == ()


def test_items_can_be_read_as_changes_of_which_each_has_one() -> None:
    changes = guess_as(ITEMS, "changes")
    assert changes.columns == {"id": "ID", "to": "State", "when": "Created"}
    assert [stage.name for stage in changes.flow] == ["Open", "Closed"]


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        ("items", "None of the columns Name, Colour is known to hold the date an item was done."),
        ("stages", "None of the columns Name, Colour is known to hold the date an item was done."),
        ("changes", "No column is known to hold the new status."),
        ("events", "No column is known to hold the activity."),
        ("counts", "No column is known to hold numbers of items done."),
    ],
)
def test_what_is_missing_for_a_layout_is_told(layout: Layout, said: str) -> None:
    mapping = guess_as(WORDS, layout)
    assert mapping.layout == layout
    assert said in mapping_problems(WORDS, mapping)
    with pytest.raises(HistoryFault):
        assemble(WORDS, mapping)


def test_rows_of_items_can_be_counted_where_a_column_holds_numbers() -> None:
    read = table("Sprint end,Items,Note", "2025-01-03,4,fine", "2025-01-10,6,late")
    mapping = guess_as(read, "counts")
    assert (mapping.columns, [count.column for count in mapping.counts]) == (
        {"when": "Sprint end"},
        ["Items"],
    )
    assert assemble(read, mapping).report.items == 10


def test_the_changes_beside_a_tracker_s_items_are_no_events(tmp_path: Path) -> None:
    move = {"created": "2025-01-02T10:00:00+00:00", "items": [{"field": "status", "toString": "Done"}]}
    fields = {"created": "2025-01-01T10:00:00+00:00", "resolutiondate": "2025-01-02T10:00:00+00:00"}
    issue = {"key": "A-1", "fields": fields, "changelog": {"histories": [move]}}
    read = read_table(file(tmp_path, json.dumps({"issues": [issue]}), "search.json"))
    assert guess_as(read, "changes") == guess_mapping(read)
    said = "The file tells changes of status beside its items, and no events: read it as changes."
    assert mapping_problems(read, guess_as(read, "events")) == (said,)
    items = guess_as(read, "items")
    assert (items.columns["created"], items.columns["done"]) == ("created", "resolved")
    assert assemble(read, items).report.used == 1
