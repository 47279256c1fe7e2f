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
from sim.stream.changes import as_planned, changed_values, planned, stream_at, with_values
from sim.stream.codec import (
    dumps_stream,
    fingerprint,
    from_document,
    load_stream,
    loads_stream,
    plain,
)
from sim.stream.counting import counted
from sim.stream.edits import (
    add_stage,
    duplicate_stage,
    move_stage,
    removal_notes,
    remove_stage,
    set_value,
    unique_id,
)
from sim.stream.edits_of_types import (
    add_class,
    add_item_type,
    add_team,
    remove_class,
    remove_item_type,
    remove_team,
    staff_with_team,
    staff_with_workers,
)
from sim.stream.examples import DEFAULT_TYPES, example, example_names
from sim.stream.excerpt import Excerpt, Pasted, dumps_excerpt, excerpt, loads_excerpt, with_excerpt
from sim.stream.faults import problems_in, stream_fault
from sim.stream.items import ItemType, ServiceClass, TypeLimit
from sim.stream.load import StageLoad, TeamLoad, arrival_rates, longest_period, offered_load, team_loads
from sim.stream.mix import class_of, classes_of, shares_of, types_of
from sim.stream.paths import get_value
from sim.stream.policies import BoardItem, Drag, Feedback, PlannedChange, WipGroup
from sim.stream.problem import Problem, errors_among, fault_of
from sim.stream.problems import problems, require_sound
from sim.stream.rates import a_unit, readable_rate
from sim.stream.remedies import Remedy, remedy
from sim.stream.scenario import Scenario, apply_scenario, read_change
from sim.stream.schema import json_schema
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
from sim.stream.structure import structural_change
from sim.stream.teams import Team
from sim.stream.working_time import WorkingTime, days_in_week, hours_in

__all__ = [
    "DEFAULT_TYPES",
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
    "Excerpt",
    "Feedback",
    "Interarrival",
    "ItemType",
    "Pasted",
    "PlannedChange",
    "Problem",
    "PullOrder",
    "Remedy",
    "Rework",
    "Route",
    "Saturated",
    "Scenario",
    "Schedule",
    "ScheduledItem",
    "ServiceClass",
    "Setup",
    "Stage",
    "StageLoad",
    "Stream",
    "Team",
    "TeamLoad",
    "TimeUnit",
    "TypeLimit",
    "Vocabulary",
    "WipGroup",
    "WorkingTime",
    "a_unit",
    "add_class",
    "add_item_type",
    "add_stage",
    "add_team",
    "apply_scenario",
    "arrival_rates",
    "as_planned",
    "changed_values",
    "class_of",
    "classes_of",
    "counted",
    "days_in_week",
    "dumps_excerpt",
    "dumps_stream",
    "duplicate_stage",
    "errors_among",
    "example",
    "example_names",
    "excerpt",
    "fault_of",
    "fingerprint",
    "from_document",
    "get_value",
    "hours_in",
    "json_schema",
    "load_stream",
    "loads_excerpt",
    "loads_stream",
    "longest_period",
    "move_stage",
    "offered_load",
    "plain",
    "planned",
    "problems",
    "problems_in",
    "read_change",
    "readable_rate",
    "remedy",
    "removal_notes",
    "remove_class",
    "remove_item_type",
    "remove_stage",
    "remove_team",
    "require_sound",
    "set_value",
    "shares_of",
    "staff_with_team",
    "staff_with_workers",
    "stream_at",
    "stream_fault",
    "structural_change",
    "team_loads",
    "types_of",
    "unique_id",
    "with_excerpt",
    "with_values",
]
