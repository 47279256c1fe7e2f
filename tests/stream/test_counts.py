"""Whole numbers beyond what can be counted are refused, wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from sim.stream import (
    Backlog,
    CadenceArrival,
    Problem,
    ServiceClass,
    Stream,
    WipGroup,
    example,
    example_names,
    problems,
    set_value,
)
from sim.stream.checks.counts import _counts
from tests.builders import at, line
from tests.strategies import streams


def too_large(where: str, shown: str, most: str = "1,000,000,000") -> Problem:
    return Problem(where, f"{shown} is too large; it may be at most {most}.", "Lower it.")


def with_everything(count: int) -> Stream:
    """The count wherever a whole number may be large, but for workers."""
    stream = line([1.0, 1.0], wip_limits=[count, None])
    by_type = Backlog(counts={"item": count})
    return stream.model_copy(
        update={
            "arrivals": (Backlog(count=count), at(1.0), CadenceArrival(every=1.0, count=count), by_type),
            "wip_groups": (WipGroup(id="line", stages=("s1", "s2"), limit=count),),
            "classes": (ServiceClass(id="standard", rank=count, at_most=count),),
        }
    )


PLACES = [
    "classes.standard.rank",
    "classes.standard.at_most",
    "arrivals.0.count",
    "arrivals.2.count",
    "arrivals.3.counts.item",
    "stages.s1.wip_limit",
    "wip_groups.line.limit",
]


def test_every_count_that_is_too_large_is_named_by_its_path() -> None:
    found = [one for one in problems(with_everything(10**9 + 1)) if "too large" in one.what]
    assert found == [too_large(where, "1000000001") for where in PLACES]


def test_the_largest_count_is_no_problem() -> None:
    assert [one for one in problems(with_everything(10**9)) if "too large" in one.what] == []


def test_a_number_that_nobody_would_count_is_said_by_its_length() -> None:
    stream = set_value(line([1.0], wip_limits=1), "stages.s1.wip_limit", 10**30)
    assert problems(stream) == (too_large("stages.s1.wip_limit", "A number of 31 digits"),)


@pytest.mark.parametrize(("workers", "shown"), [(100_001, "100001"), (10**23, "A number of 24 digits")])
def test_more_workers_than_fit_in_memory_are_refused(workers: int, shown: str) -> None:
    stream = set_value(line([1.0], wip_limits=1), "stages.s1.workers", workers)
    errors = [one for one in problems(stream) if one.severity == "error"]
    assert errors == [too_large("stages.s1.workers", shown, "100,000")]


@given(st.integers(1, 10**40))
def test_a_limit_is_refused_exactly_where_it_is_beyond_the_largest(limit: int) -> None:
    stream = set_value(line([1.0], wip_limits=1), "stages.s1.wip_limit", limit)
    assert [one.where for one in problems(stream)] == ["stages.s1.wip_limit"] * (limit > 10**9)


def test_a_million_workers_in_all_are_enough() -> None:
    def found(*workers: int) -> list[str]:
        made = line([1.0] * len(workers), workers, arrivals=at(1.0))
        return [one.what for one in problems(made) if one.severity == "error"]

    assert found(*[100_000] * 10) == []
    assert found(*[100_000] * 10, 1) == [
        "There are 1,000,001 workers in all; there may be at most 1,000,000."
    ]


def every_count(here: object, where: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], int]]:
    """Walk through all there is, whatever its fields say they hold."""
    if isinstance(here, int) and not isinstance(here, bool):
        return [(where, here)]
    parts: list[tuple[str, object]] = []
    if isinstance(here, BaseModel):
        parts = [
            (field.alias or name, getattr(here, name)) for name, field in type(here).model_fields.items()
        ]
    elif isinstance(here, Mapping):
        parts = [(str(name), value) for name, value in here.items()]
    elif isinstance(here, tuple):
        parts = [(str(getattr(one, "id", place)), one) for place, one in enumerate(here)]
    return [found for name, value in parts for found in every_count(value, (*where, name))]


@pytest.mark.parametrize("name", example_names())
def test_no_count_of_an_example_is_passed_over(name: str) -> None:
    stream = example(name)
    found = every_count(stream)
    assert list(_counts(stream, ())) == found
    assert len(found) > 10


@given(streams())
def test_no_count_of_any_stream_is_passed_over(stream: Stream) -> None:
    assert list(_counts(stream, ())) == every_count(stream)
