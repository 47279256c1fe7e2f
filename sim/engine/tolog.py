"""Rows of a run as a frozen log."""

from __future__ import annotations

from sim.engine.circumstances import changed_circumstances, conditions_of
from sim.engine.course import Course, steps_of
from sim.engine.layout import ONE
from sim.engine.request import RunRequest
from sim.engine.rows import Columns, Items
from sim.log import (
    Conditions,
    EventLog,
    ItemTable,
    LogGroup,
    LogStage,
    LogTeam,
    LogType,
    Origin,
    TimeBase,
)
from sim.stream import Stream, classes_of, fingerprint


class LogMaker:
    """Makes the logs of the runs of one stream, which share all that is the same in each."""

    def __init__(self, stream: Stream, request: RunRequest) -> None:
        self._request = request
        self._name = stream.name
        self._fingerprint = fingerprint(stream)
        self._at_first = steps_of(stream)[0].stream
        self._stages = log_stages(self._at_first)
        self._types = tuple(
            LogType(one.id, one.name, one.value, one.cost_of_delay) for one in self._at_first.item_types
        )
        self._classes = tuple(one.name or one.id for one in classes_of(stream))
        self._teams = tuple(
            LogTeam(one.id, one.name, one.size, one.multitask, one.cost_per_day)
            for one in self._at_first.teams
        )
        self._groups = log_groups(self._at_first)
        ids = [stage.id for stage in stream.stages]
        self._commitment = 0 if stream.commitment is None else ids.index(stream.commitment)
        zone = stream.calendar.time_zone
        self._base = TimeBase(unit=stream.time_unit, zone=zone, calendar=stream.calendar)

    def log(self, course: Course, end: int, replication: int) -> EventLog:
        """Make the log of a run that has ended at ``end`` ticks; its rows are taken from it."""
        course.running.collect()
        conditions = self._conditions(course)
        return self._of(course.running.columns.taken(), conditions, end, replication)

    def snapshot(self, course: Course, end: int, replication: int) -> EventLog:
        """Make a log of a run as it is at ``end`` ticks, and let it go on."""
        course.running.collect()
        return self._of(course.running.columns.seen(), self._conditions(course), end, replication)

    def _conditions(self, course: Course) -> Conditions:
        before = [self._at_first, *(step.stream for step in course.taken)]
        groups = [group.id for group in self._groups]
        changes = (
            row
            for step, old in zip(course.taken, before, strict=False)
            for row in changed_circumstances(step.at, old, step.stream, groups)
        )
        return conditions_of(changes, course.running.columns.aside)

    def _of(
        self, written: tuple[Columns, Items], conditions: Conditions, end: int, replication: int
    ) -> EventLog:
        (time, item, kind, stage, who), (types, classes, arrival) = written
        clock = "simpy" if self._request.clock == "simpy" else "kernel"
        return EventLog(
            time=time,
            item=item,
            kind=kind,
            stage=stage,
            who=who,
            items=ItemTable(type=types, service_class=classes, arrival=arrival),
            stages=self._stages,
            types=self._types,
            classes=self._classes,
            teams=self._teams,
            groups=self._groups,
            conditions=conditions,
            commitment=self._commitment,
            start=0.0,
            end=end / ONE,
            base=self._base,
            origin=Origin(
                "simulation", self._name, self._fingerprint, self._request.seed, replication, clock
            ),
        )


def log_stages(stream: Stream) -> tuple[LogStage, ...]:
    """Give the stages of a stream as its logs know them."""
    teams = {team.id: number for number, team in enumerate(stream.teams)}
    return tuple(
        LogStage(
            id=stage.id,
            name=stage.name,
            kind=stage.kind,
            workers=(stage.workers or 1) if stage.kind == "work" and stage.team is None else None,
            wip_limit=stage.wip_limit,
            holds=stage.on_finish == "hold",
            state="active" if stage.kind == "work" else "waiting",
            team=None if stage.team is None else teams[stage.team],
            cost_per_day=stage.cost_per_day,
            batch=1 if stage.batch is None else stage.batch.size,
        )
        for stage in stream.stages
    )


def log_groups(stream: Stream) -> tuple[LogGroup, ...]:
    """Give the limits over neighbouring stages as a stream's logs know them."""
    places = {stage.id: number for number, stage in enumerate(stream.stages)}
    held = [[places[name] for name in one.stages] for one in stream.wip_groups]
    return tuple(
        LogGroup(one.id, min(inside), max(inside), one.limit)
        for one, inside in zip(stream.wip_groups, held, strict=True)
    )
