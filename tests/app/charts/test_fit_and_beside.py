"""The picture of a fit against its data, and a model beside its history."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.charts import (
    BesideChart,
    BesideState,
    FitChart,
    FitState,
    FlowBesideChart,
    FlowBesideState,
    fit_state,
)
from app.charts.fit import percent_ticks
from app.theme import Theme
from sim.distributions import Distribution, Fit, cdf, fit, observe, ppf
from sim.log import TimeBase

TIMES = np.asarray(ppf(Distribution(family="gamma", mean=3.0, cv=0.6), (np.arange(60) + 0.5) / 60))
AGES = np.array([0.5, 2.0, 9.0])


@cache
def found(grain: float = 0.0) -> Fit:
    times = np.rint(TIMES) if grain else TIMES
    return fit(observe(times, AGES, grain=grain), source="team.csv: Build", date="2026-01-01")


def state(grain: float = 0.0) -> FitState:
    return fit_state(found(grain), "Build", "days")


@pytest.fixture
def chart(theme: Theme, qtbot: QtBot) -> FitChart:
    made = FitChart(theme)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_bars_hold_the_share_of_the_data_in_each() -> None:
    got = state()
    curve = found().curve
    for low, high, seen in zip(got.edges[:-1], got.edges[1:], got.seen, strict=True):
        before = curve.share[curve.times < low - 1e-9][-1] if (curve.times < low - 1e-9).any() else 0.0
        after = curve.share[curve.times < high - 1e-9][-1] if (curve.times < high - 1e-9).any() else 0.0
        assert seen == pytest.approx(after - before)
    assert got.expected.sum() == pytest.approx(
        float(cdf(found().distribution, got.edges[-1:])[0] - cdf(found().distribution, got.edges[:1])[0])
    )


def test_whole_days_stand_in_the_middle_of_their_bars() -> None:
    got = state(1.0)
    assert got.edges[0] == -0.5
    assert (np.diff(got.edges) == 1.0).all()
    days, counts = np.unique(np.rint(TIMES), return_counts=True)
    first = int(days[0])
    at_risk = len(TIMES) + int((first <= AGES).sum())
    assert got.seen[first] == pytest.approx(counts[0] / at_risk)
    assert got.seen[:first].sum() == 0


def test_the_marks_are_those_of_the_fitted_family() -> None:
    assert state().marks == {
        50: pytest.approx(float(ppf(found().distribution, 0.5))),
        85: pytest.approx(float(ppf(found().distribution, 0.85))),
    }


def test_the_curve_is_drawn_through_the_steps(chart: FitChart) -> None:
    chart.show_state(state())
    x, y = chart._data.getData()
    assert (x[0], y[0]) == (0.0, 0.0)
    assert np.interp(found().curve.times[20] + 1e-6, x, y) == pytest.approx(found().curve.share[20], abs=1e-3)
    assert chart._fitted.getData()[1].tolist() == state().fitted.tolist()
    ages, _ = chart._ages.getData()
    assert ages[::2].tolist() == AGES.tolist()
    assert not chart._bars.isVisible()
    assert chart.lines.marks[0].text == f"50 %: {state().marks[50]:.3g}"


def test_bars_are_drawn_in_place_of_the_steps(chart: FitChart) -> None:
    chart.show_state(replace(state(), look="bars"))
    assert chart._bars.isVisible()
    assert not chart._data.isVisible()
    assert chart._fitted.getData()[1].tolist() == state().expected.tolist()
    assert [key.text for key in chart.keys(replace(state(), look="bars"))] == [
        "data",
        f"{state().family}, fitted",
    ]


def test_the_legend_names_what_is_unfinished_only_where_there_is_some(chart: FitChart) -> None:
    assert [key.text for key in chart.keys(state())][2:] == ["age of one unfinished"]
    assert len(chart.keys(replace(state(), running=np.empty(0)))) == 2


def test_hovering_tells_data_and_fitted(chart: FitChart) -> None:
    chart.show_state(state())
    text = chart.hover_text(3.0, 0.5)
    assert text.startswith("within 3 days\ndata: ")
    share = found().curve.share[found().curve.times <= 3.0][-1]
    assert f"data: {share * 100:.0f} %" in text
    assert chart.hover_text(-1.0, 0.5) == ""
    chart.show_state(replace(state(), look="bars"))
    assert " days\ndata: " in chart.hover_text(3.0, 0.1)
    assert chart.hover_text(1e6, 0.1) == ""


def test_a_long_tail_does_not_press_the_rest_together(chart: FitChart) -> None:
    long = fit(observe(np.append(TIMES, 900.0)), source="", date="")
    (low, high), _ = chart.bounds(fit_state(long, "Build", "days"))
    assert low == 0.0
    assert high < 90


def test_the_notes_and_tables_tell_what_is_drawn() -> None:
    assert state().note == "share done by days · 60 finished and 3 unfinished"
    assert replace(state(), look="bars").note.startswith("share of each bar by days")
    header, rows = state().table()
    assert header == ("days", "data", "low", "high", "fitted")
    assert len(list(rows)) == len(found().curve.times)
    header, rows = replace(state(), look="bars").table()
    assert header == ("from", "to", "data", "fitted")
    assert len(list(rows)) == len(state().seen)


def test_the_figures_are_exported(chart: FitChart, tmp_path: Path) -> None:
    chart.show_state(state())
    chart.export_to(tmp_path / "fit.csv")
    lines = (tmp_path / "fit.csv").read_text().splitlines()
    assert len(lines) == 1 + len(found().curve.times)
    chart.export_to(tmp_path / "fit.svg")
    assert (tmp_path / "fit.svg").stat().st_size > 1000


def test_shares_are_marked_in_round_percents() -> None:
    assert [tick.text for tick in percent_ticks(0.0, 1.06, 5)] == ["0 %", "50 %", "100 %"]
    assert [tick.text for tick in percent_ticks(0.0, 0.28, 6)] == [
        "0 %",
        "5 %",
        "10 %",
        "15 %",
        "20 %",
        "25 %",
    ]
    assert [tick.text for tick in percent_ticks(0.4, 1.0, 4)] == ["40 %", "60 %", "80 %", "100 %"]


def beside(kind: str = "shares", points: int = 5) -> BesideState:
    at = np.arange(points, dtype=np.float64)
    rising = np.linspace(0.0, 1.0, points)
    return BesideState(
        kind=kind,  # type: ignore[arg-type]
        base=TimeBase(),
        at=at,
        history=rising,
        median=rising * 0.9,
        low=rising * 0.8,
        high=np.minimum(rising * 1.1, 1.0),
        unit="days" if kind == "shares" else "week",
        runs=100,
    )


@pytest.fixture
def beside_chart(theme: Theme, qtbot: QtBot) -> BesideChart:
    made = BesideChart(theme, "Flow time", "besideTest")
    qtbot.addWidget(made)
    made.resize(500, 320)
    made.show()
    return made


def test_history_lies_over_the_band_of_the_runs(beside_chart: BesideChart) -> None:
    beside_chart.show_state(beside())
    assert beside_chart._history.getData()[1].tolist() == beside().history.tolist()
    assert beside_chart._median.getData()[1].tolist() == beside().median.tolist()
    assert beside_chart._low.getData()[1].tolist() == beside().low.tolist()
    assert beside_chart._high.getData()[1].tolist() == beside().high.tolist()
    assert [key.text for key in beside_chart.keys(beside())] == [
        "history",
        "middle of the runs",
        "95 % of the runs",
    ]
    assert beside_chart.hover_text(2.1, 0.3) == "within 2 days\nhistory: 50 %\nmodel: 45 %, 40 % to 55 %"


def test_items_done_are_told_by_period(beside_chart: BesideChart) -> None:
    weeks = replace(beside("counts"), history=np.array([3.0, 4.0, 0.0, 6.0, 2.0]))
    beside_chart.show_state(weeks)
    (left, right), (low, high) = beside_chart.bounds(weeks)
    assert (left, right, low, high) == pytest.approx((0.0, 4.0, 0.0, 6.6))
    assert beside_chart.hover_text(3.0, 1.0).startswith("week from day 3.0\nhistory: 6\nmodel: ")
    assert weeks.note.startswith("items done a week")
    header, rows = weeks.table()
    assert header == ("from", "history", "model", "low", "high")
    assert [row[1] for row in rows] == weeks.history.tolist()


def test_too_little_is_said_to_be_so(beside_chart: BesideChart) -> None:
    nothing = replace(beside(), at=np.zeros(1), history=np.zeros(1), median=np.zeros(1))
    beside_chart.show_state(nothing)
    assert nothing.empty == "Too little was done in the time measured to be drawn."
    flat = np.zeros(5)
    assert replace(beside(), history=flat, median=np.full(5, np.nan)).empty
    assert not beside().empty


def test_runs_that_say_nothing_leave_the_history(beside_chart: BesideChart) -> None:
    unknown = np.full(5, np.nan)
    beside_chart.show_state(replace(beside(), median=unknown, low=unknown, high=unknown))
    assert len(beside_chart._history.getData()[1]) == 5
    assert beside_chart._median.getData()[0] is None or len(beside_chart._median.getData()[0]) == 0


def test_two_flows_are_drawn_on_one_scale(theme: Theme, qtbot: QtBot) -> None:
    chart = FlowBesideChart(theme, "Cumulative flow: model", "flowTest")
    qtbot.addWidget(chart)
    flow = FlowBesideState(
        TimeBase(), np.arange(3.0), ("Build", "Done"), np.array([[1, 2, 4], [0, 1, 3]]), top=20
    )
    chart.show_state(flow)
    (left, right), (low, high) = chart.bounds(flow)
    assert (left, right, low, high) == pytest.approx((0.0, 2.0, 0.0, 21.0))
    assert chart.title == "Cumulative flow: model"
