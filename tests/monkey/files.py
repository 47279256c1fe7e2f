"""Small files to drop on a window: good, odd and broken."""

from __future__ import annotations

from typing import Final


def _items(count: int) -> bytes:
    rows = [
        f"T-{n},Item {n},{('Story', 'Bug', 'Task')[n % 3]},Closed,2025-{1 + n % 12:02d}-03,"
        f"2025-{1 + n % 12:02d}-{5 + n % 9:02d},2025-{1 + n % 12:02d}-{15 + n % 13:02d}"
        for n in range(count)
    ]
    return "\n".join(["ID,Title,Type,State,Created,Started,Closed", *rows]).encode() + b"\n"


def _stages() -> bytes:
    rows = [f"A-{n};0{n % 9 + 1}/01/2026;0{n % 9 + 1}/02/2026;0{n % 9 + 1}/03/2026" for n in range(30)]
    return "\n".join(["ID;Build;Test;Done", *rows]).encode("cp1252") + b"\n"


FILES: Final = {
    "items.csv": _items(60),
    "three.csv": _items(3),
    "stages.csv": _stages(),
    "empty.csv": b"",
    "heads.csv": b"ID,Created,Closed\n",
    "broken.csv": b"\x00\x01\xff\xfe%PDF-1.7 \x00",
    "odd.csv": "Nummer;Titel;Erledigt\n1;Größe;31.12.2025\n2;;Unsinn\n2;zwei;01.01.2026\n".encode("cp1252"),
    "one.csv": b"ID,Closed\nX,2026-01-05\n",
    "stream.json": b'{"format": 1, "name": ""}',
    "words.json": b"not json",
    "foreign.headrace": b"SQLite format 3\x00 but no project",
}
"""Contents by name."""
