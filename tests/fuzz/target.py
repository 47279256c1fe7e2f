"""What must hold of any file: a history comes of it in which no row is lost, or one clear fault."""

from __future__ import annotations

from pathlib import Path

from sim.errors import HistoryFault
from sim.history import Imported, import_history


def imports_or_says(folder: Path, name: str, content: bytes) -> str:
    """Import a file; give what became of it: ``history`` or the fault's text.

    Raises:
        AssertionError: Rows are lost, or a fault says nothing.
    """
    path = folder / name
    path.write_bytes(content)
    made = _imported(path)
    if isinstance(made, HistoryFault):
        assert made.text, "a fault without a text"
        assert made.hint, f"a fault without a hint: {made.text}"
        return made.text
    log, report = made
    assert (log.time[1:] >= log.time[:-1]).all()
    assert report.used + len(report.set_aside) <= report.rows, "more rows than there are"
    return "history"


def _imported(path: Path) -> Imported | HistoryFault:
    try:
        return import_history(path)
    except HistoryFault as fault:
        return fault
