"""Whether a file is still the one that was read or written."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Finding = Literal["same", "other", "gone"]
"""What became of a file: as it was, changed by someone else, or not there any more."""


@dataclass(frozen=True)
class Stamp:
    """What tells one version of a file from another.

    Attributes:
        size: Its length in bytes.
        written_ns: When it was written, as the system says.
        digest: SHA-256 of its content.
    """

    size: int
    written_ns: int
    digest: str


def stamp_of(content: bytes, state: os.stat_result) -> Stamp:
    """Make the stamp of a content, and of what the system says of its file."""
    return Stamp(len(content), state.st_mtime_ns, hashlib.sha256(content).hexdigest())


def find_out(file: Path, known: Stamp) -> Finding:
    """Tell what became of a file; it is read only if it was written since.

    A file that cannot be looked at counts as gone; one written anew with the same content is the same.
    """
    try:
        state = file.stat()
        if (state.st_size, state.st_mtime_ns) == (known.size, known.written_ns):
            return "same"
        if state.st_size != known.size:
            return "other"
        return "same" if hashlib.sha256(file.read_bytes()).hexdigest() == known.digest else "other"
    except OSError:
        return "gone"
