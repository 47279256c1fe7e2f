"""The schema and the page about the file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from sim.distributions import PARAMETER_SETS
from sim.stream import (
    Stage,
    Stream,
    Team,
    dumps_stream,
    example,
    example_names,
    json_schema,
    loads_stream,
    offered_load,
    plain,
    problems,
    team_loads,
)

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_every_field_is_described() -> None:
    schema = json_schema()
    parts = {"Stream": schema, **schema["$defs"]}
    silent = [
        f"{part}.{name}"
        for part, fields in parts.items()
        for name, field in fields.get("properties", {}).items()
        if "description" not in field
    ]
    assert [one for one in silent if not one.startswith("Provenance")] == []
    assert [part for part, fields in parts.items() if "Attributes:" in fields.get("description", "")] == []


def test_the_page_names_every_field() -> None:
    page = (DOCS / "stream-format.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", page))
    schema = json_schema()
    parts = {"Stream": schema, **schema["$defs"]}
    missing = [
        f"{part}.{name}"
        for part, fields in parts.items()
        for name in fields.get("properties", {})
        if name not in named
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("model", "heading"),
    [(Stream, "The document"), (Stage, "Stages"), (Team, "Teams, feedback, drag and plan")],
)
def test_the_page_lists_fields_in_the_order_in_which_they_are_written(
    model: type[BaseModel], heading: str
) -> None:
    section = (DOCS / "stream-format.md").read_text(encoding="utf-8").split(f"## {heading}\n")[1]
    rows = re.findall(r"^\| (`.*?`) \|", section.split("\n## ")[0], re.MULTILINE)
    listed = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert listed == list(model.model_fields)


def test_the_page_lists_every_family_with_its_sets() -> None:
    page = (DOCS / "stream-format.md").read_text(encoding="utf-8")
    rows = {
        family: tuple(tuple(re.findall(r"`(\w+)`", cell)) for cell in cells.split("|") if cell.strip())
        for family, cells in re.findall(
            r"^\| `(\w+)` \| (.*) \|$", page.split("## Distributions")[1], re.MULTILINE
        )
    }
    assert rows == dict(PARAMETER_SETS)


def test_the_smallest_stream_of_the_page_runs() -> None:
    page = (DOCS / "stream-format.md").read_text(encoding="utf-8")
    smallest = re.findall(r"```json\n(.*?)```", page, re.DOTALL)[0]
    assert problems(loads_stream(smallest)) == ()


def test_the_parts_of_the_page_have_the_shape_that_is_read() -> None:
    page = (DOCS / "stream-format.md").read_text(encoding="utf-8")
    parts = json.loads(re.findall(r"```json\n(.*?)```", page, re.DOTALL)[1])
    whole = json.loads(dumps_stream(example()))
    read = loads_stream(json.dumps({**whole, **parts}))
    assert {name: plain(getattr(read, name)) for name in parts} == parts


@pytest.mark.parametrize("name", example_names())
def test_the_page_of_examples_has_their_figures(name: str) -> None:
    page = (DOCS / "examples.md").read_text(encoding="utf-8")
    section = page.split(f"## {name}")[1].split("\n## ")[0]
    made = example(name)
    teams = {one.id: one.name for one in made.teams}
    for load in offered_load(made):
        stage = made.stage(load.stage)
        row = next(line for line in section.splitlines() if line.startswith(f"| {stage.name} |"))
        _, who, time, share = (cell.strip() for cell in row.strip("|").split("|"))
        assert who == (str(stage.workers) if stage.team is None else teams[stage.team])
        assert float(time.split()[0]) == pytest.approx(load.touch_time, abs=0.006)
        assert float(share) == pytest.approx(load.load, abs=0.0006)
    for team in team_loads(made):
        assert f"{team.load:.3f}" in section
