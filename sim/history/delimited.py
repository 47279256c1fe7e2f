"""Reader of text with separated columns: CSV, TSV and their kin."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TextIO

from sim.errors import HistoryFault
from sim.history.encoding import Encoding, sniff
from sim.history.records import table_of_records
from sim.history.table import Table

SEPARATORS = (",", ";", "\t", "|")
SAMPLE_CHARACTERS = 4_000_000
"""The separator is told from this much text: the whole of nearly every file."""
LONGEST_LINE = 8_000_000
"""Characters of a line that are held at once."""

_END = "\ue000end of file\ue000"


def read_delimited(path: Path) -> Table:
    """Read a file of separated text.

    Raises:
        HistoryFault: The file is no such text, has no rows, or is too large.
        OSError: The file cannot be read.
    """
    encoding = sniff(path)
    with path.open(encoding=encoding.codec, newline="") as file:
        lines = _lines(file, path.name)
        start = next(lines, "")
        told = _told_separator(start)
        if told:
            return _read(path.name, encoding, _Records(lines, told, path.name, number=1))
        sample = [start, *_sample(lines)]
        separator = guess_separator(sample)
        return _read(
            path.name, encoding, _Records(itertools.chain(sample, lines), separator, path.name, number=0)
        )


def _lines(file: TextIO, name: str) -> Iterator[str]:
    """Give the lines of a file, the line ends as they are.

    Raises:
        HistoryFault: A line is longer than memory should hold.
    """
    for line in iter(partial(file.readline, LONGEST_LINE), ""):
        if len(line) == LONGEST_LINE and line[-1] not in "\r\n":
            raise HistoryFault(
                f"{name} has a line of more than {LONGEST_LINE:,} characters.",
                "It may be no table, or have lost its line ends: export it again as CSV.",
            )
        yield line


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


def _read(name: str, encoding: Encoding, records: _Records) -> Table:
    stream = iter(records)
    _, raw = next(stream, (0, []))
    if not raw:
        raise HistoryFault(f"{name} holds only blank lines.", "It should begin with a row of column names.")
    table = table_of_records(name, raw, stream)
    said = [encoding.assumed] if encoding.assumed else []
    return replace(
        table,
        encoding=encoding.words,
        separator=records.separator,
        fingerprint=encoding.fingerprint,
        assumed=(*said, *table.assumed),
    )
