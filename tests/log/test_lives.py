"""Lives and visits, from hand-told logs."""

from __future__ import annotations

import pickle
from math import nan

import numpy as np
import pytest

from sim.log import EventLog, Origin, lives, visits
from tests.log.story import told

HISTORY = Origin("history")


def table(log: EventLog) -> dict[str, list[float | None]]:
    life = lives(log)
    return {
        name: [None if np.isnan(value) else value for value in getattr(life, name).tolist()]
        for name in ("arrival", "commitment", "start", "done", "visits")
    }


def test_a_life_is_read_from_its_first_events_and_its_last_done() -> None:
    log = told("""
        0 0 arrived
        1 0 entered build
        1.5 1 arrived
        2 0 started build 0
        3 0 finished build 0
        3 0 entered test
        3 0 started test 0
        4 0 finished test 0
        4 0 entered build
        4 0 started build 0
        5 0 finished build 0
        5 0 entered test
        5 0 started test 0
        6 0 finished test 0
        6 0 done
    """)
    assert table(log) == {
        "arrival": [0, 1.5],
        "commitment": [1, None],
        "start": [2, None],
        "done": [6, None],
        "visits": [4, 0],
    }


def test_commitment_is_the_first_entry_into_its_stage_or_a_later_one() -> None:
    log = told(
        """
        0 0 arrived
        0 1 arrived
        0 0 entered build
        1 0 started build 0
        2 1 entered test
        3 0 finished build 0
        4 0 entered test
        5 0 started test 0
        """,
        commitment=1,
    )
    assert table(log)["commitment"] == [4, 2]


def test_a_history_without_entries_is_committed_by_its_start() -> None:
    log = told("3 0 started\n4 1 started build\n5 0 done", origin=HISTORY)
    assert table(log) == {
        "arrival": [None, None],
        "commitment": [3, 4],
        "start": [3, 4],
        "done": [5, None],
        "visits": [0, 0],
    }


def test_an_item_done_without_a_start_has_a_done_and_nothing_else() -> None:
    log = told("7 0 done", origin=HISTORY)
    assert table(log) == {
        "arrival": [None],
        "commitment": [None],
        "start": [None],
        "done": [7],
        "visits": [0],
    }


def test_a_reopened_item_is_done_when_it_was_done_last() -> None:
    log = told("1 0 entered build\n2 0 done\n5 0 entered test\n9 0 done", origin=HISTORY)
    assert table(log)["commitment"] == [1]
    assert table(log)["done"] == [9]


@pytest.mark.parametrize("again", ["entered test", "started test"])
def test_a_reopened_item_that_is_not_done_again_is_open(again: str) -> None:
    log = told(f"1 0 entered build\n2 0 done\n2 0 {again}", origin=HISTORY)
    assert table(log)["done"] == [None]


def test_an_item_already_on_the_board_keeps_its_age() -> None:
    log = told("-3 0 arrived\n-3 0 entered build\n0 0 started build 0\n1 0 finished build 0", end=2.0)
    assert table(log)["commitment"] == [-3]


def test_a_visit_lasts_until_the_next_entry_or_done() -> None:
    stay = visits(
        told("""
            0 0 arrived
            0 1 arrived
            0 0 entered build
            0 0 started build 0
            2 0 finished build 0
            4 0 entered test
            4 1 entered build
            4 0 started test 0
            6 0 finished test 0
            7 0 done
        """)
    )
    assert (stay.item.tolist(), stay.stage.tolist()) == ([0, 0, 1], [0, 1, 0])
    assert stay.entered.tolist() == [0, 4, 4]
    np.testing.assert_array_equal(stay.left, [4, 7, nan])
    assert len(stay) == 3


def test_an_empty_log_has_no_lives_and_no_visits() -> None:
    assert len(lives(told(""))) == 0
    assert len(visits(told(""))) == 0


def test_lives_are_read_once_and_cannot_be_written() -> None:
    log = told("0 0 arrived")
    assert lives(log) is lives(log)
    with pytest.raises(ValueError, match="read-only"):
        lives(log).done[0] = 1.0


def test_a_log_is_sent_to_another_process_without_what_follows_from_it() -> None:
    log = told("0 0 arrived\n1 0 entered build")
    bare = len(pickle.dumps(log))
    lives(log)
    assert len(pickle.dumps(log)) == bare
    assert table(pickle.loads(pickle.dumps(log))) == table(log)
