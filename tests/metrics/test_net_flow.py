"""Arrivals against departures."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.log import EventLog
from sim.metrics import Window, load_at, net_flow, velocity_series, whole
from tests.log.story import told
from tests.log.strategies import GRID, remembered, simulated
from tests.metrics.scenes import day, history
from tests.reference.slow_metrics import SlowLog

WEEKS = history(
    ("2026-03-02", "2026-03-04"),
    ("2026-03-03", "2026-03-10"),
    ("2026-03-04", ""),
    ("2026-03-11", "2026-03-11"),
    ("", "2026-03-12"),
    ("2026-03-25", "2026-03-24"),  # begun after it was done: reopened
    end="2026-03-25T12:00",
)


def test_each_week_has_what_came_and_went_and_the_load_it_leaves() -> None:
    flow = net_flow(WEEKS, whole(WEEKS))
    assert flow.dates == tuple(dt.date(2026, 3, date) for date in (2, 9, 16, 23))
    assert (flow.begun.tolist(), flow.done.tolist()) == ([3, 1, 0, 1], [1, 2, 0, 0])
    assert (flow.net.tolist(), flow.before, flow.load.tolist()) == ([2, -1, 0, 1], 0, [2, 1, 1, 2])
    assert flow.arrived.tolist() == [0, 0, 0, 0]


def test_a_window_counts_what_happens_in_it_and_begins_with_the_load_before() -> None:
    flow = net_flow(WEEKS, Window(day("2026-03-04"), day("2026-03-11")), "day")
    assert len(flow.dates) == 7
    assert (flow.before, flow.begun.tolist(), flow.done.tolist()) == (
        2,
        [1, 0, 0, 0, 0, 0, 0],
        [1, 0, 0, 0, 0, 0, 1],
    )
    assert flow.load.tolist() == [2, 2, 2, 2, 2, 2, 1]
    assert flow.edges[[0, -1]].tolist() == [day("2026-03-04"), day("2026-03-11")]


def test_arrivals_are_not_yet_begun() -> None:
    log = told("0 0 arrived\n0 1 arrived\n8 0 entered build\n9 0 done", end=20.0)
    flow = net_flow(log, whole(log))
    assert (flow.arrived.tolist(), flow.begun.tolist(), flow.done.tolist()) == (
        [2, 0, 0],
        [0, 1, 0],
        [0, 1, 0],
    )


def test_an_item_on_the_board_before_the_run_began_is_in_the_load_before() -> None:
    log = told("-3 0 arrived\n-3 0 entered build\n2 0 done", end=4.0)
    assert (net_flow(log, Window(0, 4)).before, net_flow(log, Window(0, 4)).load.tolist()) == (1, [0])


@given(simulated(), st.integers(1, 20), st.integers(1, 60), st.sampled_from(["day", "week", "month"]))
@settings(deadline=None)
def test_the_load_is_the_load_before_and_all_that_came_less_what_went(
    log: EventLog, start: int, length: int, by: str
) -> None:
    window = Window(start * GRID, (start + length) * GRID)
    flow = net_flow(log, window, by)  # type: ignore[arg-type]
    assert flow.load[-1] == load_at(log, window.end)
    assert flow.before == load_at(log, window.start)
    assert flow.done.tolist() == velocity_series(log, by, window).done.tolist()  # type: ignore[arg-type]


@given(remembered(), st.integers(0, 20), st.integers(1, 60))
@settings(deadline=None)
def test_a_history_counts_like_the_slow_twin(log: EventLog, start: int, length: int) -> None:
    window, slow = Window(start * GRID, (start + length) * GRID), SlowLog(log)
    flow = net_flow(log, window, "day")
    used = [(c, d) for _, c, d in slow.lives if c is not None and (d is None or d >= c)]
    assert flow.begun.sum() == sum(slow.inside(c, window) for c, _ in used)
    assert flow.done.sum() == sum(slow.inside(d, window) for _, d in used)
    before = Window(-1e9, window.start)
    assert (
        flow.before
        == sum(slow.inside(c, before) - slow.inside(d, before) for c, d in used if window.start < log.end)
        or window.start >= log.end
    )
