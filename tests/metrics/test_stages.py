"""Stages and their workers: who works, who is blocked, who is starved."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest

from sim.engine import RunRequest, simulate
from sim.log import LogGroup, LogStage, LogTeam
from sim.metrics import StageUsage, TeamUsage, Window, stage_usage, stage_wip, team_usage, whole
from sim.stream import example
from tests.log.story import changed, told
from tests.metrics.scenes import HISTORY, two_stages


def numbers(usage: StageUsage) -> tuple[float, ...]:
    return usage.waiting, usage.working, usage.blocked, usage.finished


def shares(usage: StageUsage) -> tuple[float | None, ...]:
    return usage.utilisation, usage.blocked_share, usage.starved, usage.idle


def test_a_stage_has_items_workers_and_departures() -> None:
    build, test = stage_usage(two_stages(), Window(0, 6))
    assert asdict(build) == pytest.approx(
        {
            "id": "build",
            "name": "Build",
            "wip": 1,
            "waiting": 1 / 6,  # item 0, from 3 to 4
            "working": 5 / 6,
            "blocked": 0,
            "finished": 0,
            "utilisation": 5 / 6,
            "starved": 1 / 6,  # from 5 to 6
            "blocked_share": 0,
            "idle": 0,
            "throughput": 0.5,
            "setup_share": 0,
            "down_share": 0,
            "team": None,
        }
    )
    assert numbers(test) == (0, 0.5, 0, 0)
    assert shares(test) == (0.5, 0, 0.5, 0)
    assert test.throughput == 0.5


def test_a_window_cuts_what_reaches_over_its_edges() -> None:
    build, test = stage_usage(two_stages(), Window(1, 3))
    assert numbers(build) == (0, 1, 0, 0)
    assert shares(test) == (0.5, 0, 0.5, 0)
    assert (build.throughput, test.throughput) == (0.5, 0.5)


LINE = """
    0 0 arrived
    0 1 arrived
    0 0 entered build
    0 0 started build 0
    2 0 finished build 0
    2 1 entered build
    2 1 started build 0
    3 1 finished build 0
    8 0 done
    8 1 done
"""


def usage_of(stage: LogStage, story: str = LINE) -> StageUsage:
    log = told(story, stages=(stage,))
    return stage_usage(log, whole(log))[0]


def test_a_free_worker_of_a_full_stage_is_blocked_by_its_finished_items() -> None:
    full = usage_of(LogStage("build", "Build", workers=1, wip_limit=2))
    assert shares(full) == (3 / 8, 5 / 8, 0, 0)
    assert numbers(full) == (0, 3 / 8, 0, (1 + 2 * 5) / 8)


def test_no_more_workers_are_blocked_than_there_are_finished_items() -> None:
    crew = usage_of(LogStage("build", "Build", workers=4, wip_limit=2))
    # full from 2 on: one finished item blocks one worker until 3, two block two until 8
    assert shares(crew) == (3 / 32, (1 * 1 + 2 * 5) / 32, (3 * 2 + 2 * 1 + 2 * 5) / 32, 0)


@pytest.mark.parametrize("limit", [None, 3])
def test_a_free_worker_of_a_stage_with_room_is_starved(limit: int | None) -> None:
    roomy = usage_of(LogStage("build", "Build", workers=1, wip_limit=limit))
    assert shares(roomy) == (3 / 8, 0, 5 / 8, 0)


def test_where_a_stage_holds_its_workers_they_are_blocked_until_the_item_is_pulled() -> None:
    story = """
        0 0 arrived
        0 0 entered build
        0 0 started build 0
        2 0 finished build 0
        8 0 done
    """
    held = usage_of(LogStage("build", "Build", workers=1, holds=True), story)
    assert shares(held) == (2 / 8, 6 / 8, 0, 0)


def test_a_blocked_item_keeps_its_worker() -> None:
    story = """
        0 0 arrived
        0 0 entered build
        0 0 started build 0
        1 0 blocked build 0
        3 0 unblocked build 0
        4 0 done
    """
    stopped = usage_of(LogStage("build", "Build", workers=2), story)
    assert shares(stopped) == (2 / 8, 2 / 8, 4 / 8, 0)
    assert numbers(stopped) == (0, 0.5, 0.5, 0)


def test_a_free_worker_beside_a_waiting_item_is_idle() -> None:
    story = "0 0 arrived\n0 0 entered build\n3 0 started build 0\n4 0 done"
    assert shares(usage_of(LogStage("build", "Build", workers=2), story)) == (1 / 8, 0, 4 / 8, 3 / 8)


def test_more_work_than_workers_is_full_utilisation() -> None:
    story = """
        0 0 arrived
        0 1 arrived
        0 0 entered build
        0 1 entered build
        0 0 started build 0
        0 1 started build 1
        4 0 done
        4 1 done
    """
    assert shares(usage_of(LogStage("build", "Build", workers=1), story)) == (1, 0, 0, 0)


def test_changing_over_is_a_share_of_its_own() -> None:
    story = """
        0 0 arrived
        0 0 entered build
        1 0 setup build 0
        3 0 started build 0
        4 0 finished build 0
        4 0 done
    """
    usage = usage_of(LogStage("build", "Build", workers=1), story)
    assert (usage.setup_share, *shares(usage)) == (0.5, 0.25, 0, 0, 0.25)
    assert numbers(usage) == (0.75, 0.25, 0, 0)


STOPPED = """
    0 0 arrived
    0 0 entered build
    0 0 started build 0
    1 0 paused build 0
    3 0 resumed build 0
    4 0 finished build 0
    4 0 done
"""


def test_a_worker_is_down_with_an_item_or_without() -> None:
    log = told(STOPPED, stages=(LogStage("build", "Build", workers=2),), end=8.0)
    failures = ((1.0, 0, 0, 0), (2.0, 0, 0, 1), (3.0, 1, 0, 0), (6.0, 1, 0, 1))
    usage = stage_usage(changed(log, *failures), whole(log))[0]
    assert usage.down_share == (2 + 4) / 16
    assert shares(usage) == (2 / 16, 0, 8 / 16, 0)
    assert usage.busy == 8 / 16
    unsaid = stage_usage(log, whole(log))[0]
    assert unsaid.down_share == 2 / 16, "an item that is paused with its worker says so too"


def test_a_worker_who_is_down_with_a_blocked_item_is_down() -> None:
    story = STOPPED.replace("paused", "blocked").replace("resumed", "unblocked")
    log = told(story, stages=(LogStage("build", "Build", workers=1),))
    usage = stage_usage(changed(log, (2.0, 0, 0, 0), (3.0, 1, 0, 0)), whole(log))[0]
    assert (usage.down_share, *shares(usage)) == (0.25, 0.5, 0.25, 0, 0)


def test_an_item_put_down_waits_for_a_worker_and_does_not_keep_one() -> None:
    story = STOPPED.replace("paused build 0", "paused build")
    usage = usage_of(LogStage("build", "Build", workers=1), story)
    assert (usage.down_share, *shares(usage)) == (0, 0.5, 0, 0, 0.5)
    assert numbers(usage) == (0, 0.5, 0.5, 0)


def test_people_who_come_and_go_change_what_there_is_to_share() -> None:
    log = told(LINE, stages=(LogStage("build", "Build", workers=1),))
    usage = stage_usage(changed(log, (2.0, 2, 0, 3), (6.0, 2, 0, 0)), whole(log))[0]
    there = 2 * 1 + 4 * 3 + 2 * 0
    assert shares(usage) == pytest.approx((3 / there, 0, (there - 3) / there, 0))
    leaver = stage_usage(changed(log, (2.5, 2, 0, 0)), whole(log))[0]
    assert shares(leaver) == (1, 0, 0, 0), "who has left still finishes what is in hand"


def test_a_limit_that_changed_holds_from_then_on() -> None:
    log = told(LINE, stages=(LogStage("build", "Build", workers=1, wip_limit=2),))
    raised = stage_usage(changed(log, (4.0, 3, 0, 3), (7.0, 3, 0, 1)), whole(log))[0]
    assert shares(raised) == (3 / 8, (1 + 1) / 8, 3 / 8, 0)  # blocked from 3 to 4 and from 7 to 8
    lifted = stage_usage(changed(log, (4.0, 3, 0, -1)), whole(log))[0]
    assert shares(lifted) == (3 / 8, 1 / 8, 4 / 8, 0)


GROUPED = """
    0 0 arrived
    0 0 entered build
    0 0 started build 0
    2 0 finished build 0
    2 0 entered test
    3 0 started test 0
    6 0 finished test 0
    6 0 done
"""


def test_a_full_group_blocks_the_workers_of_its_first_stage() -> None:
    group = (LogGroup("line", 0, 1, 1),)
    log = told(GROUPED, groups=group, end=8.0)
    build, test = stage_usage(log, whole(log))
    assert shares(build) == (2 / 8, 4 / 8, 2 / 8, 0)
    assert shares(test) == (3 / 8, 0, 4 / 8, 1 / 8)
    raised = stage_usage(changed(log, (4.0, 4, 0, 2)), whole(log))[0]
    assert shares(raised) == (2 / 8, 2 / 8, 4 / 8, 0)
    roomy = told(GROUPED, groups=(LogGroup("line", 0, 1, 2),), end=8.0)
    assert shares(stage_usage(roomy, whole(roomy))[0]) == (2 / 8, 0, 6 / 8, 0)
    behind = told(GROUPED, groups=(LogGroup("tail", 1, 1, 1),), end=8.0)
    assert shares(stage_usage(behind, whole(behind))[0]) == (2 / 8, 0, 6 / 8, 0)


def test_a_batch_keeps_one_worker_busy() -> None:
    story = """
        0 0 arrived
        0 1 arrived
        0 0 entered build
        0 1 entered build
        1 0 started build 0
        1 1 started build 0
        3 0 finished build 0
        3 1 finished build 0
        4 0 done
        4 1 done
    """
    usage = usage_of(LogStage("build", "Build", workers=1, batch=2), story)
    assert shares(usage) == (0.5, 0, 0.25, 0.25)
    assert numbers(usage) == (0.5, 1, 0, 0.5)


TEAM = (LogTeam("devs", "Developers", 2),)
SHARED = (LogStage("build", "Build", team=0), LogStage("test", "Test", team=0))


def test_a_team_has_shares_of_all_its_stages_together() -> None:
    log = told(
        GROUPED.replace("3 0 started test 0", "2 0 setup test 0\n3 0 started test 0"),
        stages=SHARED,
        teams=TEAM,
    )
    (team,) = team_usage(log, whole(log))
    assert team == TeamUsage(
        id="devs",
        name="Developers",
        members=2,
        utilisation=5 / 12,
        setup_share=1 / 12,
        blocked_share=0,
        starved=6 / 12,
        idle=0,
        stages={"build": 2 / 12, "test": 3 / 12},
    )
    assert team.busy == 0.5
    build, test = stage_usage(log, whole(log))
    assert (build.team, build.utilisation, build.setup_share) == ("devs", 2 / 12, 0)
    assert (test.utilisation, test.setup_share) == (3 / 12, 1 / 12)
    assert (test.starved, test.idle, test.blocked_share, test.down_share) == (None,) * 4


def test_a_member_with_several_items_divides_the_time_among_them() -> None:
    story = """
        0 0 arrived
        0 1 arrived
        0 0 entered build
        0 0 started build 0
        2 1 entered test
        2 1 started test 0
        4 0 blocked build 0
        6 1 finished test 0
        6 1 done
    """
    log = told(story, stages=SHARED, teams=(LogTeam("devs", "Developers", 1, 2),), end=8.0)
    (team,) = team_usage(log, whole(log))
    assert team.stages == {"build": 3 / 8, "test": 3 / 8}
    assert (team.utilisation, team.blocked_share, team.starved) == (6 / 8, 2 / 8, 0)


def test_a_team_that_grows_has_more_time() -> None:
    log = told(GROUPED, stages=SHARED, teams=TEAM)
    (team,) = team_usage(changed(log, (3.0, 2, 2, 4)), whole(log))
    assert team.members == 3
    assert team.utilisation == 5 / 18


@pytest.mark.parametrize(
    "stage", [LogStage("build", "Build"), LogStage("build", "Build", kind="wait", workers=None)]
)
def test_without_known_workers_there_are_no_shares(stage: LogStage) -> None:
    usage = usage_of(stage)
    assert shares(usage) == (None, None, None, None)
    assert usage.throughput == 2 / 8


def test_a_history_counts_items_before_commitment_as_waiting_in_their_stage() -> None:
    stages = (LogStage("backlog", "Backlog", state="new"), LogStage("doing", "Doing"))
    log = told(
        "0 0 entered backlog\n3 0 entered doing\n4 0 done", stages=stages, commitment=1, origin=HISTORY
    )
    backlog, doing = stage_usage(log, whole(log))
    assert (numbers(backlog), numbers(doing)) == ((0.75, 0, 0, 0), (0, 0.25, 0, 0))


def test_a_window_without_length_has_no_numbers() -> None:
    usage = stage_usage(two_stages(), Window(2, 2))[0]
    assert np.isnan([usage.wip, usage.utilisation or 0.0, usage.throughput]).all()


def test_an_empty_log_has_starved_workers() -> None:
    usage = stage_usage(told("", end=4.0), Window(0, 4))[0]
    assert (usage.wip, *shares(usage), usage.throughput) == (0, 0, 0, 1, 0, 0)


def test_items_by_stage_alone_are_those_of_the_usage() -> None:
    log = simulate(example("software-team"), RunRequest(seed=2, until=80.0))
    window = Window(20.0, 70.0)
    assert stage_wip(log, window) == pytest.approx({one.id: one.wip for one in stage_usage(log, window)})
