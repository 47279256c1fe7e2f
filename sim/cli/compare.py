"""``headrace compare``: a model beside its history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.fit import Days, FirstLimits, MappingFile, TouchShare, Waiting, calibrated
from sim.cli.output import progress_bar, ready_engine, show_json, show_lines, show_table, show_warnings
from sim.cli.sources import read_history, read_stream

if TYPE_CHECKING:
    from sim.experiment import HistoryCheck, MetricVerdict
    from sim.log import EventLog
    from sim.stream import Stream


def compare(
    source: Annotated[str, typer.Argument(help="An export of work items, or a project.")],
    stream: Annotated[
        str | None, typer.Argument(help="A stream's JSON file; one made from the history without it.")
    ] = None,
    mapping: MappingFile = None,
    touch_share: TouchShare = 1.0,
    limits: FirstLimits = "max",
    waits: Waiting = "auto",
    days: Days = None,
    replications: Annotated[int, typer.Option(help="Runs of the model, as long as the history each.")] = 200,
    seed: Annotated[int, typer.Option(help="Same seed, same runs.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Run a model as long as a history lasts, and judge each figure of the history by those of the runs."""
    from sim.calibration import Settings, history_in_time_of
    from sim.errors import UserFault
    from sim.experiment import beside_history

    if replications < 1:
        raise UserFault(f"Replications is {replications}; at least 1 is needed.", "Give 1 or more.")
    history: EventLog
    model: Stream
    if stream is None:
        settings = Settings(touch_share=touch_share, limits=limits, waits=waits, last_days=days)
        made, notes = calibrated(source, mapping, settings)
        history, since, model = made.history, made.since, made.stream
    else:
        read, model = read_history(source, mapping), read_stream(stream)
        notes = read.notes
        history, since = history_in_time_of(read.log, model, days)
    ready_engine()
    with progress_bar("Running") as progress:
        check = beside_history(history, since, model, runs=replications, seed=seed, progress=progress)
    if json:
        show_json(check.to_json() | {"warnings": list(notes)})
        return
    show_check(source, check)
    show_warnings(notes)


def show_check(source: str, check: HistoryCheck) -> None:
    """Print a model beside its history as a table, with what to adjust."""
    from sim.stream import counted

    title = (
        f"{Path(source).name} beside {check.stream.name}: {counted(check.items, 'item')} done, "
        f"{counted(check.runs, 'run')} of {check.length:.4g} {check.stream.time_unit}s, "
        f"the first {check.cut:.3g} left out"
    )
    columns = ("figure", "history", "model", "low", "high", "unit", "verdict")
    show_table(title, columns, [verdict_row(one) for one in check.verdicts], words=("unit", "verdict"))
    show_lines([check.summary, *(f"adjust: {one}" for one in check.adjust)])
    show_lines([f"not compared: {one}" for one in check.unlike])


def verdict_row(one: MetricVerdict) -> list[str]:
    """Give one figure as a table row."""
    from sim.experiment import shown

    where = {True: "inside", False: "outside", None: "cannot tell"}[one.inside]
    figures = (one.history, one.median, one.low, one.high)
    return [one.label, *(shown(value, one.unit) for value in figures), one.unit or "share", where]
