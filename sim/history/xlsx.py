"""Workbooks of Excel's format: what each sheet's rows show, as texts."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from xml.etree.ElementTree import Element

from sim.errors import HistoryFault
from sim.history.markup import parts_of
from sim.history.records import MAX_CELLS, MAX_COLUMNS, Record
from sim.history.serials import Shown, day_text, number_text, shown_by
from sim.history.sheets import Oddities, Sheet
from sim.history.zipped import part

MAX_ROWS = 1_048_576
MAX_TEXTS = 4_000_000

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def xlsx_sheets(archive: zipfile.ZipFile, source: str, oddities: Oddities) -> list[Sheet]:
    """Give the sheets of a workbook, in its order; their rows are read when asked for.

    Raises:
        HistoryFault: The workbook is broken, or too large.
    """
    book = _Book(archive, source, oddities)
    return [
        Sheet(name, hidden, partial(book.rows, place))
        for name, hidden, place in book.listed()
        if place in archive.NameToInfo
    ]


@dataclass
class _Book:
    archive: zipfile.ZipFile
    source: str
    oddities: Oddities
    from_1904: bool = False
    _texts: list[str] | None = None
    _shown: list[Shown] | None = None
    _letters: dict[str, int] = field(default_factory=dict)

    def listed(self) -> list[tuple[str, bool, str]]:
        """Give name, whether hidden, and part of each sheet."""
        home = "xl/workbook.xml"
        targets: dict[str, str] = {}
        for element in self._elements("xl/_rels/workbook.xml.rels", "Relationship"):
            target = element.get("Target", "")
            targets[element.get("Id", "")] = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            )
        found = []
        for element in self._elements(home, "sheet", "workbookPr"):
            if element.tag.endswith("workbookPr"):
                self.from_1904 = element.get("date1904", "0") in ("1", "true")
                continue
            relation = element.get(_RELATION) or element.get(_STRICT_RELATION) or ""
            hidden = element.get("state", "visible") != "visible"
            found.append((element.get("name", ""), hidden, targets.get(relation, "")))
        return found

    def rows(self, place: str) -> Iterator[Record]:
        """Give a sheet's rows that hold something, with their numbers."""
        number, cells = 0, 0
        with part(self.archive, place, self.source) as file:
            for found in parts_of(file, self.source, frozenset(("row",))):
                number = _row_number(found.element.get("r"), number + 1, self.source)
                cells += len(found.element)
                if cells > MAX_CELLS:
                    raise HistoryFault(
                        f"{self.source} has more than {MAX_CELLS:,} cells.", "Keep fewer rows."
                    )
                row = self._row(found.element, number)
                if row:
                    yield number, row

    def _row(self, row: Element, number: int) -> list[str]:
        texts: list[str] = []
        at = -1
        for cell in row:
            at = self._column(cell.get("r"), at + 1)
            if at > MAX_COLUMNS:
                continue
            text = self._text(cell, at, number)
            if not text:
                continue
            if at > len(texts):
                texts.extend([""] * (at - len(texts)))
            texts[at:] = [text] if at >= len(texts) else [text, *texts[at + 1 :]]
        return texts

    def _column(self, reference: str | None, following: int) -> int:
        """Give a cell's column, counted from 0."""
        if not reference:
            return following
        letters = reference.rstrip("0123456789")
        known = self._letters.get(letters)
        if known is not None:
            return known
        column = 0
        for letter in letters[:4].upper():
            column = column * 26 + ord(letter) - 64
        return self._letters.setdefault(letters, max(0, column - 1))

    def _text(self, cell: Element, column: int, row: int) -> str:
        kind, value, formula = cell.get("t", "n"), None, False
        for inner in cell:
            tag = inner.tag
            if tag.endswith("}v"):
                value = inner.text
            elif tag.endswith("}f"):
                formula = True
            elif tag.endswith("}is"):
                value = _rich(inner)
        if value is None or not value:
            if formula and kind != "str":
                self.oddities.formula(column, row)
            return ""
        if kind == "s":
            return self._shared(value)
        if kind == "n":
            shown = self._shown_by(cell.get("s"))
            if shown == "number":
                return number_text(value.strip())
            return day_text(value, shown, from_1904=self.from_1904)
        if kind == "e":
            self.oddities.error(column, row)
            return ""
        if kind == "b":
            return "true" if value.strip() in ("1", "true") else "false"
        return _ESCAPED.sub(_unescaped, value).strip()

    def _shared(self, value: str) -> str:
        if self._texts is None:
            self._texts = self._read_texts()
        number = int(value) if value.strip().isdecimal() and len(value) < 10 else MAX_TEXTS
        return self._texts[number] if number < len(self._texts) else ""

    def _read_texts(self) -> list[str]:
        texts = []
        for element in self._elements("xl/sharedStrings.xml", "si"):
            texts.append(_ESCAPED.sub(_unescaped, _rich(element)).strip())
            if len(texts) > MAX_TEXTS:
                raise HistoryFault(f"{self.source} has more than {MAX_TEXTS:,} texts.", "Keep fewer rows.")
        return texts

    def _shown_by(self, style: str | None) -> Shown:
        if self._shown is None:
            self._shown = self._read_styles()
        number = int(style) if style and style.isdecimal() and len(style) < 7 else 0
        return self._shown[number] if number < len(self._shown) else "number"

    def _read_styles(self) -> list[Shown]:
        codes: dict[str, str] = {}
        shown: list[Shown] = []
        for element in self._elements("xl/styles.xml", "numFmt", "cellXfs"):
            if element.tag.endswith("numFmt"):
                codes[element.get("numFmtId", "")] = element.get("formatCode", "")
                continue
            for style in element:
                told = style.get("numFmtId", "0")
                number = int(told) if told.isdecimal() and len(told) < 7 else 0
                shown.append(shown_by(number, codes.get(told, "")))
        return shown

    def _elements(self, place: str, *names: str) -> Iterator[Element]:
        """Give the elements of some names of a part; none where the part is missing."""
        if place not in self.archive.NameToInfo:
            return
        with part(self.archive, place, self.source) as file:
            for found in parts_of(file, self.source, frozenset(names)):
                yield found.element


def _row_number(told: str | None, following: int, source: str) -> int:
    number = int(told) if told and told.isdecimal() and len(told) < 9 else following
    if number > MAX_ROWS:
        raise HistoryFault(f"{source} has more than {MAX_ROWS:,} rows.", "Keep fewer rows in the sheet.")
    return number


def _rich(element: Element) -> str:
    """Join a text of several fonts; how it is pronounced is no part of it."""
    pieces = []
    for inner in element:
        if inner.tag.endswith("}t"):
            pieces.append(inner.text or "")
        elif inner.tag.endswith("}r"):
            pieces.extend(piece.text or "" for piece in inner if piece.tag.endswith("}t"))
    return "".join(pieces)


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return "" if code == 0 or 0xD800 <= code < 0xE000 else chr(code)
