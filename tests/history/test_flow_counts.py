"""How often the words of a log occur."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.history import Field, Mapping, guess_mapping, tells_flow, word_counts
from tests.history.files import table

CHANGES = table(
    "item,from,to,when",
    "A,Open,Doing,2025-01-01",
    "A,Doing,Done,2025-01-02",
    "B,Open,Doing,2025-01-03",
    "B,Doing,,2025-01-04",
)
EVENTS = table("case,activity,timestamp", "c,Ask,2025-01-01", "c,Ask,2025-01-02", "c,Tell,2025-01-03")


def test_words_are_counted_by_the_changes_that_lead_to_them() -> None:
    assert word_counts(CHANGES, guess_mapping(CHANGES)) == {"Doing": 2, "Done": 1, "Open": 0}


def test_activities_are_counted_by_their_events() -> None:
    assert word_counts(EVENTS, guess_mapping(EVENTS)) == {"Ask": 2, "Tell": 1}


def test_flags_are_no_words_and_states_without_a_change_are() -> None:
    changes = table(
        "item,field,from,to,when",
        "A,status,Open,Doing,2025-01-01T00:00:00Z",
        "A,flag,,Impediment,2025-01-02T00:00:00Z",
    )
    items = replace(table("id,state", "A,Doing", "B,Idea", "C,"), changes=changes)
    assert word_counts(items, guess_mapping(items)) == {"Doing": 1, "Open": 0, "Idea": 0}


@pytest.mark.parametrize("gone", ["id", "to", "when"])
def test_without_a_column_that_it_takes_there_are_no_words(gone: Field) -> None:
    guessed = guess_mapping(CHANGES)
    columns = {field: header for field, header in guessed.columns.items() if field != gone}
    assert tells_flow(CHANGES, guessed)
    for broken in (guessed.with_columns(columns), guessed.with_columns({**columns, gone: "elsewhere"})):
        assert not tells_flow(CHANGES, broken)
        assert word_counts(CHANGES, broken) == {}


def test_a_table_of_items_has_no_words() -> None:
    assert word_counts(table("ID,Done", "1,2025-01-01"), Mapping(columns={"done": "Done"})) == {}
