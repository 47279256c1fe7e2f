"""``headrace example`` and ``headrace check``: streams, their names and what is wrong with them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from sim.stream import dumps_stream, example, example_names
from tests.cli.conftest import Verb


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
