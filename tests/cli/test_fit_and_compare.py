"""``headrace fit`` and ``headrace compare``, as a person uses them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.history import guess_mapping, read_table
from sim.log import write_item_rows
from sim.stream import load_stream, loads_stream, problems
from tests.architecture.tree import PROJECT
from tests.calibration.pasts import ample, run
from tests.cli.conftest import Said

Verb = Callable[..., Said]

EXPORT = PROJECT / "docs" / "examples" / "export.csv"


def row(number: int) -> str:
    """An item of the board: begun on its day, the last five unfinished."""
    begun = dt.date(2026, 1, 1) + dt.timedelta(number)
    waits, test, done = (begun + dt.timedelta(days) for days in (2, 3 + number % 3, 6))
    kind = "Bug" if number % 4 == 0 else "Story"
    return f"{number},{kind},2026-01-01,{begun},{waits},{test},{done if number < 45 else ''}\n"


STAGES = "ID,Type,Backlog,Build,Waiting for test,Test,Done\n" + "".join(map(row, range(50)))


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Fifty items, one begun a day, with a date for each stage."""
    path = tmp_path / "board.csv"
    path.write_text(STAGES, encoding="utf-8")
    return path


def test_fit_prints_each_stage_with_what_it_rests_on(headrace: Verb, board: Path) -> None:
    said = headrace("fit", board)
    assert said.status == 0, said.err
    assert "board.csv: 50 items begun; times in days" in said.out
    for name in ("Build", "Waiting for test", "Test"):
        assert name in said.out
    assert "assumed: Backlog comes before commitment" in said.out
    assert "assumed: All time in Build and Test counts as work" in said.out
    assert "Types: Feature 74.0 %, Defect 26.0 %. On the board: 5." in said.out


def test_fit_writes_a_stream_that_can_be_checked_and_run(headrace: Verb, board: Path, tmp_path: Path) -> None:
    path = tmp_path / "made.json"
    said = headrace("fit", board, "-o", path)
    assert f"Wrote {path}" in said.err
    model = load_stream(path)
    assert [one.id for one in model.stages] == ["build", "waiting-for-test", "test"]
    assert [one for one in problems(model) if one.severity == "error"] == []
    assert headrace("check", path, "--json").json["ok"] is True
    assert (
        headrace("run", path, "--until", 50, "--replications", 3, "--json").json["flow_velocity"]["mean"] > 0
    )


def test_fit_as_json_has_the_stream_the_fits_and_their_pictures(headrace: Verb, board: Path) -> None:
    found = headrace("fit", board, "--json").json
    model = loads_stream(json.dumps(found["stream"]))
    assert model.name == "board"
    test = found["stages"][2]
    assert (test["visits"], test["unfinished"], test["people"] >= 1) == (50, 5, True)
    fitted = test["fit"]
    assert fitted["unfinished"] == 5
    assert {one["distribution"]["family"] for one in fitted["candidates"]} == {
        "lognormal",
        "weibull",
        "gamma",
        "exponential",
    }
    assert len(fitted["picture"]["times"]) == len(fitted["picture"]["fitted"]) == 60
    assert fitted["distribution"]["provenance"]["date"] == "2026-02-23"
    assert found["arrivals"]["items"] == 50
    assert found["unknown"]


def test_what_a_history_cannot_tell_can_be_told(headrace: Verb, board: Path) -> None:
    told = headrace(
        "fit", board, "--touch-share", 0.4, "--limits", "none", "--waits", "queue", "--days", 40, "--json"
    ).json
    stages = told["stream"]["stages"]
    assert all("wip_limit" not in one for one in stages)
    assert "delay" not in stages[1]
    assert stages[2]["pull"] == "ready"
    assert any(one.startswith("40 % of the time in Build and Test") for one in told["assumed"])
    assert told["arrivals"]["items"] < 50


def test_a_mapping_can_be_given(headrace: Verb, board: Path, tmp_path: Path) -> None:
    guessed = guess_mapping(read_table(board))
    states = {"Waiting for test": "active"}
    stages = tuple(
        one.model_copy(update={"state": states.get(one.name, one.state)}) for one in guessed.stages
    )
    path = tmp_path / "mapping.json"
    path.write_text(guessed.model_copy(update={"stages": stages}).model_dump_json(), encoding="utf-8")
    kinds = [one["kind"] for one in headrace("fit", board, "--mapping", path, "--json").json["stages"]]
    assert kinds == ["work", "work", "work"]


@pytest.mark.parametrize(
    ("content", "words"),
    [('{"layout": "rows"}', "is no mapping: layout:"), ("[", "is no mapping:"), (None, "cannot be read")],
)
def test_a_mapping_that_is_none_is_refused(
    headrace: Verb, board: Path, tmp_path: Path, content: str | None, words: str
) -> None:
    path = tmp_path / "mapping.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    said = headrace("fit", board, "--mapping", path)
    assert said.status == 1
    assert words in said.err
    assert "to mend:" in said.err


def test_a_history_without_a_start_is_refused_in_words(headrace: Verb, tmp_path: Path) -> None:
    path = tmp_path / "done.csv"
    path.write_text("ID,Done\n1,2026-01-05\n2,2026-01-06\n", encoding="utf-8")
    said = headrace("fit", path)
    assert said.status == 1
    assert "No item of the history was begun" in said.err


def test_a_share_that_cannot_be_is_refused_in_words(headrace: Verb, board: Path) -> None:
    assert "The share of touch time is 0" in headrace("fit", board, "--touch-share", 0).err


def test_a_project_is_fitted_as_its_export_is(headrace: Verb, board: Path, tmp_path: Path) -> None:
    project = tmp_path / "team.headrace"
    headrace("import", board, "-o", project)
    ours, theirs = (headrace("fit", one, "--json").json["stream"] for one in (project, board))
    assert ours["stages"] == theirs["stages"]


def test_compare_judges_each_figure(headrace: Verb) -> None:
    said = headrace("compare", EXPORT, "--replications", 40)
    assert said.status == 0, said.err
    for words in ("flow velocity", "flow time p85", "flow load", "share of Defect", "inside", "40 runs of"):
        assert words in said.out
    assert "figures of the history lie within" in said.out
    assert "not compared: Lead time is not compared" in said.out


def test_compare_as_json_is_the_same_with_the_same_seed(headrace: Verb) -> None:
    one, again = (headrace("compare", EXPORT, "--replications", 20, "--json").json for _ in range(2))
    assert one == again
    p85 = one["metrics"]["flow_time_p85"]
    assert p85["low"] <= p85["model"] <= p85["high"]
    assert p85["inside"] is (p85["low"] <= p85["history"] <= p85["high"])
    assert p85["verdict"].startswith("flow time p85: ")
    assert headrace("compare", EXPORT, "--replications", 20, "--seed", 2, "--json").json != one


def test_compare_takes_a_stream_of_ones_own(headrace: Verb, tmp_path: Path) -> None:
    made = headrace("fit", EXPORT, "--json").json["stream"]
    made["stages"][0]["time_factor"] = 3
    path = tmp_path / "slow.json"
    path.write_text(json.dumps(made), encoding="utf-8")
    check = headrace("compare", EXPORT, path, "--replications", 40, "--json").json
    assert check["metrics"]["flow_time_p50"]["inside"] is False
    assert any("Items take longer in the model" in one or "finishes fewer" in one for one in check["adjust"])
    assert "adjust: " in headrace("compare", EXPORT, path, "--replications", 40).out


def test_compare_needs_a_run(headrace: Verb) -> None:
    said = headrace("compare", EXPORT, "--replications", 0)
    assert (said.status, "at least 1 is needed" in said.err) == (1, True)


def test_a_run_of_the_program_can_be_fitted_again(headrace: Verb, tmp_path: Path) -> None:

    path = tmp_path / "run.csv"
    write_item_rows(run(ample(), 100.0), path)
    stages = headrace("fit", path, "--json").json["stages"]
    assert [one["name"] for one in stages] == ["Analysis", "Review", "Build", "Test"]


def test_a_row_tells_each_stages_time_people_limit_and_ways(headrace: Verb, board: Path) -> None:
    out = headrace("fit", board, "--waits", "queue").out
    rows = [line.split() for line in out.splitlines() if line.startswith("  ") and line.strip()]
    heading, build, waiting, test = rows[:4]
    assert heading[:5] == ["stage", "visits", "open", "time", "p50"]
    assert build[:6] == ["Build", "50", "0", "constant", "2.00", "2.00"]
    assert (waiting[:3], waiting[5]) == (["Waiting", "for", "test"], "queue")
    assert test[:3] == ["Test", "50", "5"]


def test_arrivals_are_told_by_rate_and_gap(headrace: Verb, board: Path) -> None:
    (line,) = [one for one in headrace("fit", board).out.splitlines() if one.startswith("Arrivals: ")]
    assert "items a day" in line
    assert line.endswith("of each other")


@pytest.mark.parametrize("verb", ["fit", "compare"])
def test_help_names_what_a_history_cannot_tell(headrace: Verb, verb: str) -> None:
    out = headrace(verb, "--help").out
    for option in ("--mapping", "--touch-share", "--limits", "--waits", "--days", "--json"):
        assert option in out
