"""Ids, types, classes, states and other texts of items."""

from __future__ import annotations

import pytest

from sim.history import Rules, SetAside, TypeCount
from sim.log import LogType, lives
from tests.history.files import day, guess, history

DATES = "2025-01-01,2025-01-02"


def test_items_keep_their_ids_and_titles() -> None:
    log, _ = history("Key,Summary,Started,Done", f"A-1,one,{DATES}", f"A-2,two,{DATES}")
    assert (log.items.names, log.items.titles) == (("A-1", "A-2"), ("one", "two"))


def test_without_ids_the_row_numbers_name_the_items_and_it_is_said() -> None:
    log, report = history("Started,Done", DATES, DATES)
    assert log.items.names == ("row 2", "row 3")
    assert "No column holds ids: items are named by their row numbers." in report.assumed
    assert log.items.titles == ()


def test_blank_ids_are_row_numbers_too() -> None:
    log, report = history("ID,Started,Done", f"A,{DATES}", f",{DATES}", f",{DATES}")
    assert log.items.names == ("A", "row 3", "row 4")
    assert "Rows without an id, named by their row numbers: 2." in report.assumed


def test_a_repeated_id_sets_the_later_row_aside() -> None:
    log, report = history("ID,Started,Done", f"A,{DATES}", f"B,{DATES}", f"A,{DATES}", f"A,{DATES}")
    assert log.items.names == ("A", "B")
    assert report.set_aside == (
        SetAside(row=4, value="A", reason="the id already stands in row 2"),
        SetAside(row=5, value="A", reason="the id already stands in row 2"),
    )


def test_types_stand_in_the_order_of_the_flow_items_then_their_own() -> None:
    log, report = history(
        "ID,Type,Started,Done",
        f"1,Spike,{DATES}",
        f"2,Task,{DATES}",
        f"3,Bug,{DATES}",
        f"4,Story,{DATES}",
        f"5,Feature,{DATES}",
        f"6,,{DATES}",
    )
    assert log.types == (
        LogType("feature", "Feature"),
        LogType("defect", "Defect"),
        LogType("debt", "Debt"),
        LogType("spike", "Spike"),
        LogType("no-type", "No type"),
    )
    assert [log.types[number].id for number in log.items.type.tolist()] == [
        "spike",
        "debt",
        "defect",
        "feature",
        "feature",
        "no-type",
    ]
    assert report.types == (
        TypeCount(theirs="Spike", ours="spike", rows=1),
        TypeCount(theirs="Task", ours="debt", rows=1),
        TypeCount(theirs="Bug", ours="defect", rows=1),
        TypeCount(theirs="Story", ours="feature", rows=1),
        TypeCount(theirs="Feature", ours="feature", rows=1),
        TypeCount(theirs="", ours="no-type", rows=1),
    )
    assert (
        "Type is read so: Task as Debt, Bug as Defect, Story as Feature, Feature as Feature."
        in report.assumed
    )
    assert "Not one of the four flow items, so types of their own: Spike, blank." in report.assumed


def test_types_can_be_mapped_otherwise() -> None:
    lines = ("ID,Type,Started,Done", f"1,Spike,{DATES}", f"2,Probe,{DATES}")
    log, _ = history(*lines, types={"Spike": "risk", "Probe": "probe"}, type_names={"probe": "Probing"})
    assert log.types == (LogType("risk", "Risk"), LogType("probe", "Probing"))


def test_a_type_that_the_mapping_lacks_is_its_own_never_silently_a_feature() -> None:
    log, _ = history("ID,Type,Started,Done", f"1,Story,{DATES}", types={})
    assert log.types == (LogType("story", "Story"),)


def test_without_types_all_items_are_of_one_type() -> None:
    log, report = history("ID,Started,Done", f"1,{DATES}")
    assert log.types == (LogType("item", "Item"),)
    assert "No column holds types: all items are of one type." in report.assumed


def test_classes_of_service_begin_with_expedite() -> None:
    rows = [f"{n},{name},{DATES}" for n, name in enumerate(("Normal", "Normal", "Expedite", ""))]
    log, _ = history("ID,Classe,Started,Done", *rows)
    assert log.classes == ("Expedite", "Normal", "standard")
    assert log.items.service_class.tolist() == [1, 1, 0, 2]


def test_mapped_texts_are_kept_by_field_and_others_by_header() -> None:
    log, _ = history(
        "ID,Status,Epic,Labels,Story Points,Remark,Started,Done",
        f"1,Done,E-1,a|b,5,seen,{DATES}",
    )
    assert log.items.attributes == {
        "state": ("Done",),
        "parent": ("E-1",),
        "tags": ("a|b",),
        "size": ("5",),
        "Remark": ("seen",),
    }


def test_a_header_that_is_a_field_of_another_column_keeps_both() -> None:
    columns = {"id": "ID", "done": "Done", "state": "Status"}
    log, _ = history("ID,Status,state,Done", "1,a,b,2025-01-01", columns=columns)
    assert log.items.attributes == {"state": ("a",), "state (column)": ("b",)}


def test_cancelled_rows_are_left_out_by_their_state() -> None:
    log, report = history(
        "ID,State,Started,Done", f"1,Done,{DATES}", f"2,Removed,{DATES}", "3,Won't Do,2025-01-01,"
    )
    assert log.items.names == ("1",)
    assert report.set_aside == (
        SetAside(row=3, value="Removed", reason="cancelled: left out"),
        SetAside(row=4, value="Won't Do", reason="cancelled: left out"),
    )
    assert "Rows whose state or resolution says cancelled are left out: 2." in report.assumed


RESOLVED = (
    "Issue key,Status,Resolution,Created,Resolved",
    "A-1,Done,Done,2025-01-01,2025-01-05",
    "A-2,Done,Won't Do,2025-01-01,2025-01-06",
    "A-3,Closed,Duplicate,2025-01-01,2025-01-07",
    "A-4,Closed,Cannot Reproduce,2025-01-01,",
    "A-5,To Do,,2025-01-01,",
)


def test_a_resolution_that_means_cancelled_leaves_its_row_out() -> None:
    log, report = history(*RESOLVED)
    assert log.items.names == ("A-1", "A-5")
    assert report.set_aside == (
        SetAside(row=3, value="Won't Do", reason="cancelled: left out"),
        SetAside(row=4, value="Duplicate", reason="cancelled: left out"),
        SetAside(row=5, value="Cannot Reproduce", reason="cancelled: left out"),
    )
    assert "Rows whose state or resolution says cancelled are left out: 3." in report.assumed


def test_cancelled_rows_may_count_as_done_on_the_day_they_were_given_up() -> None:
    log, report = history(*RESOLVED, rules=Rules(cancelled="as done"))
    assert log.items.names == ("A-1", "A-2", "A-3", "A-5")
    assert [day(log, time) for time in lives(log).done[:3]] == ["2025-01-05", "2025-01-06", "2025-01-07"]
    assert report.set_aside == (
        SetAside(row=5, value="Cannot Reproduce", reason="cancelled without a date of done: left out"),
    )
    said = (
        "Rows whose state or resolution says cancelled count as done on their date of done, else are left out"
    )
    assert f"{said}: 3." in report.assumed


def test_a_resolution_may_be_told_not_to_mean_cancelled() -> None:
    kept = history(*RESOLVED, resolutions={"Won't Do": "cancelled"}).log.items.names
    assert kept == ("A-1", "A-3", "A-4", "A-5")


@pytest.mark.parametrize("header", ["Resolution", "Lösung", "Resolução", "Résolution", "Resolución"])
def test_a_resolution_is_known_in_the_languages_of_jira(header: str) -> None:
    mapping = guess(RESOLVED[0].replace("Resolution", header), *RESOLVED[1:])
    assert mapping.columns["resolution"] == header
    assert mapping.columns["done"] == "Resolved"
    assert mapping.resolutions == dict.fromkeys(("Won't Do", "Duplicate", "Cannot Reproduce"), "cancelled")


def test_a_state_may_be_told_not_to_mean_cancelled() -> None:
    lines = ("ID,State,Started,Done", f"1,Done,{DATES}", f"2,Removed,{DATES}")
    assert history(*lines, states={}).log.items.names == ("1", "2")


def test_a_state_that_contradicts_the_dates_is_reported_and_the_dates_believed() -> None:
    log, report = history(
        "ID,State,Started,Done",
        "1,In Progress,2025-01-01,2025-01-02",
        "2,Done,2025-01-01,",
        "3,To Do,2025-01-01,",
        "4,Foo,2025-01-01,",
        "5,In Progress,2025-01-01,",
    )
    assert len(log.items) == 5
    assert [(remark.row, remark.value, remark.reason) for remark in report.contradictions] == [
        (2, "In Progress", "the state says not done, but there is a date of done: counted as done"),
        (3, "Done", "the state says done, but there is no date of done: counted as not done"),
        (4, "To Do", "the state says not started, but there is a start: counted as started"),
    ]
