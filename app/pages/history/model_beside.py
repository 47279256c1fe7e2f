"""A model beside its history, as rows and pictures to show: run away from the window."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Literal

from app.charts import BesideState, FlowBesideState
from app.jobs import Cancelled, Track
from sim.stream import counted

if TYPE_CHECKING:
    from sim.experiment import HistoryCheck, MetricVerdict, Spread
    from sim.log import EventLog
    from sim.stream import Stream

Place = Literal["inside", "above", "below", "unknown"]
"""Where a figure of the history lies beside those of the model's runs."""


@dataclass(frozen=True)
class Past:
    """A history as a model is set beside it.

    Attributes:
        log: What happened; in the stream's time, if ``since`` is given.
        since: From when it counts; None where it is still to be told in the stream's time.
        last_days: Days of history to look at, to its end; all if None.
    """

    log: EventLog
    since: float | None = None
    last_days: int | None = None


@dataclass(frozen=True)
class BesideRequest:
    """A model to be run beside a history.

    Attributes:
        past: The history.
        stream: The model.
        runs: Runs.
        seed: Their seed.
        enough: Set once the runs made so far are enough.
    """

    past: Past
    stream: Stream
    runs: int
    seed: int
    enough: Event = field(default_factory=Event, compare=False)


@dataclass(frozen=True)
class BesideRow:
    """One figure of both.

    Attributes:
        cells: Figure, history, model, interval, verdict in a word.
        place: Where the history lies.
        text: The verdict in words.
    """

    cells: tuple[str, ...]
    place: Place
    text: str


@dataclass(frozen=True)
class Beside:
    """All that the page shows of a model beside its history.

    Attributes:
        check: The figures.
        rows: The same as rows.
        headline: The whole in one sentence.
        detail: How it was run and measured.
        times: Share of items done within a time, of both.
        done: Items done by period, of both.
        flows: Cumulative flow of history and of one run.
        run_note: Which run it is.
    """

    check: HistoryCheck
    rows: tuple[BesideRow, ...]
    headline: str
    detail: str
    times: BesideState
    done: BesideState
    flows: tuple[FlowBesideState, FlowBesideState]
    run_note: str

    @property
    def outside(self) -> int:
        """Figures of the history that no run comes near."""
        return sum(one.place in ("above", "below") for one in self.rows)


HEADINGS = ("Figure", "History", "Model", "95 % of the runs", "Verdict")
_WORDS: dict[Place, str] = {
    "inside": "inside",
    "above": "history above",
    "below": "history below",
    "unknown": "cannot tell",
}


def beside(request: BesideRequest, track: Track) -> Beside:
    """Run a model as long as its history, and set both side by side.

    Raises:
        CalibrationFault: If nothing of the history was begun.
        StreamFault: If the stream has errors.
        Cancelled: If nobody wants it any more, before the first run ended.
    """
    from sim.calibration import history_in_time_of
    from sim.engine import warm_cache
    from sim.experiment import beside_history

    def wait(_: float) -> None:
        if request.enough.is_set():
            raise Cancelled
        track.report(0.0, "compiling the engine")

    # What is not compiled yet is compiled in a child process: in this one the window would stand still.
    warm_cache(wait)
    past, since = request.past.log, request.past.since
    if since is None:
        past, since = history_in_time_of(past, request.stream, request.past.last_days)
    track.report(0.0, f"0 of {request.runs} runs")
    check = beside_history(
        past,
        since,
        request.stream,
        runs=request.runs,
        seed=request.seed,
        progress=lambda done, total: track.report(done / total, f"{done} of {total} runs"),
        enough=request.enough.is_set,
    )
    return beside_of(check)


def beside_of(check: HistoryCheck) -> Beside:
    """Put a comparison as it is shown."""
    pictures = check.pictures
    unit = f"{check.stream.time_unit}s" if check.rule == "elapsed" else "days"
    top = max(int(pictures.history_flow.max(initial=1)), int(pictures.model_flow.max(initial=1)))
    times = pictures.begin + pictures.flow_at
    flows = tuple(
        FlowBesideState(pictures.base, times, pictures.bands, flow, top=top)
        for flow in (pictures.history_flow, pictures.model_flow)
    )
    return Beside(
        check=check,
        rows=tuple(_row(one) for one in check.verdicts),
        headline=headline(check),
        detail=detail(check),
        times=_state(check, "shares", pictures.times, unit),
        done=_state(check, "counts", pictures.done, pictures.period),
        flows=(flows[0], flows[1]),
        run_note=f"run {pictures.run} of {check.runs}",
    )


def headline(check: HistoryCheck) -> str:
    """Say what came of it, and whether all runs were made."""
    stopped = (
        f" Stopped after {check.runs} of {check.asked} runs: what they give is below."
        if check.runs < check.asked
        else ""
    )
    return f"{check.summary[:1].upper()}{check.summary[1:]}{stopped}"


def detail(check: HistoryCheck) -> str:
    """Say how model and history were measured."""
    unit = check.stream.time_unit
    length, cut = (
        counted(round(value) if value >= 100 else float(value), unit) for value in (check.length, check.cut)
    )
    return (
        f"{counted(check.runs, 'run')} of the model, each as long as the history. Both begin empty: the "
        f"first {cut} of both are left out, the other {length} are measured by the same rules."
    )


def _row(one: MetricVerdict) -> BesideRow:
    from sim.experiment import shown

    past, model, low, high = (
        shown(value, one.unit) for value in (one.history, one.median, one.low, one.high)
    )
    unit = f" {one.unit}" if one.unit else ""
    place = _place(one)
    interval = f"{low} – {high}" if one.inside is not None else "–"
    name = f"{one.label[:1].upper()}{one.label[1:]}"
    return BesideRow((name, f"{past}{unit}", model, interval, _WORDS[place]), place, one.text)


def _place(one: MetricVerdict) -> Place:
    if one.inside is None:
        return "unknown"
    return "inside" if one.inside else "above" if one.history > one.high else "below"


def _state(check: HistoryCheck, kind: Literal["shares", "counts"], spread: Spread, unit: str) -> BesideState:
    return BesideState(
        kind=kind,
        base=check.pictures.base,
        at=spread.at,
        history=spread.history,
        median=spread.median,
        low=spread.low,
        high=spread.high,
        unit=unit,
        runs=check.runs,
    )
