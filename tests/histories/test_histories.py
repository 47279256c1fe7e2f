"""The table of histories: every figure matches, and the table would tell if one did not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.histories.figures import Case, Figure, expected_of, figures_of, same
from tests.histories.table import cases, line, show


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_every_figure_of_a_file_is_the_expected_one(shared_data: Path, case: Case) -> None:
    figures = figures_of(shared_data, case)
    assert [line(figure) for figure in figures if not figure.matches] == []
    assert len(figures) >= 3


def test_every_file_with_expected_values_is_in_the_table(shared_data: Path) -> None:
    files = {path.name.removesuffix(".expected.json") for path in shared_data.glob("*.expected.json")}
    assert files <= {case.file for case in cases()}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_what_is_left_out_of_the_table_is_there_to_be_left_out(shared_data: Path, case: Case) -> None:
    notes = {"throughput_counts", "ambiguity", "author_definitions (scripts/leadtime_v3.R)"}
    assert set(case.left_out) - notes <= expected_of(shared_data, case.file).keys()


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        (1, 1.0, True),
        (0.333333, 1 / 3, True),
        (0.3333, 1 / 3, False),
        (True, 1, False),
        ("a", "a", True),
        ([1, 2], (1.0, 2.0), True),
        ([1, 2], [1], False),
        (None, 0, False),
        (1_000_000.0, 1_000_000.5, False),
    ],
)
def test_numbers_are_the_same_up_to_the_last_published_digit(
    one: object, other: object, *, are_same: bool
) -> None:
    assert same(one, other) is are_same
    assert same(other, one) is are_same


def written(folder: Path, expected: dict[str, Any], got: dict[str, Any]) -> Case:
    """A file of expected values, and a case that gives others."""
    (folder / "99_mine.expected.json").write_text(json.dumps(expected))
    return Case("99_mine", lambda _folder: got, ("note",))


def test_a_figure_that_differs_or_is_missing_is_told(tmp_path: Path) -> None:
    expected = {"n": 3, "weeks": {"a": 1, "b": 2}, "rows": [{"x": 1}, {"x": 2}], "note": "not a figure"}
    case = written(tmp_path, expected, {"n": 4, "weeks": {"a": 1}, "rows": [{"x": 1}], "more": 5})
    wrong = [figure for figure in figures_of(tmp_path, case) if not figure.matches]
    assert wrong == [
        Figure("99", "n", 3, 4),
        Figure("99", "weeks.b", 2, "missing"),
        Figure("99", "rows: rows", 2, 1),
        Figure("99", "more", "missing", 5),
    ]


def test_the_table_counts_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = written(tmp_path, {"n": 3, "m": 1.25}, {"n": 4, "m": 1.25})
    assert show(tmp_path, [case, Case("98_none", lambda _folder: {})]) == 1
    head, *rows, last = capsys.readouterr().out.splitlines()
    assert head.split() == ["file", "figure", "expected", "got"]
    assert [row.split() for row in rows] == [
        ["99", "n", "3", "4", "DIFFERS"],
        ["99", "m", "1.25", "1.25"],
        ["98", "98_none", "is", "not", "there:", "passed", "over"],
    ]
    assert last == "2 figures, 1 of them differ"


def test_a_long_value_is_cut() -> None:
    assert "…" in line(Figure("1", "n", "x" * 100, 1))
