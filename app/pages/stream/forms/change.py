"""What a form asks for: a named change of the stream, not made yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.stream import set_value

if TYPE_CHECKING:
    from sim.stream import Stream


@dataclass(frozen=True)
class Change:
    """A change of the stream as it will be when the change is made.

    Attributes:
        text: What it does, as the undo button names it.
        make: Gives the stream afterwards.

    Raises:
        StreamFault: By ``make``, if a value does not fit.
    """

    text: str
    make: Callable[[Stream], Stream]


def setting(path: str, value: object, text: str) -> Change:
    """Set the value at a path."""
    return Change(text, lambda stream: set_value(stream, path, value))


def adding(field: str, part: object, text: str) -> Change:
    """Put a part behind the others in a list of the stream."""
    return Change(text, lambda stream: with_parts(stream, field, (*getattr(stream, field), part)))


def replacing(field: str, place: int, part: object, text: str) -> Change:
    """Put another part, of whatever kind, at a place in a list of the stream."""

    def make(stream: Stream) -> Stream:
        parts = getattr(stream, field)
        return with_parts(stream, field, (*parts[:place], part, *parts[place + 1 :]))

    return Change(text, make)


def taking(field: str, place: int, text: str) -> Change:
    """Take the part at a place out of a list of the stream."""

    def make(stream: Stream) -> Stream:
        parts = getattr(stream, field)
        return with_parts(stream, field, (*parts[:place], *parts[place + 1 :]))

    return Change(text, make)


def with_parts(stream: Stream, field: str, parts: tuple[Any, ...]) -> Stream:
    """Give the stream with another list of parts."""
    return stream.model_copy(update={field: parts})


def free_id(taken: set[str], base: str) -> str:
    """Give an id that nothing else has: ``base``, or ``base-2``, ``base-3`` and so on."""
    number, free = 1, base
    while free in taken:
        number += 1
        free = f"{base}-{number}"
    return free
