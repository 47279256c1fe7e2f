"""Files whose digest is right but whose content nobody would have saved: opened or refused, never a crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import ProjectFault
from sim.store import Project, open_project, save_project
from sim.store.container import pack
from sim.store.document import project_parts
from sim.store.migrations import VERSION
from sim.store.parts import Part, Parts, json_part, packed_json_part, read_json
from tests.store.projects import JSON, full_project

WHOLE = project_parts(full_project())
NAMES = sorted(WHOLE)
TEXTS = [name for name in NAMES if WHOLE[name].form != "array.zlib"]


def opened(folder: Path, parts: Parts) -> Project | ProjectFault:
    """Open a file of these parts: the project, or the fault; any other exception fails the test."""
    file = folder / "strange.headrace"
    file.write_bytes(pack(parts, VERSION))
    try:
        return open_project(file)
    except ProjectFault as fault:
        refused = fault
    assert refused.text.startswith("strange.headrace is damaged: ")
    assert refused.hint
    assert "\n" not in refused.text
    return refused


def with_text(name: str, value: Any) -> Parts:  # noqa: ANN401
    """The whole project with other JSON values in one part."""
    make = packed_json_part if WHOLE[name].form == "json.zlib" else json_part
    return WHOLE | {name: make(value)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(TEXTS), value=JSON)
def test_any_json_in_the_place_of_any_part(tmp_path: Path, name: str, value: Any) -> None:  # noqa: ANN401
    opened(tmp_path, with_text(name, value))


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside JSON values."""
    inside: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    return [path, *(place for key, one in inside for place in places(one, (*path, key)))]


def replaced(value: Any, path: tuple[Any, ...], new: object) -> Any:  # noqa: ANN401
    """Copy JSON values with another value at one place."""
    if not path:
        return new
    copy = json.loads(json.dumps(value))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = new
    return copy


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(data=st.data())
def test_another_value_at_any_place_inside_any_part(tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(TEXTS))
    value = read_json(WHOLE[name])
    place = data.draw(st.sampled_from(places(value)))
    opened(tmp_path, with_text(name, replaced(value, place, data.draw(JSON))))


@pytest.mark.parametrize("name", NAMES)
def test_a_part_left_out(tmp_path: Path, name: str) -> None:
    parts = {other: part for other, part in WHOLE.items() if other != name}
    found = opened(tmp_path, parts)
    if name == "history.source":  # without it there is no history
        assert isinstance(found, Project)
        assert found.history is None
    elif name == "delivery":  # files from before have none
        assert isinstance(found, Project)
        assert found.delivery is None
    else:
        assert isinstance(found, ProjectFault)


def test_a_part_more_is_ignored(tmp_path: Path) -> None:
    assert opened(tmp_path, WHOLE | {"extra": json_part(1)}) == full_project()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "part",
    [
        Part("json", b""),
        Part("json", b"[" * 100_000),
        Part("json", b"1" * 5000),
        Part("json", b"NaN"),
        Part("json.zlib", b"", length=0),
        Part("json.zlib", b"", length=2**62),
        Part("array.zlib", b"", "<f8", 0),
        Part("array.zlib", WHOLE["history.log.time"].content, "<f8", 2**62),
        Part("pickle", b"c"),  # type: ignore[arg-type]
    ],
    ids=["empty", "deep", "long number", "nan", "empty zlib", "huge text", "empty array", "huge", "unknown"],
)
def test_a_part_of_another_kind(tmp_path: Path, name: str, part: Part) -> None:
    found = opened(tmp_path, WHOLE | {name: part})
    assert isinstance(found, ProjectFault)


def test_what_was_opened_can_be_saved(tmp_path: Path) -> None:
    found = opened(tmp_path, with_text("sketch", {"unknown": [1, {"deep": None}]}))
    assert isinstance(found, Project)
    save_project(found, tmp_path / "again.headrace")
    assert open_project(tmp_path / "again.headrace") == found
