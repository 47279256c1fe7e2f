"""A stream made of a history, as rows and pictures to show: worked out away from the window."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from app.charts import FitState, fit_state
from app.jobs import Track
from app.pages.history.model_part import ModelPart, part_to_model
from app.pages.history.model_words import facts_of, family_text, figure, thin
from app.pages.history.part import View
from sim.log import date_of

if TYPE_CHECKING:
    from sim.calibration import Calibration, Settings, StageFindings
    from sim.distributions import Distribution, Fit
    from sim.log import EventLog

ARRIVALS: Final = "arrivals"
"""The row of arrivals; the others go by the id of their stage, in front of which stands ``stage.``."""

HEADINGS: Final = (
    "Stage",
    "Kind",
    "Visits",
    "Time",
    "p50",
    "p85",
    "Off by",
    "People",
    "Limit",
    "Skipped",
    "Back",
)
NO_VALUE: Final = "–"


@dataclass(frozen=True)
class MakeRequest:
    """A history to make a stream of.

    Attributes:
        log: What happened.
        date: Its last day, ISO.
        settings: What it cannot tell.
        view: Which part of it is looked at.
    """

    log: EventLog
    date: str
    settings: Settings
    view: View = field(default_factory=View)


@dataclass(frozen=True)
class CandidateRow:
    """One family tried: its name, how much worse by AIC, how far off, and whether it passes its test."""

    family: str
    behind: str
    off: str
    passes: str
    is_chosen: bool


@dataclass(frozen=True)
class FitPart:
    """Times that were fitted together.

    Attributes:
        name: Which: "all items", a type's name, "blocked".
        state: The picture.
        family: What was chosen, in a sentence with its marks.
        reason: Why.
        goodness: Where it comes from and how good it is.
        candidates: Every family tried, best first.
    """

    name: str
    state: FitState
    family: str
    reason: str
    goodness: str
    candidates: tuple[CandidateRow, ...]


@dataclass(frozen=True)
class Row:
    """One row of the table: arrivals, or a stage.

    Attributes:
        key: Arrivals, or the stage.
        cells: Under the headings.
        tips: A sentence for each cell; empty for none.
        parts: What was fitted; none where nothing has ended.
        can_choose: Whether a family can be told.
    """

    key: str
    cells: tuple[str, ...]
    tips: tuple[str, ...]
    parts: tuple[FitPart, ...]
    can_choose: bool

    @property
    def stage(self) -> str:
        """The id of the stage; empty for arrivals."""
        return "" if self.key == ARRIVALS else self.key.removeprefix("stage.")


@dataclass(frozen=True)
class Made:
    """All that the page shows of a stream made of a history.

    Attributes:
        calibration: The stream and what it rests on.
        rows: Arrivals first, then the stages in flow order.
        facts: What was found beside them: label and sentence.
        thin: What rests on too little.
        doubts: What is doubtful about the stream itself.
        part: What of the history it was made of; None for all.
    """

    calibration: Calibration
    rows: tuple[Row, ...]
    facts: tuple[tuple[str, str], ...]
    thin: tuple[str, ...]
    doubts: tuple[str, ...]
    part: ModelPart | None = None


def make(request: MakeRequest, track: Track) -> Made:
    """Make a stream of a history.

    Raises:
        CalibrationFault: If nothing was begun, or there are too many stages.
        Cancelled: If nobody wants it any more.
    """
    from sim.calibration import calibrate

    def heard(done: int, total: int) -> None:
        track.report(0.05 + 0.85 * done / total, f"Fitting times: stage {done + 1} of {total}")

    track.report(0.0, "Reading times")
    part = part_to_model(request.log, request.view)
    date = request.date if part.log.end == request.log.end else last_date(part.log)
    found = calibrate(part.log, date, request.settings, heard)
    track.report(0.95, "Drawing pictures")
    made = made_of(found)
    return replace(made, part=part, doubts=(*((part.doubt,) if part.doubt else ()), *made.doubts))


def last_date(log: EventLog) -> str:
    """Give a history's last day, ISO."""
    return "undated" if log.base.origin is None else date_of(log.base, log.end).date().isoformat()


def made_of(found: Calibration) -> Made:
    """Put a calibration as it is shown."""
    return Made(
        calibration=found,
        rows=(_arrivals_row(found), *(_stage_row(found, one) for one in found.stages)),
        facts=facts_of(found),
        thin=thin(found),
        doubts=tuple(f"{one.what} {one.fix}".strip() for one in found.problems),
    )


def _arrivals_row(found: Calibration) -> Row:
    arrivals = found.arrivals
    (source,) = found.stream.arrivals
    time = getattr(source, "time", None)
    parts = (_part(found, "between arrivals", "Arrivals", arrivals.fit),) if arrivals.fit is not None else ()
    cells = ["Arrivals", "in batches" if arrivals.batches else "one by one", str(arrivals.items)]
    cells += [family_text(time), *_marks(time), _off(arrivals.fit)]
    tips = ["Times between items that were committed to", "", "Items that were committed to"]
    return Row(ARRIVALS, _filled(cells), _filled(tips, ""), parts, can_choose=False)


def _stage_row(found: Calibration, one: StageFindings) -> Row:
    stage = found.stream.stage(one.id)
    time = stage.time if one.kind == "work" else stage.delay
    ended = one.visits - one.unfinished
    skipped = max(stage.skip.values(), default=0.0)
    back = sum(each.probability for each in stage.rework)
    cells = (
        one.name,
        one.kind,
        f"{ended} + {one.unfinished}" if one.unfinished else str(ended),
        family_text(time),
        *_marks(time),
        _off(one.fit),
        NO_VALUE if one.people is None else str(one.people),
        NO_VALUE if stage.wip_limit is None else str(stage.wip_limit),
        _percent(skipped),
        _percent(back),
    )
    limit = f"It held {one.wip_max} at most, and no more than {one.wip_p85} in 85 % of the time"
    tips = (
        one.name,
        "People work here" if one.kind == "work" else "Items wait here",
        f"{ended} visits ended" + (f", {one.unfinished} still last" if one.unfinished else ""),
        "" if one.fit is None else one.fit.reason,
        *(f"{mark} of the visits take no longer" for mark in ("Half", "85 %")),
        "Largest distance between the fitted curve and the data",
        f"At most {one.at_once} worked on at once" if one.people is not None else "",
        limit,
        "Largest share of a type that passes this stage by",
        "Share of those leaving that go back",
    )
    named = {kind.id: kind.name for kind in found.stream.item_types}
    pooled = [] if one.fit is None else [("all items", one.fit)]
    apart = [(named[kind], fit) for kind, fit in one.fits_by_type.items()]
    blocked = [] if one.blocker is None else [("time blocked", one.blocker)]
    parts = tuple(_part(found, name, one.name, fit) for name, fit in (*pooled, *apart, *blocked))
    return Row(f"stage.{one.id}", cells, tips, parts, can_choose=_can_choose(one.fit))


def _can_choose(found: Fit | None) -> bool:
    return found is not None and len(found.candidates) > 1


def _part(found: Calibration, name: str, what: str, fit: Fit) -> FitPart:
    from sim.distributions import describe

    unit = _days(found)
    named = fit.distribution
    rests = named.provenance.goodness if named.provenance is not None else ""
    return FitPart(
        name=name,
        state=fit_state(fit, what, unit),
        family=f"{family_text(named).capitalize()}: {describe(named, unit)}",
        reason=fit.reason,
        goodness=f"{rests[:1].upper()}{rests[1:]}." if rests else "",
        candidates=_candidates(fit),
    )


def _days(found: Calibration) -> str:
    """Name the unit of durations: one of the stream's days is a working day."""
    unit = f"{found.stream.time_unit}s"
    return found.days if unit == "days" else unit


def _candidates(fit: Fit) -> tuple[CandidateRow, ...]:
    best = min((one.aic for one in fit.candidates), default=0.0)
    chosen = fit.distribution.family
    return tuple(
        CandidateRow(
            family=one.distribution.family,
            behind="best" if one.aic == best else f"+ {figure(one.aic - best)}",
            off=f"{one.goodness.distance * 100:.1f} %",
            passes="fits" if one.goodness.passes else "differs",
            is_chosen=one.distribution.family == chosen,
        )
        for one in fit.candidates
    )


def _marks(time: Distribution | None) -> tuple[str, str]:
    from sim.distributions import ppf

    if time is None:
        return NO_VALUE, NO_VALUE
    p50, p85 = (figure(float(value)) for value in ppf(time, (0.5, 0.85)))
    return p50, p85


def _off(fit: Fit | None) -> str:
    """Give the largest distance of curve and data; nothing where the data themselves stand."""
    if fit is None or fit.goodness is None:
        return NO_VALUE
    return f"{fit.goodness.distance * 100:.0f} %"


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %" if share >= 0.005 else "< 1 %" if share else NO_VALUE


def _filled(cells: list[str], rest: str = NO_VALUE) -> tuple[str, ...]:
    return (*cells, *[rest] * (len(HEADINGS) - len(cells)))
