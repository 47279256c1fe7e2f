"""Every metric of a history as a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from sim.log import EventLog, TimeBase
from sim.metrics import DayRule, DoraMapping, Marks, dora, summarise, whole
from sim.report import (
    BRIEF,
    Cell,
    TableOut,
    ageing_table,
    all_tables,
    as_csv,
    as_xlsx,
    blocked_table,
    dora_table,
    flow_table,
    items_table,
    limits_table,
    littles_table,
    load_table,
    parts_table,
    stage_table,
    week_table,
)
from tests.log.story import told
from tests.metrics.scenes import DATED, HISTORY, day, two_stages

MOVES = (
    ("2026-03-02T09:00", 0, "entered build"),
    ("2026-03-02T12:00", 1, "entered build"),
    ("2026-03-03T09:00", 1, "blocked build"),
    ("2026-03-04T09:00", 1, "unblocked build"),
    ("2026-03-04T09:00", 0, "entered test"),
    ("2026-03-05T09:00", 0, "entered build"),
    ("2026-03-06T09:00", 0, "entered test"),
    ("2026-03-06T21:00", 0, "done"),
    ("2026-03-10T12:00", 1, "done"),
    ("2026-03-11T12:00", 2, "entered build"),
)
"""Item A is sent back once and done after four and a half days; B is blocked for a day; C is open."""


def board() -> EventLog:
    story = "\n".join(f"{day(when)!r} {item} {what}" for when, item, what in MOVES)
    end = day("2026-03-13T23:59")
    log = told(story, types=(0, 1, 0), names=("A", "B", "C"), base=DATED, origin=HISTORY, end=end)
    attributes = {"team": ("red", "blue", "red"), "blocked": ("", "=vendor", "")}
    items = replace(log.items, titles=("First", "=SUM(1)", ""), attributes=attributes)
    return replace(log, start=day("2026-03-02T09:00"), items=items)


LOG = board()
WINDOW = whole(LOG)


def column(table: TableOut, name: str) -> list[Cell]:
    place = [one.name for one in table.columns].index(name)
    return [row[place] for row in table.rows]


def test_the_flow_metrics_are_one_a_row_with_their_unit() -> None:
    table = flow_table(LOG, summarise(LOG, WINDOW))
    rows = {str(name): (value, unit) for name, value, unit in table.rows}
    assert rows["Flow velocity"][0] == pytest.approx(2 / 12 * 7)
    assert rows["Flow velocity"][1] == "items a week"
    assert rows["Items with a flow time"] == (2, "items")
    assert rows["Flow time, mean"] == (7.0, "days")
    assert rows["Flow time, 85 %"] == (None, "days")  # two items support no percentile
    assert rows["Items still open"] == (1, "items")
    assert rows["Flow distribution, Defect"] == (0.5, "share")


def test_each_part_has_a_row_with_its_own_figures() -> None:
    table = parts_table(LOG, WINDOW, "team")
    assert column(table, "team") == ["red", "blue"]
    assert (column(table, "items"), column(table, "done"), column(table, "open")) == ([2, 1], [1, 1], [1, 0])
    assert column(table, "velocity") == pytest.approx([7 / 12, 7 / 12])
    assert (table.columns[3].unit, table.note) == ("items a week", "")


def test_more_parts_than_a_table_holds_are_said() -> None:
    story = "\n".join(f"{day('2026-03-02')!r} {n} entered build" for n in range(25))
    log = told(story, base=DATED, origin=HISTORY, end=day("2026-03-04"))
    many = replace(log, items=replace(log.items, attributes={"parent": tuple(f"E{n}" for n in range(25))}))
    table = parts_table(many, whole(many), "parent")
    assert len(table.rows) == 20
    assert table.note == "The 20 most frequent values of parent; 5 more are left out."


def test_time_in_state_has_a_row_a_stage_in_full_and_in_brief() -> None:
    table = stage_table(LOG, WINDOW)
    assert (column(table, "stage"), column(table, "visits")) == (["Build", "Test"], [3, 2])
    assert (column(table, "came again"), column(table, "blocked")) == ([1, 1], [1.0, 0.0])
    assert column(table, "counts as") == [stage.state for stage in LOG.stages]
    assert column(table, "total") == pytest.approx([2 + 1 + 8, 1 + 0.5])
    brief = table.only(*BRIEF)
    assert [one.name for one in brief.columns] == list(BRIEF)
    assert [len(row) for row in brief.rows] == [len(BRIEF)] * 2


def test_a_wait_stage_counts_as_waiting_whatever_it_is_mapped_to() -> None:
    stages = (replace(LOG.stages[0], kind="wait"), LOG.stages[1])
    table = stage_table(replace(LOG, stages=stages), WINDOW)
    assert column(table, "counts as") == ["waiting", "active"]


def test_blocked_time_is_by_reason_and_stage() -> None:
    table = blocked_table(LOG, WINDOW)
    assert [row[:5] for row in table.rows] == [("=vendor", 1, 1, 1.0, 1.0)]
    assert (column(table, "in Build"), column(table, "in Test"), table.note) == ([1.0], [0.0], "")
    said = replace(LOG, items=replace(LOG.items, attributes={"blocked": ("yes", "x", "")}))
    assert blocked_table(said, WINDOW).note == (
        "Said to be blocked without a time, in no figure here: 1 item."
    )


def test_weeks_and_days_are_dates() -> None:
    weeks = week_table(LOG, WINDOW)
    assert column(weeks, "week from") == [dt.date(2026, 3, 2), dt.date(2026, 3, 9)]
    assert (column(weeks, "begun"), column(weeks, "done"), column(weeks, "net")) == ([2, 1], [1, 1], [1, 0])
    assert (column(weeks, "in progress"), column(weeks, "Defect done")) == ([1, 1], [0, 1])
    days = load_table(LOG, WINDOW)
    assert days.rows[0] == (dt.date(2026, 3, 2), 2)
    assert column(days, "in progress") == [2, 2, 2, 2, 1, 1, 1, 1, 0, 1, 1, 1]


def test_process_behaviour_names_signals_and_says_when_there_is_too_little() -> None:
    few = limits_table(LOG, WINDOW)
    assert (column(few, "week from"), few.note) == (
        [dt.date(2026, 3, 2)],
        "Limits of 1 week are not worth showing.",
    )
    done = (2, 3, 2, 3, 2, 3, 2, 30)
    start = day("2026-03-02")
    story = "\n".join(
        f"{start + 7 * week!r} {item} done"
        for item, week in enumerate(week for week, count in enumerate(done) for _ in range(count))
    )
    log = told(story, base=DATED, origin=HISTORY, start=start, end=start + 7 * len(done) - 0.001)
    table = limits_table(log, whole(log))
    assert (column(table, "done"), table.note) == ([float(count) for count in done], "")
    assert column(table, "signal") == [""] * 7 + ["beyond a limit"]


def test_ageing_names_the_item_and_where_it_is() -> None:
    assert ageing_table(LOG).rows == (("C", "", "Feature", "Build", 3.0, None),)


def test_times_have_the_unit_of_the_rule_that_counts_them() -> None:
    base = TimeBase("hour", DATED.origin, "UTC")
    log = told("0 0 entered build\n0 1 entered build\n30 0 done", base=base, origin=HISTORY, end=40.0)
    window = whole(log)
    cases: list[tuple[DayRule, str, float]] = [("inclusive", "days", 2.0), ("elapsed", "hours", 40.0)]
    for rule, unit, age in cases:
        by_type = parts_table(log, window, "type", rule)
        aged = ageing_table(log, rule)
        assert [one.unit for one in by_type.columns if one.name.startswith("flow time")] == [unit] * 2
        assert ([one.unit for one in aged.columns if one.name == "age"], column(aged, "age")) == (
            [unit],
            [age],
        )
        assert items_table(log, window, rule).columns[-1].unit == unit


def test_littles_law_has_its_assumptions() -> None:
    table = littles_table(LOG, WINDOW)
    assert column(table, "what")[:2] == ["Load", "Rate of items done"]
    assert column(table, "how it stands")[5:] == ["holds", "holds", "holds", "holds"]


def test_items_done_have_their_moments_and_what_the_tracker_said() -> None:
    table = items_table(LOG, WINDOW)
    assert [one.name for one in table.columns] == [
        "item",
        "title",
        "type",
        "class",
        "team",
        "blocked",
        "arrived",
        "begun",
        "done",
        "flow time",
    ]
    assert table.rows[0] == (
        *("A", "First", "Feature", "standard", "red", ""),
        None,
        dt.datetime.fromisoformat("2026-03-02T09:00"),
        dt.datetime.fromisoformat("2026-03-06T21:00"),
        5.0,
    )
    assert items_table(LOG, WINDOW, "elapsed").rows[0][-1] == 4.5


def test_dora_shows_what_is_missing_in_the_place_of_the_figure() -> None:
    found = dora(LOG, WINDOW, DoraMapping(Marks("team", ("red",)), guessed=("Guessed so.",)))
    table = dora_table(found, "day")
    assert column(table, "value") == [1 / 12, None, None, None, None]
    assert str(column(table, "how")[2]).startswith("Nothing tells incidents")
    assert table.note == "Guessed so."


def test_everything_together_can_be_written_as_it_is() -> None:
    tables = all_tables(LOG, WINDOW, "team")
    assert len({table.title for table in tables}) == len(tables) == 11
    assert as_xlsx(tables)
    written = {table.title: as_csv(table).decode("utf-8-sig") for table in tables}
    assert ",'=SUM(1)," in written["Items done"]
    assert "\n'=vendor," in written["Blocked time"]


def test_a_run_without_dates_has_numbers_for_days() -> None:
    log = two_stages()
    window = whole(log)
    assert week_table(log, window).rows[0][:4] == (0, 2, 2, 2)
    assert column(load_table(log, window), "day") == list(range(6))
    assert items_table(log, window).rows[0] == ("1", "", "Defect", "standard", 1.0, 2.0, 5.0, 3.0)
    assert flow_table(log, summarise(log, window)).rows[0] == ("Flow velocity", 2 / 6 * 7, "items a week")
    assert len(all_tables(log, window)) == 11


def test_an_empty_history_has_tables_without_rows() -> None:
    empty = told("0 0 entered build", origin=HISTORY, base=DATED, end=0.5)
    tables = {table.title: table for table in all_tables(empty, whole(empty))}
    assert tables["Items done"].rows == ()
    assert tables["Blocked time"].rows == ()
    assert all(np.isfinite(cell) for row in tables["By week"].rows for cell in row if isinstance(cell, float))
