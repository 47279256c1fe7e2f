"""Flow distribution by period, and arrivals against departures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.charts import (
    ArrivalsChart,
    ArrivalsState,
    DistributionChart,
    DistributionState,
    arrivals_state,
    distribution_state,
)
from app.theme import DEFECT, FEATURE, TypeStyle
from app.theme import Theme as Look
from sim.history import assemble, guess_mapping
from sim.log import EventLog
from sim.metrics import Window, last, whole
from tests.app.charts.pictures import ARRIVALS, DONE_BY_TYPE, JANUARY
from tests.history.files import table

ROWS = (
    "1,Story,2026-01-05,2026-01-07",
    "2,Bug,2026-01-06,2026-01-20",
    "3,Story,2026-01-12,2026-02-03",
    "4,Bug,2026-02-02,2026-03-01",
    "5,Story,2026-02-20,",
)


@pytest.fixture(scope="module")
def log() -> EventLog:
    read = table("ID,Type,Started,Done", *ROWS)
    return assemble(read, guess_mapping(read)).log


def test_what_is_done_is_counted_by_month_and_type(log: EventLog) -> None:
    state = distribution_state(log, whole(log))
    assert (state.type_ids, state.type_names) == (("feature", "defect"), ("Feature", "Defect"))
    assert state.done.tolist() == [[1, 1, 0], [1, 0, 1]]
    assert len(state.edges) == 4


def test_only_periods_that_the_window_touches_are_shown(log: EventLog) -> None:
    state = distribution_state(log, last(log, 20), "month")
    assert state.done.tolist() == [[0, 0], [0, 1]]
    assert len(state.edges) == 3
    assert state.whole is not None
    assert state.whole.tolist() == [False, False]


def test_months_without_anything_done_stand_in_the_window(log: EventLog) -> None:
    state = distribution_state(log, Window(log.start - 40, log.end))
    assert state.done.sum(axis=0).tolist() == [0, 0, 2, 1, 1]
    assert state.edges[0] <= log.start - 40


def test_a_window_in_which_nothing_was_done_says_so(log: EventLog) -> None:
    state = distribution_state(log, Window(log.end + 400, log.end + 500))
    assert not state.done.any()
    assert state.empty == "Items done a month, by type, will stand here."


def test_begun_and_done_are_counted_from_the_windows_start(log: EventLog) -> None:
    everything = arrivals_state(log, whole(log), most=5)
    assert everything.begun.tolist()[0] == 1
    assert (everything.begun.tolist()[-1], everything.done.tolist()[-1]) == (5, 4)
    recent = arrivals_state(log, last(log, 20), most=5)
    assert (recent.begun.tolist()[-1], recent.done.tolist()[-1]) == (1, 1)


def test_the_distribution_is_told_as_a_table() -> None:
    header, rows = DONE_BY_TYPE.table()
    assert (header, list(rows)) == (
        ("from", "to", "feature", "defect"),
        [["2026-01-01", "2026-02-01", 3, 1], ["2026-02-01", "2026-03-01", 1, 0]],
    )
    assert DONE_BY_TYPE.note == "items done a month, by type · 2026"


def test_the_counts_are_told_as_a_table() -> None:
    header, rows = ARRIVALS.table()
    assert (header, list(rows)) == (
        ("time", "begun", "done"),
        [
            ("2026-01-01", 1, 0),
            ("2026-01-02", 2, 1),
            ("2026-01-03", 4, 1),
        ],
    )
    assert ARRIVALS.note == "items since the window began · 2026"


def test_the_distribution_stacks_its_types_and_names_them(qtbot: QtBot, theme: Look) -> None:
    chart = DistributionChart(theme)
    qtbot.addWidget(chart)
    chart.show_state(DONE_BY_TYPE)
    assert [bars.opts["y0"].tolist() for bars in chart._bars] == [[0, 0], [3, 1]]
    assert [(key.text, key.colour, key.shape) for key in chart.keys(DONE_BY_TYPE)] == [
        ("Feature", FEATURE.colour, "circle"),
        ("Defect", DEFECT.colour, "triangle"),
    ]
    assert chart.bounds(DONE_BY_TYPE)[0] == (0.0, 59.0)
    assert chart.bounds(DONE_BY_TYPE)[1] == pytest.approx((0.0, 4.32))


def test_a_distribution_of_fewer_types_takes_the_others_away(qtbot: QtBot, theme: Look) -> None:
    chart = DistributionChart(theme)
    qtbot.addWidget(chart)
    chart.show_state(DONE_BY_TYPE)
    styles = {"part": TypeStyle("#123456", "star")}
    one = DistributionState(
        JANUARY, np.array([0.0, 31.0]), np.array([[2]]), ("part",), ("Part",), "month", styles=styles
    )
    chart.show_state(one)
    assert [len(bars.opts["height"]) for bars in chart._bars] == [1, 0]
    assert [key.colour for key in chart.keys(one)] == ["#123456"]


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (3.0, "month from Thu 1 Jan 2026\nFeature: 3 (75 %)\nDefect: 1 (25 %)"),
        (40.0, "month from Sun 1 Feb 2026\nFeature: 1 (100 %)"),
        (70.0, ""),
    ],
)
def test_a_month_is_told_under_the_pointer(x: float, text: str, qtbot: QtBot, theme: Look) -> None:
    chart = DistributionChart(theme)
    qtbot.addWidget(chart)
    assert chart.hover_text(x, 1.0) == ""
    chart.show_state(DONE_BY_TYPE)
    assert chart.hover_text(x, 1.0) == text


def test_a_period_that_was_not_seen_whole_is_pale_and_says_so(qtbot: QtBot, theme: Look) -> None:
    chart = DistributionChart(theme)
    qtbot.addWidget(chart)
    chart.show_state(replace(DONE_BY_TYPE, whole=np.array([True, False])))
    first, second = (brush.color().name().upper() for brush in chart._bars[0].opts["brushes"])
    assert first == FEATURE.colour
    assert second not in {FEATURE.colour, theme.tokens.surface}
    assert chart.hover_text(40.0, 1.0).startswith("month from Sun 1 Feb 2026 (not seen whole)")


def test_both_counts_are_told_under_the_pointer(qtbot: QtBot, theme: Look) -> None:
    chart = ArrivalsChart(theme)
    qtbot.addWidget(chart)
    assert chart.hover_text(0.0, 0.0) == ""
    chart.show_state(ARRIVALS)
    assert chart.hover_text(1.0, 2.0) == "Fri 2 Jan 2026\nbegun: 2\ndone: 1"
    assert [key.text for key in chart.keys(ARRIVALS)] == ["begun: 4", "done: 1"]
    assert chart.bounds(ARRIVALS)[0] == (0.0, 2.0)
    assert chart.bounds(ARRIVALS)[1] == pytest.approx((0.0, 4.32))


def test_nothing_begun_and_done_is_said(qtbot: QtBot, theme: Look) -> None:
    chart = ArrivalsChart(theme)
    qtbot.addWidget(chart)
    none = np.zeros(2, np.int64)
    chart.show_state(ArrivalsState(JANUARY, np.array([0.0, 1.0]), none, none))
    assert chart.state is not None
    assert chart.state.empty == "Items begun and done will be counted here."
