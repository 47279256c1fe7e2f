"""Figures of a file beside what is expected of them: one row of the table each."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TOLERANCE = 1.5e-6
"""Published figures are rounded to six digits behind the point."""


@dataclass(frozen=True)
class Figure:
    """One figure of a file.

    Attributes:
        file: Short name of the file.
        name: Which figure, as a path through the file of expected values.
        expected: What it should be.
        got: What ours is.
    """

    file: str
    name: str
    expected: object
    got: object

    @property
    def matches(self) -> bool:
        """Whether ours is the expected value, numbers up to their last published digit."""
        return same(self.expected, self.got)


@dataclass(frozen=True)
class Case:
    """A file, and how its figures are made.

    Attributes:
        file: Name of the file, without the ending of its expected values.
        figures: Gives our figures, in the form of the expected ones, from the folder of the files.
        kind: Ending of the file that is read, where the same is there in more than one form.
        only: The expected values that the case is about; all of them if empty.
        left_out: Expected values that are no figure: notes, definitions, and what other tests compare.
    """

    file: str
    figures: Callable[[Path], dict[str, Any]]
    left_out: tuple[str, ...] = ()
    kind: str = ""
    only: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Name of the case: the file, and its form where there are several."""
        return f"{self.file}{self.kind}"

    @property
    def short(self) -> str:
        """First word of the name."""
        return self.file.split("_", 1)[0]


def same(expected: object, got: object) -> bool:
    """Say whether two values are the same, numbers up to the last published digit."""
    if isinstance(expected, bool) or isinstance(got, bool):
        return expected is got
    if isinstance(expected, int | float) and isinstance(got, int | float):
        return math.isclose(expected, got, rel_tol=1e-9, abs_tol=_TOLERANCE)
    if isinstance(expected, list | tuple) and isinstance(got, list | tuple):
        return len(expected) == len(got) and all(map(same, expected, got))
    return expected == got


def expected_of(folder: Path, file: str) -> dict[str, Any]:
    """Read the expected values of a file."""
    loaded: dict[str, Any] = json.loads((folder / f"{file}.expected.json").read_text(encoding="utf-8"))
    return loaded


def figures_of(folder: Path, case: Case) -> tuple[Figure, ...]:
    """Put our figures of a file beside the expected ones, leaf by leaf; what one side lacks is a mismatch."""
    expected = expected_of(folder, case.file)
    chosen = case.only or tuple(key for key in expected if key not in case.left_out)
    expected = {key: expected[key] for key in chosen}
    return tuple(_beside(case.short, "", expected, case.figures(folder)))


def _beside(file: str, path: str, expected: object, got: object) -> Iterator[Figure]:
    if isinstance(expected, Mapping) and isinstance(got, Mapping):
        for key in dict.fromkeys((*expected, *got)):
            inner = f"{path}.{key}" if path else str(key)
            yield from _beside(file, inner, expected.get(key, "missing"), got.get(key, "missing"))
        return
    if isinstance(expected, list) and isinstance(got, list) and _worth_parting(expected):
        if len(expected) != len(got):
            yield Figure(file, f"{path}: rows", len(expected), len(got))
        for number, pair in enumerate(zip(expected, got, strict=False)):
            yield from _beside(file, f"{path}[{number}]", *pair)
        return
    yield Figure(file, path, expected, got)


def _worth_parting(values: list[object]) -> bool:
    return any(isinstance(value, Mapping) for value in values)
