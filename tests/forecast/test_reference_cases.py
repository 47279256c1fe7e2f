"""Published forecasts and their exact values."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ForecastFault
from sim.forecast import (
    how_many,
    how_many_trials,
    most_one_after_another,
    one_after_another,
    when,
    when_trials,
)
from sim.forecast.sums import Whole

LEVELS = {"50%": 0.50, "70%": 0.70, "85%": 0.85, "95%": 0.95}


@pytest.fixture
def cases(shared_reference: Path) -> dict[str, dict[str, Any]]:
    text = (shared_reference / "forecast_cases.json").read_text(encoding="utf-8")
    return {case["id"]: case for case in json.loads(text)["cases"]}


def test_one_item_a_day_takes_a_day_an_item(cases: dict[str, dict[str, Any]]) -> None:
    case = cases["CONST-1"]
    for days, items in case["how_many_in_days"].items():
        assert {how_many(case["history"], int(days)).largest(p) for p in LEVELS.values()} == {items}
    for items, days in case["when_items"].items():
        assert {when(case["history"], int(items)).days_at(p) for p in LEVELS.values()} == {days}


def test_how_many_in_ten_days(cases: dict[str, dict[str, Any]]) -> None:
    case = cases["LH-howmany-10"]
    total = how_many(case["history"], case["days"])
    assert {name: total.largest(level) for name, level in LEVELS.items()} == case["exact"]
    for items, chance in case["prob_at_least"].items():
        assert total.at_least(int(items)) == pytest.approx(chance, abs=5e-7)
    for name, (low, high) in case["peer_ranges"].items():
        assert low <= total.largest(LEVELS[name]) <= high


def test_when_28_items(cases: dict[str, dict[str, Any]]) -> None:
    case = cases["LH-when-28"]
    finish = when(case["history"], case["items"])
    assert {name: finish.days_at(level) for name, level in LEVELS.items()} == case["exact_days"]
    for days, chance in case["prob_done_within"].items():
        assert finish.within(int(days)) == pytest.approx(chance, abs=5e-7)
    low, high = case["peer_ranges"]["likelihood within 30 days %"]
    assert low <= finish.within(30) * 100 <= high
    for name, level in LEVELS.items():
        low, high = case["peer_ranges"][name]
        assert low <= (finish.days_at(level) or 0) <= high


def test_six_weeks_of_a_workbook(cases: dict[str, dict[str, Any]]) -> None:
    case = cases["FO-throughput-forecaster-6-samples"]
    weeks = case["history_weeks"]
    finish, total = when(weeks, 25), how_many(weeks, 6)
    assert {n: finish.days_at(level) for n, level in LEVELS.items()} == case["when 25 items (weeks)"]
    assert {n: total.largest(level) for n, level in LEVELS.items()} == case["how many in 6 weeks"]


@pytest.mark.parametrize("case_id", ["EDGE-zero-history", "EDGE-empty-history"])
def test_no_history_is_refused(cases: dict[str, dict[str, Any]], case_id: str) -> None:
    with pytest.raises(ForecastFault):
        when(cases[case_id]["history"], 1)
    with pytest.raises(ForecastFault):
        how_many(cases[case_id]["history"], 1)


def test_trials_give_the_same_days_and_numbers_to_one(cases: dict[str, dict[str, Any]]) -> None:
    daily = cases["LH-when-28"]["history"]
    days = sorted(when_trials(daily, 28, seed=1))
    items = sorted(how_many_trials(daily, 10, seed=1), reverse=True)
    for name, level in LEVELS.items():
        rank = -(-int(level * 100) * len(days) // 100) - 1
        assert abs(days[rank] - cases["LH-when-28"]["exact_days"][name]) <= 1
        assert abs(items[rank] - cases["LH-howmany-10"]["exact"][name]) <= 1


@pytest.fixture
def cycle_times(shared_data: Path) -> dict[str, list[int]]:
    """Days of the items created after 2017 and not finished before their creation, by project."""
    found: dict[str, list[int]] = {"0": [], "1": []}
    with (shared_data / "03_rueedlinger_agile_project_jira.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            days = int(row["cycle_time_days"])
            if dt.date.fromisoformat(row["created_date"]) > dt.date(2017, 12, 31) and days > -1:
                found[row["project"]].append(days)
    return found


def test_thirty_items_one_after_another(cycle_times: dict[str, list[int]], shared_data: Path) -> None:
    text = (shared_data / "03_rueedlinger_agile_project_jira.expected.json").read_text(encoding="utf-8")
    expected = json.loads(text)["exact_by_convolution"]
    published = json.loads(text)["published"]
    runs = published["monte_carlo (5000 runs, items one after another, cycle times resampled, project 0)"]

    def percentiles(total: Whole) -> dict[str, int]:
        return {f"p{percent}": total.smallest(percent / 100) for percent in (50, 85, 90, 95)}

    first, second = (one_after_another(cycle_times[project], 30) for project in "01")
    assert percentiles(first) == expected["sum of 30 resampled cycle times, project 0"]
    assert percentiles(second) == expected["project 1"]
    assert first.smallest(0.90) == runs["days for 30 items, 90% quantile"]
    items, chance = most_one_after_another(cycle_times["0"], 142, 0.90)
    assert items == runs["items finished in 142 days, 10% quantile"] == 30
    assert chance == pytest.approx(expected["P(N>=30)"], abs=5e-5)
    for number in (29, 31):
        chance = one_after_another(cycle_times["0"], number).at_most(142)
        assert chance == pytest.approx(expected[f"P(N>={number})"], abs=5e-5)
