"""XML read part by part: no more is held than one part, and nothing in it is expanded.

PERF: without an event for each element, which Python would have to look at: a third of the time for a
workbook. The parser builds the tree, and after each piece of text what is whole is taken out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, NamedTuple

# Entities cannot be declared: a document type is refused before the parser sees it.
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from sim.errors import HistoryFault

MAX_HELD = 8_000_000
"""Bytes of one part."""
MAX_DEPTH = 100

_CHUNK = 1 << 16
_TYPES = (b"<!DOCTYPE", b"<!ENTITY")
_OVERLAP = 2 * 9
_NO_EXPORT = "It is no export of items."


class Part(NamedTuple):
    """An element that is whole, or the beginning of one.

    Attributes:
        whole: Which of both; of a beginning only the attributes are certain.
        element: The element.
    """

    whole: bool
    element: Element


def parts_of(
    file: IO[bytes], source: str, wanted: frozenset[str], begun: frozenset[str] = frozenset()
) -> Iterator[Part]:
    """Give some elements whole, and of some others the beginning, in the order of the text.

    Args:
        file: The bytes.
        source: Name of the file, for what is said.
        wanted: Names, without namespaces, of elements that are wanted whole.
        begun: Names of elements whose beginning is wanted.

    Raises:
        HistoryFault: The text is no XML, breaks off, declares a document type, or holds a part that is too
            large or too deep.
    """
    tree = _Tree(source, wanted, begun)
    held = 0
    for chunk in _plain_chunks(file, source):
        tree.feed(chunk)
        held += len(chunk)
        for part in tree.taken():
            held = 0
            yield part
        if held > MAX_HELD:
            raise _excessive(source)
    tree.close()
    yield from tree.taken()


def local(element: Element) -> str:
    """Give an element's name without the namespace."""
    return element.tag.rpartition("}")[2]


class _Tree:
    """A tree as it is built; what is whole is taken out of it."""

    def __init__(self, source: str, wanted: frozenset[str], begun: frozenset[str]) -> None:
        self._source, self._wanted, self._begun = source, wanted, begun
        builder = TreeBuilder()
        self._root = builder.start("root", {})
        self._parser = XMLParser(target=builder)  # noqa: S314 - see above
        self._told: list[Element] = []  # begun, and not yet whole
        self._closed = False

    def feed(self, chunk: bytes) -> None:
        try:
            self._parser.feed(chunk)
        except (ParseError, ValueError, LookupError) as error:  # also an encoding that is none
            raise _broken(self._source, error) from None

    def close(self) -> None:
        try:
            self._parser.close()
        except ParseError as error:
            raise _broken(self._source, error) from None
        self._closed = True

    def taken(self) -> Iterator[Part]:
        """Take out what is whole: on each level all children but the last, which may go on."""
        node = self._root
        for _ in range(MAX_DEPTH):
            children = list(node)
            last = children.pop() if children and not self._closed else None
            for child in children:
                yield from self._all_of(child, 0)
            del node[: len(children)]
            if last is None or local(last) in self._wanted:
                return
            yield from self._beginning(last)
            node = last
        raise _excessive(self._source)

    def _beginning(self, element: Element) -> Iterator[Part]:
        if local(element) in self._begun and not any(element is told for told in self._told):
            self._told.append(element)
            yield Part(whole=False, element=element)

    def _all_of(self, element: Element, depth: int) -> Iterator[Part]:
        """Give what an element that is whole holds, itself first."""
        if depth > MAX_DEPTH:
            raise _excessive(self._source)
        if local(element) in self._wanted:
            yield Part(whole=True, element=element)
            return
        yield from self._beginning(element)
        self._told = [told for told in self._told if told is not element]
        for child in element:
            yield from self._all_of(child, depth + 1)


def _excessive(source: str) -> HistoryFault:
    return HistoryFault(f"{source} holds a part that is too large or too deep.", _NO_EXPORT)


def _broken(source: str, error: Exception) -> HistoryFault:
    return HistoryFault(f"{source} is broken or cut off: {error}.", "Export or save it again.")


def _plain_chunks(file: IO[bytes], source: str) -> Iterator[bytes]:
    """Give the bytes piece by piece; a document type ends it all."""
    tail = b""
    while chunk := file.read(_CHUNK):
        seen = (tail + chunk).replace(b"\x00", b"")  # in UTF-16 too
        if any(mark in seen for mark in _TYPES):
            raise HistoryFault(
                f"{source} declares a document type, as files do that are made to fill a machine's memory.",
                _NO_EXPORT,
            )
        tail = chunk[-_OVERLAP:]
        yield chunk
