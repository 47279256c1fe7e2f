"""``headrace fit``: a stream made from a history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sim.cli.output import (
    figure,
    percent,
    show_json,
    show_lines,
    show_table,
    show_warnings,
    written,
)
from sim.cli.sources import read_history

if TYPE_CHECKING:
    from sim.calibration import Calibration, Settings, StageFindings
    from sim.distributions import Distribution, Fit

MappingFile = Annotated[
    Path | None, typer.Option("--mapping", help="A mapping's JSON file, in place of a guessed one.")
]
TouchShare = Annotated[
    float, typer.Option(help="Part of the time in stages of work that is work, above 0 to 1.")
]
FirstLimits = Annotated[
    Literal["max", "p85", "none"],
    typer.Option(help="First WIP limits: most items seen, those of 85 % of the time, or none."),
]
Waiting = Annotated[
    Literal["auto", "delay", "queue"],
    typer.Option(help="Stages of waiting: a time of their own, a queue for the next stage, or as it shows."),
]
Days = Annotated[int | None, typer.Option(help="Days of history to look at, to its end; all without it.")]


def fit(
    source: Annotated[str, typer.Argument(help="An export of work items, or a project.")],
    mapping: MappingFile = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the stream to a file.")] = None,
    touch_share: TouchShare = 1.0,
    limits: FirstLimits = "max",
    waits: Waiting = "auto",
    days: Days = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make a stream of a history: times, arrivals, ways, people and limits, with what they rest on."""
    from sim.calibration import Settings
    from sim.stream import dumps_stream

    settings = Settings(touch_share=touch_share, limits=limits, waits=waits, last_days=days)
    made, notes = calibrated(source, mapping, settings)
    if output is not None:
        with written(output) as draft:
            draft.write_text(dumps_stream(made.stream), encoding="utf-8")
    if json:
        show_json(as_json(made, notes))
    else:
        show_calibration(source, made)
        show_warnings([*notes, *(f"{one.what} {one.fix}".strip() for one in made.problems)])
    if output is not None:
        typer.echo(f"Wrote {output}", err=True)


def calibrated(source: str, mapping: Path | None, settings: Settings) -> tuple[Calibration, tuple[str, ...]]:
    """Read a history and make a stream of it, dated by the history's last day.

    Raises:
        HistoryFault: If the file cannot be imported.
        ProjectFault: If a project cannot be opened.
        CalibrationFault: If no stream can be made of the history.
    """
    from sim.calibration import calibrate
    from sim.log import date_of

    history = read_history(source, mapping)
    base = history.log.base
    last = "undated" if base.origin is None else date_of(base, history.log.end).date().isoformat()
    return calibrate(history.log, last, settings), history.notes


def as_json(made: Calibration, notes: tuple[str, ...]) -> dict[str, Any]:
    """Give a calibration as JSON values."""
    from sim.stream import plain

    return {
        "stream": plain(made.stream),
        "stages": [stage_json(one) for one in made.stages],
        "arrivals": {
            "items": made.arrivals.items,
            "rate": made.arrivals.rate,
            "batches": made.arrivals.batches,
            "first_half": made.arrivals.first_half,
            "second_half": made.arrivals.second_half,
            "fit": None if made.arrivals.fit is None else fit_json(made.arrivals.fit),
        },
        "time_unit": made.stream.time_unit,
        "assumed": list(made.assumed),
        "unknown": list(made.unknown),
        "problems": [{"where": one.where, "what": one.what, "fix": one.fix} for one in made.problems],
        "warnings": list(notes),
    }


def stage_json(stage: StageFindings) -> dict[str, Any]:
    """Give what a stage rests on as JSON values."""
    return {
        "id": stage.id,
        "name": stage.name,
        "kind": stage.kind,
        "visits": stage.visits,
        "unfinished": stage.unfinished,
        "touch_told": stage.touch_told,
        "people": stage.people,
        "at_once": stage.at_once,
        "wip_p85": stage.wip_p85,
        "wip_max": stage.wip_max,
        "blocked": stage.blocked,
        "fit": None if stage.fit is None else fit_json(stage.fit),
        "fits_by_type": {one: fit_json(found) for one, found in stage.fits_by_type.items()},
        "blocker": None if stage.blocker is None else fit_json(stage.blocker),
    }


def fit_json(found: Fit) -> dict[str, Any]:
    """Give a fit as JSON values: the chosen distribution, why, every candidate, and the picture's data."""
    from sim.stream import plain

    picture = found.picture(60)
    return {
        "distribution": plain(found.distribution),
        "reason": found.reason,
        "finished": len(found.seen.finished),
        "unfinished": len(found.seen.running),
        "candidates": [
            {
                "distribution": plain(one.distribution),
                "aic": one.aic,
                "distance": one.goodness.distance,
                "anderson_darling": one.goodness.anderson_darling,
                "mark": one.goodness.mark,
                "passes": one.goodness.passes,
            }
            for one in found.candidates
        ],
        "picture": {
            "times": picture.times.tolist(),
            "fitted": picture.fitted.tolist(),
            "steps": picture.steps.tolist(),
            "share": picture.share.tolist(),
        },
    }


def show_calibration(source: str, made: Calibration) -> None:
    """Print a calibration as tables and sentences."""
    from sim.stream import counted

    show_table(
        f"{Path(source).name}: {counted(made.arrivals.items, 'item')} begun; times in {made.days}",
        ("stage", "visits", "open", "time", "p50", "p85", "off by", "people", "limit", "skip", "back"),
        [stage_row(made, one) for one in made.stages],
        words=("time",),
    )
    show_lines([arrivals_line(made), shares_line(made), ""])
    show_lines([f"assumed: {one}" for one in made.assumed])
    show_lines([f"not known: {one}" for one in made.unknown])


def stage_row(made: Calibration, stage: StageFindings) -> list[str]:
    """Give a stage as a table row."""
    of_stream = made.stream.stage(stage.id)
    time = of_stream.time if stage.kind == "work" else of_stream.delay
    off = "–" if stage.fit is None or stage.fit.goodness is None else percent(stage.fit.goodness.distance)
    family = "queue" if time is None else time.family
    skipped = max(of_stream.skip.values(), default=0.0)
    back = sum(one.probability for one in of_stream.rework)
    return [
        stage.name,
        str(stage.visits),
        str(stage.unfinished),
        family,
        *marks(time),
        off,
        "–" if stage.people is None else str(stage.people),
        "–" if of_stream.wip_limit is None else str(of_stream.wip_limit),
        percent(skipped) if skipped else "–",
        percent(back) if back else "–",
    ]


def marks(time: Distribution | None) -> tuple[str, str]:
    """Give median and 85 % mark of a time."""
    from sim.distributions import ppf

    if time is None:
        return "–", "–"
    p50, p85 = (figure(float(value)) for value in ppf(time, (0.5, 0.85)))
    return p50, p85


def arrivals_line(made: Calibration) -> str:
    """Say how items arrive."""
    from sim.distributions import describe
    from sim.stream import Interarrival, a_unit

    (arrivals,) = made.stream.arrivals
    rate = f"Arrivals: {figure(made.arrivals.rate)} items {a_unit(made.stream.time_unit)}"
    if not isinstance(arrivals, Interarrival):
        return rate
    unit = f"{made.stream.time_unit}s"
    return f"{rate}, {arrivals.time.family}, {describe(arrivals.time, unit)} of each other"


def shares_line(made: Calibration) -> str:
    """Say how items divide over types, and what is on the board."""
    shares = [f"{one.name} {percent(one.share)}" for one in made.stream.item_types]
    return f"Types: {', '.join(shares)}. On the board: {len(made.stream.board)}."
