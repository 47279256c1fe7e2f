"""Adding and taking out classes and teams, and who works in a stage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.errors import StreamFault
from sim.stream import (
    Downtime,
    ItemType,
    ServiceClass,
    Stage,
    Stream,
    Team,
    add_class,
    add_item_type,
    add_team,
    get_value,
    remove_class,
    remove_team,
    staff_with_team,
    staff_with_workers,
)
from tests.builders import constant, poisson, stream, wait, work
from tests.stream.checks.found import errors

DEV = Team(id="dev", name="Dev", size=5, cost_per_day=600.0, order=("test", "build"))
OPS = Team(id="ops", name="Ops", size=1)
FAST = ServiceClass(id="fast", rank=0)


def staffed(name: str, team: str) -> Stage:
    return work(name, 1.0).model_copy(update={"workers": None, "team": team})


def shop() -> Stream:
    """Developers build and test, a machine packs, and there is a gate."""
    down = Downtime(time_to_failure=constant(9.0), time_to_repair=constant(1.0))
    return stream(
        (
            staffed("Build", "dev"),
            staffed("Test", "dev"),
            work("Pack", 1.0, 2, cost_per_day=90.0, downtime=down),
            wait("Gate"),
        ),
        poisson(0.1),
        item_types=(ItemType.model_validate({"id": "a", "name": "A", "class": "fast"}),),
        classes=(FAST, ServiceClass(id="slow", rank=1)),
        teams=(DEV, OPS),
    )


def staff(made: Stream) -> list[tuple[int | None, str | None, float | None]]:
    """Give own workers, team and cost of an own worker of each stage."""
    return [(one.workers, one.team, one.cost_per_day) for one in made.stages]


def test_a_team_is_added_at_the_end_and_drawn_on_by_nobody() -> None:
    made = add_team(shop(), Team(id="qa", name="Testers", size=2))
    assert [one.id for one in made.teams] == ["dev", "ops", "qa"]
    assert made.stages == shop().stages


def test_the_people_of_a_team_that_goes_are_shared_out_over_its_stages() -> None:
    made = remove_team(shop(), "dev")
    assert made.teams == (OPS,)
    assert staff(made) == [(3, None, 600.0), (2, None, 600.0), (2, None, 90.0), (None, None, None)]
    assert errors(made) == []


def test_every_stage_that_a_small_team_leaves_keeps_somebody() -> None:
    small = shop().model_copy(update={"teams": (DEV.model_copy(update={"size": 1}), OPS)})
    assert [one.workers for one in remove_team(small, "dev").stages] == [1, 1, 2, None]


def test_a_team_that_nobody_draws_on_goes_alone() -> None:
    made = remove_team(shop(), "ops")
    assert made == shop().model_copy(update={"teams": (DEV,)})


def test_a_stage_that_draws_on_a_team_has_no_own_workers_nor_their_downtime() -> None:
    made = staff_with_team(shop(), "pack", "ops")
    assert staff(made)[2] == (None, "ops", None)
    assert get_value(made, "stages.pack.downtime") is None
    assert errors(made) == []


def test_a_stage_that_goes_to_another_team_leaves_the_first_one_s_order() -> None:
    made = staff_with_team(shop(), "test", "ops")
    assert [one.order for one in made.teams] == [("build",), None]
    again = staff_with_team(made, "build", "ops")
    assert [one.order for one in again.teams] == [None, None]
    assert staff_with_team(shop(), "test", "dev") == shop()


def test_a_stage_with_own_workers_draws_on_no_team() -> None:
    made = staff_with_workers(shop(), "test", 2)
    assert staff(made)[1] == (2, None, None)
    assert made.teams[0].order == ("build",)
    assert staff_with_workers(shop(), "pack", 3).stages[2].downtime == shop().stages[2].downtime


def test_types_of_a_class_that_goes_belong_to_none() -> None:
    made = remove_class(shop(), "fast")
    assert [one.id for one in made.classes] == ["slow"]
    assert made.item_types[0].class_id is None
    assert [one.id for one in add_class(made, FAST).classes] == ["slow", "fast"]


@pytest.mark.parametrize(
    ("edit", "text"),
    [
        (lambda one: add_team(one, OPS), "The id ops is taken in teams."),
        (lambda one: add_class(one, FAST), "The id fast is taken in classes."),
        (lambda one: add_item_type(one, one.item_types[0]), "The id a is taken in item_types."),
        (lambda one: remove_team(one, "qa"), "There is no qa in teams."),
        (lambda one: remove_class(one, "qa"), "There is no qa in classes."),
        (lambda one: staff_with_team(one, "build", "qa"), "There is no qa in teams."),
        (lambda one: staff_with_team(one, "biuld", "dev"), "There is no biuld in stages."),
        (lambda one: staff_with_team(one, "gate", "dev"), "Gate is a wait stage: nobody works there."),
        (lambda one: staff_with_workers(one, "gate", 1), "Gate is a wait stage: nobody works there."),
    ],
)
def test_what_cannot_be_done_is_refused(edit: Callable[[Stream], Stream], text: str) -> None:
    with pytest.raises(StreamFault) as refused:
        edit(shop())
    assert refused.value.text == text
