"""A file that someone else changed is told from one that is as it was."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from sim.store import find_out, open_stamped, save_project
from tests.store.projects import full_project


def test_what_was_saved_is_the_same_and_so_is_what_was_opened(tmp_path: Path) -> None:
    file = tmp_path / "a.headrace"
    saved = save_project(full_project(), file)
    opened = open_stamped(file)
    assert opened == (full_project(), saved)
    assert find_out(file, saved) == "same"


def test_another_version_of_the_same_length_is_another(tmp_path: Path) -> None:
    file = tmp_path / "a.headrace"
    first = save_project(full_project(), file)
    second = save_project(replace(full_project(), notes="Others"), file)
    assert first.size == second.size
    assert [find_out(file, stamp) for stamp in (first, second)] == ["other", "same"]


def test_a_longer_file_is_another(tmp_path: Path) -> None:
    file = tmp_path / "a.headrace"
    stamp = save_project(full_project(), file)
    file.write_bytes(file.read_bytes() + b"x")
    assert find_out(file, stamp) == "other"


def test_a_file_written_anew_with_the_same_content_is_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a.headrace"
    stamp = save_project(full_project(), file)
    os.utime(file, ns=(1, 1))
    assert find_out(file, stamp) == "same"


def test_a_file_that_is_not_there_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "a.headrace"
    stamp = save_project(full_project(), file)
    file.unlink()
    assert find_out(file, stamp) == "gone"


def test_a_stamp_is_that_of_the_version_written_whoever_replaced_it_since(tmp_path: Path) -> None:
    file, link = tmp_path / "a.headrace", tmp_path / "link.headrace"
    link.symlink_to(file)
    stamp = save_project(full_project(), link)
    state = file.stat()
    assert (stamp.size, stamp.written_ns) == (state.st_size, state.st_mtime_ns)
