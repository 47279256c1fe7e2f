"""Notices that the project's file was changed by someone else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.jobs import Jobs

if TYPE_CHECKING:
    from sim.store import Finding, Stamp


class FileWatch(QObject):
    """Looks at the file when asked to, beside the window's work.

    Signals:
        found(str): What became of the file: "other" or "gone"; told once for each version of it.
    """

    found = Signal(str)

    def __init__(
        self,
        document: Document,
        jobs: Jobs,
        is_saving: Callable[[], bool] = lambda: False,
        parent: QObject | None = None,
    ) -> None:
        """Watch the file of a document; what is found while we save it ourselves does not count."""
        super().__init__(parent)
        self._is_saving = is_saving
        self._document = document
        self._jobs = jobs
        self._told: tuple[Stamp, Finding] | None = None

    def look(self) -> None:
        """Find out what became of the file; nothing without one."""
        path, stamp = self._document.path, self._document.stamp
        if path is None or stamp is None:
            return
        self._jobs.start(
            _look,
            (path, stamp),
            partial(self._hear, stamp),
            key="file",
            still_current=lambda: self._document.stamp is stamp and not self._is_saving(),
        )

    def _hear(self, stamp: Stamp, finding: Finding) -> None:
        if finding == "same":
            self._told = None
        elif self._told != (stamp, finding):
            self._told = (stamp, finding)
            self.found.emit(finding)


def _look(request: tuple[Path, Stamp]) -> Finding:
    from sim.store import find_out

    return find_out(*request)
