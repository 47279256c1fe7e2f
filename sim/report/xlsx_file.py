"""Tables as an Excel workbook."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import Any

from sim.errors import UserFault
from sim.log import is_risky
from sim.report.table import Cell, TableOut, dated, known

MOST_ROWS = 1_048_576
"""Rows of a sheet, its header included."""
_LONGEST_TEXT = 32_767
_LONGEST_NAME = 31
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""
_FIRST_DAY = "1980-01-01"
_FIRST_MONTH = (1900, 3)
"""Excel counts days with a 29 February 1900 that never was, and none before that year."""
_WIDEST = 60
_SAMPLE = 200


def as_xlsx(tables: Sequence[TableOut]) -> bytes:
    """Give tables as a workbook, a sheet each: numbers are numbers, dates are dates, text is text.

    Text is never a formula: it is stored as text, and what begins like a formula is marked so that it stays
    text when it is edited. The same tables give the same bytes.

    Raises:
        UserFault: A table has more rows than a sheet.
    """
    from xlsxwriter import Workbook

    for table in tables:
        if len(table.rows) >= MOST_ROWS:
            text = f"{table.title} has {len(table.rows)} rows; a sheet holds {MOST_ROWS - 1}."
            raise UserFault(text, "Export it as CSV.")
    made = io.BytesIO()
    with Workbook(made, {"constant_memory": True}) as book:
        book.set_properties({"created": dt.datetime.fromisoformat(_FIRST_DAY)})
        styles = _Styles(book)
        for table, name in zip(tables, sheet_names([table.title for table in tables]), strict=True):
            _fill(book.add_worksheet(name), table, styles)
    return made.getvalue()


def sheet_names(titles: Sequence[str]) -> tuple[str, ...]:
    """Name sheets by titles: short enough, without signs that Excel refuses, and no two alike."""
    names: list[str] = []
    for title in titles:
        plain = _NO_NAME.sub(" ", _text(title)).strip(" '") or "Sheet"
        name, number = plain[:_LONGEST_NAME].rstrip(" '"), 2
        while name.casefold() in {one.casefold() for one in names}:
            end = f" {number}"
            name, number = plain[: _LONGEST_NAME - len(end)] + end, number + 1
        names.append(name)
    return tuple(names)


class _Styles:
    """The few looks of cells."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401  (XlsxWriter publishes no types)
        self.heading = book.add_format({"bold": True})
        self.text = book.add_format({"quote_prefix": True})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.share = book.add_format({"num_format": "0.0%"})


def _fill(sheet: Any, table: TableOut, styles: _Styles) -> None:  # noqa: ANN401
    sheet.freeze_panes(1, 0)
    for number, width in enumerate(_widths(table)):
        sheet.set_column(number, number, width)
    for number, column in enumerate(table.columns):
        sheet.write_string(0, number, _text(column.heading), styles.heading)
    shares = [styles.share if column.unit == "share" else None for column in table.columns]
    for place, row in enumerate(table.rows, start=1):
        for number, cell in enumerate(row):
            _write(sheet, (place, number), cell, styles, shares[number])


def _write(sheet: Any, at: tuple[int, int], cell: Cell, styles: _Styles, form: object) -> None:  # noqa: ANN401
    if isinstance(cell, str):
        text = _text(cell)
        sheet.write_string(*at, text, styles.text if is_risky(text) else None)
    elif isinstance(cell, bool):
        sheet.write_boolean(*at, cell)
    elif isinstance(cell, int | float):
        if known(cell) is not None:
            sheet.write_number(*at, cell, form)
    elif cell is not None and (cell.year, cell.month) < _FIRST_MONTH:
        sheet.write_string(*at, dated(cell))
    elif cell is not None:
        sheet.write_datetime(*at, cell, styles.moment if isinstance(cell, dt.datetime) else styles.date)


def _text(text: str) -> str:
    """Give a text that a cell can hold, its line ends as in Excel; what is cut off has an ellipsis."""
    clean = _NO_TEXT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return clean if len(clean) <= _LONGEST_TEXT else f"{clean[: _LONGEST_TEXT - 1]}…"


def _widths(table: TableOut) -> list[int]:
    """Give each column's width in signs, by its heading and first rows."""
    shown = [[column.heading for column in table.columns], *table.rows[:_SAMPLE]]
    return [
        min(max(len(f"{cell:.2f}" if isinstance(cell, float) else str(cell)) for cell in column) + 2, _WIDEST)
        for column in zip(*shown, strict=True)
    ]
