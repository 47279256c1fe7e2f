"""What a project file is made of: named parts, each JSON text or an array of numbers."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.store.long_json import dumps_long, loads_long

Form = Literal["json", "json.zlib", "array.zlib"]

DTYPES = ("<f8", "<i4", "<i2", "|i1")
"""Types of number that a file may hold."""

_LEVEL = 1
"""PERF(zlib.compress of 1 M times, one after another: level 1 after the shuffle 65 ms and 3.2 MB, level 6
178 ms and 3.1 MB, level 1 without the shuffle 102 ms and 4.2 MB)."""


_LARGEST = 1 << 40
"""Bytes that a part cannot have."""


@dataclass(frozen=True)
class Part:
    """One named piece of a file.

    Attributes:
        form: ``json`` is text, ``json.zlib`` the same compressed; ``array.zlib`` holds the first
            bytes of all numbers, then all second bytes, and so on, compressed.
        content: The bytes.
        dtype: Type of the numbers, one of ``DTYPES``; empty for text.
        length: Count of the numbers, or of the bytes before compression.
    """

    form: Form
    content: bytes
    dtype: str = ""
    length: int = 0


Parts = Mapping[str, Part]
"""The parts of a file by name."""


def json_part(value: Any) -> Part:  # noqa: ANN401 - JSON values have no common type
    """Write plain JSON values as readable text."""
    content = json.dumps(value, indent=1).encode("ascii")
    return Part("json", content, length=len(content))


def packed_json_part(value: Any) -> Part:  # noqa: ANN401
    """Write plain JSON values as compressed text, for long lists."""
    content = dumps_long(value).encode("ascii")
    return Part("json.zlib", zlib.compress(content, _LEVEL), length=len(content))


def read_json(part: Part, gather: Callable[[Iterable[Any]], Any] = list) -> Any:  # noqa: ANN401
    """Read JSON values back; ``gather`` makes the long lists among them.

    Raises:
        ValueError: If the part does not hold what it says.
    """
    text = part.content if part.form == "json" else _inflate(part.content, part.length)
    try:
        return loads_long(text.decode("utf-8"), gather=gather)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def array_part(array: NDArray[Any]) -> Part:
    """Write numbers, shape (n,), compressed."""
    little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    shuffled = little.view(np.uint8).reshape(len(little), little.itemsize).T.tobytes()
    return Part("array.zlib", zlib.compress(shuffled, _LEVEL), little.dtype.str, len(little))


def read_array(part: Part) -> NDArray[Any]:
    """Read numbers back, shape (n,), read-only.

    Raises:
        ValueError: If the part does not hold what it says.
    """
    if part.form != "array.zlib" or part.dtype not in DTYPES or part.length < 0:
        raise ValueError(f"no array of {part.length} {part.dtype!r}")
    kind = np.dtype(part.dtype)
    raw = np.frombuffer(_inflate(part.content, part.length * kind.itemsize), dtype=np.uint8)
    numbers = np.ascontiguousarray(raw.reshape(kind.itemsize, part.length).T).view(kind).ravel()
    native = numbers.astype(kind.newbyteorder("="), copy=False)
    native.flags.writeable = False
    return native


def _inflate(content: bytes, length: int) -> bytes:
    """Decompress to exactly ``length`` bytes; a file cannot make the program fill the memory."""
    if not 0 <= length < _LARGEST:
        raise ValueError(f"{length} bytes")
    stream = zlib.decompressobj()
    try:
        found = stream.decompress(content, length + 1)
    except zlib.error as broken:
        raise ValueError(str(broken)) from None
    if len(found) != length or not stream.eof:
        raise ValueError(f"{len(found)} bytes instead of {length}")
    return found
