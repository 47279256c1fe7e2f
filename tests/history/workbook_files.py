"""Workbooks for tests, written part by part, so that they can be broken in any place."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx_parts(*rows: str, more: Mapping[str, str] | None = None, book: str = "") -> dict[str, str]:
    """The parts of a workbook of one sheet, its rows as XML; ``more`` adds parts or takes their place."""
    parts = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}">{book}'
        '<sheets><sheet name="Items" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{''.join(rows)}</sheetData></worksheet>",
    }
    return parts | dict(more or {})


def inline(*texts: str) -> str:
    """A row of texts that stand in the sheet itself."""
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' if text else "<c/>" for text in texts)
    return f"<row>{cells}</row>"


ODS_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def ods_parts(*sheets: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The parts of an OpenDocument workbook, its sheets as XML."""
    content = f"<office:document-content {ODS_SPACES}><office:body><office:spreadsheet>{''.join(sheets)}"
    content += "</office:spreadsheet></office:body></office:document-content>"
    return {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content} | dict(
        more or {}
    )


def ods_sheet(name: str, *rows: Sequence[str]) -> str:
    """A sheet of texts."""
    made = "".join(f"<table:table-row>{''.join(map(ods_text, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}">{made}</table:table>'


def ods_text(text: str) -> str:
    """A cell with a text."""
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def zipped(folder: Path, parts: Mapping[str, str | bytes], name: str = "items.xlsx") -> Path:
    """Write parts as an archive."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, content in parts.items():
            archive.writestr(place, content)
    return path
