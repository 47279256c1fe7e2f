"""Whole calibrations of small and of real histories: every sentence, every field."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sim.calibration import Calibration, Settings, calibrate
from sim.experiment import HistoryCheck, beside_history
from sim.history import import_history
from sim.stream import dumps_stream, errors_among
from tests.calibration.pasts import TODAY, past

STORY = """
    0.1 0 entered build
    2.1 0 entered queue
    3.1 0 entered test
    5.1 0 done
    1.1 1 entered build
    3.1 1 entered queue
    4.1 1 entered test
    6.1 1 done
    2.1 2 entered build
    4.1 2 entered test
    7.1 2 done
    4.1 3 entered build
    6.1 3 entered queue
    6.6 4 entered build
"""
"""Build always takes two days, the queue one."""


def written(made: Calibration) -> Any:  # noqa: ANN401  (JSON is anything)
    """The stream as JSON values, without where its times come from."""
    document = json.loads(dumps_stream(made.stream))

    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {name: bare(one) for name, one in value.items() if name != "provenance"}
        return [bare(one) for one in value] if isinstance(value, list) else value

    return bare(document)


def test_the_whole_stream_of_a_small_history() -> None:
    found = written(calibrate(past(STORY), TODAY))
    test_mean = found["stages"][2]["time"].pop("mean")
    gap_mean = found["arrivals"][0]["time"].pop("mean")
    assert test_mean == pytest.approx(7 / 3, rel=1e-4)  # three visits of 2, 2 and 3 days
    assert gap_mean == pytest.approx(7.0 / 4, rel=0.2)
    assert found == {
        "format": "headrace.stream/1",
        "name": "team",
        "description": "Made on 2026-06-01 from team.csv, 5 items.",
        "time_unit": "day",
        "calendar": {"kind": "continuous", "starts": "2026-03-10"},
        "item_types": [{"id": "feature", "name": "Feature", "share": 1}],
        "arrivals": [{"kind": "interarrival", "time": {"family": "exponential"}}],
        "stages": [
            {
                "id": "build",
                "name": "Build",
                "kind": "work",
                "workers": 2,
                "wip_limit": 2,
                "time": {"family": "constant", "value": 2},
            },
            {
                "id": "queue",
                "name": "Queue",
                "kind": "wait",
                "skip": {"feature": 0.25},
                "delay": {"family": "constant", "value": 1},
            },
            {
                "id": "test",
                "name": "Test",
                "kind": "work",
                "workers": 3,
                "wip_limit": 3,
                "time": {"family": "exponential"},
            },
        ],
        "board": [
            {"type": "feature", "stage": "queue", "age": 3},
            {"type": "feature", "stage": "build", "age": 0.5, "state": "active"},
        ],
    }


def test_all_that_is_assumed_of_a_small_history() -> None:
    made = calibrate(past(STORY), TODAY)
    assert made.assumed == (
        "With 14 events nobody can tell which days are worked: every day counts.",
        "To do comes before commitment: items arrive in the model when they are committed to, since people "
        "choose when that is.",
        "All time in Build and Test counts as work: the history does not tell who waits there inside. If "
        "people work on an item for a part of that time only, give that part as the share of touch time.",
        "People in Build and Test: as many as items were worked on at once, at most. Who they are, and who "
        "works in several stages, is not known.",
        "Waiting in Queue is taken as a time of its own: it would not get shorter with more people behind "
        "it.",
        "WIP limits are the most items that each stage held.",
    )


def test_all_that_cannot_be_told_of_a_small_history() -> None:
    assert calibrate(past(STORY), TODAY).unknown == (
        "Only 3 items were finished: too few to tell more than an order of magnitude.",
        "Nothing in the history was blocked, or it does not say so.",
    )


def test_all_that_is_assumed_where_more_was_told() -> None:
    settings = Settings(touch_share=0.25, limits="none", waits="queue")
    assert calibrate(past(STORY), TODAY, settings).assumed[2:] == (
        "25 % of the time in Build and Test counts as work, as told; the rest has to come about in the model "
        "by waiting for 25 % of the people.",
        "People in Build and Test: as many as items were worked on at once, at most. Who they are, and who "
        "works in several stages, is not known.",
        "Waiting in Queue is taken as a queue for the next stage.",
        "There are no WIP limits.",
    )


def test_every_fit_of_a_small_history_by_what_it_is_of() -> None:
    made = calibrate(past(STORY), TODAY)
    assert {name: found.reason for name, found in made.fits.items()} == {
        "stages.build.time": "All 4 took the same time.",
        "stages.queue.delay": "All 2 took the same time.",
        "stages.test.time": "Only 3 finished: one mean can be told, no shape.",
        "arrivals.time": "Only 4 finished: one mean can be told, no shape.",
    }


# --- histories of real teams ----------------------------------------------------------------------

AZURE = "01_azure_devops_lighthouse_backlog"
AMERICAN = "02_flowmetricscsv_example_semicolon"
JIRA = "03_rueedlinger_agile_project_jira"
TINY = "04_jira_agile_metrics_minimal"


@cache
def real(folder: Path, name: str) -> tuple[Calibration, HistoryCheck]:
    made = calibrate(import_history(folder / f"{name}.csv").log, TODAY)
    return made, beside_history(made.history, made.since, made.stream, runs=100)


@pytest.mark.parametrize("name", [AZURE, AMERICAN, JIRA, TINY])
def test_a_real_history_gives_a_stream_that_lies_beside_it(shared_data: Path, name: str) -> None:
    made, check = real(shared_data, name)
    assert errors_among(made.problems) == ()
    assert check.judged >= 7
    assert check.inside >= check.judged - 1, [one.text for one in check.verdicts if one.inside is False]


def test_a_team_that_works_at_weekends_is_told_by_its_events(shared_data: Path) -> None:
    made, _ = real(shared_data, AZURE)
    assert made.stream.calendar.kind == "continuous"
    assert made.assumed[0] == "Every day counts, 24 hours of it: 59 % of all events are at weekends."
    assert (made.arrivals.items, len(made.stream.board)) == (90, 2)
    assert {one.id: one.share for one in made.stream.item_types} == pytest.approx(
        {"feature": 0.8, "defect": 0.122222, "epic": 0.077778}
    )


def test_a_team_that_works_in_the_week_is_told_too(shared_data: Path) -> None:
    made, _ = real(shared_data, AMERICAN)
    assert made.stream.calendar.kind == "working"
    assert (made.arrivals.first_half, made.arrivals.second_half) == (72, 194)
    assert any(one.startswith("Arrivals changed: 72 items in the first half") for one in made.unknown)


def test_a_file_that_ends_in_rows_without_a_start_is_read_up_to_the_last_start(shared_data: Path) -> None:
    made, check = real(shared_data, JIRA)
    assert any("left out of the model and of comparisons alike: 1662." in one for one in made.assumed)
    assert any(one.startswith("Nothing was begun in the last 528 days") for one in made.assumed)
    assert check.items == pytest.approx(2446, abs=5)
    assert made.stages[0].fit is not None
    assert made.stages[0].fit.seen.grain == 1.0


def test_a_file_with_one_finished_item_says_that_it_says_nothing(shared_data: Path) -> None:
    made, check = real(shared_data, TINY)
    assert made.unknown[0] == "Only 1 item was finished: too few to tell more than an order of magnitude."
    assert check.summary.endswith("with only 1 item done, nearly anything would.")


RECEIPTS = "07_receipt_wabo_events"


def test_a_log_of_many_activities_gives_a_stream_that_runs(shared_data: Path) -> None:
    made, check = real(shared_data, RECEIPTS)
    assert errors_among(made.problems) == ()
    assert len(made.stream.stages) == 28
    assert made.arrivals.items == 1432
    assert made.stream.calendar.kind == "working"
    assert check.judged >= 15
    assert check.verdict("flow_time_p85").inside
    assert check.verdict("flow_velocity").inside


def test_a_stage_where_cases_lie_forgotten_is_named(shared_data: Path) -> None:
    made, check = real(shared_data, RECEIPTS)
    forgotten = check.verdict("stages.t06-determine-necessity-of-stop-advice.wip")
    assert forgotten.inside is False
    assert forgotten.history > 2 * forgotten.median
    assert any("T06 Determine necessity of stop advice holds" in one for one in check.adjust)
    assert any("4 open items are older than any finished one became" in one for one in made.unknown)


def test_of_many_stages_only_the_first_few_are_named(shared_data: Path) -> None:
    made, _ = real(shared_data, RECEIPTS)
    (touch,) = [one for one in made.assumed if one.startswith("All time in ")]
    assert "and 22 more counts as work" in touch


def test_stages_that_hold_next_to_nothing_are_not_judged(shared_data: Path) -> None:
    _, check = real(shared_data, RECEIPTS)
    judged = [one for one in check.verdicts if one.metric.startswith("stages.")]
    assert 8 <= len(judged) < 28
    assert all(max(one.history, one.high) >= 0.05 for one in judged)


@pytest.mark.parametrize("name", [AZURE, AMERICAN, JIRA, TINY, RECEIPTS])
def test_what_stands_in_a_real_stream_knows_where_it_comes_from(shared_data: Path, name: str) -> None:
    made, _ = real(shared_data, name)
    for stage in made.stream.stages:
        time = stage.time or stage.delay
        assert time is not None
        assert time.provenance is not None
        assert time.provenance.source.startswith(f"{name}.csv: ")
        assert time.provenance.n >= 1
    for found in made.fits.values():
        picture = found.picture(20)
        assert (picture.share <= 1.0).all()
        assert picture.fitted[0] <= picture.fitted[-1] <= 1.0
