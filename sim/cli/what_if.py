"""``headrace what-if``: a stream against a changed copy of itself, on the same random numbers."""

from __future__ import annotations

from json import loads
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.output import figure, progress_bar, ready_engine, show_json, show_table, show_warnings
from sim.cli.run import PoolName, parse_warmup
from sim.cli.sources import read_stream

if TYPE_CHECKING:
    from sim.experiment import MetricChange, ScenarioResult


def what_if(
    stream: Annotated[str, typer.Argument(help="A stream's JSON file, a project, an example's name, or -.")],
    set_: Annotated[list[str], typer.Option("--set", help="A change, PATH=VALUE; may be given again.")],
    replications: Annotated[int, typer.Option(help="Runs of each.")] = 100,
    seed: Annotated[int, typer.Option(help="Same seed, same runs.")] = 1,
    until: Annotated[float | None, typer.Option(help="End of a run, in the stream's time unit.")] = None,
    items: Annotated[int | None, typer.Option(help="End a run when so many items are done.")] = None,
    warmup: Annotated[str, typer.Option(help="Time left out at the start, or 'auto' (MSER-5).")] = "auto",
    pool: Annotated[PoolName, typer.Option(help="Where the runs are made.")] = "serial",
    workers: Annotated[int | None, typer.Option(help="Threads or processes; all cores if not given.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Change a stream and say what that does to every flow metric, with intervals and a verdict."""
    from sim.engine import RunRequest
    from sim.experiment import Design, compare, open_pool
    from sim.stream import Scenario, read_change

    scenario = Scenario(name=", ".join(set_), changes=tuple(map(read_change, set_)))
    request = RunRequest(seed=seed, until=until, items=items)
    design = Design(request=request, replications=replications, warmup=parse_warmup(warmup))
    ready_engine()
    with open_pool(pool, workers) as executor, progress_bar("Comparing") as progress:
        comparison = compare(read_stream(stream), [scenario], design, pool=executor, progress=progress)
    result = comparison.scenarios[0]
    warnings = both_warnings(comparison.base.warnings, result.run.warnings)
    if json:
        show_json(as_json(result, warnings))
        return
    show_changes(result)
    show_warnings(warnings)


def both_warnings(base: tuple[str, ...], scenario: tuple[str, ...]) -> list[str]:
    """Give the warnings of both, those that are not shared marked with whose they are."""
    shared = [one for one in base if one in scenario]
    own = [f"Base: {one}" for one in base if one not in shared]
    return [*shared, *own, *(f"Scenario: {one}" for one in scenario if one not in shared)]


def as_json(result: ScenarioResult, warnings: list[str]) -> dict[str, Any]:
    """Give a scenario against its base as JSON values."""
    unit = result.run.stream.time_unit
    return {
        "stream": result.run.stream.name,
        "changes": [{"path": path, "value": json_value(value)} for path, value in result.scenario.changes],
        "time_unit": unit,
        "replications": result.run.replications,
        "seed": result.run.request.seed,
        "warmup": result.run.warmup,
        "method": result.run.method,
        "metrics": {change.metric: change.to_json() | verdict_of(change, unit) for change in result.changes},
        "warnings": warnings,
    }


def verdict_of(change: MetricChange, unit: str) -> dict[str, Any]:
    """Give what a change is worth: in words, and which way it goes (``better``, ``worse``, ``same`` …)."""
    from sim.experiment import judge, scale_of

    verdict = judge(change, scale_of(change.metric, unit))
    return {"verdict": verdict.text, "judgement": verdict.kind}


def json_value(text: str) -> Any:  # noqa: ANN401  (JSON is anything)
    """Give what was written after the equals sign as the JSON value it was read as."""
    try:
        return loads(text)
    except ValueError:
        return text


def show_changes(result: ScenarioResult) -> None:
    """Print a scenario against its base as a table."""
    from sim.stream import counted

    unit = result.run.stream.time_unit
    rows = [change_row(change, unit) for change in result.changes]
    title = f"{result.scenario.name}: {counted(result.run.replications, 'paired run')}; times in {unit}s"
    show_table(
        title,
        ("metric", "base", "scenario", "difference", "low", "high", "verdict"),
        rows,
        words=("verdict",),
    )


def change_row(change: MetricChange, unit: str) -> list[str]:
    """Give a metric's change as a table row."""
    from sim.experiment import judge, scale_of

    scale = scale_of(change.metric, unit)
    decimals = 3 if scale.decimals else 0
    difference = change.difference
    figures = (change.base.mean, change.scenario.mean, difference.mean, difference.low, difference.high)
    verdict = judge(change, scale)
    shown = f"{verdict.kind}: {verdict.text}" if verdict.kind in ("better", "worse") else verdict.text
    return [change.metric.replace("_", " "), *(figure(one, decimals) for one in figures), shown]
