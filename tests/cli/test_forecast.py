"""``headrace forecast``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Verb


def test_forecast_says_when(headrace: Verb, export: Path) -> None:
    found = headrace("forecast", export, "--items", 10, "--json").json
    assert found["question"] == "when"
    assert [row["percent"] for row in found["percentiles"]] == [50, 70, 85, 95]
    assert [row["days"] for row in found["percentiles"]] == sorted(
        row["days"] for row in found["percentiles"]
    )
    assert set(found["history"]) >= {"from", "to", "days", "items"}
    assert "sure by" in headrace("forecast", export, "--items", 10).out


def test_forecast_says_how_many(headrace: Verb, export: Path) -> None:
    found = headrace("forecast", export, "--by", "2026-04-30", "--percentiles", "50,85", "--json").json
    assert found["question"] == "how_many"
    sure, surer = (row["items"] for row in found["percentiles"])
    assert surer <= sure
    assert "or more" in headrace("forecast", export, "--by", "2026-04-30").out


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((), 2),
        (("--items", 5, "--by", "2026-05-01"), 2),
        (("--by", "soon"), 1),
        (("--by", "2020-01-01"), 1),
        (("--items", 5, "--percentiles", "85,101"), 1),
        (("--items", 5, "--percentiles", "most"), 1),
        (("--items", 0), 1),
        (("--items", 5, "--start", "2019-01-01"), 1),
        (("--items", 5, "--history-days", 2), 1),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    headrace: Verb, export: Path, words: tuple[object, ...], status: int
) -> None:
    said = headrace("forecast", export, *words)
    assert (said.status, said.out) == (status, "")
    assert said.err


def test_working_days_step_over_weekends(headrace: Verb, export: Path) -> None:
    found = headrace("forecast", export, "--items", 10, "--calendar", "working", "--json").json
    assert found["days_counted"] == "working"


def test_a_country_without_working_days_is_wrong_usage_and_not_passed_over(
    headrace: Verb, export: Path
) -> None:
    said = headrace("forecast", export, "--items", 5, "--country", "NL")
    assert (said.status, said.out) == (2, "")
    assert "--country: needs --calendar working" in said.err


def test_a_country_may_be_written_small(headrace: Verb, export: Path) -> None:
    words = ("forecast", export, "--items", 30, "--calendar", "working", "--json", "--country")
    small, large = headrace(*words, "nl"), headrace(*words, "NL")
    assert small.status == 0
    assert small.json == large.json


def test_a_percentile_asked_for_twice_is_answered_once(headrace: Verb, export: Path) -> None:
    found = headrace("forecast", export, "--items", 5, "--percentiles", "85 50,85", "--json").json
    assert [row["percent"] for row in found["percentiles"]] == [85, 50]


@pytest.mark.parametrize("days", [999_999, 10**20])
def test_a_history_longer_than_the_calendar_is_all_there_is(headrace: Verb, export: Path, days: int) -> None:
    found = headrace("forecast", export, "--items", 5, "--history-days", days, "--json").json
    assert found["history"]["from"] == "2026-01-01"
