"""``headrace metrics --dora``: what a person says, what a project keeps, what is guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sim.history import guess_mapping, import_history, read_table
from sim.metrics import DoraMapping, Marks
from sim.store import StoredHistory, new_project, save_project
from sim.stream import example
from tests.cli.conftest import Said

Verb = Callable[..., Said]

ROWS = """\
ID,Title,Type,Tags,Started,Done
1,One,Story,,2026-03-02,2026-03-04
2,Two,Bug,,2026-03-03,2026-03-06
3,Ship one,Chore,ship,2026-03-06,2026-03-06
4,Four,Story,,2026-03-09,2026-03-12
5,Ship two,Chore,ship|hotfix,2026-03-12,2026-03-12
6,Down,Outage,,2026-03-12,2026-03-13
7,Ship three,Chore,"ship,bad",2026-03-13,2026-03-13
"""


@pytest.fixture
def items(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("items.csv").write_text(ROWS, encoding="utf-8")
    return "items.csv"


@pytest.fixture
def project(items: str) -> str:
    """The same as a project in which somebody has chosen."""
    mapping = guess_mapping(read_table(Path(items)))
    read = import_history(Path(items), mapping)
    chosen = DoraMapping(Marks("tags", ("ship",)))
    history = StoredHistory(read.log, mapping, read.report, items)
    save_project(
        replace(new_project(example("support-desk")), history=history, delivery=chosen), "team.headrace"
    )
    return "team.headrace"


def dora(said: Said) -> list[tuple[Any, int]]:
    assert said.status == 0, said.err
    return [(row["value"], row["counted_over"]) for row in said.json["dora"]]


def test_without_words_to_guess_from_nothing_is_told(headrace: Verb, items: str) -> None:
    assert dora(headrace("metrics", items, "--dora", "--json")) == [(None, 0)] * 5


def test_deployments_are_told_by_a_tag_and_the_metrics_are_asked_for_thereby(
    headrace: Verb, items: str
) -> None:
    found = dora(headrace("metrics", items, "--deployment", "tag=ship", "--json"))
    assert [over for _, over in found][:2] == [3, 3]  # the outage is guessed to be an incident, no change
    assert found[0][0] == 3 / 12


def test_each_role_has_its_own_rule(headrace: Verb, items: str) -> None:
    words = ("--deployment", "tag=ship", "--incident", "type=outage", "--failed", "tag=bad")
    found = dora(headrace("metrics", items, *words, "--unplanned", "tag=hotfix", "--json"))
    assert found[2:] == [(1 / 3, 3), (None, 0), (1 / 3, 3)]
    # without a mark of their own, those failed that were the last before an incident: recovered in a day
    blamed = dora(headrace("metrics", items, *words[:4], "--json"))
    assert blamed[2:4] == [(1 / 3, 3), (1.0, 1)]


def test_values_of_one_role_are_alternatives(headrace: Verb, items: str) -> None:
    found = dora(
        headrace("metrics", items, "--deployment", "tag=bad", "--deployment", "tag=hotfix", "--json")
    )
    assert found[0][1] == 2


def test_the_trackers_words_are_known_beside_our_types(headrace: Verb, items: str) -> None:
    assert dora(headrace("metrics", items, "--deployment", "type=CHORE", "--json"))[0][1] == 3
    assert dora(headrace("metrics", items, "--deployment", "type=defect", "--json"))[0][1] == 1


def test_each_moment_of_completion_can_be_a_deployment(headrace: Verb, items: str) -> None:
    assert dora(headrace("metrics", items, "--deployment", "each", "--json"))[0][1] == 4


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--deployment", "ship"), "ship names no value."),
        (("--incident", "each"), "each names no value."),
        (("--incident", "=Bug"), "=Bug has no name."),
        (("--deployment", "colour=red"), "Items of this history have no colour."),
        (("--failed", "tag=worse"), "No item has tags worse."),
        (("--deployment", "tag=ship", "--deployment", "type=Story"), "One thing is told by tags and type."),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(
    headrace: Verb, items: str, words: tuple[str, ...], text: str
) -> None:
    said = headrace("metrics", items, *words)
    assert (said.status != 0, said.out) == (True, "")
    assert text in said.err


def test_a_project_keeps_what_was_chosen(headrace: Verb, project: str) -> None:
    said = headrace("metrics", project, "--dora", "--json")
    assert dora(said)[0][1] == 3
    assert not any("guessed" in warning for warning in said.json["warnings"])


def test_what_is_said_goes_before_what_the_project_keeps(headrace: Verb, project: str) -> None:
    assert dora(headrace("metrics", project, "--deployment", "tag=bad", "--json"))[0][1] == 1
    both = dora(headrace("metrics", project, "--incident", "type=Outage", "--json"))
    assert (both[0][1], both[2]) == (3, (1 / 3, 3))


def test_the_export_has_the_same_figures(headrace: Verb, project: str) -> None:
    assert headrace("metrics", project, "--export", "a.xlsx").status == 0
    sheet = openpyxl.load_workbook("a.xlsx")["DORA"]
    assert sheet["B2"].value == 3 / 12
    assert sheet["D2"].value == 3
