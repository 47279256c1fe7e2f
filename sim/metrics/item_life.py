"""One item's life so far: where it was, what it did there, and for how long."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from sim.log import NOWHERE, Doing, EventLog, Kind, lives, states


@dataclass(frozen=True)
class Stretch:
    """A stretch of time in which an item did one thing.

    Attributes:
        stage: Stage number; ``NOWHERE`` in the backlog.
        doing: What it did.
        begin: Begin, in the log's time.
        end: End; the moment the life is told of where it still does that.
    """

    stage: int
    doing: Doing
    begin: float
    end: float

    @property
    def length(self) -> float:
        """How long it took, or takes so far."""
        return self.end - self.begin


@dataclass(frozen=True)
class StageVisit:
    """A visit to a stage, or to the backlog (``NOWHERE``).

    Attributes:
        stage: Stage number.
        stretches: What the item did there, in order; there is at least one.
        is_back: Whether it came back to an earlier stage: rework.
    """

    stage: int
    stretches: tuple[Stretch, ...]
    is_back: bool = False

    @property
    def begin(self) -> float:
        """When it came."""
        return self.stretches[0].begin

    @property
    def end(self) -> float:
        """When it left, or the moment that the life is told of."""
        return self.stretches[-1].end

    def spent(self, *doings: Doing) -> float:
        """Give the time spent on some doings."""
        return math.fsum(each.length for each in self.stretches if each.doing in doings)


@dataclass(frozen=True)
class ItemLife:
    """What a log tells of one item up to a moment.

    Attributes:
        item: Item number.
        type: Index into the log's types.
        service_class: Index into the log's classes.
        now: The moment.
        arrival: When it arrived, NaN where unknown.
        commitment: When its flow time began, NaN if it has not.
        done: When it was done, NaN if it is not.
        visits: Stages that it was in, the backlog first, in order of time.
    """

    item: int
    type: int
    service_class: int
    now: float
    arrival: float
    commitment: float
    done: float
    visits: tuple[StageVisit, ...]

    @property
    def is_done(self) -> bool:
        """Whether it has left the stream for good."""
        return not math.isnan(self.done)

    @property
    def age(self) -> float:
        """Time since it arrived, up to its end if it is done; NaN where its arrival is unknown."""
        return (self.done if self.is_done else self.now) - self.arrival

    @property
    def flow_time(self) -> float:
        """Time since its commitment, up to its end if it is done; NaN if it is not committed to."""
        return (self.done if self.is_done else self.now) - self.commitment

    @property
    def touched(self) -> float:
        """Time that it was worked on since its commitment, whether or not its worker had others in hand."""
        return math.fsum(
            each.length
            for visit in self.visits
            for each in visit.stretches
            if each.doing == Doing.WORKING and each.begin >= self.commitment
        )

    @property
    def efficiency(self) -> float:
        """Share of its flow time that it was worked on, 0 to 1; NaN before any flow time has passed."""
        return self.touched / self.flow_time if self.flow_time > 0 else math.nan

    @property
    def present(self) -> Stretch | None:
        """What it does now; None if it is done."""
        return None if self.is_done or not self.visits else self.visits[-1].stretches[-1]


def item_life(log: EventLog, item: int, until: float | None = None) -> ItemLife:
    """Tell one item's life from its rows alone; how long the log is hardly matters.

    Args:
        log: A log.
        item: Number of an item in it.
        until: Up to which moment; the log's end if None.

    Raises:
        IndexError: If the log has no such item.
    """
    if not 0 <= item < len(log.items):
        raise IndexError(f"item {item} of {len(log.items)}")
    now = log.end if until is None else until
    own = _own_rows(log, item, now)
    life = lives(own)
    return ItemLife(
        item=item,
        type=int(log.items.type[item]),
        service_class=int(log.items.service_class[item]),
        now=now,
        arrival=float(life.arrival[item]),
        commitment=float(life.commitment[item]),
        done=float(life.done[item]),
        visits=_visits(own),
    )


def _own_rows(log: EventLog, item: int, until: float) -> EventLog:
    """Give a log of the rows of one item, as it was at a moment."""
    upto = int(log.time.searchsorted(until, "right"))
    rows = np.flatnonzero(log.item[:upto] == item)
    columns = {name: getattr(log, name)[rows] for name in ("time", "item", "kind", "stage", "who")}
    return replace(log, **columns, end=until)


def _visits(own: EventLog) -> tuple[StageVisit, ...]:
    """Divide what one item did at its entries: a stage may be entered twice in a row."""
    entries = own.time[(own.kind == Kind.ENTERED)].tolist()
    found: list[tuple[int, list[Stretch]]] = []
    did = states(own)
    rows = zip(did.stage.tolist(), did.doing.tolist(), did.begin.tolist(), did.end.tolist(), strict=True)
    for stage, doing, begin, end in rows:
        stretch = Stretch(stage, Doing(doing), begin, end)
        again = bool(found) and found[-1][1][-1].end == begin and begin in entries
        if not found or found[-1][0] != stage or again:
            found.append((stage, []))
        found[-1][1].append(stretch)
    visits, farthest = [], NOWHERE
    for stage, stretches in found:
        visits.append(StageVisit(stage, tuple(stretches), stage < farthest))
        farthest = max(farthest, stage)
    return tuple(visits)
