"""What the columns, words and dates of a file mean: data that can be guessed, shown, edited and saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping as Dictionary
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sim.history.dates import Order
from sim.log import FlowState

Layout = Literal["items", "stages", "changes", "events", "counts"]
Field = Literal[
    "id",
    "title",
    "type",
    "class",
    "state",
    "parent",
    "tags",
    "created",
    "started",
    "done",
    "blocked",
    "size",
    "team",
    "url",
    "when",
    "from",
    "to",
    "changed",
    "activity",
    "lifecycle",
    "resource",
    "resolution",
]
"""What a column can be. Created, started, done and when hold dates; the others hold text."""

DATE_FIELDS: tuple[Field, ...] = ("created", "started", "done")
StateMeaning = Literal["new", "active", "waiting", "done", "cancelled"]
StageState = Literal["new", "active", "waiting", "done", "cancelled", "ignored"]
MissingStart = Literal["none", "created"]
CountPeriod = Literal["day", "week"]
WeekBegin = Literal["as told", "monday", "sunday", "saturday"]

FLOW_LAYOUTS: tuple[Layout, ...] = ("changes", "events")
"""Layouts with one row a change, or an event, and the flow of stages that these run through."""

BEFORE_FIRST_EVENT = "Before the first event"
"""Stage of a case from the date it began until its first event."""


class Part(BaseModel):
    """A frozen part of a mapping; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StageColumn(Part):
    """A column that holds the date on which an item entered a stage.

    Attributes:
        column: Header of the column.
        name: Name of the stage.
        state: Flow state of an item in the stage; ``new`` is before commitment.
    """

    column: str
    name: str
    state: FlowState = "active"


class FlowStage(Part):
    """A stage that statuses, or activities, stand for.

    Attributes:
        name: Name of the stage.
        state: Flow state of an item in it; ``new`` is before commitment. Who enters ``done`` is done, who
            enters ``cancelled`` is given up, and ``ignored`` is passed over: the item stays where it was.
        statuses: The words of the file that mean this stage.
    """

    name: str
    state: StageState = "active"
    statuses: tuple[str, ...] = ()


class Rules(Part):
    """What a history makes of lives that do not go straight; each rule can be switched.

    Attributes:
        reopened: Whether an item that goes on after it was done has one long flow time, or begins again as an
            item of its own.
        moved_back: Whether every visit counts, or a move back wipes the dates of all later stages, and each
            stage keeps the first date it then has.
        skipped: Whether a stage passed by stays blank, or is entered with the next stage visited.
        cancelled: Whether an item given up is left out, or counts as done when it was given up. This rule
            holds for items and stages too: of these, state and resolution tell who was given up.
        flags: Whether time under a flag is blocked, or flags are not read.
        case_end: What ends a case of an event log: its last event, an activity that is mapped to done, or the
            date in the column of done.
    """

    reopened: Literal["one flow time", "new item"] = "one flow time"
    moved_back: Literal["keep visits", "wipe later dates"] = "keep visits"
    skipped: Literal["blank", "back-filled"] = "blank"
    cancelled: Literal["left out", "as done"] = "left out"
    flags: Literal["blocked", "ignored"] = "blocked"
    case_end: Literal["last event", "done activity", "end date"] = "last event"


class CountColumn(Part):
    """A column of numbers of items done.

    Attributes:
        column: Header of the column.
        team: Name of the team whose items they are; empty where there is but one.
        running: Whether the numbers run on: each holds all items done so far.
    """

    column: str
    team: str = ""
    running: bool = False


class Mapping(Part):
    """How a table becomes a history.

    Attributes:
        layout: ``items`` has one column each for created, started and done; ``stages`` has a date column for
            each stage; ``changes`` has a row for each change of status, ``events`` for each event of a case;
            ``counts`` has the numbers of items done by day or week.
        columns: Header of the column for each field that the file has.
        stages: The stages in flow order (layout ``stages``); the date of done is the field ``done``.
        types: Id of our item type for each word in the type column; the empty word is the blank cell.
        type_names: Names of item types other than feature, defect, risk and debt, by id.
        states: Meaning of each word in the state column; words that are missing here mean nothing.
        resolutions: Likewise of each word in the column that says how items were closed.
        date_order: Whether 5/6/2025 is 5 June (day first) or May 6 (month first).
        date_orders: Columns with another order than the rest of the file.
        date_reason: How the order was told, one sentence; empty where no date leaves it open.
        ambiguous: Whether the file's dates fit both orders, so that a person should confirm.
        zone: Zone in which times without an offset are read, and in which days begin.
        missing_start: What to do where a row has no start: ``none`` leaves it without, ``created`` takes the
            date of creation.
        flow: The stages in flow order with their words, done, cancelled and ignored ones last (layouts
            ``changes`` and ``events``).
        rules: What to make of lives that do not go straight (the same layouts).
        counts: The columns of numbers (layout ``counts``).
        period: What a row of numbers is about (layout ``counts``).
        week_begins: Day on which weeks begin (layout ``counts``); as told: on Sunday where all dates are
            Sundays, else on Monday.
        sheet: The sheet of a workbook that is read, where there is one of this name.
        first_day: Day on which the first row's period begins where no column holds dates (layout ``counts``).
    """

    format: Literal["headrace.mapping/1"] = "headrace.mapping/1"
    layout: Layout = "items"
    columns: dict[Field, str] = {}
    stages: tuple[StageColumn, ...] = ()
    types: dict[str, str] = {}
    type_names: dict[str, str] = {}
    states: dict[str, StateMeaning] = {}
    resolutions: dict[str, StateMeaning] = {}
    date_order: Order = "day first"
    date_orders: dict[str, Order] = {}
    date_reason: str = ""
    ambiguous: bool = False
    zone: str = "UTC"
    missing_start: MissingStart = "none"
    flow: tuple[FlowStage, ...] = ()
    rules: Rules = Rules()
    counts: tuple[CountColumn, ...] = ()
    period: CountPeriod = "week"
    first_day: dt.date | None = None
    week_begins: WeekBegin = "as told"
    sheet: str = ""

    def order_of(self, header: str) -> Order:
        """Give the order of day and month in a column."""
        return self.date_orders.get(header, self.date_order)

    def date_columns(self) -> tuple[str, ...]:
        """Give the headers of all columns read as dates, stages first, each once."""
        fields = (self.columns[field] for field in (*DATE_FIELDS, "when") if field in self.columns)
        return tuple(dict.fromkeys((*(stage.column for stage in self.stages), *fields)))

    def visited(self) -> tuple[FlowStage, ...]:
        """Give the stages of the flow that items are in: not done, cancelled or ignored ones.

        Cases that begin on a date of their own wait in a stage before their first event.
        """
        stages = [stage for stage in self.flow if stage.state in ("new", "active", "waiting")]
        if self.layout == "events" and "started" in self.columns:
            stages.insert(0, FlowStage(name=BEFORE_FIRST_EVENT, state="waiting"))
        return tuple(stages)

    def commitment(self) -> int:
        """Give the number of the first stage that is not new, 0 if there is none."""
        states: list[str] = [stage.state for stage in self.stages]
        if self.layout in FLOW_LAYOUTS:
            states = [stage.state for stage in self.visited()]
        return next((number for number, state in enumerate(states) if state != "new"), 0)

    def with_date_order(self, order: Order) -> Mapping:
        """Read every date in an order that a person has chosen."""
        said = f"Dates are read {order}, as chosen."
        chosen: dict[str, object] = {"date_order": order, "date_orders": {}}
        chosen |= {"date_reason": said, "ambiguous": False}
        return self.model_copy(update=chosen)

    def with_columns(self, columns: Dictionary[Field, str]) -> Mapping:
        """Choose the columns of fields anew."""
        return self.model_copy(update={"columns": dict(columns)})
