"""Rows of a run as a frozen log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.engine.columns import Five
from sim.engine.items import ARRIVED
from sim.engine.layout import ONE
from sim.engine.request import RunRequest
from sim.engine.rows import take_items
from sim.log import EventLog, ItemTable, LogStage, LogType, Origin, TimeBase
from sim.stream import Stream, classes_of, fingerprint

if TYPE_CHECKING:
    from sim.engine.running import Running


class LogMaker:
    """Makes the logs of the runs of one stream, which share all that is the same in each."""

    def __init__(self, stream: Stream, request: RunRequest) -> None:
        self._request = request
        self._name = stream.name
        self._fingerprint = fingerprint(stream)
        self._stages = tuple(
            LogStage(
                id=stage.id,
                name=stage.name,
                kind=stage.kind,
                workers=(stage.workers or 1) if stage.kind == "work" else None,
                wip_limit=stage.wip_limit,
                holds=stage.on_finish == "hold",
                state="active" if stage.kind == "work" else "waiting",
                batch=stage.batch.size if stage.batch else 1,
            )
            for stage in stream.stages
        )
        self._types = tuple(LogType(one.id, one.name) for one in stream.item_types)
        self._classes = tuple(one.name or one.id for one in classes_of(stream))
        ids = [stage.id for stage in stream.stages]
        self._commitment = 0 if stream.commitment is None else ids.index(stream.commitment)
        zone = stream.calendar.time_zone
        self._base = TimeBase(unit=stream.time_unit, zone=zone, calendar=stream.calendar)

    def log(self, running: Running, end: int, replication: int) -> EventLog:
        """Make the log of a run that has ended at ``end`` ticks; its rows are taken from it."""
        running.collect()
        return self._of(running.columns.taken(), end, replication)

    def snapshot(self, running: Running, end: int, replication: int) -> EventLog:
        """Make a log of a run as it is at ``end`` ticks, and let it go on."""
        running.collect()
        return self._of(running.columns.since(0), end, replication)

    def _of(self, columns: Five, end: int, replication: int) -> EventLog:
        """Make a log of the engine's columns, whose rows of arrival name type and class."""
        time, item, kind, stage, who = columns
        count = int(np.count_nonzero(kind == ARRIVED))
        types, classes = np.empty(count, np.int16), np.empty(count, np.int16)
        arrival = np.empty(count, np.float64)
        take_items(time, kind, stage, who, types, classes, arrival)
        items = ItemTable(type=types, service_class=classes, arrival=arrival)
        clock = "simpy" if self._request.clock == "simpy" else "kernel"
        return EventLog(
            time=time,
            item=item,
            kind=kind,
            stage=stage,
            who=who,
            items=items,
            stages=self._stages,
            types=self._types,
            classes=self._classes,
            commitment=self._commitment,
            start=0.0,
            end=end / ONE,
            base=self._base,
            origin=Origin(
                "simulation", self._name, self._fingerprint, self._request.seed, replication, clock
            ),
        )
