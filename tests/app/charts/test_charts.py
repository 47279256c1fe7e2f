from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.charts import (
    AgeingChart,
    CumulativeFlowChart,
    CumulativeFlowState,
    FlowTimeChart,
    HistogramChart,
    LoadChart,
    ProbabilityChart,
    ProbabilityState,
    TradeOffChart,
    VelocityChart,
    histogram_state,
)
from app.theme import DARK, Theme
from tests.app.charts.pictures import AGES, DATED, FLOW, LOAD, PLAIN, SCATTER, TRADE, VELOCITY, WHEN, shown

WEEKLY = replace(VELOCITY, base=PLAIN, edges=np.array([0.0, 5, 10, 15]))
NEVER_BLOCKED = replace(LOAD, counts=np.array([[2.0, 3], [1, 1], [0, 0], [0, 2]]))
ALL: list[tuple[type[Any], object]] = [
    (CumulativeFlowChart, FLOW),
    (FlowTimeChart, SCATTER),
    (HistogramChart, histogram_state(SCATTER)),
    (VelocityChart, WEEKLY),
    (LoadChart, NEVER_BLOCKED),
    (ProbabilityChart, WHEN),
    (TradeOffChart, TRADE),
    (AgeingChart, AGES),
]


@pytest.mark.parametrize(("kind", "state"), ALL)
def test_a_chart_draws_its_state_in_both_themes(qtbot: QtBot, kind: type[Any], state: object) -> None:
    chart = shown(qtbot, kind(Theme("light")))
    chart.show_state(state)
    light = chart.grab().toImage()
    chart.set_tokens(DARK)
    assert light != chart.grab().toImage()


@pytest.mark.parametrize(("kind", "state"), ALL)
def test_every_chart_exports_picture_vectors_and_figures(
    qtbot: QtBot, tmp_path: Path, kind: type[Any], state: object
) -> None:
    chart = shown(qtbot, kind(Theme("light")))
    chart.show_state(state)
    for suffix in ("png", "svg", "csv"):
        chart.export_to(tmp_path / f"chart.{suffix}")
    image = QImage(str(tmp_path / "chart.png"))
    assert (image.width(), image.height()) == (840, 600)
    assert ET.parse(tmp_path / "chart.svg").getroot().tag.endswith("svg")
    header, *rows = csv.reader((tmp_path / "chart.csv").read_text().splitlines())
    assert rows
    assert {len(row) for row in rows} == {len(header)}


def test_a_file_that_cannot_be_written_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    chart = shown(qtbot, CumulativeFlowChart(Theme("light")))
    chart.show_state(FLOW)
    with qtbot.waitSignal(chart.failed) as failed:
        chart.export_to(tmp_path / "missing" / "chart.csv")
    assert "could not be written" in failed.args[0]


def test_the_figures_of_the_flow_diagram_are_its_counts() -> None:
    header, rows = FLOW.table()
    assert header == ("time", "Arrived", "Build", "Done")
    assert list(rows) == [[0.0, 2, 1, 0], [1.0, 3, 3, 1], [2.0, 5, 4, 3]]


def test_an_empty_chart_says_what_will_stand_there(qtbot: QtBot) -> None:
    chart = shown(qtbot, CumulativeFlowChart(Theme("light")))
    chart.show_state(CumulativeFlowState(PLAIN, np.zeros(0), (), np.zeros((0, 0), np.int64)))
    assert chart._empty.text() == "Work will stack up here by stage once the stream runs."
    assert not chart.plot.isVisible()


def test_hovering_a_band_tells_what_each_stage_holds(qtbot: QtBot) -> None:
    chart = shown(qtbot, CumulativeFlowChart(Theme("light")))
    chart.show_state(FLOW)
    assert chart.hover_text(1.9, 1) == "day 2.0\nArrived: 1\nBuild: 1\nDone: 3"


def test_hovering_a_mark_tells_its_item(qtbot: QtBot) -> None:
    chart = shown(qtbot, FlowTimeChart(Theme("light")))
    chart.show_state(SCATTER)
    assert chart.hover_text(4, 8) == "Feature A-3\n8.0 days\nFri 9 Jan 2026"
    assert chart.hover_text(3, 5) == ""


def test_only_supported_percentiles_are_drawn_each_with_its_own_stroke(qtbot: QtBot) -> None:
    chart = shown(qtbot, FlowTimeChart(Theme("light")))
    chart.show_state(SCATTER)
    assert [mark.text for mark in chart.lines.marks] == ["50 %", "85 %"]
    assert len({mark.style for mark in chart.lines.marks}) == 2


def test_percentile_names_do_not_cover_each_other(qtbot: QtBot) -> None:
    chart = shown(qtbot, ProbabilityChart(Theme("light")))
    close = ((50, 20.5), (70, 20.6), (85, 20.7), (95, 20.8))
    chart.show_state(ProbabilityState("when", WHEN.at, WHEN.chance, WHEN.reached, close, DATED))
    boxes = chart.lines.label_boxes()
    assert len(boxes) == 4
    for i, (left, top, width, height) in enumerate(boxes):
        for other_left, other_top, other_width, _ in boxes[i + 1 :]:
            apart = left + width <= other_left or other_left + other_width <= left
            assert apart or abs(top - other_top) >= height - 1


def test_the_mean_velocity_leaves_out_a_week_not_seen_whole() -> None:
    assert WEEKLY.mean == 5.0


def test_whole_days_of_flow_time_fall_in_one_bar_each() -> None:
    state = histogram_state(SCATTER)
    assert state.counts.tolist() == [0, 1, 0, 1, 0, 0, 0, 0, 1]


def test_hovering_the_load_tells_each_state(qtbot: QtBot) -> None:
    chart = shown(qtbot, LoadChart(Theme("light")))
    chart.show_state(NEVER_BLOCKED)
    lines = ["day 1.0", "active: 3.0", "waiting: 1.0", "finished, waiting for room: 0.0", "blocked: 2.0"]
    assert chart.hover_text(1.5, 1) == "\n".join(lines)


def test_blocked_work_is_told_by_more_than_colour(qtbot: QtBot) -> None:
    chart = shown(qtbot, LoadChart(Theme("light")))
    assert [(key.text, key.shape) for key in chart.keys(NEVER_BLOCKED)] == [
        ("active", "bar"),
        ("waiting", "bar"),
        ("blocked", "hatched"),
    ]


def test_hovering_the_curve_tells_the_chance(qtbot: QtBot) -> None:
    chart = shown(qtbot, ProbabilityChart(Theme("light")))
    chart.show_state(WHEN)
    assert chart.hover_text(20.9, 0.4) == "by Mon 26 Jan 2026: 75 %"


def test_clicking_a_scenario_chooses_it(qtbot: QtBot) -> None:
    chart = shown(qtbot, TradeOffChart(Theme("light")))
    chart.show_state(TRADE)
    at = chart.view.mapViewToScene(QPointF(8.7, 11))
    with qtbot.waitSignal(chart.scenario_chosen) as chosen:
        QTest.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=chart.plot.mapFromScene(at))
    assert chosen.args == ["+1 tester"]


def test_a_zoomed_range_survives_new_figures_until_reset(qtbot: QtBot) -> None:
    chart = shown(qtbot, VelocityChart(Theme("light")))
    chart.show_state(WEEKLY)
    chart.view.setRange(xRange=(1, 2), padding=0)
    chart.view.zoomed.emit()
    chart.show_state(WEEKLY)
    assert chart.view.viewRange()[0] == pytest.approx([1, 2])
    chart.view.reset.emit()
    assert chart.view.viewRange()[0] == pytest.approx([0, 15])
