"""Distributions as data."""

from __future__ import annotations

import subprocess
import sys
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from sim.distributions import PARAMETER_SETS, Distribution, Family, Provenance
from tests.strategies import distributions


def test_every_family_has_its_sets_of_parameters() -> None:
    assert tuple(PARAMETER_SETS) == get_args(Family)


def test_given_are_only_the_parameters_that_are_set() -> None:
    assert Distribution(family="gamma", mean=2.0, cv=0.5).given == {"mean": 2.0, "cv": 0.5}
    assert Distribution(family="empirical", values=(1.0, 2.0)).given == {"values": (1.0, 2.0)}


def test_a_distribution_is_a_frozen_value() -> None:
    one = Distribution(family="constant", value=1.0)
    with pytest.raises(ValidationError):
        one.value = 2.0  # type: ignore[misc]
    assert one == Distribution(family="constant", value=1)
    assert len({one, Distribution(family="constant", value=1)}) == 1


@settings(max_examples=80, derandomize=True, deadline=None)
@given(distributions())
def test_the_schema_takes_what_the_model_takes(distribution: Distribution) -> None:
    _schema().validate(distribution.model_dump(mode="json", exclude_none=True))


@pytest.mark.parametrize(
    "document",
    [
        {"family": "gamma", "mean": 1.0},
        {"family": "gamma", "mean": 1.0, "p50": 1.0},
        {"family": "constant"},
        {"family": "normal", "mean": 1.0},
        {"family": "constant", "value": "1"},
        {"family": "exponential", "p50": 1.0, "p85": 2.0},
        {"mean": 1.0, "cv": 1.0},
    ],
)
def test_the_schema_refuses_an_incomplete_set(document: dict[str, Any]) -> None:
    assert not _schema().is_valid(document)


def test_provenance_is_part_of_the_value() -> None:
    fitted = Provenance(source="board.csv", n=120, date="2026-05-01")
    one = Distribution(family="exponential", mean=2.0, provenance=fitted)
    assert one != Distribution(family="exponential", mean=2.0)
    assert _schema().is_valid(one.model_dump(mode="json", exclude_none=True))


def test_importing_distributions_leaves_scipy_alone() -> None:
    heavy = "{'scipy', 'holidays', 'pandas'}"
    code = f"import sys, sim.stream, sim.distributions; print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def _schema() -> Draft202012Validator:
    return Draft202012Validator(Distribution.model_json_schema())
