"""JSON texts of any length, written and read in pieces.

The codec of the standard library holds the interpreter until a whole text is done: 75 ms for the names and
titles of a third of a million items, in which no other thread moves, the window's neither. In pieces of some
thousand values nobody waits for more than a few milliseconds; the text is the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

_VALUES = 8_000
"""Values written at once."""
_SIGNS = 1 << 17
"""Characters read at once, at least."""
_SEAM = re.compile(r'(?<=[^\\",:\[{])","')
"""Between two texts of a list. In a text a quote stands behind a backslash, an opening quote behind one of
the signs that are excluded here: so this quote closes a text, wherever it is found."""


def dumps_long(value: Any, at_once: int = _VALUES) -> str:  # noqa: ANN401 - JSON values have no common type
    """Write plain JSON values without spaces, long lists in pieces of some values.

    Raises:
        TypeError: If it holds what JSON cannot.
    """
    return "".join(_pieces(value, at_once))


def loads_long(text: str, at_once: int = _SIGNS, gather: Callable[[Iterable[Any]], Any] = list) -> Any:  # noqa: ANN401
    """Read JSON values, long lists of texts in pieces of some characters; ``gather`` makes one of the pieces.

    Raises:
        ValueError: If it is not JSON.
        RecursionError: If it is nested too deeply.
    """
    if len(text) < 2 * at_once:
        return json.loads(text)
    try:
        read, end = _Reader(text, at_once, gather).value(0)
    except ValueError:
        return json.loads(text)  # not written here, with spaces perhaps; or no JSON: then it says where
    return read if end == len(text) else json.loads(text)


def _pieces(value: Any, at_once: int) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, Mapping):
        sign = "{"
        for name, one in value.items():
            yield f"{sign}{_dumps(name)}:"
            yield from _pieces(one, at_once)
            sign = ","
        yield "{}" if sign == "{" else "}"
    elif isinstance(value, Sequence) and not isinstance(value, str) and len(value) > at_once:
        values, sign = iter(value), "["
        while chunk := list(islice(values, at_once)):
            yield sign + _dumps(chunk)[1:-1]
            sign = ","
        yield "]"
    else:
        yield _dumps(value)


def _dumps(value: Any) -> str:  # noqa: ANN401
    return json.dumps(value, separators=(",", ":"))


class _Reader:
    """Reads values at places of one text; each gives the value and the place behind it."""

    def __init__(self, text: str, at_once: int, gather: Callable[[Iterable[Any]], Any]) -> None:
        self._text = text
        self._at_once = at_once
        self._gather = gather
        self._decode = json.JSONDecoder().raw_decode

    def value(self, at: int) -> tuple[Any, int]:
        sign = self._text[at : at + 1]
        if sign == "{" and self._text[at + 1 : at + 2] != "}":
            return self._object(at)
        return self._list(at) if sign == "[" else self._decode(self._text, at)

    def _object(self, at: int) -> tuple[dict[str, Any], int]:
        read: dict[str, Any] = {}
        sign, end = ",", at + 1
        while sign == ",":
            name, end = self._decode(self._text, end)
            if not isinstance(name, str) or self._text[end : end + 1] != ":":
                raise ValueError(f"no name and value at {end}")
            read[name], end = self.value(end + 1)
            sign, end = self._text[end : end + 1], end + 1
        if sign != "}":
            raise ValueError(f"neither more nor an end at {end}")
        return read, end

    def _list(self, at: int) -> tuple[Any, int]:
        """Read as long as there is a seam in the list, up to the seam; the rest at once."""
        read: list[list[Any]] = []
        begin, few = at + 1, self._at_once
        while (seam := _SEAM.search(self._text, begin + few, begin + 2 * few)) is not None:
            try:
                read.append(json.loads(f"[{self._text[begin : seam.start() + 1]}]"))
            except ValueError:
                break  # the list ends before the seam
            begin = seam.start() + 2
        rest, length = self._rest(begin)
        return self._gather(chain(*read, rest)) if read else rest, begin + length - 1

    def _rest(self, begin: int) -> tuple[list[Any], int]:
        """Read a list from one of its values on, in what lies near: a copy of all that follows takes long."""
        try:
            return self._decode("[" + self._text[begin : begin + 4 * self._at_once])
        except ValueError:
            return self._decode("[" + self._text[begin:])
