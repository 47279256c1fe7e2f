"""``headrace metrics``: the five flow metrics of a history."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.fit import MappingFile
from sim.cli.output import figure, percent, show_json, show_lines, show_table, show_table_out, show_warnings
from sim.cli.sources import read_history

if TYPE_CHECKING:
    from sim.log import EventLog
    from sim.metrics import DoraMapping, FlowSummary, TimeStats, Window
    from sim.report import TableOut


def date_given(text: str) -> dt.date:
    """Read a date.

    Raises:
        BadParameter: If it is none.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date; write it as 2026-03-31.") from None


By = Annotated[
    str | None, typer.Option("--by", help="Also in parts: by type, class, team, parent, tag, or any column.")
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", help="Only items with NAME=VALUE, such as type=defect; repeatable."),
]
First = Annotated[
    dt.date | None,
    typer.Option("--from", parser=date_given, metavar="DATE", help="First date counted, YYYY-MM-DD."),
]
Final = Annotated[
    dt.date | None,
    typer.Option("--to", parser=date_given, metavar="DATE", help="Last date counted, YYYY-MM-DD."),
]
Export = Annotated[
    Path | None,
    typer.Option("--export", help="Write every table: a workbook (FILE.xlsx), or a folder of CSV files."),
]
Deployment = Annotated[
    list[str] | None,
    typer.Option(
        "--deployment",
        help="Deployments are items with NAME=VALUE, such as type=Release; each: every moment at which items "
        "are done. Repeatable, as are the next three; what is not said is as the project says, or guessed.",
    ),
]
Incident = Annotated[
    list[str] | None, typer.Option("--incident", help="Incidents are items with NAME=VALUE.")
]
Failed = Annotated[list[str] | None, typer.Option("--failed", help="Deployments with NAME=VALUE failed.")]
Unplanned = Annotated[
    list[str] | None, typer.Option("--unplanned", help="Deployments with NAME=VALUE were unplanned.")
]


def metrics(
    source: Annotated[str, typer.Argument(help="An export of work items, or a project.")],
    mapping: MappingFile = None,
    by: By = None,
    only: Only = None,
    first: First = None,
    final: Final = None,
    stage: Annotated[bool, typer.Option("--stage", help="Also the time in state, by stage.")] = False,
    delivery: Annotated[bool, typer.Option("--dora", help="Also DORA's metrics of delivery.")] = False,
    deployment: Deployment = None,
    incident: Incident = None,
    failed: Failed = None,
    unplanned: Unplanned = None,
    export: Export = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Give flow velocity, time, load, efficiency and distribution of a history.

    Dates take no item away: they say when. Velocity, flow time, efficiency and distribution are of items done
    from the first date to the last, both included; load is of items in progress then, whenever they began.
    """
    from sim.cli.metrics_choice import chosen, chosen_window, respect
    from sim.cli.metrics_delivery import told_delivery
    from sim.cli.metrics_export import write_tables
    from sim.metrics import efficiency, summarise
    from sim.report import BRIEF, all_tables

    history = read_history(source, mapping)
    log = chosen(history.log, only or [])
    window = chosen_window(log, first, final)
    parts = None if by is None else respect(log, by)
    summary = summarise(log, window)
    said = efficiency(log, summary.window).said
    told = {"deployments": deployment, "incidents": incident, "failed": failed, "rework": unplanned}
    marks = told_delivery(history.log, told, history.delivery)
    tables = _tables(
        log, summary.window, parts, stages=stage, delivery=marks if delivery or any(told.values()) else None
    )
    warnings = [*history.notes, *summary.warnings, *(one.note for one in tables.values() if one.note)]
    files = (
        write_tables(all_tables(log, summary.window, parts or "type", mapping=marks), export)
        if export
        else ()
    )
    if json:
        found = {name: table.to_json() for name, table in tables.items()}
        found_so = {"flow_efficiency_mapping": said, **found, "warnings": warnings}
        show_json(summary.to_json() | found_so)
        return
    show_summary(source, summary, log)
    show_lines([f"Flow efficiency: {said}"])
    for name, table in tables.items():
        show_table_out(table.only(*BRIEF) if name == "time_in_state" else table)
    show_lines([f"Wrote {file}" for file in files])
    show_warnings(warnings)


def _tables(
    log: EventLog, window: Window, parts: str | None, *, stages: bool, delivery: DoraMapping | None
) -> dict[str, TableOut]:
    """Give the tables asked for, by the name that JSON has for them."""
    from sim.metrics import dora
    from sim.report import dora_table, parts_table, stage_table

    found = {}
    if parts is not None:
        found["parts"] = parts_table(log, window, parts)
    if stages:
        found["time_in_state"] = stage_table(log, window)
    if delivery is not None:
        found["dora"] = dora_table(dora(log, window, delivery), log.base.unit)
    return found


def show_summary(source: str, summary: FlowSummary, log: EventLog) -> None:
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
    names = {kind.id: kind.name for kind in log.types}
    shares = [f"{names[kind]} {percent(share)}" for kind, share in summary.distribution.items()]
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
    shown = ("mean", *(f"{percent} %" for percent in times.supported))
    return [[f"{name}, {mark}", figure(value), "days"] for mark, value in marks if mark in shown]
