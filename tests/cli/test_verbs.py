from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from sim.store import open_project
from sim.stream import dumps_stream, example, example_names
from tests.builders import exponential, line, poisson
from tests.cli.conftest import Said

Verb = Callable[..., Said]

HISTORY = "ID,Type,Started,Done\n" + "".join(
    f"{n},{'Bug' if n % 4 == 0 else 'Story'},2026-0{1 + n // 28}-{1 + n % 28:02d},"
    f"2026-0{1 + (n + 3) // 28}-{1 + (n + 3) % 28:02d}\n"
    for n in range(60)
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Sixty items, one begun a day, each done three days later."""
    path = tmp_path / "export.csv"
    path.write_text(HISTORY, encoding="utf-8")
    return path


@pytest.fixture
def queue(tmp_path: Path) -> Path:
    """A queue of load 0.8."""
    path = tmp_path / "queue.json"
    path.write_text(dumps_stream(line([exponential(0.8)], arrivals=poisson(1.0))), encoding="utf-8")
    return path


# --- streams ---------------------------------------------------------------------------------------


def test_example_lists_the_streams_that_come_along(headrace: Verb) -> None:
    said = headrace("example", "--json")
    assert said.status == 0
    assert [one["name"] for one in said.json] == list(example_names())


def test_an_example_is_printed_as_the_stream_it_is(headrace: Verb) -> None:
    assert headrace("example", "support-desk").out.strip() == dumps_stream(example("support-desk")).strip()


def test_an_example_can_be_written_to_a_file_and_checked(headrace: Verb, tmp_path: Path) -> None:
    path = tmp_path / "team.json"
    assert headrace("example", "software-team", "-o", path).status == 0
    assert headrace("check", path, "--json").json["ok"] is True


def test_an_unknown_example_is_refused_with_the_known_ones(headrace: Verb) -> None:
    said = headrace("example", "bakery")
    assert (said.status, said.out) == (1, "")
    assert "bakery" in said.err
    assert "software-team" in said.err


def test_every_example_satisfies_the_printed_schema(headrace: Verb) -> None:
    schema = headrace("schema").json
    jsonschema.Draft202012Validator.check_schema(schema)
    for name in example_names():
        jsonschema.validate(headrace("example", name).json, schema)


def test_check_lists_everything_that_is_wrong_at_once(headrace: Verb) -> None:
    broken = json.loads(headrace("example", "software-team").out)
    broken["stages"][0]["wip_limit"] = -2
    broken["stages"][1]["workers"] = 0
    said = headrace("check", "-", typed=json.dumps(broken))
    assert said.status == 1
    assert "stages.analysis.wip_limit" in said.err
    assert "stages.build.workers" in said.err
    listed = headrace("check", "-", "--json", typed=json.dumps(broken))
    assert listed.status == 1
    assert listed.json["ok"] is False
    assert {one["where"] for one in listed.json["problems"] if one["severity"] == "error"} == {
        "stages.analysis.wip_limit",
        "stages.build.workers",
    }


def test_check_says_how_busy_the_people_of_each_stage_and_team_would_be(headrace: Verb) -> None:
    document = json.loads(headrace("example", "software-team").out)
    said = headrace("check", "-", typed=json.dumps(document))
    loads = re.fullmatch(
        r"load: Analysis (0\.\d\d), Build (0\.\d\d), Test (0\.\d\d)\n"
        r"-: nothing stands in the way of running it\.\n",
        said.out,
    )
    assert loads is not None, said.out
    listed = headrace("check", "-", "--json", typed=json.dumps(document)).json["load"]
    assert [f"{load:.2f}" for load in listed.values()] == list(loads.groups())
    assert list(listed) == ["stages.analysis", "stages.build", "stages.test"]


def test_check_counts_its_warnings_and_names_the_stage_that_cannot_keep_up(headrace: Verb) -> None:
    document = json.loads(headrace("example", "software-team").out)
    document["stages"][2]["workers"] = 1
    said = headrace("check", "-", typed=json.dumps(document))
    assert (said.status, said.err) == (0, "")
    warning, load, end = said.out.splitlines()
    assert warning.startswith("warning: stages.test.workers: Test: load 1.")
    assert load.startswith("load: ")
    assert end == "-: nothing stands in the way of running it; 1 warning above."


def test_a_stream_of_given_items_has_no_load(headrace: Verb) -> None:
    document = json.loads(headrace("example", "software-team").out)
    document["arrivals"] = [{"kind": "backlog", "count": 30}]
    assert headrace("check", "-", typed=json.dumps(document)).out == (
        "-: nothing stands in the way of running it.\n"
    )


def test_what_is_no_stream_is_refused_in_two_lines(headrace: Verb, tmp_path: Path) -> None:
    path = tmp_path / "not.json"
    path.write_text("{ this is not JSON", encoding="utf-8")
    for source in (path, tmp_path, tmp_path / "missing.json"):
        said = headrace("check", source)
        assert said.status == 1
        assert said.err.startswith("error: ")
        assert "Traceback" not in said.err


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


# --- run ---------------------------------------------------------------------------------------------


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


# --- what if -------------------------------------------------------------------------------------------


def test_what_if_sets_a_change_against_the_base(headrace: Verb) -> None:
    said = headrace(
        "what-if",
        "software-team",
        "--set",
        "stages.test.workers=3",
        "--replications",
        20,
        "--until",
        300,
        "--json",
    )
    found = said.json
    assert found["changes"] == [{"path": "stages.test.workers", "value": 3}]
    time = found["metrics"]["flow_time"]
    assert time["difference"]["high"] < 0
    assert time["scenario"] < time["base"]
    assert time["verdict"].startswith("shorter by ")
    assert time["difference"]["mean"] == pytest.approx(time["scenario"] - time["base"])


def test_what_if_prints_a_table_with_verdicts(headrace: Verb) -> None:
    said = headrace(
        "what-if", "software-team", "--set", "stages.test.workers=3", "--replications", 10, "--until", 300
    )
    assert said.status == 0
    assert "shorter by" in said.out


def test_a_change_without_a_value_is_refused(headrace: Verb) -> None:
    said = headrace("what-if", "software-team", "--set", "stages.test.workers")
    assert said.status == 1
    assert "stages.test.wip_limit=2" in said.err


# --- history ----------------------------------------------------------------------------------------------


def test_import_makes_a_project_that_metrics_and_forecast_read(
    headrace: Verb, export: Path, tmp_path: Path
) -> None:
    project = tmp_path / "team.headrace"
    made = headrace("import", export, "-o", project, "--json")
    assert made.status == 0
    assert made.json["report"]["rows"] == 60
    assert headrace("metrics", project, "--json").json == headrace("metrics", export, "--json").json
    words = ("--items", 30, "--json")
    assert headrace("forecast", project, *words).json == headrace("forecast", export, *words).json


def test_importing_into_a_project_keeps_what_is_there(headrace: Verb, export: Path, tmp_path: Path) -> None:
    project = tmp_path / "team.headrace"
    headrace("import", export, "-o", project)
    before = open_project(project)
    assert headrace("import", export, "-o", project).status == 0
    assert open_project(project).stream == before.stream


LOG = "Item,From,To,When\n" + "".join(
    f"{item},{came},{to},2024-01-{day:02}\n"
    for item in "AB"
    for day, (came, to) in enumerate((("", "To Do"), ("To Do", "Build"), ("Build", "Done")), start=1)
)


@pytest.mark.parametrize(
    ("content", "layout"),
    [
        (LOG, "changes"),
        ("case,activity,timestamp\nA,Open,2024-01-01\nA,Close,2024-01-03\n", "events"),
        ("Week,Done\n2024-01-01,4\n2024-01-08,2\n", "counts"),
    ],
)
def test_logs_and_numbers_are_imported_like_items(
    headrace: Verb, tmp_path: Path, content: str, layout: str
) -> None:
    export, project = tmp_path / "log.csv", tmp_path / "p.headrace"
    export.write_text(content)
    told = json.loads(headrace("import", export, "-o", project, "--json").out)
    assert told["mapping"]["layout"] == layout
    assert told["report"]["used"] == told["report"]["rows"]
    assert headrace("metrics", project).status == 0


def test_importing_again_merges_by_id_unless_it_is_to_replace(headrace: Verb, tmp_path: Path) -> None:
    export, project = tmp_path / "log.csv", tmp_path / "p.headrace"
    export.write_text(LOG)
    headrace("import", export, "-o", project)
    export.write_text(LOG.replace("A,Build,Done,2024-01-03\n", "").replace("B,", "C,"))
    said = headrace("import", export, "-o", project).out
    assert "items 1 new, 1 changed, 0 as before, 1 no longer in the file" in " ".join(said.split())
    history = open_project(project).history
    assert history is not None
    assert sorted(history.log.items.names) == ["A", "B", "C"]
    headrace("import", export, "-o", project, "--replace")
    history = open_project(project).history
    assert history is not None
    assert sorted(history.log.items.names) == ["A", "C"]


def test_metrics_counts_what_is_in_the_file(headrace: Verb, export: Path) -> None:
    found = headrace("metrics", export, "--json").json
    assert found["flow_time"]["n"] == 60
    assert found["flow_time"]["p85"] == 4.0  # three days on, both ends counted
    assert found["flow_distribution"] == {"feature": 0.75, "defect": 0.25}
    assert "Flow velocity" in headrace("metrics", export).out


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


@pytest.mark.parametrize(
    "verb", [("import", "-o", "out.headrace"), ("metrics",), ("forecast", "--items", "3")]
)
def test_a_file_that_is_no_history_is_refused_in_words(
    headrace: Verb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = tmp_path / "people.csv"
    wrong.write_text("FirstName,Age\nAlice,29\n", encoding="utf-8")
    said = headrace(verb[0], wrong, *verb[1:])
    assert (said.status, said.out) == (1, "")
    assert "FirstName" in said.err
    assert not (tmp_path / "out.headrace").exists()


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


def test_a_name_that_is_neither_file_nor_example_is_answered_with_the_examples(headrace: Verb) -> None:
    said = headrace("run", "Software-Team")
    assert (said.status, said.out) == (1, "")
    assert said.err.splitlines() == [
        "error: There is neither a file nor an example Software-Team.",
        f"to mend: Give the path of a stream's JSON file, or one of {', '.join(example_names())}.",
    ]


@pytest.mark.parametrize("words", [("run",), ("check",), ("metrics",), ("import", "-o", "p.headrace")])
def test_a_name_too_long_for_any_file_is_refused_in_words(
    headrace: Verb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    said = headrace(words[0], "x" * 5000, *words[1:])
    assert (said.status, said.out) == (1, "")
    assert "File name too long" in said.err
    assert list(tmp_path.iterdir()) == []


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
