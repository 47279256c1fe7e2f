"""A renaming changes what people read, never an id: scenarios go on meaning the same values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.pages.levers import changes_in_words
from app.pages.stream.edits import edit_stage_field, move, set_field
from sim.store import Project, new_project
from sim.stream import Scenario, apply_scenario, example, example_names

TIGHT = Scenario(name="Tight", changes=(("stages.test.wip_limit", 2), ("stages.build.workers", 6)))


@pytest.fixture
def project() -> Project:
    return replace(new_project(example("software-team")), scenarios=(TIGHT,))


def test_a_stage_renamed_on_the_stream_page_keeps_its_id_and_its_scenarios(project: Project) -> None:
    renamed = edit_stage_field(project, "test", "name", "Verify").after
    assert [stage.id for stage in renamed.stream.stages] == [stage.id for stage in project.stream.stages]
    changed = apply_scenario(renamed.stream, renamed.scenarios[0])
    assert (changed.stage("test").name, changed.stage("test").wip_limit) == ("Verify", 2)
    assert changes_in_words(renamed.stream, TIGHT).startswith("Verify WIP 5 → 2")


def test_a_stage_that_moved_keeps_its_scenarios(project: Project) -> None:
    moved = move(project, "test", 0).after
    assert moved.stream.stages[0].id == "test"
    assert apply_scenario(moved.stream, moved.scenarios[0]).stages[0].wip_limit == 2


@pytest.mark.parametrize("name", example_names())
def test_no_name_that_can_be_edited_is_an_id(name: str) -> None:
    project = new_project(example(name))
    for stage in project.stream.stages:
        after = set_field(project, f"stages.{stage.id}.name", "Another", "Rename").after
        assert after.stream.stage(stage.id).name == "Another"
