"""The remarks of an import as a file of their own: all rows set aside, used in part, or disputed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.history import ImportReport
    from sim.report import TableOut


@dataclass(frozen=True)
class RemarksRequest:
    """Which remarks to write, and where."""

    report: ImportReport
    path: Path


def remarks_name(report: ImportReport) -> str:
    """Propose a name: ``export set aside.csv``."""
    return f"{Path(report.source).stem} set aside.csv"


def remarks_table(report: ImportReport) -> TableOut:
    """Give all remarks of a report, however many."""
    from sim.report import Column, TableOut

    kinds = (
        ("set aside", report.set_aside),
        ("used in part", report.in_part),
        ("contradiction", report.contradictions),
    )
    rows = tuple((each.row, what, each.value, each.reason) for what, found in kinds for each in found)
    return TableOut("Rows set aside", tuple(Column(name) for name in ("Row", "What", "Value", "Why")), rows)


def write_remarks(request: RemarksRequest) -> Path:
    """Write remarks as CSV in which no text runs as a formula; the file is whole, or as it was before.

    Raises:
        ProjectFault: It cannot be written.
    """
    from sim.report import as_csv
    from sim.store import replace_file

    replace_file(request.path, as_csv(remarks_table(request.report)))
    return request.path
