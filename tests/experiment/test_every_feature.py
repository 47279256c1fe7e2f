"""Scenarios of a stream with teams, a plan, feedback, drag and blockers: any field may be changed by path."""

from __future__ import annotations

import json

import pytest

from sim.engine import RunRequest
from sim.experiment import Comparison, Design, compare
from sim.stream import Scenario, Stream, example

CHANGES = (
    ("teams.dev.size", 9),
    ("teams.dev.focus", 1.0),
    ("teams.dev.multitask", 1),
    ("plan", ()),
    ("feedback.0.mean_count", 0.0),
    ("drag", ()),
    ("stages.build.blockers.probability", 0.0),
    ("item_types.feature.value", 1.0),
)


@pytest.fixture(scope="module")
def product() -> Stream:
    return example("product-team")


@pytest.fixture(scope="module")
def found(product: Stream) -> Comparison:
    scenarios = [Scenario(name=path, changes=((path, value),)) for path, value in CHANGES]
    return compare(product, scenarios, Design(RunRequest(seed=2, until=120.0), 6, 20.0))


def mean(found: Comparison, scenario: str, metric: str) -> float:
    (one,) = (one for one in found.scenarios if one.scenario.name == scenario)
    return one.change(metric).difference.mean


def test_a_larger_team_is_less_busy_and_dearer(found: Comparison) -> None:
    (base,) = found.base.teams
    (larger,) = found.scenarios[0].run.teams
    assert larger.figures["utilisation"].mean < base.figures["utilisation"].mean
    assert mean(found, "teams.dev.size", "staff_cost") > 0
    assert base.figures["members"].mean == pytest.approx((5 * 40 + 6 * 60) / 100), "six from day 60 on"


def test_people_who_have_one_item_and_all_their_time_are_faster(found: Comparison) -> None:
    assert mean(found, "teams.dev.focus", "flow_time") < 0


def test_what_is_not_created_by_feedback_and_not_blocked_is_not_there(found: Comparison) -> None:
    assert mean(found, "feedback.0.mean_count", "flow_distribution.defect") < 0
    unblocked = found.scenarios[[path for path, _ in CHANGES].index("stages.build.blockers.probability")].run
    build = next(stage for stage in unblocked.stages if stage.id == "build")
    assert build.figures["blocked"].mean < found.base.stages[1].figures["blocked"].mean


def test_a_price_changes_money_and_nothing_else(found: Comparison) -> None:
    (priced,) = (one for one in found.scenarios if one.scenario.name == "item_types.feature.value")
    moved = {change.metric for change in priced.changes if change.difference.mean}
    assert moved == {"value_released", "net_value"}


def test_every_scenario_differs_from_the_base_and_is_written(found: Comparison) -> None:
    for one in found.scenarios:
        assert any(change.difference.mean for change in one.changes), one.scenario.name
        json.dumps(one.run.to_json(), allow_nan=False)
