"""Tables in words, and JSON files of trackers in miniature."""

from __future__ import annotations

import json
from pathlib import Path

from sim.history import Table, read_table
from tests.history.files import file

TWO_ISSUES = [
    "2025-01-01 10:00 12 arrived",
    "2025-01-01 10:00 12 entered In progress",
    "2025-01-02 09:00 13 arrived",
    "2025-01-02 09:00 13 entered In progress",
    "2025-01-03 11:30 12 done",
]
"""The story of two issues with dates of creation and closing, in whatever form they come."""


def read_json_of(folder: Path, value: object, name: str = "items.json") -> Table:
    """Write a value as JSON and read it as a table."""
    return read_table(file(folder, json.dumps(value), name))


def rows(table: Table, *headers: str) -> list[tuple[str, ...]]:
    """The rows of a table, under some headers or all."""
    columns = [table.column(header) for header in headers] or list(table.columns)
    return list(zip(*columns, strict=True))


def changes_of(table: Table, item: str | None = None) -> list[str]:
    """The changes of state in words: ``12 A-1 status: To Do > Doing 2025-01-02``."""
    assert table.changes is not None
    return [
        f"{number} {name} {field}: {before or '-'} > {after or '-'} {when}"
        for number, (name, field, before, after, when) in zip(
            table.changes.numbers, rows(table.changes), strict=True
        )
        if item in (None, name)
    ]
