"""``headrace run``: simulate a stream and measure it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sim.cli.output import (
    figure,
    percent,
    progress_bar,
    ready_engine,
    show_json,
    show_lines,
    show_table,
    show_warnings,
    written,
)
from sim.cli.sources import read_stream

if TYPE_CHECKING:
    from sim.experiment import Estimate, RunResult, TimeEstimate

PoolName = Literal["serial", "threads", "processes"]


def parse_warmup(text: str) -> float | Literal["auto"]:
    """Read ``auto`` or a time.

    Raises:
        UserFault: If it is neither.
    """
    from sim.errors import UserFault

    if text == "auto":
        return "auto"
    try:
        return float(text)
    except ValueError:
        raise UserFault(f"Warm-up {text!r} is neither a time nor 'auto'.", "Give --warmup 30, say.") from None


def run(
    stream: Annotated[str, typer.Argument(help="A stream's JSON file, a project, an example's name, or -.")],
    replications: Annotated[int, typer.Option(help="Runs, each with luck of its own.")] = 20,
    seed: Annotated[int, typer.Option(help="Same seed, same runs.")] = 1,
    until: Annotated[float | None, typer.Option(help="End of a run, in the stream's time unit.")] = None,
    items: Annotated[int | None, typer.Option(help="End a run when so many items are done.")] = None,
    warmup: Annotated[str, typer.Option(help="Time left out at the start, or 'auto' (MSER-5).")] = "auto",
    clock: Annotated[
        Literal["auto", "simpy", "kernel"], typer.Option(help="Which clock drives it.")
    ] = "auto",
    log: Annotated[Path | None, typer.Option(help="Write the first run's event log as CSV.")] = None,
    pool: Annotated[PoolName, typer.Option(help="Where the runs are made.")] = "serial",
    workers: Annotated[int | None, typer.Option(help="Threads or processes; all cores if not given.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Run a stream and give the five flow metrics, each with its 95 % interval."""
    from sim.engine import RunRequest
    from sim.experiment import Design, open_pool, replicate

    model = read_stream(stream)
    request = RunRequest(seed=seed, until=until, items=items, clock=clock)
    design = Design(request=request, replications=replications, warmup=parse_warmup(warmup))
    ready_engine()
    with open_pool(pool, workers) as executor, progress_bar("Running") as progress:
        result = replicate(model, design, pool=executor, progress=progress)
    if log is not None:
        save_log(result, log)
    if json:
        show_json(result.to_json())
        return
    show_result(result)
    show_warnings(result.warnings)


def save_log(result: RunResult, path: Path) -> None:
    """Write the event log of the first replication as CSV.

    Raises:
        UserFault: If the file cannot be written.
    """
    from sim.engine import simulate
    from sim.log import write_csv

    with written(path) as draft:
        write_csv(simulate(result.stream, result.request), draft)
    typer.echo(f"Wrote {path}", err=True)


def show_result(result: RunResult) -> None:
    """Print a run as tables."""
    from sim.stream import a_unit

    unit = result.stream.time_unit
    rows = [
        metric_row("Flow velocity", result.flow_velocity, f"items {a_unit(unit)}"),
        time_row("Flow time", result.flow_time, f"{unit}s"),
        time_row("Lead time", result.lead_time, f"{unit}s"),
        metric_row("Flow load", result.flow_load, "items"),
        metric_row("Flow efficiency", result.flow_efficiency, "share"),
    ]
    columns = ("", "mean", "low", "high", "p50", "p70", "p85", "p95", "unit")
    title = f"{result.stream.name}: {result.replications} runs, {result.method}"
    show_table(title, columns, rows, words=("unit",))
    shares = [f"{name} {percent(part.mean)}" for name, part in result.flow_distribution.items()]
    show_lines([f"Flow distribution: {', '.join(shares)}", ""])
    show_table(
        "Stages (mean numbers of items; shares of worker time)",
        (
            "stage",
            "wip",
            "waiting",
            "working",
            "blocked",
            "finished",
            "working %",
            "starved %",
            f"items {a_unit(unit)}",
        ),
        [stage_row(stage.to_json()) for stage in result.stages],
    )


def metric_row(name: str, estimate: Estimate, unit: str) -> list[str]:
    """Give a metric without percentiles as a table row."""
    marks = [figure(estimate.mean), figure(estimate.low), figure(estimate.high)]
    return [name, *marks, "", "", "", "", unit]


def time_row(name: str, times: TimeEstimate, unit: str) -> list[str]:
    """Give a time as a table row."""
    row = metric_row(name, times.mean, unit)
    row[4:8] = [figure(times.percentile(percent)) for percent in (50, 70, 85, 95)]
    return row


def stage_row(stage: dict[str, Any]) -> list[str]:
    """Give a stage as a table row."""
    counts = [figure(stage[name]) for name in ("wip", "waiting", "working", "blocked", "finished")]
    shares = [percent(stage[name]) for name in ("utilisation", "starved")]
    return [stage["name"], *counts, *shares, figure(stage["throughput"], 3)]
