"""JSON files of trackers: which of the shapes it is, told by the first entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from sim.errors import HistoryFault
from sim.history.encoding import sniff
from sim.history.github import GithubIssues
from sim.history.jira import JiraIssues
from sim.history.json_records import Records
from sim.history.json_stream import Entries, Entry
from sim.history.table import Table
from sim.history.trello import TrelloBoard

LISTS = frozenset(("issues", "items", "cards", "actions", "checklists", "values", "value", "data", "results"))
"""Members of a file's object whose lists are read entry by entry."""

_EXPECTED = (
    "Read are issues as Jira's or GitHub's interface gives them, a Trello board, and any list of objects "
    "with one object an item."
)
_INSTEAD = "Run it as a stream, or choose an export of work items."
_SHOWN = 5
_LOOKED_AT = 20  # entries; the first may be none


class Shape(Protocol):
    """One shape of file: takes entries, gives a table."""

    def __init__(self, name: str) -> None:
        """Begin, for a file of this name."""

    @staticmethod
    def recognises(entry: Entry) -> bool:
        """Tell whether an entry is an item of this shape."""

    def add(self, entry: Entry, number: int) -> None:
        """Take an entry; its number counts the entries of the file."""

    def table(self) -> Table:
        """Make the table of all entries."""


_SHAPES: tuple[type[Shape], ...] = (JiraIssues, TrelloBoard, GithubIssues, Records)
"""Known shapes, the most telling first."""


_MARKS = (
    b'"issues"',
    b'"idBoard"',
    b'"idList"',
    b'"shortLink"',
    b'"fields"',
    b'"created_at"',
    b'"createdAt"',
)
_LOOKED_AT_BYTES = 65_536


def is_tracker_json(path: Path) -> bool:
    """Tell a tracker's JSON from other JSON, a stream for one, by its beginning; no file is none."""
    try:
        with path.open("rb") as file:
            head = file.read(_LOOKED_AT_BYTES)
    except (OSError, ValueError):
        return False
    head = head.replace(b"\x00", b"")  # UTF-16
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"[") or any(
        mark in head for mark in _MARKS
    )


def is_json(head: bytes, name: str) -> bool:
    """Tell a JSON file by its first bytes, or by its name."""
    codec = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    start = "".join(head.decode(codec, "ignore").split())[:2]
    return start in ("{", "[", "{}", "[]", '{"', "[{", "[[") or (bool(head) and name.endswith(".json"))


def read_json(path: Path) -> Table:
    """Read a tracker's JSON file.

    Raises:
        HistoryFault: The file is no JSON, or holds no items of a known shape.
        OSError: The file cannot be read.
    """
    encoding = sniff(path)
    with path.open(encoding=encoding.codec) as file:
        entries = Entries(file, path.name, LISTS)
        table = _shaped(path.name, _unpaged(entries))
    said = [encoding.assumed] if encoding.assumed else []
    if entries.repeated:
        names = ", ".join(f'"{name[:40]}"' for name in sorted(entries.repeated)[:3])
        said.append(f"Names that stand twice in one object, where the last one counts: {names}.")
    return replace(
        table,
        encoding=encoding.words,
        fingerprint=encoding.fingerprint,
        assumed=(*said, *table.assumed),
    )


def _shaped(name: str, entries: Iterator[Entry]) -> Table:
    early = list(islice(entries, _LOOKED_AT))
    shape = next((found for entry in early if (found := _shape_of(name, entry))), None)
    if shape is None:
        raise _unknown(name, early)
    number = 0
    for entry in chain(early, entries):
        number += entry.place != "{}" or shape.recognises(entry)
        shape.add(entry, number)
    return shape.table()


def _shape_of(name: str, entry: Entry) -> Shape | None:
    return next((shape(name) for shape in _SHAPES if shape.recognises(entry)), None)


def _unpaged(entries: Entries) -> Iterator[Entry]:
    """Take pages apart that stand in a list."""
    for entry in entries:
        value = entry.value
        if entry.place == "[]" and isinstance(value, list):
            yield from (Entry("[]", inner) for inner in value)
            continue
        page = value.get("issues") if entry.place == "[]" and isinstance(value, dict) else None
        if isinstance(page, list) and isinstance(value, dict):
            yield Entry("{}", {key: held for key, held in value.items() if key != "issues"})
            yield from (Entry("issues", inner) for inner in page)
        else:
            yield entry


def _unknown(name: str, early: list[Entry]) -> HistoryFault:
    if not early or all(entry.place == "{}" and not entry.value for entry in early):
        return HistoryFault(f"{name} is JSON, but holds no items.", _EXPECTED)
    place, value = early[0]
    if isinstance(value, dict) and str(value.get("format")).startswith("headrace.stream/"):
        return HistoryFault(f"{name} is a stream, not a history.", _INSTEAD)
    found = f"{_kind(value)}"
    if isinstance(value, dict) and value:
        keys = ", ".join(f'"{key[:30]}"' for key in list(value)[:_SHOWN])
        found += f" with {keys}"
    where = "an object" if place == "{}" else f'a list "{place}"' if place != "[]" else "a list"
    said = f"it holds {found}" if place == "{}" else f"it holds {where} whose first entry is {found}"
    return HistoryFault(f"{name} is JSON, but no list of items: {said}.", _EXPECTED)


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else f'"{str(value)[:30]}"'
