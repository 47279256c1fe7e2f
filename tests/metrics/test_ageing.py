"""Ageing work in progress."""

from __future__ import annotations

from sim.log import NOWHERE
from sim.metrics import ageing
from tests.log.story import told
from tests.metrics.scenes import HISTORY, day, history, two_stages


def test_items_in_progress_have_an_age_and_a_stage_oldest_first() -> None:
    found = ageing(two_stages(), 3.0)
    assert (found.at, found.item.tolist(), found.stage.tolist(), found.age.tolist()) == (
        3,
        [0, 1],
        [0, 0],
        [3, 1],
    )
    assert len(found) == 2


def test_the_age_at_the_end_of_the_log_is_given_unless_asked() -> None:
    log = told("0 0 arrived\n0 1 arrived\n1 1 entered build\n2 0 entered build\n4 1 entered test", end=5.0)
    found = ageing(log)
    assert (found.item.tolist(), found.stage.tolist(), found.age.tolist()) == ([1, 0], [1, 0], [4, 3])
    assert len(ageing(two_stages())) == 0


def test_the_age_of_a_history_is_in_days_by_its_rule() -> None:
    log = history(("2026-03-01T22:00", ""), ("2026-03-02", "2026-03-03"), end="2026-03-04")
    assert ageing(log).age.tolist() == [4]
    assert ageing(log, rule="difference").age.tolist() == [3]
    assert ageing(log, day("2026-03-10T12:00")).age.tolist() == [10]


def test_an_item_whose_stage_is_not_known_is_nowhere() -> None:
    assert ageing(told("1 0 started", origin=HISTORY)).stage.tolist() == [NOWHERE]
