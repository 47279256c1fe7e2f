"""Files with stages: dates a stage (04), a tracker's changes (05), events of cases (06, 07)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.history import FlowStage, Imported, Mapping, Rules, StageColumn, assemble, guess_mapping, read_table
from sim.log import EventLog, Kind, date_of_day, day_number, day_start, lives, local_day, local_time
from sim.metrics import (
    ageing,
    arrivals_departures,
    completions,
    cumulative_flow,
    daily_done,
    flow_times,
    percentile,
    whole,
    wip_by_day,
)
from tests.histories.figures import Case, expected_of
from tests.histories.item_figures import (
    counts,
    flow_figures,
    imported,
    times_of,
    velocity_figures,
    wip_figures,
)

STAGES = "04_jira_agile_metrics_minimal"
TRACKER = "05_jira_agile_metrics_issues"
PROCESS = "06_running_example_events"
PERMITS = "07_receipt_wabo_events"


def flow_cases() -> tuple[Case, ...]:
    """Give the cases of all such files."""
    return (
        Case(STAGES, _stages),
        Case(TRACKER, _tracker, ("note",)),
        Case(PROCESS, lambda folder: _process(folder / f"{PROCESS}.csv"), ("note",)),
        Case(PROCESS, lambda folder: _process(folder / f"{PROCESS}.xes"), ("note",), ".xes"),
        Case(PERMITS, _permits, ("time_zone_note",)),
    )


# --- 04: one date column a stage ----------------------------------------------------------------------------


def build_to_test(mapping: Mapping) -> Mapping:
    """Another commitment and another done: from Build to Test."""
    names = ("Backlog", "Committed")
    before = (StageColumn(column=name, name=name, state="new") for name in names)
    stages = (*before, StageColumn(column="Build", name="Build"))
    return mapping.model_copy(update={"stages": stages, "columns": {**mapping.columns, "done": "Test"}})


def _stages(folder: Path) -> dict[str, Any]:
    table = read_table(folder / f"{STAGES}.csv")
    guessed = guess_mapping(table)
    expected = expected_of(folder, STAGES)
    usual, other = assemble(table, guessed).log, assemble(table, build_to_test(guessed)).log
    otherwise = expected["build_to_test"]
    # Lines of cumulative flow are those of the same stages, wherever flow time begins.
    lines = _stage_figures(usual, {"cfd": otherwise["cfd"]}, "Committed", "Done")
    burnup = [{name: row[name] for name in otherwise["burnup"][0]} for row in lines["cfd"]]
    return {
        "default": _stage_figures(usual, expected["default"], "Committed", "Done"),
        "build_to_test": _stage_figures(other, otherwise, "Build", "Test") | lines | {"burnup": burnup},
    }


def _stage_figures(log: EventLog, expected: dict[str, Any], begin: str, end: str) -> dict[str, Any]:
    days = [row["_index"] for row in expected["cfd"]]
    ends = np.array([day_start(log.base, _day(day) + 1) - 1e-6 for day in days])
    flow = cumulative_flow(log, ends)
    names = list(flow.names)
    sums = arrivals_departures(log, ends)
    arrivals, departures = np.diff(sums.committed, prepend=0), np.diff(sums.done, prepend=0)
    net = [
        {
            "_index": day,
            begin: int(begun),
            end: int(done),
            "arrivals": int(arrived),
            "departures": int(left),
            "net_flow": int(arrived - left),
            "positive": bool(arrived >= left),
        }
        for day, begun, done, arrived, left in zip(
            days, sums.committed, sums.done, arrivals, departures, strict=True
        )
    ]
    figures = {
        "cfd": _by_day(days, dict(zip(names, flow.counts, strict=True))),
        "burnup": _by_day(days, {"Backlog": sums.arrived, "Done": sums.done}),
        "wip_per_day": _by_day(days, {"wip": wip_by_day(log, _day(days[0]), _day(days[-1])).counts}),
        "net_flow": net,
        "ageing_wip_2018-01-10": _ages(log),
        **_done_figures(log, expected),
    }
    return {key: figures[key] for key in expected}


def _by_day(days: list[str], lines: dict[str, NDArray[np.int64]]) -> list[dict[str, Any]]:
    return [
        {"_index": day, **{name: int(line[place]) for name, line in lines.items()}}
        for place, day in enumerate(days)
    ]


def _ages(log: EventLog) -> list[dict[str, Any]]:
    ages = ageing(log, float(_day("2018-01-10")), "difference")
    rows = zip(ages.item.tolist(), ages.stage.tolist(), ages.age.tolist(), strict=True)
    return [
        {"key": log.items.names[item], "status": log.stages[stage].name, "age": age}
        for item, stage, age in rows
    ]


def _done_figures(log: EventLog, expected: dict[str, Any]) -> dict[str, Any]:
    done = completions(log, "difference")
    scatter = [
        {"key": log.items.names[item], "completed_date": _iso(time), "cycle_time": span}
        for item, time, span in zip(
            done.item.tolist(), done.done.tolist(), done.flow_time.tolist(), strict=True
        )
    ]
    daily = [
        {"_index": row["_index"], "count": int(daily_done(log, _day(row["_index"]), _day(row["_index"]))[0])}
        for row in expected.get("throughput_daily", ())
    ]
    shares = expected.get("cycle_time_quantiles_days", {})
    return {
        "throughput_daily": daily,
        "cycle_time_quantiles_days": {
            share: percentile(done.flow_time, round(100 * float(share))) for share in shares
        },
        "histogram": {span: _within(done.flow_time, span) for span in expected.get("histogram", {})},
        "scatter": scatter,
    }


def _within(times: NDArray[np.float64], span: str) -> int:
    """Count the times in a span of a histogram; its lower end is within."""
    low, high = map(float, span.split(" to "))
    return int(np.count_nonzero((times >= low) & (times < high)))


def _day(iso: str) -> int:
    return day_number(dt.date.fromisoformat(iso))


def _iso(time: float) -> str:
    return date_of_day(int(time // 1)).isoformat()


# --- 05: a tracker's changes, by the rules of the flow-analytics tools --------------------------------------


def tracker_mapping(table_mapping: Mapping, workflow: list[dict[str, Any]]) -> Mapping:
    """The workflow that the expected values name, and its rules."""
    states = {"Backlog": "new", "Committed": "waiting", "Done": "done"}
    flow = tuple(
        FlowStage.model_validate(
            {
                "name": step["stage"],
                "state": states.get(step["stage"], "active"),
                "statuses": step["statuses"],
            }
        )
        for step in workflow
    )
    rules = Rules(moved_back="wipe later dates", skipped="back-filled")
    return table_mapping.model_copy(update={"flow": flow, "rules": rules})


@cache
def tracked(folder: Path) -> Imported:
    """The history of the tracker's file by these rules."""
    table = read_table(folder / f"{TRACKER}.json")
    workflow = expected_of(folder, TRACKER)["note"]["workflow"]
    return assemble(table, tracker_mapping(guess_mapping(table), workflow))


def _tracker(folder: Path) -> dict[str, Any]:
    log = tracked(folder).log
    return {"rows": [_row(log, item, row) for item, row in enumerate(expected_of(folder, TRACKER)["rows"])]}


def _row(log: EventLog, item: int, expected: dict[str, Any]) -> dict[str, Any]:
    own = log.item == item
    entered = dict.fromkeys(("Backlog", "Committed", "Build", "Test", "Done"))
    for kind, stage, time in zip(log.kind[own], log.stage[own], log.time[own], strict=True):
        if kind == Kind.ENTERED:
            entered[log.stages[stage].name] = _iso(float(time))
        if kind == Kind.DONE:
            entered["Done"] = _iso(float(time))
    life = lives(log)
    span = (
        _day(entered["Done"]) - _day(entered["Committed"])
        if entered["Done"] and entered["Committed"]
        else None
    )
    flags = _flags(log, item)
    done = None if np.isnan(life.done[item]) else _iso(float(life.done[item]))
    texts = log.items.attributes
    return {
        **{
            key: value
            for key, value in expected.items()
            if key in ("url", "resolution", "Release", "issue_type")
        },
        "key": log.items.names[item],
        "summary": log.items.titles[item],
        "status": texts["state"][item],
        "Estimate": int(texts["size"][item]),
        "Team": texts["team"][item],
        "cycle_time": {"days": float(span)} if span is not None else None,
        "completed_timestamp": done,
        "blocked_days": sum(_blocked_days(flag, log) for flag in flags if flag["status"] != "Backlog"),
        "impediments": flags,
        **entered,
    }


def _flags(log: EventLog, item: int) -> list[dict[str, Any]]:
    """Join what is blocked visit by visit to flags again, each with the stage where it was set."""
    reasons = log.items.attributes["blocked"][item].split("; ")
    found: list[dict[str, Any]] = []
    for row in np.flatnonzero(log.item == item).tolist():
        kind, when = log.kind[row], _iso(float(log.time[row]))
        if kind == Kind.BLOCKED and (not found or found[-1]["end"] or not found[-1]["open"]):
            stage = log.stages[log.stage[row]].name
            found.append(
                {"start": when, "end": None, "status": stage, "flag": reasons[len(found)], "open": True}
            )
        elif kind in (Kind.UNBLOCKED, Kind.DONE) and found and found[-1]["open"]:
            found[-1] |= {"end": when, "open": False}
    return [{key: value for key, value in flag.items() if key != "open"} for flag in found]


def _blocked_days(flag: dict[str, Any], log: EventLog) -> int:
    last = int(local_day(log.base, np.array([log.end]))[0])
    return (_day(flag["end"]) if flag["end"] else last) - _day(flag["start"])


# --- 06 and 07: events of cases -----------------------------------------------------------------------------


def _process(path: Path) -> dict[str, Any]:
    log = imported(path).log
    entered = log.kind == Kind.ENTERED
    names = [log.stages[stage].name for stage in log.stage[entered].tolist()]
    by_case = Counter(log.items.names[item] for item in log.item[entered].tolist())
    life = lives(log)
    hours = (life.done - life.commitment) * 24
    return {
        "cases": len(log.items),
        "events": len(names),
        "activities": dict(Counter(names)),
        "case_duration_hours": dict(zip(log.items.names, np.round(hours, 6).tolist(), strict=True)),
        "case_events": dict(by_case),
    }


def case_mapping(mapping: Mapping) -> Mapping:
    """The same log without the dates that cases have of their own: the last event is the end."""
    columns = {field: column for field, column in mapping.columns.items() if field not in ("started", "done")}
    return mapping.model_copy(update={"columns": columns, "rules": Rules()})


def _permits(folder: Path) -> dict[str, Any]:
    path = folder / f"{PERMITS}.csv"
    table = read_table(path)
    by_events = assemble(table, case_mapping(guess_mapping(table)))
    log = by_events.log
    expected = expected_of(folder, PERMITS)
    wip = expected["case_attributes"]["wip_end_of_day"]
    by_dates = imported(path)
    activities = [stage for stage in log.stages if stage.state == "active"]
    whole_log = {"cases": len(log.items), "events": by_events.report.changes_used}
    own = by_dates.log
    return {
        **whole_log,
        "distinct_activities": len(activities),
        "published": {
            **whole_log,
            "activities": len(activities),
            "source": expected["published"]["source"],
        },
        "first_event": _moment(log, float(log.time.min())),
        "last_event": _moment(log, float(log.time.max())),
        "case_duration_days_first_to_last_event": times_of(flow_times(log, whole(log), "elapsed")),
        "cases_without_enddate": int(np.isnan(lives(own).done).sum()),
        "case_attributes": {
            **counts(by_dates),
            **flow_figures(own),
            **velocity_figures(own),
            "throughput_counts": expected["case_attributes"]["throughput_counts"],
            "wip_end_of_day": {"definition": wip["definition"], **wip_figures(own, list(wip["samples"]))},
        },
    }


def _moment(log: EventLog, time: float) -> str:
    moment = local_time(log.base, np.array([time]))[0].astype("datetime64[ms]").item()
    return f"{moment:%Y-%m-%d %H:%M:%S}.{moment.microsecond:06}+00:00"
