"""Files that are zip archives, opened so that they can do no harm."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sim.errors import HistoryFault

MAX_UNPACKED = 500_000_000
"""Bytes of one part of a workbook, unpacked."""
MAX_DIRECTORY = 8_000_000
"""Bytes of an archive's directory: some hundred thousand parts."""
MAX_RATIO = 300
SMALL = 20_000_000
"""Bytes up to which a part may be packed as tightly as it likes."""

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_TAIL = 65_557 + 20
_AGAIN = "Save it again in the program it comes from, or save the sheet as CSV and open that."


@contextmanager
def opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive.

    Raises:
        HistoryFault: It is cut off or broken, also if that shows only while it is read, or it has too many
            parts.
        OSError: The file cannot be read.
    """
    if _directory_bytes(path) > MAX_DIRECTORY:
        raise HistoryFault(f"{path.name} is an archive of too many parts.", "It is no workbook of items.")
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, EOFError, struct.error, ValueError, NotImplementedError) as error:
        raise HistoryFault(f"{path.name} is a broken or cut off archive: {error}.", _AGAIN) from None
    except RuntimeError:  # what zipfile raises for a part with a password
        raise locked(path.name) from None
    except _zlib_error() as error:
        raise HistoryFault(f"{path.name} is a broken archive: {error}.", _AGAIN) from None


def part(archive: zipfile.ZipFile, name: str, source: str) -> IO[bytes]:
    """Open a part of an archive whose size and packing are those of an honest one.

    A part that unpacks to more than it says fails its checksum, so what it says can be believed.

    Raises:
        HistoryFault: The part is missing, too large, or packed as no workbook is.
    """
    try:
        told = archive.getinfo(name)
    except KeyError:
        raise HistoryFault(f"{source} lacks its part {name}.", _AGAIN) from None
    if told.flag_bits & 1:
        raise locked(source)
    if told.file_size > MAX_UNPACKED:
        raise HistoryFault(
            f"{source} unpacks to {told.file_size / 1e6:,.0f} MB; at most {MAX_UNPACKED / 1e6:,.0f} MB "
            "are read.",
            "Keep fewer sheets, rows or columns in it, or save the sheet as CSV and open that.",
        )
    if told.file_size > max(SMALL, MAX_RATIO * told.compress_size):
        raise HistoryFault(
            f"{source} unpacks to {told.file_size // max(1, told.compress_size):,} times its size: it is no "
            "workbook.",
            "Do not open it elsewhere either: such files are made to fill a machine's memory.",
        )
    return archive.open(told)


def locked(source: str) -> HistoryFault:
    """Make the fault of a workbook with a password."""
    return HistoryFault(
        f"{source} is protected with a password.", "Save a copy without one, or save the sheet as CSV."
    )


def _zlib_error() -> type[Exception]:
    import zlib

    return zlib.error


def _directory_bytes(path: Path) -> int:
    """Tell the size of an archive's directory, 0 where it has none."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL)
        end = tail.rfind(_END)
        if end < 0 or end + 16 > len(tail):
            return 0
        told = int.from_bytes(tail[end + 12 : end + 16], "little")
        if end >= 20 and tail[end - 20 : end - 16] == _END_64:
            file.seek(min(size, int.from_bytes(tail[end - 12 : end - 4], "little")))
            told = max(told & 0xFFFF_FFFE, int.from_bytes(file.read(48)[40:48], "little"))
        return told
