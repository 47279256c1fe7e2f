"""Flow distribution, and arrivals against departures, as files."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.charts import ArrivalsChart, Chart, DistributionChart
from app.theme import DARK, LIGHT, Theme
from tests.app.charts.pictures import ARRIVALS, DONE_BY_TYPE, shown

BY_TYPE = replace(DONE_BY_TYPE, whole=np.array([True, False]))
CASES: dict[str, tuple[type[Any], Any, list[list[str]]]] = {
    "distribution": (
        DistributionChart,
        BY_TYPE,
        [
            ["from", "to", "feature", "defect"],
            ["2026-01-01", "2026-02-01", "3", "1"],
            ["2026-02-01", "2026-03-01", "1", "0"],
        ],
    ),
    "arrivals": (
        ArrivalsChart,
        ARRIVALS,
        [
            ["time", "begun", "done"],
            ["2026-01-01", "1", "0"],
            ["2026-01-02", "2", "1"],
            ["2026-01-03", "4", "1"],
        ],
    ),
}
NOTHING: dict[str, tuple[Any, str]] = {
    "distribution": (
        replace(BY_TYPE, done=BY_TYPE.done * 0),
        "Items done a month, by type, will stand here.",
    ),
    "arrivals": (
        replace(ARRIVALS, begun=ARRIVALS.begun * 0, done=ARRIVALS.done * 0),
        "Items begun and done will be counted here.",
    ),
}


def drawn(qtbot: QtBot, name: str, theme: Theme) -> Chart[Any]:
    kind, state, _ = CASES[name]
    chart: Chart[Any] = shown(qtbot, kind(theme))
    chart.show_state(state)
    return chart


def colours(path: Path) -> set[str]:
    """Every colour of a picture."""
    image = QImage(str(path))
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(0, image.height(), 2)
    }


@pytest.mark.parametrize("name", CASES)
def test_figures_on_disk_are_those_of_the_chart(
    qtbot: QtBot, theme: Theme, tmp_path: Path, name: str
) -> None:
    drawn(qtbot, name, theme).export_to(tmp_path / "figures.csv")
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == CASES[name][2]


@pytest.mark.parametrize("name", CASES)
def test_where_nothing_happened_the_chart_says_so_and_the_picture_opens(
    qtbot: QtBot, theme: Theme, tmp_path: Path, name: str
) -> None:
    chart = drawn(qtbot, name, theme)
    state, sentence = NOTHING[name]
    chart.show_state(state)
    assert state.empty == sentence
    chart.export_to(tmp_path / "nothing.png")
    assert not QImage(str(tmp_path / "nothing.png")).isNull()


@pytest.mark.parametrize("name", CASES)
def test_a_picture_has_twice_the_pixels_of_the_chart(
    qtbot: QtBot, theme: Theme, tmp_path: Path, name: str
) -> None:
    chart = drawn(qtbot, name, theme)
    chart.export_to(tmp_path / "picture.png")
    assert QImage(str(tmp_path / "picture.png")).size() == chart.size() * 2


def test_a_line_of_what_was_done_is_in_the_accent_of_the_theme(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    chart = drawn(qtbot, "arrivals", theme)
    chart.export_to(tmp_path / "light.png")
    theme.choose("dark")
    chart.export_to(tmp_path / "dark.png")
    light, dark = colours(tmp_path / "light.png"), colours(tmp_path / "dark.png")
    assert (LIGHT.accent.upper() in light, DARK.accent.upper() in light) == (True, False)
    assert (LIGHT.accent.upper() in dark, DARK.accent.upper() in dark) == (False, True)


@pytest.mark.parametrize("name", CASES)
def test_another_theme_keeps_the_figures(qtbot: QtBot, theme: Theme, name: str) -> None:
    chart = drawn(qtbot, name, theme)
    keys, text = [key.text for key in chart.keys(chart.state)], chart.hover_text(1.0, 0.5)
    theme.choose("dark")
    assert chart.state is CASES[name][1]
    assert [key.text for key in chart.keys(chart.state)] == keys
    assert chart.hover_text(1.0, 0.5) == text
