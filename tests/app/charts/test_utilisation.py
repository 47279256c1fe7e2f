"""Utilisation by stage over time, and the bands of pace behind the items in progress."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.charts import UtilisationChart, utilisation_state
from app.charts.pace import pace_keys, pace_text
from app.theme import LIGHT
from sim.log import LogStage
from tests.app.charts.pictures import AGES, PACED, USE, drawn, picture
from tests.metrics.scenes import two_stages


def test_the_bars_of_a_row_stand_on_each_other_and_add_up(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "utilisation")
    assert isinstance(chart, UtilisationChart)
    tops = [np.max(bars.opts["y0"] + bars.opts["height"]) for bars in chart._bars if len(bars.opts["height"])]
    assert max(tops) == pytest.approx(1.82)  # the first row, Build, stands above Test
    drawn_all = sum(float(np.sum(bars.opts["height"])) for bars in chart._bars)
    assert drawn_all == pytest.approx(2 * 2 * 0.82)


def test_only_what_occurs_is_in_the_legend(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "utilisation")
    assert [key.text for key in chart.keys(USE)] == [
        "working",
        "changing over",
        "blocked",
        "down",
        "idle",
        "starved",
    ]
    alone = replace(USE, names=("Test",), shares=USE.shares[1:])
    assert [key.text for key in chart.keys(alone)] == ["working", "idle"]


def test_the_pointer_is_told_stage_time_and_shares(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "utilisation")
    assert chart.hover_text(0.5, 1.3).splitlines() == [
        "Build",
        "day 0.0",
        "working: 50 %",
        "changing over: 10 %",
        "blocked: 20 %",
        "starved: 20 %",
    ]
    assert chart.hover_text(1.5, 0.3).splitlines() == ["Test", "day 1.0", "working: 90 %", "idle: 10 %"]
    assert chart.hover_text(2.5, 0.3) == chart.hover_text(0.5, 2.3) == chart.hover_text(0.5, -0.5) == ""


def test_where_nobody_was_the_pointer_is_told_so(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "utilisation")
    shares = USE.shares.copy()
    shares[0, :, 0] = np.nan
    chart.show_state(replace(USE, shares=shares))
    assert chart.hover_text(0.5, 1.3) == "Build\nday 0.0\nnobody there"


def test_the_figures_are_one_row_a_stage_and_a_bar() -> None:
    header, rows = USE.table()
    found = [list(row) for row in rows]
    assert tuple(header[:3]) == ("stage", "from", "to")
    assert found[0] == ["Build", 0.0, 1.0, 0.5, 0.1, 0.2, 0.0, 0.0, 0.2]
    assert [row[0] for row in found] == ["Build", "Build", "Test", "Test"]


def test_a_log_without_time_or_without_known_workers_has_no_figures() -> None:
    assert utilisation_state(two_stages(stages=(LogStage("build", "B"), LogStage("test", "T")))).empty
    state = utilisation_state(two_stages())
    assert state.empty == ""
    assert state.edges[[0, -1]].tolist() == [0.0, 6.0]


def test_bands_are_drawn_where_the_pace_is_known_and_lines_where_not(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "ageing")
    plain = picture(chart)
    assert [mark.text for mark in chart.lines.marks] == ["50 %"]  # type: ignore[attr-defined]
    chart.show_state(PACED)
    assert chart.lines.marks == ()  # type: ignore[attr-defined]
    assert picture(chart) != plain
    chart.show_state(AGES)
    assert picture(chart) == plain


def test_a_stage_that_nothing_has_left_has_no_band(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "paced")
    chart.show_state(replace(PACED, pace=({}, {50: 2.0})))
    bars = chart.bands._bars.opts  # type: ignore[attr-defined]
    assert (list(bars["y0"]), len(bars["height"])) == ([2.0], 1)
    chart.show_state(replace(PACED, pace=({}, {})))
    assert list(chart.bands._bars.opts["y0"]) == []  # type: ignore[attr-defined]


def test_each_band_begins_where_the_one_below_ends(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "paced")
    bars = chart.bands._bars.opts  # type: ignore[attr-defined]
    top = chart.bounds(PACED)[1][1]
    assert list(bars["y0"]) == [1.0, 2.5, 2.0, 3.0, 4.0]
    assert np.add(bars["y0"], bars["height"]) == pytest.approx([2.5, top, 3.0, 4.0, top])


def test_an_age_is_compared_with_the_pace_of_its_stage() -> None:
    marks = {50: 2.0, 85: 4.0}
    assert pace_text(marks, 1.0) == "younger than 50 % of those done were when they left it"
    assert pace_text(marks, 3.0) == "older than 50 % of those done were when they left it"
    assert pace_text(marks, 4.5) == "older than 85 % of those done were when they left it"
    assert pace_text({}, 3.0) == ""


def test_the_pointer_over_an_item_is_told_how_its_age_compares(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "paced")
    assert chart.hover_text(1.0, 5.0).splitlines() == [
        "Defect A-5",
        "in Test",
        "5.0 days old",
        "older than 85 % of those done were when they left it",
    ]


def test_the_bands_that_occur_are_in_the_legend() -> None:
    assert [key.text for key in pace_keys(PACED.pace, LIGHT)] == ["> 50 %", "> 70 %", "> 85 %"]
