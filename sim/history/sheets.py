"""Sheets of a workbook: which of them is the table of items, and where its column names stand."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sim.errors import HistoryFault
from sim.history.guess import guess_mapping
from sim.history.problems import mapping_problems
from sim.history.records import Record, table_of_records
from sim.history.table import Table

SAMPLE_ROWS = 300
"""Rows of a sheet that tell whether it is a table of items, and how wide it is."""

_HEADER_AMONG = 40
_WIDE_SHARE = 0.5


class Sheet(NamedTuple):
    """One sheet.

    Attributes:
        name: Its name.
        hidden: Whether the workbook hides it.
        rows: Gives its rows that hold something, from the first on, each time anew.
    """

    name: str
    hidden: bool
    rows: Callable[[], Iterator[Record]]


@dataclass
class Oddities:
    """Cells that show no text of their own.

    Attributes:
        formulas: Cells with a formula whose result is not in the file.
        errors: Cells that show an error.
    """

    formulas: dict[str, None] = field(default_factory=dict)
    errors: dict[str, None] = field(default_factory=dict)

    def formula(self, column: int, row: int) -> None:
        """Note a formula without a result."""
        self.formulas[cell_name(column, row)] = None

    def error(self, column: int, row: int) -> None:
        """Note an error."""
        self.errors[cell_name(column, row)] = None

    def forget(self) -> None:
        """Begin anew, for another sheet."""
        self.formulas.clear()
        self.errors.clear()

    def said(self) -> Iterator[str]:
        """Say what was noted."""
        if self.formulas:
            yield (
                f"Formulas whose result is not in the file, taken as blank: {len(self.formulas)} "
                f"({next(iter(self.formulas))}, for one). To have them, open the workbook in its program "
                "and save it."
            )
        if self.errors:
            first = next(iter(self.errors))
            yield f"Cells that show an error, taken as blank: {len(self.errors)} ({first}, for one)."


def cell_name(column: int, row: int) -> str:
    """Name a cell as a spreadsheet does, its column counted from 0.

    >>> cell_name(27, 3)
    'AB3'
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def table_of_sheets(source: str, sheets: list[Sheet], oddities: Oddities, wanted: str = "") -> Table:
    """Make a table of the sheet that is wanted, or the first that looks like items; else the first with rows.

    Raises:
        HistoryFault: No sheet has a row of column names with rows below it, or it is too large.
    """
    shown = [sheet for sheet in sheets if not sheet.hidden] + [sheet for sheet in sheets if sheet.hidden]
    filled = [(sheet, head) for sheet in shown if (head := _head(sheet)) is not None]
    if not filled:
        raise HistoryFault(
            f"{source} has no sheet with column names and rows below them.",
            "Its first row should hold the column names, the next ones one item each.",
        )
    named = [one for one in filled if one[0].name == wanted]
    sheet, head = next(iter(named), None) or next(
        (s for s in filled if _holds_items(source, s[1])), filled[0]
    )
    oddities.forget()
    table = _table(source, sheet, head)
    said = list(_chosen(sheet, head, shown))
    return replace(
        table,
        assumed=(*said, *oddities.said(), *table.assumed),
        sheet=sheet.name,
        sheets=tuple(dict.fromkeys(one.name for one, _ in filled)),
    )


class _Head(NamedTuple):
    """The beginning of a sheet.

    Attributes:
        number: Row of the column names.
        names: The column names, blank to the width of the widest row of the sample.
        rows: The rows of the sample below.
    """

    number: int
    names: list[str]
    rows: list[Record]


def _head(sheet: Sheet) -> _Head | None:
    sample = list(itertools.islice(sheet.rows(), SAMPLE_ROWS))
    filled = [sum(map(bool, texts)) for _, texts in sample[:_HEADER_AMONG]]
    wide = max(2, _WIDE_SHARE * max(filled, default=0))
    places = [place for place, count in enumerate(filled) if count >= wide]
    place = next((one for one in places if _names(sample[one][1])), None)
    if place is None or place + 1 >= len(sample):
        return None
    number, names = sample[place]
    width = max(len(texts) for _, texts in sample[place:])
    return _Head(number, names + [""] * (width - len(names)), sample[place + 1 :])


def _names(texts: list[str]) -> bool:
    """Tell whether a row holds names rather than numbers and dates."""
    filled = [text for text in texts if text]
    return 2 * sum(not text[0].isdecimal() for text in filled) > len(filled)


def _holds_items(source: str, head: _Head) -> bool:
    try:
        table = table_of_records(source, head.names, iter(_padded(head.rows, len(head.names), [])))
    except HistoryFault:
        return False
    return not mapping_problems(table, guess_mapping(table))


def _table(source: str, sheet: Sheet, head: _Head) -> Table:
    beyond: list[int] = []
    below = itertools.dropwhile(lambda record: record[0] <= head.number, sheet.rows())
    table = table_of_records(source, head.names, _padded(below, len(head.names), beyond))
    said = f"Texts to the right of the last column are not read: rows {len(beyond)}."
    return replace(
        table, encoding="Workbook", separator="", assumed=(*([said] if beyond else []), *table.assumed)
    )


def _padded(records: Iterator[Record] | list[Record], width: int, beyond: list[int]) -> Iterator[Record]:
    """Give rows of one width; note those that were longer."""
    for number, texts in records:
        if len(texts) > width:
            beyond.append(number)
        yield number, (texts + [""] * (width - len(texts)))[:width]


def _chosen(sheet: Sheet, head: _Head, shown: list[Sheet]) -> Iterator[str]:
    if len(shown) > 1:
        others = [other.name for other in shown if other is not sheet]
        more = f" and {len(others) - 5} more" if len(others) > 5 else ""
        hidden = ", which is hidden" if sheet.hidden else ""
        yield f'Read is the sheet "{sheet.name}"{hidden}; not {", ".join(others[:5])}{more}.'
    if head.number > 1:
        yield f"The column names are taken from row {head.number}."
