"""Rows of texts under a header become a table, whatever file they come from."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.errors import HistoryFault
from sim.history.report import SetAside
from sim.history.table import Table, unique_headers

MAX_COLUMNS = 2_000
MAX_CELLS = 60_000_000
POOL = 20_000
"""Distinct texts of a column that are kept once."""

_CHUNK_ROWS = 4_096
Record = tuple[int, list[str]]
"""A row's number, and its texts."""


def table_of_records(name: str, raw: list[str], stream: Iterator[Record]) -> Table:
    """Make a table of a header and the rows below it.

    Rows shorter than the header are filled with blanks, longer ones set aside. A column without a header
    and without a text is left out.

    Raises:
        HistoryFault: There are too many columns or cells, or no row that fits.
    """
    if len(raw) > MAX_COLUMNS:
        raise HistoryFault(
            f"{name} has {len(raw):,} columns; at most {MAX_COLUMNS:,} are read.", "Is it a table of items?"
        )
    numbers, columns, aside, short = _body(stream, len(raw), name)
    if not numbers:
        raise HistoryFault(
            f"{name} has column names but no rows that fit below them.",
            "Export it with its items, one row each.",
        )
    kept = [place for place, header in enumerate(raw) if header.strip() or any(columns[place])]
    headers, renamed = unique_headers([raw[place] for place in kept])
    said = [f"Rows shorter than the header, what is missing taken as blank: {short}."] if short else []
    return Table(
        source=name,
        headers=headers,
        columns=tuple(tuple(columns[place]) for place in kept),
        numbers=tuple(numbers),
        set_aside=tuple(aside),
        assumed=(*said, *renamed),
    )


@dataclass
class _Columns:
    """Columns as they grow; repeated texts are kept once."""

    width: int
    columns: list[list[str]] = field(init=False)
    pools: list[dict[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.columns = [[] for _ in range(self.width)]
        self.pools = [{} for _ in range(self.width)]

    def extend(self, rows: list[list[str]]) -> None:
        for column, pool, texts in zip(self.columns, self.pools, zip(*rows, strict=True), strict=True):
            if len(pool) < POOL:
                column.extend([pool.setdefault(text, text) for text in map(str.strip, texts)])
            else:
                column.extend(map(str.strip, texts))


def _body(
    stream: Iterator[tuple[int, list[str]]], width: int, name: str
) -> tuple[list[int], list[list[str]], list[SetAside], int]:
    numbers: list[int] = []
    aside: list[SetAside] = []
    store = _Columns(width)
    short = 0
    while chunk := list(itertools.islice(stream, _CHUNK_ROWS)):
        rows = []
        for number, record in chunk:
            if len(record) > width and any(record[width:]):
                aside.append(_too_long(number, record, width))
                continue
            short += len(record) < width
            rows.append((record + [""] * (width - len(record)))[:width])
            numbers.append(number)
        if rows:
            store.extend(rows)
        if len(numbers) * width > MAX_CELLS:
            raise HistoryFault(
                f"{name} has more than {MAX_CELLS:,} cells.", "Export fewer columns or a shorter time."
            )
    return numbers, store.columns, aside, short


def _too_long(number: int, record: list[str], width: int) -> SetAside:
    return SetAside(
        row=number,
        value=" ".join(" ".join(record[width:]).split())[:80],
        reason=f"has {len(record)} fields where the header has {width}: a separator in an unquoted text?",
    )
