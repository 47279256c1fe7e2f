"""``headrace metrics``: which items, which dates, which tables, and where they go."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Said

Verb = Callable[..., Said]

ROWS = """\
ID,Title,Type,Team,Tags,Class,Started,Done
1,One,Story,Red,ui|api,Expedite,2026-03-02,2026-03-04
2,=1+1,Bug,Blue,api,Standard,2026-03-03,2026-03-06
3,Three,Story,Red,,Standard,2026-03-04,2026-03-10
4,Four,Bug,red,ui,Standard,2026-03-09,2026-03-12
5,Five,Story,Blue,"ui, db",Standard,2026-03-11,
6,Six,Deployment,Red,,Standard,2026-03-12,2026-03-12
"""


@pytest.fixture
def items(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("items.csv").write_text(ROWS, encoding="utf-8")
    return "items.csv"


def test_parts_are_told_by_type_team_and_tag(headrace: Verb, items: str) -> None:
    by_type = headrace("metrics", items, "--by", "type", "--json").json["parts"]
    assert [(one["type"], one["items"], one["done"]) for one in by_type] == [
        ("Feature", 3, 2),
        ("Defect", 2, 2),
        ("Deployment", 1, 1),
    ]
    by_tag = headrace("metrics", items, "--by", "tag", "--json").json["parts"]
    assert {one["tags"]: one["items"] for one in by_tag} == {"ui": 3, "api": 2, "no tags": 2, "db": 1}
    shown = headrace("metrics", items, "--by", "Team").out
    assert "By team" in shown
    assert "Blue" in shown


def test_only_some_items_by_name_or_id_in_capitals_or_not(headrace: Verb, items: str) -> None:
    def done(*words: str) -> int:
        found = headrace("metrics", items, *words, "--json").json
        window = found["window"]
        return round(float(found["flow_velocity"]) * float(window["end"] - window["start"]))

    assert done("--only", "type=feature") == done("--only", "type=Feature") == 2
    assert done("--only", "team=red") == 4  # Red and red
    assert done("--only", "team=blue", "--only", "tag=api") == 1
    assert done("--only", "tag=api", "--only", "tag=ui") == 3
    assert done("--only", "tag=") == 2
    assert done("--only", "class=expedite") == 1


def test_dates_say_when_and_take_no_item_away(headrace: Verb, items: str) -> None:
    found = headrace("metrics", items, "--from", "2026-03-06", "--to", "2026-03-10", "--json").json
    window = found["window"]
    assert window["end"] - window["start"] == 5
    assert found["flow_time"]["n"] == 2
    # items 2 (to its date of done), 3 and 4
    assert found["flow_load"] == (0 + 4 + 2) / 5
    later = headrace("metrics", items, "--from", "2026-03-11", "--json").json
    assert later["flow_time"]["n"] == 2


def test_time_in_state_is_shown_and_given(headrace: Verb, items: str) -> None:
    said = headrace("metrics", items, "--stage")
    assert "Time in state (days)" in said.out
    (row,) = headrace("metrics", items, "--stage", "--json").json["time_in_state"]
    assert (row["stage"], row["items"], row["total"], row["of_flow_time"]) == ("In progress", 5, 14, 1)


def test_dora_is_guessed_from_the_words_and_says_so(headrace: Verb, items: str) -> None:
    said = headrace("metrics", items, "--dora", "--json").json
    frequency, lead, fails, *_ = said["dora"]
    assert (frequency["counted_over"], lead["counted_over"], lead["value"]) == (1, 4, 8)
    assert fails["value"] is None
    assert "Deployments are items whose type is Deployment: guessed from the words." in said["warnings"]
    assert "Nothing tells incidents" in headrace("metrics", items, "--dora").out.replace("\n", " ")


def test_the_efficiency_comes_with_its_mapping(headrace: Verb, items: str) -> None:
    mapping = "An item counts as active in In progress."
    assert headrace("metrics", items, "--json").json["flow_efficiency_mapping"] == mapping
    assert f"Flow efficiency: {mapping}\n" in headrace("metrics", items).out


def test_every_table_goes_into_a_folder_of_csv_files(headrace: Verb, items: str) -> None:
    said = headrace("metrics", items, "--export", "out/tables", "--by", "team")
    names = sorted(path.name for path in Path("out/tables").iterdir())
    assert names == [
        "ageing.csv",
        "blocked-time.csv",
        "by-team.csv",
        "by-week.csv",
        "dora.csv",
        "flow-metrics.csv",
        "in-progress-by-day.csv",
        "items-done.csv",
        "littles-law.csv",
        "process-behaviour.csv",
        "time-in-state.csv",
    ]
    assert said.out.count("Wrote out/tables/") == 11
    text = Path("out/tables/items-done.csv").read_text(encoding="utf-8-sig")
    rows = {row["item"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["2"]["title"] == "'=1+1"
    assert (rows["2"]["done"], rows["2"]["flow time (days)"]) == ("2026-03-06 00:00:00", "4.0")


def test_every_table_is_a_sheet_of_a_workbook(headrace: Verb, items: str) -> None:
    assert headrace("metrics", items, "--only", "type=defect", "--export", "team.XLSX").status == 0
    book = openpyxl.load_workbook("team.XLSX")
    assert len(book.sheetnames) == 11
    assert [row[1].value for row in book["Items done"].iter_rows(min_row=2)] == ["=1+1", "Four"]
    assert book["Items done"]["B2"].data_type == "s"


def test_an_export_replaces_its_files_and_leaves_no_halves(headrace: Verb, items: str) -> None:
    headrace("metrics", items, "--export", "a.xlsx")
    before = Path("a.xlsx").read_bytes()
    assert headrace("metrics", items, "--export", "a.xlsx").status == 0
    assert Path("a.xlsx").read_bytes() == before
    assert sorted(path.name for path in Path().iterdir()) == ["a.xlsx", "items.csv"]


@pytest.mark.parametrize(
    ("words", "text", "hint"),
    [
        (("--by", "phase"), "Items of this history have no phase.", "They have type, class, team, tags."),
        (("--only", "type"), "--only type names no value.", "Give NAME=VALUE, such as type=defect."),
        (("--only", "=red"), "--only =red has no name.", "Give NAME=VALUE, such as type=defect."),
        (("--only", "team=green"), "No item has team green.", "Its values are Red, Blue, red."),
        (("--only", "colour=red"), "Items of this history have no colour.", "They have "),
        (
            ("--from", "2030-01-01"),
            "The history has no day between these dates.",
            "It runs from 2026-03-02 to ",
        ),
        (("--export", "a.txt"), "a.txt is neither a workbook nor a folder.", "Give FILE.xlsx"),
        (
            ("--export", "items.csv/x"),
            "items.csv/x cannot be made: Not a directory.",
            "Choose another place.",
        ),
        (("--export", "none/a.xlsx"), "none/a.xlsx cannot be written: No such file", "Choose another place"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_can(
    headrace: Verb, items: str, words: tuple[str, ...], text: str, hint: str
) -> None:
    said = headrace("metrics", items, *words)
    assert (said.status, said.out) == (1, "")
    first, second = said.err.splitlines()
    assert first.startswith(f"error: {text}")
    assert second.lower().startswith(f"to mend: {hint}".lower())


def test_a_date_that_is_none_is_wrong_usage(headrace: Verb, items: str) -> None:
    for option, word in (("--from", "yesterday"), ("--to", "2026-13-01")):
        said = headrace("metrics", items, option, word)
        assert said.status == 2
        assert f"'{word}' is not a date; write it as 2026-03-31." in " ".join(
            said.err.replace("│", "").split()
        )
