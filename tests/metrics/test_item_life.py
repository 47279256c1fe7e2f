"""One item's life, told by hand and recounted from whole runs."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.engine import RunRequest, simulate
from sim.log import NOWHERE, Doing, EventLog, LogStage, lives, states
from sim.metrics import Stretch, item_life, mean_item_efficiency, whole
from sim.stream import example, example_names
from tests.log.story import BACK_AND_BLOCKED, told

LOG = told(BACK_AND_BLOCKED)
BUILD, TEST = 0, 1


def test_every_visit_is_told_with_what_was_done_there() -> None:
    life = item_life(LOG, 0)
    assert [(visit.stage, visit.begin, visit.end, visit.is_back) for visit in life.visits] == [
        (NOWHERE, 0, 1, False),
        (BUILD, 1, 7, False),
        (TEST, 7, 8, False),
        (BUILD, 8, 10, True),
        (TEST, 10, 12, False),
    ]
    first = life.visits[1]
    assert first.stretches == (
        Stretch(BUILD, Doing.WAITING, 1, 2),
        Stretch(BUILD, Doing.WORKING, 2, 3),
        Stretch(BUILD, Doing.BLOCKED, 3, 5),
        Stretch(BUILD, Doing.WORKING, 5, 6),
        Stretch(BUILD, Doing.FINISHED, 6, 7),
    )
    assert (first.spent(Doing.WORKING), first.spent(Doing.WAITING, Doing.FINISHED)) == (2, 2)


def test_times_of_an_item_that_is_done_stop_at_its_end() -> None:
    life = item_life(told(BACK_AND_BLOCKED, end=50.0), 0)
    assert (life.is_done, life.age, life.flow_time, life.touched) == (True, 12, 11, 6)
    assert life.efficiency == pytest.approx(6 / 11)
    assert life.present is None


def test_a_life_is_told_up_to_a_moment_of_the_past() -> None:
    life = item_life(LOG, 0, 4.0)
    assert (life.is_done, life.now, life.age, life.flow_time, life.touched) == (False, 4.0, 4.0, 3.0, 1.0)
    assert life.present == Stretch(BUILD, Doing.BLOCKED, 3.0, 4.0)
    assert len(life.visits) == 2


def test_an_item_in_the_backlog_has_an_age_and_no_flow_time_yet() -> None:
    life = item_life(LOG, 1, 5.0)
    assert life.present == Stretch(NOWHERE, Doing.NEW, 0.0, 5.0)
    assert life.age == 5.0
    assert math.isnan(life.flow_time)
    assert math.isnan(life.efficiency)
    assert life.touched == 0.0


def test_before_it_arrived_an_item_has_no_life() -> None:
    life = item_life(told("3 0 arrived"), 0, 1.0)
    assert (life.visits, life.present) == ((), None)


def test_the_same_stage_entered_again_at_once_is_another_visit() -> None:
    stages = (LogStage("build", "Build", workers=1),)
    story = "0 0 arrived\n0 0 entered build\n0 0 started build 0\n2 0 finished build 0\n2 0 entered build"
    life = item_life(told(story, stages=stages, end=3.0), 0)
    assert [(v.stage, v.begin, v.end, v.is_back) for v in life.visits] == [(0, 0, 2, False), (0, 2, 3, False)]


def test_an_item_that_is_not_in_the_log_is_refused() -> None:
    with pytest.raises(IndexError, match="item 2 of 2"):
        item_life(LOG, 2)


def rows_of(log: EventLog, item: int) -> list[tuple[int, int, float, float]]:
    """Give what the whole log's states say of one item."""
    did = states(log)
    mine = did.item == item
    columns = (did.stage[mine], did.doing[mine], did.begin[mine], did.end[mine])
    return list(zip(*(column.tolist() for column in columns), strict=True))


@pytest.mark.parametrize("name", example_names())
def test_the_life_of_each_item_is_what_the_whole_log_says_of_it(name: str) -> None:
    log = simulate(example(name), RunRequest(seed=2, items=60))
    life = lives(log)
    for item in range(0, len(log.items), 3):
        told_of = item_life(log, item)
        stretches = [each for visit in told_of.visits for each in visit.stretches]
        assert [(s.stage, s.doing, s.begin, s.end) for s in stretches] == rows_of(log, item)
        assert told_of.arrival == life.arrival[item]
        assert told_of.is_done == (not np.isnan(life.done[item]))
        entered = sum(visit.stage != NOWHERE for visit in told_of.visits)
        assert entered <= life.visits[item]


def test_the_mean_of_all_efficiencies_is_the_metric() -> None:
    log = simulate(example("software-team"), RunRequest(seed=4, items=80))
    own = [life.efficiency for n in range(len(log.items)) if (life := item_life(log, n)).is_done]
    assert np.nanmean(own) == pytest.approx(mean_item_efficiency(log, whole(log)))
