"""``headrace run``: simulate a stream and measure it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sim.cli.output import progress_bar, ready_engine, show_json, show_warnings, written
from sim.cli.run_tables import show_result
from sim.cli.sources import read_stream

if TYPE_CHECKING:
    from sim.experiment import RunResult

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
    """Run a stream and give the five flow metrics and money, each with its 95 % interval."""
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
