"""Reader of text with separated columns: CSV, TSV and their kin."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sim.errors import HistoryFault
from sim.history.encoding import Encoding, sniff
from sim.history.report import SetAside
from sim.history.table import Table, unique_headers

SEPARATORS = (",", ";", "\t", "|")
MAX_COLUMNS = 2_000
MAX_CELLS = 60_000_000
SAMPLE_CHARACTERS = 4_000_000
"""The separator is told from this much text: the whole of nearly every file."""

_CHUNK_ROWS = 4_096
_POOL = 20_000
_END = "\ue000end of file\ue000"


def read_delimited(path: Path) -> Table:
    """Read a file of separated text.

    Raises:
        HistoryFault: The file is no such text, has no rows, or is too large.
        OSError: The file cannot be read.
    """
    encoding = sniff(path)
    with path.open(encoding=encoding.codec, newline="") as file:
        lines = iter(file)
        start = next(lines, "")
        told = _told_separator(start)
        if told:
            return _read(path.name, encoding, _Records(lines, told, path.name, number=1))
        sample = [start, *_sample(lines)]
        separator = guess_separator(sample)
        return _read(
            path.name, encoding, _Records(itertools.chain(sample, lines), separator, path.name, number=0)
        )


def guess_separator(lines: Iterable[str]) -> str:
    """Tell what separates the columns: what gives the same number of columns in the most rows.

    A separator that does not split the header is none. Ties go to the one with more columns.
    """
    lines = list(lines)
    best, best_score = ",", (0.0, 1)
    for separator in SEPARATORS:
        widths = _widths(lines, separator)
        if not widths or widths[0] < 2:
            continue
        same = sum(width == widths[0] for width in widths) / len(widths)
        if (round(same, 2), widths[0]) > best_score:
            best, best_score = separator, (round(same, 2), widths[0])
    return best


def _widths(lines: list[str], separator: str) -> list[int]:
    try:
        return [len(record) for record in csv.reader(lines, delimiter=separator) if record]
    except csv.Error:
        return []


def _told_separator(line: str) -> str:
    """Give the separator that a first line ``sep=;`` names, else nothing."""
    text = line.strip().strip('"')
    return text[4] if len(text) == 5 and text.lower().startswith("sep=") else ""


def _sample(lines: Iterator[str]) -> Iterator[str]:
    taken = 0
    for line in lines:
        yield line
        taken += len(line)
        if taken > SAMPLE_CHARACTERS:
            return


class _Records:
    """Records of a file with their row numbers; blank ones are counted and passed over."""

    def __init__(self, lines: Iterator[str], separator: str, name: str, *, number: int) -> None:
        self.separator = separator
        self.name = name
        self.number = number
        self._reader = csv.reader(itertools.chain(lines, [_END]), delimiter=separator)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        while True:
            try:
                record = next(self._reader, None)
            except csv.Error as error:
                raise self._broken(str(error)) from None
            if record is None or record == [_END]:
                return
            self.number += 1
            if record and _END in record[-1]:
                # The added last line came out inside a field: a quote swallowed it and all before it.
                raise HistoryFault(
                    f"The quotation mark opened in row {self.number} of {self.name} is never closed.",
                    "The file may be cut off: export it again, or double the quotation mark inside the text.",
                )
            if any(text and not text.isspace() for text in record):
                yield self.number, record

    def _broken(self, error: str) -> HistoryFault:
        row = self.number + 1
        if "field larger" in error:
            return HistoryFault(
                f"Row {row} of {self.name} has a field of more than {csv.field_size_limit():,} characters.",
                "A quotation mark is probably not closed; mend the row or export the file again.",
            )
        return HistoryFault(f"Row {row} of {self.name} is broken: {error}.", "Export the file again as CSV.")


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
            if len(pool) < _POOL:
                column.extend([pool.setdefault(text, text) for text in map(str.strip, texts)])
            else:
                column.extend(map(str.strip, texts))


def _read(name: str, encoding: Encoding, records: _Records) -> Table:
    stream = iter(records)
    _, raw = next(stream, (0, []))
    if not raw:
        raise HistoryFault(f"{name} holds only blank lines.", "It should begin with a row of column names.")
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
    said = [encoding.assumed] if encoding.assumed else []
    if short:
        said.append(f"Rows shorter than the header, what is missing taken as blank: {short}.")
    return Table(
        source=name,
        headers=headers,
        columns=tuple(tuple(columns[place]) for place in kept),
        numbers=tuple(numbers),
        encoding=encoding.words,
        separator=records.separator,
        fingerprint=encoding.fingerprint,
        set_aside=tuple(aside),
        assumed=(*said, *renamed),
    )


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
