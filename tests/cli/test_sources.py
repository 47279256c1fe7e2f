"""What a verb's argument may name, and what is said of how it was read."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cli.sources import History, is_project, notes_on, read_history, read_stream, typed
from sim.errors import ProjectFault, StreamFault, UserFault
from sim.history import ImportReport, SetAside
from sim.store import new_project, save_project
from sim.stream import dumps_stream, example, example_names
from tests.cli.conftest import Said

Verb = Callable[..., Said]

ROWS = "ID,Started,Done\n" + "".join(f"{n},2026-01-{n:02d},2026-02-{n:02d}\n" for n in range(1, 21))


def aside(row: int) -> SetAside:
    return SetAside(row=row, value="x", reason="no date")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "team.headrace"
    save_project(new_project(example("support-desk")), path)
    return path


@pytest.mark.parametrize("name", example_names())
def test_an_example_is_named_by_its_name(name: str) -> None:
    assert read_stream(name) == example(name)


def test_a_file_goes_before_an_example_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("support-desk").write_text(dumps_stream(example("factory-line")), encoding="utf-8")
    assert read_stream("support-desk") == example("factory-line")


def test_a_project_is_known_by_its_content_whatever_its_name(project: Path) -> None:
    other = project.rename(project.with_name("team.backup"))
    assert is_project(other)
    assert read_stream(str(other)) == example("support-desk")


def test_a_project_is_told_by_suffix_or_first_bytes(tmp_path: Path) -> None:
    contents = {
        "empty.headrace": b"",
        "stream.json": b"{}",
        "old.db": b"SQLite format 2\x00",
        "renamed.csv": b"SQLite format 3\x00",
        "empty": b"",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    assert [name for name in contents if is_project(tmp_path / name)] == ["empty.headrace", "renamed.csv"]


def test_a_folder_is_no_project_and_neither_is_nothing(tmp_path: Path) -> None:
    assert [is_project(tmp_path), is_project(tmp_path / "none")] == [False, False]


def test_a_missing_project_is_refused_as_a_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectFault, match=r"There is no file .*none\.headrace"):
        read_stream(str(tmp_path / "none.headrace"))


def test_a_missing_stream_file_is_refused_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(StreamFault, match=r"There is no file .*none\.json"):
        read_stream(str(tmp_path / "none.json"))


def test_a_project_without_history_says_how_to_give_it_one(project: Path) -> None:
    with pytest.raises(UserFault) as caught:
        read_history(str(project))
    assert (caught.value.text, caught.value.hint) == (
        f"{project} has no history yet.",
        f"Import one: headrace import FILE -o {project}",
    )


# --- what is typed --------------------------------------------------------------------------------------


def test_what_is_typed_is_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    text = dumps_stream(example("software-team"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="ascii"))
    assert read_stream("-") == example("software-team")


def test_without_standard_input_nothing_can_be_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UserFault, match="There is no standard input"):
        typed()


# --- notes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("set_aside", "in_part", "said"),
    [
        (0, 0, ()),
        (1, 0, ("Of 9 rows 1 is set aside; `headrace import` lists them with the reasons.",)),
        (0, 3, ("Of 9 rows 3 are used in part; `headrace import` lists them with the reasons.",)),
        (
            2,
            1,
            (
                "Of 9 rows 2 are set aside and 1 is used in part; "
                "`headrace import` lists them with the reasons.",
            ),
        ),
    ],
)
def test_rows_that_tell_less_than_they_should_are_counted(
    set_aside: int, in_part: int, said: tuple[str, ...]
) -> None:
    report = ImportReport(
        source="a.csv",
        rows=9,
        used=9 - set_aside,
        set_aside=tuple(map(aside, range(set_aside))),
        in_part=tuple(map(aside, range(in_part))),
    )
    assert notes_on(report) == said
    assert notes_on(report.model_copy(update={"ambiguous": ("Day or month?",)})) == ("Day or month?", *said)


def test_metrics_and_forecast_of_a_file_say_what_was_set_aside(headrace: Verb, tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text(ROWS + "21,soon,later\n", encoding="utf-8")
    note = "Of 21 rows 1 is set aside; `headrace import` lists them with the reasons."
    assert headrace("metrics", path, "--json").json["warnings"][0] == note
    assert headrace("forecast", path, "--items", 3, "--json").json["warnings"][0] == note
    assert f"note: {note}\n" in headrace("metrics", path).err


def test_a_file_without_blemish_has_no_notes(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text(ROWS, encoding="utf-8")
    found = read_history(str(path))
    assert isinstance(found, History)
    assert found.notes == ()
    assert len(found.log.items.type) == 20


def test_an_example_cannot_be_written_without_its_name(headrace: Verb, tmp_path: Path) -> None:
    said = headrace("example", "-o", tmp_path / "x.json")
    assert (said.status, said.out) == (2, "")
    assert "needs the NAME of an example" in said.err
    assert list(tmp_path.iterdir()) == []


def test_one_item_is_one_item(headrace: Verb, tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text("ID,Started,Done\n1,2026-01-01,2026-01-03\n", encoding="utf-8")
    assert headrace("metrics", path).out.splitlines()[0] == "items.csv: 1 item with a flow time"
    assert json.loads(headrace("metrics", path, "--json").out)["flow_time"]["mean"] == 3.0
