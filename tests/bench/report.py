"""The figures as a table for people and as JSON for comparison."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Sequence

from tests.bench.measure import Figure, Ratio

HEADINGS = ("", "median", "range", "target", "verdict")


def table(job: str, figures: Sequence[Figure]) -> str:
    """Lay the figures of one job out in columns; under each of ours, how many times a peer it is."""
    rows = [HEADINGS, *(row for figure in figures for row in _rows(figure))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return "\n".join([job, *(f"  {line}" for line in lines)])


def short_of(figures: Sequence[Figure]) -> list[str]:
    """Name what was aimed at and not reached, a sentence each."""
    found = []
    for one in figures:
        name = f"{one.bench.job}: {one.bench.runner}"
        if one.reached is False:
            found.append(f"{name}: {one.median:,.4g} {one.bench.unit}, aimed at {_target(one)}")
        found += [
            f"{name}: {ratio.median:.3g} × {ratio.peer}, aimed at ≥ {ratio.at_least:g}"
            for ratio in one.ratios
            if ratio.reached is False
        ]
    return found


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


def _rows(figure: Figure) -> Iterator[tuple[str, ...]]:
    bench = figure.bench
    if bench.missing:
        yield bench.runner, bench.missing, "", "", ""
        return
    low, high = min(figure.samples), max(figure.samples)
    yield (
        bench.runner,
        f"{figure.median:,.4g} {bench.unit}",
        f"{low:,.3g} – {high:,.3g}",
        _target(figure),
        verdict(figure),
    )
    for ratio in figure.ratios:
        yield _ratio_row(ratio)


def _ratio_row(ratio: Ratio) -> tuple[str, ...]:
    return (
        f"  × {ratio.peer}",
        f"{ratio.median:.3g}",
        f"{min(ratio.samples):.3g} – {max(ratio.samples):.3g}",
        "" if ratio.at_least is None else f"≥ {ratio.at_least:g}",
        verdict(ratio),
    )


def verdict(measured: Figure | Ratio) -> str:
    """Say whether what was aimed at is reached; nothing where there is no aim."""
    return {None: "", True: "ok", False: "short"}[measured.reached]


def _target(figure: Figure) -> str:
    if figure.bench.target is None:
        return ""
    return f"{'≤' if figure.bench.better == 'lower' else '≥'} {figure.bench.target:,g}"


def _entry(figure: Figure) -> dict[str, object]:
    bench = figure.bench
    return {
        "job": bench.job,
        "runner": bench.runner,
        "peer": bench.peer,
        "missing": bench.missing,
        "unit": bench.unit,
        "better": bench.better,
        "median": figure.median if figure.samples else None,
        "samples": list(figure.samples),
        "target": bench.target,
        "verdict": verdict(figure),
        "ratios": {
            one.peer: {
                "median": one.median,
                "samples": list(one.samples),
                "at_least": one.at_least,
                "verdict": verdict(one),
            }
            for one in figure.ratios
        },
    }
