"""An event log as parts of a file, and back."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from sim.log import (
    NOWHERE,
    Condition,
    Conditions,
    EventLog,
    ItemTable,
    Kind,
    LogGroup,
    LogStage,
    LogTeam,
    LogType,
    Origin,
    TimeBase,
)
from sim.store.parts import Part, Parts, array_part, json_part, packed_json_part, read_array, read_json
from sim.store.progress import Tell, say_nothing
from sim.store.texts import read_texts

_COLUMNS = {"time": np.float64, "item": np.int32, "kind": np.int8, "stage": np.int16, "who": np.int32}
_ITEM_COLUMNS = {"type": np.int16, "service_class": np.int16, "arrival": np.float64}
_CONDITION_COLUMNS = {"time": np.float64, "kind": np.int8, "place": np.int16, "value": np.int32}

_OF_COLUMNS = 0.4
"""Share of the time that the columns of events take; the texts of the items take most of the rest."""


class _Head(BaseModel):
    """What a log says beside its columns; what has a default was not written by the first versions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stages: tuple[LogStage, ...]
    types: tuple[LogType, ...]
    classes: tuple[str, ...]
    teams: tuple[LogTeam, ...] = ()
    groups: tuple[LogGroup, ...] = ()
    commitment: int
    start: float
    end: float
    base: TimeBase
    origin: Origin


def log_parts(log: EventLog, prefix: str, tell: Tell = say_nothing) -> dict[str, Part]:
    """Write a log as parts whose names begin with ``prefix``."""
    parts = {f"{prefix}.about": json_part(_head(log).model_dump(mode="json"))}
    for place, (name, kind) in enumerate(_COLUMNS.items()):
        tell(_OF_COLUMNS * place / len(_COLUMNS))
        parts[f"{prefix}.{name}"] = array_part(getattr(log, name).astype(kind, copy=False))
    tell(_OF_COLUMNS)
    for name, kind in _ITEM_COLUMNS.items():
        parts[f"{prefix}.items.{name}"] = array_part(getattr(log.items, name).astype(kind, copy=False))
    parts[f"{prefix}.items.texts"] = packed_json_part(_texts(log.items))
    if len(log.conditions):
        for name, kind in _CONDITION_COLUMNS.items():
            column = getattr(log.conditions, name).astype(kind, copy=False)
            parts[f"{prefix}.conditions.{name}"] = array_part(column)
    return parts


def read_log(parts: Parts, prefix: str, tell: Tell = say_nothing) -> EventLog:
    """Read a log back.

    Raises:
        KeyError: If a part is missing, or the zone is not known.
        ValueError: If the parts do not make a log.
    """
    head = _Head.model_validate(read_json(parts[f"{prefix}.about"]))
    columns = {}
    for place, (name, kind) in enumerate(_COLUMNS.items()):
        tell(_OF_COLUMNS * place / len(_COLUMNS))
        columns[name] = _column(parts, f"{prefix}.{name}", kind)
    tell(_OF_COLUMNS)
    log = EventLog(
        time=columns["time"],
        item=columns["item"],
        kind=columns["kind"],
        stage=columns["stage"],
        who=columns["who"],
        items=_items(parts, f"{prefix}.items"),
        stages=head.stages,
        types=head.types,
        classes=head.classes,
        teams=head.teams,
        groups=head.groups,
        conditions=_conditions(parts, f"{prefix}.conditions"),
        commitment=head.commitment,
        start=head.start,
        end=head.end,
        base=head.base,
        origin=head.origin,
    )
    _check(log)
    return log


def same_log(first: EventLog, second: EventLog) -> bool:
    """Say whether two logs are equal in every event, item and circumstance."""
    if first is second:
        return True
    if _head(first) != _head(second) or _texts(first.items) != _texts(second.items):
        return False
    pairs = [(getattr(first, name), getattr(second, name)) for name in _COLUMNS]
    pairs += [(getattr(first.items, name), getattr(second.items, name)) for name in _ITEM_COLUMNS]
    pairs += [
        (getattr(first.conditions, name), getattr(second.conditions, name)) for name in _CONDITION_COLUMNS
    ]
    return all(np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in pairs)


def _head(log: EventLog) -> _Head:
    return _Head.model_construct(**{name: getattr(log, name) for name in _Head.model_fields})


def _texts(items: ItemTable) -> dict[str, Any]:
    return {"names": items.names, "titles": items.titles, "attributes": dict(items.attributes)}


def _items(parts: Parts, prefix: str) -> ItemTable:
    columns: dict[str, Any] = read_texts(parts[f"{prefix}.texts"])
    columns |= {name: _column(parts, f"{prefix}.{name}", kind) for name, kind in _ITEM_COLUMNS.items()}
    table = ItemTable(**columns)
    lengths = {len(table), len(table.service_class), len(table.arrival)}
    lengths |= {len(column) for column in (table.names, table.titles) if column}
    lengths |= {len(column) for column in table.attributes.values()}
    if len(lengths) > 1:
        raise ValueError(f"item columns of different lengths {sorted(lengths)}")
    return table


def _conditions(parts: Parts, prefix: str) -> Conditions:
    """Read the changes of circumstances; a log that knows of none has no parts for them."""
    if not any(f"{prefix}.{name}" in parts for name in _CONDITION_COLUMNS):
        return Conditions()
    columns = {name: _column(parts, f"{prefix}.{name}", kind) for name, kind in _CONDITION_COLUMNS.items()}
    return Conditions(**columns)


def _column(parts: Parts, name: str, kind: type) -> NDArray[Any]:
    array = read_array(parts[name])
    if array.dtype != kind:
        raise ValueError(f"{name} holds {array.dtype}")
    return array


def _check(log: EventLog) -> None:
    """Refuse columns of different lengths, and numbers and names that point at nothing.

    Raises:
        ValueError: If there are any.
        KeyError: If the zone is not known.
    """
    ZoneInfo(log.base.zone)
    times = np.concatenate([log.time, log.conditions.time, [log.start, log.end]])
    if not np.isfinite(times).all():
        raise ValueError("a time that is no number")
    if not 0 <= log.commitment < max(len(log.stages), 1):
        raise ValueError(f"no stage {log.commitment} to commit to")
    _equally_long("event", [getattr(log, name) for name in _COLUMNS])
    _equally_long("condition", [getattr(log.conditions, name) for name in _CONDITION_COLUMNS])
    for array, low, end in (
        (log.item, 0, len(log.items)),
        (log.kind, 0, len(Kind)),
        (log.stage, NOWHERE, len(log.stages)),
        (log.items.type, 0, len(log.types)),
        (log.items.service_class, 0, len(log.classes)),
        (np.array([one.team for one in log.stages if one.team is not None], int), 0, len(log.teams)),
        (np.array([(one.first, one.last) for one in log.groups], int), 0, len(log.stages)),
    ):
        _within(array, low, end)
    _check_conditions(log)


def _check_conditions(log: EventLog) -> None:
    """Refuse conditions of no kind, of places that are not there, and of values that their kind cannot have.

    Raises:
        ValueError: If there are any.
    """
    changes = log.conditions
    _within(changes.kind, 0, len(Condition))
    crews = len(log.stages) + len(log.teams)
    places = np.array([crews, crews, crews, len(log.stages), len(log.groups)])[changes.kind]
    if np.any((changes.place < 0) | (changes.place >= places)):
        raise ValueError("a condition of a place that is not there")
    if np.any(changes.value < np.where(changes.kind < Condition.LIMIT, 0, NOWHERE)):
        raise ValueError("a condition with a value below 0")


def _equally_long(what: str, columns: list[NDArray[Any]]) -> None:
    lengths = {len(column) for column in columns}
    if len(lengths) > 1:
        raise ValueError(f"{what} columns of different lengths {sorted(lengths)}")


def _within(array: NDArray[Any], low: int, end: int) -> None:
    if array.size and not (low <= array.min() and array.max() < end):
        raise ValueError(f"a number outside {low} to {end - 1}")
