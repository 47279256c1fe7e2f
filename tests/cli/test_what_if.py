"""``headrace what-if``."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Verb


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
