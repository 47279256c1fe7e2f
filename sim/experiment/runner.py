"""Run a stream many times, or several streams on the same random numbers."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from sim.engine import default_request, simulate_many
from sim.experiment.cell import LOAD_STRETCHES, Cell, Outcome, mean_load, measure_cell, run_cell
from sim.experiment.collect import changes, collect
from sim.experiment.design import Design, ends_by_itself
from sim.experiment.pools import SerialExecutor
from sim.experiment.results import Comparison, RunResult, ScenarioResult
from sim.metrics import mser5, settles
from sim.stream import apply_scenario, fingerprint, require_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from sim.stream import Scenario, Stream

PILOTS = 5
"""Replications that the automatic warm-up is judged by."""

BATCHES = 20
"""Windows that a single run is cut into, so that it has an interval too."""

CHUNKS = 16
"""Cells that a job is split into: enough for progress and cancelling, few enough to cost nothing."""


def no_progress(done: int, total: int) -> None:
    """Take progress and do nothing with it."""


def replicate(
    stream: Stream,
    design: Design = Design(),
    *,
    pool: Executor | None = None,
    progress: Callable[[int, int], None] = no_progress,
) -> RunResult:
    """Run a stream some times and give every flow metric with its interval.

    The answer is the same on every pool.

    Args:
        stream: What to run.
        design: How often, how long, from which seed.
        pool: Where the runs are made; here and now if None.
        progress: Called with replications done and in all. It may raise to stop the runs.

    Raises:
        StreamFault: If the stream has errors.
        UserFault: If the warm-up leaves nothing to measure.
    """
    design = completed(stream, design)
    cut = asked_cut(stream, design)
    outcomes = run_cells([stream], design, cut.time, pool or SerialExecutor(), progress)
    return collect(stream, design, cut.time, outcomes[0], doubt=cut.doubt)


def compare(
    base: Stream,
    scenarios: Sequence[Scenario],
    design: Design = Design(),
    *,
    pool: Executor | None = None,
    progress: Callable[[int, int], None] = no_progress,
) -> Comparison:
    """Set scenarios against their base under common random numbers.

    Replication k of every scenario meets the same items with the same luck as replication k of the base, so
    the difference of the two has far less noise than either. All share one warm-up: the longest.

    Args:
        base: The stream as it is.
        scenarios: Named lists of changes.
        design: How often, how long, from which seed.
        pool: Where the runs are made; here and now if None.
        progress: Called with replications done and in all. It may raise to stop the runs.

    Raises:
        StreamFault: If a stream has errors, or a change names a path that is not there.
    """
    design = completed(base, design)
    streams = [base, *(apply_scenario(base, scenario) for scenario in scenarios)]
    cuts = [warmup_cut(stream, design) for stream in streams]
    cut = max(one.time for one in cuts)
    outcomes = run_cells(streams, design, cut, pool or SerialExecutor(), progress)
    runs = [
        collect(stream, design, cut, found, doubt=one.doubt)
        for stream, found, one in zip(streams, outcomes, cuts, strict=True)
    ]
    return comparison_of(runs, scenarios)


def compare_known(
    base: Stream,
    scenarios: Sequence[Scenario],
    design: Design,
    *,
    known: Mapping[str, RunResult],
    pool: Executor | None = None,
    progress: Callable[[int, int], None] = no_progress,
) -> tuple[Comparison, dict[str, RunResult]]:
    """Set scenarios against their base, and run only those streams that were not run before.

    For a window in which one lever moves at a time. All share the warm-up of the base, so that a run made
    earlier can still be compared.

    Args:
        base: The stream as it is.
        scenarios: Named lists of changes.
        design: How often, how long, from which seed.
        known: Earlier runs by fingerprint of their stream; those of another design are run again.
        pool: Where the runs are made; here and now if None.
        progress: Called with replications done and in all. It may raise to stop the runs.

    Returns:
        The comparison, and its runs by fingerprint.

    Raises:
        StreamFault: If a stream has errors, or a change names a path that is not there.
    """
    design = completed(base, design)
    streams = [base, *(apply_scenario(base, scenario) for scenario in scenarios)]
    prints = [fingerprint(stream) for stream in streams]
    kept = {name: run for name, run in known.items() if made_by(run, design)}
    cut = kept[prints[0]].warmup if prints[0] in kept else warmup_cut(base, design).time
    kept = {name: run for name, run in kept.items() if run.warmup == cut}
    missing = {name: one for name, one in zip(prints, streams, strict=True) if name not in kept}
    outcomes = run_cells(list(missing.values()), design, cut, pool or SerialExecutor(), progress)
    for (name, stream), found in zip(missing.items(), outcomes, strict=True):
        kept[name] = collect(stream, design, cut, found)
    runs = [kept[name] for name in prints]
    return comparison_of(runs, scenarios), dict(zip(prints, runs, strict=True))


def made_by(run: RunResult, design: Design) -> bool:
    """Say whether a run is what a (completed) design would give."""
    asked = (run.request, run.replications, run.asked_warmup)
    known = run.stages or design.detail == "flow"
    return bool(known) and asked == (design.request, design.replications, design.warmup)


def comparison_of(runs: Sequence[RunResult], scenarios: Sequence[Scenario]) -> Comparison:
    """Set runs against the first of them."""
    against = [
        ScenarioResult(scenario, run, changes(runs[0], run))
        for scenario, run in zip(scenarios, runs[1:], strict=True)
    ]
    return Comparison(runs[0], tuple(against))


def completed(stream: Stream, design: Design) -> Design:
    """Give the design a horizon where it has none.

    Raises:
        StreamFault: If the stream has errors.
    """
    require_sound(stream)
    request = design.request
    if request.until is not None or request.items is not None:
        return design
    horizon = default_request(stream)
    return replace(design, request=replace(request, until=horizon.until, items=horizon.items))


class Cut(NamedTuple):
    """How much of each run's start is left out.

    Attributes:
        time: Time left out, in the stream's unit.
        doubt: What is doubtful about it, in words; empty if nothing is.
    """

    time: float
    doubt: str = ""


def warmup_cut(stream: Stream, design: Design) -> Cut:
    """Decide how much of each run's start is left out.

    A run that ends with its given items has no steady state to wait for: nothing is cut.
    """
    if design.warmup != "auto":
        return Cut(design.warmup)
    if ends_by_itself(stream):
        return Cut(0.0)
    return judged_cut(stream, design)


def judged_cut(stream: Stream, design: Design) -> Cut:
    """Give what MSER-5 would leave out, judged by the mean load of a few runs."""
    load, end = mean_load(Cell(stream, design.request, min(PILOTS, design.replications)))
    if settles(load):
        return Cut(end * mser5(load) / LOAD_STRETCHES)
    return Cut(0.0, CHANGED_BY_PLAN if stream.plan else UNSETTLED)


def asked_cut(stream: Stream, design: Design) -> Cut:
    """Give the cut of a single stream's runs; a warm-up that was asked for is called short if it is."""
    found = warmup_cut(stream, design)
    if design.warmup in ("auto", 0.0) or ends_by_itself(stream):
        return found
    judged = judged_cut(stream, design)
    if judged.doubt or judged.time <= found.time:
        return found._replace(doubt=judged.doubt)
    unit = f"{stream.time_unit}s"
    return found._replace(
        doubt=f"A warm-up of {found.time:g} {unit} is short: "
        f"MSER-5 on the mean load would leave out {judged.time:.4g} {unit}.",
    )


UNSETTLED = (
    "The load has not settled: MSER-5 would leave out more than half of each run. "
    "Run longer, or mend what overloads the stream; until then all times depend on how long the runs last."
)
"""Said where no warm-up is right."""

CHANGED_BY_PLAN = (
    "The load has not settled, since the plan changes the stream on the way: "
    "the figures are means over the time before and after."
)
"""Said where a plan keeps a stream from settling."""


def does_settle(run: RunResult) -> bool:
    """Say whether the load of a run settled, so that its times do not depend on how long it was."""
    return UNSETTLED not in run.warnings and CHANGED_BY_PLAN not in run.warnings


def run_cells(
    streams: Sequence[Stream],
    design: Design,
    cut: float,
    pool: Executor,
    progress: Callable[[int, int], None],
) -> list[list[Outcome]]:
    """Run all replications of all streams, in chunks, and give each stream's outcomes in order."""
    cells = [cell for stream in streams for cell in _cells(stream, design, cut)]
    total = design.replications * len(streams)
    found: list[Outcome] = []
    done = 0
    with closing(_ran(cells, pool)) as ran:
        for cell, outcomes in ran:
            found.extend(outcomes)
            done += cell.replications
            progress(done, total)
    each = len(found) // max(len(streams), 1)
    return [found[first : first + each] for first in range(0, len(found), each or 1)]


def _cells(stream: Stream, design: Design, cut: float) -> Iterator[Cell]:
    batches = BATCHES if design.replications == 1 else 1
    size = max(1, -(-design.replications // CHUNKS))
    for start in range(0, design.replications, size):
        request = replace(design.request, replication=design.request.replication + start)
        yield Cell(stream, request, min(size, design.replications - start), cut, batches, design.detail)


def _ran_in_turn(
    cells: Sequence[Cell], pool: Executor
) -> Generator[tuple[Cell, tuple[Outcome, ...]], None, None]:
    """Run the cells of one stream, whose replications follow on: the stream is laid out once for all."""
    logs = simulate_many(cells[0].stream, cells[0].request, sum(cell.replications for cell in cells))
    for cell in cells:
        yield cell, pool.submit(measure_cell, cell, islice(logs, cell.replications)).result()


def _ran(cells: Sequence[Cell], pool: Executor) -> Generator[tuple[Cell, tuple[Outcome, ...]], None, None]:
    """Run cells and give them in order, each as soon as it is there; closed early, it begins no more."""
    if isinstance(pool, SerialExecutor):
        # It works while it is asked: asked for one cell at a time, it can tell progress and be stopped.
        for _, group in groupby(cells, key=lambda cell: id(cell.stream)):
            yield from _ran_in_turn(tuple(group), pool)
        return
    jobs = [(cell, pool.submit(run_cell, cell)) for cell in cells]
    try:
        for cell, job in jobs:
            yield cell, job.result()
    finally:
        for _, job in jobs:
            job.cancel()
