"""Endless backlogs: what must hold them, and where they would pour in at one instant."""

from __future__ import annotations

from typing import Any

import pytest

from sim.stream import (
    Cadence,
    ItemType,
    Route,
    Saturated,
    ServiceClass,
    Stage,
    TypeLimit,
    WipGroup,
)
from tests.builders import constant, line, stream, wait, work
from tests.stream.checks.found import TWO_TYPES, errors

ENDLESS = "The backlog never ends and nothing limits {}: endless items would enter at once."
PASSES = (
    "The backlog never ends and there is a way to the end that takes no time: "
    "endless items would pass at once."
)
FREE = work("Free", 0.0, wip_limit=3)
SLOW = work("Slow", 1.0, wip_limit=3)
OPEN = work("Open", 1.0)


def test_an_endless_backlog_needs_a_first_stage_that_holds() -> None:
    group = (WipGroup(id="g", stages=("s1", "s2"), limit=2),)
    assert errors(line([1.0, 1.0])) == [("arrivals.0", ENDLESS.format("S1"))]
    assert errors(line([1.0, 1.0], wip_limits=(3, None))) == []
    assert errors(line([1.0, 1.0], pull="ready")) == []
    assert errors(line([1.0, 1.0], wip_groups=group)) == []
    assert errors(line([0.0, 1.0], wip_limits=(3, None))) == [("arrivals.0", ENDLESS.format("S2"))]
    assert errors(line([0.0, 1.0], wip_limits=(3, 3))) == []
    assert errors(line([0.0, 0.0], wip_limits=(3, 3))) == [("arrivals.0", PASSES)]


def test_limits_on_all_items_hold_them_too() -> None:
    both = (ItemType(id="a", name="A", share=1.0), ItemType(id="b", name="B", share=1.0))
    limits = (TypeLimit(type="a", limit=2), TypeLimit(type="b", limit=1))
    assert errors(line([1.0], item_types=both, type_limits=limits)) == []
    assert errors(line([1.0], item_types=both, type_limits=limits[:1])) == [
        ("arrivals.0", ENDLESS.format("S1"))
    ]
    assert errors(line([1.0], item_types=TWO_TYPES, type_limits=limits[:1])) == []
    assert errors(line([1.0], classes=(ServiceClass(id="x", at_most=4),))) == []
    assert errors(line([0.0], classes=(ServiceClass(id="x", at_most=4),))) == [("arrivals.0", PASSES)]


def test_a_gate_holds_nobody_while_it_is_open() -> None:
    gate = wait("Gate", cadence=Cadence(every=1.0), wip_limit=2)
    assert errors(stream((gate,), Saturated())) == [("arrivals.0", PASSES)]
    assert errors(stream((wait("Gate", wip_limit=2),), Saturated())) == [("arrivals.0", PASSES)]
    assert errors(stream((wait("Gate", 1.0, wip_limit=2),), Saturated())) == []
    assert errors(stream((gate, SLOW), Saturated())) == []
    assert errors(stream((gate, OPEN), Saturated())) == [("arrivals.0", ENDLESS.format("Open"))]


@pytest.mark.parametrize(
    ("stages", "found"),
    [
        ((FREE.model_copy(update={"routes": (Route(to="open", share=0.1),)}), SLOW, OPEN), "Open"),
        ((FREE.model_copy(update={"routes": (Route(to="open", share=0.0),)}), SLOW, OPEN), None),
        ((SLOW.model_copy(update={"routes": (Route(to="open", share=0.1),)}), FREE, OPEN), None),
        ((FREE, SLOW.model_copy(update={"skip": {"item": 0.5}}), OPEN), "Open"),
        ((FREE, SLOW.model_copy(update={"skip": {"item": 0.0}}), OPEN), None),
        ((SLOW.model_copy(update={"skip": {"item": 0.5}}), OPEN), None),
    ],
)
def test_routes_and_skipping_are_ways_that_an_endless_backlog_finds(
    stages: tuple[Stage, ...], found: str | None
) -> None:
    expected = [] if found is None else [("arrivals.0", ENDLESS.format(found))]
    assert errors(stream(stages, Saturated())) == expected


def test_only_types_that_come_count() -> None:
    stage = FREE.model_copy(update={"time_by_type": {"b": constant(1.0)}})
    both = (ItemType(id="a", name="A", share=1.0), ItemType(id="b", name="B", share=1.0))
    assert errors(stream((stage,), Saturated(), item_types=both)) == []
    assert errors(stream((stage,), Saturated(), item_types=TWO_TYPES)) == [("arrivals.0", PASSES)]
    assert errors(stream((stage,), Saturated(types=("b",)), item_types=TWO_TYPES)) == []


def test_an_endless_backlog_that_the_first_stage_never_takes_from_is_refused() -> None:
    passed = SLOW.model_copy(update={"skip": {"item": 1.0}})
    assert errors(stream((passed, SLOW.model_copy(update={"id": "next"})), Saturated())) == [
        (
            "arrivals.0",
            "The backlog never ends and all that it brings passes by Slow, which is to take from it.",
        )
    ]


def test_an_endless_class_that_passes_limits_needs_a_cap() -> None:
    fast = ItemType.model_validate({"id": "fast", "name": "Fast", "share": 1.0, "class": "x"})
    free: dict[str, Any] = {"item_types": (fast,), "classes": (ServiceClass(id="x", ignores_wip=True),)}
    capped: dict[str, Any] = {
        "item_types": (fast,),
        "classes": (ServiceClass(id="x", ignores_wip=True, at_most=1),),
    }
    assert errors(line([1.0], wip_limits=1, **free)) == [
        ("arrivals.0", "The backlog never ends and Fast ignores limits: endless items would enter.")
    ]
    assert errors(line([1.0], wip_limits=1, **capped)) == []
