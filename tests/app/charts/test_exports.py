"""Charts as files: pictures that open again, vectors with their words, figures equal to the state."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.charts import Chart, CumulativeFlowChart, cumulative_flow_state, flow_time_state
from app.charts.export import write_csv
from app.theme import DARK, LIGHT, Theme
from sim.engine import RunRequest, simulate
from sim.log import harmless
from sim.stream import example
from tests.app.charts.pictures import CASES, drawn, shown

NAMES = tuple(CASES)


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def words_of(path: Path) -> str:
    return " ".join(text.strip() for text in ET.parse(path).getroot().itertext() if text.strip())


@pytest.mark.parametrize("name", NAMES)
def test_figures_on_disk_are_those_of_the_state(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    chart = drawn(qtbot, name)
    chart.export_to(tmp_path / "figures.csv")
    header, rows = CASES[name].state.table()
    expected = [[harmless(v) if isinstance(v, str) else str(v) for v in row] for row in (header, *rows)]
    assert rows_of(tmp_path / "figures.csv") == expected
    assert len(expected) > 1


@pytest.mark.parametrize("name", NAMES)
def test_figures_of_nothing_are_a_heading_and_no_rows_at_most(
    qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    case = CASES[name]
    chart = shown(qtbot, case.kind(Theme("light")))
    chart.show_state(case.nothing)
    chart.export_to(tmp_path / "figures.csv")
    header, *rows = rows_of(tmp_path / "figures.csv")
    assert header == list(case.nothing.table()[0])
    assert all(set(row[2:]) <= {"0", "0.0", "True", "False"} for row in rows)


def test_a_chart_that_shows_nothing_yet_has_no_figures(qtbot: QtBot, tmp_path: Path) -> None:
    chart = shown(qtbot, CumulativeFlowChart(Theme("light")))
    chart.export_to(tmp_path / "figures.csv")
    assert (tmp_path / "figures.csv").read_text() == "\n"


def test_figures_of_a_run_read_back_to_the_same_numbers(qtbot: QtBot, tmp_path: Path) -> None:
    log = simulate(example("software-team"), RunRequest(seed=2, until=40.0))
    state = flow_time_state(log)
    header, rows = state.table()
    write_csv(header, rows, tmp_path / "marks.csv")
    found = rows_of(tmp_path / "marks.csv")[1:]
    assert [float(row[2]) for row in found] == state.done.tolist()
    assert [float(row[3]) for row in found] == state.flow_time.tolist()
    assert [row[0] for row in found] == list(state.names)


def test_names_with_commas_quotes_and_line_breaks_stay_in_one_field(tmp_path: Path) -> None:
    names = ['a "quoted" name', "one, two", "two\nlines", "Grüße – 你好"]
    write_csv(("name",), ([name] for name in names), tmp_path / "names.csv")
    assert rows_of(tmp_path / "names.csv") == [["name"], *([name] for name in names)]


def test_no_name_on_disk_runs_as_a_formula_and_numbers_stay_numbers(tmp_path: Path) -> None:
    write_csv(("item", "=age"), [("=1+1", -5), ("a;@b", -0.5), ("SHOP-7", None)], tmp_path / "names.csv")
    assert rows_of(tmp_path / "names.csv") == [
        ["item", "'=age"],
        ["'=1+1", "-5"],
        ["a;'@b", "-0.5"],
        ["SHOP-7", ""],
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_opens_again_with_twice_the_pixels_of_the_screen(
    qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    chart = drawn(qtbot, name)
    chart.export_to(tmp_path / "chart.png")
    image = QImage(str(tmp_path / "chart.png"))
    assert (image.width(), image.height()) == (2 * chart.width(), 2 * chart.height())
    assert image.pixelColor(1, 1).name().upper() == LIGHT.surface


def test_a_picture_holds_the_colours_of_its_bands(qtbot: QtBot, tmp_path: Path) -> None:
    chart = drawn(qtbot, "flow")
    chart.export_to(tmp_path / "chart.png")
    image = QImage(str(tmp_path / "chart.png"))
    seen = {
        image.pixelColor(x, y).name().upper()
        for x in range(0, image.width(), 5)
        for y in range(0, image.height(), 5)
    }
    assert {key.colour for key in chart.keys(CASES["flow"].state)} <= seen


def test_a_picture_is_in_the_theme_in_force(qtbot: QtBot, tmp_path: Path, theme: Theme) -> None:
    chart = drawn(qtbot, "flow", theme)
    theme.choose("dark")
    chart.export_to(tmp_path / "chart.png")
    assert QImage(str(tmp_path / "chart.png")).pixelColor(1, 1).name().upper() == DARK.surface


@pytest.mark.parametrize("name", NAMES)
def test_vectors_hold_the_title_and_the_size(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    chart = drawn(qtbot, name)
    chart.export_to(tmp_path / "chart.svg")
    root = ET.parse(tmp_path / "chart.svg").getroot()
    assert root.get("viewBox") == f"0 0 {chart.width()} {chart.height()}"
    assert chart.title in words_of(tmp_path / "chart.svg")


def test_vectors_hold_the_words_of_the_legend(qtbot: QtBot, tmp_path: Path) -> None:
    drawn(qtbot, "flow").export_to(tmp_path / "chart.svg")
    words = words_of(tmp_path / "chart.svg")
    assert all(name in words for name in ("Arrived", "Build", "Done"))


@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_a_chart_without_figures_exports_its_sentence(qtbot: QtBot, tmp_path: Path, suffix: str) -> None:
    case = CASES["flow"]
    chart = shown(qtbot, case.kind(Theme("light")), 200, 150)
    chart.show_state(case.nothing)
    chart.export_to(tmp_path / f"chart.{suffix}")
    if suffix == "svg":
        assert case.sentence.split()[-1] in words_of(tmp_path / "chart.svg")
        return
    image = QImage(str(tmp_path / "chart.png"))
    margins = [image.pixelColor(x, y) for x in (2, image.width() - 3) for y in range(image.height())]
    assert {colour.name().upper() for colour in margins} == {LIGHT.surface}


@pytest.mark.parametrize(("name", "ending"), [("Chart.PNG", "png"), ("Chart.SVG", "svg"), ("C.CSV", "csv")])
def test_the_ending_decides_whatever_its_case(qtbot: QtBot, tmp_path: Path, name: str, ending: str) -> None:
    drawn(qtbot, "velocity").export_to(tmp_path / name)
    begin = (tmp_path / name).read_bytes()[:9]
    assert begin.startswith({"png": b"\x89PNG", "svg": b"<?xml", "csv": b"from,to,i"}[ending])


@pytest.mark.parametrize("suffix", ["png", "svg", "csv"])
def test_a_written_file_is_told(qtbot: QtBot, tmp_path: Path, suffix: str) -> None:
    chart = drawn(qtbot, "velocity")
    with qtbot.assertNotEmitted(chart.failed), qtbot.waitSignal(chart.exported) as told:
        chart.export_to(tmp_path / f"v.{suffix}")
    assert told.args == [str(tmp_path / f"v.{suffix}")]


@pytest.mark.parametrize("suffix", ["png", "svg", "csv"])
def test_a_path_that_cannot_be_written_is_told(qtbot: QtBot, tmp_path: Path, suffix: str) -> None:
    chart = drawn(qtbot, "velocity")
    path = tmp_path / "missing" / f"v.{suffix}"
    with qtbot.assertNotEmitted(chart.exported), qtbot.waitSignal(chart.failed) as told:
        chart.export_to(path)
    assert told.args is not None
    assert told.args[0].startswith(f"{path} could not be written: ")
    assert not path.exists()


@pytest.mark.parametrize("suffix", ["png", "svg", "csv"])
def test_a_folder_is_no_file_to_write(qtbot: QtBot, tmp_path: Path, suffix: str) -> None:
    chart = drawn(qtbot, "velocity")
    (tmp_path / f"v.{suffix}").mkdir()
    with qtbot.waitSignal(chart.failed):
        chart.export_to(tmp_path / f"v.{suffix}")


@pytest.mark.parametrize("suffix", ["png", "svg", "csv"])
def test_an_earlier_file_is_replaced(qtbot: QtBot, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"v.{suffix}"
    path.write_bytes(b"old" * 100_000)
    drawn(qtbot, "velocity").export_to(path)
    assert b"oldold" not in path.read_bytes()


# --- asking where ------------------------------------------------------------------------------------------


def trigger(chart: Chart[Any], text: str) -> None:
    next(each for each in chart.menu.actions() if each.text() == text).trigger()


@pytest.mark.parametrize(
    ("text", "ending"), [("Save as PNG…", "png"), ("Save as SVG…", "svg"), ("Save figures as CSV…", "csv")]
)
def test_the_menu_asks_where_and_proposes_a_name(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, ending: str
) -> None:
    asked: list[tuple[object, ...]] = []

    def answer(parent: object, title: str, name: str, offered: str) -> tuple[str, str]:
        asked.append((title, name, offered))
        return str(tmp_path / name), offered

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    trigger(drawn(qtbot, "velocity"), text)
    proposed = f"flow-velocity.{ending}"
    assert asked == [("Flow velocity", proposed, f"{ending.upper()} (*.{ending})")]
    assert (tmp_path / proposed).stat().st_size > 0


def test_no_place_chosen_writes_nothing(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    chart = drawn(qtbot, "velocity")
    with qtbot.assertNotEmitted(chart.exported), qtbot.assertNotEmitted(chart.failed):
        trigger(chart, "Save as PNG…")
    assert list(tmp_path.iterdir()) == []


def test_two_charts_of_a_run_export_what_each_shows(qtbot: QtBot, tmp_path: Path) -> None:
    log = simulate(example("factory-line"), RunRequest(seed=2, until=60.0))
    chart = shown(qtbot, CumulativeFlowChart(Theme("light")))
    chart.show_state(cumulative_flow_state(log))
    chart.export_to(tmp_path / "flow.csv")
    header, *rows = rows_of(tmp_path / "flow.csv")
    assert header == ["time", *(stage.name for stage in log.stages), "Done"]
    assert len(rows) == 240
    assert all(int(a) >= int(b) for row in rows for a, b in itertools.pairwise(row[1:]))
