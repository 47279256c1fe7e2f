"""What the command line shows: tables that cut no figure, JSON for any terminal, whole files."""

from __future__ import annotations

import io
import json
import math
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.cli.output import (
    figure,
    no_progress,
    percent,
    progress_bar,
    show_document,
    show_json,
    show_table,
    show_warnings,
    written,
)
from sim.errors import UserFault


class Terminal(io.StringIO):
    """Standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_table_in_a_pipe_is_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [["Flow load", "12.78", "items"], ["Flow time", "–", "days"]]
    show_table("A run", ("", "mean", "unit"), rows, words=("unit",))
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == [
        "A run",
        "",
        "               mean   unit",
        " ───────────────────────────",
        "  Flow load   12.78   items",
        "  Flow time       –   days",
        "",
    ]


@pytest.mark.parametrize("term", ["dumb", "xterm"])
@pytest.mark.parametrize("columns", [10, 40, 60, 200])
def test_no_figure_is_cut_on_a_terminal_however_narrow(
    monkeypatch: pytest.MonkeyPatch, columns: int, term: str
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", term)
    figures = [f"{1234.5678 * n:.4f}" for n in range(1, 9)]
    heads = ("stage", *(f"column {n}" for n in range(8)))
    show_table("A title that is longer than a narrow terminal is wide", heads, [["Analysis", *figures]])
    (row,) = (line for line in screen.getvalue().splitlines() if "Analysis" in line)
    assert row.split() == ["Analysis", *figures]
    assert "…" not in screen.getvalue()


def test_words_fold_where_a_terminal_is_narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "dumb")
    said = "a sentence of many words that has to be folded"
    show_table("T", ("name", "what"), [["one", said]], words=("what",))
    lines = screen.getvalue().splitlines()
    assert max(map(len, lines)) <= 40
    folded = " ".join(" ".join(lines[4:]).replace("one", "").split())
    assert folded == said


def test_a_table_without_rows_is_its_headings(capsys: pytest.CaptureFixture[str]) -> None:
    show_table("None", ("a", "b"), [])
    assert capsys.readouterr().out.split() == ["None", "a", "b", "───────"]


def test_markup_in_a_cell_is_shown_and_not_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    show_table("[red]T[/]", ("a",), [["[bold]x[/bold]"]])
    assert "[red]T[/]" in (out := capsys.readouterr().out)
    assert "[bold]x[/bold]" in out


# --- JSON -------------------------------------------------------------------------------------------------


def screen_with(encoding: str) -> tuple[io.TextIOWrapper, Callable[[], str]]:
    held = io.BytesIO()
    screen = io.TextIOWrapper(held, encoding=encoding, errors="strict")

    def shown() -> str:
        screen.flush()
        return held.getvalue().decode(encoding)

    return screen, shown


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["Müller – Qualität", "日本語", "😀", 'quote " and \\', "a\u2028b"])
def test_json_holds_the_same_value_in_every_encoding(
    monkeypatch: pytest.MonkeyPatch, encoding: str, name: str
) -> None:
    screen, shown = screen_with(encoding)
    monkeypatch.setattr(sys, "stdout", screen)
    show_json({"name": name})
    assert json.loads(shown()) == {"name": name}


def test_json_is_printed_as_people_read_it_where_the_terminal_can(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, shown = screen_with("utf-8")
    monkeypatch.setattr(sys, "stdout", screen)
    show_document('{"name": "Prüfung"}')
    assert shown() == '{"name": "Prüfung"}\n'


def test_a_value_that_json_has_no_word_for_is_never_printed() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        show_json({"mean": math.nan})


# --- figures ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (None, 2, "–"),
        (math.nan, 2, "–"),
        (0.0, 2, "0.00"),
        (-0.125, 3, "-0.125"),
        (1234567.891, 2, "1 234 567.89"),
        (999.999, 2, "1 000.00"),
        (12.0, 0, "12"),
    ],
)
def test_a_figure_is_shown_with_its_decimals_and_a_dash_where_it_is_unknown(
    value: float | None, decimals: int, shown: str
) -> None:
    assert figure(value, decimals) == shown


@given(st.floats(-1e9, 1e9))
def test_a_shown_figure_reads_back_to_half_of_its_last_digit(value: float) -> None:
    assert abs(float(figure(value, 3).replace(" ", "")) - value) <= 0.0005 + 1e-6


@pytest.mark.parametrize(
    ("share", "shown"), [(None, "–"), (math.nan, "–"), (0.0, "0.0 %"), (1.0, "100.0 %"), (0.1249, "12.5 %")]
)
def test_a_share_is_shown_in_percent(share: float | None, shown: str) -> None:
    assert percent(share) == shown


# --- words ------------------------------------------------------------------------------------------------


def test_each_warning_is_a_note_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    show_warnings(["Too few.", "Too short."])
    assert capsys.readouterr() == ("", "note: Too few.\nnote: Too short.\n")


def test_there_is_no_progress_bar_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Running") as progress:
        assert progress is no_progress
        progress(1, 2)
    assert capsys.readouterr() == ("", "")


def test_a_progress_bar_on_a_terminal_leaves_standard_output_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress_bar("Running") as progress:
        progress(3, 7)
    assert "Running" in screen.getvalue()
    assert "3/7" in screen.getvalue()
    assert capsys.readouterr().out == ""


# --- files ------------------------------------------------------------------------------------------------


def test_a_file_appears_whole_and_alone(tmp_path: Path) -> None:
    place = tmp_path / "log.csv"
    with written(place) as draft:
        draft.write_text("half", encoding="utf-8")
        assert not place.exists()
    assert place.read_text(encoding="utf-8") == "half"
    assert list(tmp_path.iterdir()) == [place]


def test_a_file_that_was_there_stays_when_writing_fails(tmp_path: Path) -> None:
    place = tmp_path / "log.csv"
    place.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError), written(place) as draft:
        draft.write_text("new \N{EN DASH}", encoding="ascii")
    assert place.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no/log.csv", "No such file or directory"),
        ("there", "Is a directory"),
        ("x" * 300, "File name too long"),
    ],
)
def test_a_place_that_takes_no_file_is_named_with_the_reason(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(UserFault) as caught, written(tmp_path / name) as draft:
        draft.write_text("x", encoding="utf-8")
    assert caught.value.text == f"{tmp_path / name} cannot be written: {reason}."
    assert [one.name for one in tmp_path.iterdir()] == ["there"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_device_is_written_at_once_and_its_fault_said() -> None:
    with pytest.raises(UserFault, match="No space left"), written(Path("/dev/full")) as draft:
        draft.write_text("x", encoding="utf-8")
