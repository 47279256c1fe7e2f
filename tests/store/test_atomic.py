"""The last saved version is never lost: not by a full disk, a refused folder, or a killed process."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.errors import ProjectFault
from sim.store.atomic import _machine, replace_file

PROJECT = Path(__file__).resolve().parents[2]

AS_ANYONE_ELSE = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere"
)

SAVE_FOR_EVER = """
import sys
from dataclasses import replace
from sim.store import save_project
from tests.store.projects import full_project
project = full_project()
for number in range(100_000):
    save_project(replace(project, notes=f"{number} " * (number % 50 * 1000)), sys.argv[1])
    if number == 1:
        print("saving", flush=True)
"""


def beside(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    replace_file(path, b"one")
    replace_file(path, b"two")
    assert (path.read_bytes(), beside(path)) == (b"two", ["a"])


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    path.chmod(0o640)
    replace_file(path, b"two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"one")
    link.symlink_to(target)
    replace_file(link, b"two")
    assert link.is_symlink()
    assert target.read_bytes() == b"two"


def test_a_link_in_a_circle_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(ProjectFault, match="cannot be saved"):
        replace_file(link, b"two")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (".", "is a folder"),
        ("missing/a", "the folder does not exist"),
        ("file/a", "its folder is a file"),
        ("x" * 300, "the name is too long"),
    ],
)
def test_a_place_that_cannot_hold_a_file_is_refused(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ProjectFault, match=said) as refused:
        replace_file(tmp_path / name, b"one")
    assert refused.value.hint
    assert beside(tmp_path / "file") == ["file"]


@AS_ANYONE_ELSE
def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    path.chmod(0o444)
    with pytest.raises(ProjectFault, match="read-only"):
        replace_file(path, b"two")
    assert path.read_bytes() == b"one"


@AS_ANYONE_ELSE
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(ProjectFault, match="not permitted"):
            replace_file(path, b"two")
    finally:
        tmp_path.chmod(0o755)
    assert (path.read_bytes(), beside(path)) == (b"one", ["a"])


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "not permitted"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_a_write_that_fails_leaves_the_file_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, said: str
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(ProjectFault, match=said):
        replace_file(path, b"two")
    assert (path.read_bytes(), beside(path)) == (b"one", ["a"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_device_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    real = Path.open

    def on_full_device(self: Path, mode: str = "r", *rest: object) -> object:
        return real(Path("/dev/full"), mode) if self.suffix == ".saving" else real(self, mode)

    monkeypatch.setattr(Path, "open", on_full_device)
    with pytest.raises(ProjectFault, match="the disk is full"):
        replace_file(path, b"two")
    assert path.read_bytes() == b"one"


@pytest.fixture
def drafts(tmp_path: Path) -> dict[str, Path]:
    """What saves may have left in the folder, by what became of them."""
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    machine = _machine()
    names = {
        "killed": f".headrace-{machine}-{gone.pid}-7.saving",
        "under way": f".headrace-{machine}-{os.getpid()}-7.saving",
        "elsewhere": f".headrace-0123abcd-{gone.pid}-7.saving",
        "old elsewhere": f".headrace-0123abcd-{os.getpid()}-8.saving",
        "of an older version": f".headrace-{gone.pid}-7.saving",
        "not ours": ".notes.saving",
        "not a draft": ".headrace-notes.txt",
    }
    made = {what: tmp_path / name for what, name in names.items()}
    for each in made.values():
        each.write_bytes(b"half")
    a_day_ago = time.time() - 90_000
    for what in ("old elsewhere", "not ours", "not a draft"):
        os.utime(made[what], (a_day_ago, a_day_ago))
    return made


@pytest.mark.skipif(os.name != "posix", reason="asks for processes")
def test_a_save_clears_away_what_killed_ones_left_and_nothing_else(
    drafts: dict[str, Path], tmp_path: Path
) -> None:
    replace_file(tmp_path / "team.headrace", b"new")
    assert [what for what, draft in drafts.items() if not draft.exists()] == ["killed", "old elsewhere"]
    assert (tmp_path / "team.headrace").read_bytes() == b"new"
