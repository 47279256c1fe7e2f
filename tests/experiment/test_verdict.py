from __future__ import annotations

import pytest

from sim.experiment import Estimate, MetricChange, Scale, Verdict, judge, scale_of

BASE = Estimate(mean=12.0, low=11.5, high=12.5, sd=1.0, n=40)
DAYS = Scale(unit=" days")


def change(metric: str, mean: float, half: float, n: int = 40) -> MetricChange:
    difference = Estimate(mean, mean - half, mean + half, sd=half * n**0.5 / 2.0227, n=n)
    return MetricChange(metric, BASE, BASE, difference)


@pytest.mark.parametrize(
    ("metric", "mean", "verdict"),
    [
        ("flow_time_p85", -2.1, Verdict("better", "shorter by 2.1 days, ± 0.3")),
        ("flow_time", 2.1, Verdict("worse", "longer by 2.1 days, ± 0.3")),
        ("flow_velocity", 2.1, Verdict("better", "faster by 2.1 days, ± 0.3")),
        ("flow_efficiency", -2.1, Verdict("worse", "lower by 2.1 days, ± 0.3")),
        ("flow_load", -2.1, Verdict("different", "fewer by 2.1 days, ± 0.3")),
        ("flow_distribution.defect", 2.1, Verdict("different", "more by 2.1 days, ± 0.3")),
    ],
)
def test_a_clear_difference_is_worded_by_what_is_good_for_its_metric(
    metric: str, mean: float, verdict: Verdict
) -> None:
    assert judge(change(metric, mean, 0.3), DAYS) == verdict


@pytest.mark.parametrize(
    ("metric", "mean", "kind", "text"),
    [
        ("value_released", 1250.0, "better", "more by 1 250, ± 8"),
        ("value_released", -1250.0, "worse", "less by 1 250, ± 8"),
        ("net_value", -50.0, "worse", "lower by 50, ± 8"),
        ("staff_cost", 50.0, "worse", "higher by 50, ± 8"),
        ("delay_cost", -50.0, "better", "lower by 50, ± 8"),
        ("cost_per_item", 50.0, "worse", "higher by 50, ± 8"),
    ],
)
def test_money_is_judged_by_what_is_gained(metric: str, mean: float, kind: str, text: str) -> None:
    verdict = judge(change(metric, mean, 8.0), scale_of(metric, "day"))
    assert (verdict.kind, verdict.text) == (kind, text)


def test_a_difference_within_one_percent_of_the_base_is_the_same_however_clear() -> None:
    assert judge(change("flow_time", 0.05, 0.04), DAYS) == Verdict("same", "the same, ± 0.04 days")


def test_an_interval_around_nothing_asks_for_the_runs_that_would_settle_it() -> None:
    # ± 0.6 from 40 runs; ± 0.3, the difference itself, takes four times as many: 120 more
    assert judge(change("flow_time", 0.3, 0.6), DAYS) == Verdict(
        "unclear", "cannot tell yet: about 120 more runs", 120
    )


def test_a_difference_of_nothing_is_settled_against_one_percent_of_the_base() -> None:
    verdict = judge(change("flow_time", 0.0, 0.6), DAYS)
    assert verdict.kind == "unclear"
    assert verdict.more_runs == 40 * 25 - 40


def test_one_run_tells_nothing() -> None:
    lone = MetricChange("flow_time", BASE, BASE, Estimate(1.0, float("nan"), float("nan"), float("nan"), 1))
    assert judge(lone).kind == "unclear"


def test_a_scale_turns_a_velocity_a_day_into_a_week() -> None:
    verdict = judge(change("flow_velocity", 0.2, 0.02), Scale(factor=5, unit=" a week"))
    assert verdict.text == "faster by 1.0 a week, ± 0.1"
