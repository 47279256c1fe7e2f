"""A table as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io

from sim.log import harmless
from sim.report.table import Cell, TableOut, dated, known


def as_csv(table: TableOut) -> bytes:
    """Give a table as CSV: header first, comma, UTF-8 with a mark so that spreadsheets read it as such.

    Numbers have a point and all their digits, dates are ISO, moments to the second; what is not known is
    empty. Text that a spreadsheet would take for a formula is marked (:func:`~sim.log.harmless`).
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")  # RFC 4180
    writer.writerow([harmless(column.heading) for column in table.columns])
    writer.writerows([[_written(cell) for cell in row] for row in table.rows])
    return text.getvalue().encode("utf-8-sig", "replace")


def _written(cell: Cell) -> str | int | float | None:
    if isinstance(cell, str):
        return harmless(cell).replace("\0", "\ufffd")
    if isinstance(cell, dt.date):
        return dated(cell)
    return known(cell) if isinstance(cell, float) else cell
