"""Logs as parts: nothing is left out, and no number points at nothing."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from sim.log import (
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
from sim.store.logs import log_parts, read_log, same_log
from sim.store.parts import Part, array_part, json_part, packed_json_part, read_json
from tests.store.projects import logs, small_log


def written(log: EventLog) -> dict[str, Part]:
    return log_parts(log, "log")


def with_about(**fields: Any) -> Part:
    """What is said beside the columns, with some of it replaced."""
    return json_part(read_json(written(small_log())["log.about"]) | fields)


@given(log=logs())
def test_any_log_comes_back_equal(log: EventLog) -> None:
    assert same_log(read_log(written(log), "log"), log)


def test_every_field_there_is_is_written() -> None:
    """A field added to these values must be added to the file, and to this list."""
    names = {
        kind.__name__: {field.name for field in fields(kind) if field.init}
        for kind in (EventLog, ItemTable, TimeBase, Conditions)
    }
    parts = written(small_log())
    head = set(read_json(parts["log.about"]))
    columns = {"time", "item", "kind", "stage", "who", "items", "conditions"}
    assert names["EventLog"] == head | columns
    assert names["ItemTable"] == {"type", "service_class", "arrival", "names", "titles", "attributes"}
    assert names["TimeBase"] == {"unit", "origin", "zone", "calendar"}
    assert {f"log.conditions.{name}" for name in names["Conditions"]} <= set(parts)


@pytest.mark.parametrize(
    "change",
    [
        {"end": 99.0},
        {"commitment": 0},
        {"classes": ("standard", "expedite")},
        {"stages": (LogStage("a", "A"), LogStage("b", "B"))},
        {"stages": (small_log().stages[0], replace(small_log().stages[1], team=0))},
        {"stages": (small_log().stages[0], replace(small_log().stages[1], cost_per_day=500.0))},
        {"types": (LogType("a", "A"), LogType("b", "B"))},
        {"types": (replace(small_log().types[0], value=7.5), small_log().types[1])},
        {"types": (replace(small_log().types[0], cost_of_delay=0.5), small_log().types[1])},
        {"teams": (LogTeam("dev", "Developers", 4, 3, 600.0),)},
        {"groups": (LogGroup("line", 0, 1, 10),)},
        {"conditions": Conditions()},
        {"conditions": replace(small_log().conditions, value=np.array([0, 0, 3, -1, 10], np.int32))},
        {"origin": Origin("simulation")},
        {"base": TimeBase("day")},
        {"time": np.arange(5) / 4},
        {"item": np.zeros(5, np.int32)},
        {"kind": np.zeros(5, np.int8)},
        {"stage": np.zeros(5, np.int16)},
        {"who": np.zeros(5, np.int32)},
        {"items": replace(small_log().items, names=("a", "b", "c"))},
        {"items": replace(small_log().items, titles=())},
        {"items": replace(small_log().items, attributes={})},
        {"items": replace(small_log().items, arrival=np.array([0.0, 1.0, 2.0]))},
        {"items": replace(small_log().items, type=np.zeros(3, np.int16))},
    ],
)
def test_logs_that_differ_anywhere_are_not_the_same_and_still_come_back(change: dict[str, Any]) -> None:
    other = replace(small_log(), **change)
    assert not same_log(other, small_log())
    assert same_log(read_log(written(other), "log"), other)


def test_unknown_arrivals_are_equal_to_themselves() -> None:
    assert np.isnan(small_log().items.arrival).any()
    assert same_log(small_log(), small_log())


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("log.item", array_part(np.array([0, 1, 2, 0, 3], np.int32))),
        ("log.item", array_part(np.array([0, 1, 2, 0, -1], np.int32))),
        ("log.kind", array_part(np.array([0, 1, 2, 3, len(Kind)], np.int8))),
        ("log.conditions.kind", array_part(np.array([0, 1, 2, 3, 5], np.int8))),
        ("log.conditions.kind", array_part(np.array([-1, 1, 2, 3, 4], np.int8))),
        ("log.conditions.place", array_part(np.array([3, 1, 2, 1, 0], np.int16))),
        ("log.conditions.place", array_part(np.array([-1, 1, 2, 1, 0], np.int16))),
        ("log.conditions.place", array_part(np.array([1, 1, 2, 2, 0], np.int16))),
        ("log.conditions.place", array_part(np.array([1, 1, 2, 1, 1], np.int16))),
        ("log.conditions.value", array_part(np.array([-1, 0, 3, -1, 9], np.int32))),
        ("log.conditions.value", array_part(np.array([0, 0, 3, -2, 9], np.int32))),
        ("log.conditions.time", array_part(np.array([0, 0, 1, 1, np.nan]))),
        ("log.conditions.time", array_part(np.arange(4.0))),
        ("log.about", with_about(stages=[{"id": "a", "name": "A", "team": 1}, {"id": "b", "name": "B"}])),
        ("log.about", with_about(groups=[{"id": "g", "first": 0, "last": 2, "limit": 3}])),
        ("log.stage", array_part(np.array([-1, 0, 1, 2, 0], np.int16))),
        ("log.stage", array_part(np.array([-2, 0, 1, 1, 0], np.int16))),
        ("log.items.type", array_part(np.array([0, 1, 2], np.int16))),
        ("log.items.service_class", array_part(np.array([0, 1, 2], np.int16))),
        ("log.time", array_part(np.arange(4.0))),
        ("log.time", array_part(np.arange(5, dtype=np.int32))),
        ("log.items.arrival", array_part(np.arange(2.0))),
        ("log.items.texts", packed_json_part({"names": ["a"], "titles": [], "attributes": {}})),
        ("log.items.texts", packed_json_part({"names": [], "titles": [], "attributes": {"team": ["a"]}})),
        ("log.about", with_about(base={"unit": "year"})),
    ],
)
def test_parts_that_make_no_log_are_refused(name: str, part: Part) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_log(written(small_log()) | {name: part}, "log")


def test_a_missing_part_is_refused() -> None:
    for name in written(small_log()):
        parts = written(small_log())
        del parts[name]
        with pytest.raises(KeyError, match=name):
            read_log(parts, "log")


def test_a_log_written_before_teams_and_money_still_opens() -> None:
    stages = (small_log().stages[0], replace(small_log().stages[1], cost_per_day=None))
    types = (LogType("feature", "Feature"), LogType("defect", "Defect"))
    bare = replace(small_log(), stages=stages, types=types, teams=(), groups=(), conditions=Conditions())
    about = read_json(written(bare)["log.about"])
    del about["teams"], about["groups"]
    for stage in about["stages"]:
        del stage["team"], stage["cost_per_day"]
    for one in about["types"]:
        del one["value"], one["cost_of_delay"]
    assert not [name for name in written(bare) if "conditions" in name]
    assert same_log(read_log(written(bare) | {"log.about": json_part(about)}, "log"), bare)
