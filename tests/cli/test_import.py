"""``headrace import``: what it says, and by which mapping it reads."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from sim.store import open_project
from tests.cli.conftest import Said

Verb = Callable[..., Said]
ITEMS = """ID,Type,Created,Started,Done
1,Bug,2025-06-01,2025-06-02,2025-06-05
2,Story,2025-06-01,2025-06-03,2025-06-09
2,Story,2025-06-01,2025-06-03,2025-06-09
3,Story,2025-06-02,2025-06-04,
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of three items, one of them twice."""
    path = tmp_path / "items.csv"
    path.write_text(ITEMS)
    return path


def test_the_first_line_tells_what_became_of_the_file(headrace: Verb, export: Path, tmp_path: Path) -> None:
    said = headrace("import", export, "-o", tmp_path / "p.headrace").out.splitlines()
    assert said[0] == (
        "items.csv: start and done, 3 items from 2025-06-01 to 2025-06-09. Of 4 rows 3 used, 1 set aside."
    )


def test_an_import_tells_the_same_figures_as_metrics(headrace: Verb, export: Path, tmp_path: Path) -> None:
    project = tmp_path / "p.headrace"
    made = headrace("import", export, "-o", project)
    told = headrace("metrics", export).out.split("Flow efficiency:")[0].strip()
    assert "Flow time, mean" in told
    assert told in made.out
    assert "note: 1 item is unfinished at the end" in made.err
    found = headrace("import", export, "-o", project, "--replace", "--json").json
    assert found["span"] == ["2025-06-01", "2025-06-09"]
    measured = headrace("metrics", project, "--json").json
    names = set(found["metrics"]) - {"warnings"}
    assert {name: found["metrics"][name] for name in names} == {name: measured[name] for name in names}


def test_a_mapping_written_down_and_edited_reads_the_file_anew(
    headrace: Verb, export: Path, tmp_path: Path
) -> None:
    project, mapping = tmp_path / "p.headrace", tmp_path / "mapping.json"
    said = headrace("import", export, "-o", project, "--save-mapping", mapping).out
    assert said.splitlines()[-2:] == [f"Wrote {project}", f"Wrote {mapping}"]
    told = json.loads(mapping.read_text())
    assert told["types"] == {"Bug": "defect", "Story": "feature"}
    mapping.write_text(json.dumps(told | {"types": {"Bug": "risk", "Story": "debt"}}))
    assert headrace("import", export, "-o", project, "--replace", "--mapping", mapping).status == 0
    history = open_project(project).history
    assert history is not None
    assert [kind.id for kind in history.log.types] == ["risk", "debt"]
    shares = headrace("metrics", export, "--mapping", mapping, "--json").json["flow_distribution"]
    assert set(shares) == {"risk", "debt"}


def test_a_layout_can_be_chosen(headrace: Verb, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("Item,From,To,When\nA,,To Do,2025-01-01\nA,To Do,Done,2025-01-03\n")
    said = headrace("import", path, "-o", tmp_path / "p.headrace", "--layout", "events").out
    assert said.startswith("log.csv: events of cases, 1 item from 2025-01-01 to 2025-01-03.")
    refused = headrace("import", path, "-o", tmp_path / "p.headrace", "--layout", "numbers")
    assert refused.status == 1
    assert "No column is known to hold numbers of items done." in refused.err
    both = headrace(
        "import", path, "-o", tmp_path / "q.headrace", "--layout", "events", "--mapping", tmp_path / "m.json"
    )
    assert "A mapping names its layout" in both.err


def test_a_sheet_can_be_chosen(headrace: Verb, export: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, items in (("Team A", 1), ("Team B", 2)):
        sheet = book.create_sheet(name)
        sheet.append(["ID", "Done"])
        for number in range(items):
            sheet.append([f"{name} {number}", dt.date(2025, 1, 2 + number)])
    path = tmp_path / "teams.xlsx"
    book.save(path)
    project = tmp_path / "p.headrace"
    assert "1 item from" in headrace("import", path, "-o", project).out
    assert "2 items from" in headrace("import", path, "-o", project, "--sheet", "Team B", "--replace").out
    gone = headrace("import", path, "-o", project, "--sheet", "Team C")
    assert gone.err.splitlines() == [
        'error: teams.xlsx has no sheet "Team C" with column names and rows below them.',
        "to mend: It has Team A, Team B.",
    ]
    assert "items.csv has no sheets" in headrace("import", export, "-o", project, "--sheet", "x").err


def test_a_file_that_cannot_be_imported_leaves_the_project_untouched(
    headrace: Verb, export: Path, tmp_path: Path
) -> None:
    project = tmp_path / "p.headrace"
    headrace("import", export, "-o", project)
    before = project.read_bytes()
    for content in (b"", b"%PDF-1.7", b"PK\x03\x04 cut off", ITEMS.encode()[:60] + b'"never closed'):
        bad = tmp_path / "bad.csv"
        bad.write_bytes(content)
        said = headrace("import", bad, "-o", project)
        assert (said.status, said.out, len(said.err.splitlines())) == (1, "", 2)
    assert project.read_bytes() == before
