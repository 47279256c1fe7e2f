"""Faults of item types and classes of service, one case each."""

from __future__ import annotations

from typing import Any

import pytest

from sim.stream import (
    ItemType,
    ServiceClass,
    problems,
)
from tests.builders import line
from tests.stream.checks.found import SLOW, errors, warnings

TYPES_AND_CLASSES: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"item_types": ()}, ("item_types", "The stream has no item types.")),
    (
        {"item_types": (ItemType(id="a", name="A", share=1.0), ItemType(id="a", name="B"))},
        ("item_types.a", "The id a stands 2 times."),
    ),
    (
        {"item_types": (ItemType(id="a", name="A", share=-0.5), ItemType(id="b", name="B", share=1.5))},
        ("item_types.a.share", "The share is -0.5; it must be 0 or more."),
    ),
    (
        {"item_types": (ItemType.model_validate({"id": "a", "name": "A", "class": "fsat"}),)},
        ("item_types.a.class", "There is no class of service fsat."),
    ),
    (
        {"classes": (ServiceClass(id="x"), ServiceClass(id="x"))},
        ("classes.x", "The id x stands 2 times."),
    ),
    (
        {"classes": (ServiceClass(id="x", rank=-1),)},
        ("classes.x.rank", "The rank is -1; it must be 0 or more."),
    ),
    (
        {"classes": (ServiceClass(id="x", at_most=0),)},
        ("classes.x.at_most", "At most 0 items are let in; it must be 1 or more, or none."),
    ),
    (
        {"item_types": (ItemType(id="a", name="A", value=-1.0),)},
        ("item_types.a.value", "The value is -1; it must be 0 or more."),
    ),
    (
        {"item_types": (ItemType(id="a", name="A", value=2e12),)},
        ("item_types.a.value", "The value is 2e+12; it may be at most 1e+12."),
    ),
    (
        {"item_types": (ItemType(id="a", name="A", cost_of_delay=-1.0),)},
        ("item_types.a.cost_of_delay", "The cost of delay is -1; it must be 0 or more."),
    ),
    (
        {"item_types": (ItemType(id="a", name="A", due_in=-1.0),)},
        ("item_types.a.due_in", "The time to the due moment is -1; it must be 0 or more."),
    ),
    (
        {"item_types": tuple(ItemType(id=f"t{n}", name="T", share=1 / 256) for n in range(256))},
        ("item_types", "The stream has 256 item types; it may have at most 255."),
    ),
]


@pytest.mark.parametrize(("fields", "expected"), TYPES_AND_CLASSES)
def test_types_and_classes_make_sense(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    assert errors(line([1.0], arrivals=SLOW, **fields)) == [expected]


def test_a_misspelt_class_is_guessed() -> None:
    typo = ItemType.model_validate({"id": "a", "name": "A", "class": "fsat"})
    made = line([1.0], arrivals=SLOW, item_types=(typo,), classes=(ServiceClass(id="fast"),))
    assert [one.fix for one in problems(made)] == ["Did you mean fast?"]


def test_one_type_needs_no_share() -> None:
    assert problems(line([1.0], arrivals=SLOW, item_types=(ItemType(id="a", name="A"),))) == ()


def test_a_class_that_finds_no_work_to_preempt_is_doubtful() -> None:
    def made(*ranks: int) -> list[tuple[str, str]]:
        classes = [ServiceClass(id=f"c{rank}", rank=rank, preempts=rank == 1) for rank in ranks]
        return warnings(line([1.0], arrivals=SLOW, classes=tuple(classes)))

    assert made(1, 0) == [
        ("classes.c1.preempts", "No class has a larger rank than c1: it finds no work to preempt.")
    ]
    assert made(1, 2) == []
