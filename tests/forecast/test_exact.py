"""Exact forecasts: enumeration, a step-by-step twin, and what must hold of any answer."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ForecastFault
from sim.forecast.exact import how_many, most_one_after_another, one_after_another, when
from sim.forecast.sums import probabilities

HISTORIES = st.lists(st.integers(0, 5), min_size=1, max_size=40).filter(any)
TINY_HISTORIES = st.lists(st.integers(0, 3), min_size=1, max_size=3).filter(any)


def finished_by_enumeration(counts: list[int], items: int, days: int) -> Fraction:
    """Share of all sequences of days that reach the items: the slow twin."""
    paths = list(product(counts, repeat=days))
    return Fraction(sum(sum(path) >= items for path in paths), len(paths))


def finished_day_by_day(counts: list[int], items: int, days: int) -> list[float]:
    """Step a dictionary of open items day by day: the second twin."""
    chance, found = {0: 1.0}, [0.0]
    for _ in range(days):
        later: dict[int, float] = {}
        for done, probability in chance.items():
            for count in counts:
                if done + count < items:
                    later[done + count] = later.get(done + count, 0.0) + probability / len(counts)
        chance = later
        found.append(1 - sum(chance.values()))
    return found


@given(counts=TINY_HISTORIES, items=st.integers(1, 8), days=st.integers(1, 6))
def test_the_chance_of_finishing_is_what_enumeration_gives(counts: list[int], items: int, days: int) -> None:
    truth = float(finished_by_enumeration(counts, items, days))
    assert when(counts, items).within(days) == pytest.approx(truth, abs=1e-14)
    assert how_many(counts, days).at_least(items) == pytest.approx(truth, abs=1e-14)


@given(counts=HISTORIES, items=st.integers(1, 30))
def test_the_ladder_and_the_curve_say_what_single_days_say(counts: list[int], items: int) -> None:
    finish = when(counts, items)
    truth = finished_day_by_day(counts, items, 40)
    np.testing.assert_allclose(finish.curve(0, 40), truth, rtol=0, atol=1e-12)
    np.testing.assert_allclose(finish.curve(3, 40, 7), truth[3::7], rtol=0, atol=1e-12)
    np.testing.assert_allclose([finish.within(day) for day in range(41)], truth, rtol=0, atol=1e-12)


@given(counts=HISTORIES, items=st.integers(1, 60), percent=st.integers(1, 99))
def test_the_day_given_is_the_first_that_is_sure_enough(counts: list[int], items: int, percent: int) -> None:
    finish = when(counts, items)
    days = finish.days_at(percent / 100)
    assert days is not None
    assert finish.within(days) >= percent / 100 - 1e-11
    assert finish.within(days - 1) < percent / 100


@given(counts=HISTORIES, items=st.integers(1, 60), days=st.integers(1, 90))
def test_more_certainty_is_never_earlier_and_never_more(counts: list[int], items: int, days: int) -> None:
    levels = [percent / 100 for percent in range(1, 100)]
    finish, total = when(counts, items), how_many(counts, days)
    dates = [finish.days_at(level) or 0 for level in levels]
    numbers = [total.largest(level) for level in levels]
    assert dates == sorted(dates)
    assert numbers == sorted(numbers, reverse=True)


@given(counts=HISTORIES, items=st.integers(1, 40), percent=st.integers(1, 99))
def test_when_and_how_many_are_two_readings_of_one_thing(counts: list[int], items: int, percent: int) -> None:
    days = when(counts, items).days_at(percent / 100)
    assert days is not None
    assert how_many(counts, days).largest(percent / 100) >= items
    assert days == 1 or how_many(counts, days - 1).largest(percent / 100) < items


@given(each=st.integers(1, 9), items=st.integers(1, 200), days=st.integers(0, 200))
def test_a_constant_history_has_one_answer(each: int, items: int, days: int) -> None:
    levels = (0.01, 0.5, 0.85, 0.99)
    assert {when([each], items).days_at(level) for level in levels} == {-(-items // each)}
    assert {how_many([each], days).largest(level) for level in levels} == {each * days}


def test_day_zero_has_no_chance_and_no_days_have_no_items() -> None:
    assert when([3], 1).within(0) == 0
    assert how_many([3], 0).chance.tolist() == [1]


@pytest.mark.parametrize("ask", [when, how_many])
@pytest.mark.parametrize("history", [[], [0, 0, 0]])
def test_an_empty_or_idle_history_is_refused(
    ask: Callable[[list[int], int], object], history: list[int]
) -> None:
    with pytest.raises(ForecastFault):
        ask(history, 5)


def test_what_takes_longer_than_looked_ahead_has_no_day() -> None:
    rare = [0] * 999 + [1]
    assert when(rare, 100).days_at(0.5) is None
    assert when(rare, 1, longest=100).days_at(0.5) is None
    assert when([1], 100, longest=100).days_at(0.99) == 100
    assert when([1], 101, longest=100).days_at(0.01) is None


def test_the_chance_far_beyond_the_last_rung_is_still_right() -> None:
    finish = when([0, 1], 3)
    assert len(finish.ladder) < 8
    assert finish.within(5000) == pytest.approx(1, abs=1e-15)
    truth = finished_day_by_day([0, 1], 3, 200)
    np.testing.assert_allclose([finish.within(d) for d in (150, 200)], [truth[150], truth[200]], atol=1e-15)


def test_large_questions_keep_to_the_normal_law() -> None:
    history = np.tile([0, 10, 20, 50], 10)
    mean, sd = history.mean(), history.std()
    total = how_many(history, 2000)
    assert total.mean == pytest.approx(2000 * mean, rel=1e-10)
    assert total.largest(0.5) == pytest.approx(2000 * mean, rel=1e-3)
    days = when(history, 40_000).days_at(0.84134)
    assert days == pytest.approx(40_000 / mean + sd * (40_000 / mean) ** 0.5 / mean, rel=2e-3)


@given(durations=TINY_HISTORIES, items=st.integers(1, 5), days=st.integers(0, 12))
def test_items_one_after_another_take_the_sum_of_their_times(
    durations: list[int], items: int, days: int
) -> None:
    paths = list(product(durations, repeat=items))
    truth = Fraction(sum(sum(path) <= days for path in paths), len(paths))
    assert one_after_another(durations, items).at_most(days) == pytest.approx(float(truth), abs=1e-14)


@given(durations=TINY_HISTORIES, days=st.integers(0, 12), percent=st.integers(10, 95))
def test_the_most_items_one_after_another_are_reached_and_one_more_is_not(
    durations: list[int], days: int, percent: int
) -> None:
    items, chance = most_one_after_another(durations, days, percent / 100)
    assert chance >= percent / 100 - 1e-11
    assert chance == pytest.approx(one_after_another(durations, items).at_most(days), abs=1e-13)
    assert one_after_another(durations, items + 1).at_most(days) < percent / 100


def test_items_that_take_no_time_are_refused() -> None:
    with pytest.raises(ForecastFault, match="0 days"):
        most_one_after_another([0, 0], 10, 0.5)


def test_the_ladder_holds_squares_of_the_first_rung() -> None:
    finish = when([0, 1, 2], 4)
    day = probabilities([0, 1, 2])
    np.testing.assert_allclose(finish.ladder[1], np.convolve(day, day)[:4], atol=1e-16)
