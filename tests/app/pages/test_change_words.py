"""What was changed while a stream ran is told by its name, from what to what."""

from __future__ import annotations

import pytest

from app.pages.stream.change_words import ChangeMade, planned_changes, words_of_change
from app.pages.stream.changes_made import ChangesMade
from sim.distributions import Distribution
from sim.stream import PlannedChange, Stream, example, set_value

TEAM = example("software-team")
PRODUCT = example("product-team")


@pytest.mark.parametrize(
    ("stream", "path", "value", "told"),
    [
        (TEAM, "stages.test.wip_limit", 2, "Test limit 5 → 2"),
        (TEAM, "stages.test.wip_limit", None, "Test limit 5 → none"),
        (TEAM, "stages.test.workers", 4, "Test people 2 → 4"),
        (PRODUCT, "teams.dev.size", 9, "Developers size 5 → 9"),
        (TEAM, "item_types.feature.share", 0.2, "Feature share 50\u00a0% → 20\u00a0%"),
        (TEAM, "stages.test.time.mean", 0.9, "Test time mean 1.3 d → mean 0.9 d"),
        (TEAM, "stages.test.name", "Check", ""),
    ],
)
def test_a_change_is_told_by_its_name(stream: Stream, path: str, value: object, told: str) -> None:
    assert words_of_change(stream, set_value(stream, path, value)) == told


def test_a_change_and_its_undoing_are_told_both_ways() -> None:
    lower = set_value(TEAM, "stages.test.wip_limit", 2)
    assert words_of_change(lower, TEAM) == "Test limit 2 → 5"
    assert words_of_change(TEAM, TEAM) == ""


def test_how_often_work_comes_back_is_told_as_a_share() -> None:
    stage = next(stage for stage in TEAM.stages if stage.rework)
    way = stage.rework[0]
    after = set_value(TEAM, f"stages.{stage.id}.rework.{way.to}.probability", 0.5)
    old = f"{100 * way.probability:.4g}\u00a0%"
    assert words_of_change(TEAM, after) == f"{stage.name} rework {old} → 50\u00a0%"


def test_how_often_something_arrives_is_told_as_time_between_arrivals() -> None:
    slower = Distribution(family="exponential", mean=2.0)
    after = set_value(TEAM, "arrivals.0.time", slower.model_dump(exclude_none=True))
    assert words_of_change(TEAM, after).endswith("→ 2 day")
    assert words_of_change(TEAM, after).startswith("Time between arrivals ")


def test_of_many_changes_the_first_are_told_and_the_rest_is_counted() -> None:
    after = TEAM
    for stage in TEAM.stages:
        if stage.kind == "work":
            after = set_value(after, f"stages.{stage.id}.wip_limit", 1)
            after = set_value(after, f"stages.{stage.id}.workers", 7)
    words = words_of_change(TEAM, after)
    assert words.count(";") == 2
    assert words.endswith("more changes")


PLANNED = TEAM.model_copy(
    update={
        "plan": (
            PlannedChange(at=10.0, set={"stages.test.wip_limit": 3}),
            PlannedChange(at=20.0, set={"stages.test.wip_limit": 3}),
            PlannedChange(at=30.0, set={"stages.test.wip_limit": 1}),
        )
    }
)


def test_what_a_plan_changed_up_to_now_is_told_and_nothing_of_what_changes_nothing() -> None:
    first = ChangeMade(10.0, "Test limit 5 → 3")
    assert planned_changes(PLANNED, 9.0) == []
    assert planned_changes(PLANNED, 25.0) == [first]
    assert planned_changes(PLANNED, 99.0) == [first, ChangeMade(30.0, "Test limit 3 → 1")]


def test_rules_of_any_moment_are_remembered() -> None:
    made = ChangesMade(TEAM)
    made.take(5.0, set_value(TEAM, "stages.test.wip_limit", 2))
    made.take(9.0, TEAM)
    limits = [made.in_force_at(t).stage("test").wip_limit for t in (0.0, 4.9, 5.0, 8.9, 9.0, 50.0)]
    assert limits == [5, 5, 2, 2, 5, 5]
    assert list(made.marks(20.0)) == [
        ChangeMade(5.0, "Test limit 5 → 2"),
        ChangeMade(9.0, "Test limit 2 → 5"),
    ]


def test_all_that_one_gesture_changes_is_one_change_from_its_beginning_on() -> None:
    made = ChangesMade(TEAM)
    for moment, limit in ((5.0, 4), (5.5, 3), (6.0, 2)):
        made.take(moment, set_value(TEAM, "stages.test.wip_limit", limit), "1:limit")
    made.take(7.0, set_value(TEAM, "stages.test.wip_limit", 1), "2:limit")
    assert list(made.marks(20.0)) == [
        ChangeMade(5.0, "Test limit 5 → 2"),
        ChangeMade(7.0, "Test limit 2 → 1"),
    ]
    assert [made.in_force_at(t).stage("test").wip_limit for t in (5.2, 5.7, 6.5)] == [4, 3, 2]


def test_a_gesture_that_ends_where_it_began_is_no_change() -> None:
    made = ChangesMade(TEAM)
    made.take(5.0, set_value(TEAM, "stages.test.wip_limit", 4), "1:limit")
    made.take(6.0, TEAM, "1:limit")
    assert (made.by_hand, list(made.marks(20.0))) == (0, [])


def test_a_change_before_the_first_instant_is_where_the_run_began() -> None:
    made = ChangesMade(TEAM)
    made.take(0.0, set_value(TEAM, "stages.test.wip_limit", 2))
    assert made.in_force_at(0.0).stage("test").wip_limit == 2
    assert list(made.marks(20.0)) == []


def test_changes_of_a_plan_and_by_hand_stand_in_one_order_and_none_twice() -> None:
    made = ChangesMade(PLANNED)
    made.take(15.0, set_value(PLANNED, "stages.test.workers", 5))
    assert [(mark.time, mark.text) for mark in made.marks(40.0)] == [
        (10.0, "Test limit 5 → 3"),
        (15.0, "Test people 2 → 5"),
        (30.0, "Test limit 3 → 1"),
    ]
