"""Tables on disk: a workbook, or a folder of CSV files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.output import written
from sim.errors import UserFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report import TableOut


def write_tables(tables: Sequence[TableOut], place: Path) -> tuple[Path, ...]:
    """Write tables as one workbook where the name ends so, else as CSV files in a folder; give the files.

    Each file appears whole or not at all. A folder is made if it is not there.

    Raises:
        UserFault: If they cannot be written.
    """
    from sim.report import as_csv, as_xlsx

    if place.suffix.casefold() == ".xlsx":
        return (_write(place, as_xlsx(tables)),)
    if place.suffix and not place.is_dir():
        raise UserFault(f"{place} is neither a workbook nor a folder.", "Give FILE.xlsx, or a folder's name.")
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserFault(f"{place} cannot be made: {fault.strerror}.", "Choose another place.") from fault
    return tuple(_write(place / f"{table.stem}.csv", as_csv(table)) for table in tables)


def _write(path: Path, content: bytes) -> Path:
    with written(path) as draft:
        draft.write_bytes(content)
    return path
