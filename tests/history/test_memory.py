"""Files made to do harm: one sentence, little memory, and a project that stays as it was."""

from __future__ import annotations

import gzip
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.history.reading import MAX_BYTES
from sim.store import new_project, save_project
from sim.stream import example
from tests.history.workbook_files import inline, xlsx_parts

MOST_MB = 400
ZEROS = b"0" * (1 << 20)
IMPORT = """
import sys
from sim.cli import build, run_program
from tests.peak_memory import peak_megabytes
status = run_program(build(), ["import", sys.argv[1], "-o", sys.argv[2]])
print(status, peak_megabytes())
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory is not told there")


def two_gigabytes(path: Path) -> None:
    """A CSV file that is a byte too long, of nothing but zeros."""
    with path.open("wb") as made:
        made.write(b"ID,Done\n")
        made.truncate(MAX_BYTES + 1)  # sparse: takes no room


def one_field(path: Path) -> None:
    """A CSV file of 200 MB whose one quotation mark is never closed."""
    with path.open("wb") as made:
        made.write(b'ID,Done\n1,"')
        for _ in range(200):
            made.write(ZEROS)


def zip_bomb(path: Path) -> None:
    """A workbook of some hundred kilobytes whose sheet unpacks to 600 MB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = xlsx_parts(inline("ID", "Done"))
        for place, content in parts.items():
            if "sheet1" not in place:
                archive.writestr(place, content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(600):
                sheet.write(ZEROS)


def gzip_bomb(path: Path) -> None:
    """A gzipped table that unpacks to 600 MB."""
    with gzip.open(path, "wb", compresslevel=9) as made:
        made.write(b"ID,Done\n")
        for _ in range(600):
            made.write(ZEROS)


def entity_bomb(path: Path) -> None:
    """A log whose entities stand for a billion words."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE log [<!ENTITY e0 "lol">{entities}]><log><trace>'
        '<string key="concept:name" value="&e9;"/></trace></log>'
    )


def cut_off(path: Path) -> None:
    """Jira's JSON, cut off in the middle of an issue."""
    path.write_text('{"issues": [{"key": "A-1", "fields": {"created": "2025-01-01", "summary": "one')


BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "long.csv": (two_gigabytes, "has 2.0 GB"),
    "open.csv": (one_field, "open.csv has a line of more than 8,000,000 characters."),
    "bomb.xlsx": (zip_bomb, "unpack"),
    "bomb.csv.gz": (gzip_bomb, "unpack"),
    "bomb.xes": (entity_bomb, "declares an entity"),
    "cut.json": (cut_off, "breaks off"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_harmful_file_is_refused_in_little_memory(name: str, tmp_path: Path) -> None:
    make, said = BAD[name]
    bad, project = tmp_path / name, tmp_path / "team.headrace"
    make(bad)
    save_project(new_project(example("software-team")), project)
    before = project.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", IMPORT, bad, project], capture_output=True, text=True, check=True, timeout=120
    )
    status, memory = map(int, done.stdout.split())
    error, hint = done.stderr.splitlines()
    assert (status, error.startswith("error: "), hint.startswith("to mend: ")) == (1, True, True)
    assert said in error
    assert memory < MOST_MB
    assert project.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted((name, "team.headrace"))
