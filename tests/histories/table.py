"""``make histories``: every figure of every real history beside what is expected of it.

A file that is not there is passed over and said so; one figure that differs makes the whole end with 1.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.histories.count_files import count_cases
from tests.histories.figures import Case, Figure, figures_of
from tests.histories.flow_files import flow_cases
from tests.histories.item_files import item_cases

# ruff: noqa: T201 - its table goes to the terminal

WIDTH = 44
"""Characters of a value that are shown."""


def cases() -> tuple[Case, ...]:
    """Give all files, in order of their names."""
    return tuple(sorted((*item_cases(), *flow_cases(), *count_cases()), key=lambda case: case.file))


def line(figure: Figure) -> str:
    """Write a figure as a row: file, figure, expected, got, and a mark where they differ."""
    cells = (figure.file, figure.name, _text(figure.expected), _text(figure.got))
    mark = "" if figure.matches else "  DIFFERS"
    return f"{cells[0]:5}{cells[1]:78}{cells[2]:>{WIDTH}}  {cells[3]:>{WIDTH}}{mark}"


def _text(value: object) -> str:
    written = f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return written if len(written) <= WIDTH else written[: WIDTH - 1] + "…"


def show(folder: Path, chosen: Iterable[Case]) -> int:
    """Print the table; give the number of figures that differ."""
    print(f"{'file':5}{'figure':78}{'expected':>{WIDTH}}  {'got':>{WIDTH}}")
    differ = told = 0
    for case in chosen:
        if not (folder / f"{case.file}.expected.json").exists():
            print(f"{case.short:5}{case.file} is not there: passed over")
            continue
        figures = figures_of(folder, case)
        print("\n".join(map(line, figures)))
        told += len(figures)
        differ += sum(not figure.matches for figure in figures)
    print(f"{told} figures, {differ} of them differ")
    return differ


def data() -> Path:
    """Give the folder of the files: beside the project, or where HEADRACE_SHARED says."""
    return Path(os.environ.get("HEADRACE_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data"


if __name__ == "__main__":
    sys.exit(1 if show(data(), cases()) else 0)
