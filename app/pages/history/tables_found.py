"""All tables of a part, and how they are written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.pages.history.part import Part
    from sim.metrics import DoraMapping
    from sim.report import TableOut


@dataclass(frozen=True)
class WriteRequest:
    """Tables to write: one as CSV, or all of them as a workbook, as the name ends."""

    tables: tuple[TableOut, ...]
    path: Path


def tables_found(part: Part, chosen: DoraMapping | None) -> tuple[TableOut, ...]:
    """Give every metric of a part as a table."""
    from sim.metrics import known_marks
    from sim.report import all_tables

    mapping = None if chosen is None else known_marks(part.whole, chosen)
    return all_tables(part.log, part.window, rule=part.rule, mapping=mapping)


def write_tables(request: WriteRequest) -> Path:
    """Write tables in which no text runs as a formula; the file is whole, or as it was before.

    Raises:
        ProjectFault: It cannot be written.
        UserFault: A table has more rows than a sheet.
    """
    from sim.report import as_csv, as_xlsx
    from sim.store import replace_file

    is_book = request.path.suffix.casefold() == ".xlsx"
    content = as_xlsx(request.tables) if is_book else as_csv(request.tables[0])
    replace_file(request.path, content)
    return request.path
