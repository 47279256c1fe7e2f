"""Reader of gzipped files: unpacked beside, within bounds, then read as what is inside."""

from __future__ import annotations

import gzip
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sim.errors import HistoryFault
from sim.history.table import Table

MAGIC = b"\x1f\x8b"
MOST_BYTES = 2_000_000_000
"""The most that is unpacked."""
MOST_RATIO = 300
"""The most that text may have been pressed together; real exports come to a tenth or a thirtieth."""

_FREE_BYTES = 64_000_000
"""Up to here the ratio is not looked at: a small file of zeros does no harm."""
_CHUNK = 1 << 20


def is_gzip(head: bytes, _name: str) -> bool:
    """Tell a gzip archive by its first bytes."""
    return head.startswith(MAGIC)


def read_gzip(path: Path, read: Callable[[Path], Table]) -> Table:
    """Unpack a file into a folder that is gone afterwards, and read what is inside.

    Args:
        path: The file.
        read: Reader of any kind of file.

    Raises:
        HistoryFault: It is broken, unpacks to too much, or is packed twice.
        OSError: It cannot be read, or there is no room to unpack it.
    """
    with tempfile.TemporaryDirectory(prefix="headrace-") as folder:
        inside = Path(folder) / _inner_name(path.name)
        _unpack(path, inside)
        with inside.open("rb") as file:
            if file.read(len(MAGIC)) == MAGIC:
                raise HistoryFault(f"{path.name} is packed twice.", "Unpack it and open the file inside.")
        return replace(read(inside), source=path.name)


def _inner_name(name: str) -> str:
    return name[:-3] if name.lower().endswith(".gz") and len(name) > 3 else name


def _unpack(path: Path, target: Path) -> None:
    written, most = 0, max(_FREE_BYTES, MOST_RATIO * path.stat().st_size)
    try:
        with gzip.open(path, "rb") as packed, target.open("wb") as file:
            while chunk := packed.read(_CHUNK):
                written += len(chunk)
                if written > min(most, MOST_BYTES):
                    raise HistoryFault(
                        f"{path.name} unpacks to more than {min(most, MOST_BYTES):,} bytes.",
                        "It is no usual export; unpack it yourself and look at what is inside.",
                    )
                file.write(chunk)
    except EOFError:
        raise HistoryFault(f"{path.name} breaks off: its end is missing.", "Fetch it again.") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise HistoryFault(
            f"{path.name} is a gzip archive that cannot be unpacked: {error}.", "Fetch it again."
        ) from None
