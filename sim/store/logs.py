"""An event log as parts of a file, and back."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from sim.log import NOWHERE, EventLog, ItemTable, Kind, LogStage, LogType, Origin, TimeBase
from sim.store.parts import Part, Parts, array_part, json_part, packed_json_part, read_array, read_json
from sim.stream import Calendar, TimeUnit

_COLUMNS = {"time": np.float64, "item": np.int32, "kind": np.int8, "stage": np.int16, "who": np.int32}
_ITEM_COLUMNS = {"type": np.int16, "service_class": np.int16, "arrival": np.float64}


def log_parts(log: EventLog, prefix: str) -> dict[str, Part]:
    """Write a log as parts whose names begin with ``prefix``."""
    parts = {f"{prefix}.about": json_part(_head(log))}
    for name, kind in _COLUMNS.items():
        parts[f"{prefix}.{name}"] = array_part(getattr(log, name).astype(kind, copy=False))
    for name, kind in _ITEM_COLUMNS.items():
        parts[f"{prefix}.items.{name}"] = array_part(getattr(log.items, name).astype(kind, copy=False))
    texts = {
        "names": log.items.names,
        "titles": log.items.titles,
        "attributes": {name: list(column) for name, column in log.items.attributes.items()},
    }
    parts[f"{prefix}.items.texts"] = packed_json_part(texts)
    return parts


def read_log(parts: Parts, prefix: str) -> EventLog:
    """Read a log back.

    Raises:
        KeyError: If a part is missing.
        ValueError: If the parts do not make a log.
        TypeError: Likewise.
    """
    head = read_json(parts[f"{prefix}.about"])
    columns = {name: _column(parts, f"{prefix}.{name}", kind) for name, kind in _COLUMNS.items()}
    log = EventLog(
        **columns,
        items=_items(parts, f"{prefix}.items"),
        stages=tuple(LogStage(**stage) for stage in head["stages"]),
        types=tuple(LogType(**kind) for kind in head["types"]),
        classes=tuple(head["classes"]),
        commitment=head["commitment"],
        start=head["start"],
        end=head["end"],
        base=_base(head["base"]),
        origin=Origin(**head["origin"]),
    )
    _check(log)
    return log


def same_log(first: EventLog, second: EventLog) -> bool:
    """Say whether two logs are equal in every event, item and circumstance."""
    if first is second:
        return True
    texts = [(one.items.names, one.items.titles, dict(one.items.attributes)) for one in (first, second)]
    if _head(first) != _head(second) or texts[0] != texts[1]:
        return False
    pairs = [(getattr(first, name), getattr(second, name)) for name in _COLUMNS]
    pairs += [(getattr(first.items, name), getattr(second.items, name)) for name in _ITEM_COLUMNS]
    return all(np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in pairs)


def _head(log: EventLog) -> dict[str, Any]:
    base = log.base
    return {
        "stages": [asdict(stage) for stage in log.stages],
        "types": [asdict(kind) for kind in log.types],
        "classes": list(log.classes),
        "commitment": log.commitment,
        "start": float(log.start),
        "end": float(log.end),
        "base": {
            "unit": base.unit,
            "origin": base.origin and base.origin.isoformat(),
            "zone": base.zone,
            "calendar": base.calendar and base.calendar.model_dump(mode="json"),
        },
        "origin": asdict(log.origin),
    }


def _base(head: dict[str, Any]) -> TimeBase:
    if head["unit"] not in get_args(TimeUnit):
        raise ValueError(f"no unit {head['unit']!r}")
    return TimeBase(
        unit=head["unit"],
        origin=head["origin"] and dt.datetime.fromisoformat(head["origin"]),
        zone=head["zone"],
        calendar=head["calendar"] and Calendar.model_validate(head["calendar"]),
    )


def _items(parts: Parts, prefix: str) -> ItemTable:
    texts = read_json(parts[f"{prefix}.texts"])
    table = ItemTable(
        **{name: _column(parts, f"{prefix}.{name}", kind) for name, kind in _ITEM_COLUMNS.items()},
        names=tuple(texts["names"]),
        titles=tuple(texts["titles"]),
        attributes={name: tuple(column) for name, column in texts["attributes"].items()},
    )
    lengths = {len(table), len(table.service_class), len(table.arrival)}
    lengths |= {len(column) for column in (table.names, table.titles) if column}
    lengths |= {len(column) for column in table.attributes.values()}
    if len(lengths) > 1:
        raise ValueError(f"item columns of different lengths {sorted(lengths)}")
    return table


def _column(parts: Parts, name: str, kind: type) -> NDArray[Any]:
    array = read_array(parts[name])
    if array.dtype != kind:
        raise ValueError(f"{name} holds {array.dtype}")
    return array


def _check(log: EventLog) -> None:
    """Refuse columns of different lengths, and numbers that point at nothing.

    Raises:
        ValueError: If there are any.
    """
    lengths = {len(getattr(log, name)) for name in _COLUMNS}
    if len(lengths) > 1:
        raise ValueError(f"event columns of different lengths {sorted(lengths)}")
    for array, low, end in (
        (log.item, 0, len(log.items)),
        (log.kind, 0, len(Kind)),
        (log.stage, NOWHERE, len(log.stages)),
        (log.items.type, 0, len(log.types)),
        (log.items.service_class, 0, len(log.classes)),
    ):
        if array.size and not (low <= array.min() and array.max() < end):
            raise ValueError(f"a number outside {low} to {end - 1}")
