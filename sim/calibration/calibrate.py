"""From a history to a stream that runs, with all that it rests on."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

from sim.calibration.arrived import arrivals_of
from sim.calibration.evidence import Evidence, evidence_of, only
from sim.calibration.kinds import Kinds, ids_for, kinds_of
from sim.calibration.result import PLAIN, Calibration, Progress, Settings, no_progress
from sim.calibration.staged import Grounds, Staged, stages_of, waits_of
from sim.calibration.stays import stays_of
from sim.calibration.ways import ways_of
from sim.calibration.words import assumptions, gaps
from sim.errors import CalibrationFault
from sim.log import NOWHERE, date_of, lives
from sim.stream import BoardItem, Stream, problems

if TYPE_CHECKING:
    from sim.log import EventLog
    from sim.stream import Calendar


def calibrate(
    log: EventLog, date: str, settings: Settings = PLAIN, progress: Progress = no_progress
) -> Calibration:
    """Make a stream of a history.

    Args:
        log: What happened: an imported history, or a simulation.
        date: Date of the calibration, ISO, kept with every fit.
        settings: What the history cannot tell.
        progress: Called with stages fitted and in all. It may raise to stop the work.

    Raises:
        CalibrationFault: If nothing was begun, there are too many stages, or a setting cannot be.
    """
    _check(settings)
    grounds = _grounds(evidence_of(log, settings.calendar, settings.last_days), date, settings)
    evidence, kinds = grounds.evidence, grounds.kinds
    staged = stages_of(grounds, progress)
    arrived = arrivals_of(evidence, source=f"{grounds.source}: arrivals", date=date)
    stream = Stream(
        name=PurePath(grounds.source).stem or "History",
        description=f"Made on {date} from {grounds.source}, {len(evidence.kept)} items.",
        time_unit=evidence.log.base.unit,
        calendar=_calendar(evidence),
        item_types=kinds.types,
        arrivals=(arrived.arrivals,),
        stages=tuple(one.stage for one in staged),
        board=_board(evidence, staged, kinds),
    )
    stages = tuple(one.findings for one in staged)
    said = (*evidence.assumed, *assumptions(stages, settings), *kinds.assumed, *arrived.assumed)
    untold = (*gaps(evidence, grounds.stays, stages), *(one for each in staged for one in each.unknown))
    return Calibration(
        stream=stream,
        stages=stages,
        arrivals=arrived.findings,
        assumed=(*said, *grounds.ways.assumed),
        unknown=(*untold, *grounds.ways.unknown, *arrived.unknown),
        problems=problems(stream),
        history=only(evidence.log, evidence.kept, evidence.until),
        since=evidence.since,
        days=evidence.worked.words,
        settings=settings,
    )


def _grounds(evidence: Evidence, date: str, settings: Settings) -> Grounds:
    kinds, waits = kinds_of(evidence), waits_of(evidence)
    stays = stays_of(evidence, waits)
    names = [evidence.log.stages[number].name for number in evidence.stages]
    return Grounds(
        evidence=evidence,
        waits=waits,
        stays=stays,
        ways=ways_of(evidence, stays, waits, kinds),
        kinds=kinds,
        ids=tuple(ids_for(names, "stage")),
        source=evidence.log.origin.source or "history",
        date=date,
        settings=settings,
    )


def _check(settings: Settings) -> None:
    if not 0.0 < settings.touch_share <= 1.0:
        raise CalibrationFault(
            f"The share of touch time is {settings.touch_share:g}; it must be above 0 and at most 1.",
            "Give 0.4 where people work on an item for 40 % of its time in stages of work.",
        )


def _calendar(evidence: Evidence) -> Calendar:
    """Give the stream's calendar, time 0 being the day after the history's last."""
    base = evidence.log.base
    if base.origin is None:
        return evidence.worked.calendar
    last = date_of(base, max(evidence.log.end - 1e-9, evidence.log.start)).date()
    changes = {"starts": last + dt.timedelta(days=1), "time_zone": base.zone}
    return evidence.worked.calendar.model_copy(update=changes)


def _board(evidence: Evidence, staged: tuple[Staged, ...], kinds: Kinds) -> tuple[BoardItem, ...]:
    """Give the items that are in the stream on the last day, each where it is, oldest first."""
    log = evidence.log
    life, stay = lives(log), evidence.visits
    place = np.full(len(log.items), NOWHERE, np.int64)
    inside = np.isnan(stay.left)
    place[stay.item[inside]] = stay.stage[inside]
    free = {number: one.stage.workers or 0 for number, one in enumerate(staged)}
    board = []
    for item in evidence.kept.tolist():
        here = int(place[item])
        if here < 0 or not np.isnan(life.done[item]):
            continue
        active = free[here] > 0
        free[here] -= active
        age = round(max(log.end - float(life.commitment[item]), 0.0), 6)
        kind = kinds.types[int(kinds.numbers[item])].id
        state = "active" if active else "waiting"
        board.append(BoardItem(type=kind, stage=staged[here].stage.id, age=age, state=state))
    return tuple(board)
