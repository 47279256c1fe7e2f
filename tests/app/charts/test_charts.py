from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any, TypeVar
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.charts import (
    AgeingChart,
    AgeingState,
    Chart,
    CumulativeFlowChart,
    CumulativeFlowState,
    FlowTimeChart,
    FlowTimeState,
    HistogramChart,
    LoadChart,
    LoadState,
    ProbabilityChart,
    ProbabilityState,
    Spot,
    TradeOffChart,
    TradeOffState,
    VelocityChart,
    VelocityState,
    chance_text,
    histogram_state,
)
from app.theme import DARK, Theme
from sim.log import TimeBase

PLAIN = TimeBase("day")
DATED = TimeBase("day", dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
FLOW = CumulativeFlowState(
    PLAIN, np.array([0.0, 1, 2]), ("Arrived", "Build", "Done"), np.array([[2, 3, 5], [1, 3, 4], [0, 1, 3]])
)
SCATTER = FlowTimeState(
    base=DATED,
    done=np.array([1.0, 2, 4]),
    flow_time=np.array([3.0, 1, 8]),
    type=np.array([0, 1, 0], np.int16),
    names=("A-1", "A-2", "A-3"),
    type_ids=("feature", "defect"),
    type_names=("Feature", "Defect"),
    percentiles={50: 3.0, 85: 8.0},
    unit="day",
    span=(0.0, 5.0),
)
VELOCITY = VelocityState(
    PLAIN, np.array([0.0, 5, 10, 15]), np.array([4, 6, 1]), "week", np.array([True, True, False])
)
LOAD = LoadState(PLAIN, np.array([0.0, 1, 2]), np.array([[2.0, 3], [1, 1], [0, 0], [0, 2]]))
CHANCES = ProbabilityState(
    "when",
    np.array([20.0, 21, 22]),
    np.array([0.25, 0.5, 0.25]),
    np.array([0.25, 0.75, 1.0]),
    ((50, 21.0), (85, 22.0)),
    DATED,
)
TRADE = TradeOffState(
    (Spot("Today", 7.4, 7.2, 7.6, 13, 12.5, 13.5), Spot("+1 tester", 8.7, 8.5, 8.9, 11, 10.7, 11.3)),
    "velocity, items a week",
    "85 % flow time, days",
)
AGES = AgeingState(
    ("Build", "Test"),
    np.array([0, 1], np.int16),
    np.array([2.0, 5]),
    np.array([0, 1], np.int16),
    ("A-4", "A-5"),
    ("feature", "defect"),
    ("Feature", "Defect"),
    {50: 3.0},
    "day",
)
C = TypeVar("C", bound=Chart[Any])
ALL: list[tuple[type[Any], object]] = [
    (CumulativeFlowChart, FLOW),
    (FlowTimeChart, SCATTER),
    (HistogramChart, histogram_state(SCATTER)),
    (VelocityChart, VELOCITY),
    (LoadChart, LOAD),
    (ProbabilityChart, CHANCES),
    (TradeOffChart, TRADE),
    (AgeingChart, AGES),
]


def shown(qtbot: QtBot, made: C) -> C:
    qtbot.addWidget(made)
    made.resize(420, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


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
    chart.show_state(ProbabilityState("when", CHANCES.at, CHANCES.chance, CHANCES.reached, close, DATED))
    boxes = chart.lines.label_boxes()
    assert len(boxes) == 4
    for i, (left, top, width, height) in enumerate(boxes):
        for other_left, other_top, other_width, _ in boxes[i + 1 :]:
            apart = left + width <= other_left or other_left + other_width <= left
            assert apart or abs(top - other_top) >= height - 1


def test_the_mean_velocity_leaves_out_a_week_not_seen_whole() -> None:
    assert VELOCITY.mean == 5.0


def test_whole_days_of_flow_time_fall_in_one_bar_each() -> None:
    state = histogram_state(SCATTER)
    assert state.counts.tolist() == [0, 1, 0, 1, 0, 0, 0, 0, 1]


def test_hovering_the_load_tells_each_state(qtbot: QtBot) -> None:
    chart = shown(qtbot, LoadChart(Theme("light")))
    chart.show_state(LOAD)
    lines = ["day 1.0", "active: 3.0", "waiting: 1.0", "finished, waiting for room: 0.0", "blocked: 2.0"]
    assert chart.hover_text(1.5, 1) == "\n".join(lines)


def test_blocked_work_is_told_by_more_than_colour(qtbot: QtBot) -> None:
    chart = shown(qtbot, LoadChart(Theme("light")))
    assert [(key.text, key.shape) for key in chart.keys(LOAD)] == [
        ("active", "bar"),
        ("waiting", "bar"),
        ("blocked", "hatched"),
    ]


@pytest.mark.parametrize(
    ("share", "words"), [(0.999, "> 95 %"), (0.95, "95 %"), (0.5, "50 %"), (0.001, "< 1 %")]
)
def test_a_chance_is_never_told_as_certain(share: float, words: str) -> None:
    assert chance_text(share) == words


def test_hovering_the_curve_tells_the_chance(qtbot: QtBot) -> None:
    chart = shown(qtbot, ProbabilityChart(Theme("light")))
    chart.show_state(CHANCES)
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
    chart.show_state(VELOCITY)
    chart.view.setRange(xRange=(1, 2), padding=0)
    chart.view.zoomed.emit()
    chart.show_state(VELOCITY)
    assert chart.view.viewRange()[0] == pytest.approx([1, 2])
    chart.view.reset.emit()
    assert chart.view.viewRange()[0] == pytest.approx([0, 15])
