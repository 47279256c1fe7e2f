"""Dates of rows: what is kept, what is left out, and what is said about it."""

from __future__ import annotations

import pytest

from sim.errors import HistoryFault
from sim.history import Counts, SetAside, StageColumn
from tests.history.files import guess, history, story


def part(row: int, value: str, reason: str) -> SetAside:
    return SetAside(row=row, value=value, reason=reason)


# --- one row an item ----------------------------------------------------------------------------------------


def test_created_started_and_done_become_a_life() -> None:
    log, report = history("ID,Created,Started,Done", "A,2025-01-01,2025-01-03,2025-01-07")
    assert story(log) == ["2025-01-01 A arrived", "2025-01-03 A entered In progress", "2025-01-07 A done"]
    assert (report.in_part, report.contradictions) == ((), ())


def test_events_of_all_items_stand_in_order_of_time() -> None:
    log, _ = history("ID,Started,Done", "A,2025-01-02,2025-01-09", "B,2025-01-01,2025-01-02", "C,2025-01-02,")
    assert story(log) == [
        "2025-01-01 B entered In progress",
        "2025-01-02 A entered In progress",
        "2025-01-02 B done",
        "2025-01-02 C entered In progress",
        "2025-01-09 A done",
    ]


def test_events_at_one_moment_stand_in_the_order_of_a_life() -> None:
    log, _ = history("ID,Created,Started,Done", "A,2025-01-02,2025-01-02,2025-01-02")
    assert story(log) == ["2025-01-02 A arrived", "2025-01-02 A entered In progress", "2025-01-02 A done"]


def test_done_before_start_counts_in_velocity_only() -> None:
    log, report = history("ID,Started,Done", "A,2025-01-05,2025-01-03", "B,2025-01-01,2025-01-02")
    assert story(log) == [
        "2025-01-01 B entered In progress",
        "2025-01-02 B done",
        "2025-01-03 A done",
    ]
    reason = "done on 2025-01-03, before its start: that date is left out"
    assert report.in_part == (part(2, "2025-01-05", reason),)
    assert report.counts.done_before_start == 1


def test_done_on_the_day_of_its_start_is_not_before_it_where_no_time_is_written() -> None:
    log, report = history("ID,Started,Done", "A,2025-01-05 14:00,2025-01-05", "B,2025-01-05 14:00,2025-01-06")
    assert story(log) == [
        "2025-01-05 14:00 A entered In progress",
        "2025-01-05 14:00 A done",
        "2025-01-05 14:00 B entered In progress",
        "2025-01-06 B done",
    ]
    assert report.in_part == ()


def test_done_some_minutes_before_its_start_is_before_it() -> None:
    log, report = history("ID,Started,Done", "A,2025-01-05 14:00,2025-01-05 13:59")
    assert story(log) == ["2025-01-05 13:59 A done"]
    assert len(report.in_part) == 1


def test_done_without_start_is_done_all_the_same() -> None:
    log, report = history("ID,Started,Done", "A,,2025-01-03", "B,2025-01-01,")
    assert story(log) == ["2025-01-01 B entered In progress", "2025-01-03 A done"]
    assert report.counts == Counts(
        rows=2, with_start=1, with_done=1, in_progress_no_done=1, done_without_start=1
    )


def test_a_row_without_dates_is_an_item_not_started_and_said() -> None:
    log, report = history("ID,Started,Done", "A,2025-01-01,2025-01-03", "B,,")
    assert log.items.names == ("A", "B")
    assert story(log) == ["2025-01-01 A entered In progress", "2025-01-03 A done"]
    assert report.in_part == (part(3, "", "not started: no dates"),)
    assert report.counts.neither == 1


def test_a_row_with_creation_only_has_arrived() -> None:
    log, report = history("ID,Created,Started,Done", "A,2025-01-01,2025-01-01,2025-01-03", "B,2025-01-02,,")
    assert "2025-01-02 B arrived" in story(log)
    assert report.in_part == ()


def test_creation_after_the_start_is_left_out() -> None:
    log, report = history("ID,Created,Started,Done", "A,2025-01-02,2025-01-01,2025-01-03")
    assert story(log) == ["2025-01-01 A entered In progress", "2025-01-03 A done"]
    reason = "created after it was started or done: the date of creation is left out"
    assert report.in_part == (part(2, "", reason),)


def test_creation_later_on_the_day_of_the_start_is_the_moment_of_the_start() -> None:
    log, report = history("ID,Created,Started,Done", "A,2025-01-01 15:00,2025-01-01,2025-01-03")
    assert story(log)[:2] == ["2025-01-01 A arrived", "2025-01-01 A entered In progress"]
    assert report.in_part == ()


# --- what cannot be read ------------------------------------------------------------------------------------

FIVE_GOOD = tuple(f"{n},2025-01-01,2025-01-02" for n in range(5))


def test_an_unreadable_done_sets_the_row_aside() -> None:
    log, report = history("ID,Started,Done", *FIVE_GOOD, "X,2025-01-01,soon")
    assert log.items.names == ("0", "1", "2", "3", "4")
    assert report.set_aside == (part(7, "soon", "Done is not a date"),)
    assert (report.rows, report.used) == (6, 5)


def test_an_unreadable_start_of_a_done_item_is_left_out() -> None:
    log, report = history("ID,Started,Done", *FIVE_GOOD, "X,soon,2025-01-03")
    assert story(log)[-1] == "2025-01-03 X done"
    assert report.in_part == (part(7, "soon", "Started is not a date"),)
    assert report.set_aside == ()


def test_an_unreadable_start_of_an_unfinished_item_sets_it_aside() -> None:
    _, report = history("ID,Started,Done", *FIVE_GOOD, "X,soon,")
    assert report.set_aside == (part(7, "soon", "Started is not a date"),)


def test_an_unreadable_creation_is_left_out() -> None:
    rows = [f"{n},2025-01-01,2025-01-01,2025-01-02" for n in range(5)]
    log, report = history("ID,Created,Started,Done", *rows, "X,soon,,")
    assert "X" in log.items.names
    assert part(7, "soon", "Created is not a date") in report.in_part


# --- where creation is the start ----------------------------------------------------------------------------


def test_creation_is_the_start_where_no_column_is_and_it_is_said() -> None:
    log, report = history("ID,Created,Done", "A,2025-01-01,2025-01-03")
    assert story(log) == ["2025-01-01 A arrived", "2025-01-01 A entered In progress", "2025-01-03 A done"]
    said = "No column holds the start: Created is taken as the start, so flow time is lead time."
    assert said in report.assumed


def test_creation_may_be_chosen_where_a_start_is_blank() -> None:
    lines = ("ID,Created,Started,Done", "A,2025-01-01,,2025-01-03", "B,2025-01-01,2025-01-02,2025-01-03")
    assert history(*lines).report.counts.with_start == 1
    log, report = history(*lines, missing_start="created")
    assert "2025-01-01 A entered In progress" in story(log)
    assert "Where Started is blank, Created is taken as the start (rows: 1)." in report.assumed
    assert report.counts.with_start == 2


def test_without_start_and_creation_only_velocity_is_known_and_it_is_said() -> None:
    log, report = history("ID,Done", "A,2025-01-03")
    assert story(log) == ["2025-01-03 A done"]
    assert "No column holds the start: only velocity can be told, no flow times." in report.assumed


# --- one date column a stage --------------------------------------------------------------------------------

BOARD = "ID,Backlog,Committed,Build,Test,Done"


def test_each_stage_date_is_an_entry_and_the_backlog_an_arrival() -> None:
    log, report = history(BOARD, "A,2025-01-01,2025-01-02,2025-01-03,2025-01-04,2025-01-05")
    assert story(log) == [
        "2025-01-01 A arrived",
        "2025-01-01 A entered Backlog",
        "2025-01-02 A entered Committed",
        "2025-01-03 A entered Build",
        "2025-01-04 A entered Test",
        "2025-01-05 A done",
    ]
    assert "An item arrives on its date in Backlog." in report.assumed
    assert "Flow time begins with Committed and ends with Done." in report.assumed


def test_skipped_stages_are_not_entered() -> None:
    rows = ("A,2025-01-01,,,,2025-01-05", "B,2025-01-01,2025-01-01,2025-01-02,2025-01-03,2025-01-04")
    log, report = history(BOARD, *rows)
    assert [line for line in story(log) if " A " in line] == [
        "2025-01-01 A arrived",
        "2025-01-01 A entered Backlog",
        "2025-01-05 A done",
    ]
    assert (report.in_part, report.contradictions) == ((), ())


def test_a_date_before_that_of_an_earlier_stage_is_kept_and_said() -> None:
    rows = (
        "A,2025-01-01,2025-01-02,2025-01-05,2025-01-04,2025-01-06",
        "B,2025-01-01,2025-01-02,2025-01-03,2025-01-04,2025-01-06",
    )
    log, report = history(BOARD, *rows)
    assert [line for line in story(log) if " A " in line][-3:] == [
        "2025-01-04 A entered Test",
        "2025-01-05 A entered Build",
        "2025-01-06 A done",
    ]
    reason = "entered Test before Build: kept as dated, as an item that moved back"
    assert report.contradictions == (part(2, "2025-01-04", reason),)


def test_entries_after_done_are_left_out() -> None:
    log, report = history(BOARD, "A,2025-01-01,2025-01-02,2025-01-03,2025-01-09,2025-01-05")
    assert story(log)[-2:] == ["2025-01-03 A entered Build", "2025-01-05 A done"]
    reason = "done on 2025-01-05, before its Test: that date is left out"
    assert report.in_part == (part(2, "2025-01-09", reason),)


def test_an_unreadable_stage_of_an_item_with_other_dates_is_left_out() -> None:
    rows = [f"{n},2025-01-01,2025-01-02,2025-01-03,2025-01-04,2025-01-05" for n in range(5)]
    log, report = history(BOARD, *rows, "X,2025-01-01,2025-01-02,soon,,")
    assert "X" in log.items.names
    assert report.in_part == (part(7, "soon", "Build is not a date"),)


def test_a_creation_column_goes_before_the_backlog_as_arrival() -> None:
    log, report = history(
        "ID,Created Date,Backlog,Build,Done", "A,2024-12-31,2025-01-01,2025-01-03,2025-01-05"
    )
    assert story(log)[0] == "2024-12-31 A arrived"
    assert "An item arrives on its date in Backlog." not in report.assumed


def test_other_flow_states_move_the_commitment() -> None:
    lines = (BOARD, "A,2025-01-01,2025-01-02,2025-01-03,2025-01-04,2025-01-05")
    stages = tuple(
        StageColumn(column=s.column, name=s.name, state="new" if s.name == "Committed" else s.state)
        for s in guess(*lines).stages
    )
    log, report = history(*lines, stages=stages)
    assert log.stages[log.commitment].name == "Build"
    assert "Flow time begins with Build and ends with Done." in report.assumed


# --- zones --------------------------------------------------------------------------------------------------


def test_days_begin_and_end_in_the_zone_of_the_mapping() -> None:
    lines = ("ID,Started,Done", "A,2025-07-01T22:30:00Z,2025-07-02T21:00:00Z")
    assert story(history(*lines).log)[0] == "2025-07-01 22:30 A entered In progress"
    log, report = history(*lines, zone="Europe/Amsterdam")
    assert story(log) == ["2025-07-02 00:30 A entered In progress", "2025-07-02 23:00 A done"]
    assert report.zone == "Europe/Amsterdam"
    said = "Times without an offset are taken as times in Europe/Amsterdam; days begin and end there."
    assert said in report.assumed


def test_wall_clocks_stay_what_they_were_in_any_zone() -> None:
    lines = ("ID,Started,Done", "A,2025-03-29 12:00,2025-03-31 12:00")
    log = history(*lines, zone="Europe/Amsterdam").log
    assert story(log) == ["2025-03-29 12:00 A entered In progress", "2025-03-31 12:00 A done"]
    assert float(log.time[1] - log.time[0]) == pytest.approx(2 - 1 / 24)


def test_a_file_without_any_start_or_done_is_refused() -> None:
    with pytest.raises(HistoryFault, match=r"No row of items\.csv has a date of start or done"):
        history("ID,Created,Started,Done", "A,2025-01-01,,")
