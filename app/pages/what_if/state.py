"""What the What-if page shows, computed away from the window."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from app.charts import Spot, TradeOffState
from app.jobs import Track
from app.pages.levers import BASE_NAME, overruled
from sim.stream import a_unit, problems, readable_rate

if TYPE_CHECKING:
    from sim.experiment import Comparison, Estimate, MetricChange, RunResult, Scale, ScenarioResult
    from sim.stream import Scenario, Stream

Tone = Literal["better", "worse", "same", "different", "unclear", ""]

QUICK_RUNS = 20
"""Replications of the first picture, while the full number is still being run."""

SHOWN = ("flow_velocity", "flow_time_p50", "flow_time_p85", "flow_load", "flow_efficiency")
"""Metrics in the table, in order."""

NET = "net_value"
"""Value less what people and delay cost: in the table where the stream says something of money."""
_THOUSANDS = 20_000.0
"""Net value of a run from which thousands are told."""


@dataclass(frozen=True)
class Request:
    """What is compared.

    Attributes:
        base: The stream as it is.
        scenarios: What is changed in each.
        replications: Runs of each.
        seed: Seed of all.
        until: End of a run; None for a sensible one.
        known: Runs already made, by fingerprint, for this seed, number and horizon.
    """

    base: Stream
    scenarios: tuple[Scenario, ...]
    replications: int
    seed: int
    until: float | None = None
    known: Mapping[str, RunResult] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """One figure of the table."""

    text: str
    tone: Tone = ""
    tip: str = ""


@dataclass(frozen=True)
class Row:
    """One scenario in the table.

    Attributes:
        name: Its name.
        cells: One a metric shown.
        verdict: Its 85 % flow time against the base, in words; that of the base itself.
        sentence: The whole comparison in a sentence.
    """

    name: str
    cells: tuple[Cell, ...]
    verdict: str
    sentence: str


@dataclass(frozen=True)
class Picture:
    """All that the page shows of a comparison.

    Attributes:
        comparison: The figures.
        headings: Of the table's columns.
        rows: The base first.
        trade_off: Flow time against velocity.
        known: All runs made, by fingerprint.
        request: What was asked.
        warnings: What to know before trusting it.
    """

    comparison: Comparison
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    trade_off: TradeOffState
    known: Mapping[str, RunResult]
    request: Request
    warnings: tuple[str, ...]


def compare(request: Request, track: Track) -> Picture:
    """Run what is not known yet, and set every scenario against the base.

    Raises:
        StreamFault: If a stream has errors or a scenario does not fit it.
        Cancelled: If nobody wants the picture any more.
    """
    from sim.engine import RunRequest, warm_cache
    from sim.experiment import Design, compare_known

    # What is not compiled yet is compiled in a child process: in this one the window would stand still.
    warm_cache(lambda _: track.report(0.0))
    design = Design(RunRequest(seed=request.seed, until=request.until), request.replications, detail="flow")
    comparison, known = compare_known(
        request.base,
        request.scenarios,
        design,
        known=request.known,
        progress=lambda done, total: track.report(done / total),
    )
    return picture(comparison, known, request)


def picture(comparison: Comparison, known: Mapping[str, RunResult], request: Request) -> Picture:
    """Make table and trade-off picture of a comparison."""
    from sim.experiment import Scale

    stream = request.base
    velocity = comparison.base.flow_velocity.mean
    factor, unit = readable_rate(velocity, stream.time_unit, stream.calendar)
    columns = columns_of(comparison.base, factor)
    rows = [_base_row(comparison.base, stream, columns)]
    rate = Scale(factor, f" {stream.vocabulary.items} {a_unit(unit)}")
    rows.extend(_scenario_row(result, stream, rate, columns) for result in comparison.scenarios)
    runs = [(BASE_NAME, comparison.base), *((one.scenario.name, one.run) for one in comparison.scenarios)]
    spots = tuple(spot for spot in (_spot(name, run, factor) for name, run in runs) if spot is not None)
    label = f"velocity, {stream.vocabulary.items} {a_unit(unit)}"
    loads = [f"{name}: {one.what}" for name, run in runs[1:] for one in problems(run.stream)]
    plans = [note for one in comparison.scenarios for note in overruled(stream, one.scenario)]
    warnings = (*plans, *comparison.base.warnings, *(text for text in loads if text))
    return Picture(
        comparison=comparison,
        headings=_headings(stream, unit, columns),
        rows=tuple(rows),
        trade_off=TradeOffState(spots, label, f"85 % flow time, {stream.time_unit}s"),
        known=known,
        request=request,
        warnings=warnings,
    )


def scale_for(metric: str, factor: float) -> Scale:
    """Give the scale of a column; its unit stands in the heading."""
    from sim.experiment import Scale

    if metric == "flow_velocity":
        return Scale(factor=factor, decimals=1)
    return Scale(factor=100.0, unit=" %", decimals=0) if metric == "flow_efficiency" else Scale()


def columns_of(base: RunResult, factor: float) -> dict[str, Scale]:
    """Give the metrics in the table, each with its scale."""
    from sim.experiment import Scale

    columns = {metric: scale_for(metric, factor) for metric in SHOWN}
    if NET in base.series:
        is_large = abs(_mean(base, NET)) >= _THOUSANDS
        columns[NET] = Scale(factor=0.001, decimals=1) if is_large else Scale(decimals=0)
    return columns


def _headings(stream: Stream, rate_unit: str, columns: Mapping[str, Scale]) -> tuple[str, ...]:
    time_unit = stream.time_unit
    headings = {
        "flow_velocity": f"Velocity\n/ {rate_unit}",
        "flow_time_p50": f"Flow time\n50 %, {time_unit}s",
        "flow_time_p85": f"Flow time\n85 %, {time_unit}s",
        "flow_load": f"Flow load\n{stream.vocabulary.items}",
        "flow_efficiency": "Flow\nefficiency",
    }
    if NET in columns:
        headings[NET] = "Net value\n1 000s a run" if columns[NET].factor != 1.0 else "Net value\na run"
    return ("Scenario", "85 %\nflow time", *headings.values())


def _base_row(run: RunResult, stream: Stream, columns: Mapping[str, Scale]) -> Row:
    cells = []
    for metric, scale in columns.items():
        mean = _mean(run, metric)
        text = "–" if math.isnan(mean) else f"{mean * scale.factor:.{scale.decimals}f}{scale.unit}"
        cells.append(Cell(text))
    time = cells[list(columns).index("flow_time_p85")].text
    verdict = "" if time == "–" else f"{time} {stream.time_unit}s"
    return Row(BASE_NAME, tuple(cells), verdict, f"{stream.name} as it is; every scenario is set against it.")


def _mean(run: RunResult, metric: str) -> float:
    from sim.experiment import estimate

    return estimate(run.series[metric]).mean


def _scenario_row(result: ScenarioResult, stream: Stream, rate: Scale, columns: Mapping[str, Scale]) -> Row:
    from sim.experiment import judge, scale_of

    known = {change.metric: change for change in result.changes}
    cells = tuple(
        _change_cell(known[metric], scale) if metric in known else Cell("–", "unclear", "not known here")
        for metric, scale in columns.items()
    )
    time = judge(result.change("flow_time_p85"), scale_of("flow_time_p85", stream.time_unit)).text
    velocity = judge(result.change("flow_velocity"), rate).text
    sentence = f"{result.scenario.name}: 85 % flow time {time}; velocity {velocity}."
    return Row(result.scenario.name, cells, time, sentence)


def _change_cell(change: MetricChange, scale: Scale) -> Cell:
    from sim.experiment import digits_for, judge

    difference = change.difference
    if difference.n == 0:
        return Cell("–", "unclear", "nothing was done")
    digits = digits_for(difference.half_width, scale)
    mean = difference.mean * scale.factor
    half = difference.half_width * scale.factor
    sign = "+" if mean >= 0 else "−"
    spread = "" if difference.n < 2 else f" ± {half:.{digits}f}"
    # A share falls by points: a tenth less of 35 % would be another number.
    verdict = judge(change, replace(scale, unit=" points") if scale.unit == " %" else scale)
    now = f"{change.scenario.mean * scale.factor:.{max(scale.decimals, digits)}f}{scale.unit}"
    return Cell(f"{sign}{abs(mean):.{digits}f}{spread}", verdict.kind, f"{now}: {verdict.text}")


def _spot(name: str, run: RunResult, factor: float) -> Spot | None:
    from sim.experiment import estimate

    velocity, time = run.flow_velocity, estimate(run.series["flow_time_p85"])
    if velocity.n < 2 or time.n < 2:
        return None
    return Spot(name, *_ends(velocity, factor), *_ends(time, 1.0))


def _ends(estimate: Estimate, factor: float) -> tuple[float, float, float]:
    return estimate.mean * factor, estimate.low * factor, estimate.high * factor
