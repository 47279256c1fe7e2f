"""Reader of XES, the XML of event logs: a row for each event, streamed; entities are refused."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path
from xml.parsers import expat

from sim.errors import HistoryFault
from sim.history.records import MAX_CELLS, MAX_COLUMNS, POOL
from sim.history.table import Table

CASE = "case:"
"""What stands before the names of attributes of a case (in XES, a trace)."""

MOST_PENDING = 16_000_000
"""The most bytes that one tag may have."""
MOST_DEPTH = 100
"""The deepest that elements may lie in each other."""

_CHUNK = 1 << 18
_VALUES = frozenset({"string", "date", "int", "float", "boolean", "id"})
_BEGINNINGS = (b"<?xml", b"<log", b"<!DOCTYPE log", b"<!--")


def is_xes(head: bytes, name: str) -> bool:
    """Tell an XML file by its beginning, or an event log by its name."""
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    return text.startswith(_BEGINNINGS) or (name.endswith(".xes") and b"<" in head[:64])


def read_xes(path: Path) -> Table:
    """Read an event log; its cases' attributes are columns whose names begin with :data:`CASE`.

    Raises:
        HistoryFault: The file is no such log, is broken, declares entities, or is too large.
        OSError: The file cannot be read.
    """
    events = _Events(path.name)
    digest = hashlib.sha256()
    fed = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            digest.update(chunk)
            fed += len(chunk)
            events.feed(chunk, final=not chunk)
            if fed - events.parser.CurrentByteIndex > MOST_PENDING:
                raise HistoryFault(
                    f"{path.name} has a tag of more than {MOST_PENDING:,} bytes.", "Export the log again."
                )
            if not chunk:
                return events.table(digest.hexdigest())


class _Events:
    """What the parser meets, as columns.

    Attributes:
        parser: The parser, which calls back.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._refuse_entity
        self.parser.buffer_text = True
        self._columns: dict[str, list[str]] = {}
        self._pools: dict[str, dict[str, str]] = {}
        self._open: list[str] = []
        self._case: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self._rows = 0
        self._first = 0
        self._empty = 0

    def feed(self, chunk: bytes, *, final: bool) -> None:
        """Parse some bytes.

        Raises:
            HistoryFault: They are no event log.
        """
        try:
            self.parser.Parse(chunk, final)
        except (LookupError, ValueError) as error:
            raise HistoryFault(
                f"{self.name} names an encoding that cannot be read: {error}.", "Export the log as UTF-8."
            ) from None
        except expat.ExpatError as error:
            if not self._open and not self._rows and error.lineno <= 1:
                raise HistoryFault(f"{self.name} is no XML of an event log.", _HINT) from None
            reason = expat.ErrorString(error.code)
            raise HistoryFault(
                f"{self.name} is broken in line {error.lineno}: {reason}.",
                "The file may be cut off: export the log again.",
            ) from None

    def table(self, fingerprint: str) -> Table:
        """Give all events.

        Raises:
            HistoryFault: There are none.
        """
        if not self._rows or not self._columns:
            raise HistoryFault(f"{self.name} has no events that say anything.", _HINT)
        for column in self._columns.values():
            column.extend([""] * (self._rows - len(column)))
        said = (f"Cases without any event, left out: {self._empty}.",) if self._empty else ()
        return Table(
            source=self.name,
            headers=tuple(self._columns),
            columns=tuple(map(tuple, self._columns.values())),
            numbers=tuple(range(1, self._rows + 1)),
            encoding="XML",
            separator="",
            fingerprint=fingerprint,
            assumed=("Row numbers count the events of the file.", *said),
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        element = tag.rpartition(":")[2]
        if not self._open and element != "log":
            raise HistoryFault(f"{self.name} is XML, but no event log: it begins with <{tag}>.", _HINT)
        parent = self._open[-1] if self._open else ""
        self._open.append(element)
        if len(self._open) > MOST_DEPTH:
            raise HistoryFault(f"{self.name} has elements more than {MOST_DEPTH} deep in each other.", _HINT)
        if element == "trace":
            self._case, self._first = {}, self._rows
        elif element == "event":
            self._event = {}
        elif element in _VALUES and parent in ("trace", "event"):
            key, value = attributes.get("key", "").strip(), attributes.get("value", "").strip()
            if key:
                (self._event if parent == "event" else self._case)[key] = value

    def _end(self, tag: str) -> None:
        self._open.pop()
        element = tag.rpartition(":")[2]
        if element == "event":
            self._add_event()
        elif element == "trace":
            self._add_case()

    def _add_event(self) -> None:
        for key, value in self._event.items():
            self._column(key, self._rows).append(self._pooled(key, value))
        self._rows += 1
        if self._rows * len(self._columns) > MAX_CELLS:
            raise HistoryFault(
                f"{self.name} has more than {MAX_CELLS:,} cells.",
                "Export fewer attributes or a shorter time.",
            )

    def _add_case(self) -> None:
        events = self._rows - self._first
        self._empty += not events
        for key, value in self._case.items():
            if events:
                self._column(CASE + key, self._first).extend([value] * events)

    def _column(self, header: str, rows: int) -> list[str]:
        """Give a column, filled with blanks up to a row."""
        column = self._columns.get(header)
        if column is None:
            if len(self._columns) >= MAX_COLUMNS:
                raise HistoryFault(
                    f"{self.name} has more than {MAX_COLUMNS:,} different attributes.",
                    "Export fewer attributes.",
                )
            column = self._columns[header] = []
            self._pools[header] = {}
        if len(column) < rows:
            column.extend([""] * (rows - len(column)))
        return column

    def _pooled(self, key: str, value: str) -> str:
        pool = self._pools[key]
        return pool.setdefault(value, value) if len(pool) < POOL else value

    def _refuse_entity(self, name: str, *_: object) -> None:
        raise HistoryFault(
            f'{self.name} declares an entity ("{name[:40]}"), which an event log never needs.',
            "It may be meant to fill the memory; take the export from its source again.",
        )


_HINT = "Needed is a log of cases and events (XES), or a table of case, activity and timestamp as CSV."
