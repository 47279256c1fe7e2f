"""The schema and the page about the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.distributions import PARAMETER_SETS
from sim.stream import example, json_schema, loads_stream, offered_load, problems

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
    later = {
        "Team",
        "TypeLimit",
        "Feedback",
        "Drag",
        "PlannedChange",
        "Route",
        "Blockers",
        "Downtime",
        "Setup",
        "Batch",
    }
    schema = json_schema()
    parts = {"Stream": schema, **schema["$defs"]}
    missing = [
        f"{part}.{name}"
        for part, fields in parts.items()
        if part not in later
        for name in fields.get("properties", {})
        if name not in named
    ]
    assert missing == []


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
    (text,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    assert problems(loads_stream(text)) == ()


@pytest.mark.parametrize("name", ["software-team", "factory-line", "support-desk"])
def test_the_page_of_examples_has_their_figures(name: str) -> None:
    page = (DOCS / "examples.md").read_text(encoding="utf-8")
    section = page.split(f"## {name}")[1].split("\n## ")[0]
    made = example(name)
    for load in offered_load(made):
        stage = made.stage(load.stage)
        row = next(line for line in section.splitlines() if line.startswith(f"| {stage.name} |"))
        assert re.findall(r"[\d.]+", row)[0] == str(stage.workers)
        assert float(re.findall(r"[\d.]+", row)[1]) == pytest.approx(load.touch_time, abs=0.006)
        assert float(re.findall(r"[\d.]+", row)[2]) == pytest.approx(load.load, abs=0.0006)
