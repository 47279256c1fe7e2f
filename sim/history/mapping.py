"""What the columns, words and dates of a file mean: data that can be guessed, shown, edited and saved."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sim.history.dates import Order
from sim.log import FlowState

Layout = Literal["items", "stages"]
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
]
"""What a column can be. Created, started and done hold dates; the others hold text."""

DATE_FIELDS: tuple[Field, ...] = ("created", "started", "done")
StateMeaning = Literal["new", "active", "waiting", "done", "cancelled"]
MissingStart = Literal["none", "created"]


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


class Mapping(Part):
    """How a table becomes a history.

    Attributes:
        layout: ``items`` has one column each for created, started and done; ``stages`` has a date column for
            each stage.
        columns: Header of the column for each field that the file has.
        stages: The stages in flow order (layout ``stages``); the date of done is the field ``done``.
        types: Id of our item type for each word in the type column; the empty word is the blank cell.
        type_names: Names of item types other than feature, defect, risk and debt, by id.
        states: Meaning of each word in the state column; words that are missing here mean nothing.
        date_order: Whether 5/6/2025 is 5 June (day first) or May 6 (month first).
        date_orders: Columns with another order than the rest of the file.
        date_reason: How the order was told, one sentence; empty where no date leaves it open.
        ambiguous: Whether the file's dates fit both orders, so that a person should confirm.
        zone: Zone in which times without an offset are read, and in which days begin.
        missing_start: What to do where a row has no start: ``none`` leaves it without, ``created`` takes the
            date of creation.
    """

    format: Literal["headrace.mapping/1"] = "headrace.mapping/1"
    layout: Layout = "items"
    columns: dict[Field, str] = {}
    stages: tuple[StageColumn, ...] = ()
    types: dict[str, str] = {}
    type_names: dict[str, str] = {}
    states: dict[str, StateMeaning] = {}
    date_order: Order = "day first"
    date_orders: dict[str, Order] = {}
    date_reason: str = ""
    ambiguous: bool = False
    zone: str = "UTC"
    missing_start: MissingStart = "none"

    def order_of(self, header: str) -> Order:
        """Give the order of day and month in a column."""
        return self.date_orders.get(header, self.date_order)

    def date_columns(self) -> tuple[str, ...]:
        """Give the headers of all columns read as dates, stages first, each once."""
        fields = (self.columns[field] for field in DATE_FIELDS if field in self.columns)
        return tuple(dict.fromkeys((*(stage.column for stage in self.stages), *fields)))

    def commitment(self) -> int:
        """Give the number of the first stage that is not new, 0 if there is none."""
        return next((number for number, stage in enumerate(self.stages) if stage.state != "new"), 0)

    def with_date_order(self, order: Order) -> Mapping:
        """Read every date in an order that a person has chosen."""
        said = f"Dates are read {order}, as chosen."
        chosen: dict[str, object] = {"date_order": order, "date_orders": {}}
        chosen |= {"date_reason": said, "ambiguous": False}
        return self.model_copy(update=chosen)

    def with_columns(self, columns: Dictionary[Field, str]) -> Mapping:
        """Choose the columns of fields anew."""
        return self.model_copy(update={"columns": dict(columns)})
