"""What a verb's argument may name: a stream, a history file, a project."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import UserFault

if TYPE_CHECKING:
    from sim.log import EventLog
    from sim.stream import Stream

PROJECT_SUFFIX = ".headrace"


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
    if path.suffix == PROJECT_SUFFIX:
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


def read_history(source: str) -> EventLog:
    """Read a history's log from a project or from an export of work items.

    Raises:
        HistoryFault: If the file cannot be imported.
        ProjectFault: If a project cannot be opened.
        UserFault: If a project has no history yet.
    """
    path = Path(source)
    if path.suffix == PROJECT_SUFFIX:
        from sim.store import open_project

        history = open_project(path).history
        if history is None:
            raise UserFault(f"{path} has no history yet.", f"Import one: headrace import FILE -o {path}")
        return history.log
    from sim.history import import_history

    return import_history(path).log
