"""The door to the readers: files that are none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sim.errors import HistoryFault
from sim.history import read_table
from sim.history import reading as room
from sim.history.kinds import FileKind
from sim.history.table import Table
from tests.history.files import file


def test_a_path_may_be_text(tmp_path: Path) -> None:
    table = read_table(str(file(tmp_path, "ID,Title\n1,one\n", "a b.csv")))
    assert (table.source, len(table)) == ("a b.csv", 1)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(HistoryFault) as caught:
        read_table(tmp_path / "none.csv")
    assert caught.value.text == f"There is no file {tmp_path / 'none.csv'}."
    assert caught.value.hint == "Check the name and the folder."


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(HistoryFault) as caught:
        read_table(tmp_path)
    assert caught.value.text == f"{tmp_path} is a folder."


def test_a_device_is_no_ordinary_file() -> None:
    with pytest.raises(HistoryFault, match="/dev/zero is no ordinary file"):
        read_table("/dev/zero")


NOBODY = 65_534


@contextmanager
def without_rights() -> Iterator[None]:
    """Be a person who may read what all may, also where the tests are run by one who may read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="rights are other ones there")
def test_a_file_and_a_folder_without_permission_are_said_so() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = file(folder, "ID,Title\n1,one\n")
        with without_rights():
            assert len(read_table(path)) == 1
        path.chmod(0)
        with without_rights(), pytest.raises(HistoryFault) as caught:
            read_table(path)
        assert caught.value.text == "items.csv may not be read."
        folder.chmod(0)
        with without_rights(), pytest.raises(HistoryFault, match=r"items\.csv may not be read"):
            read_table(path)
        folder.chmod(0o755)


def test_a_refused_permission_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, _sheet: str) -> Table:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(room, "kind_of_file", lambda _path: FileKind("", lambda *_: True, refuse))
    with pytest.raises(HistoryFault) as caught:
        read_table(file(tmp_path, "ID,Title\n1,one\n"))
    assert caught.value.text == "items.csv may not be read."
    assert caught.value.hint


def test_a_failing_disk_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, _sheet: str) -> Table:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(room, "kind_of_file", lambda _path: FileKind("", lambda *_: True, fail))
    with pytest.raises(HistoryFault, match=r"items\.csv cannot be read: .*Input/output error"):
        read_table(file(tmp_path, "ID,Title\n1,one\n"))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as made:
        made.truncate(room.MAX_BYTES + 1)  # sparse: takes no room
    with pytest.raises(HistoryFault) as caught:
        read_table(path)
    assert caught.value.text == "huge.csv has 2.0 GB; at most 2 GB are read."


def test_an_impossible_name_is_a_fault_of_input() -> None:
    with pytest.raises(HistoryFault):
        read_table("a\x00b.csv")
    with pytest.raises(HistoryFault):
        read_table("x" * 5_000)
