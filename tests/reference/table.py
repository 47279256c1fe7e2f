"""The engine beside exact and published results: ``python -m tests.reference.table [FOLDER]``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.stream import Stream, problems
from tests.reference.ciw_witness import Seen, witness
from tests.reference.features import features
from tests.reference.queueing import Case, Known, cases, measured
from tests.reference.trace import deviations
from tests.reference.without_chance import Fixed, best_case, fixed, steady, worst_case

# ruff: noqa: T201 - its table goes to the terminal

NAME = "queueing_cases.json"
KINGMAN = "kingman_cases.json"


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
    half_width: float = 0.0
    tolerance: float = 0.0
    headline: bool = False

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


def collection(folder: Path) -> dict[str, Known]:
    """Read the cases of the collection, each with all its values by measure.

    A list of stages becomes ``measure.stage``, and a list by WIP a case ``name w=wip`` each.
    """
    written = json.loads((folder / NAME).read_text(encoding="utf-8"))
    found: dict[str, Known] = {}
    for case in written["cases"]:
        tolerance = 0.0 if case["tolerance"] == "exact" else float(case["tolerance"].rstrip("%")) / 100.0
        by_wip = isinstance(case["expected"], list)
        for one in case["expected"] if by_wip else [case["expected"]]:
            name = f"{case['id']} w={one['w']}" if by_wip else case["id"]
            found[name] = Known(dict(_flat(one)), case["source"], tolerance)
    kingman = json.loads((folder / KINGMAN).read_text(encoding="utf-8"))
    for load in ("0.9", "0.95"):  # below, it is further off
        wait = kingman["published"][load]
        found[f"KINGMAN {load}"] = Known({"Wq": wait}, "Kingman's approximation, within 15 %", 0.15)
    return found


def _flat(expected: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, float]]:
    for name, value in expected.items():
        if isinstance(value, list):
            yield from _flat({str(place): one for place, one in enumerate(value)}, f"{before}{name}.")
        elif isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        elif isinstance(value, int | float):
            yield f"{before}{name}", float(value)


def known_of(case: Case, known: Mapping[str, Known]) -> Known:
    """Give the result of a case: its own, or the collection's (what follows a slash is a variant)."""
    if case.known is not None:
        return case.known
    name, _, wip = case.id.partition(" w=")
    name = name.partition("/")[0]
    return known[f"{name} w={wip}" if wip else name]


def lines_of(case: Case, known: Known) -> Iterator[Line]:
    """Run a case and give a line for each measure that has an expected value."""
    for measure, (got, half) in measured(case).items():
        value = known.values.get(measure)
        if value is not None:
            yield Line(case.id, measure, value, got, half, known.tolerance, measure in case.headline)


def penny_lines(known: Mapping[str, Known]) -> Iterator[Line]:
    """Run the closed lines without chance: alone in their stations, and all of the WIP in one lot."""
    for name, given in (("PENNY1-best", best_case), ("PENNY1-worst", worst_case)):
        for wip in range(1, 11):
            one = known[f"{name} w={wip}"].values
            throughput, flow_time = steady(given(wip))
            yield Line(f"{name} w={wip}", "TH", one["TH"], throughput)
            yield Line(f"{name} w={wip}", "CT", one["CT"], flow_time)


def fixed_lines(case: Fixed) -> Iterator[Line]:
    """Run a case without chance."""
    log = case.run()
    for name, value, read in case.expected:
        yield Line(case.id, name, value, read(log))


def refused(given: Stream) -> str:
    """Say why a stream cannot be run; empty if it can."""
    return "; ".join(one.what for one in problems(given) if one.severity == "error")


def main() -> int:
    """Print the table; 1 if a verdict is not ok."""
    root = Path(os.environ.get("HEADRACE_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else root / "reference"
    if not (folder / NAME).exists():
        print(f"No reference results in {folder}; name their folder.", file=sys.stderr)
        return 1
    known = collection(folder)
    print(
        f"{'case':24} {'measure':32} {'expected':>12} {'got':>12} {'± 99 %':>10}  {'verdict':20} {'Ciw':>20}"
    )
    bad = 0
    for case in (*cases(), *features()):
        bad += _print_chance(case, known)
    for line in penny_lines(known):
        bad += _print(line, "no chance")
    for one in fixed():
        bad += _print_fixed(one)
    written = json.loads((folder / NAME).read_text(encoding="utf-8"))["trace"]
    for measure, most in deviations(written):
        bad += _print(Line("TRACE-A", measure, 0.0, most), "no chance")
    print(f"{bad} not as they should be" if bad else "all as they should be")
    return 1 if bad else 0


def _print_chance(case: Case, known: Mapping[str, Known]) -> int:
    why = refused(case.stream)
    if why:
        return _print_refused(case.id, why)
    seen = witness(case.id)
    return sum(_print(line, _third(seen, line.measure)) for line in lines_of(case, known_of(case, known)))


def _print_fixed(case: Fixed) -> int:
    why = refused(case.stream)
    return _print_refused(case.id, why) if why else sum(_print(one, "no chance") for one in fixed_lines(case))


def _third(seen: Seen | str, measure: str) -> str:
    if isinstance(seen, str):
        return seen
    if measure not in seen:
        return ""
    mean, half = seen[measure]
    return f"{mean:.4f} ± {half:.4f}"


def _print_refused(case: str, why: str) -> int:
    print(f"{case:24} not run: {why}")
    return 1


def _print(line: Line, third: str) -> int:
    print(
        f"{line.case:24} {line.measure:32} {line.expected:12.6f} {line.got:12.6f} "
        f"{line.half_width:10.6f}  {line.verdict:20} {third:>20}".rstrip(),
        flush=True,
    )
    return int(line.verdict.isupper())


if __name__ == "__main__":
    sys.exit(main())
