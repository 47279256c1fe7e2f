"""What was not saved yet, kept so that a crash does not take it along.

A recovery file is a project file with one part more: whose it is. It is written like any other, whole or not
at all, and can be opened by hand.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from sim.errors import ProjectFault
from sim.store.atomic import replace_file
from sim.store.container import Damage, damaged, pack, unpack
from sim.store.document import SUFFIX, project_of, project_parts
from sim.store.migrations import VERSION
from sim.store.parts import Part, json_part, read_json
from sim.store.project import Project, StoredHistory

_OWNER = "recovery"
_DAMAGED = "damaged"


@dataclass(frozen=True)
class Owner:
    """Whose unsaved work it is.

    Attributes:
        title: Name of the project.
        path: Its own file; empty if it was never saved.
        process: Number of the process that wrote it.
        written: When, an ISO date and time with its zone.
    """

    title: str
    path: str
    process: int
    written: str


_OWNERS = TypeAdapter(Owner)


class RecoveryWriter:
    """Writes the recovery file of one document again and again; an unchanged history is packed only once."""

    def __init__(self) -> None:
        """Start with nothing packed."""
        self._packed: tuple[StoredHistory | None, dict[str, Part]] = (None, {})

    def write(self, project: Project, owner: Owner, file: Path) -> None:
        """Put the project into a recovery file; the one before is replaced once this one is whole.

        Raises:
            ProjectFault: If it cannot be written; the one before is untouched.
        """
        try:
            parts = project_parts(replace(project, history=None)) | self._history_parts(project)
        except (ValueError, TypeError) as broken:
            raise ProjectFault(f"The work cannot be kept for recovery: {broken}", "Save it.") from None
        parts[_OWNER] = json_part(asdict(owner))
        replace_file(file, pack(parts, VERSION))

    def _history_parts(self, project: Project) -> dict[str, Part]:
        history, parts = self._packed
        if history is not project.history:
            every = project_parts(project) if project.history is not None else {}
            parts = {name: part for name, part in every.items() if name.startswith("history.")}
            self._packed = (project.history, parts)
        return parts


def read_recovery(file: Path) -> tuple[Project, Owner]:
    """Read what was kept.

    Raises:
        ProjectFault: If it is damaged, or no recovery file.
    """
    try:
        content = file.read_bytes()
    except OSError as refused:
        raise ProjectFault(f"{file} cannot be read: {refused.strerror}.", "Try another copy.") from None
    project = project_of(content, file)
    try:
        owner = _OWNERS.validate_python(read_json(unpack(content)[_OWNER]))
        dt.datetime.fromisoformat(owner.written)
        return project, owner
    except (Damage, KeyError, ValueError):
        raise damaged(file.name, "it does not say whose it is") from None


def recovery_files(folder: Path) -> tuple[Path, ...]:
    """Give the recovery files of a folder, by name."""
    return tuple(sorted(folder.glob(f"*{SUFFIX}")))


def set_aside(file: Path) -> Path:
    """Move a file that cannot be read out of the way, and keep it; gives its place.

    Raises:
        OSError: If it cannot be moved.
    """
    folder = file.parent / _DAMAGED
    folder.mkdir(exist_ok=True)
    return file.replace(folder / file.name)
