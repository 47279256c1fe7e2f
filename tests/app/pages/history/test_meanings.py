"""Meanings of columns: read from a mapping, and changed in it."""

from __future__ import annotations

import pytest

from app.pages.history.meanings import (
    NOTHING,
    meaning_of,
    offered,
    with_layout,
    with_meaning,
    with_state,
    with_type,
    words_of,
)
from sim.history import CountColumn, Mapping, StageColumn, Table, guess_mapping
from tests.history.files import table

ITEMS = table(
    "ID,Kind,Other,State,Created,Started,Done",
    "1,Bug,Story,Closed,2025-01-01,2025-01-02,2025-01-03",
    "2,Story,Bug,Open,2025-01-01,,",
)
BOARD = table(
    "ID,Backlog,Build,Test,Done",
    "1,2025-01-01,2025-01-02,2025-01-03,2025-01-04",
    "2,2025-01-02,2025-01-03,2025-01-04,2025-01-05",
)


def meanings(read: Table, mapping: Mapping) -> dict[str, str]:
    return {header: meaning_of(mapping, header) for header in read.headers}


def test_the_guess_is_told_column_by_column() -> None:
    assert meanings(ITEMS, guess_mapping(ITEMS)) == {
        "ID": "id",
        "Kind": "type",
        "Other": NOTHING,
        "State": "state",
        "Created": "created",
        "Started": "started",
        "Done": "done",
    }
    assert meanings(BOARD, guess_mapping(BOARD)) == {
        "ID": "id",
        "Backlog": "stage.new",
        "Build": "stage.active",
        "Test": "stage.active",
        "Done": "done",
    }


def test_each_layout_offers_its_own_meanings() -> None:
    items, stages = dict(offered("items")), dict(offered("stages"))
    assert set(items) - set(stages) == {"started"}
    assert set(stages) - set(items) == {"stage.new", "stage.active", "stage.waiting"}
    assert next(iter(items)) == NOTHING
    assert words_of("stage.waiting") == "Stage, waiting"


def test_a_column_gives_up_its_meaning_to_another() -> None:
    changed = with_meaning(ITEMS, guess_mapping(ITEMS), "Created", "started")
    assert meanings(ITEMS, changed) == {
        "ID": "id",
        "Kind": "type",
        "Other": NOTHING,
        "State": "state",
        "Created": "started",
        "Started": NOTHING,
        "Done": "done",
    }


def test_a_column_can_be_left_out() -> None:
    changed = with_meaning(ITEMS, guess_mapping(ITEMS), "Done", NOTHING)
    assert "done" not in changed.columns
    assert meaning_of(changed, "Done") == NOTHING


def test_another_column_of_types_has_its_words_guessed_anew() -> None:
    mapping = with_type(guess_mapping(ITEMS), "Bug", "risk")
    assert mapping.types == {"Story": "feature", "Bug": "risk"}
    assert with_meaning(ITEMS, mapping, "Other", "title").types == {"Story": "feature", "Bug": "risk"}
    assert with_meaning(ITEMS, mapping, "Other", "type").types == {"Story": "feature", "Bug": "defect"}
    assert with_meaning(ITEMS, mapping, "Kind", NOTHING).types == {}


def test_stages_stand_in_the_order_of_their_columns() -> None:
    fewer = with_meaning(BOARD, guess_mapping(BOARD), "Build", NOTHING)
    assert [stage.name for stage in fewer.stages] == ["Backlog", "Test"]
    again = with_meaning(BOARD, fewer, "Build", "stage.waiting")
    assert again.stages == (
        StageColumn(column="Backlog", name="Backlog", state="new"),
        StageColumn(column="Build", name="Build", state="waiting"),
        StageColumn(column="Test", name="Test", state="active"),
    )


def test_created_and_started_become_stages_and_come_back() -> None:
    items = guess_mapping(ITEMS)
    stages = with_layout(ITEMS, items, "stages")
    assert stages.layout == "stages"
    assert [(stage.column, stage.state) for stage in stages.stages] == [
        ("Created", "new"),
        ("Started", "active"),
    ]
    assert set(stages.columns) == {"id", "type", "state", "done"}
    assert with_layout(ITEMS, stages, "items").columns == items.columns
    assert with_layout(ITEMS, stages, "items").stages == ()


def test_of_many_stages_the_first_that_is_not_new_is_the_start() -> None:
    back = with_layout(BOARD, guess_mapping(BOARD), "items")
    assert (back.columns["created"], back.columns["started"]) == ("Backlog", "Build")
    assert meaning_of(back, "Test") == NOTHING


@pytest.mark.parametrize("read", [ITEMS, BOARD])
def test_the_layout_in_force_changes_nothing(read: Table) -> None:
    mapping = guess_mapping(read)
    assert with_layout(read, mapping, mapping.layout) is mapping


def test_another_kind_of_layout_is_guessed_anew_and_keeps_the_zone() -> None:
    mapping = guess_mapping(ITEMS).model_copy(update={"zone": "Europe/Amsterdam"})
    changes = with_layout(ITEMS, mapping, "changes")
    assert (changes.layout, changes.zone) == ("changes", "Europe/Amsterdam")
    assert (changes.columns["to"], changes.columns["when"]) == ("State", "Created")
    back = with_layout(ITEMS, changes, "items")
    assert back == mapping


def test_a_word_becomes_another_type_or_one_of_its_own() -> None:
    mapping = guess_mapping(ITEMS)
    assert with_type(mapping, "Bug", "debt").types == {"Story": "feature", "Bug": "debt"}
    assert with_type(mapping, "Bug", "").types == {"Story": "feature"}


def test_a_word_of_the_state_can_mean_another_or_nothing() -> None:
    mapping = guess_mapping(ITEMS)
    assert mapping.states["Closed"] == "done"
    assert with_state(mapping, "Closed", "cancelled").states["Closed"] == "cancelled"
    assert "Closed" not in with_state(mapping, "Closed", "").states


def test_numbers_can_only_be_days_and_items_done() -> None:
    assert [words for _, words in offered("counts")] == [
        "not used",
        "When",
        "Items done",
        "Items done so far",
    ]


def test_columns_of_numbers_are_chosen_and_several_are_teams() -> None:
    read = table("Week,Blue,Red", "2025-01-06,3,10", "2025-01-13,1,12")
    mapping = guess_mapping(read)
    assert meanings(read, mapping) == {"Week": "when", "Blue": "count", "Red": "count"}
    blue = with_meaning(read, mapping, "Red", NOTHING)
    assert blue.counts == (CountColumn(column="Blue"),)
    both = with_meaning(read, blue, "Red", "count.running")
    assert both.counts == (
        CountColumn(column="Blue", team="Blue"),
        CountColumn(column="Red", team="Red", running=True),
    )
    assert meaning_of(both, "Red") == "count.running"


def test_another_column_of_a_log_lets_its_flow_be_guessed_anew() -> None:
    read = table("case,activity,desk,time", "1,Ask,Front,2025-01-01", "1,Tell,Back,2025-01-02")
    mapping = guess_mapping(read)
    assert with_meaning(read, mapping, "desk", "title").flow == mapping.flow
    assert with_meaning(read, mapping, "desk", "activity").flow == ()
