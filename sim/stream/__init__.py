"""The value stream as frozen data."""

from sim.stream.arrivals import (
    Arrivals,
    Backlog,
    CadenceArrival,
    Interarrival,
    Saturated,
    Schedule,
    ScheduledItem,
)
from sim.stream.calendar import Calendar
from sim.stream.items import ItemType, ServiceClass, TypeLimit
from sim.stream.policies import BoardItem, Drag, Feedback, PlannedChange, WipGroup
from sim.stream.stages import (
    Batch,
    Blockers,
    Cadence,
    Downtime,
    PullOrder,
    Rework,
    Route,
    Setup,
    Stage,
)
from sim.stream.stream import FORMAT, Stream, TimeUnit, Vocabulary
from sim.stream.teams import Team

__all__ = [
    "FORMAT",
    "Arrivals",
    "Backlog",
    "Batch",
    "Blockers",
    "BoardItem",
    "Cadence",
    "CadenceArrival",
    "Calendar",
    "Downtime",
    "Drag",
    "Feedback",
    "Interarrival",
    "ItemType",
    "PlannedChange",
    "PullOrder",
    "Rework",
    "Route",
    "Saturated",
    "Schedule",
    "ScheduledItem",
    "ServiceClass",
    "Setup",
    "Stage",
    "Stream",
    "Team",
    "TimeUnit",
    "TypeLimit",
    "Vocabulary",
    "WipGroup",
]
