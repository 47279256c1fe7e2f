"""Teams: who takes what, in which order, and how several items share a member's time."""

from __future__ import annotations

from typing import Any

from sim.engine import RunRequest, simulate
from sim.stream import Stage, Stream, Team
from tests.builders import at, constant, stream
from tests.engine.rows import told


def story(given: Stream, until: float | None = None) -> list[str]:
    """Tell what workers did: a run's rows but arrivals and entries."""
    rows = told(simulate(given, RunRequest(until=until)))
    return [row for row in rows if row.split()[2] not in ("arrived", "entered")]


def staffed(name: str, time: float) -> Stage:
    """A stage of the team."""
    return Stage(id=name.lower(), name=name, team="dev", time=constant(time))


def alone(*stages: Stage, **more: Any) -> Stream:
    """A team of one, and two items at time 0."""
    team = Team.model_validate({"id": "dev", "name": "Dev", "size": 1, **more})
    return stream(stages, at(0.0, 0.0), teams=(team,))


def test_a_freed_member_takes_the_last_stage_first() -> None:
    given = alone(staffed("A", 1.0), staffed("B", 1.0))
    assert story(given) == [
        "0 0 started a 0",
        "1 0 finished a 0",
        "1 0 started b 0",
        "2 0 finished b 0",
        "2 0 done",
        "2 1 started a 0",
        "3 1 finished a 0",
        "3 1 started b 0",
        "4 1 finished b 0",
        "4 1 done",
    ]


def test_a_team_looks_first_at_the_stage_that_its_order_names() -> None:
    given = alone(staffed("A", 1.0), staffed("B", 1.0), order=("a",))
    assert story(given) == [
        "0 0 started a 0",
        "1 0 finished a 0",
        "1 1 started a 0",
        "2 1 finished a 0",
        "2 0 started b 0",
        "3 0 finished b 0",
        "3 0 done",
        "3 1 started b 0",
        "4 1 finished b 0",
        "4 1 done",
    ]


def test_work_takes_longer_by_what_focus_leaves() -> None:
    given = alone(staffed("A", 1.0), focus=0.5)
    assert story(given) == [
        "0 0 started a 0",
        "2 0 finished a 0",
        "2 0 done",
        "2 1 started a 0",
        "4 1 finished a 0",
        "4 1 done",
    ]


def test_items_in_one_hand_share_its_time_and_a_switch_costs_some() -> None:
    given = alone(staffed("A", 2.0), multitask=2, switch_cost=0.5).model_copy(
        update={"arrivals": (at(0.0, 1.0),)}
    )
    assert story(given) == [
        "0 0 started a 0",
        "1 1 started a 0",
        "3 0 finished a 0",
        "3 0 done",
        "4.5 1 finished a 0",
        "4.5 1 done",
    ]
