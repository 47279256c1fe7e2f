"""A distribution in a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from sim.distributions import Distribution, describe


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"family": "lognormal", "p50": 1.2, "p85": 2.6}, "half within 1.2, 85 % within 2.6"),
        ({"family": "exponential", "mean": 10.0}, "half within 6.93, 85 % within 19"),
        ({"family": "empirical", "values": (1.0, 2.0, 3.0)}, "half within 2, 85 % within 3"),
        ({"family": "constant", "value": 2.0}, "always 2"),
        ({"family": "gamma", "mean": 2.0, "cv": 0.0}, "always 2"),
        ({"family": "uniform", "low": 0.0, "high": 20000.0}, "half within 10000, 85 % within 17000"),
    ],
)
def test_people_hear_half_and_85_percent(parameters: dict[str, Any], words: str) -> None:
    assert describe(Distribution(**parameters)) == words


def test_the_unit_stands_behind_each_figure() -> None:
    random = Distribution(family="lognormal", p50=1, p85=3)
    assert describe(random, "days") == "half within 1 day, 85 % within 3 days"
    assert describe(Distribution(family="constant", value=3), "days") == "always 3 days"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1.0, "days", "always 1 day"),
        (1.0, "working days", "always 1 working day"),
        (1.004, "hours", "always 1 hour"),
        (1.01, "hours", "always 1.01 hours"),
        (0.0, "days", "always 0 days"),
        (1000.0, "days", "always 1000 days"),
        (1.0, "", "always 1"),
    ],
)
def test_one_of_a_unit_is_told_in_the_singular(value: float, unit: str, words: str) -> None:
    assert describe(Distribution(family="constant", value=value), unit) == words
