"""Reading a file and trying a mapping on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.pages.history.dates_form import day_text, order_sentence
from app.pages.history.report_panel import Remark, remarks_of
from app.pages.history.report_words import headline, items_of
from app.pages.history.trial import (
    MOST_WORDS,
    ReadRequest,
    Trial,
    Word,
    counted,
    file_facts,
    read,
    thousands,
    try_mapping,
)
from sim.errors import HistoryFault
from sim.history import ImportReport, Mapping, SetAside, Table, guess_mapping
from tests.history.files import file, table

ROWS = ("1,Bug,2025-01-01,2025-01-03", "2,Bug,2025-01-02,", "3,Story,2025-01-02,2025-01-05")


def test_a_file_is_read_and_guessed(tmp_path: Path) -> None:
    path = file(tmp_path, "\n".join(("ID;Type;Started;Done", *(row.replace(",", ";") for row in ROWS))))
    reading = read(ReadRequest(path))
    assert reading.path == path
    assert reading.mapping == guess_mapping(reading.table)
    assert "Europe/Amsterdam" in reading.zones
    assert not reading.is_changed
    assert file_facts(reading.table) == "3 rows · 4 columns · UTF-8 · separated by semicolons"


def test_json_is_parted_by_nothing(tmp_path: Path) -> None:
    path = file(tmp_path, '[{"id": 1, "closed_at": "2025-01-02"}]', "items.json")
    assert file_facts(read(ReadRequest(path)).table) == "1 row · 2 columns · UTF-8"


def test_a_mapping_made_before_is_kept_and_a_changed_file_is_told(tmp_path: Path) -> None:
    path = file(tmp_path, "ID,Done\n1,2025-01-01\n")
    mapping = Mapping(columns={"done": "Done"})
    first = read(ReadRequest(path, mapping, "another"))
    assert first.mapping is mapping
    assert first.is_changed
    assert not read(ReadRequest(path, mapping, first.table.fingerprint)).is_changed


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HistoryFault, match="PDF"):
        read(ReadRequest(file(tmp_path, b"%PDF-1.7")))


def test_a_fitting_mapping_gives_a_history() -> None:
    made = table("ID,Type,Started,Done", *ROWS)
    outcome = try_mapping(Trial(made, guess_mapping(made)))
    assert (outcome.problems, outcome.fault) == ((), None)
    assert outcome.imported is not None
    assert outcome.imported.report.used == 3
    assert outcome.types == (Word("Bug", 2), Word("Story", 1))
    assert outcome.states == ()
    assert order_sentence(outcome.mapping, outcome.example) == "2025-01-01 → 1 January 2025"


def test_what_stands_in_the_way_is_told_at_once() -> None:
    made = table("ID,Type,Started,Done", *ROWS)
    mapping = Mapping(columns={"id": "ID", "started": "Type"}, zone="Mars/Olympus")
    outcome = try_mapping(Trial(made, mapping))
    assert outcome.imported is None
    assert outcome.fault is None
    assert len(outcome.problems) == 3


def test_a_mapping_for_another_file_names_the_missing_columns() -> None:
    outcome = try_mapping(Trial(table("A,B", "1,2"), Mapping(columns={"type": "Kind", "done": "Finished"})))
    assert [sentence[:33] for sentence in outcome.problems] == [
        'There is no column "Kind"; the co',
        'There is no column "Finished"; th',
    ]
    assert (outcome.types, outcome.example) == ((), None)


def test_a_file_in_which_no_row_can_be_used_says_why() -> None:
    made = table("ID,Done", "1,", "2,")
    outcome = try_mapping(Trial(made, Mapping(columns={"id": "ID", "done": "Done"})))
    assert outcome.problems == ()
    assert outcome.fault is not None
    assert outcome.fault.text == "No row of items.csv has a date of start or done."


def test_only_the_most_frequent_words_are_offered() -> None:
    made = table("ID,Type,Done", *(f"{n},{'often' if n % 2 else n},2025-01-01" for n in range(200)))
    mapping = Mapping(columns={"id": "ID", "type": "Type", "done": "Done"})
    words = try_mapping(Trial(made, mapping)).types
    assert len(words) == MOST_WORDS
    assert words[0] == Word("often", 100)


def test_an_open_order_shows_both_readings() -> None:
    made = table("ID,Started,Done", "1,01/02/2025,03/02/2025")
    mapping = guess_mapping(made)
    outcome = try_mapping(Trial(made, mapping))
    assert mapping.ambiguous
    said = order_sentence(mapping, outcome.example)
    assert said == "01/02/2025 → 1 February 2025, or 2 January 2025?"
    chosen = mapping.with_date_order("month first")
    assert order_sentence(chosen, outcome.example) == "01/02/2025 → 2 January 2025"


def test_a_date_that_is_none_in_the_chosen_order_is_told() -> None:
    made = table("ID,Started,Done", "1,13/02/2025,14/02/2025")
    mapping = guess_mapping(made).with_date_order("month first")
    outcome = try_mapping(Trial(made, mapping))
    assert order_sentence(mapping, outcome.example) == "13/02/2025 → not a date in this order"
    assert order_sentence(mapping, None) == "No column holds dates yet."


def test_a_day_is_written_in_full() -> None:
    made = table("ID,Done", "1,2025-06-07")
    example = try_mapping(Trial(made, guess_mapping(made))).example
    assert example is not None
    assert day_text(example.readings["day first"]) == "7 June 2025"


ASIDE = SetAside(row=4, value="x", reason="not a date")


def test_the_headline_counts_what_became_of_the_rows() -> None:
    report = ImportReport(source="a.csv", rows=1204, used=1204)
    assert headline(report, Mapping()) == "1\u202f204 of 1\u202f204 rows become items · none set aside"
    worse = report.model_copy(
        update={"used": 1203, "set_aside": (ASIDE,), "in_part": (ASIDE, ASIDE), "contradictions": (ASIDE,)}
    )
    assert headline(worse, Mapping()) == (
        "1\u202f203 of 1\u202f204 rows become items · 1 set aside · 2 used in part · 1 contradicts itself"
    )


def made(*lines: str, changes: Table | None = None) -> str:
    """The headline of a table by its guessed mapping."""
    read_in = replace(table(*lines), changes=changes)
    outcome = try_mapping(Trial(read_in, guess_mapping(read_in)))
    assert outcome.imported is not None, outcome
    report = outcome.imported.report
    assert items_of(report) == len(outcome.imported.log.items)
    return headline(report, outcome.mapping)


EVENTS = ("c1,Register,2025-01-01", "c1,Decide,2025-01-04", "c2,Register,2025-01-02", "c2,Decide,2025-01-05")


def test_events_give_items_and_are_none() -> None:
    assert made("case,activity,timestamp", *EVENTS) == "4 of 4 events give 2 items · none set aside"


def test_changes_give_items_and_those_of_no_date_are_set_aside() -> None:
    rows = ("A,Open,Doing,2025-01-01", "A,Doing,Done,2025-01-02", "A,Done,Doing,someday")
    said = made("item,from,to,when", *rows)
    assert said == "2 of 3 changes give 1 item · 1 set aside"


def test_a_tracker_tells_items_and_their_changes_apart() -> None:
    rows = ("A,status,Open,Doing,2025-01-01T00:00:00Z", "A,status,Doing,Done,2025-01-02T00:00:00Z")
    changes = table("item,field,from,to,when", *rows)
    said = made("id,title,state,created", "A,First,Done,2025-01-01", changes=changes)
    assert said == "1 of 1 row become items · 2 of 2 changes used · none set aside"


def test_numbers_tell_of_items_done() -> None:
    said = made("Week,Done", "2025-01-06,3", "2025-01-13,0", "2025-01-20,4")
    assert said == "3 of 3 rows tell of 7 items done · none set aside"


def test_an_older_report_counts_its_rows_as_items() -> None:
    assert items_of(ImportReport(source="a.csv", rows=3, used=2)) == 2


def test_remarks_come_by_what_was_done_with_the_row() -> None:
    other = SetAside(row=2, value="", reason="no start")
    report = ImportReport(source="a", rows=3, used=2, set_aside=(ASIDE,), in_part=(other,))
    assert remarks_of(report) == (
        Remark(4, "set aside", "x", "not a date"),
        Remark(2, "used in part", "", "no start"),
    )


def test_of_very_many_remarks_the_first_thousand_are_listed() -> None:
    many = tuple(SetAside(row=n, value="x", reason="why") for n in range(2, 1205))
    listed = remarks_of(ImportReport(source="a", rows=1203, used=0, set_aside=many))
    assert len(listed) == 1001
    assert listed[-1] == Remark(1002, "set aside", "…", "and 203 rows more")


def test_numbers_of_things_are_words() -> None:
    assert (counted(1, "row"), counted(0, "row"), counted(2, "row")) == ("1 row", "0 rows", "2 rows")
    assert thousands(1234567) == "1\u202f234\u202f567"
