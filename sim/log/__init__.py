"""What happened in a stream, as an event log."""

from sim.log.eventlog import (
    NOWHERE,
    EventLog,
    FlowState,
    ItemTable,
    LogStage,
    LogType,
    Origin,
    TimeBase,
)
from sim.log.events import Kind

__all__ = [
    "NOWHERE",
    "EventLog",
    "FlowState",
    "ItemTable",
    "Kind",
    "LogStage",
    "LogType",
    "Origin",
    "TimeBase",
]
