"""Run the benchmarks: ``python -m tests.bench [--only TEXT] [--rounds N]``."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from itertools import groupby
from pathlib import Path

import tests.bench
from tests.bench.measure import Bench, Figure, take_turns
from tests.bench.report import document, short_of, table

RESULT = Path(__file__).resolve().parents[2] / "build" / "bench.json"


def found(only: str) -> list[Bench]:
    """Give the benchmarks of every ``bench_*`` module whose job or module has the text in its name."""
    names = sorted(
        room.name for room in pkgutil.iter_modules(tests.bench.__path__) if room.name.startswith("bench_")
    )
    benches = [bench for name in names for bench in _in_module(name) if only in name or only in bench.job]
    return sorted(benches, key=lambda bench: bench.job)


def _in_module(name: str) -> list[Bench]:
    made: list[Bench] = importlib.import_module(f"tests.bench.{name}").benchmarks()
    return made


def main() -> int:
    """Measure, print the tables, write the JSON; 1 if nothing, or not everything, could be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=tests.bench.__doc__)
    parser.add_argument("--only", default="", help="only what has this text in its job or module")
    parser.add_argument("--rounds", type=int, default=7, help="rounds that count (7)")
    chosen = parser.parse_args()
    figures: list[Figure] = []
    faults = 0
    for job, benches in groupby(found(chosen.only), key=lambda bench: bench.job):
        try:
            of_job = take_turns(list(benches), chosen.rounds)
        except RuntimeError as fault:  # one job that cannot be measured does not stop the others
            faults += 1
            print(f"{job}\n  not measured: {fault}", file=sys.stderr, flush=True)
            continue
        print(table(job, of_job), flush=True)
        figures += of_job
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(document(figures), encoding="utf-8")
    short = short_of(figures)
    print("\n".join([f"short of what is aimed at: {len(short)}", *(f"  {line}" for line in short)]))
    print(f"all figures: {RESULT.relative_to(Path.cwd()) if RESULT.is_relative_to(Path.cwd()) else RESULT}")
    return 1 if faults or not figures else 0


if __name__ == "__main__":
    sys.exit(main())
