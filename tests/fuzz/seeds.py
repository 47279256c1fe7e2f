"""Small whole files of every kind, to begin from."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

from tests.history.workbook_files import inline, ods_parts, ods_sheet, xlsx_parts

WORDS = (
    b"2025-02-30", b"45815.5", b"07/Jun/25 2:59 PM", b"1e309", b"-1", b"0", b"99999999999999999999", b"\x00",
    b"\xef\xbb\xbf", b"\xff\xfe", b'"', b'""', b",", b";", b"\t", b"\r\n", b"[", b"]", b"{", b"}", b":",
    b"null", b"\\ud800", b"\\u0000", b"<!DOCTYPE a [", b"<!ENTITY", b"&#0;", b"&lt;", b"<![CDATA[",
    b"</row>", b"<row>",
    b'number-rows-repeated="9999999"', b'r="XFD1048576"', b't="s"', b"Done", b"Closed", b"Created", b"id",
    b"status", b"histories", b"changelog", b"case:concept:name", b"time:timestamp", b"Zz", b"UTC", b"+99:99",
)  # fmt: skip
"""Bytes that mean something to a reader."""

CSV = b"""ID,Title,Type,State,Created,Started,Done,Tags
1,"One, ""two"" x",Bug,Done,2025-01-01,2025-01-02T10:00:00+01:00,2025-01-05,a|b
2,"Three\nfour",Story,Doing,01.02.2025,07/Jun/25 2:59 PM,,[a;b]
,,Task,Removed,45815,n/a,soon,
"""
STAGES = b"Key;Backlog;Build;Test;Done\nA;1/2/2025;1/3/2025;;1/4/2025\nB;1/5/2025;;1/6/2025;\n"
CHANGES = b"""Item,Field,From,To,When
A,status,,To Do,2025-01-01T10:00:00Z
A,status,To Do,Doing,2025-01-02T10:00:00Z
A,flag,,Impediment,2025-01-03T10:00:00Z
A,status,Doing,Done,2025-01-04T10:00:00Z
"""
EVENTS = b"case,activity,timestamp\n1,a,2025-01-01 10:00\n1,b,2025-01-02 10:00\n2,a,2025-01-03 10:00\n"
COUNTS = b"Week,Red,Blue\n2025-W01,3,4\n2025-W02,0,5\n2025-W03,2,2\n"

_MOVE = {"field": "status", "fromString": "To Do", "toString": "Done"}
_JIRA = {
    "total": 1,
    "issues": [
        {
            "key": "A-1",
            "fields": {
                "summary": "x",
                "created": "2025-01-01T10:00:00.000+0100",
                "status": {"name": "Done"},
                "resolution": {"name": "Won't Do"},
                "labels": ["a"],
                "description": {
                    "type": "doc",
                    "content": [{"type": "paragraph", "content": [{"text": "x"}]}],
                },
            },
            "changelog": {
                "total": 3,
                "histories": [{"created": "2025-01-02T10:00:00.000+0100", "items": [_MOVE]}],
            },
        }
    ],
    "names": {"customfield_1": "Flagged"},
}
_GITHUB = [
    {
        "number": 1,
        "title": "x",
        "state": "closed",
        "state_reason": "not_planned",
        "labels": [{"name": "kind/bug"}],
        "created_at": "2025-01-01T10:00:00Z",
        "closed_at": "2025-01-02T10:00:00Z",
        "pull_request": {"merged_at": None},
    }
]
_CARD = "677512d00000000000000001"
_TRELLO = {
    "cards": [
        {"id": _CARD, "idShort": 1, "name": "x", "idList": "b", "closed": True, "labels": [{"name": "bug"}]}
    ],
    "actions": [
        {
            "type": "updateCard",
            "date": "2025-01-03T10:00:00Z",
            "data": {"card": {"id": _CARD}, "listBefore": {"id": "a", "name": "A"}, "listAfter": {"id": "b"}},
        }
    ],
    "lists": [{"id": "a", "name": "To Do"}, {"id": "b", "name": "Done"}],
}
_RECORDS = {"value": [{"id": 1, "fields": {"System.Title": "x", "System.CreatedDate": "2025-01-01"}}]}
XES = b"""<?xml version="1.0" encoding="UTF-8"?><log xmlns="http://www.xes-standard.org/"><trace>
<string key="concept:name" value="1"/><event><string key="concept:name" value="a"/>
<date key="time:timestamp" value="2025-01-01T10:00:00+01:00"/></event><event>
<string key="concept:name" value="b"/><date key="time:timestamp" value="2025-01-02T10:00:00+01:00"/></event>
</trace></log>"""

TEXTS: dict[str, bytes] = {
    "items.csv": CSV,
    "stages.csv": STAGES,
    "changes.csv": CHANGES,
    "events.csv": EVENTS,
    "counts.csv": COUNTS,
    "wide.txt": CSV.decode().encode("utf-16"),
    "jira.json": json.dumps(_JIRA).encode(),
    "github.json": json.dumps(_GITHUB).encode(),
    "trello.json": json.dumps(_TRELLO).encode(),
    "records.json": json.dumps(_RECORDS).encode(),
    "log.xes": XES,
}
"""Texts by the names of their files."""

_SHEET = (
    inline("ID", "Title", "Started", "Done"),
    inline("1", "One", "2025-01-01", "2025-01-03"),
    '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" s="1"><v>45815.5</v></c>'
    '<c r="D3"><f>C3+1</f></c></row>',
)
_MORE = {
    "xl/sharedStrings.xml": "<sst><si><t>two</t></si></sst>",
    "xl/styles.xml": '<s><numFmts><numFmt numFmtId="165" formatCode="d.m.yy"/></numFmts><cellXfs><xf/>'
    '<xf numFmtId="165"/></cellXfs></s>',
}
_ODS = ods_parts(ods_sheet("A", ("ID", "Started", "Done"), ("1", "2025-01-01", "2025-01-02")))
PARTS: dict[str, dict[str, bytes]] = {
    name: {place: text.encode() for place, text in parts.items()}
    for name, parts in (("book.xlsx", xlsx_parts(*_SHEET, more=_MORE)), ("book.ods", _ODS))
}
"""The parts of workbooks, by the names of their files."""


def packed(parts: dict[str, bytes]) -> bytes:
    """Give the bytes of a workbook of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, content in parts.items():
            archive.writestr(place, content)
    return made.getvalue()


def files() -> dict[str, bytes]:
    """Give all seeds as whole files."""
    books = {name: packed(parts) for name, parts in PARTS.items()}
    return {**TEXTS, **books, "log.xes.gz": gzip.compress(XES, mtime=0)}
