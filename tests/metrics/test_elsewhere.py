"""Real histories against values published or recomputed elsewhere: same dates, same numbers."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.log import (
    EventLog,
    Kind,
    LogStage,
    LogType,
    LogWriter,
    Origin,
    Setting,
    TimeBase,
    day_number,
    day_start,
)
from sim.metrics import (
    DayRule,
    ageing,
    completions,
    cumulative_flow,
    daily_done,
    flow_times,
    percentile,
    velocity_series,
    whole,
    wip_by_day,
)

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
BASE = TimeBase("day", EPOCH, "UTC")
Moment = dt.datetime | None


def read(path: Path, separator: str) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream, delimiter=separator))


def moment(text: str, form: str) -> Moment:
    return dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC) if text else None


def days(when: dt.datetime) -> float:
    return (when - EPOCH) / dt.timedelta(days=1)


def history(pairs: list[tuple[Moment, Moment]]) -> EventLog:
    """Make a history of one stage from moments of start and done; done before start is done without start."""
    writer = LogWriter()
    for number, (start, done) in enumerate(pairs):
        writer.add_item()
        if start and not (done and done < start):
            writer.add(days(start), number, Kind.ENTERED, 0)
            writer.add(days(start), number, Kind.STARTED, 0)
        if done:
            writer.add(days(done), number, Kind.DONE)
    moments = [days(when) for pair in pairs for when in pair if when]
    return writer.finish(
        Setting(
            stages=(LogStage("doing", "Doing"),),
            types=(LogType("item", "Item"),),
            start=min(moments),
            end=max(moments),
            base=BASE,
            origin=Origin("history"),
        )
    )


FILES = {
    "01_azure_devops_lighthouse_backlog": (",", "Activated Date", "Closed Date", "%d.%m.%Y %H:%M:%S"),
    "02_flowmetricscsv_example_semicolon": (";", "Activated Date", "Closed Date", "%m/%d/%Y %I:%M:%S %p"),
    "03_rueedlinger_agile_project_jira": (",", "created_date", "finished_date", "%Y-%m-%d"),
}


@pytest.fixture(scope="module", params=FILES)
def known(request: pytest.FixtureRequest, shared_data: Path) -> tuple[EventLog, dict[str, Any]]:
    separator, start, done, form = FILES[request.param]
    rows = read(shared_data / f"{request.param}.csv", separator)
    log = history([(moment(row[start], form), moment(row[done], form)) for row in rows])
    return log, json.loads((shared_data / f"{request.param}.expected.json").read_text())


RULES: dict[str, DayRule] = {
    "flow_time_elapsed_days": "elapsed",
    "flow_time_date_diff_days": "difference",
    "flow_time_inclusive_days (date diff + 1)": "inclusive",
}


def test_flow_times_are_those_known(known: tuple[EventLog, dict[str, Any]]) -> None:
    log, expected = known
    asked = {
        name: expected[name] for name in RULES if name in expected
    }  # not elapsed, where dates have no time
    found = {}
    for name in asked:
        times = flow_times(log, whole(log), RULES[name])
        ranks = {f"p{p}": round(percentile(times, p), 6) for p in (50, 70, 85, 95)}
        numbers = (len(times), *(round(float(n), 6) for n in (times.mean(), times.min(), times.max())))
        found[name] = (numbers, ranks)
    assert len(found) >= 2
    assert found == {
        name: (
            tuple(known_times[key] for key in ("n", "mean", "min", "max")),
            known_times["percentiles"]["nearest_rank_ceil"],
        )
        for name, known_times in asked.items()
    }


def test_weekly_velocity_is_that_known(known: tuple[EventLog, dict[str, Any]]) -> None:
    log, expected = known
    series = velocity_series(log, "week")
    weeks = {date.isoformat(): count for date, count in zip(series.dates, series.done.tolist(), strict=True)}
    asked = expected["throughput_iso_week_monday"]
    if "weeks" in asked:
        dates, counts = list(weeks), list(weeks.values())
        weeks = {
            "first": dates[0],
            "last": dates[-1],
            "weeks": len(counts),
            "sum": sum(counts),
            "max": max(counts),
            "zero_weeks": counts.count(0),
        }
    assert weeks == asked
    assert round(float(series.done.mean()), 6) == expected["throughput_per_week_mean"]


def test_monthly_velocity_is_that_known(known: tuple[EventLog, dict[str, Any]]) -> None:
    log, expected = known
    series = velocity_series(log, "month")
    months = {
        f"{date:%Y-%m}": count
        for date, count in zip(series.dates, series.done.tolist(), strict=True)
        if count
    }
    asked = expected["throughput_month"]
    assert ({"months": len(months)} if "months" in asked else months) == asked


def test_work_in_progress_by_day_is_that_known(known: tuple[EventLog, dict[str, Any]]) -> None:
    log, expected = known
    wip = wip_by_day(log)
    asked = dict(expected["wip_end_of_day"])
    del asked["definition"]
    by_date = {date.isoformat(): count for date, count in zip(wip.dates, wip.counts.tolist(), strict=True)}
    assert {
        "first_day": wip.dates[0].isoformat(),
        "last_day": wip.dates[-1].isoformat(),
        "mean_over_days": round(float(wip.counts.mean()), 6),
        "max": int(wip.counts.max()),
        "on_last_day": int(wip.counts[-1]),
        "samples": {date: by_date[date] for date in asked["samples"]},
    } == asked


# --- a board with a date a stage ---------------------------------------------------------------------------

STAGES = ("Backlog", "Committed", "Build", "Test")


@pytest.fixture(scope="module")
def board(shared_data: Path) -> tuple[EventLog, dict[str, Any]]:
    name = "04_jira_agile_metrics_minimal"
    writer = LogWriter()
    rows = read(shared_data / f"{name}.csv", ",")
    for number, row in enumerate(rows):
        writer.add_item(name=row["ID"])
        for stage, column in enumerate(STAGES):
            if when := moment(row[column], "%Y-%m-%d"):
                writer.add(days(when), number, Kind.ENTERED, stage)
        if when := moment(row["Done"], "%Y-%m-%d"):
            writer.add(days(when), number, Kind.DONE)
    log = writer.finish(
        Setting(
            stages=tuple(LogStage(s.lower(), s, state="new" if s == "Backlog" else "active") for s in STAGES),
            types=(LogType("story", "Story"),),
            commitment=1,
            start=days(dt.datetime(2018, 1, 1, tzinfo=dt.UTC)),
            base=BASE,
            origin=Origin("history"),
        )
    )
    return log, json.loads((shared_data / f"{name}.expected.json").read_text())["default"]


def day_of(row: dict[str, Any]) -> int:
    return day_number(dt.date.fromisoformat(row["_index"]))


def test_cumulative_flow_of_the_board_is_that_known(board: tuple[EventLog, dict[str, Any]]) -> None:
    log, expected = board
    ends_of_days = np.array([day_start(BASE, day_of(row) + 1) - 1e-3 for row in expected["cfd"]])
    flow = cumulative_flow(log, ends_of_days)
    assert flow.names == (*STAGES, "Done")
    assert flow.counts.T.tolist() == [[row[name] for name in flow.names] for row in expected["cfd"]]


def test_the_board_by_day_is_that_known(board: tuple[EventLog, dict[str, Any]]) -> None:
    log, expected = board
    rows = expected["wip_per_day"]
    wip = wip_by_day(log, day_of(rows[0]), day_of(rows[-1]))
    assert wip.counts.tolist() == [row["wip"] for row in rows]
    net = expected["net_flow"]
    assert daily_done(log, day_of(net[0]), day_of(net[-1])).tolist() == [row["departures"] for row in net]


def test_age_and_flow_time_of_the_board_are_those_known(board: tuple[EventLog, dict[str, Any]]) -> None:
    log, expected = board
    old = ageing(log, days(dt.datetime(2018, 1, 10, tzinfo=dt.UTC)), "difference")
    found = [
        {"key": log.items.names[item], "status": STAGES[stage], "age": age}
        for item, stage, age in zip(old.item.tolist(), old.stage.tolist(), old.age.tolist(), strict=True)
    ]
    assert found == expected["ageing_wip_2018-01-10"]
    done = completions(log, "difference")
    assert [
        {"key": log.items.names[item], "cycle_time": time}
        for item, time in zip(done.item.tolist(), done.flow_time.tolist(), strict=True)
    ] == [{"key": row["key"], "cycle_time": row["cycle_time"]} for row in expected["scatter"]]
