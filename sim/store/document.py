"""A project as one file: saved whole or not at all, opened whole or refused."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import JsonValue, TypeAdapter

from sim.errors import ProjectFault, StreamFault
from sim.forecast import Question
from sim.history import ImportReport
from sim.history import Mapping as ColumnMapping
from sim.metrics import DoraMapping
from sim.store.atomic import replace_file
from sim.store.container import Damage, damaged, pack, unpack, version_of
from sim.store.logs import log_parts, read_log
from sim.store.migrations import VERSION, migrated
from sim.store.parts import Part, Parts, json_part, read_json
from sim.store.progress import Tell, part_of, say_nothing
from sim.store.project import Project, RunSettings, StoredHistory
from sim.store.stamp import Stamp, stamp_of
from sim.stream import Scenario, dumps_stream, loads_stream

SUFFIX = ".headrace"
"""Ending of a project file's name."""

_SCENARIOS = TypeAdapter(tuple[Scenario, ...])
_QUESTIONS = TypeAdapter(tuple[Question, ...])
_RUN = TypeAdapter(RunSettings)
_DELIVERY = TypeAdapter(DoraMapping)
_SKETCH = TypeAdapter(dict[str, JsonValue])
_TEXT = TypeAdapter(str)


def save_project(project: Project, path: Path | str, tell: Tell = say_nothing) -> Stamp:
    """Save a project in a file; what was there before is replaced once the new one is whole on the disk.

    ``tell`` may end it by raising: the file is untouched then.

    Returns:
        What tells this version of the file from any other.

    Raises:
        ProjectFault: If it cannot be written, or what is there was written by a newer Headrace; the
            file is untouched then.
    """
    file = Path(path)
    _spare_newer(file)
    try:
        parts = project_parts(project, part_of(tell, 0.0, 0.6))
        _read_all_but_log(parts)
    except (ValueError, TypeError, StreamFault) as broken:
        raise ProjectFault(
            f"The project cannot be written as a file: {broken}", "Undo the last change and save again."
        ) from None
    content = pack(parts, VERSION)
    tell(0.8)
    return stamp_of(content, replace_file(file, content))


def open_project(path: Path | str) -> Project:
    """Open a project file; the file is only read.

    Raises:
        ProjectFault: If it is missing, foreign, damaged, or of a newer version.
    """
    return open_stamped(path)[0]


def open_stamped(path: Path | str, tell: Tell = say_nothing) -> tuple[Project, Stamp]:
    """Open a project file, with what tells this version of it from any other.

    ``tell`` may end it by raising.

    Raises:
        ProjectFault: If it is missing, foreign, damaged, or of a newer version.
    """
    file = Path(path)
    content, state = _content(file)
    tell(0.05)
    stamp = stamp_of(content, state)
    tell(0.1)
    return project_of(content, file, part_of(tell, 0.1, 1.0)), stamp


def project_of(content: bytes, file: Path, tell: Tell = say_nothing) -> Project:
    """Read a project from the content of a file, which is named in the sentence if it is none.

    Raises:
        ProjectFault: If it is foreign, damaged, or of a newer version.
    """
    version = version_of(content, file.name)
    if version > VERSION:
        raise _newer(file, version)
    if version < 1:
        raise damaged(file.name, "it has no version")
    try:
        parts = migrated(unpack(content), version)
        tell(0.1)
        return read_project(parts, part_of(tell, 0.1, 1.0))
    except Damage as broken:
        raise damaged(file.name, str(broken)) from None
    except (KeyError, ValueError, StreamFault) as broken:
        raise damaged(file.name, f"a part cannot be read ({_first_line(broken)})") from None


def project_parts(project: Project, tell: Tell = say_nothing) -> dict[str, Part]:
    """Write a project as the parts of a file.

    Raises:
        ValueError: If it holds what JSON cannot.
        TypeError: Likewise.
    """
    parts = {
        "stream": json_part(json.loads(dumps_stream(project.stream))),
        "sketch": json_part(dict(project.sketch)),
        "scenarios": json_part(_SCENARIOS.dump_python(project.scenarios, mode="json")),
        "questions": json_part(_QUESTIONS.dump_python(project.questions, mode="json")),
        "notes": json_part(project.notes),
        "run": json_part(asdict(project.run)),
    }
    if project.delivery is not None:  # not in files of before, nor where nobody has chosen
        parts["delivery"] = json_part(_DELIVERY.dump_python(project.delivery, mode="json"))
    history = project.history
    if history is not None:
        parts["history.source"] = json_part(history.source)
        parts["history.mapping"] = json_part(history.mapping.model_dump(mode="json", by_alias=True))
        parts["history.report"] = json_part(history.report.model_dump(mode="json", by_alias=True))
        parts |= log_parts(history.log, "history.log", tell)
    return parts


def read_project(parts: Parts, tell: Tell = say_nothing) -> Project:
    """Read a project from the parts of a file.

    Raises:
        KeyError: If a part is missing.
        ValueError: If a part does not hold what it should.
        StreamFault: If the stream cannot be read.
    """
    values = _read_all_but_log(parts)
    if "history.source" not in parts:
        return Project(**values)
    history = StoredHistory(
        log=read_log(parts, "history.log", tell),
        mapping=ColumnMapping.model_validate(read_json(parts["history.mapping"])),
        report=ImportReport.model_validate(read_json(parts["history.report"])),
        source=_TEXT.validate_python(read_json(parts["history.source"])),
    )
    return Project(**values, history=history)


def _read_all_but_log(parts: Parts) -> dict[str, Any]:
    return {
        "stream": loads_stream(parts["stream"].content.decode("ascii")),
        "sketch": _SKETCH.validate_python(read_json(parts["sketch"])),
        "scenarios": _SCENARIOS.validate_json(parts["scenarios"].content),
        "questions": _QUESTIONS.validate_json(parts["questions"].content),
        "notes": _TEXT.validate_python(read_json(parts["notes"])),
        "run": _RUN.validate_json(parts["run"].content),
        "delivery": _DELIVERY.validate_json(parts["delivery"].content) if "delivery" in parts else None,
    }


def _content(file: Path) -> tuple[bytes, os.stat_result]:
    try:
        if file.is_dir():
            raise ProjectFault(f"{file} is a folder, not a project.", "Choose a *.headrace file.")
        with file.open("rb") as stored:
            return stored.read(), os.fstat(stored.fileno())
    except FileNotFoundError:
        raise ProjectFault(f"There is no file {file}.", "Choose a *.headrace file.") from None
    except PermissionError:
        raise ProjectFault(f"{file} may not be read.", "Ask its owner for permission.") from None
    except (OSError, ValueError) as refused:
        raise ProjectFault(f"{file} cannot be read: {_first_line(refused)}.", "Try another copy.") from None


def _spare_newer(file: Path) -> None:
    """Refuse to write over a project of a newer Headrace."""
    try:
        with file.open("rb") as stored:
            version = version_of(stored.read(100), file.name)
    except (OSError, ValueError, ProjectFault):
        return
    if version > VERSION:
        raise _newer(file, version)


def _newer(file: Path, version: int) -> ProjectFault:
    return ProjectFault(
        f"{file.name} was written by a newer Headrace (format {version}; this one knows {VERSION}).",
        "Update Headrace; the file was left as it is.",
    )


def _first_line(broken: Exception) -> str:
    return (str(broken).splitlines() or [type(broken).__name__])[0]
