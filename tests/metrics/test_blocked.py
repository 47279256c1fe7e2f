"""Blocked time by reason."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.log import EventLog
from sim.metrics import Window, blocked_time, mean_load_series
from sim.metrics.blocked import NOT_SAID, reasons_of
from tests.log.story import told
from tests.log.strategies import GRID, remembered, staffed
from tests.metrics.scenes import HISTORY

FLAGGED = """
    0 0 entered build
    0 1 entered build
    0 2 entered build
    1 0 blocked build
    3 0 unblocked build
    4 0 entered test
    5 0 blocked test
    6 0 done
    6 1 blocked build
    7 1 unblocked build
"""
"""Item 0 is under a flag from 1 to 3 in Build and from 5 to its end in Test, item 1 from 6 to 7."""


def flagged(*reasons: str) -> EventLog:
    log = told(FLAGGED, origin=HISTORY, end=8.0)
    return replace(log, items=replace(log.items, attributes={"blocked": reasons})) if reasons else log


def test_time_under_a_flag_is_told_by_reason_and_stage() -> None:
    found = blocked_time(flagged("vendor", "", "no"), Window(0, 8))
    vendor, other = found.reasons
    assert (vendor.reason, vendor.items, vendor.stretches, vendor.total, vendor.mean) == (
        "vendor",
        1,
        2,
        3,
        1.5,
    )
    assert vendor.stages == {"build": 2, "test": 1}
    assert (other.reason, other.items, other.total, other.stages) == (NOT_SAID, 1, 1, {"build": 1})
    assert (found.total, found.untimed) == (4, 0)
    assert found.share == 4 / (6 + 8 + 8)


def test_items_still_blocked_at_the_windows_end_are_counted_by_reason() -> None:
    log = flagged("vendor", "", "no")
    assert [(one.reason, one.still) for one in blocked_time(log, Window(0, 8)).reasons] == [
        ("vendor", 0),
        (NOT_SAID, 0),
    ]
    cut = blocked_time(log, Window(0, 2)).reasons
    assert [(one.reason, one.still, one.total) for one in cut] == [("vendor", 1, 1)]
    open_at_the_end = told("0 0 entered build\n1 0 blocked build", origin=HISTORY, end=5.0)
    (one,) = blocked_time(open_at_the_end, Window(0, 9)).reasons
    assert (one.still, one.total) == (1, 4)


def test_only_time_within_the_window_counts() -> None:
    found = blocked_time(flagged(), Window(2, 5.5))
    assert [(one.reason, one.stretches, one.total) for one in found.reasons] == [(NOT_SAID, 2, 1.5)]
    empty = blocked_time(flagged(), Window(10, 10))
    assert (empty.reasons, empty.total, np.isnan(empty.share)) == ((), 0, True)


def test_an_item_said_to_be_blocked_without_a_time_is_counted_apart() -> None:
    found = blocked_time(flagged("yes", "No", "waiting for data"), Window(0, 8))
    assert found.untimed == 1
    assert [one.reason for one in found.reasons] == [NOT_SAID]


def test_yes_is_no_reason_and_no_is_none() -> None:
    words = ("yes", "0", "Impediment", " legal ", "none")
    log = told("\n".join(f"{n} {n} entered build" for n in range(5)), origin=HISTORY)
    log = replace(log, items=replace(log.items, attributes={"flag": words}))
    assert reasons_of(log, "flag") == (NOT_SAID, "", NOT_SAID, "legal", "")
    assert reasons_of(log) == ("",) * 5


def test_a_run_tells_failures_and_work_put_down_by_itself() -> None:
    story = """
        0 0 arrived
        0 0 entered build
        0 0 started build 0
        1 0 paused build 0
        3 0 resumed build 0
        4 0 paused build
        5 0 resumed build 0
        6 0 blocked build 0
        6.5 0 unblocked build 0
        7 0 finished build 0
        9 0 done
    """
    found = blocked_time(told(story), Window(0, 9))
    assert {one.reason: one.total for one in found.reasons} == {
        "worker down": 2,
        "waits for a worker again": 1,
        NOT_SAID: 0.5,
    }


def test_what_ends_with_the_last_event_is_not_still_blocked() -> None:
    ended = told(FLAGGED, origin=HISTORY, end=7.0)
    (found,) = blocked_time(ended, Window(0, 8)).reasons
    assert (found.stretches, found.still) == (3, 0)
    (before,) = blocked_time(ended, Window(0, 6.5)).reasons
    assert (before.stretches, before.still) == (3, 1)
    (edge,) = blocked_time(ended, Window(0, 6)).reasons
    assert (edge.stretches, edge.still) == (2, 1)  # what happens at 6 is of the window after
    open_ended = told("0 0 entered build\n1 0 blocked build\n4 1 entered build", origin=HISTORY)
    assert [one.still for one in blocked_time(open_ended, Window(0, 4)).reasons] == [1]


def test_every_reason_has_its_own_items_and_time_where_no_stage_is_known_too() -> None:
    rows = [(item + step, f"{item} {what}") for item in range(6) for step, what in _STAGELESS]
    rows.sort(key=lambda row: row[0])
    log = told("\n".join(f"{time} {what}" for time, what in rows), origin=HISTORY)
    reasons = ("law", "money", "law", "law", "people", "money")
    log = replace(log, items=replace(log.items, attributes={"blocked": reasons}))
    found = blocked_time(log, Window(0, 20))
    assert [(one.reason, one.items, one.stretches, one.total, one.mean) for one in found.reasons] == [
        ("law", 3, 6, 9, 1.5),
        ("money", 2, 4, 6, 1.5),
        ("people", 1, 2, 3, 1.5),
    ]
    assert [one.stages for one in found.reasons] == [{"test": 6}, {"test": 4}, {"test": 2}]


_STAGELESS = (
    (0, "started"),
    (1, "blocked"),
    (2, "unblocked"),
    (3, "entered test"),
    (4, "blocked test"),
    (6, "done"),
)
"""Blocked for a day before any stage is known, then for two in Test."""


@given(st.one_of(staffed(), remembered()), st.integers(0, 20), st.integers(1, 60))
@settings(deadline=None)
def test_the_reasons_add_up_to_the_blocked_load(log: EventLog, start: int, length: int) -> None:
    window = Window(start * GRID, (start + length) * GRID)
    found = blocked_time(log, window)
    load = mean_load_series(log, np.array([window.start, window.end])).blocked[0] * window.length
    assert found.total == pytest.approx(load)
    assert sum(one.total for one in found.reasons) == pytest.approx(load)
    assert all(sum(one.stages.values()) == pytest.approx(one.total) for one in found.reasons)
