"""Flags set and cleared: blocked time, visit by visit."""

from __future__ import annotations

import numpy as np
import pytest

from sim.history import Imported, Table, assemble, guess_mapping
from sim.history.flags import stretches
from sim.log import ItemState, audit, states
from tests.history.files import story, table
from tests.history.logs import with_rules

ITEMS = table("id,title,type,state,created", "A,one,Story,Done,2024-01-01", "B,two,Bug,To Do,2024-01-02")
MOVES = ("A status To_Do Build 03", "A status Build Test 05", "A status Test Done 08")


def tracked(*lines: str, items: Table = ITEMS) -> Table:
    """Items with their changes beside them, as a tracker's file gives them."""
    rows = [line.split() for line in lines]
    cells = [
        (item, kind, came.replace("_", " ").strip(), to.replace("_", " ").strip(), f"2024-01-{day}T00:00:00Z")
        for item, kind, came, to, day in rows
    ]
    headers = ("item", "field", "from", "to", "when")
    columns = tuple(zip(*cells, strict=True))
    return Table(
        items.source,
        items.headers,
        items.columns,
        items.numbers,
        changes=Table(items.source, headers, columns, tuple(range(1, len(rows) + 1))),
    )


def followed(*lines: str, **rules: str) -> Imported:
    """The history of items with their changes."""
    made = tracked(*MOVES, *lines)
    return assemble(made, with_rules(guess_mapping(made), **rules))


def about(log_lines: list[str], item: str) -> list[str]:
    """What happened to one item, without the month."""
    return [line[8:].replace(f" {item} ", " ") for line in log_lines if f" {item} " in line]


def test_items_of_a_tracker_bring_their_changes_along() -> None:
    log, report = followed()
    assert about(story(log), "A") == [
        "01 arrived",
        "01 entered To Do",
        "03 entered Build",
        "05 entered Test",
        "08 done",
    ]
    assert about(story(log), "B") == ["02 arrived", "02 entered To Do"]
    assert (report.rows, report.used, report.items, report.changes, report.changes_used) == (2, 2, 2, 3, 3)
    assert [kind.id for kind in log.types] == ["feature", "defect"]
    assert log.items.titles == ("one", "two")


def test_a_flag_blocks_from_its_setting_to_its_clearing() -> None:
    log, report = followed("A flag _ Impediment 03", "A flag Impediment _ 04")
    assert about(story(log), "A")[2:5] == ["03 entered Build", "03 blocked Build", "04 unblocked Build"]
    assert log.items.attributes["blocked"] == ("Impediment", "")
    assert (
        "Flags set or cleared; an item is blocked from one to the other, or to its end: 2." in report.assumed
    )
    assert audit(log) == ()


def test_a_flag_over_a_move_blocks_both_visits() -> None:
    log, _ = followed("A flag _ Broken 04", "A flag Broken _ 06")
    assert about(story(log), "A")[2:7] == [
        "03 entered Build",
        "04 blocked Build",
        "05 entered Test",
        "05 blocked Test",
        "06 unblocked Test",
    ]
    spans = states(log)
    blocked = spans.state == ItemState.BLOCKED
    assert float((spans.end - spans.begin)[blocked].sum()) == pytest.approx(2.0)


def test_a_flag_that_is_never_cleared_ends_with_the_item() -> None:
    log, _ = followed("A flag _ Broken 06")
    assert about(story(log), "A")[-2:] == ["06 blocked Test", "08 done"]
    assert audit(log) == ()


def test_a_flag_on_an_open_item_stays_to_the_end_of_the_history() -> None:
    log, _ = followed("B status To_Do Build 04", "B flag _ Broken 06")
    assert about(story(log), "B")[-1] == "06 blocked Build"
    spans = states(log)
    assert float((spans.end - spans.begin)[spans.state == ItemState.BLOCKED].sum()) == pytest.approx(
        3.0, abs=1e-3
    )


def test_a_flag_before_commitment_is_kept_and_is_no_blocked_work() -> None:
    log, _ = followed("A flag _ Broken 01", "A flag Broken _ 02")
    assert "01 blocked To Do" in about(story(log), "A")
    assert not np.any(states(log).state == ItemState.BLOCKED)


def test_a_flag_after_done_is_nothing() -> None:
    log, _ = followed("A flag _ Late 09", "A flag Late _ 10")
    assert about(story(log), "A")[-1] == "08 done"
    assert audit(log) == ()


def test_flags_can_be_left_unread() -> None:
    log, report = followed("A flag _ Broken 04", flags="ignored")
    assert "blocked" not in " ".join(story(log))
    assert "Flags are not read: 1." in report.assumed


def test_a_flag_with_a_new_reason_goes_on() -> None:
    log, _ = followed("A flag _ One 03", "A flag One Two 04", "A flag Two _ 05")
    assert [line for line in about(story(log), "A") if "blocked" in line] == ["03 blocked Build"]
    assert log.items.attributes["blocked"][0] == "One; Two"


def test_changes_of_an_item_that_is_not_there_are_told() -> None:
    log, report = followed("C status To_Do Build 05")
    assert log.items.names == ("A", "B")
    assert [(one.row, one.value, one.reason) for one in report.in_part] == [
        (4, "C", "is about no item of the file")
    ]


def test_an_item_that_was_never_moved_is_where_its_state_says() -> None:
    items = table("id,state,created", "A,Done,2024-01-01", "B,Build,2024-01-02")
    made = tracked(*MOVES, items=items)
    log = assemble(made, guess_mapping(made)).log
    assert about(story(log), "B") == ["02 arrived", "02 entered Build"]


def test_an_id_that_occurs_again_is_set_aside() -> None:
    items = table("id,state,created", "A,Done,2024-01-01", "A,Build,2024-01-02")
    made = tracked(*MOVES, items=items)
    log, report = assemble(made, guess_mapping(made))
    assert log.items.names == ("A",)
    assert [(one.row, one.reason) for one in report.set_aside] == [(3, "the id already stands in row 2")]


def test_a_cancelled_item_of_a_tracker_is_set_aside_once() -> None:
    made = tracked(*MOVES, "B status To_Do Rejected 04")
    log, report = assemble(made, guess_mapping(made))
    assert log.items.names == ("A",)
    assert [(one.row, one.reason) for one in report.set_aside] == [(3, "cancelled: left out")]
    assert (report.rows, report.used) == (2, 1)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("0+ 2-", [(0, 2)]),
        ("0+ 2- 5+", [(0, 2), (5, np.inf)]),
        ("0- 1+ 2+ 3- 4-", [(1, 3)]),
        ("0+ 2- 2+ 4-", [(0, 4)]),
        ("3+ 3-", []),
        ("", []),
    ],
)
def test_stretches_join_what_touches(told: str, expected: list[tuple[float, float]]) -> None:
    rows = told.split()
    times = np.array([float(row[:-1]) for row in rows])
    is_set = np.array([row[-1] == "+" for row in rows], np.bool_)
    for item in (0, 3):
        found = stretches(np.full(len(rows), item), times, is_set)
        assert list(zip(found.begin.tolist(), found.end.tolist(), strict=True)) == expected
        assert set(found.item.tolist()) <= {item}


def test_a_flag_of_one_item_does_not_run_into_the_next() -> None:
    found = stretches(np.array([0, 1, 1]), np.array([1.0, 2.0, 3.0]), np.array([True, False, True]))
    assert found.end.tolist() == [np.inf, np.inf]
