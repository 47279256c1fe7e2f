"""The file format: one SQLite database that holds named parts with their digests.

The database is made and read in memory, as bytes. SQLite never opens the file itself, so that
reading leaves no trace beside it and writing is one atomic replacement.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import get_args

from sim.errors import ProjectFault
from sim.store.parts import Form, Part, Parts

APPLICATION_ID = 0x48445243
"""``HDRC``, at byte 68 of the file: tells a project from other SQLite files."""

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100

_SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE part (
  name TEXT PRIMARY KEY, form TEXT NOT NULL, dtype TEXT NOT NULL, length INTEGER NOT NULL,
  digest TEXT NOT NULL, content BLOB NOT NULL
);
"""


class Damage(ValueError):
    """A file that is a project but does not hold what was saved."""


def pack(parts: Parts, version: int) -> bytes:
    """Write parts as the bytes of a database, in one transaction; equal parts give equal bytes."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        database.execute(f"PRAGMA user_version = {version:d}")
        database.executescript(f"BEGIN; {_SCHEMA}")
        database.execute("INSERT INTO about VALUES ('digest', ?)", (_digest(parts),))
        database.executemany(
            "INSERT INTO part VALUES (?, ?, ?, ?, ?, ?)",
            ((name, *_row(part)) for name, part in sorted(parts.items())),
        )
        database.execute("COMMIT")
        return database.serialize()


def version_of(content: bytes, name: str) -> int:
    """Read the format version from a file's header.

    Args:
        content: The file.
        name: Its name, for the sentence.

    Raises:
        ProjectFault: If it is not a project, or cut short.
    """
    hint = "Choose a *.headrace file."
    if not content:
        raise ProjectFault(f"{name} is empty; it is not a project.", hint)
    if not content.startswith(_MAGIC):
        if _MAGIC.startswith(content):
            raise damaged(name)
        raise ProjectFault(f"{name} is not a Headrace project.", hint)
    if len(content) < _HEADER_BYTES:
        raise damaged(name)
    if int.from_bytes(content[68:72], "big") != APPLICATION_ID:
        raise ProjectFault(f"{name} is a database of another program, not a Headrace project.", hint)
    return int.from_bytes(content[60:64], "big", signed=True)


def unpack(content: bytes) -> dict[str, Part]:
    """Read the parts from the bytes of a database, every digest checked.

    Raises:
        Damage: If anything is missing or not as it was saved.
    """
    _check_size(content)
    try:
        with _opened(content) as database:
            stated = dict(database.execute("SELECT key, value FROM about").fetchall())
            rows = database.execute("SELECT name, form, dtype, length, digest, content FROM part").fetchall()
    except (sqlite3.Error, UnicodeDecodeError) as broken:
        raise Damage(str(broken)) from None
    parts: dict[str, Part] = {}
    for name, form, dtype, length, digest, stored in rows:
        if form not in get_args(Form):
            raise Damage(f"the part {name!r} has the unknown form {form!r}")
        parts[name] = Part(form, stored.encode() if isinstance(stored, str) else stored, dtype, length)
        if parts[name].digest != digest:
            raise Damage(f"the part {name!r} is not as it was saved")
    if stated.get("digest") != _digest(parts):
        raise Damage("parts are missing")
    return parts


def damaged(name: str, why: str = "it is cut short") -> ProjectFault:
    """Say that a file is damaged."""
    return ProjectFault(f"{name} is damaged: {why}.", "Take it from a backup; the file was left as it is.")


def _check_size(content: bytes) -> None:
    """Compare the length with the pages that the header counts (https://sqlite.org/fileformat.html, 1.3)."""
    page = int.from_bytes(content[16:18], "big")
    page = 65_536 if page == 1 else page
    pages = int.from_bytes(content[28:32], "big")
    if len(content) != page * pages:
        raise Damage("it is cut short" if len(content) < page * pages else "it is longer than it says")


@contextmanager
def _opened(content: bytes) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.deserialize(content)
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA cell_size_check = ON")
        yield database


def _row(part: Part) -> tuple[str, str, int, str, str | bytes]:
    content = part.content.decode("ascii") if part.form == "json" else part.content
    return part.form, part.dtype, part.length, part.digest, content


def _digest(parts: Parts) -> str:
    lines = "\n".join(f"{name} {part.digest}" for name, part in sorted(parts.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
