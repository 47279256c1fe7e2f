"""Pace by stage in histories whose items come back, and the age of work in progress against it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from sim.log import NOWHERE, EventLog
from sim.metrics import AgedItem, Window, against_pace, ageing, pace
from tests.log.story import told
from tests.log.strategies import remembered
from tests.metrics.scenes import HISTORY
from tests.reference.slow_metrics import SlowLog


def moved_back(count: int) -> EventLog:
    """Item n is built, tested and built again, each for a day, then tested for n days; one more is open."""
    rows: list[tuple[float, str]] = []
    for item in range(count):
        moves = ((0, "entered build"), (1, "entered test"), (2, "entered build"), (3, "entered test"))
        rows += [(item + after, f"{item} {what}") for after, what in moves]
        rows.append((item + 3 + item, f"{item} done"))
    rows.append((count, f"{count} entered build"))
    rows.sort(key=lambda row: row[0])
    return told("\n".join(f"{time} {what}" for time, what in rows), origin=HISTORY, end=2.0 * count + 6)


def test_an_item_that_came_back_counts_with_the_age_at_which_it_left_for_good() -> None:
    build, test = pace(moved_back(20), "elapsed")
    assert (build.n, build.ages) == (20, {50: 3, 70: 3, 85: 3, 95: 3})
    assert test.ages == {50: 12, 70: 16, 85: 19, 95: 21}


def test_the_pace_of_a_window_is_of_the_items_done_in_it() -> None:
    log = moved_back(20)
    build, test = pace(log, "elapsed", Window(0, 15))  # items 0 to 5: done at 3 and twice their number
    assert (build.n, test.n, test.ages) == (6, 6, {50: 5})


def test_age_is_set_against_the_pace_of_the_stage_where_the_item_is() -> None:
    log = moved_back(20)
    assert against_pace(log, 20.0, "elapsed", Window(0, 100))[-1] == AgedItem(20, 0, 0, 0)
    assert [one.passed for one in against_pace(log, 24.0, "elapsed") if one.item == 20] == [95]
    in_test = {one.item: one.passed for one in against_pace(log, 30.0, "elapsed")}
    assert in_test[14] == 50  # begun 16 days ago: as old as 70 % were, and older than 50 %
    assert in_test[19] == 0


def test_nothing_is_told_where_too_few_left_the_stage_or_none_is_known() -> None:
    assert [one.passed for one in against_pace(moved_back(4), 5.0)] == [None] * 3
    nowhere = told("1 0 started\n3 1 entered build", origin=HISTORY, end=4.0)
    assert [(one.stage, one.passed) for one in against_pace(nowhere)] == [(NOWHERE, None), (0, None)]


@given(remembered())
@settings(deadline=None)
def test_the_pace_is_the_last_leaving_of_each_stage(log: EventLog) -> None:
    slow = SlowLog(log)
    for number, found in enumerate(pace(log, "elapsed")):
        ages = []
        for item in slow.finished(Window(-1e9, 1e9)):
            here, left = False, None
            for time, kind, stage in slow.events[item]:
                if kind.name in ("ENTERED", "DONE"):
                    left = time if here else left
                    here = kind.name == "ENTERED" and stage == number
            commitment = slow.lives[item][1]
            if left is not None and commitment is not None and left >= commitment:
                ages.append(left - commitment)
        assert found.n == len(ages)
        for percent, age in found.ages.items():
            assert age == pytest.approx(sorted(ages)[-(-percent * len(ages) // 100) - 1])


@given(remembered())
@settings(deadline=None)
def test_every_item_in_progress_is_set_against_something(log: EventLog) -> None:
    aged = ageing(log)
    found = against_pace(log)
    assert [one.item for one in found] == aged.item.tolist()
    assert [one.age for one in found] == aged.age.tolist()
