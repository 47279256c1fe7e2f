"""What happened in a stream, as an event log."""

from sim.log.audit import audit
from sim.log.csv import write_csv
from sim.log.days import (
    date_of,
    date_of_day,
    day_number,
    day_start,
    local_day,
    local_time,
    time_of,
    units_per_day,
    with_origin,
    worked_days,
)
from sim.log.eventlog import (
    NOWHERE,
    Condition,
    Conditions,
    EventLog,
    FlowState,
    ItemTable,
    LogGroup,
    LogStage,
    LogTeam,
    LogType,
    Origin,
    TimeBase,
    seal,
)
from sim.log.events import Kind
from sim.log.lives import Lives, Visits, lives, visits
from sim.log.states import Doing, Intervals, ItemState, states
from sim.log.writer import LogWriter, Setting

__all__ = [
    "NOWHERE",
    "Condition",
    "Conditions",
    "Doing",
    "EventLog",
    "FlowState",
    "Intervals",
    "ItemState",
    "ItemTable",
    "Kind",
    "Lives",
    "LogGroup",
    "LogStage",
    "LogTeam",
    "LogType",
    "LogWriter",
    "Origin",
    "Setting",
    "TimeBase",
    "Visits",
    "audit",
    "date_of",
    "date_of_day",
    "day_number",
    "day_start",
    "lives",
    "local_day",
    "local_time",
    "seal",
    "states",
    "time_of",
    "units_per_day",
    "visits",
    "with_origin",
    "worked_days",
    "write_csv",
]
