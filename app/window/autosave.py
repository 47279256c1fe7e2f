"""Keeps what is not saved yet in a recovery file, so that a crash takes nothing along."""

from __future__ import annotations

import datetime as dt
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from app.document import Document
from app.jobs import Jobs
from sim.errors import ProjectFault, UserFault

if TYPE_CHECKING:
    from sim.store import Owner, Project, RecoveryWriter

KEEP_AFTER_MS = 15_000
"""From the first change that is not kept to its keeping; half of the 30 s that may be lost at most."""
_KEY = "recovery"


@dataclass(frozen=True)
class _Request:
    writer: RecoveryWriter
    project: Project
    owner: Owner
    file: Path
    lock: QLockFile


class Autosave(QObject):
    """Writes the recovery file of one document: soon after a change, and at once when asked to.

    The file is there only while something is not saved. A lock beside it tells that its program still runs:
    it counts no more once that process is gone, however it ended.

    Attributes:
        file: The recovery file.

    Signals:
        kept(): Everything up to some change is in the file.
        failed(object): It could not be written: a `UserFault`; told once until it can be again.
    """

    kept = Signal()
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, file: Path, parent: QObject | None = None) -> None:
        """Watch a document; ``file`` is written when there is something to keep."""
        from sim.store import RecoveryWriter

        super().__init__(parent)
        self.file = file
        self._document = document
        self._jobs = jobs
        self._writer = RecoveryWriter()
        self._lock = lock_of(file)
        self._kept = -1
        self._is_writing = self._is_wanted_again = self._has_failed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        document.state_changed.connect(self._look)
        document.changed.connect(self._look)

    @property
    def is_kept(self) -> bool:
        """Whether nothing would be lost now."""
        return self._document.is_clean or self._kept == self._document.revision

    def keep(self) -> None:
        """Write what is not kept yet, beside the window's own work."""
        from sim.store import Owner

        if self.is_kept:
            return
        if self._is_writing:
            self._is_wanted_again = True
            return
        self._timer.stop()
        document, revision = self._document, self._document.revision
        here = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        owner = Owner(document.title, str(document.path or ""), os.getpid(), here)
        request = _Request(self._writer, document.project, owner, self.file, self._lock)
        self._is_writing, self._is_wanted_again = True, False
        self._jobs.start(
            _write,
            request,
            lambda _: self._done(revision),
            key=_KEY,
            on_fault=self._refused,
        )

    def adopt(self, file: Path, lock: QLockFile) -> None:
        """Go on with a file that already holds what the document shows now, and with its lock."""
        self.end()
        self.file, self._lock, self._kept = file, lock, self._document.revision

    def end(self) -> None:
        """Take the file away: nothing is left to be recovered. No job of it may be under way any more."""
        self._timer.stop()
        self._is_writing = False
        self._remove()
        self._lock.unlock()

    def _look(self, *_: object) -> None:
        if self._document.is_clean:
            self._timer.stop()
            if not self._is_writing:
                self._remove()
        elif not self.is_kept and not self._timer.isActive() and not self._is_writing:
            self._timer.start()

    def _done(self, revision: int) -> None:
        self._kept, self._is_writing, self._has_failed = revision, False, False
        self.kept.emit()
        if self._is_wanted_again:
            self.keep()
        self._look()

    def _refused(self, fault: UserFault) -> None:
        self._is_writing = False
        if not self._has_failed:
            self.failed.emit(fault)
        self._has_failed = True
        self._look()

    def _remove(self) -> None:
        self._kept = -1
        with suppress(OSError):  # what cannot be deleted is found equal to what was saved, and forgotten then
            self.file.unlink(missing_ok=True)


def lock_of(file: Path) -> QLockFile:
    """Make the lock that tells whether the program of a recovery file still runs; not taken yet."""
    lock = QLockFile(str(file.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # stale only when its process is gone, however old it is
    return lock


def _write(request: _Request) -> None:
    """Write the file, under its lock.

    Raises:
        ProjectFault: If it cannot be written.
    """
    try:
        request.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as refused:
        raise ProjectFault(
            f"Unsaved work cannot be kept in {request.file.parent}: {refused.strerror}.", "Save it yourself."
        ) from None
    if not request.lock.isLocked():
        request.lock.tryLock(0)
    request.writer.write(request.project, request.owner, request.file)
