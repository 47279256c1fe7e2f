"""Faults of teams and of who works where, one case each."""

from __future__ import annotations

from typing import Any

import pytest

from sim.stream import Stage, Stream, Team, problems
from tests.builders import constant, stream, wait, work
from tests.stream.checks.found import SLOW, errors, warnings

DEV = Team(id="dev", name="Developers", size=3)


def staffed(name: str, team: str = "dev", **more: Any) -> Stage:
    """A work stage that draws on a team."""
    return work(name, 1.0, **more).model_copy(update={"workers": None, "team": team})


def shop(*teams: Team, stages: tuple[Stage, ...] = (staffed("Build"), work("Test", 1.0))) -> Stream:
    """A stream in which developers build and others test."""
    return stream(stages, SLOW, teams=teams or (DEV,))


def changed(**fields: Any) -> Team:
    """The developers, otherwise."""
    return DEV.model_copy(update=fields)


TEAMS: list[tuple[Team, tuple[str, str]]] = [
    (changed(size=0), ("teams.dev.size", "Developers has 0 people; a team needs 1 or more.")),
    (
        changed(focus=0.0),
        ("teams.dev.focus", "The focus of Developers is 0; it must be above 0 and at most 1."),
    ),
    (
        changed(focus=1.2),
        ("teams.dev.focus", "The focus of Developers is 1.2; it must be above 0 and at most 1."),
    ),
    (
        changed(focus=0.0001),
        ("teams.dev.focus", "The focus of Developers is 0.0001; it must be 0.001 or more and at most 1."),
    ),
    (
        changed(multitask=0),
        ("teams.dev.multitask", "A member of Developers holds 0 items; it must be 1 or more."),
    ),
    (
        changed(switch_cost=-1.0),
        ("teams.dev.switch_cost", "The cost of a switch is -1; it must be 0 or more."),
    ),
    (
        changed(switch_cost=2e9),
        (
            "teams.dev.switch_cost",
            "The cost of a switch is 2e+09; it may be at most 1,000,000,000 time units.",
        ),
    ),
    (changed(cost_per_day=-1.0), ("teams.dev.cost_per_day", "The cost per day is -1; it must be 0 or more.")),
    (changed(order=("biuld",)), ("teams.dev.order", "There is no stage biuld.")),
    (
        changed(order=("build", "test")),
        ("teams.dev.order", "The order of Developers names Test, where it does not work."),
    ),
    (changed(order=("build", "build")), ("teams.dev.order.build", "The id build stands 2 times.")),
    (changed(size=200_000), ("teams.dev.size", "200000 is too large; it may be at most 100,000.")),
]


@pytest.mark.parametrize(("team", "expected"), TEAMS)
def test_teams_make_sense(team: Team, expected: tuple[str, str]) -> None:
    assert errors(shop(team)) == [expected]


def test_a_team_in_order_is_without_fault() -> None:
    good = changed(focus=0.8, multitask=2, switch_cost=0.1, cost_per_day=500.0, order=("build",))
    assert errors(shop(good)) == []
    assert warnings(shop(good)) == []


def test_two_teams_may_not_share_an_id() -> None:
    assert errors(shop(DEV, changed(name="Others"))) == [("teams.dev", "The id dev stands 2 times.")]


def test_a_team_without_a_stage_is_doubtful() -> None:
    assert warnings(shop(DEV, Team(id="ops", name="Operations", size=1))) == [
        ("teams.ops", "No stage draws on Operations.")
    ]


def test_a_misspelt_team_is_guessed() -> None:
    made = shop(stages=(staffed("Build"), staffed("Test", team="dve")))
    assert errors(made) == [("stages.test.team", "There is no team dve.")]
    assert next(one.fix for one in problems(made) if one.where == "stages.test.team") == "Did you mean dev?"


def test_a_stage_has_own_workers_or_a_team_and_not_both() -> None:
    both = work("Test", 1.0, team="dev")
    neither = work("Test", 1.0).model_copy(update={"workers": None})
    assert errors(shop(stages=(staffed("Build"), both))) == [
        ("stages.test.team", "Test has own workers and a team.")
    ]
    assert errors(shop(stages=(staffed("Build"), neither))) == [
        ("stages.test.workers", "Test has no workers.")
    ]


def test_nobody_works_in_a_wait_stage_no_team_either() -> None:
    gate = wait("Gate", 1.0, team="dev", cost_per_day=1.0)
    assert errors(shop(stages=(staffed("Build"), gate))) == [
        ("stages.gate.team", "Gate is a wait stage: nobody works there, so it takes no team."),
        (
            "stages.gate.cost_per_day",
            "Gate is a wait stage: nobody works there, so it takes no cost_per_day.",
        ),
    ]


def test_what_an_own_worker_would_cost_counts_for_nothing_beside_a_team() -> None:
    assert warnings(shop(stages=(staffed("Build", cost_per_day=400.0),))) == [
        (
            "stages.build.cost_per_day",
            "Build has a team: what an own worker would cost counts for nothing.",
        )
    ]


def test_members_of_a_team_do_not_break_down() -> None:
    downtime = {"time_to_failure": constant(9.0), "time_to_repair": constant(1.0)}
    made = shop(stages=(Stage.model_validate({**dict(staffed("Build")), "downtime": downtime}),))
    assert errors(made) == [
        ("stages.build.downtime", "Build has a team and downtime; only own workers fail and are repaired.")
    ]


def test_a_team_that_could_wait_for_itself_is_refused() -> None:
    holds = staffed("Build", on_finish="hold")
    both = shop(stages=(holds, staffed("Test"), work("Pack", 1.0), staffed("Ship")))
    assert errors(both) == [
        (
            "stages.build.on_finish",
            "Build holds its workers, and its team works in Test and Ship too: "
            "all of them could hold finished items that nobody is free to take on.",
        )
    ]
    assert errors(shop(stages=(staffed("Plan"), holds, work("Test", 1.0)))) == []
