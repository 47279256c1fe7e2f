"""What happened in a stream, as an event log."""

from sim.log.audit import audit
from sim.log.crews import Crew, Downs, Steps, crew_of_stage, crews, downs, group_limit, people, stage_limit
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
    utc_time,
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
from sim.log.firsts import set_first, set_last
from sim.log.hands import batches, divided, touch_times, touched, union
from sim.log.harmless import harmless, is_risky, marked
from sim.log.item_rows import write_item_rows
from sim.log.lives import Lives, Visits, lives, visits
from sim.log.on_calendar import on_calendar
from sim.log.part import part_of
from sim.log.settled import settled
from sim.log.states import Doing, Intervals, ItemState, states
from sim.log.writer import LogWriter, Setting

__all__ = [
    "NOWHERE",
    "Condition",
    "Conditions",
    "Crew",
    "Doing",
    "Downs",
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
    "Steps",
    "TimeBase",
    "Visits",
    "audit",
    "batches",
    "crew_of_stage",
    "crews",
    "date_of",
    "date_of_day",
    "day_number",
    "day_start",
    "divided",
    "downs",
    "group_limit",
    "harmless",
    "is_risky",
    "lives",
    "local_day",
    "local_time",
    "marked",
    "on_calendar",
    "part_of",
    "people",
    "seal",
    "set_first",
    "set_last",
    "settled",
    "stage_limit",
    "states",
    "time_of",
    "touch_times",
    "touched",
    "union",
    "units_per_day",
    "utc_time",
    "visits",
    "with_origin",
    "worked_days",
    "write_csv",
    "write_item_rows",
]
