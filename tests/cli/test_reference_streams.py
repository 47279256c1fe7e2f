"""Exact results through the command line, each stream written as a stranger would write it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Said

Verb = Callable[..., Said]
Json = dict[str, Any]

SATURATED = [{"kind": "saturated"}]


def exponential(mean: float) -> Json:
    return {"family": "exponential", "mean": mean}


def constant(value: float) -> Json:
    return {"family": "constant", "value": value}


def poisson(mean_gap: float) -> list[Json]:
    return [{"kind": "interarrival", "time": exponential(mean_gap)}]


def stage(number: int, time: Json, **more: Any) -> Json:
    return {"id": f"s{number}", "name": f"S{number}", "kind": "work", "workers": 1, "time": time, **more}


def written(stages: list[Json], arrivals: list[Json], **more: Any) -> str:
    stream = {
        "format": "headrace.stream/1",
        "name": "Reference",
        "time_unit": "day",
        "item_types": [{"id": "item", "name": "Item", "share": 1}],
        "arrivals": arrivals,
        "stages": stages,
    }
    return json.dumps(stream | more)


@pytest.fixture
def known(shared_reference: Path) -> Json:
    """The published and exact results by their names."""
    found = json.loads((shared_reference / "queueing_cases.json").read_text(encoding="utf-8"))
    cases = {
        case["id"]: case["expected"] for part in found.values() if isinstance(part, list) for case in part
    }
    return cases | {"trace": found["trace"]}


def run(headrace: Verb, text: str, *words: object) -> Json:
    said = headrace("run", "-", "--json", *words, typed=text)
    assert said.status == 0, said.err
    found: Json = said.json
    return found


def holds(interval: Json, value: float) -> bool:
    """Whether a value lies within twice the 95 % interval: a fixed seed that fails by luck is no test."""
    half = interval["high"] - interval["low"]
    return bool(abs(interval["mean"] - value) <= half)


# --- with chance ------------------------------------------------------------------------------------------

LONG = ("--items", 2500, "--replications", 16, "--seed", 7, "--warmup", 150)


def test_a_queue_of_load_80_percent(headrace: Verb, known: Json) -> None:
    expected = known["MM1-0.8"]
    text = written([stage(1, exponential(8.0))], poisson(10.0), time_unit="minute")
    found = run(headrace, text, *LONG)
    assert holds(found["flow_time"], expected["W"])
    assert holds(found["flow_load"], expected["L"])
    assert holds(found["flow_velocity"], 0.1)
    assert found["stages"][0]["utilisation"] == pytest.approx(expected["utilisation"], rel=0.03)
    assert found["stages"][0]["waiting"] == pytest.approx(expected["Lq"], rel=0.15)
    marks = {name: found["flow_time"][name] for name in expected["flow_time_percentiles"]}
    assert marks == pytest.approx(expected["flow_time_percentiles"], rel=0.1)


def test_a_queue_with_even_service(headrace: Verb, known: Json) -> None:
    expected = known["MG1-U79"]
    uniform = {"family": "uniform", "low": 7, "high": 9}
    found = run(headrace, written([stage(1, uniform)], poisson(10.0)), *LONG)
    assert holds(found["flow_time"], expected["W"])
    assert holds(found["flow_load"], expected["L"])


def test_three_workers_at_one_queue(headrace: Verb, known: Json) -> None:
    expected = known["MM3"]
    found = run(headrace, written([stage(1, exponential(1.0), workers=3)], poisson(0.5)), *LONG)
    assert holds(found["flow_time"], expected["W"])
    assert holds(found["flow_load"], expected["L"])
    assert found["stages"][0]["utilisation"] == pytest.approx(expected["utilisation"], rel=0.03)


def test_a_quarter_of_the_work_comes_back(headrace: Verb, known: Json) -> None:
    expected = known["REWORK-1"]
    again = stage(1, exponential(1.0), rework=[{"to": "s1", "probability": 0.25}])
    found = run(headrace, written([again], poisson(2.0)), *LONG)
    assert holds(found["flow_time"], expected["W_total"])
    assert found["stages"][0]["throughput"] / found["flow_velocity"]["mean"] == pytest.approx(
        expected["mean_visits"], rel=0.02
    )


def test_two_types_share_a_queue(headrace: Verb, known: Json) -> None:
    expected = known["MIX-2"]
    types = [
        {"id": "feature", "name": "Feature", "share": 1 / 3},
        {"id": "defect", "name": "Defect", "share": 2 / 3},
    ]
    mixed = stage(1, exponential(1.0))
    del mixed["time"]
    mixed["time_by_type"] = {"feature": exponential(2.0), "defect": exponential(0.5)}
    found = run(headrace, written([mixed], poisson(1 / 0.6), item_types=types), *LONG)
    assert holds(found["flow_time"], expected["W"])
    assert found["flow_distribution"] == pytest.approx(expected["flow_distribution"], rel=0.04)


@pytest.mark.parametrize(
    ("name", "means", "limits", "on_finish"),
    [
        ("HB-2-0", [1.0, 1.0], [1, 1], "hold"),
        ("HB-3-1", [1.0, 1.0, 1.0], [1, 2, 2], "hold"),
        ("KB-111", [1.0, 1.0, 1.0], [1, 1, 1], "free"),
        ("KB-222", [1.0, 1.0, 1.0], [2, 2, 2], "free"),
        ("KB-unbal", [1.0, 1.25, 0.8], [2, 3, 2], "free"),
    ],
)
def test_a_line_with_limits(
    headrace: Verb, known: Json, *, name: str, means: list[float], limits: list[int], on_finish: str
) -> None:
    expected = known[name]
    line = [
        stage(number, exponential(mean), wip_limit=limit, on_finish=on_finish)
        for number, (mean, limit) in enumerate(zip(means, limits, strict=True), 1)
    ]
    found = run(headrace, written(line, SATURATED), *LONG)
    assert holds(found["flow_velocity"], expected["throughput"])
    assert holds(found["flow_time"], expected["flow_time_stage1_entry_to_done"])
    for figure, key in (
        ("wip", "wip_by_stage"),
        ("working", "busy_servers"),
        ("finished", "done_but_blocked"),
        ("waiting", "waiting_to_start"),
    ):
        measured = [one[figure] for one in found["stages"]]
        assert measured == pytest.approx(expected[key], rel=0.04, abs=0.01)


# --- without chance ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("wip", range(1, 11))
def test_a_line_without_chance_and_with_constant_wip(headrace: Verb, known: Json, wip: int) -> None:
    expected = known["PENNY1-best"][wip - 1]
    line = [stage(number, constant(2.0)) for number in range(1, 5)]
    group = {"id": "line", "name": "Line", "stages": [one["id"] for one in line], "limit": wip}
    text = written(line, SATURATED, time_unit="hour", wip_groups=[group])
    # The line has filled by hour 160; from there on every 80 hours are alike, whatever the limit.
    found = run(headrace, text, "--until", 160 + 80 * 7, "--warmup", 160, "--replications", 2)
    assert expected["w"] == wip
    assert found["flow_velocity"]["mean"] == pytest.approx(expected["TH"], rel=0.02)
    assert found["flow_time"]["mean"] == pytest.approx(expected["CT"])
    assert {found["flow_time"][mark] for mark in ("p50", "p70", "p85", "p95")} == {expected["CT"]}
    assert found["flow_load"]["mean"] == pytest.approx(wip)


def trace_stream(trace: Json, limits: list[int | None], on_finish: str) -> str:
    items = [
        {"at": at, "times": {f"s{number}": time for number, time in enumerate(times, 1)}}
        for at, times in zip(trace["arrivals"], trace["service_days"], strict=True)
    ]
    line = [
        stage(number, constant(1.0), on_finish=on_finish, **({} if limit is None else {"wip_limit": limit}))
        for number, limit in enumerate(limits, 1)
    ]
    return written(line, [{"kind": "schedule", "items": items}])


def moments(rows: list[dict[str, str]], kind: str) -> list[list[float]]:
    """When each item did something, stage by stage."""
    found: dict[int, list[float]] = {}
    for row in rows:
        if row["kind"] == kind:
            found.setdefault(int(row["item"]), []).append(float(row["time"]))
    return [found[item] for item in sorted(found)]


@pytest.mark.parametrize("clock", ["kernel", "simpy"])
@pytest.mark.parametrize(
    ("rule", "limits", "on_finish", "kinds"),
    [
        ("kanban_free", [2, 2, 1], "free", {"entered": "enter", "started": "start", "finished": "finish"}),
        ("blocking_after_service", [None, 2, 1], "hold", {"started": "start"}),
    ],
)
def test_a_history_replayed_under_limits_to_the_last_digit(
    headrace: Verb,
    known: Json,
    tmp_path: Path,
    *,
    clock: str,
    rule: str,
    limits: list[int | None],
    on_finish: str,
    kinds: dict[str, str],
) -> None:
    trace = known["trace"]
    log = tmp_path / "log.csv"
    text = trace_stream(trace, limits, on_finish)
    found = run(headrace, text, "--replications", 1, "--clock", clock, "--log", log)
    with log.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    done = [float(row["time"]) for row in rows if row["kind"] == "done"]
    assert done == trace[rule]["done"]
    assert {kind: moments(rows, kind) for kind in kinds} == {
        kind: trace[rule][name] for kind, name in kinds.items()
    }
    lead = [end - start for start, end in zip(trace["arrivals"], trace[rule]["done"], strict=True)]
    assert found["lead_time"]["mean"] == pytest.approx(sum(lead) / len(lead), rel=1e-12)
    assert found["flow_velocity"]["mean"] == pytest.approx(len(done) / done[-1], rel=1e-12)
    assert (found["unfinished"], found["littles_residual"]) == (0.0, pytest.approx(0.0, abs=1e-12))
