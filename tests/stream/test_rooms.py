"""Which types come, and how many of them may be in the stream at once."""

from __future__ import annotations

from typing import Any

from sim.stream import (
    Backlog,
    BoardItem,
    Feedback,
    ItemType,
    Saturated,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Stream,
    TypeLimit,
    WipGroup,
)
from sim.stream.rooms import Room, rooms_of, types_that_come
from tests.builders import constant, poisson, stream, wait, work


def typed(name: str, share: float = 0.0, service: str | None = None) -> ItemType:
    return ItemType.model_validate({"id": name, "name": name, "share": share, "class": service})


TYPES = (typed("a", 1.0), typed("b", 2.0), typed("c"), typed("d"))


def made(*arrivals: Any, **more: Any) -> Stream:
    return stream((work("S", 1.0), wait("T")), arrivals, **{"item_types": TYPES, **more})


def test_types_come_by_share_by_name_and_by_count() -> None:
    assert types_that_come(made(poisson(1.0))) == {"a", "b"}
    assert types_that_come(made(Saturated(types=("c",)))) == {"c"}
    assert types_that_come(made(Saturated(types=("b", "c")))) == {"b"}
    assert types_that_come(made(Backlog(counts={"a": 0, "d": 2}))) == {"d"}
    assert types_that_come(made(Backlog(count=3, types=("a",)))) == {"a"}
    assert types_that_come(made(Schedule(items=(ScheduledItem(at=0.0, type="d"),)))) == {"d"}
    mixed = Schedule(items=(ScheduledItem(at=0.0, type="d"), ScheduledItem(at=0.0)), types=("a", "b"))
    assert types_that_come(made(mixed)) == {"a", "b", "d"}


def test_types_are_there_at_the_start_or_created_by_what_comes() -> None:
    def creates(on: str, other: str, count: float = 0.1) -> Feedback:
        return Feedback(on=on, creates=other, mean_count=count, after=constant(1.0))

    board = (BoardItem(type="c", stage="s"),)
    assert types_that_come(made(board=board)) == {"c"}
    assert types_that_come(made(board=board, feedback=(creates("d", "a"), creates("c", "d")))) == {
        "a",
        "c",
        "d",
    }
    assert types_that_come(made(board=board, feedback=(creates("c", "d", 0.0),))) == {"c"}


def cap(**more: Any) -> int | None:
    """Give how many items may be in the stream at once, by types and classes."""
    rooms = rooms_of(made(poisson(1.0), **more), more.get("item_types", TYPES))
    return next((one.limit for one in rooms if one.name == "the cap on types and classes"), None)


def test_the_cap_is_the_sum_of_what_binds_every_type_that_comes() -> None:
    limits = (TypeLimit(type="a", limit=3), TypeLimit(type="b", limit=4))
    assert cap() is None
    assert cap(type_limits=limits[:1]) is None
    assert cap(type_limits=limits) == 7
    assert cap(classes=(ServiceClass(id="x", at_most=5),)) == 5
    assert cap(classes=(ServiceClass(id="x", at_most=5),), type_limits=limits) == 5
    assert cap(classes=(ServiceClass(id="x", at_most=9),), type_limits=limits) == 7


def test_a_class_caps_its_own_types_and_passes_their_limits_if_it_ignores_limits() -> None:
    classes = (ServiceClass(id="fast", rank=0, at_most=2, ignores_wip=True), ServiceClass(id="slow", rank=1))
    types = (typed("a", 1.0, "fast"), typed("b", 1.0))
    limit_of_b = (TypeLimit(type="b", limit=4),)
    assert cap(item_types=types, classes=classes) is None
    assert cap(item_types=types, classes=classes, type_limits=limit_of_b) == 6
    free = (classes[0].model_copy(update={"at_most": None}), classes[1])
    limits = (TypeLimit(type="a", limit=1), *limit_of_b)
    assert cap(item_types=types, classes=free, type_limits=limits) is None


def test_every_limit_that_counts_items_is_a_room() -> None:
    limited = made(poisson(1.0), wip_groups=(WipGroup(id="g", stages=("s", "t"), limit=9),))
    stages = (limited.stages[0].model_copy(update={"wip_limit": 3}), limited.stages[1])
    assert rooms_of(limited.model_copy(update={"stages": stages}), TYPES) == [
        Room(3, "the WIP limit of S", frozenset({"s"})),
        Room(9, "the limit of g", frozenset({"s", "t"})),
    ]
