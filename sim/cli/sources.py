"""What a verb's argument may name: a stream, a history file, a project."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import UserFault

if TYPE_CHECKING:
    from sim.history import ImportReport, Mapping
    from sim.log import EventLog
    from sim.metrics import DoraMapping
    from sim.stream import Stream

PROJECT_SUFFIX = ".headrace"

DATABASE = b"SQLite format 3\x00"
"""How a project begins, whatever its file is called."""


@dataclass(frozen=True)
class History:
    """What was read of a history.

    Attributes:
        log: What happened.
        notes: What a person should know of how the file was read, one sentence each.
        delivery: Which items are deployments and incidents, where a project says so.
    """

    log: EventLog
    notes: tuple[str, ...] = ()
    delivery: DoraMapping | None = None


def is_project(path: Path) -> bool:
    """Say whether a file is to be opened as a project: by its name, or by how it begins."""
    if path.suffix == PROJECT_SUFFIX:
        return True
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(DATABASE)) == DATABASE
    except OSError:
        return False  # whoever reads it next says why it cannot be read


def read_stream(source: str) -> Stream:
    """Read a stream from a file, a project, an example's name, or ``-`` (standard input).

    A file of that name goes before an example of that name.

    Raises:
        StreamFault: If it cannot be read.
        ProjectFault: If a project cannot be opened.
        UserFault: If there is neither a file nor an example of that name.
    """
    from sim.stream import example, example_names, load_stream, loads_stream

    if source == "-":
        return loads_stream(typed())
    path = Path(source)
    if not path.exists():
        if source in example_names():
            return example(source)
        if not path.suffix:
            raise UserFault(
                f"There is neither a file nor an example {source}.",
                f"Give the path of a stream's JSON file, or one of {', '.join(example_names())}.",
            )
    if is_project(path):
        from sim.store import open_project

        return open_project(path).stream
    return load_stream(path)


def typed() -> str:
    """Read standard input as UTF-8, whatever the locale says.

    Raises:
        UserFault: If there is none, or it is no UTF-8 text.
    """
    if sys.stdin is None:
        raise UserFault("There is no standard input.", "Give the path of a stream's JSON file.")
    if not isinstance(sys.stdin, io.TextIOWrapper):
        return sys.stdin.read()
    try:
        return bytes(sys.stdin.buffer.read()).decode("utf-8")
    except UnicodeDecodeError as fault:
        raise UserFault(
            f"Standard input is not UTF-8 text: the byte at position {fault.start} is not.",
            "Give it as UTF-8.",
        ) from None


def read_history(source: str, mapping: Path | None = None) -> History:
    """Read a history from a project or from an export of work items.

    Args:
        source: Path of either.
        mapping: A mapping's JSON file for an export, in place of a guessed one.

    Raises:
        HistoryFault: If the file cannot be imported.
        ProjectFault: If a project cannot be opened.
        UserFault: If a project has no history yet.
    """
    path = Path(source)
    if is_project(path):
        from sim.store import open_project

        project = open_project(path)
        history = project.history
        if history is None:
            raise UserFault(f"{path} has no history yet.", f"Import one: headrace import FILE -o {path}")
        return History(history.log, notes_on(history.report), project.delivery)
    from sim.history import import_history

    imported = import_history(path, None if mapping is None else read_mapping(mapping))
    return History(imported.log, notes_on(imported.report))


def read_mapping(path: Path) -> Mapping:
    """Read what columns and words mean from a mapping's JSON file.

    Raises:
        HistoryFault: If the file cannot be read, or is no mapping.
    """
    from pydantic import ValidationError

    from sim.errors import HistoryFault
    from sim.history import Mapping

    try:
        return Mapping.model_validate_json(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        hint = "Give the path of a mapping's JSON file."
        raise HistoryFault(f"{path} cannot be read: {fault.strerror}.", hint) from None
    except (ValidationError, UnicodeDecodeError) as fault:
        first = (
            fault.errors()[0] if isinstance(fault, ValidationError) else {"loc": (), "msg": "no UTF-8 text"}
        )
        where = ".".join(str(one) for one in first["loc"])
        raise HistoryFault(
            f"{path} is no mapping: {f'{where}: ' if where else ''}{first['msg']}.",
            "`headrace import FILE -o PROJECT --save-mapping MAPPING` writes the guessed one to start from.",
        ) from None


def notes_on(report: ImportReport) -> tuple[str, ...]:
    """Say what a file leaves open, and how many of its rows tell less than they should."""
    counts = ((len(report.set_aside), "set aside"), (len(report.in_part), "used in part"))
    left = [f"{count} {'is' if count == 1 else 'are'} {how}" for count, how in counts if count]
    if not left:
        return report.ambiguous
    said = f"Of {report.rows} rows {' and '.join(left)}; `headrace import` lists them with the reasons."
    return (*report.ambiguous, said)
