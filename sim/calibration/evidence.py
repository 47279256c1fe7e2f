"""What a history holds that a stream can be made of: items from commitment on, in the stream's own time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.calibration.worked import WorkedTime, worked_time
from sim.errors import CalibrationFault
from sim.log import EventLog, Visits, day_start, lives, local_day, on_calendar, units_per_day, visits
from sim.wording import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.stream import Calendar, Stream

MOST_STAGES = 62
"""A stream holds no more."""


MOST_NAMES = 5
FEWEST_GAPS = 10
STOPPED = 10.0
"""Mean gaps without an arrival, at the end of a history, from which arrivals are said to have stopped."""


@dataclass(frozen=True)
class Evidence:
    """The part of a history that is about the stream itself.

    Attributes:
        log: The history in the stream's time.
        worked: Its calendar, how it was told, and how exact its moments are.
        kept: Items that were committed to, by number, in order of commitment, shape (items,).
        committed: When each of them was, shape (items,).
        stages: Numbers of the stages that the stream will have, in flow order.
        visits: Visits of these items to these stages, ``stage`` being the place in ``stages``.
        since: From when items are looked at.
        until: To when arrivals are: the log's end, or the last arrival if they stopped long before it.
        assumed: What was assumed, one sentence each.
    """

    log: EventLog
    worked: WorkedTime
    kept: NDArray[np.int64]
    committed: NDArray[np.float64]
    stages: tuple[int, ...]
    visits: Visits
    since: float
    until: float
    assumed: tuple[str, ...]

    @property
    def grain(self) -> float:
        """Length of the day that moments are rounded down to; 0 where they are exact."""
        return self.worked.grain

    @property
    def span(self) -> float:
        """Time that arrivals were looked at."""
        return self.until - self.since


def evidence_of(history: EventLog, calendar: Calendar | None, last_days: int | None) -> Evidence:
    """Take what a history holds of a stream.

    Args:
        history: What happened.
        calendar: When people work; guessed if None.
        last_days: Days of history to look at, to its end; all if None.

    Raises:
        CalibrationFault: If nothing was begun, or there are too many stages.
    """
    worked = worked_time(history, calendar)
    keeps = history.base.origin is None or worked.calendar is history.base.calendar
    log = history if keeps else on_calendar(history, worked.calendar)
    since, until, kept = _looked_at(log, last_days)
    stay = _visits_of(log, kept)
    numbers = np.unique(stay.stage)
    _refuse_too_many(numbers)
    place = np.searchsorted(numbers, stay.stage).astype(np.int16)
    return Evidence(
        log=log,
        worked=worked,
        kept=kept,
        committed=lives(log).commitment[kept],
        stages=tuple(numbers.tolist()),
        visits=Visits(stay.item, place, stay.entered, stay.left),
        since=since,
        until=until,
        assumed=(*worked.assumed, *_left_out(log, numbers, _since(log, last_days)), *_stopped(log, until)),
    )


def history_in_time_of(log: EventLog, stream: Stream, last_days: int | None = None) -> tuple[EventLog, float]:
    """Tell a history in the time of a stream, as far as the two can be set side by side.

    Args:
        log: What happened.
        stream: Whose calendar and unit count.
        last_days: Days of history to look at, to its end; all if None.

    Returns:
        The history of the items that were committed to, and from when it is looked at.

    Raises:
        CalibrationFault: If nothing was begun.
    """
    told = log
    if log.base.origin is not None and log.base.calendar is None:
        told = on_calendar(log, stream.calendar, stream.time_unit)
    since, until, kept = _looked_at(told, last_days)
    return only(told, kept, until), since


def listed(names: Sequence[str]) -> str:
    """List names: ``Build, Test and Release``; of many, the first few."""
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[:MOST_NAMES])} and {len(names) - MOST_NAMES} more"
    return joined(names)


def up_to(log: EventLog, until: float) -> EventLog:
    """Give a log as it was known at a moment: what came later has not happened."""
    return only(log, np.unique(log.item[log.time <= until]).astype(np.int64), until)


def only(log: EventLog, items: NDArray[np.int64], until: float) -> EventLog:
    """Give a log of the events of some items up to a moment; the others stay as items without a life."""
    wanted = np.zeros(len(log.items), bool)
    wanted[items] = True
    rows = np.flatnonzero(wanted[log.item] & (log.time <= until))
    arrival = np.where(wanted, log.items.arrival, np.nan)
    return replace(
        log,
        time=log.time[rows],
        item=log.item[rows],
        kind=log.kind[rows],
        stage=log.stage[rows],
        who=log.who[rows],
        items=replace(log.items, arrival=arrival),
        end=until,
    )


def _looked_at(log: EventLog, last_days: int | None) -> tuple[float, float, NDArray[np.int64]]:
    """Give from when to when arrivals are looked at, and the items committed to in that time.

    Raises:
        CalibrationFault: If there are none.
    """
    since = _since(log, last_days)
    kept = _committed(log, since)
    if not len(kept):
        raise CalibrationFault(
            "No item of the history was begun: there is nothing to make a stream of.",
            "Map the column that says when work began, or take a longer history.",
        )
    moments = lives(log).commitment[kept]
    if last_days is None:
        since = _day_of(log, float(moments[0]), 0)
    return max(since, log.start), _until(log, moments), kept


def _until(log: EventLog, moments: NDArray[np.float64]) -> float:
    """Give the log's end, or the end of the day of the last arrival where they stopped long before."""
    gaps = np.diff(moments)
    rest = log.end - float(moments[-1])
    day = units_per_day(log.base)
    if len(gaps) < FEWEST_GAPS or rest <= max(2.0 * gaps.max(), STOPPED * gaps.mean(), STOPPED * day):
        return log.end
    return min(_day_of(log, float(moments[-1]), 1) - 1e-6, log.end)


def _day_of(log: EventLog, time: float, more: int) -> float:
    """Give the begin of a time's local day, so many days later; without dates, the time itself."""
    if log.base.origin is None:
        return time
    return day_start(log.base, int(local_day(log.base, np.array([time]))[0]) + more)


def _since(log: EventLog, last_days: int | None) -> float:
    if last_days is None:
        return log.start
    if last_days < 1:
        raise CalibrationFault(f"The last {last_days} days hold nothing.", "Give 1 day or more.")
    if log.base.origin is None:
        return max(log.start, log.end - last_days * units_per_day(log.base))
    return max(log.start, _day_of(log, log.end, 1 - last_days))


def _committed(log: EventLog, since: float) -> NDArray[np.int64]:
    """Give the items committed to since then and not done before they were, by commitment."""
    life = lives(log)
    begun = (life.commitment >= since) & ~(life.done < life.commitment)
    items = np.flatnonzero(begun)
    return np.asarray(items[np.argsort(life.commitment[items], kind="stable")])


def _visits_of(log: EventLog, kept: NDArray[np.int64]) -> Visits:
    """Give the visits of some items to the stages of the stream, from commitment on."""
    stay = visits(log)
    wanted = np.zeros(len(log.items), bool)
    wanted[kept] = True
    states = np.array([stage.state for stage in log.stages])
    inside = (stay.stage >= log.commitment) & (states[stay.stage] != "done")
    rows = np.flatnonzero(wanted[stay.item] & inside)
    return Visits(stay.item[rows], stay.stage[rows], stay.entered[rows], stay.left[rows])


def _refuse_too_many(numbers: NDArray[np.int16]) -> None:
    if not len(numbers):
        raise CalibrationFault(
            "No item of the history entered a stage: there is nothing to make a stream of.",
            "Map the columns that say when an item entered each stage, or when it was started.",
        )
    if len(numbers) > MOST_STAGES:
        raise CalibrationFault(
            f"The history has {len(numbers)} stages; a stream holds at most {MOST_STAGES}.",
            "Map several statuses to one stage, or leave some out.",
        )


def _stopped(log: EventLog, until: float) -> tuple[str, ...]:
    if until >= log.end:
        return ()
    rest = (log.end - until) / units_per_day(log.base)
    return (
        f"Nothing was begun in the last {rest:.0f} days of the history: arrivals are taken up to then, and "
        "the model is compared with the time up to then.",
    )


def _left_out(log: EventLog, numbers: NDArray[np.int16], since: float) -> tuple[str, ...]:
    said = []
    used = set(numbers.tolist())
    before = [stage.name for number, stage in enumerate(log.stages) if number < log.commitment]
    if before:
        said.append(
            f"{listed(before)} {_come(before)} before commitment: items arrive in the model when they are "
            "committed to, since people choose when that is."
        )
    unused = [stage.name for n, stage in enumerate(log.stages) if n >= log.commitment and n not in used]
    if unused:
        said.append(f"Left out, since no item was seen there: {listed(unused)}.")
    life = lives(log)
    without = int(np.count_nonzero((life.done >= since) & ~(life.commitment <= life.done)))
    if without:
        said.append(
            f"Items done without a usable start, left out of the model and of comparisons alike: {without}."
        )
    return tuple(said)


def _come(names: list[str]) -> str:
    return "comes" if len(names) == 1 else "come"
