"""Rows whose cells have names, and the table that grows of them; changes of state beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan
from typing import NamedTuple

from sim.errors import HistoryFault
from sim.history.dates import moments, read_dates
from sim.history.records import MAX_CELLS, MAX_COLUMNS, POOL
from sim.history.report import SetAside
from sim.history.table import Table, unique_headers

CHANGE_HEADERS = ("item", "field", "from", "to", "when")
STATUS, FLAG = "status", "flag"


@dataclass
class NamedRows:
    """Rows as a reader gives them: the first to have a column makes it, blank for those before.

    Attributes:
        name: Name of the file, for what is said.
        numbers: Running number of each row in the file.
        set_aside: Entries that are no items, or items again.
    """

    name: str
    numbers: list[int] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    _columns: dict[str, list[str]] = field(default_factory=dict)
    _pools: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, number: int, cells: Mapping[str, str]) -> None:
        """Add a row; blank cells need not be named.

        Raises:
            HistoryFault: The table grows too large.
        """
        for header, text in cells.items():
            if not text:
                continue
            column = self._columns.setdefault(header, [])
            pool = self._pools.setdefault(header, {})
            column.extend([""] * (len(self.numbers) - len(column)))
            column.append(pool.setdefault(text, text) if len(pool) < POOL else text)
        self.numbers.append(number)
        if len(self._columns) > MAX_COLUMNS or len(self.numbers) * len(self._columns) > MAX_CELLS:
            raise HistoryFault(
                f"{self.name} has more than {MAX_COLUMNS:,} columns or {MAX_CELLS:,} cells.",
                "Export fewer fields or a shorter time.",
            )

    def replace(self, header: str, texts: list[str]) -> None:
        """Give all rows another text under a header."""
        self._columns[header] = texts

    def column(self, header: str) -> list[str]:
        """Give the texts under a header; none if no row has it."""
        column = self._columns.get(header, [])
        return column + [""] * (len(self.numbers) - len(column))

    def headers(self, first: tuple[str, ...]) -> list[str]:
        """Give the headers that hold something, some of them first."""
        return [*(h for h in first if h in self._columns), *(h for h in self._columns if h not in first)]

    def texts(self, headers: list[str]) -> tuple[tuple[str, ...], ...]:
        """Give the columns of headers, with what no text may hold taken out of them."""
        return tuple(_sound(tuple(self.column(header))) for header in headers)


def _sound(column: tuple[str, ...]) -> tuple[str, ...]:
    """Replace halves of characters, which no file can hold, and drop zeros."""
    try:
        whole = "".join(column)
        whole.encode()
    except UnicodeEncodeError:
        return tuple(text.encode("utf-8", "replace").decode().replace("\x00", "") for text in column)
    return tuple(text.replace("\x00", "") for text in column) if "\x00" in whole else column


def table_of(
    rows: NamedRows,
    first: tuple[str, ...],
    *,
    said: list[str],
    names: Mapping[str, str] | None = None,
    changes: Table | None = None,
) -> Table:
    """Make the table of rows that have grown.

    Args:
        rows: The rows.
        first: Headers that come first.
        said: What was assumed.
        names: What to call columns.
        changes: Their changes of state.

    Raises:
        HistoryFault: There are no rows.
    """
    keys = rows.headers(first)
    if not keys:
        aside = rows.set_aside
        why = f"entry {aside[0].row}: {aside[0].reason}" if aside else "no entry has a text"
        raise HistoryFault(f"{rows.name} holds no items ({why}).", "Export it with its items.")
    called = [(names or {}).get(key, key) for key in keys]
    headers, renamed = unique_headers(called)
    return Table(
        source=rows.name,
        headers=headers,
        columns=rows.texts(keys),
        numbers=tuple(rows.numbers),
        separator="",
        set_aside=tuple(rows.set_aside),
        assumed=(*said, *renamed),
        changes=changes,
    )


class Born(NamedTuple):
    """An item as it began.

    Attributes:
        number: Running number of the item in the file.
        item: Its id.
        created: When it was created, as written.
        state: Its state now: the first too, unless a change says otherwise.
        end: What it ended as, where that is another word than the state it is in.
        ended: When it ended, as written; used only if it never changed its state.
    """

    number: int
    item: str
    created: str
    state: str
    end: str = ""
    ended: str = ""


class _Change(NamedTuple):
    field: str
    before: str
    after: str
    when: str


@dataclass
class Changes:
    """Changes of state as a reader finds them, in any order."""

    _all: list[_Change] = field(default_factory=list)
    _of: dict[str, list[int]] = field(default_factory=dict)

    def add(self, item: str, kind: str, *, before: str, after: str, when: str) -> None:
        """Add one change of an item: of its status, or of its flag."""
        self._of.setdefault(item, []).append(len(self._all))
        self._all.append(_Change(kind, before, after, when))

    def table(self, source: str, items: list[Born]) -> Table:
        """Give all changes, item by item in order of time, each item's first state as its first change.

        An item's first state is the one that its first change left; its state now where none is known.
        """
        days = moments(read_dates([change.when for change in self._all]), "day first", "UTC").days.tolist()
        found: list[tuple[int, str, _Change]] = []
        for born in items:
            changes = [self._all[place] for place in _in_order(self._of.get(born.item, []), days)]
            first = next((change.before for change in changes if change.field == STATUS), born.state)
            if born.end:
                changes = _ending(changes, born)
            if first and born.created:
                found.append((born.number, born.item, _Change(STATUS, "", first, born.created)))
            found.extend((born.number, born.item, change) for change in changes)
        columns = [(item, *change) for _, item, change in found]
        return Table(
            source=source,
            headers=CHANGE_HEADERS,
            columns=tuple(zip(*columns, strict=True)) if columns else ((),) * len(CHANGE_HEADERS),
            numbers=tuple(number for number, _, _ in found),
            separator="",
        )


def _ending(changes: list[_Change], born: Born) -> list[_Change]:
    """Let an item's last change of status lead to what it ended as."""
    last = max((place for place, change in enumerate(changes) if change.field == STATUS), default=None)
    if last is None:
        return [*changes, _Change(STATUS, born.state, born.end, born.ended)] if born.ended else changes
    return [*changes[:last], changes[last]._replace(after=born.end), *changes[last + 1 :]]


def _in_order(places: list[int], days: list[float]) -> list[int]:
    """Order an item's changes by time; those of one time as in the file, which may have the newest first."""
    known = [days[place] for place in places if not isnan(days[place])]
    newest_first = len(known) > 1 and known[-1] < known[0]
    return sorted(
        reversed(places) if newest_first else places, key=lambda place: (isnan(days[place]), days[place])
    )
