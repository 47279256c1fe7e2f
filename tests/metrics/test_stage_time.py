"""Time in state, by stage."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.log import EventLog, LogStage
from sim.metrics import Window, flow_times, stage_times
from sim.metrics.stage_time import NO_STAGE
from tests.log.story import BACK_AND_BLOCKED, told
from tests.log.strategies import GRID, remembered, simulated
from tests.metrics.scenes import HISTORY, two_stages
from tests.reference.slow_metrics import SlowLog


def test_a_stage_has_the_whole_time_of_items_that_came_again() -> None:
    build, test = stage_times(two_stages(), Window(0, 6))
    # item 0: built 0 to 2 and (after waiting from 3) 4 to 5, tested 2 to 3 and 5 to 6; item 1: 2 to 4, 4 to 5
    assert (build.items, build.visits, build.again) == (2, 3, 1)
    assert (build.total, build.waiting, build.active) == (6, 1, 5)
    assert (build.per_item.n, build.per_item.mean, build.per_item.unit) == (2, 3, "day")
    assert (test.items, test.visits, test.again, test.total, test.active) == (2, 3, 1, 3, 3)
    assert (build.share, test.share) == (6 / 9, 3 / 9)


def test_blocked_and_finished_time_is_told_apart() -> None:
    build, test = stage_times(told(BACK_AND_BLOCKED), Window(0, 12))
    assert (build.items, build.waiting, build.blocked, build.finished) == (1, 1, 2, 1)
    assert (build.active, test.active, test.waiting, test.finished) == (4, 2, 1, 0)


def test_only_items_done_in_the_window_count_with_time_before_it_too() -> None:
    build, test = stage_times(two_stages(), Window(5, 6))
    assert (build.items, build.total) == (1, 4)  # item 1 was done at 5, which belongs to the window before
    assert (test.items, test.total) == (1, 2)
    assert [stage.items for stage in stage_times(two_stages(), Window(0, 1))] == [0, 0]
    assert np.isnan(stage_times(two_stages(), Window(0, 1))[0].share)


def test_time_before_commitment_is_new_and_no_part_of_flow_time() -> None:
    new, work = stage_times(two_stages(commitment=1), Window(0, 6))
    # item 0 is committed at 2, item 1 at 4: what was built before is new, going back is not
    assert (new.new, new.waiting, new.active, new.total) == (4, 1, 1, 6)
    assert (new.share, work.share) == (2 / 5, 3 / 5)


def test_a_stage_passed_at_once_is_a_visit_of_no_time() -> None:
    build, test = stage_times(
        told("0 0 entered build\n2 0 entered test\n2 0 done", origin=HISTORY), Window(0, 2)
    )
    assert (build.per_item.mean, test.items, test.visits, test.per_item.mean) == (2, 1, 1, 0)


def test_time_without_a_stage_has_a_row_of_its_own() -> None:
    rows = stage_times(told("0 0 started\n3 0 done", origin=HISTORY), Window(0, 3))
    assert [row.name for row in rows] == ["Build", "Test", NO_STAGE]
    assert (rows[-1].id, rows[-1].items, rows[-1].active, rows[-1].share) == ("", 1, 3, 1)


def test_between_done_and_reopened_an_item_is_nowhere() -> None:
    log = told("0 0 entered build\n2 0 done\n6 0 entered test\n8 0 done", origin=HISTORY)
    build, test = stage_times(log, Window(0, 8))
    assert (build.total, test.total, build.share + test.share) == (2, 2, 0.5)


def test_what_a_history_tells_after_done_is_no_time_in_a_stage() -> None:
    log = told("0 0 entered build\n2 0 done\n3 0 finished build", origin=HISTORY, end=9.0)
    assert [stage.total for stage in stage_times(log, Window(0, 9))] == [2, 0]


def test_a_stage_mapped_to_waiting_waits() -> None:
    stages = (LogStage("queue", "Queue", "wait", state="waiting"), LogStage("work", "Work"))
    log = told("0 0 entered queue\n3 0 entered work\n4 0 done", stages=stages, origin=HISTORY)
    queue, work = stage_times(log, Window(0, 4))
    assert (queue.waiting, queue.active, work.waiting, work.active) == (3, 0, 0, 1)


@given(simulated(), st.integers(0, 20), st.integers(1, 60))
@settings(deadline=None)
def test_the_stages_share_the_flow_time_of_a_run(log: EventLog, start: int, length: int) -> None:
    window = Window(start * GRID, (start + length) * GRID)
    rows = stage_times(log, window)
    flow = float(flow_times(log, window, "elapsed").sum())
    if flow:
        assert sum(row.share for row in rows) == pytest.approx(1.0)
    assert sum(row.total - row.new for row in rows) == pytest.approx(flow)
    for row in rows:
        parts = row.new + row.waiting + row.active + row.blocked + row.finished
        assert parts == pytest.approx(row.total)
        assert row.total == pytest.approx(row.per_item.mean * row.items if row.items else 0.0)


@given(st.one_of(simulated(), remembered()))
@settings(deadline=None)
def test_the_states_are_those_of_the_slow_twin(log: EventLog) -> None:
    slow, window = SlowLog(log), Window(-10.0, 100.0)
    done = slow.finished(window)
    expected = np.zeros((len(log.stages), 4))
    names = ("waiting", "active", "blocked", "finished")
    for item in done:
        _, commitment, end = slow.lives[item]
        for middle, length in slow.steps(Window(commitment or 0.0, end or 0.0)):
            state, stage = slow.doing(item, middle)
            if state in names and stage >= 0:
                expected[stage, names.index(state)] += length
    found = stage_times(log, window)[: len(log.stages)]
    assert np.array([[getattr(row, name) for name in names] for row in found]) == pytest.approx(expected)
