"""Mean visits to each stage, against hand-made sums and against walks."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.stream import Rework, Route, Stage
from sim.stream.visits import visits_of
from tests.builders import wait, work

SHARES = st.integers(0, 10).map(lambda tenths: tenths / 10)


def counts(*stages: Stage, of: str = "a") -> list[float]:
    return [float(one) for one in visits_of(stages, of).count]


def test_an_item_comes_once_to_each_stage_of_a_plain_line() -> None:
    assert counts(work("A", 1.0), wait("B", 1.0), work("C", 1.0)) == [1.0, 1.0, 1.0]


def test_what_is_skipped_is_not_visited_by_that_type() -> None:
    stages = (work("A", 1.0, skip={"a": 0.25}), work("B", 1.0, skip={"a": 1.0}), work("C", 1.0))
    assert counts(*stages) == pytest.approx([0.75, 0.0, 1.0])
    assert counts(*stages, of="b") == pytest.approx([1.0, 1.0, 1.0])


def test_a_route_leads_past_what_lies_between() -> None:
    routes = (Route(to="c", share=0.5), Route(to="d", share=0.2, types=("a",)))
    stages = (work("A", 1.0, routes=routes), work("B", 1.0), work("C", 1.0), work("D", 1.0))
    assert counts(*stages) == pytest.approx([1.0, 0.3, 0.8, 1.0])
    assert counts(*stages, of="b") == pytest.approx([1.0, 0.5, 1.0, 1.0])


def test_a_stage_sent_to_may_be_skipped_like_any_other() -> None:
    stages = (
        work("A", 1.0, routes=(Route(to="c", share=1.0),)),
        work("B", 1.0),
        work("C", 1.0, skip={"a": 0.4}),
    )
    assert counts(*stages) == pytest.approx([1.0, 0.0, 0.6])


def test_what_fails_goes_back_and_skips_nothing_on_the_way() -> None:
    first = work("A", 1.0, skip={"a": 1.0})
    second = work("B", 1.0, rework=(Rework(to="a", probability=0.5, effort=0.25),))
    assert counts(first, second) == pytest.approx([1.0, 2.0])
    assert [float(one) for one in visits_of((first, second), "a").full] == pytest.approx([0.25, 2.0])


def test_routes_share_what_does_not_fail() -> None:
    last = work("C", 1.0)
    fork = work("A", 1.0, rework=(Rework(to="a", probability=0.2),), routes=(Route(to="c", share=0.5),))
    assert counts(fork, work("B", 1.0), last) == pytest.approx([1.25, 0.5, 1.0])


@st.composite
def networks(draw: st.DrawFn) -> tuple[Stage, ...]:
    """Four stages with every way there is, some shares 0 or 1."""
    stages = []
    for place, name in enumerate("ABCD"):
        later = "abcd"[place + 1 :]
        share = draw(SHARES)
        stages.append(
            work(
                name,
                1.0,
                skip={"a": draw(SHARES)},
                routes=(Route(to=draw(st.sampled_from(later)), share=share),) if later else (),
                rework=(Rework(to=draw(st.sampled_from("abcd"[: place + 1])), probability=draw(SHARES) / 2),),
            )
        )
    return tuple(stages)


@given(networks())
def test_the_visits_are_those_of_an_item_passed_on_step_by_step(stages: tuple[Stage, ...]) -> None:
    visits = visits_of(stages, "a")
    assert list(visits.count) == pytest.approx(_walked(stages), rel=1e-6, abs=1e-6)


def _walked(stages: tuple[Stage, ...]) -> list[float]:
    """Pass one item on in shares, step by step, until next to nothing of it is left."""
    places = {one.id: place for place, one in enumerate(stages)}
    total = [0.0] * len(stages)
    held = _entered(stages, 0, 1.0)
    for _ in range(2000):
        total = [before + now for before, now in zip(total, held, strict=True)]
        after = [0.0] * len(stages)
        for place, stage in enumerate(stages):
            (back,) = stage.rework
            after[places[back.to]] += held[place] * back.probability
            onward = held[place] * (1.0 - back.probability)
            sent = [(places[one.to], one.share) for one in stage.routes]
            sent.append((place + 1, 1.0 - sum(share for _, share in sent)))
            for to, share in sent:
                after = [x + y for x, y in zip(after, _entered(stages, to, onward * share), strict=True)]
        held = after
    return total


def _entered(stages: tuple[Stage, ...], place: int, amount: float) -> list[float]:
    """Share out what is sent to a place over the stages that it enters."""
    entered = [0.0] * len(stages)
    for at in itertools.takewhile(lambda at: at < len(stages), itertools.count(place)):
        entered[at] = amount * (1.0 - stages[at].skip["a"])
        amount *= stages[at].skip["a"]
    return entered
