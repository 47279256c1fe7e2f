"""A plan through edits of its stream: it goes on naming what it named."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.stream import (
    ItemType,
    PlannedChange,
    Rework,
    Stream,
    Team,
    add_stage,
    move_stage,
    removal_notes,
    remove_class,
    remove_item_type,
    remove_stage,
    remove_team,
    set_value,
)
from sim.stream.carrying import Edit
from sim.stream.changes import stream_at
from tests.builders import constant, poisson, stream, work
from tests.strategies import streams
from tests.strategies.plans import plans

TYPES = (ItemType(id="a", name="A", share=1.0), ItemType(id="b", name="B", share=1.0))


def planned(*changes: dict[str, Any]) -> Stream:
    """Three stages, two of them a team's, and a change at each of the moments 1, 2, 3."""
    stages = (
        work("Plan", 1.0),
        work("Build", 1.0, time_by_type={"a": constant(2.0)}).model_copy(
            update={"workers": None, "team": "dev"}
        ),
        work("Test", 1.0, rework=(Rework(to="build", probability=0.1),)),
    )
    return stream(
        stages,
        (poisson(0.1, types=("a",)), poisson(0.2)),
        item_types=TYPES,
        teams=(Team(id="dev", name="Dev", size=3),),
        plan=tuple(PlannedChange(at=at, set=values) for at, values in enumerate(changes, 1)),
    )


def plan_of(made: Stream) -> list[dict[str, Any]]:
    """Give what each change of a plan sets."""
    return [dict(one.set) for one in made.plan]


def test_a_new_id_is_followed_by_the_plan_where_it_stands_in_a_path() -> None:
    made = planned(
        {"stages.build.time.value": 3, "stages.test.workers": 2},
        {"stages.test.rework.build.probability": 0.2, "stages.build.time_by_type.a": 4},
        {"teams.dev.size": 4, "item_types.a.share": 0.3},
    )
    assert plan_of(set_value(made, "stages.build.id", "make")) == [
        {"stages.make.time.value": 3, "stages.test.workers": 2},
        {"stages.test.rework.make.probability": 0.2, "stages.make.time_by_type.a": 4},
        {"teams.dev.size": 4, "item_types.a.share": 0.3},
    ]
    assert plan_of(set_value(made, "item_types.a.id", "x"))[1:] == [
        {"stages.test.rework.build.probability": 0.2, "stages.build.time_by_type.x": 4},
        {"teams.dev.size": 4, "item_types.x.share": 0.3},
    ]
    assert plan_of(set_value(made, "teams.dev.id", "us"))[2]["teams.us.size"] == 4


def test_a_new_id_is_followed_where_it_stands_in_a_value() -> None:
    made = planned({"stages.test.rework": [{"to": "build", "probability": 0.3}]})
    assert plan_of(set_value(made, "stages.build.id", "make")) == [
        {"stages.test.rework": [{"to": "make", "probability": 0.3}]}
    ]


def test_what_names_a_stage_that_goes_goes_too() -> None:
    made = planned(
        {"stages.build.wip_limit": 3, "stages.test.workers": 2},
        {"stages.build.wip_limit": None},
        {"stages.test.rework.build.probability": 0.2, "teams.dev.size": 4},
    )
    left = remove_stage(made, "build")
    assert [(one.at, one.set) for one in left.plan] == [
        (1.0, {"stages.test.workers": 2}),
        (3.0, {"teams.dev.size": 4}),
    ]
    assert removal_notes(made, "build") == (
        "stages.test.rework.build",
        "plan.0.set.stages.build.wip_limit",
        "plan.1.set.stages.build.wip_limit",
        "plan.2.set.stages.test.rework.build.probability",
    )


def test_a_place_in_a_path_stays_with_what_stands_there() -> None:
    made = planned({"stages.2.workers": 2}, {"arrivals.1.time": 4.0})
    assert plan_of(remove_stage(made, "plan")) == [{"stages.test.workers": 2}, {"arrivals.1.time": 4.0}]
    assert plan_of(move_stage(made, "test", 0))[0] == {"stages.test.workers": 2}
    assert plan_of(add_stage(made, work("New", 1.0), 0))[0] == {"stages.test.workers": 2}
    without_first = remove_item_type(made, "a")
    assert list(plan_of(without_first)[1]) == ["arrivals.0.time"]
    assert stream_at(without_first, 2.0).arrivals[0] == stream_at(made, 2.0).arrivals[1]


def test_what_changes_nothing_stays_as_long_as_it_names_something() -> None:
    made = planned({"stages.test.workers": 1}, {"stages.build.wip_limit": None})
    assert remove_stage(made, "plan").plan == made.plan
    assert plan_of(remove_stage(made, "build")) == [{"stages.test.workers": 1}]


def test_faulty_changes_are_left_to_be_mended() -> None:
    made = planned({"stages.tset.workers": 2}, {"stages.test.workers": "many"}, {})
    assert remove_stage(made, "build").plan == made.plan


def test_a_team_that_goes_takes_what_was_planned_for_it() -> None:
    made = planned({"teams.dev.size": 5, "stages.test.workers": 2})
    left = remove_team(made, "dev")
    assert left.stages[1].workers == 3
    assert plan_of(left) == [{"stages.build.workers": 5, "stages.test.workers": 2}]


def _edits(made: Stream) -> dict[str, Edit]:
    """Edits of a stream, by what they do."""
    first = made.stages[0].id
    last = made.stages[-1].id
    kind = made.item_types[0].id
    found: dict[str, Edit] = {
        "rename a stage": lambda one: set_value(one, f"stages.{last}.id", "new"),
        "rename a type": lambda one: set_value(one, f"item_types.{kind}.id", "new"),
        "move a stage": lambda one: move_stage(one, first, 9),
        "add a stage": lambda one: add_stage(one, work("New", 1.0), 0),
    }
    if len(made.stages) > 1:
        found["remove a stage"] = lambda one: remove_stage(one, first)
    if len(made.item_types) > 1:
        found["remove a type"] = lambda one: remove_item_type(one, kind)
    if made.classes:
        found["remove a class"] = lambda one: remove_class(one, made.classes[0].id)
    if made.teams:
        found["remove a team"] = lambda one: remove_team(one, made.teams[0].id)
    return found


@settings(max_examples=80, suppress_health_check=list(HealthCheck), deadline=None)
@given(streams(features=("team", "routes", "feedback", "skip", "setup", "drag")), st.data())
def test_to_edit_and_to_go_on_is_to_go_on_and_to_edit(given_stream: Stream, data: st.DataObject) -> None:
    made = given_stream.model_copy(update={"plan": data.draw(plans(given_stream))})
    name, edit = data.draw(st.sampled_from(sorted(_edits(made).items(), key=lambda pair: pair[0])))
    moments = [0.0, *(one.at for one in made.plan)]
    expected = [edit(stream_at(made, at)) for at in moments]
    edited = edit(made)
    assert [stream_at(edited, at) for at in moments] == expected, name
