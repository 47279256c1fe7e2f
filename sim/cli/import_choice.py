"""By which mapping ``headrace import`` reads a file: one written down or a guessed one; and which sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from sim.cli.sources import read_mapping
from sim.errors import HistoryFault, UserFault

if TYPE_CHECKING:
    from sim.history import Layout, Mapping, Table

LayoutName = Literal["items", "stages", "changes", "events", "numbers"]
_LAYOUTS: Final[dict[LayoutName, Layout]] = {
    "items": "items",
    "stages": "stages",
    "changes": "changes",
    "events": "events",
    "numbers": "counts",
}
_WORDS: Final[dict[Layout, str]] = {
    "items": "start and done",
    "stages": "a date for each stage",
    "changes": "changes of status",
    "events": "events of cases",
    "counts": "numbers of items done",
}


def chosen_mapping(
    file: Path, mapping: Path | None, layout: LayoutName | None, sheet: str
) -> tuple[Table, Mapping]:
    """Read a file, and the mapping that it is to be read by.

    Raises:
        HistoryFault: Either cannot be read, or there is no such sheet.
        UserFault: Both a mapping and a layout are named.
    """
    from sim.history import guess_as, guess_mapping, read_table

    if mapping is not None and layout is not None:
        raise UserFault("A mapping names its layout, so --layout is one too many.", "Give one of the two.")
    told = None if mapping is None else read_mapping(mapping)
    table = read_table(file, sheet or ("" if told is None else told.sheet))
    if sheet and table.sheet != sheet:
        raise _no_sheet(table, sheet)
    if told is not None:
        return table, told
    return table, guess_mapping(table) if layout is None else guess_as(table, _LAYOUTS[layout])


def layout_words(mapping: Mapping) -> str:
    """Say how a file is laid out."""
    return _WORDS[mapping.layout]


def _no_sheet(table: Table, sheet: str) -> HistoryFault:
    if not table.sheets:
        return HistoryFault(f"{table.source} has no sheets.", "Leave --sheet out: only workbooks have them.")
    return HistoryFault(
        f'{table.source} has no sheet "{sheet}" with column names and rows below them.',
        f"It has {', '.join(table.sheets)}.",
    )
