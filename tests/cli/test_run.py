"""``headrace run``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Verb


def test_a_run_that_comes_to_a_stand_is_told_in_a_sentence(headrace: Verb) -> None:
    stages: list[dict[str, object]] = [
        {
            "id": one,
            "name": one.title(),
            "workers": 2,
            "transfer": 3,
            "time": {"family": "exponential", "mean": 1},
        }
        for one in ("one", "two")
    ]
    stages[1]["rework"] = [{"to": "one", "probability": 0.3}]
    document = {
        "format": "headrace.stream/1",
        "name": "Stuck",
        "item_types": [{"id": "a", "name": "A", "share": 1}],
        "arrivals": [{"kind": "backlog", "count": 30}],
        "wip_groups": [{"id": "g", "stages": ["one", "two"], "limit": 4}],
        "stages": stages,
    }
    said = headrace("run", "-", "--replications", 2, typed=json.dumps(document))
    assert said.status == 1
    assert said.err.startswith("error: Nothing can move any more after time ")
    assert "in One 2 items held until 3 are finished; in Two 2 items held until 3 are finished" in said.err
    ended = headrace(
        "run", "-", "--replications", 2, "--until", 90, "--json", typed=json.dumps(document)
    ).json
    assert ended["stages"][0]["blocked_share"] > 0.5, "a full group keeps its first stage from pulling"


def test_a_run_with_teams_tells_their_time_and_the_money(headrace: Verb) -> None:
    given = ("run", "product-team", "--replications", 2, "--until", 80, "--warmup", 10)
    found = headrace(*given, "--json").json
    (team,) = found["teams"]
    shares = ("utilisation", "setup_share", "blocked_share", "starved", "idle")
    assert sum(team[name] for name in shares) == pytest.approx(1.0)
    assert sum(team["stages"].values()) == pytest.approx(team["utilisation"])
    build = next(stage for stage in found["stages"] if stage["id"] == "build")
    assert (build["team"], build["utilisation"]) == ("dev", pytest.approx(team["stages"]["build"]))
    money = {name: figure["mean"] for name, figure in found["money"].items()}
    assert money["net_value"] == pytest.approx(
        money["value_released"] - money["staff_cost"] - money["delay_cost"]
    )
    said = headrace(*given).out
    assert "Money over 70 days, mean of the runs" in said
    assert "Teams (shares of their members' time)" in said


def test_run_gives_every_metric_with_its_interval(headrace: Verb, queue: Path) -> None:
    said = headrace(
        "run", queue, "--replications", 20, "--seed", 4, "--until", 3000, "--warmup", 300, "--json"
    )
    found = said.json
    for metric in ("flow_velocity", "flow_time", "lead_time", "flow_load", "flow_efficiency"):
        assert found[metric]["low"] < found[metric]["mean"] < found[metric]["high"]
    assert found["flow_time"]["low"] < 4.0 < found["flow_time"]["high"]
    assert found["flow_time"]["p50"] < found["flow_time"]["p70"] < found["flow_time"]["p85"]
    assert found["flow_distribution"] == {"item": 1.0}
    (stage,) = found["stages"]
    assert stage["utilisation"] + stage["starved"] == pytest.approx(1.0)
    assert stage["wip"] == pytest.approx(
        stage["waiting"] + stage["working"] + stage["blocked"] + stage["finished"]
    )
    assert abs(found["littles_residual"]) < 0.02
    assert any("unfinished" in warning for warning in found["warnings"])


def test_the_same_seed_prints_the_same_bytes_on_both_clocks(headrace: Verb, queue: Path) -> None:
    words = ("run", queue, "--replications", 3, "--until", 200, "--json", "--clock")
    kernel, simpy = headrace(*words, "kernel"), headrace(*words, "simpy")
    assert kernel.status == simpy.status == 0
    assert kernel.out == simpy.out


def test_run_writes_the_log_it_was_asked_for(headrace: Verb, queue: Path, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    assert headrace("run", queue, "--replications", 1, "--items", 5, "--log", path, "--json").status == 0
    lines = path.read_text(encoding="utf-8").splitlines()
    assert sum("done" in line for line in lines) == 5


def test_a_log_that_cannot_be_written_is_said_in_words(headrace: Verb, queue: Path, tmp_path: Path) -> None:
    said = headrace("run", queue, "--replications", 1, "--items", 5, "--log", tmp_path / "no" / "log.csv")
    assert said.status == 1
    assert "log.csv" in said.err


def test_run_prints_tables_for_people(headrace: Verb) -> None:
    said = headrace("run", "software-team", "--replications", 4, "--until", 200)
    assert said.status == 0
    for words in ("Flow velocity", "Flow time", "Flow load", "Flow efficiency", "Flow distribution", "Test"):
        assert words in said.out
    assert "note: " in said.err


def test_a_stream_with_errors_is_not_run(headrace: Verb) -> None:
    broken = json.loads(headrace("example", "software-team").out)
    broken["stages"][0]["wip_limit"] = -2
    said = headrace("run", "-", typed=json.dumps(broken))
    assert (said.status, said.out) == (1, "")
    assert "-2" in said.err


@pytest.mark.parametrize(
    "words",
    [("--replications", "0"), ("--warmup", "soon"), ("--warmup", "-3"), ("--until", "-1"), ("--items", "0")],
)
def test_a_number_that_cannot_be_is_the_users_fault(
    headrace: Verb, queue: Path, words: tuple[str, str]
) -> None:
    said = headrace("run", queue, *words)
    assert said.status == 1
    assert said.err.startswith("error: ")
    assert "to mend: " in said.err


def test_wrong_usage_ends_with_two(headrace: Verb) -> None:
    assert headrace("run").status == 2
    assert headrace("fly").status == 2
    assert headrace("run", "software-team", "--replications", "many").status == 2


def test_one_run_of_given_items_reports_each_of_them(headrace: Verb, tmp_path: Path) -> None:
    constant = {"family": "constant", "value": 2}
    given = {
        "format": "headrace.stream/1",
        "name": "Three",
        "time_unit": "day",
        "item_types": [{"id": "item", "name": "Item", "share": 1}],
        "arrivals": [{"kind": "schedule", "items": [{"at": 0}, {"at": 1}, {"at": 5}]}],
        "stages": [
            {
                "id": "do",
                "name": "Do",
                "kind": "work",
                "workers": 1,
                "time": constant,
            }
        ],
    }
    log = tmp_path / "log.csv"
    found = headrace("run", "-", "--replications", 1, "--log", log, "--json", typed=json.dumps(given)).json
    assert found["flow_time"]["mean"] == pytest.approx((2 + 3 + 2) / 3)
    assert found["flow_velocity"]["mean"] == pytest.approx(3 / 7)
    assert found["flow_distribution"] == {"item": 1.0}
    assert (found["littles_residual"], found["unfinished"]) == (0.0, 0.0)
    rows = [line.split(",") for line in log.read_text(encoding="utf-8").splitlines()]
    assert rows[0] == ["time", "item", "kind", "stage", "who", "type"]
    assert [row[0] for row in rows if row[2] == "done"] == ["2.0", "4.0", "7.0"]
    assert {row[3] for row in rows[1:]} == {"", "do"}


def test_a_warmup_longer_than_the_run_is_refused(headrace: Verb, queue: Path) -> None:
    said = headrace("run", queue, "--until", 50, "--warmup", 60, "--json")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("error: A warm-up of 60 days leaves nothing to measure: the runs end at 50.")
