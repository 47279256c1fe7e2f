"""How long items have been worked on, stretch by stretch."""

from __future__ import annotations

import pytest

from app.animation.touch import Touch


@pytest.fixture
def touch() -> Touch:
    """Item 3, worked on from 2 to 5, and again from 9 on."""
    made = Touch()
    made.begin(3, 2.0)
    made.stop(3, 5.0)
    made.begin(3, 9.0)
    return made


def test_the_share_behind_counts_every_stretch_of_work(touch: Touch) -> None:
    assert touch.shares(10.0, {3: 4.0}) == {3: 0.5}
    assert touch.shares(13.0, {3: 1.0}) == {3: 7 / 8}


def test_work_that_stands_still_comes_no_further(touch: Touch) -> None:
    touch.stop(3, 10.0)
    assert touch.shares(11.0, {3: 4.0}) == touch.shares(99.0, {3: 4.0}) == {3: 0.5}
    assert not touch.is_running(3)
    assert list(touch.under_way()) == [3]


def test_what_begins_twice_or_stops_twice_is_counted_once(touch: Touch) -> None:
    touch.begin(3, 9.5)
    touch.stop(3, 10.0)
    touch.stop(3, 12.0)
    assert touch.shares(20.0, {3: 4.0}) == {3: 0.5}


def test_without_a_time_left_and_without_any_work_no_share_is_known(touch: Touch) -> None:
    assert touch.shares(10.0, {}) == {}
    touch.begin(4, 10.0)
    assert touch.shares(10.0, {4: 0.0}) == {}
    assert touch.shares(10.0, {4: 2.0}) == {4: 0.0}


def test_what_is_over_is_forgotten_and_begins_anew(touch: Touch) -> None:
    touch.forget(3)
    touch.stop(3, 11.0)
    assert list(touch.under_way()) == []
    touch.begin(3, 12.0)
    assert touch.shares(13.0, {3: 3.0}) == {3: 0.25}
