"""What became of a file's rows, in one line for each way of writing a history down."""

from __future__ import annotations

from app.pages.history.trial import counted, thousands
from sim.history import ImportReport, Mapping


def headline(report: ImportReport, mapping: Mapping) -> str:
    """Say what became of the rows, and of the changes beside them."""
    parts = [_made(report, mapping)]
    parts += [f"{thousands(len(report.set_aside))} set aside"] if report.set_aside else ["none set aside"]
    if report.in_part:
        parts.append(f"{thousands(len(report.in_part))} used in part")
    if report.contradictions:
        verb = "contradicts itself" if len(report.contradictions) == 1 else "contradict themselves"
        parts.append(f"{thousands(len(report.contradictions))} {verb}")
    return " · ".join(parts)


def items_of(report: ImportReport) -> int:
    """Give the number of items; in reports of older projects every row used is one."""
    return report.items or report.used


def _made(report: ImportReport, mapping: Mapping) -> str:
    used, items = thousands(report.used), counted(items_of(report), "item")
    if mapping.layout == "counts":
        return f"{used} of {counted(report.rows, 'row')} tell of {items} done"
    if mapping.layout not in ("changes", "events"):
        return f"{used} of {counted(report.rows, 'row')} become items"
    # A tracker tells its changes beside the items: no column of the items holds their times.
    if "when" in mapping.columns:
        what = "event" if mapping.layout == "events" else "change"
        return f"{used} of {counted(report.rows, what)} give {items}"
    become = "items" if report.items == report.used else items
    changes = f"{thousands(report.changes_used)} of {counted(report.changes, 'change')} used"
    return f"{used} of {counted(report.rows, 'row')} become {become} · {changes}"
