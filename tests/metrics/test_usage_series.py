"""Where the time of crews went stretch by stretch, how full stages were, and how fast items left them."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import RunRequest, simulate
from sim.log import Condition, LogStage
from sim.metrics import (
    USES,
    Window,
    full_shares,
    pace,
    stage_usage,
    team_usage,
    usage_series,
    whole,
)
from sim.stream import example
from tests.log.story import changed, told
from tests.metrics.scenes import two_stages

WHOLE_HOURS = np.arange(7.0)


def test_each_stretch_is_told_on_its_own() -> None:
    """Build works from 0 to 5 and is starved after; Test works from 2 to 3 and from 4 to 6."""
    build, test = usage_series(two_stages(), WHOLE_HOURS)
    assert (build.id, build.name, test.id) == ("build", "Build", "test")
    assert build.shares[USES.index("working")].tolist() == [1, 1, 1, 1, 1, 0]
    assert build.shares[USES.index("starved")].tolist() == [0, 0, 0, 0, 0, 1]
    assert test.shares[USES.index("working")].tolist() == [0, 0, 1, 0, 1, 1]


def test_the_figures_are_read_only() -> None:
    with pytest.raises(ValueError, match="read-only"):
        usage_series(two_stages(), WHOLE_HOURS)[0].shares[0, 0] = 7.0


def test_a_crew_of_unknown_size_is_left_out() -> None:
    stages = (LogStage("build", "Build"), LogStage("test", "Test", workers=1))
    assert [one.id for one in usage_series(two_stages(stages=stages), WHOLE_HOURS)] == ["test"]


@pytest.mark.parametrize("name", ["software-team", "factory-line", "machine-shop"])
def test_stretches_of_one_length_average_to_the_whole(name: str) -> None:
    log = simulate(example(name), RunRequest(seed=3, until=120.0))
    series = {one.id: one.shares for one in usage_series(log, np.linspace(log.start, log.end, 13))}
    for shares in series.values():
        np.testing.assert_allclose(shares.sum(axis=0), 1.0)
    for stage in stage_usage(log, whole(log)):
        if stage.team is None and stage.utilisation is not None:
            mean = dict(zip(USES, series[stage.id].mean(axis=1).tolist(), strict=True))
            told_whole = (stage.utilisation, stage.setup_share, stage.blocked_share, stage.down_share)
            assert tuple(mean[use] for use in USES[:4]) == pytest.approx(told_whole)
    for team in team_usage(log, whole(log)):
        assert series[team.id][0].mean() == pytest.approx(team.utilisation)


def test_a_stage_is_full_while_it_holds_its_limit() -> None:
    """With a limit of 1, Build holds item 0 from 0 to 2, item 1 to 4 (and item 0 from 3), item 0 to 5."""
    stages = (LogStage("build", "Build", workers=1, wip_limit=2), LogStage("test", "Test", workers=1))
    log = two_stages(stages=stages)
    assert full_shares(log, Window(0, 6)) == {"build": pytest.approx(1 / 6), "test": None}
    assert full_shares(log, Window(3, 4)) == {"build": 1.0, "test": None}
    assert full_shares(log, Window(0, 3)) == {"build": 0.0, "test": None}


def test_a_limit_changed_on_the_way_counts_from_then_on() -> None:
    stages = (LogStage("build", "Build", workers=1, wip_limit=2), LogStage("test", "Test", workers=1))
    log = changed(two_stages(stages=stages), (1.0, Condition.LIMIT, 0, 1))
    assert full_shares(log, Window(0, 6))["build"] == pytest.approx(4 / 6)


def test_of_a_window_without_time_nothing_is_said() -> None:
    stages = (LogStage("build", "Build", wip_limit=2), LogStage("test", "Test"))
    assert full_shares(two_stages(stages=stages), Window(3, 3)) == {"build": None, "test": None}


def many(count: int) -> str:
    """Items that are built for 1, 2, 3 … and tested for 1, one after the other, each on its own day."""
    return "\n".join(
        f"{100 * i} {i} arrived\n{100 * i} {i} entered build\n{100 * i} {i} started build 0\n"
        f"{100 * i + i + 1} {i} finished build 0\n{100 * i + i + 1} {i} entered test\n"
        f"{100 * i + i + 1} {i} started test 0\n{100 * i + i + 2} {i} finished test 0\n"
        f"{100 * i + i + 2} {i} done"
        for i in range(count)
    )


def test_pace_is_the_age_at_which_items_left_each_stage() -> None:
    build, test = pace(told(many(20)))
    assert (build.id, build.n, test.n) == ("build", 20, 20)
    assert build.ages[50] == 10.0
    assert build.ages[85] == 17.0
    assert {p: age + 1 for p, age in build.ages.items()} == dict(test.ages)


def test_an_item_that_came_back_counts_when_it_left_for_good() -> None:
    """Item 0 leaves Build at 2 and again at 5; item 1 at 4, three units after it came."""
    build, _ = pace(two_stages())
    assert build.n == 2
    assert set(build.ages.values()) <= {2.0, 3.0, 5.0}


def test_items_not_done_have_no_pace() -> None:
    build, test = pace(told("0 0 arrived\n0 0 entered build\n1 0 entered test", end=3.0))
    assert (build.n, build.ages, test.n, test.ages) == (0, {}, 0, {})
