"""Faults of limits by type and of feedback, one case each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.stream import Feedback, Stream, TypeLimit
from sim.stream.feedback import created_by, growth, with_feedback
from tests.builders import constant, line
from tests.stream.checks.found import SLOW, TWO_TYPES, errors, warnings

LIMITS: list[tuple[tuple[TypeLimit, ...], tuple[str, str]]] = [
    ((TypeLimit(type="c", limit=2),), ("type_limits.c", "There is no item type c.")),
    ((TypeLimit(type="a", limit=0),), ("type_limits.a.limit", "The limit is 0; it must be 1 or more.")),
    (
        (TypeLimit(type="a", limit=2), TypeLimit(type="a", limit=3)),
        ("type_limits.a", "The id a stands 2 times."),
    ),
]


@pytest.mark.parametrize(("limits", "expected"), LIMITS)
def test_limits_by_type_make_sense(limits: tuple[TypeLimit, ...], expected: tuple[str, str]) -> None:
    assert errors(line([1.0], arrivals=SLOW, item_types=TWO_TYPES, type_limits=limits)) == [expected]


def creates(on: str, other: str, mean_count: float) -> Feedback:
    """So many items of another type, a day later."""
    return Feedback(on=on, creates=other, mean_count=mean_count, after=constant(1.0))


def loop(*feedback: Feedback) -> Stream:
    """A short line with feedback."""
    return line([0.001], arrivals=SLOW, item_types=TWO_TYPES, feedback=feedback)


LOOPS: list[tuple[tuple[Feedback, ...], list[tuple[str, str]]]] = [
    ((creates("c", "a", 0.1),), [("feedback.0.on", "There is no item type c.")]),
    ((creates("a", "c", 0.1),), [("feedback.0.creates", "There is no item type c.")]),
    (
        (creates("a", "b", -0.1),),
        [("feedback.0.mean_count", "The mean number created is -0.1; it must be 0 or more.")],
    ),
    (
        (creates("a", "b", 2000.0),),
        [("feedback.0.mean_count", "One item creates 2000 on average; it may be at most 1,000.")],
    ),
    (
        (creates("a", "a", 1.0),),
        [("feedback", "An item creates 1 items of the next generation on average: it never ends.")],
    ),
    (
        (creates("a", "b", 4.0), creates("b", "a", 0.25)),
        [("feedback", "An item creates 1 items of the next generation on average: it never ends.")],
    ),
    ((creates("a", "b", 50.0),), []),
    ((creates("a", "b", 4.0), creates("b", "a", 0.15)), []),
    ((creates("a", "a", 0.5), creates("a", "a", 0.4)), []),
]


@pytest.mark.parametrize(("feedback", "expected"), LOOPS)
def test_feedback_makes_sense_and_ends(
    feedback: tuple[Feedback, ...], expected: list[tuple[str, str]]
) -> None:
    assert errors(loop(*feedback)) == expected


def test_types_that_share_an_id_are_named_and_their_feedback_is_counted() -> None:
    twice = loop(creates("a", "b", 0.1)).model_copy(update={"item_types": (*TWO_TYPES, TWO_TYPES[1])})
    assert errors(twice) == [("item_types.b", "The id b stands 2 times.")]


def test_feedback_that_hardly_ends_is_doubtful() -> None:
    assert warnings(loop(creates("a", "a", 0.9))) == [
        (
            "feedback",
            "An item creates 0.9 items of the next generation on average: "
            "what arrives is multiplied by about 10.",
        )
    ]
    assert warnings(loop(creates("a", "a", 0.8))) == []


def test_what_arrives_is_multiplied_by_what_it_gives_rise_to() -> None:
    made = loop(creates("a", "b", 0.5), creates("b", "a", 0.4), creates("b", "b", 0.1))
    total = with_feedback(made, {"a": 1.0, "b": 0.2})
    assert total["a"] == pytest.approx(1.0 + 0.4 * total["b"])
    assert total["b"] == pytest.approx(0.2 + 0.5 * total["a"] + 0.1 * total["b"])
    assert with_feedback(loop(), {"a": 1.0, "b": 0.2}) == {"a": 1.0, "b": 0.2}


@given(st.lists(st.floats(0.0, 0.9), min_size=4, max_size=4))
def test_the_growth_of_generations_is_what_many_of_them_show(means: list[float]) -> None:
    pairs = [("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]
    made = loop(*(creates(*pair, count) for pair, count in zip(pairs, means, strict=True)))
    generations = 400
    matrix = created_by(made)
    power = matrix / max(growth(made), 1e-9)
    total = sum(sum(row) for row in _power(power.tolist(), generations))
    assert total < 1e4 * generations  # neither grows like a power nor
    if growth(made) > 0.05:
        assert total > 1e-4  # dies out, once divided by the growth


def _power(matrix: list[list[float]], times: int) -> list[list[float]]:
    result = [[1.0, 0.0], [0.0, 1.0]]
    for _ in range(times):
        result = [
            [sum(row[k] * matrix[k][column] for k in range(2)) for column in range(2)] for row in result
        ]
    return result
