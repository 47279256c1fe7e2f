"""The items' columns of text, read without holding up other threads."""

from __future__ import annotations

from typing import Any

from sim.log import settled
from sim.store.parts import Part, read_json

_AT_ONCE = 20_000


def read_texts(part: Part) -> dict[str, Any]:
    """Read names, titles and attributes, by the fields of a table of items.

    Raises:
        ValueError: If the part does not hold them.
    """
    read = read_json(part, gather=settled)
    if not isinstance(read, dict) or set(read) != {"names", "titles", "attributes"}:
        raise ValueError("no names, titles and attributes")
    attributes = read["attributes"]
    if not isinstance(attributes, dict):
        raise ValueError("no attributes")
    return {
        "names": _texts(read["names"]),
        "titles": _texts(read["titles"]),
        "attributes": {name: _texts(column) for name, column in attributes.items()},
    }


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list | tuple):
        raise ValueError("no list of texts")
    for begin in range(0, len(values), _AT_ONCE):
        if not set(map(type, values[begin : begin + _AT_ONCE])) <= {str}:
            raise ValueError("a name, title or attribute that is no text")
    return tuple(values)
