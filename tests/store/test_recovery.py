"""A recovery file holds the work and whose it is, and packs an unchanged history once."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from sim.errors import ProjectFault
from sim.store import (
    Owner,
    RecoveryWriter,
    open_project,
    read_recovery,
    recovery_files,
    save_project,
    set_aside,
)
from tests.store.projects import full_project, small_log, stored_history

OWNER = Owner("Zürich", "/srv/Zürich ✓.headrace", 4711, "2026-11-22T22:40:00+01:00")


def test_the_work_and_its_owner_come_back(tmp_path: Path) -> None:
    file = tmp_path / "a.headrace"
    RecoveryWriter().write(full_project(), OWNER, file)
    assert read_recovery(file) == (full_project(), OWNER)


def test_a_recovery_file_can_be_opened_by_hand(tmp_path: Path) -> None:
    file = tmp_path / "a.headrace"
    RecoveryWriter().write(full_project(), OWNER, file)
    assert open_project(file) == full_project()


def test_each_version_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    file, writer, project = tmp_path / "a.headrace", RecoveryWriter(), full_project()
    seen = []
    for notes, history in (
        ("one", project.history),
        ("two", project.history),
        ("three", None),
        ("four", None),
    ):
        writer.write(replace(project, notes=notes, history=history), OWNER, file)
        seen.append(read_recovery(file)[0])
    assert [each.notes for each in seen] == ["one", "two", "three", "four"]
    assert [each.history == project.history for each in seen] == [True, True, False, False]


def test_another_history_is_packed_anew(tmp_path: Path) -> None:
    file, writer, project = tmp_path / "a.headrace", RecoveryWriter(), full_project()
    writer.write(project, OWNER, file)
    other = stored_history(small_log(events=9))
    writer.write(replace(project, history=other), OWNER, file)
    assert read_recovery(file)[0].history == other


def test_an_unchanged_history_costs_nothing_the_second_time(tmp_path: Path) -> None:
    long = replace(full_project(), history=stored_history(small_log(events=400_000, items=50_000)))
    writer, took = RecoveryWriter(), []
    for notes in ("one", "two"):
        begin = time.perf_counter()
        writer.write(replace(long, notes=notes), OWNER, tmp_path / "a.headrace")
        took.append(time.perf_counter() - begin)
    assert took[1] < took[0] / 2
    assert read_recovery(tmp_path / "a.headrace")[0].history == long.history


def test_what_cannot_be_written_leaves_the_version_before(tmp_path: Path) -> None:
    file, writer = tmp_path / "a.headrace", RecoveryWriter()
    writer.write(full_project(), OWNER, file)
    with pytest.raises(ProjectFault, match="cannot be kept for recovery"):
        writer.write(replace(full_project(), sketch={"x": object()}), OWNER, file)  # type: ignore[dict-item]
    assert read_recovery(file)[0] == full_project()


def test_the_files_of_a_folder_are_found(tmp_path: Path) -> None:
    for name in ("b.headrace", "a.headrace", "a.lock", "notes.txt"):
        (tmp_path / name).touch()
    assert [each.name for each in recovery_files(tmp_path)] == ["a.headrace", "b.headrace"]
    assert recovery_files(tmp_path / "nowhere") == ()


@pytest.mark.parametrize("content", [b"", b"no project", b"SQLite format 3\x00cut"])
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.headrace"
    file.write_bytes(content)
    with pytest.raises(ProjectFault, match=r"a\.headrace"):
        read_recovery(file)


def test_a_plain_project_is_no_recovery_file(tmp_path: Path) -> None:
    save_project(full_project(), tmp_path / "a.headrace")
    with pytest.raises(ProjectFault, match="does not say whose it is"):
        read_recovery(tmp_path / "a.headrace")


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectFault, match="cannot be read"):
        read_recovery(tmp_path / "gone.headrace")


def test_a_damaged_file_is_kept_aside(tmp_path: Path) -> None:
    file = tmp_path / "a.headrace"
    file.write_bytes(b"broken")
    place = set_aside(file)
    assert (file.exists(), place.read_bytes(), place.parent.name) == (False, b"broken", "damaged")
    assert recovery_files(tmp_path) == ()
