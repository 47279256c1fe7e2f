"""The file format: one SQLite database that holds named parts, and a digest of the whole file.

The database is made and read in memory, as bytes. SQLite never opens the file itself, so that
reading leaves no trace beside it and writing is one atomic replacement.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from sim.errors import ProjectFault
from sim.store.parts import Part, Parts

APPLICATION_ID = 0x48445243
"""``HDRC``, at byte 68 of the file: tells a project from other SQLite files."""

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_UNSIGNED = "0" * 64

_SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE part (
  name TEXT PRIMARY KEY, form TEXT NOT NULL, dtype TEXT NOT NULL, length INTEGER NOT NULL,
  content BLOB NOT NULL
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
        database.execute("INSERT INTO about VALUES ('digest', ?)", (_UNSIGNED,))
        database.executemany(
            "INSERT INTO part VALUES (?, ?, ?, ?, ?)",
            ((name, *_row(part)) for name, part in sorted(parts.items())),
        )
        database.execute("COMMIT")
        content = database.serialize()
    # The table `about` is made first, so its page comes before anything that a person wrote.
    place = content.index(_UNSIGNED.encode())
    return content[:place] + _digest(content, place).encode() + content[place + len(_UNSIGNED) :]


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
    """Read the parts from the bytes of a database, if they are what was saved to the last byte.

    Raises:
        Damage: If they are not.
    """
    _check_size(content)
    try:
        with _opened(content) as database:
            stated = database.execute("SELECT value FROM about WHERE key = 'digest'").fetchall()
            rows = database.execute("SELECT name, form, dtype, length, content FROM part").fetchall()
    except (sqlite3.Error, UnicodeDecodeError) as broken:
        raise Damage(str(broken)) from None
    _check_digest(content, stated)
    return {name: Part(form, _bytes(stored), dtype, length) for name, form, dtype, length, stored in rows}


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


def _check_digest(content: bytes, stated: list[tuple[str]]) -> None:
    """Compare the file with the digest in it, which stood as zeros when it was taken."""
    digest = stated[0][0] if len(stated) == 1 and isinstance(stated[0][0], str) else ""
    place = content.find(digest.encode())
    if len(digest) != len(_UNSIGNED) or place < 0 or _digest(content, place) != digest:
        raise Damage("it is not as it was saved")


def _digest(content: bytes, place: int) -> str:
    """Give the SHA-256 of a file whose own digest, at a place, is read as zeros."""
    view = memoryview(content)
    found = hashlib.sha256(view[:place])
    found.update(_UNSIGNED.encode())
    found.update(view[place + len(_UNSIGNED) :])
    return found.hexdigest()


def _row(part: Part) -> tuple[str, str, int, str | bytes]:
    """Give a part's columns; readable text stays readable for other tools."""
    content = part.content.decode("ascii") if part.form == "json" else part.content
    return part.form, part.dtype, part.length, content


def _bytes(stored: str | bytes) -> bytes:
    return stored.encode() if isinstance(stored, str) else stored
