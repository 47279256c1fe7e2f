"""Workbooks of the OpenDocument format: what each sheet's rows show, as texts."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from xml.etree.ElementTree import Element

from sim.errors import HistoryFault
from sim.history.markup import local, parts_of
from sim.history.records import MAX_CELLS, MAX_COLUMNS, Record
from sim.history.serials import number_text
from sim.history.sheets import Oddities, Sheet
from sim.history.zipped import locked, part

CONTENT = "content.xml"
MAX_ROWS = 1_048_576

_MANIFEST = "META-INF/manifest.xml"
_MOST_MANIFEST = 1_000_000
_ROWS, _SHEETS = frozenset(("table-row",)), frozenset(("table",))
_CELLS = ("table-cell", "covered-table-cell")
_VALUES = {"float": "value", "percentage": "value", "currency": "value", "date": "date-value"}


def ods_sheets(archive: zipfile.ZipFile, source: str, oddities: Oddities) -> list[Sheet]:
    """Give the sheets of a workbook, in its order; their rows are read when asked for.

    Raises:
        HistoryFault: The workbook is broken, too large, or protected with a password.
    """
    if _MANIFEST in archive.NameToInfo:
        with part(archive, _MANIFEST, source) as file:
            if b"encryption-data" in file.read(_MOST_MANIFEST):
                raise locked(source)
    book = _Book(archive, source, oddities)
    return [
        Sheet(name, hidden=False, rows=partial(book.rows, place)) for place, name in enumerate(book.names())
    ]


@dataclass
class _Book:
    archive: zipfile.ZipFile
    source: str
    oddities: Oddities

    def names(self) -> list[str]:
        """Give the names of the sheets."""
        with part(self.archive, CONTENT, self.source) as file:
            found = parts_of(file, self.source, _ROWS, _SHEETS)
            return [_attribute(one.element, "name") for one in found if not one.whole]

    def rows(self, place: int) -> Iterator[Record]:
        """Give a sheet's rows that hold something, with their numbers."""
        sheet, number, cells = -1, 0, 0
        with part(self.archive, CONTENT, self.source) as file:
            for found in parts_of(file, self.source, _ROWS, _SHEETS):
                sheet += not found.whole
                if sheet > place:
                    return
                if sheet != place or not found.whole:
                    continue
                again = _count(found.element, "number-rows-repeated")
                texts = self._row(found.element, number + 1)
                if texts:
                    cells += len(texts) * again
                    if cells > MAX_CELLS or number + again > MAX_ROWS:
                        raise HistoryFault(
                            f"{self.source} has more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells.",
                            "Keep fewer rows in the sheet.",
                        )
                    yield from ((number + one, texts) for one in range(1, again + 1))
                number += again

    def _row(self, row: Element, number: int) -> list[str]:
        texts: list[str] = []
        blank = 0
        for cell in row:
            if local(cell) not in _CELLS:
                continue
            again = _count(cell, "number-columns-repeated")
            text = self._text(cell, len(texts) + blank, number)
            if not text:
                blank += again
                continue
            room = MAX_COLUMNS + 1 - len(texts)
            texts.extend([""] * min(blank, room))
            texts.extend([text] * max(0, min(again, room - blank)))
            blank = 0
        return texts

    def _text(self, cell: Element, column: int, row: int) -> str:
        kind = _attribute(cell, "value-type")
        if _attribute(cell, "formula") and not kind:
            self.oddities.formula(column, row)
            return ""
        if "error" in [value for key, value in cell.items() if key.endswith("}value-type")]:
            self.oddities.error(column, row)
            return ""
        if kind in _VALUES:
            text = _attribute(cell, _VALUES[kind])
            return number_text(text) if kind != "date" else text.removesuffix("T00:00:00")
        if kind == "boolean":
            return _attribute(cell, "boolean-value")
        return "\n".join(_paragraph(one) for one in cell if one.tag.endswith("}p")).strip()


def _paragraph(element: Element) -> str:
    """Give the text of a paragraph; notes in it are no part of it."""
    pieces = [element.text or ""]
    for inner in element:
        name = local(inner)
        if name == "s":
            pieces.append(" " * min(100, _count(inner, "c")))
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name not in ("annotation", "note"):
            pieces.append(_paragraph(inner))
        pieces.append(inner.tail or "")
    return "".join(pieces)


def _attribute(element: Element, name: str) -> str:
    """Give an attribute by its name without the namespace; the first such one."""
    mark = "}" + name
    return next((value for key, value in element.items() if key.endswith(mark)), "")


def _count(element: Element, name: str) -> int:
    text = _attribute(element, name)
    return max(1, int(text)) if text.isdecimal() and len(text) < 10 else 1
