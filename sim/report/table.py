"""A table to be handed on: titled columns with units, and rows of plain values."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass, replace
from typing import Any

Cell = str | int | float | bool | dt.date | dt.datetime | None
"""What a cell may hold. A moment is the wall clock of the log's zone, without one of its own."""

_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: Its heading, in words.
        unit: Unit of its numbers; ``share`` is 0 to 1, empty where there is none.
    """

    name: str
    unit: str = ""

    @property
    def heading(self) -> str:
        """The name with its unit."""
        return f"{self.name} ({self.unit})" if self.unit else self.name


@dataclass(frozen=True)
class TableOut:
    """A table as it leaves the program: on a page, on the terminal, as CSV, in a sheet.

    Attributes:
        title: What it is about, in a few words.
        columns: Its columns.
        rows: Its rows, each as long as ``columns``; a number that is not known is None.
        note: What a reader must know beside it, one sentence; empty if nothing.

    Raises:
        ValueError: A row is longer or shorter than the columns, or a moment has a zone.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse rows that do not fit, and moments that no spreadsheet can hold."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.title}: a row of {len(row)} cells under {len(self.columns)} columns")
            if any(isinstance(cell, dt.datetime) and cell.tzinfo for cell in row):
                raise ValueError(f"{self.title}: a moment with a zone has no place in a spreadsheet")

    @property
    def stem(self) -> str:
        """Its title as the begin of a file's name: ``little-s-law`` has no place, so ``littles-law``."""
        return _NOT_WORD.sub("-", self.title.replace("'", "").casefold()).strip("-")

    def only(self, *names: str) -> TableOut:
        """Give the table with some of its columns."""
        places = [place for place, column in enumerate(self.columns) if column.name in names]
        columns = tuple(self.columns[place] for place in places)
        return replace(self, columns=columns, rows=tuple(tuple(row[p] for p in places) for row in self.rows))

    def to_json(self) -> list[dict[str, Any]]:
        """Give each row as JSON values by name of column, its blanks as underscores; null where not known."""
        names = [column.name.replace(" ", "_") for column in self.columns]
        return [dict(zip(names, map(_plain, row), strict=True)) for row in self.rows]


def known(value: float | None) -> float | None:
    """Give a number, None where it is not one that can be written down."""
    return None if value is None or not math.isfinite(value) else value


def dated(moment: dt.date) -> str:
    """Write a date as ISO, a moment with its time to the second."""
    return moment.isoformat(" ", "seconds") if isinstance(moment, dt.datetime) else moment.isoformat()


def _plain(cell: Cell) -> object:
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return known(cell) if isinstance(cell, float) else cell
