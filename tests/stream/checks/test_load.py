"""Stages and teams that cannot keep up are named."""

from __future__ import annotations

from sim.stream import (
    Downtime,
    Problem,
    Team,
    problems,
)
from tests.builders import backlog, constant, exponential, line, poisson, stream, work
from tests.stream.checks.found import warnings


def test_a_stage_that_cannot_keep_up_is_named() -> None:
    made = stream((work("Build", 0.5), work("Test", exponential(1.08))), poisson(1.0))
    assert problems(made) == (
        Problem(
            "stages.test.workers",
            "Test: load 1.08; 1 worker cannot keep up with 1 visit a day of 1.08 days each, "
            "and the queue grows.",
            "Add workers, shorten the touch time, or let less arrive.",
            "warning",
        ),
    )


def test_a_backlog_overloads_nobody() -> None:
    assert problems(line([5.0], arrivals=backlog(1000))) == ()


def test_a_team_that_cannot_keep_up_is_named_with_its_stages() -> None:
    stages = (work("Build", 1.0), work("Test", 1.2), work("Ship", 0.5, 2))
    shared = tuple(one.model_copy(update={"workers": None, "team": "dev"}) for one in stages[:2])
    made = stream((*shared, stages[2]), poisson(1.0), teams=(Team(id="dev", name="Dev", size=2),))
    assert warnings(made) == [
        (
            "teams.dev.size",
            "Dev: load 1.10; Build (0.50) and Test (0.60) ask too much of 2 people, and the queues grow.",
        )
    ]


def test_machines_that_fail_are_said_to() -> None:
    down = Downtime(time_to_failure=constant(6.0), time_to_repair=constant(4.0))
    assert warnings(line([0.9], arrivals=poisson(1.0), downtime=down)) == [
        (
            "stages.s1.workers",
            "S1: load 1.50; 1 worker with downtime cannot keep up with 1 visit a day of 0.9 days each, "
            "and the queue grows.",
        )
    ]
