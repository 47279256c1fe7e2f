"""``headrace metrics``: the five flow metrics of a history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.output import figure, percent, show_json, show_lines, show_table, show_warnings
from sim.cli.sources import read_history

if TYPE_CHECKING:
    from sim.metrics import FlowSummary, TimeStats


def metrics(
    source: Annotated[str, typer.Argument(help="An export of work items, or a project.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Give flow velocity, time, load, efficiency and distribution of a history."""
    from sim.metrics import summarise

    history = read_history(source)
    summary = summarise(history.log)
    warnings = [*history.notes, *summary.warnings]
    if json:
        show_json(summary.to_json() | {"warnings": warnings})
        return
    show_summary(source, summary)
    show_warnings(warnings)


def show_summary(source: str, summary: FlowSummary) -> None:
    """Print a history's flow metrics as a table."""
    rows = [
        ["Flow velocity", figure(summary.velocity * 7), "items a week"],
        *time_rows("Flow time", summary.flow_time),
        *time_rows("Lead time", summary.lead_time),
        ["Flow load", figure(summary.load), "items, mean over time"],
        ["Flow efficiency", percent(summary.efficiency), "active time / flow time"],
        ["Items still open", str(summary.unfinished), "items"],
    ]
    show_table(
        f"{Path(source).name}: {summary.flow_time.n} item{'s' * (summary.flow_time.n != 1)} with a flow time",
        ("metric", "value", "unit"),
        rows,
        words=("unit",),
    )
    shares = [f"{name} {percent(share)}" for name, share in summary.distribution.items()]
    show_lines([f"Flow distribution: {', '.join(shares)}"])


def time_rows(name: str, times: TimeStats) -> list[list[str]]:
    """Give a time's mean and percentiles as table rows; nothing where there is none."""
    if times.n == 0:
        return []
    marks = (
        ("mean", times.mean),
        ("50 %", times.p50),
        ("70 %", times.p70),
        ("85 %", times.p85),
        ("95 %", times.p95),
    )
    return [[f"{name}, {mark}", figure(value), "days"] for mark, value in marks]
