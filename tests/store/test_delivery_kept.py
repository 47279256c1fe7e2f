"""What counts as a deployment is kept with the project; files from before it was kept open as they did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sim.metrics import DoraMapping, Marks
from sim.store import Project, differences, new_project, open_project, save_project
from sim.store.container import pack
from sim.store.document import project_parts, read_project
from sim.store.migrations import VERSION
from sim.store.parts import json_part
from sim.stream import example
from tests.store.projects import full_project

CHOSEN = DoraMapping(
    Marks("type", ("Deployment",)), Marks("tags", ("incident", "outage")), failed=Marks("result", ("failed",))
)


def chosen(mapping: DoraMapping | None = CHOSEN) -> Project:
    return replace(new_project(example("support-desk")), delivery=mapping)


@pytest.mark.parametrize(
    "mapping",
    [
        CHOSEN,
        DoraMapping(),
        DoraMapping("releases"),
        DoraMapping(Marks("type", ())),
        replace(CHOSEN, guessed=("Deployments are items whose type is Deployment.",)),
        None,
    ],
)
def test_any_choice_comes_back(tmp_path: Path, mapping: DoraMapping | None) -> None:
    save_project(chosen(mapping), tmp_path / "a.headrace")
    assert open_project(tmp_path / "a.headrace").delivery == mapping


def test_a_file_from_before_opens_with_nobody_having_chosen(tmp_path: Path) -> None:
    parts = project_parts(full_project())
    del parts["delivery"]
    path = tmp_path / "older.headrace"
    path.write_bytes(pack(parts, VERSION))
    assert open_project(path) == replace(full_project(), delivery=None)


def test_where_nobody_has_chosen_the_file_is_as_it_was_before() -> None:
    assert "delivery" not in project_parts(chosen(None))
    assert set(project_parts(chosen())) - set(project_parts(chosen(None))) == {"delivery"}


@pytest.mark.parametrize(
    "broken", [{"deployments": "sometimes"}, {"deployments": {"name": "type"}}, [1], "x"]
)
def test_a_choice_that_makes_no_sense_is_refused(broken: object) -> None:
    parts = project_parts(chosen()) | {"delivery": json_part(broken)}
    with pytest.raises(ValueError, match="validation error"):
        read_project(parts)


def test_two_projects_that_differ_in_it_say_so() -> None:
    (one,) = differences(chosen(None), chosen())
    assert (one.what, one.before, one.after) == ("Delivery", "none", "there")
    other = replace(CHOSEN, deployments=Marks("type", ("Release",)))
    (two,) = differences(chosen(), chosen(other))
    assert two.what.startswith("Delivery")
