"""Two versions of a project side by side: each thing that differs, once, in words."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from sim.store import Difference, Project, RunSettings, differences, new_project
from sim.stream import Scenario, Stream, example, example_names, set_value
from tests.store.projects import full_project, stored_history

TEAM = new_project(example("software-team"))


def with_stream(stream: Stream) -> Project:
    return replace(TEAM, stream=stream)


def with_values(**values: object) -> Project:
    stream = TEAM.stream
    for path, value in values.items():
        stream = set_value(stream, path.replace("__", "."), value)
    return with_stream(stream)


def rows(before: Project, after: Project) -> list[tuple[str, str, str]]:
    return [(each.what, each.before, each.after) for each in differences(before, after)]


def test_alike_projects_do_not_differ() -> None:
    assert differences(full_project(), full_project()) == ()


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("stages__test__wip_limit", 2, ("Test: WIP limit", "5", "2")),
        ("stages__test__wip_limit", None, ("Test: WIP limit", "5", "none")),
        ("stages__test__order", "oldest", ("Test: order", "fifo", "oldest")),
        (
            "stages__build__time__p50",
            2.5,
            ("Build: time", "half within 2, 85 % within 4.5", "half within 2.5, 85 % within 4.5"),
        ),
    ],
)
def test_a_changed_value_is_named_with_both(path: str, value: object, expected: tuple[str, str, str]) -> None:
    assert rows(TEAM, with_values(**{path: value})) == [expected]


def test_the_name_comes_first_then_the_stages() -> None:
    changed = with_values(stages__test__wip_limit=2)
    other = replace(changed, stream=changed.stream.model_copy(update={"name": "Other", "time_unit": "hour"}))
    assert [each.what for each in differences(TEAM, other)] == ["Name", "Test: WIP limit", "Time unit"]


def test_stages_that_come_go_and_change_places() -> None:
    analysis, build, test, release = TEAM.stream.stages
    review = test.model_copy(update={"id": "review", "name": "Review"})
    other = with_stream(TEAM.stream.model_copy(update={"stages": (build, analysis, review, release)}))
    assert rows(TEAM, other) == [
        ("Stages: Test", "there", "not there"),
        ("Stages: Review", "not there", "there"),
        ("Order of the stages", "Analysis, Build, Test, Release", "Build, Analysis, Review, Release"),
    ]


def test_what_belongs_to_the_project_is_compared_too() -> None:
    other = replace(
        TEAM,
        notes="Ask Jo",
        run=RunSettings(seed=3, until=90.0),
        scenarios=(Scenario(name="Fewer", changes=(("stages.test.wip_limit", 2),)),),
        history=stored_history(),
        sketch={"zoom": 2},
    )
    assert rows(TEAM, other) == [
        ("Scenarios: Fewer", "not there", "there"),
        ("Notes", "empty", "Ask Jo"),
        ("Run: seed", "1", "3"),
        ("Run: end of the run", "none", "90"),
        ("Arrangement of the board", "as it was", "changed"),
        ("History", "none", "board.csv, 3 items"),
    ]


def test_a_long_text_is_cut() -> None:
    (only,) = differences(TEAM, replace(TEAM, notes="long " * 40))
    assert only == Difference("Notes", "empty", ("long " * 40)[:59] + "…")


def test_values_that_read_alike_are_told_apart() -> None:
    other = replace(TEAM, notes="x" * 80)
    assert rows(other, replace(TEAM, notes="x" * 81)) == [("Notes", "x" * 59 + "…", f"another ({'x' * 59}…)")]


@pytest.mark.parametrize(("first", "second"), tuple(product(example_names(), repeat=2)))
def test_any_two_examples_can_be_compared_and_every_row_says_something(first: str, second: str) -> None:
    found = differences(new_project(example(first)), new_project(example(second)))
    assert (found == ()) is (first == second)
    assert all(each.what and each.before and each.after and each.before != each.after for each in found)


def test_the_other_way_round_everything_is_swapped() -> None:
    forth = differences(TEAM, new_project(example("factory-line")))
    back = differences(new_project(example("factory-line")), TEAM)
    assert len(forth) == len(back)
