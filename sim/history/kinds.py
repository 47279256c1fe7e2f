"""Kinds of file: which reader takes which, told by the first bytes and the name.

A reader takes a path, and the name of a sheet where a file can have several, and gives a
:class:`~sim.history.table.Table`; a recogniser sees the first bytes and the name in lower case. The first
kind that recognises a file reads it. A kind whose reader needs a heavy import imports it within the reader.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sim.history.delimited import read_delimited
from sim.history.gzipped import is_gzip, read_gzip
from sim.history.json_files import is_json, read_json
from sim.history.table import Table
from sim.history.workbooks import is_workbook, read_workbook
from sim.history.xes import is_xes, read_xes

HEAD_BYTES = 4_096
"""What a recogniser sees of a file, at most."""

Reader = Callable[[Path, str], Table]


class FileKind(NamedTuple):
    """One kind of file.

    Attributes:
        name: What a person calls it.
        recognises: Tells by the first bytes, and the name in lower case, whether a file is of this kind.
        read: Makes a table of it; of the sheet of a name, where there is one.
    """

    name: str
    recognises: Callable[[bytes, str], bool]
    read: Reader


def _read_gzip(path: Path, sheet: str) -> Table:
    return read_gzip(path, lambda inside: kind_of_file(inside).read(inside, sheet))


def _of_one_table(read: Callable[[Path], Table]) -> Reader:
    """Let a reader of files that are one table be asked for a sheet, of which they have none."""
    return lambda path, _sheet: read(path)


KINDS: tuple[FileKind, ...] = (
    FileKind("workbook", is_workbook, read_workbook),
    FileKind("gzip archive", is_gzip, _read_gzip),
    FileKind("event log (XES)", is_xes, _of_one_table(read_xes)),
    FileKind("JSON", is_json, _of_one_table(read_json)),
    # Last of all: it takes any text, and says of anything else what it is.
    FileKind("separated text", lambda _head, _name: True, _of_one_table(read_delimited)),
)
"""All kinds, the most telling first."""


def kind_of(head: bytes, name: str) -> FileKind:
    """Give the first kind that recognises a file.

    Args:
        head: Its first :data:`HEAD_BYTES` bytes; empty where the file is.
        name: Its name, without the folder.
    """
    return next(kind for kind in KINDS if kind.recognises(head, name.lower()))


def kind_of_file(path: Path) -> FileKind:
    """Give the kind of a file.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        return kind_of(file.read(HEAD_BYTES), path.name)
