"""The stages of the stream, each with what it rests on."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.calibration.held import Held, busy_behind, held_by
from sim.calibration.result import Settings, StageFindings
from sim.calibration.stays import MINUTE, Stays, seen_of
from sim.distributions import Distribution, Family, Fit, fit, scaled
from sim.log import Kind
from sim.stream import Blockers, Rework, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sim.calibration.evidence import Evidence
    from sim.calibration.kinds import Kinds
    from sim.calibration.result import Progress
    from sim.calibration.ways import Ways

FEWEST_OF_TYPE = 30
"""Finished visits of a type below which it has no time of its own."""

WORTH_BY_TYPE = 10.0
"""Gain in AIC from which types have times of their own."""

FEWEST_BLOCKERS = 3
"""Ended blockers below which nobody can tell how long they last."""

QUEUE = 0.8
"""Part of the waiting in which everybody behind was busy, from which it is a queue for them."""

ALL_BUSY = 0.95
"""Load above which one more person is taken: with less the queue could not have stayed bounded."""


@dataclass(frozen=True)
class Staged:
    """A stage and what it rests on.

    Attributes:
        stage: The stage of the stream.
        findings: What the history holds of it.
        unknown: What cannot be told of it, one sentence each.
    """

    stage: Stage
    findings: StageFindings
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Grounds:
    """All that stages are made of.

    Attributes:
        evidence: What the history holds.
        waits: Which stages are of waiting, by place, shape (stages,).
        stays: How long each visit was.
        ways: How items went from stage to stage.
        kinds: The item types.
        ids: Id of each stage.
        source: Name of the history.
        date: Date of the fits, ISO.
        settings: What a person told.
    """

    evidence: Evidence
    waits: NDArray[np.bool_]
    stays: Stays
    ways: Ways
    kinds: Kinds
    ids: tuple[str, ...]
    source: str
    date: str
    settings: Settings

    def name(self, place: int) -> str:
        """Give the name of a stage."""
        return self.evidence.log.stages[self.evidence.stages[place]].name

    def here(self, place: int) -> NDArray[np.bool_]:
        """Say which visits were to a stage, shape (visits,)."""
        return np.asarray(self.evidence.visits.stage == place)

    def fit(
        self, time: NDArray[np.float64], ended: NDArray[np.bool_], what: str, family: Family | None = None
    ) -> Fit:
        """Fit times, one of which has ended at least."""
        seen = seen_of(self.evidence, time, ended)
        return fit(seen, source=f"{self.source}: {what}", date=self.date, family=family)


def waits_of(evidence: Evidence) -> NDArray[np.bool_]:
    """Say which stages are of waiting, by the flow state that the history maps them to; shape (stages,)."""
    stages = [evidence.log.stages[number] for number in evidence.stages]
    return np.array([one.kind == "wait" or one.state in ("waiting", "new") for one in stages], bool)


def stages_of(grounds: Grounds, progress: Progress) -> tuple[Staged, ...]:
    """Make every stage of the stream; ``progress`` hears how many are made, and how many there are."""
    made = []
    for place, waits in enumerate(grounds.waits.tolist()):
        progress(place, len(grounds.waits))
        made.append(_wait_stage(grounds, place) if waits else _work_stage(grounds, place))
    return tuple(made)


def _wait_stage(grounds: Grounds, place: int) -> Staged:
    here, name = grounds.here(place), grounds.name(place)
    behind, queue = _queue(grounds, place)
    held = held_by(grounds.evidence, place)
    found = _fitted(grounds, here, place)
    stage = Stage(
        id=grounds.ids[place],
        name=name,
        kind="wait",
        delay=None if queue else _time(grounds, here, found),
        wip_limit=_limit(held, grounds.settings) if queue else None,
        skip=_skip(grounds, place),
        rework=_rework(grounds, place),
    )
    findings = _findings(stage, grounds.stays, here, held)
    findings = replace(findings, fit=found, busy_behind=behind, queue=queue)
    return Staged(stage, findings, _said(name, found))


def _queue(grounds: Grounds, place: int) -> tuple[float, bool]:
    """Give the part of the waiting in which everybody behind was busy, and whether it is a queue for them."""
    last = place + 1 == len(grounds.waits)
    behind = math.nan if last or grounds.waits[place + 1] else busy_behind(grounds.evidence, place)
    if grounds.settings.waits == "auto":
        return behind, behind >= QUEUE
    return behind, grounds.settings.waits == "queue"


def _work_stage(grounds: Grounds, place: int) -> Staged:
    here, name = grounds.here(place), grounds.name(place)
    told = _touch_told(grounds.evidence, place)
    share = 1.0 if told else grounds.settings.touch_share
    scaled_back = any(way.to == place and way.effort != 1.0 for way in grounds.ways.back)
    first = here & ~grounds.stays.back if scaled_back else here
    found = _fitted(grounds, first, place)
    by_type = _by_type(grounds, first, found, place) if found else {}
    held = held_by(grounds.evidence, place)
    people = _people(grounds.evidence, held, share, place)
    blockers, blocker, blocked = _blockers(grounds, here, name)
    stage = Stage(
        id=grounds.ids[place],
        name=name,
        workers=people,
        pull="ready" if place and grounds.waits[place - 1] and _queue(grounds, place - 1)[1] else "room",
        wip_limit=_limit(held, grounds.settings),
        time=scaled(_time(grounds, first, found), share),
        time_by_type={one: scaled(fitted.distribution, share) for one, fitted in by_type.items()},
        skip=_skip(grounds, place),
        rework=_rework(grounds, place),
        blockers=blockers,
    )
    findings = replace(
        _findings(stage, grounds.stays, here, held),
        fit=found,
        fits_by_type=by_type,
        blocked=blocked,
        blocker=blocker,
        touch_told=told,
    )
    return Staged(stage, findings, _said(name, found))


def _findings(stage: Stage, stays: Stays, here: NDArray[np.bool_], held: Held) -> StageFindings:
    return StageFindings(
        id=stage.id,
        name=stage.name,
        kind=stage.kind,
        visits=int(here.sum()),
        unfinished=int((here & ~stays.ended).sum()),
        fit=None,
        at_once=held.at_once,
        people=stage.workers,
        wip_p85=held.p85,
        wip_max=held.most,
    )


def _fitted(grounds: Grounds, rows: NDArray[np.bool_], place: int) -> Fit | None:
    """Fit the time of some visits to a stage; None where none has ended."""
    stays = grounds.stays
    if not (rows & stays.ended).any():
        return None
    family = grounds.settings.families.get(grounds.ids[place])
    return grounds.fit(stays.time[rows], stays.ended[rows], grounds.name(place), family)


def _time(grounds: Grounds, rows: NDArray[np.bool_], found: Fit | None) -> Distribution:
    """Give the fitted time; where none has ended, as if the next one of those there ended now."""
    if found is not None:
        return found.distribution
    total = float(grounds.stays.time[rows].sum())
    return Distribution(family="exponential", mean=total if total > MINUTE else 1.0)


def _by_type(grounds: Grounds, rows: NDArray[np.bool_], pooled: Fit, place: int) -> Mapping[str, Fit]:
    """Give the fits of types whose times differ; none where one time for all describes them as well."""
    kinds, ended = grounds.kinds, grounds.stays.ended
    kind = kinds.numbers[grounds.evidence.visits.item]
    enough = np.flatnonzero(np.bincount(kind[rows & ended], minlength=len(kinds.types)) >= FEWEST_OF_TYPE)
    if len(kinds.types) < 2 or not len(enough) or not pooled.candidates:
        return {}
    apart = [_fitted(grounds, rows & (kind == one), place) for one in enough.tolist()]
    rest = _fitted(grounds, rows & ~np.isin(kind, enough), place)
    parts = [one for one in (*apart, rest) if one is not None]
    if not all(one.candidates for one in parts):
        return {}
    if pooled.candidates[0].aic - sum(one.candidates[0].aic for one in parts) < WORTH_BY_TYPE:
        return {}
    pairs = zip(enough.tolist(), apart, strict=True)
    return {kinds.types[number].id: found for number, found in pairs if found is not None}


def _blockers(
    grounds: Grounds, here: NDArray[np.bool_], name: str
) -> tuple[Blockers | None, Fit | None, float]:
    """Give blockers, what their time rests on, and the share of visits that had one."""
    stays = grounds.stays
    hit = here & stays.was_blocked
    share = float(hit.sum() / max(int(here.sum()), 1))
    if int((hit & stays.block_ended).sum()) < FEWEST_BLOCKERS:
        return None, None, share
    found = grounds.fit(stays.blocked[hit], stays.block_ended[hit], f"blocked in {name}")
    return Blockers(time=found.distribution, probability=round(share, 6)), found, share


def _people(evidence: Evidence, held: Held, share: float, place: int) -> int:
    """Tell how many people work there: as told, else by how many items were worked on at once."""
    told = evidence.log.stages[evidence.stages[place]].workers
    if told is not None:
        return max(told, 1)
    load = held.mean_at_once * share
    enough = math.ceil(load / ALL_BUSY) if load else 1
    return max(math.ceil(held.at_once * share - 1e-9), enough, 1)


def _limit(held: Held, settings: Settings) -> int | None:
    if settings.limits == "none":
        return None
    return max(held.most if settings.limits == "max" else held.p85, 1)


def _skip(grounds: Grounds, place: int) -> dict[str, float]:
    shares = grounds.ways.skipped[:, place].tolist()
    types = grounds.kinds.types
    return {one.id: round(share, 6) for one, share in zip(types, shares, strict=True) if share > 0.0}


def _rework(grounds: Grounds, place: int) -> tuple[Rework, ...]:
    return tuple(
        Rework(to=grounds.ids[one.to], probability=round(one.probability, 6), effort=one.effort)
        for one in grounds.ways.back
        if one.origin == place
    )


def _touch_told(evidence: Evidence, place: int) -> bool:
    log, number = evidence.log, evidence.stages[place]
    return bool(((log.kind == Kind.STARTED) & (log.stage == number)).any())


def _said(name: str, found: Fit | None) -> tuple[str, ...]:
    if found is not None:
        return ()
    return (f"{name}: nobody has left it, so its time is not known; a guess stands in the stream.",)
