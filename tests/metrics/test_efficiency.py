"""Flow efficiency: touch time over flow time."""

from __future__ import annotations

import numpy as np
import pytest

from sim.log import LogStage, LogTeam
from sim.metrics import Window, efficiency, flow_efficiency, mean_item_efficiency, whole
from tests.log.story import AT_ONCE, told
from tests.metrics.scenes import HISTORY, history, two_stages


def test_efficiency_is_a_ratio_of_totals() -> None:
    log = two_stages()  # item 0: 5 active of 6; item 1: 3 of 3
    assert flow_efficiency(log, whole(log)) == 8 / 9


def test_the_mean_of_items_counts_every_item_the_same() -> None:
    log = two_stages()
    assert mean_item_efficiency(log, whole(log)) == pytest.approx((5 / 6 + 1) / 2)


def test_only_items_done_in_the_window_count_and_those_wholly() -> None:
    assert flow_efficiency(two_stages(), Window(5, 6)) == 5 / 6


STARTED_TWICE = """
    0 0 arrived
    0 0 entered build
    0 0 started build 0
    8 0 entered test
    9 0 started test 0
    10 0 done
"""


@pytest.mark.parametrize(("commitment", "efficiency"), [(0, 0.9), (1, 0.5)])
def test_time_before_commitment_does_not_count(commitment: int, efficiency: float) -> None:
    log = told(STARTED_TWICE, commitment=commitment)
    assert flow_efficiency(log, whole(log)) == efficiency


def test_blocked_paused_and_finished_time_is_not_active() -> None:
    log = told("""
        0 0 arrived
        0 0 entered build
        0 0 started build 0
        1 0 blocked build 0
        3 0 unblocked build 0
        4 0 paused build 0
        6 0 resumed build 0
        8 0 finished build 0
        10 0 done
    """)
    assert flow_efficiency(log, whole(log)) == 0.4


def test_a_changeover_is_not_touch_time_interrupted_or_not() -> None:
    log = told("""
        0 0 arrived
        0 0 entered build
        0 0 setup build 0
        1 0 paused build
        3 0 setup build 0
        4 0 started build 0
        5 0 finished build 0
        5 0 done
    """)
    assert flow_efficiency(log, whole(log)) == 0.2


def test_items_that_share_a_worker_share_the_touch_time() -> None:
    stages = (LogStage("build", "Build", team=0),)
    teams = (LogTeam("devs", "Devs", 1, multitask=3),)
    log = told(AT_ONCE, stages=stages, teams=teams)
    assert flow_efficiency(log, whole(log)) == (4 + 4) / (6 + 8)
    assert mean_item_efficiency(log, whole(log)) == pytest.approx((4 / 6 + 4 / 8) / 2)
    apart = AT_ONCE.replace("2 1 started build 0", "2 1 started build 1")
    single = told(apart, stages=stages, teams=teams)
    assert flow_efficiency(single, whole(single)) == (6 + 6) / (6 + 8)


def test_every_item_of_a_batch_has_all_of_its_touch_time() -> None:
    log = told(
        """
        0 0 arrived
        0 1 arrived
        0 0 entered build
        0 1 entered build
        0 0 started build 0
        0 1 started build 0
        3 0 finished build 0
        3 1 finished build 0
        4 0 done
        4 1 done
        """,
        stages=(LogStage("build", "Build", team=0, batch=2),),
        teams=(LogTeam("devs", "Devs", 1, multitask=2),),
    )
    assert flow_efficiency(log, whole(log)) == 0.75


def test_a_history_counts_the_stages_mapped_to_active() -> None:
    stages = (
        LogStage("todo", "To do", state="waiting"),
        LogStage("doing", "Doing"),
        LogStage("ok", "OK", kind="wait"),
    )
    log = told(
        "0 0 entered todo\n5 0 entered doing\n8 0 entered ok\n10 0 done", stages=stages, origin=HISTORY
    )
    assert flow_efficiency(log, whole(log)) == 0.3


def test_a_history_of_starts_and_ends_is_all_active() -> None:
    assert flow_efficiency(history(("2026-03-01", "2026-03-04")), Window(0, 1e6)) == 1


def test_a_reopened_item_is_not_active_while_it_was_done() -> None:
    log = told("0 0 entered build\n1 0 done\n3 0 entered build\n4 0 done", origin=HISTORY)
    assert flow_efficiency(log, whole(log)) == 0.5


def test_without_time_there_is_no_efficiency() -> None:
    log = told("0 0 arrived\n0 0 entered build\n0 0 started build 0\n0 0 finished build 0\n0 0 done", end=1.0)
    assert np.isnan(flow_efficiency(log, whole(log)))
    assert np.isnan(mean_item_efficiency(log, whole(log)))


def test_efficiency_tells_the_mapping_that_it_came_from() -> None:
    stages = (
        LogStage("idea", "Idea", "wait", state="new"),
        LogStage("queue", "Queue", "wait"),
        LogStage("build", "Build"),
        LogStage("test", "Test"),
    )
    story = (
        "0 0 entered idea\n1 0 entered queue\n3 0 entered build\n5 0 entered test\n6 0 started test\n9 0 done"
    )
    log = told(story, stages=stages, commitment=1, origin=HISTORY)
    found = efficiency(log, whole(log))
    assert (found.new, found.waiting, found.active, found.timed) == (
        ("Idea",),
        ("Queue",),
        ("Build",),
        ("Test",),
    )
    assert (found.touch, found.flow, found.of_totals, found.of_items) == (5, 8, 5 / 8, 5 / 8)
    assert found.said == (
        "An item counts as active in Build, waiting in Queue, new in Idea, from the start of work in Test."
    )


def test_several_stages_are_listed_and_none_is_said() -> None:
    log = history(("2026-03-01", "2026-03-02"))
    assert efficiency(log, whole(log)).said == "An item counts as from the start of work in Doing."
    two = efficiency(told("0 0 entered build\n1 0 done", origin=HISTORY), Window(0, 1))
    assert two.said == "An item counts as active in Build and Test."
    assert (
        efficiency(told("0 0 done", stages=(), origin=HISTORY), Window(0, 1)).said == "The log has no stages."
    )
