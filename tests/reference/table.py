"""The engine beside exact and published results: ``python -m tests.reference.table [FOLDER]``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.reference.queueing import Case, cases, deterministic, measured, steady

# ruff: noqa: T201 - its table goes to the terminal

NAME = "queueing_cases.json"


@dataclass(frozen=True)
class Line:
    """One measure of one case.

    Attributes:
        case: Name of the case.
        measure: Name of the measure.
        expected: The exact or published value.
        got: Ours, the mean over replications.
        half_width: Half of its 99 % interval; 0 without chance.
        tolerance: Largest relative deviation; 0 is exact to rounding.
        headline: Whether it must lie in its interval too.
    """

    case: str
    measure: str
    expected: float
    got: float
    half_width: float
    tolerance: float
    headline: bool

    @property
    def within(self) -> bool:
        """Whether it is within the tolerance: of the value, or of 1 where the value is 0."""
        scale = abs(self.expected) or 1.0
        return abs(self.got - self.expected) <= max(self.tolerance, 1e-12) * scale

    @property
    def in_interval(self) -> bool:
        """Whether the expected value is inside the run's own 99 % interval."""
        return abs(self.got - self.expected) <= max(self.half_width, 1e-9)

    @property
    def verdict(self) -> str:
        """Ok, or what is wrong."""
        if not self.within:
            return "OUTSIDE TOLERANCE"
        return "ok" if self.in_interval else ("OUTSIDE INTERVAL" if self.headline else "ok (interval missed)")


def expected_values(folder: Path) -> dict[str, dict[str, Any]]:
    """Read the cases by id."""
    written = json.loads((folder / NAME).read_text(encoding="utf-8"))
    return {case["id"]: case for case in written["cases"]}


def lines_of(case: Case, known: dict[str, dict[str, Any]]) -> Iterator[Line]:
    """Run a case and give a line for each measure that has an expected value."""
    name, _, wip = case.id.partition(" w=")
    written = known[name]
    expected = written["expected"]
    if wip:
        expected = next(one for one in expected if one["w"] == int(wip))
    tolerance = float(written["tolerance"].rstrip("%")) / 100.0
    for measure, (got, half) in measured(case).items():
        value = _value(expected, measure)
        if value is not None:
            yield Line(case.id, measure, value, got, half, tolerance, measure in case.headline)


def lines_without_chance(known: dict[str, dict[str, Any]]) -> Iterator[Line]:
    """Run the cases whose results are exact.

    In the worst case all ``w`` items move as one batch. Batches are not there yet, so the batch is one item
    that takes ``w`` times as long, alone in the line, and counts ``w`` times.
    """
    for one in known["PENNY1-best"]["expected"]:
        wip = one["w"]
        throughput, flow_time = steady(deterministic(wip, 2.0))
        yield Line(f"PENNY1-best w={wip}", "TH", one["TH"], throughput, 0.0, 0.0, False)
        yield Line(f"PENNY1-best w={wip}", "CT", one["CT"], flow_time, 0.0, 0.0, False)
    for one in known["PENNY1-worst"]["expected"]:
        wip = one["w"]
        throughput, flow_time = steady(deterministic(1, 2.0 * wip))
        yield Line(f"PENNY1-worst w={wip}", "TH", one["TH"], wip * throughput, 0.0, 0.0, False)
        yield Line(f"PENNY1-worst w={wip}", "CT", one["CT"], flow_time, 0.0, 0.0, False)


def _value(expected: dict[str, Any], measure: str) -> float | None:
    found: Any = expected
    for part in measure.split("."):
        if isinstance(found, list):
            found = found[int(part)]
        elif part in found:
            found = found[part]
        else:
            return None
    return float(found) if isinstance(found, int | float) else None


def main() -> int:
    """Print the table; 1 if a verdict is not ok."""
    root = Path(os.environ.get("HEADRACE_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else root / "reference"
    if not (folder / NAME).exists():
        print(f"No reference results in {folder}; name their folder.", file=sys.stderr)
        return 1
    known = expected_values(folder)
    print(f"{'case':18} {'measure':40} {'expected':>12} {'got':>12} {'± 99 %':>10}  verdict")
    bad = 0
    for line in _all_lines(known):
        bad += line.verdict.isupper()
        print(
            f"{line.case:18} {line.measure:40} {line.expected:12.6f} {line.got:12.6f} "
            f"{line.half_width:10.6f}  {line.verdict}"
        )
    return 1 if bad else 0


def _all_lines(known: dict[str, dict[str, Any]]) -> Iterator[Line]:
    for case in cases():
        yield from lines_of(case, known)
    yield from lines_without_chance(known)


if __name__ == "__main__":
    sys.exit(main())
