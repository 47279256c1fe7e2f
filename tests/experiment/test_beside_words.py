"""A figure of a history beside the model's, in words; and what to adjust, whole answers asserted."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from sim.experiment import MetricVerdict, shown
from sim.experiment.beside_words import adjustments, verdict_text
from tests.calibration.pasts import ample

STREAM = ample()


def figure(metric: str, history: float, *, unit: str = "days", runs: int = 100) -> MetricVerdict:
    """A figure of which the model gives 5, from 4 to 6."""
    return MetricVerdict(metric, metric.replace("_", " "), unit, history, 5.0, 4.0, 6.0, runs, "")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (12.44, "days", "12.4"),
        (0.04, "days", "0.0"),
        (2.5, "items", "2.50"),
        (12.44, "items", "12.4"),
        (1234.5, "items", "1 234"),
        (0.756, "", "76 %"),
        (math.nan, "days", "–"),
        (math.nan, "", "–"),
    ],
)
def test_a_figure_is_shown_as_its_unit_wants_it(value: float, unit: str, words: str) -> None:
    assert shown(value, unit) == words


@pytest.mark.parametrize(
    ("history", "words"),
    [
        (5.5, "flow time: 5.5 days history, 5.0 model, inside its interval (4.0 to 6.0)"),
        (4.0, "flow time: 4.0 days history, 5.0 model, inside its interval (4.0 to 6.0)"),
        (6.5, "flow time: 6.5 days history, 5.0 model, above its interval (4.0 to 6.0)"),
        (1.0, "flow time: 1.0 days history, 5.0 model, below its interval (4.0 to 6.0)"),
        (math.nan, "flow time: the history has none in the time measured"),
    ],
)
def test_a_verdict_in_words(history: float, words: str) -> None:
    assert verdict_text(figure("flow_time", history)) == words


def test_a_verdict_on_a_share_is_in_percent() -> None:
    one = MetricVerdict("share", "share of Defect", "", 0.31, 0.25, 0.2, 0.3, 100, "")
    assert verdict_text(one) == "share of Defect: 31 % history, 25 % model, above its interval (20 % to 30 %)"


def test_too_few_runs_are_said_to_be() -> None:
    few = figure("flow_time", 5.0, runs=19)
    assert (few.inside, replace(few, runs=20).inside) == (None, True)
    assert verdict_text(few) == "flow time: 5.0 days history; too few of the model's runs have one"


def test_nothing_outside_needs_nothing() -> None:
    assert adjustments([figure("flow_time", 5.0), figure("flow_load", math.nan)], STREAM) == ()


def test_of_several_stages_the_one_that_is_farthest_off_is_named() -> None:
    found = adjustments(
        [
            figure("flow_load", 9.0, unit="items"),
            figure("stages.build.wip", 6.5, unit="items"),
            figure("stages.test.wip", 0.5, unit="items"),
        ],
        STREAM,
    )
    assert found == (
        "Test holds 5.00 items in the model, 0.50 in the history: more people there, a higher limit or "
        "shorter times would clear it.",
    )


def test_a_stage_of_waiting_is_mended_by_its_delay() -> None:
    longer = adjustments([figure("stages.review.wip", 9.0, unit="items")], STREAM)
    shorter = adjustments([figure("stages.review.wip", 1.0, unit="items")], STREAM)
    assert longer == (
        "Review holds 5.00 items in the model, 9.00 in the history: a longer delay, or less room behind it, "
        "would hold them longer.",
    )
    assert shorter == (
        "Review holds 5.00 items in the model, 1.00 in the history: a shorter delay, or waiting as a queue, "
        "would clear it.",
    )


def test_velocity_times_and_mix_each_have_their_sentence() -> None:
    found = adjustments(
        [
            figure("flow_velocity", 9.0, unit="items a week"),
            figure("flow_time_p50", 9.0),
            figure("flow_distribution.feature", 9.0, unit=""),
        ],
        STREAM,
    )
    assert [one.split(":")[0] for one in found] == [
        "The model finishes fewer items than the history",
        "Items take longer in the history than in the model",
        "The mix of types done is not that of types begun",
    ]
    slower = adjustments([figure("flow_velocity", 1.0, unit="items a week")], STREAM)
    assert slower[0].startswith("The model finishes more items than the history")


def test_json_has_none_for_what_is_not_known() -> None:
    assert figure("flow_time", math.nan).to_json() == {
        "label": "flow time",
        "unit": "days",
        "history": None,
        "model": 5.0,
        "low": 4.0,
        "high": 6.0,
        "inside": None,
        "verdict": "",
    }
