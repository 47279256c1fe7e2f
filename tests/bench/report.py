"""The figures as a table for people and as JSON for comparison."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence

from tests.bench.measure import Figure

HEADINGS = ("runner", "median", "spread", "target", "times better than")


def table(job: str, figures: Sequence[Figure]) -> str:
    """Lay the figures of one job out in columns."""
    rows = [HEADINGS, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return "\n".join([job, *(f"  {line}" for line in lines)])


def document(figures: Sequence[Figure]) -> str:
    """Write all figures as JSON, with the machine that gave them."""
    machine = {
        "processors": os.cpu_count(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "system": platform.system(),
    }
    return (
        json.dumps({"machine": machine, "figures": [_entry(figure) for figure in figures]}, indent=2) + "\n"
    )


def _row(figure: Figure) -> tuple[str, ...]:
    bench = figure.bench
    ratios = ", ".join(f"{peer}: {ratio:.3g}" for peer, ratio in figure.ratios)
    return (
        bench.runner,
        f"{figure.median:,.4g} {bench.unit}",
        f"± {figure.spread:.0%}",
        _target(figure),
        ratios,
    )


def _target(figure: Figure) -> str:
    if figure.reached is None:
        return ""
    sign = "≤" if figure.bench.better == "lower" else "≥"
    return f"{sign} {figure.bench.target:g}: {'reached' if figure.reached else 'missed'}"


def _entry(figure: Figure) -> dict[str, object]:
    bench = figure.bench
    return {
        "job": bench.job,
        "runner": bench.runner,
        "peer": bench.peer,
        "unit": bench.unit,
        "better": bench.better,
        "median": figure.median,
        "spread": figure.spread,
        "samples": list(figure.samples),
        "target": bench.target,
        "reached": figure.reached,
        "ratios": dict(figure.ratios),
    }
