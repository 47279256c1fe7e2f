"""What a crash left behind: found, read, and compared with what was saved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QLockFile

from app.document import Saved
from app.window.autosave import lock_of
from sim.errors import ProjectFault
from sim.store import (
    Difference,
    Owner,
    Project,
    differences,
    open_stamped,
    read_recovery,
    recovery_files,
    set_aside,
)


@dataclass(frozen=True)
class Lost:
    """One project that was not saved when its program ended.

    Attributes:
        file: The recovery file.
        project: What it holds.
        owner: Whose it is, and when it was written.
        saved: The version in the project's own file; None if there is none that can be read.
        saved_at: When that was saved.
        why: Why there is no saved version, in a sentence; empty if there is one.
        rows: In what both differ, saved first.
        lock: Held while it is on offer here, so that no other program offers it too.
    """

    file: Path
    project: Project
    owner: Owner
    saved: Saved | None
    saved_at: dt.datetime | None
    why: str
    rows: tuple[Difference, ...]
    lock: QLockFile = field(compare=False, repr=False)

    @property
    def kept_at(self) -> dt.datetime:
        """When it was kept."""
        return dt.datetime.fromisoformat(self.owner.written)

    def forget(self) -> None:
        """Delete it."""
        self.file.unlink(missing_ok=True)
        self.lock.unlock()


@dataclass(frozen=True)
class Finds:
    """All that was found.

    Attributes:
        lost: What can be recovered, the latest first.
        damaged: Files that cannot be read, where they are kept now.
    """

    lost: tuple[Lost, ...] = ()
    damaged: tuple[Path, ...] = ()


def find_lost(folder: Path) -> Finds:
    """Look for recovery files whose program is gone; those of running programs are left alone.

    Files that hold what was saved anyway are deleted, damaged ones are set aside.
    """
    lost: list[Lost] = []
    damaged: list[Path] = []
    for file in recovery_files(folder):
        lock = lock_of(file)
        if not lock.tryLock(0):
            continue
        try:
            found = _read(file, lock)
        except ProjectFault:
            damaged.append(_put_aside(file))
            lock.unlock()
            continue
        if found.saved is not None and not found.rows:
            found.forget()
        else:
            lost.append(found)
    lost.sort(key=lambda each: each.kept_at, reverse=True)
    return Finds(tuple(lost), tuple(damaged))


def _read(file: Path, lock: QLockFile) -> Lost:
    project, owner = read_recovery(file)
    saved, why = _saved(owner)
    rows = () if saved is None else differences(saved.project, project)
    at = (
        None
        if saved is None
        else dt.datetime.fromtimestamp(saved.stamp.written_ns / 1e9, dt.UTC).astimezone()
    )
    return Lost(file, project, owner, saved, at, why, rows, lock)


def _saved(owner: Owner) -> tuple[Saved | None, str]:
    if not owner.path:
        return None, "It was never saved."
    try:
        project, stamp = open_stamped(owner.path)
    except ProjectFault as fault:
        return None, fault.text
    return Saved(project, Path(owner.path), stamp), ""


def _put_aside(file: Path) -> Path:
    try:
        return set_aside(file)
    except OSError:
        return file
