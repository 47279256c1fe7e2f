"""From an example to a date, and nothing but words typed: the installed command in processes of its own."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.screens.histories import write_export

COMMAND = Path(sys.executable).parent / ("headrace.exe" if os.name == "nt" else "headrace")
Headrace = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def headrace(tmp_path: Path) -> Headrace:
    """Type words after `headrace`, in a folder of one's own, without a display."""
    away = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    surroundings = {name: value for name, value in os.environ.items() if name not in away}

    def typed(*words: object, status: int = 0) -> subprocess.CompletedProcess[str]:
        ended = subprocess.run(
            [COMMAND, *map(str, words)],
            cwd=tmp_path,
            env=surroundings,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )
        assert ended.returncode == status, ended.stderr
        assert "Traceback" not in ended.stderr
        return ended

    return typed


def in_json(ended: subprocess.CompletedProcess[str]) -> Any:  # noqa: ANN401 (JSON is anything)
    return json.loads(ended.stdout)


@pytest.mark.slow
def test_a_stream_is_begun_checked_run_and_changed(headrace: Headrace, tmp_path: Path) -> None:
    file = tmp_path / "team.json"
    file.write_text(headrace("example", "software-team").stdout, encoding="utf-8")
    checked = in_json(headrace("check", file, "--json"))
    assert (checked["ok"], checked["problems"]) == (True, [])
    assert max(checked["load"], key=checked["load"].get) == "stages.test"

    quick = ("--replications", 20, "--seed", 3, "--until", 250)
    run = in_json(headrace("run", file, *quick, "--log", "log.csv", "--json"))
    assert run["flow_velocity"]["low"] < run["flow_velocity"]["mean"] < run["flow_velocity"]["high"]
    assert [stage["id"] for stage in run["stages"]] == ["analysis", "build", "test", "release"]
    assert sum(run["flow_distribution"].values()) == pytest.approx(1.0)
    with (tmp_path / "log.csv").open(encoding="utf-8", newline="") as log:
        rows = list(csv.DictReader(line for line in log if not line.startswith("#")))
    assert len(rows) > 1000
    assert in_json(headrace("run", file, *quick, "--json")) == run

    change = ("--set", "stages.test.wip_limit=2", *quick)
    told = in_json(headrace("what-if", file, *change, "--json"))
    time = told["metrics"]["flow_time"]
    assert time["base"] == pytest.approx(run["flow_time"]["mean"])
    difference = time["difference"]
    assert difference["low"] <= difference["mean"] <= difference["high"] < 0
    assert difference["mean"] == pytest.approx(time["scenario"] - time["base"])


@pytest.mark.slow
def test_a_history_is_imported_measured_and_forecast_from(headrace: Headrace, tmp_path: Path) -> None:
    write_export(tmp_path / "export.csv", 130)
    imported = headrace("import", "export.csv", "-o", "team.headrace")
    assert "Wrote team.headrace" in imported.stdout + imported.stderr

    measured = in_json(headrace("metrics", "team.headrace", "--json"))
    assert in_json(headrace("metrics", "export.csv", "--json")) == measured
    when = in_json(headrace("forecast", "team.headrace", "--items", 30, "--json"))
    assert in_json(headrace("forecast", "export.csv", "--items", 30, "--json")) == when
    assert [row["percent"] for row in when["percentiles"]] == [50, 70, 85, 95]
    days = [row["days"] for row in when["percentiles"]]
    assert days == sorted(days)
    by = when["percentiles"][2]["date"]
    how_many = in_json(headrace("forecast", "team.headrace", "--by", by, "--json"))
    at_least = {row["percent"]: row["items"] for row in how_many["percentiles"]}
    assert at_least[85] >= 30 > at_least[95]
    assert when["sentence"] in headrace("forecast", "team.headrace", "--items", 30).stdout


@pytest.mark.slow
def test_what_goes_wrong_is_said_in_two_lines_and_by_the_status(headrace: Headrace, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    (tmp_path / "odd.headrace").write_text("a letter to a friend", encoding="utf-8")
    faults: tuple[tuple[str, ...], ...] = (
        ("check", "nothing.json"),
        ("import", "empty.csv", "-o", "team.headrace"),
        ("metrics", "odd.headrace"),
        ("example", "no-such-team"),
        ("what-if", "software-team", "--set", "stages.gone.wip_limit=2"),
        (),
    )
    for words in faults:
        said = headrace(*words, status=1).stderr.splitlines()
        assert said[-2].startswith("error: "), words
        assert said[-1].startswith("to mend: "), words
    for typed in ("run", "fly", "run software-team --speed 3", "forecast odd.headrace"):
        assert "Usage" in headrace(*typed.split(), status=2).stderr
    assert not (tmp_path / "team.headrace").exists()
    assert (tmp_path / "odd.headrace").read_text(encoding="utf-8") == "a letter to a friend"
