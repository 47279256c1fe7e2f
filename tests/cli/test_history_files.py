"""``headrace import`` and ``headrace metrics``: files of history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.store import open_project
from tests.cli.conftest import Verb


def test_import_makes_a_project_that_metrics_and_forecast_read(
    headrace: Verb, export: Path, tmp_path: Path
) -> None:
    project = tmp_path / "team.headrace"
    made = headrace("import", export, "-o", project, "--json")
    assert made.status == 0
    assert made.json["report"]["rows"] == 60
    assert headrace("metrics", project, "--json").json == headrace("metrics", export, "--json").json
    words = ("--items", 30, "--json")
    assert headrace("forecast", project, *words).json == headrace("forecast", export, *words).json


def test_importing_into_a_project_keeps_what_is_there(headrace: Verb, export: Path, tmp_path: Path) -> None:
    project = tmp_path / "team.headrace"
    headrace("import", export, "-o", project)
    before = open_project(project)
    assert headrace("import", export, "-o", project).status == 0
    assert open_project(project).stream == before.stream


LOG = "Item,From,To,When\n" + "".join(
    f"{item},{came},{to},2024-01-{day:02}\n"
    for item in "AB"
    for day, (came, to) in enumerate((("", "To Do"), ("To Do", "Build"), ("Build", "Done")), start=1)
)


@pytest.mark.parametrize(
    ("content", "layout"),
    [
        (LOG, "changes"),
        ("case,activity,timestamp\nA,Open,2024-01-01\nA,Close,2024-01-03\n", "events"),
        ("Week,Done\n2024-01-01,4\n2024-01-08,2\n", "counts"),
    ],
)
def test_logs_and_numbers_are_imported_like_items(
    headrace: Verb, tmp_path: Path, content: str, layout: str
) -> None:
    export, project = tmp_path / "log.csv", tmp_path / "p.headrace"
    export.write_text(content)
    told = json.loads(headrace("import", export, "-o", project, "--json").out)
    assert told["mapping"]["layout"] == layout
    assert told["report"]["used"] == told["report"]["rows"]
    assert headrace("metrics", project).status == 0


def test_importing_again_merges_by_id_unless_it_is_to_replace(headrace: Verb, tmp_path: Path) -> None:
    export, project = tmp_path / "log.csv", tmp_path / "p.headrace"
    export.write_text(LOG)
    headrace("import", export, "-o", project)
    export.write_text(LOG.replace("A,Build,Done,2024-01-03\n", "").replace("B,", "C,"))
    said = headrace("import", export, "-o", project).out
    assert "items 1 new, 1 changed, 0 as before, 1 no longer in the file" in " ".join(said.split())
    history = open_project(project).history
    assert history is not None
    assert sorted(history.log.items.names) == ["A", "B", "C"]
    headrace("import", export, "-o", project, "--replace")
    history = open_project(project).history
    assert history is not None
    assert sorted(history.log.items.names) == ["A", "C"]


def test_metrics_counts_what_is_in_the_file(headrace: Verb, export: Path) -> None:
    found = headrace("metrics", export, "--json").json
    assert found["flow_time"]["n"] == 60
    assert found["flow_time"]["p85"] == 4.0  # three days on, both ends counted
    assert found["flow_distribution"] == {"feature": 0.75, "defect": 0.25}
    assert "Flow velocity" in headrace("metrics", export).out


@pytest.mark.parametrize(
    "verb", [("import", "-o", "out.headrace"), ("metrics",), ("forecast", "--items", "3")]
)
def test_a_file_that_is_no_history_is_refused_in_words(
    headrace: Verb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = tmp_path / "people.csv"
    wrong.write_text("FirstName,Age\nAlice,29\n", encoding="utf-8")
    said = headrace(verb[0], wrong, *verb[1:])
    assert (said.status, said.out) == (1, "")
    assert "FirstName" in said.err
    assert not (tmp_path / "out.headrace").exists()
