"""JSON a value at a time: of a file of any size never more is held than one entry of its lists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from sim.errors import HistoryFault

MAX_VALUE = 64_000_000
"""Characters of one entry, and of all that stands beside the lists; more is refused."""

_CHUNK = 1 << 18
_NEAR_END = 16  # characters: a literal, a number or an escape may be cut off by the end of what was read
_GO_ON = ("", ".", "e", "E")
_BLANKS = " \t\r\n"
_AGAIN = "Export the file again, whole and as JSON."


class Readable(Protocol):
    """A text that can be read piece by piece."""

    def read(self, size: int, /) -> str:
        """Give the next characters, at most this many; none at the end."""


class Entry(NamedTuple):
    """One value of a file.

    Attributes:
        place: ``[]`` for an entry of a list that is the file, ``{}`` for an object that is (without the
            members given before), else the name of the member that holds the list.
        value: What ``json`` makes of it; numbers stay texts.
    """

    place: str
    value: object


@dataclass
class Entries:
    """The entries of a JSON file, read as they are asked for.

    Several values one after the other are read too, as programs write them that fetch page by page or line
    by line.

    Attributes:
        file: The text.
        name: Name of the file, for what is said.
        lists: Members of the file's object whose lists are given entry by entry.
        repeated: Names that occurred twice in one object; the last value counts.
    """

    file: Readable
    name: str
    lists: frozenset[str]
    repeated: set[str] = field(default_factory=set)
    _text: str = ""
    _at: int = 0
    _lines: int = 1
    _passed: int = 0
    _beside: int = 0
    _ended: bool = False

    def __post_init__(self) -> None:
        """Make the decoder."""
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_int=str, parse_float=str, parse_constant=str
        )

    def __iter__(self) -> Iterator[Entry]:
        """Give the entries.

        Raises:
            HistoryFault: The text is no JSON, breaks off, nests too deeply, or has an entry that is too long.
        """
        while first := self._next():
            if first == "[":
                yield from self._list("[]")
            elif first == "{":
                yield from self._members()
            else:
                yield Entry("[]", self._value())

    def _members(self) -> Iterator[Entry]:
        self._at += 1
        beside: dict[str, object] = {}
        given: set[str] = set()
        first = self._next()
        while first != "}":
            key = self._value() if first == '"' else None
            if not isinstance(key, str) or self._next() != ":":
                raise self._broken("a name and a colon are expected")
            self._at += 1
            if key in given or key in beside:
                self.repeated.add(key)
            if self._next() == "[" and key in self.lists:
                given.add(key)
                yield from self._list(key)
            else:
                beside[key] = self._counted()
            first = self._after("}")
        self._at += 1
        yield Entry("{}", beside)

    def _counted(self) -> object:
        self._next()
        before = self._passed + self._at
        value = self._value()
        self._beside += self._passed + self._at - before
        if self._beside > MAX_VALUE:
            raise self._too_long()
        return value

    def _list(self, place: str) -> Iterator[Entry]:
        self._at += 1
        first = self._next()
        while first != "]":
            yield Entry(place, self._value())
            first = self._after("]")
        self._at += 1

    def _after(self, end: str) -> str:
        """Pass the comma after a value; give what comes then: the end, or the next value's beginning."""
        found = self._next()
        if found == end:
            return end
        if found != ",":
            raise self._broken(f'a comma or "{end}" is expected')
        self._at += 1
        found = self._next()
        if not found or found == end:
            raise self._broken("a value is expected")
        return found

    def _next(self) -> str:
        """Pass blanks; give the next character, or nothing at the end."""
        while True:
            text, at = self._text, self._at
            while at < len(text) and text[at] in _BLANKS:
                at += 1
            self._at = at
            if at < len(text):
                return text[at]
            if not self._more():
                return ""

    def _value(self) -> object:
        """Take the value that begins here; more text is read for as long as it is not whole."""
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - _NEAR_END
                if not (cut and self._more()):
                    raise self._broken(error.msg, cut=cut) from None
            except RecursionError:
                raise HistoryFault(
                    f"{self.name} nests lists and objects too deeply (line {self._line()}).",
                    "It is no export of a tracker.",
                ) from None
            else:
                # A number may go on in what was not read yet: 6 of 6.75, of which the text held "6.".
                if self._text[end : end + 1] not in _GO_ON or not self._more():
                    self._at = end
                    return value

    def _more(self) -> bool:
        """Read on, as much again as is held, so that a long value costs no more than twice its length."""
        if self._ended:
            return False
        held = len(self._text) - self._at
        if held > MAX_VALUE:
            raise self._too_long()
        chunk = self.file.read(max(_CHUNK, held))
        self._lines += self._text.count("\n", 0, self._at)
        self._passed += self._at
        self._text, self._at = self._text[self._at :] + chunk, 0
        self._ended = not chunk
        return not self._ended

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            names = [name for name, _ in pairs]
            self.repeated.update(name for name in made if names.count(name) > 1)
        return made

    def _line(self) -> int:
        return self._lines + self._text.count("\n", 0, self._at)

    def _broken(self, what: str, *, cut: bool = False) -> HistoryFault:
        if cut or not self._next():
            return HistoryFault(
                f"{self.name} breaks off: the entry in line {self._line()} is not whole.", _AGAIN
            )
        return HistoryFault(f"{self.name} is no JSON, line {self._line()}: {what}.", _AGAIN)

    def _too_long(self) -> HistoryFault:
        return HistoryFault(
            f"{self.name} holds, in line {self._line()}, an entry of more than {MAX_VALUE:,} characters.",
            "Is it an export of items?",
        )
