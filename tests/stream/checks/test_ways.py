"""Faults of routes and skipping, one case each; those of rework stand with the stages."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.stream import Rework, Route, Stream
from tests.builders import stream, wait, work
from tests.stream.checks.found import SLOW, TWO_TYPES, errors


def fork(*routes: Route, **more: Any) -> Stream:
    """Four stages, the second of which has routes."""
    stages = (
        work("In", 1.0),
        work("Fork", 1.0, routes=routes, **more),
        wait("Left", 1.0),
        work("Right", 1.0),
    )
    return stream(stages, SLOW, item_types=TWO_TYPES)


ROUTES: list[tuple[tuple[Route, ...], tuple[str, str]]] = [
    ((Route(to="rigth", share=0.5),), ("stages.fork.routes.rigth.to", "There is no stage rigth.")),
    (
        (Route(to="fork", share=0.5),),
        ("stages.fork.routes.fork.to", "A route of Fork goes to Fork itself."),
    ),
    (
        (Route(to="in", share=0.5),),
        ("stages.fork.routes.in.to", "A route of Fork goes to in, an earlier stage."),
    ),
    (
        (Route(to="right", share=1.5),),
        ("stages.fork.routes.right.share", "The share of a route is 1.5; it must be from 0 to 1."),
    ),
    (
        (Route(to="right", share=-0.5),),
        ("stages.fork.routes.right.share", "The share of a route is -0.5; it must be from 0 to 1."),
    ),
    (
        (Route(to="right", share=0.5, types=("a", "c")),),
        ("stages.fork.routes.right.types", "There is no item type c."),
    ),
    (
        (Route(to="right", share=0.5, types=()),),
        ("stages.fork.routes.right.types", "The list of types is empty."),
    ),
    (
        (Route(to="right", share=0.7), Route(to="left", share=0.4)),
        ("stages.fork.routes", "The shares of the routes of Fork sum to 1.1; it may be at most 1."),
    ),
    (
        (Route(to="right", share=0.7), Route(to="left", share=0.4, types=("b",))),
        ("stages.fork.routes", "The shares of the routes of Fork sum to 1.1 for B; it may be at most 1."),
    ),
    (
        (Route(to="right", share=0.7, types=("a",)), Route(to="right", share=1.4, types=("b",))),
        ("stages.fork.routes.1.share", "The share of a route is 1.4; it must be from 0 to 1."),
    ),
]


@pytest.mark.parametrize(("routes", "expected"), ROUTES)
def test_routes_make_sense(routes: tuple[Route, ...], expected: tuple[str, str]) -> None:
    assert errors(fork(*routes)) == [expected]


def test_routes_of_different_types_may_take_the_same_way_and_all_of_their_items() -> None:
    assert (
        errors(fork(Route(to="right", share=1.0, types=("a",)), Route(to="left", share=1.0, types=("b",))))
        == []
    )
    assert errors(fork(*(Route(to="right", share=0.1) for _ in range(10)))) == []


def test_rework_and_routes_do_not_share_one_whole() -> None:
    rework = (Rework(to="in", probability=0.9),)
    assert errors(fork(Route(to="right", share=1.0), rework=rework)) == []


@given(st.lists(st.integers(0, 120), min_size=1, max_size=5))
def test_shares_are_refused_exactly_where_a_type_would_be_sent_on_more_than_once(percents: list[int]) -> None:
    made = fork(*(Route(to="right", share=one / 100) for one in percents))
    assert bool(errors(made)) == (sum(percents) > 100)


def test_shares_that_pass_by_make_sense() -> None:
    for skip, expected in (
        ({"a": 1.2}, [("stages.fork.skip.a", "The share that passes by is 1.2; it must be from 0 to 1.")]),
        ({"a": -0.1}, [("stages.fork.skip.a", "The share that passes by is -0.1; it must be from 0 to 1.")]),
        ({"c": 0.5}, [("stages.fork.skip.c", "There is no item type c.")]),
        ({"a": 1.0, "b": 0.0}, []),
    ):
        assert errors(fork(skip=skip)) == expected


def test_a_wait_stage_may_be_passed_by() -> None:
    assert errors(stream((work("In", 1.0), wait("Gate", 1.0, skip={"item": 0.5})), SLOW)) == []


def test_a_type_that_passes_by_everything_is_refused() -> None:
    stages = (work("In", 1.0, skip={"b": 1.0}), work("Out", 1.0, skip={"a": 1.0, "b": 1.0}))
    assert errors(stream(stages, SLOW, item_types=TWO_TYPES)) == [
        ("stages.in.skip.b", "B passes by every stage: nothing of it would ever be in the stream.")
    ]


def test_efforts_that_would_leave_the_clock_are_refused() -> None:
    assert errors(fork(rework=(Rework(to="in", probability=0.1, effort=2000.0),))) == [
        ("stages.fork.rework.in.effort", "The effort of rework is 2000; it may be at most 1,000.")
    ]
