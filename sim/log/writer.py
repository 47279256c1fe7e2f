"""Writing a log row by row, or by columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.log.eventlog import (
    NOWHERE,
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
from sim.log.events import Kind

_FIRST_CAPACITY = 1024
_DTYPES: Mapping[str, type] = {
    "time": np.float64,
    "item": np.int32,
    "kind": np.int8,
    "stage": np.int16,
    "who": np.int32,
}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a log is about, apart from its events and items; fields as in :class:`EventLog`."""

    stages: tuple[LogStage, ...]
    types: tuple[LogType, ...]
    classes: tuple[str, ...] = ("standard",)
    teams: tuple[LogTeam, ...] = ()
    groups: tuple[LogGroup, ...] = ()
    conditions: Conditions = field(default_factory=Conditions)
    commitment: int = 0
    start: float = 0.0
    end: float | None = None
    base: TimeBase = field(default_factory=TimeBase)
    origin: Origin = field(default_factory=lambda: Origin("simulation"))


class LogWriter:
    """Collects events and items and makes a log of them.

    Events may come in any order: the log is sorted by time, and equal times keep the order of writing.
    """

    def __init__(self) -> None:
        self._columns: dict[str, NDArray[Any]] = {
            name: np.empty(_FIRST_CAPACITY, dtype) for name, dtype in _DTYPES.items()
        }
        self._rows = 0
        self._types: list[int] = []
        self._classes: list[int] = []
        self._arrivals: list[float] = []
        self._names: list[str] = []
        self._titles: list[str] = []
        self._attributes: dict[str, list[str]] = {}

    def __len__(self) -> int:
        """Count the events written."""
        return self._rows

    def add_item(
        self,
        type_number: int = 0,
        arrival: float = np.nan,
        *,
        service_class: int = 0,
        name: str = "",
        title: str = "",
        attributes: Mapping[str, str] | None = None,
    ) -> int:
        """Add an item and return its number; ``arrival`` is NaN where not known."""
        number = len(self._types)
        self._types.append(type_number)
        self._classes.append(service_class)
        self._arrivals.append(arrival)
        self._names.append(name)
        self._titles.append(title)
        for key, text in (attributes or {}).items():
            column = self._attributes.setdefault(key, [])
            column.extend([""] * (number - len(column)))
            column.append(text)
        return number

    def add(self, time: float, item: int, kind: Kind, stage: int = NOWHERE, who: int = NOWHERE) -> None:
        """Write one event."""
        self._grow(1)
        for name, value in zip(_DTYPES, (time, item, kind, stage, who), strict=True):
            self._columns[name][self._rows] = value
        self._rows += 1

    def extend(
        self,
        time: ArrayLike,
        item: ArrayLike,
        kind: ArrayLike,
        stage: ArrayLike = NOWHERE,
        who: ArrayLike = NOWHERE,
    ) -> None:
        """Write many events: columns of one length, or single values that hold for all of them."""
        columns = np.broadcast_arrays(*(np.atleast_1d(column) for column in (time, item, kind, stage, who)))
        count = len(columns[0])
        self._grow(count)
        for name, column in zip(_DTYPES, columns, strict=True):
            self._columns[name][self._rows : self._rows + count] = column
        self._rows += count

    def finish(self, setting: Setting) -> EventLog:
        """Make the log; without a given end it ends at the last event, or at its start if there is none."""
        order = np.argsort(self._columns["time"][: self._rows], kind="stable")
        columns: dict[str, Any] = {
            name: column[: self._rows][order] for name, column in self._columns.items()
        }
        last = float(columns["time"][-1]) if self._rows else setting.start
        return EventLog(
            **columns,
            items=self._items(),
            stages=setting.stages,
            types=setting.types,
            classes=setting.classes,
            teams=setting.teams,
            groups=setting.groups,
            conditions=setting.conditions,
            commitment=setting.commitment,
            start=setting.start,
            end=last if setting.end is None else setting.end,
            base=setting.base,
            origin=setting.origin,
        )

    def _items(self) -> ItemTable:
        count = len(self._types)
        padded = {name: column + [""] * (count - len(column)) for name, column in self._attributes.items()}
        return ItemTable(
            type=np.array(self._types, np.int16),
            service_class=np.array(self._classes, np.int16),
            arrival=np.array(self._arrivals, np.float64),
            names=tuple(self._names) if any(self._names) else (),
            titles=tuple(self._titles) if any(self._titles) else (),
            attributes={name: tuple(column) for name, column in padded.items()},
        )

    def _grow(self, count: int) -> None:
        """Make room for ``count`` more rows, doubling, so that a row costs O(1)."""
        needed = self._rows + count
        capacity = len(self._columns["time"])
        if needed <= capacity:
            return
        for name, column in self._columns.items():
            larger = np.empty(max(needed, 2 * capacity), column.dtype)
            larger[: self._rows] = column[: self._rows]
            self._columns[name] = larger
