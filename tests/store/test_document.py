"""A project goes into a file and comes out equal; every other file is refused and left as it is."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from sim.errors import ProjectFault
from sim.log import EventLog, ItemTable
from sim.store import Project, new_project, open_project, save_project
from sim.store.container import APPLICATION_ID
from sim.store.document import project_parts, read_project
from sim.store.migrations import VERSION
from sim.stream import example
from tests.store.projects import PROJECTS, full_project, small_log, stored_history


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "team.headrace"


@pytest.fixture
def saved(file: Path) -> Path:
    save_project(full_project(), file)
    return file


def refusal(path: Path) -> ProjectFault:
    """Open a file that must be refused, and see that it was only read."""
    before = path.read_bytes() if path.is_file() else None
    beside = sorted(path.parent.iterdir()) if path.parent.exists() else []
    with pytest.raises(ProjectFault) as refused:
        open_project(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert (sorted(path.parent.iterdir()) if path.parent.exists() else []) == beside
    assert refused.value.hint
    return refused.value


def test_every_part_of_a_project_comes_back(saved: Path) -> None:
    found = open_project(saved)
    assert found == full_project()
    assert found.history is not None
    assert found.history.log.base == small_log().base
    assert not found.history.log.time.flags.writeable


def test_a_new_project_has_a_stream_and_nothing_else(file: Path) -> None:
    project = new_project(example("factory-line"))
    save_project(project, file)
    assert open_project(file) == project == Project(example("factory-line"))
    assert project.name == example("factory-line").name


@given(project=PROJECTS)
def test_any_project_survives_being_written_and_read(project: Project) -> None:
    assert read_project(project_parts(project)) == project


def test_equal_projects_are_equal_files(saved: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.headrace"
    save_project(open_project(saved), again)
    assert again.read_bytes() == saved.read_bytes()


def test_saving_leaves_one_file_and_opening_none(saved: Path) -> None:
    save_project(new_project(example("support-desk")), saved)
    open_project(saved)
    assert [path.name for path in saved.parent.iterdir()] == [saved.name]


def test_the_file_is_a_database_that_any_tool_can_read(saved: Path) -> None:
    with closing(sqlite3.connect(saved)) as database:
        assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert database.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (text,) = database.execute("SELECT content FROM part WHERE name = 'stream'").fetchone()
    assert '"format": "headrace.stream/1"' in text


# --- refused -----------------------------------------------------------------------------------------------


def test_a_missing_file_is_refused(file: Path) -> None:
    assert "There is no file" in refusal(file).text


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path).text


def test_an_empty_file_is_refused(file: Path) -> None:
    file.touch()
    assert refusal(file).text == "team.headrace is empty; it is not a project."


@pytest.mark.parametrize(
    "content", [b"ID,Title\n1,a\n", b"PK\x03\x04" * 99, b"\x00" * 4096, b"SQLite format 2\x00"]
)
def test_a_file_of_another_kind_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert refusal(file).text == "team.headrace is not a Headrace project."


def test_a_database_of_another_program_is_refused(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE part (name)")
    assert refusal(file).text == "team.headrace is a database of another program, not a Headrace project."


def test_a_newer_version_is_refused_and_never_written_over(saved: Path) -> None:
    with closing(sqlite3.connect(saved)) as database:
        database.execute("PRAGMA user_version = 2")
    said = "team.headrace was written by a newer Headrace (format 2; this one knows 1)."
    assert refusal(saved).text == said
    content = saved.read_bytes()
    with pytest.raises(ProjectFault, match="newer Headrace"):
        save_project(full_project(), saved)
    assert saved.read_bytes() == content


def test_a_version_before_the_first_is_damage(saved: Path) -> None:
    with closing(sqlite3.connect(saved)) as database:
        database.execute("PRAGMA user_version = 0")
    assert refusal(saved).text == "team.headrace is damaged: it has no version."


def test_a_file_cut_short_anywhere_is_refused(saved: Path) -> None:
    whole = saved.read_bytes()
    for length in (5, 15, 16, 60, 99, 100, 101, 4096, len(whole) // 2, len(whole) - 4096, len(whole) - 1):
        saved.write_bytes(whole[:length])
        assert "team.headrace is damaged: it is cut short" in refusal(saved).text, length


def test_a_file_that_grew_is_refused(saved: Path) -> None:
    saved.write_bytes(saved.read_bytes() + b"more")
    assert "longer than it says" in refusal(saved).text


def test_a_flipped_byte_anywhere_is_refused(saved: Path) -> None:
    whole = saved.read_bytes()
    for place in [*range(100), *range(100, len(whole), max(len(whole) // 300, 1))]:
        bad = bytearray(whole)
        bad[place] ^= 0x55
        saved.write_bytes(bad)
        with pytest.raises(ProjectFault):
            open_project(saved)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM part WHERE name = 'notes'",
        "UPDATE part SET content = '\"other\"' WHERE name = 'notes'",
        "UPDATE part SET name = 'other' WHERE name = 'notes'",
        "UPDATE part SET content = 'é' WHERE name = 'notes'",
        "UPDATE part SET content = 5 WHERE name = 'notes'",
        "UPDATE part SET length = 'many' WHERE name = 'history.log.time'",
        "UPDATE part SET form = 'pickle' WHERE name = 'notes'",
        "UPDATE about SET value = ''",
        "DELETE FROM about",
        "DROP TABLE part",
        "ALTER TABLE part RENAME COLUMN content TO other",
    ],
)
def test_a_file_changed_by_another_program_is_refused(saved: Path, change: str) -> None:
    with closing(sqlite3.connect(saved, isolation_level=None)) as database:
        database.execute(change)
    assert "team.headrace is damaged: " in refusal(saved).text


# --- what cannot be saved ----------------------------------------------------------------------------------


def test_what_cannot_be_written_as_text_is_refused_before_the_file_is_touched(saved: Path) -> None:
    content = saved.read_bytes()
    with pytest.raises(ProjectFault, match="cannot be written as a file"):
        save_project(replace(full_project(), sketch={"window": object()}), saved)  # type: ignore[dict-item]
    assert saved.read_bytes() == content


def test_projects_share_what_an_edit_leaves_alone() -> None:
    before = full_project()
    after = replace(before, notes="other")
    assert after != before
    assert after.history is before.history
    assert replace(after, notes=before.notes) == before


# --- large -------------------------------------------------------------------------------------------------


def large_log(events: int) -> EventLog:
    items = events // 5
    count = np.arange(events)
    return replace(
        small_log(),
        time=np.round(count * 1.7 * 2**20) / 2**20,
        item=(count // 5).astype(np.int32),
        kind=(count % 9).astype(np.int8),
        stage=(count % 3 - 1).astype(np.int16),
        who=(count % 4 - 1).astype(np.int32),
        items=ItemTable(
            np.zeros(items, np.int16),
            np.zeros(items, np.int16),
            np.arange(items) / 3,
            names=tuple(f"KEY-{n}" for n in range(items)),
            titles=tuple(f"Item number {n}" for n in range(items)),
        ),
    )


@pytest.mark.slow
def test_a_million_events_are_opened_within_two_seconds(file: Path) -> None:
    project = replace(full_project(), history=stored_history(large_log(1_000_000)))
    save_project(project, file)
    begin = time.perf_counter()
    found = open_project(file)
    assert time.perf_counter() - begin < 2
    assert found == project
