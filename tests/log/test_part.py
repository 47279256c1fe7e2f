"""A part of a log: some items and all that happened to them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.log import EventLog, Kind, LogStage, LogTeam, lives, part_of, states, touch_times, touched, visits
from tests.log.story import AT_ONCE, BACK_AND_BLOCKED, told
from tests.log.strategies import remembered, staffed

logs = st.one_of(staffed(), remembered())


def test_a_part_tells_the_whole_life_of_its_items_and_nothing_of_others() -> None:
    log = told(BACK_AND_BLOCKED, types=(0, 1), names=("A-1", "A-2"), end=14.0)
    part = part_of(log, np.array([False, True]))
    rows = zip(part.time.tolist(), part.item.tolist(), part.kind.tolist(), part.stage.tolist(), strict=True)
    assert list(rows) == [(0, 0, Kind.ARRIVED, -1), (9, 0, Kind.ENTERED, 0)]
    assert (part.items.names, part.items.type.tolist(), part.items.arrival.tolist()) == (("A-2",), [1], [0])
    assert (part.start, part.end, part.commitment, part.types) == (log.start, 14.0, 0, log.types)


def test_all_items_are_the_log_itself() -> None:
    log = told(BACK_AND_BLOCKED)
    assert part_of(log, np.ones(2, bool)) is log


def test_no_item_leaves_the_stages_and_the_observed_time() -> None:
    part = part_of(told(BACK_AND_BLOCKED, end=14.0), np.zeros(2, bool))
    assert (len(part), len(part.items), part.end) == (0, 0, 14.0)
    assert [stage.id for stage in part.stages] == ["build", "test"]


def test_what_is_about_all_items_together_is_not_known_of_a_part() -> None:
    part = part_of(told(BACK_AND_BLOCKED), np.array([True, False]))
    assert [(stage.workers, stage.wip_limit, stage.team) for stage in part.stages] == [(None, None, None)] * 2
    assert (part.teams, part.groups, len(part.conditions)) == ((), (), 0)


def test_who_divided_their_time_did_not_work_faster_in_a_part() -> None:
    stages = (LogStage("build", "Build", team=0),)
    log = told(AT_ONCE, stages=stages, teams=(LogTeam("dev", "Developers", 1, multitask=2),))
    assert touched(log).tolist() == [4, 4]
    part = part_of(log, np.array([True, False]))
    assert (touched(part).tolist(), touch_times(part).tolist()) == ([4], [4])


@given(logs, st.lists(st.booleans(), min_size=6, max_size=6))
@settings(deadline=None)
def test_every_item_lives_in_a_part_as_it_does_in_the_whole(log: EventLog, drawn: list[bool]) -> None:
    chosen = np.array(drawn[: len(log.items)] + [True] * (len(log.items) - 6), bool)
    part = part_of(log, chosen)
    for name in ("arrival", "commitment", "start", "done", "visits"):
        np.testing.assert_array_equal(getattr(lives(part), name), getattr(lives(log), name)[chosen])
    theirs = chosen[states(log).item]
    for name in ("stage", "state", "doing", "begin", "end", "open"):
        np.testing.assert_array_equal(getattr(states(part), name), getattr(states(log), name)[theirs])
    np.testing.assert_array_equal(visits(part).left, visits(log).left[chosen[visits(log).item]])
    assert touch_times(part) == pytest.approx(touch_times(log)[theirs], abs=1e-12)
    assert touched(part) == pytest.approx(touched(log)[chosen], abs=1e-12)
