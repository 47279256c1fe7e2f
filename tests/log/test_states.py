"""Time in state, from hand-told logs and as a property of random ones."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from sim.log import NOWHERE, Doing, EventLog, ItemState, LogStage, Origin, lives, states
from tests.log.story import told
from tests.log.strategies import simulated

HISTORY = Origin("history")


def rows(log: EventLog) -> list[tuple[int, str, str, float, float]]:
    names = {number: stage.id for number, stage in enumerate(log.stages)} | {NOWHERE: "-"}
    found = states(log)
    return [
        (item, names[stage], ItemState(state).name.lower(), begin, end)
        for item, stage, state, begin, end in zip(
            found.item.tolist(),
            found.stage.tolist(),
            found.state.tolist(),
            found.begin.tolist(),
            found.end.tolist(),
            strict=True,
        )
    ]


def test_a_life_passes_through_all_states() -> None:
    log = told("""
        0 0 arrived
        1 0 entered build
        2 0 started build 0
        4 0 blocked build 0
        5 0 unblocked build 0
        6 0 paused build 0
        8 0 resumed build 0
        9 0 finished build 0
        11 0 entered test
        11 0 started test 0
        12 0 finished test 0
        12 0 done
    """)
    assert rows(log) == [
        (0, "-", "new", 0, 1),
        (0, "build", "waiting", 1, 2),
        (0, "build", "active", 2, 4),
        (0, "build", "blocked", 4, 5),
        (0, "build", "active", 5, 6),
        (0, "build", "blocked", 6, 8),
        (0, "build", "active", 8, 9),
        (0, "build", "finished", 9, 11),
        (0, "test", "active", 11, 12),
    ]


def test_a_wait_stage_waits_out_its_delay_and_then_is_finished() -> None:
    train = (LogStage("train", "Release train", kind="wait"),)
    log = told("0 0 arrived\n0 0 entered train\n3 0 finished train\n10 0 done", stages=train)
    assert rows(log) == [(0, "train", "waiting", 0, 3), (0, "train", "finished", 3, 10)]


def test_what_is_open_lasts_until_the_end_of_the_log() -> None:
    log = told("0 0 arrived\n1 0 entered build\n1 0 started build 0\n2 1 arrived\n4 1 entered build", end=4.0)
    assert rows(log) == [
        (0, "-", "new", 0, 1),
        (0, "build", "active", 1, 4),
        (1, "-", "new", 2, 4),
        (1, "build", "waiting", 4, 4),
    ]
    assert states(log).open.tolist() == [False, True, False, True]


COLUMNS = (
    LogStage("backlog", "Backlog", state="new"),
    LogStage("ready", "Ready", state="waiting"),
    LogStage("build", "Build"),
    LogStage("approval", "Approval", kind="wait"),
)


def test_a_history_without_starts_is_what_its_stages_are_mapped_to() -> None:
    log = told(
        "0 0 entered backlog\n1 0 entered ready\n3 0 entered build\n4 0 entered approval\n6 0 done",
        stages=COLUMNS,
        commitment=1,
        origin=HISTORY,
    )
    assert rows(log) == [
        (0, "backlog", "new", 0, 1),
        (0, "ready", "waiting", 1, 3),
        (0, "build", "active", 3, 4),
        (0, "approval", "waiting", 4, 6),
    ]


def test_a_history_with_a_start_waits_until_it() -> None:
    log = told(
        "0 0 entered build\n2 0 started build\n5 0 finished build\n6 0 done", stages=COLUMNS, origin=HISTORY
    )
    assert rows(log) == [
        (0, "build", "waiting", 0, 2),
        (0, "build", "active", 2, 5),
        (0, "build", "finished", 5, 6),
    ]


def test_a_start_counts_for_its_own_visit_only() -> None:
    log = told(
        """
        0 0 entered ready
        1 0 entered build
        2 0 started build
        3 0 entered ready
        5 0 entered build
        8 0 done
        """,
        stages=COLUMNS,
        origin=HISTORY,
    )
    assert [row[1:] for row in rows(log)] == [
        ("ready", "waiting", 0, 1),
        ("build", "waiting", 1, 2),
        ("build", "active", 2, 3),
        ("ready", "waiting", 3, 5),
        ("build", "active", 5, 8),
    ]


def test_an_unblocked_item_that_nobody_started_is_again_what_its_stage_is_mapped_to() -> None:
    log = told(
        "0 0 entered ready\n1 0 blocked ready\n3 0 unblocked ready\n4 0 done", stages=COLUMNS, origin=HISTORY
    )
    assert [row[2:] for row in rows(log)] == [("waiting", 0, 1), ("blocked", 1, 3), ("waiting", 3, 4)]


def test_a_reopened_item_is_in_no_state_between_done_and_its_return() -> None:
    log = told("0 0 entered build\n1 0 done\n5 0 entered build\n6 0 done", origin=HISTORY)
    assert [row[2:] for row in rows(log)] == [("active", 0, 1), ("active", 5, 6)]


def finely(log: EventLog) -> list[tuple[str, str, int, float, float]]:
    found = states(log)
    return [
        (Doing(doing).name.lower(), ItemState(state).name.lower(), who, begin, end)
        for doing, state, who, begin, end in zip(
            found.doing.tolist(),
            found.state.tolist(),
            found.who.tolist(),
            found.begin.tolist(),
            found.end.tolist(),
            strict=True,
        )
    ]


INTERRUPTED = """
    0 0 arrived
    1 0 entered build
    2 0 setup build 3
    3 0 paused build
    4 0 setup build 1
    5 0 started build 1
    6 0 paused build 1
    7 0 resumed build 1
    8 0 blocked build 1
    9 0 unblocked build 1
    10 0 blocked build
    11 0 unblocked build
    11 0 paused build
    12 0 resumed build 2
    13 0 finished build 2
    14 0 done
"""


def test_changeovers_pauses_and_blockers_are_told_apart_and_so_is_who_holds_the_item() -> None:
    assert finely(told(INTERRUPTED)) == [
        ("new", "new", -1, 0, 1),
        ("waiting", "waiting", -1, 1, 2),
        ("changeover", "waiting", 3, 2, 3),
        ("put_down", "waiting", -1, 3, 4),
        ("changeover", "waiting", 1, 4, 5),
        ("working", "active", 1, 5, 6),
        ("down", "blocked", 1, 6, 7),
        ("working", "active", 1, 7, 8),
        ("blocked", "blocked", 1, 8, 9),
        ("working", "active", 1, 9, 10),
        ("blocked", "blocked", -1, 10, 11),
        ("put_down", "blocked", -1, 11, 12),
        ("working", "active", 2, 12, 13),
        ("finished", "finished", -1, 13, 14),
    ]


def test_a_finished_item_has_a_worker_only_where_its_stage_holds_workers() -> None:
    holding = (LogStage("build", "Build", holds=True),)
    log = told("0 0 arrived\n0 0 entered build\n0 0 started build 4\n1 0 finished build 4", stages=holding)
    assert finely(log)[-1] == ("finished", "finished", 4, 1, 1)


def test_a_history_does_not_know_who_holds_an_item() -> None:
    story = "0 0 paused build\n1 0 entered build\n2 0 started build 7\n3 0 blocked build\n4 0 unblocked build"
    assert finely(told(story, origin=HISTORY)) == [
        ("down", "blocked", -1, 0, 1),
        ("waiting", "waiting", -1, 1, 2),
        ("working", "active", -1, 2, 3),
        ("blocked", "blocked", -1, 3, 4),
        ("working", "active", -1, 4, 4),
    ]


def test_an_empty_log_has_no_intervals() -> None:
    assert len(states(told(""))) == 0


@given(simulated())
def test_the_intervals_of_an_item_cover_its_life_without_a_gap(log: EventLog) -> None:
    found, life = states(log), lives(log)
    for item in range(len(log.items)):
        mine = found.where(found.item == item)
        end = log.end if np.isnan(life.done[item]) else life.done[item]
        np.testing.assert_array_equal(mine.begin[1:], mine.end[:-1])
        assert (mine.end - mine.begin).sum() == end - life.arrival[item]
