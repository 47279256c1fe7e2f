"""Classes and shares with all defaults applied."""

from __future__ import annotations

import pytest

from sim.stream import ItemType, Saturated, ServiceClass, class_of, classes_of, shares_of, types_of
from tests.builders import line, poisson

TYPES = (
    ItemType(id="a", name="A", share=1.0),
    ItemType(id="b", name="B", share=3.0),
    ItemType(id="c", name="C"),
)
MADE = line([1.0], arrivals=poisson(1.0), item_types=TYPES)


def test_shares_are_relative_to_those_that_may_come() -> None:
    assert shares_of(MADE, poisson(1.0)) == {"a": 0.25, "b": 0.75, "c": 0.0}
    assert shares_of(MADE, poisson(1.0, types=("b", "c"))) == {"b": 1.0, "c": 0.0}


def test_a_single_type_needs_no_share() -> None:
    assert shares_of(MADE, poisson(1.0, types=("c",))) == {"c": 1.0}


def test_types_without_shares_cannot_be_mixed() -> None:
    nobody = MADE.model_copy(update={"item_types": (TYPES[2], TYPES[2].model_copy(update={"id": "d"}))})
    with pytest.raises(ValueError, match="no share above 0"):
        shares_of(nobody, poisson(1.0))


def test_types_come_in_the_streams_order() -> None:
    assert [one.id for one in types_of(MADE, poisson(1.0, types=("c", "a")))] == ["a", "c"]
    assert types_of(MADE, poisson(1.0)) == TYPES


def test_a_stream_without_classes_has_one() -> None:
    (only,) = classes_of(MADE)
    assert (only.id, only.rank, only.ignores_wip, only.at_most) == ("standard", 1, False, None)
    assert class_of(MADE, TYPES[0]) == only


def test_a_type_without_a_class_goes_last() -> None:
    classes = (ServiceClass(id="fast", rank=0), ServiceClass(id="x", rank=3), ServiceClass(id="y", rank=3))
    made = MADE.model_copy(update={"classes": classes})
    assert class_of(made, TYPES[0]).id == "x"
    fast = ItemType.model_validate({"id": "f", "name": "F", "class": "fast"})
    assert class_of(made, fast).id == "fast"
    with pytest.raises(KeyError):
        class_of(made, fast.model_copy(update={"class_id": "lost"}))


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((1.0, 1.0, 2.0), (0.25, 0.25, 0.5)),
        ((60.0, 30.0, 10.0), (0.6, 0.3, 0.1)),
        ((0.0, 0.5, 0.0), (0, 1, 0)),
    ],
)
def test_shares_need_not_add_up_to_1(shares: tuple[float, ...], expected: tuple[float, ...]) -> None:
    types = tuple(one.model_copy(update={"share": share}) for one, share in zip(TYPES, shares, strict=True))
    found = shares_of(MADE.model_copy(update={"item_types": types}), Saturated())
    assert found == dict(zip("abc", expected, strict=True))


def test_a_type_that_the_stream_does_not_have_is_not_brought() -> None:
    assert types_of(MADE, poisson(1.0, types=("b", "lost"))) == (TYPES[1],)
    assert shares_of(MADE, poisson(1.0, types=("b", "lost"))) == {"b": 1.0}


def test_the_class_that_goes_last_is_the_first_listed_of_the_largest_rank() -> None:
    ranks = {"x": 2, "y": 9, "z": 9, "w": 0}
    classes = tuple(ServiceClass(id=name, rank=rank) for name, rank in ranks.items())
    made = MADE.model_copy(update={"classes": classes})
    assert classes_of(made) == classes
    assert {class_of(made, one).id for one in TYPES} == {"y"}
