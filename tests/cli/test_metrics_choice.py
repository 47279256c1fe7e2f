"""Which items and dates are meant by the words of a command, and how a table of values is printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from sim.cli.metrics_choice import chosen, chosen_window, respect
from sim.cli.output import show_table_out
from sim.errors import UserFault
from sim.log import EventLog
from sim.report import Column, TableOut
from tests.metrics.scenes import day, history

TEAMS = tuple(f"Team {number % 14}" for number in range(28))


def board() -> EventLog:
    log = history(*[("2026-03-02", "2026-03-05")] * 28, end="2026-03-08")
    return replace(log, items=replace(log.items, attributes={"Team": TEAMS, "tags": ("a|b",) * 28}))


def test_a_respect_is_found_in_the_plural_and_in_capitals_or_not() -> None:
    log = board()
    assert [respect(log, name) for name in ("team", "TEAMS", "Team", "tag", "tags", "types", "Class")] == [
        "Team",
        "Team",
        "Team",
        "tags",
        "tags",
        "type",
        "class",
    ]


def test_values_of_one_name_are_alternatives_and_names_hold_together() -> None:
    log = board()
    assert len(chosen(log, ["team=Team 1"]).items) == 2
    assert len(chosen(log, ["team=Team 1", "team = team 2"]).items) == 4
    assert len(chosen(log, ["tag=b", "team=team 3"]).items) == 2
    assert chosen(log, []) is log


def test_of_many_values_some_are_named() -> None:
    with pytest.raises(UserFault) as fault:
        chosen(board(), ["team=none"])
    assert fault.value.text == "No item has Team none."
    assert fault.value.hint.startswith("Its values are Team 0, Team 1, Team 10,")
    assert fault.value.hint.endswith(" and 2 more.")


def test_dates_become_a_window_and_none_is_none() -> None:
    log = board()
    assert chosen_window(log, None, None) is None
    first, final = (dt.date.fromisoformat(f"2026-03-0{date}") for date in (3, 4))
    window = chosen_window(log, first, final)
    assert window is not None
    assert (window.start, window.end) == (day("2026-03-03"), day("2026-03-05"))
    with pytest.raises(UserFault) as fault:
        chosen_window(log, final, first)
    assert fault.value.hint == "It runs from 2026-03-02 to 2026-03-08."


def test_a_table_of_values_is_printed_with_its_units(capsys: pytest.CaptureFixture[str]) -> None:
    columns = (Column("stage"), Column("time", "days"), Column("longest", "days"), Column("part", "share"))
    show_table_out(TableOut("Stages", columns, (("Build", 1234.5, None, 0.25), ("Test", 0.0, 2.0, None))))
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert lines[0] == ["Stages", "(days)"]
    assert lines[1] == ["stage", "time", "longest", "part"]
    assert lines[3:] == [["Build", "1", "234.50", "–", "25.0", "%"], ["Test", "0.00", "2.00", "–"]]


def test_units_that_differ_stand_with_their_columns(capsys: pytest.CaptureFixture[str]) -> None:
    columns = (Column("name"), Column("time", "days"), Column("rate", "items a week"), Column("n", "items"))
    show_table_out(TableOut("Both", columns, (("all", 1.0, 2.0, 3),)))
    said = capsys.readouterr().out
    assert said.splitlines()[0] == "Both"
    assert all(heading in said for heading in ("time (days)", "rate (items a week)", "n (items)"))
