"""The same, guided by which lines were reached (atheris).

``python -m tests.fuzz.guided CORPUS -max_total_time=60``

A file's first byte tells what the others are: a text, or the changed part of a workbook.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.fuzz.seeds import PARTS, TEXTS, packed

WORKBOOK_PARTS = tuple((name, place) for name, parts in PARTS.items() for place in parts)
NAMES = (*TEXTS, "log.xes.gz", "raw.xlsx")


def unpacked(content: bytes) -> tuple[str, bytes]:
    """Give the file that an input of the fuzzer is: its name and bytes."""
    kind, rest = (content[0], content[1:]) if content else (0, b"")
    kind %= len(NAMES) + len(WORKBOOK_PARTS)
    if kind < len(NAMES):
        return NAMES[kind], rest
    name, place = WORKBOOK_PARTS[kind - len(NAMES)]
    return name, packed(PARTS[name] | {place: rest})


def write_corpus(folder: Path) -> None:
    """Write the seeds as inputs of the fuzzer."""
    texts = [TEXTS.get(name, b"") for name in NAMES]
    parts = [PARTS[name][place] for name, place in WORKBOOK_PARTS]
    for kind, content in enumerate((*texts, *parts)):
        (folder / f"seed-{kind}").write_bytes(bytes((kind,)) + content)


def main() -> None:
    """Fuzz until the time given is over; leaves the process."""
    import atheris

    with atheris.instrument_imports(include=["sim.history"]):
        from tests.fuzz.target import imports_or_says

    folder = Path(tempfile.mkdtemp())

    def one(content: bytes) -> None:
        imports_or_says(folder, *unpacked(content))

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
