"""Reader of workbooks: Excel's and OpenDocument's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sim.errors import HistoryFault
from sim.history.encoding import fingerprint_of
from sim.history.table import Table

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 20
_MOST_SHEETS = 1_000


def is_workbook(head: bytes, _name: str) -> bool:
    """Tell a workbook, or what may be one, by its first bytes."""
    return head.startswith((*_ZIP, _OLE))


def read_workbook(path: Path, sheet: str = "") -> Table:
    """Read the sheet of a workbook that has a name, or else the one that looks like a table of items.

    Raises:
        HistoryFault: The file is no workbook that can be read, is too large, or holds no table.
        OSError: The file cannot be read.
    """
    # Here, so that the window opens without them.
    from sim.history.ods import CONTENT, ods_sheets
    from sim.history.sheets import Oddities, table_of_sheets
    from sim.history.xlsx import xlsx_sheets
    from sim.history.zipped import opened_zip

    with path.open("rb") as file:
        if file.read(4) == _OLE:
            raise _old(path)
    oddities = Oddities()
    with opened_zip(path) as archive:
        if "xl/workbook.xml" in archive.NameToInfo:
            sheets = xlsx_sheets(archive, path.name, oddities)
        elif CONTENT in archive.NameToInfo:
            sheets = ods_sheets(archive, path.name, oddities)
        else:
            raise _no_workbook(path.name, binary="xl/workbook.bin" in archive.NameToInfo)
        table = table_of_sheets(path.name, sheets[:_MOST_SHEETS], oddities, sheet)
    return replace(table, fingerprint=fingerprint_of(path))


def _no_workbook(name: str, *, binary: bool) -> HistoryFault:
    if binary:
        return HistoryFault(f"{name} is a binary workbook (xlsb).", "Save it as xlsx and open that.")
    return HistoryFault(f"{name} is a zip archive, not a workbook.", "Unpack it and open the file inside.")


def _old(path: Path) -> HistoryFault:
    """Tell an old workbook from a new one with a password: both are boxes of the same make."""
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if _LOCKED in tail + chunk:
                return HistoryFault(
                    f"{path.name} is protected with a password.",
                    "Save a copy without one, or save the sheet as CSV.",
                )
            tail = chunk[-len(_LOCKED) :]
    return HistoryFault(
        f"{path.name} is an old Excel workbook (xls).", "Save it as xlsx or as CSV and open that."
    )
