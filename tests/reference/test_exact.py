"""What the engine is held against agrees with itself: formulas with chains, general with special cases."""

from __future__ import annotations

import pytest

from tests.reference.exact import (
    Time,
    broken_down,
    broken_down_formula,
    exponential_time,
    full_batches,
    in_steady_state,
    preemptive_priorities,
    priorities,
    random_ranks,
    team_over_two_stages,
    wait_in_queue,
    with_interruptions,
)


def test_a_chain_gives_the_geometric_numbers_of_a_single_queue() -> None:
    shares = in_steady_state(0, lambda n: [(n + 1, 0.5)] * (n < 60) + [(n - 1, 1.0)] * (n > 0))
    assert [shares[n] for n in range(4)] == pytest.approx([0.5, 0.25, 0.125, 0.0625])


def test_one_queue_is_the_same_by_every_formula() -> None:
    one = exponential_time(1.0)
    assert wait_in_queue(0.8, one) == pytest.approx(4.0)
    assert priorities([(0.8, one)]) == pytest.approx([5.0])
    assert preemptive_priorities([(0.8, one)]) == pytest.approx([5.0])
    assert full_batches(0.8, 1, 1.0) == pytest.approx(5.0)
    assert broken_down_formula(0.8, 1.0, 1e12, 1e-3) == pytest.approx(4.0)


def test_priorities_agree_with_published_figures_and_leave_the_mean_work_as_it_is() -> None:
    flows = [(0.2, exponential_time(1.0)), (0.6, exponential_time(1.0))]
    assert priorities(flows) == pytest.approx([2.0, 6.0])
    for times in (priorities(flows), preemptive_priorities(flows)):
        assert 0.2 * times[0] + 0.6 * times[1] == pytest.approx(4.0)  # equal exponential times: L of M/M/1


def test_who_preempts_does_not_see_the_others() -> None:
    first, _ = preemptive_priorities([(0.2, exponential_time(1.0)), (0.6, exponential_time(3.0))])
    assert first == pytest.approx(1.0 / (1.0 - 0.2))


def test_the_breakdown_formula_agrees_with_the_chain() -> None:
    for case in ((0.4, 1.0, 10.0, 2.0), (0.5, 0.8, 3.0, 3.0), (0.2, 2.0, 20.0, 5.0)):
        assert broken_down(*case) == pytest.approx(broken_down_formula(*case), rel=1e-6)


def test_interruptions_without_length_change_nothing_and_long_ones_stretch() -> None:
    time = Time(2.0, 5.0)
    assert with_interruptions(time, 3.0, Time(0.0, 0.0)) == time
    # A constant service of 1 with Poisson interruptions of mean 1, each constant 1: mean 2, variance 1.
    assert with_interruptions(Time(1.0, 1.0), 1.0, Time(1.0, 1.0)) == Time(2.0, 5.0)


def test_a_team_of_one_over_two_stages_is_a_queue_with_both_times() -> None:
    both = exponential_time(0.6).then(exponential_time(0.6))
    by_formula = 0.5 * (both.mean + wait_in_queue(0.5, both))
    assert team_over_two_stages(0.5, 0.6, 1) == pytest.approx(by_formula, rel=1e-9)


def test_random_ranks_spread_waits_more_than_a_draw_at_every_pull_and_that_more_than_fifo() -> None:
    fifo = 2.0 * 0.5 / (1.0 - 0.5) ** 2
    drawn_at_every_pull = fifo * 2.0 / (2.0 - 0.5)
    assert fifo < drawn_at_every_pull < random_ranks(0.5, 1.0) == pytest.approx(19.0 / 3.0)
    assert random_ranks(1e-9, 1.0) == pytest.approx(2e-9, rel=1e-6)  # who waits at all waits for one service
