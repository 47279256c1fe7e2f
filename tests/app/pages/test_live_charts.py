"""Which charts of a run are shown, and what each of them draws of a log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from app.charts import AgeingState, UtilisationState, VelocityState
from app.pages.stream.live_charts import (
    TITLES,
    USUAL,
    ChartChoice,
    ChartsRequest,
    first_day_of,
    made,
    period_of,
    remember,
    remembered,
    states_of,
)
from app.preferences import Preferences
from app.theme import DEFECT, FEATURE, Theme
from sim.engine import RunRequest, simulate
from sim.log import TimeBase
from sim.stream import Calendar, example, example_names
from tests.metrics.scenes import two_stages

WORKING = TimeBase("day", calendar=Calendar(kind="working"))
CONTINUOUS = TimeBase("day", calendar=Calendar(kind="continuous"))
MONDAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize("name", TITLES)
def test_every_chart_offered_is_made_under_the_title_it_is_offered_by(
    qtbot: QtBot, theme: Theme, name: str
) -> None:
    chart = made(name, theme)
    qtbot.addWidget(chart)
    assert chart.title == TITLES[name]


@pytest.mark.parametrize("name", TITLES)
def test_every_chart_offered_draws_a_log(qtbot: QtBot, theme: Theme, name: str) -> None:
    state = states_of(ChartsRequest(two_stages(), (name,)))[name]
    chart = made(name, theme)
    qtbot.addWidget(chart)
    chart.show_state(state)
    assert chart.state is state


def test_only_what_is_shown_is_measured() -> None:
    assert list(states_of(ChartsRequest(two_stages(), ("load", "ageing")))) == ["load", "ageing"]


def test_a_choice_is_remembered(preferences: Preferences) -> None:
    assert remembered(preferences) == ChartChoice(USUAL, False)
    choice = ChartChoice(("ageing", "flow", "velocity"), True)
    remember(preferences, choice)
    assert remembered(Preferences(preferences.path.parent)) == choice


@pytest.mark.parametrize(
    "text", ["", "flow", "flow,flow,load", "flow,load,burndown", "flow,load,ageing,velocity"]
)
def test_a_choice_that_makes_no_sense_is_the_usual_one(preferences: Preferences, text: str) -> None:
    preferences.put("stream.charts", text)
    assert remembered(preferences) == ChartChoice()


def test_charts_are_exchanged_and_moved() -> None:
    choice = ChartChoice(("flow", "scatter", "load"), True)
    assert choice.with_chart(2, "ageing").names == ("flow", "scatter", "ageing")
    assert choice.with_chart(2, "flow").names == ("load", "scatter", "flow")
    assert choice.moved("flow", 2).names == ("scatter", "load", "flow")
    assert choice.moved("load", -1).names == ("load", "flow", "scatter")
    assert choice.moved("flow", 9).in_dates


def test_in_working_time_the_note_names_the_unit_and_in_dates_the_year() -> None:
    log = replace(two_stages(), base=WORKING)
    plain = states_of(ChartsRequest(log, ("flow", "load", "utilisation")))
    dated = states_of(ChartsRequest(log, ("flow", "load", "utilisation"), first_day=MONDAY))
    assert [state.note.split(" · ")[-1] for state in plain.values()] == ["working days"] * 3
    assert [state.note.split(" · ")[-1] for state in dated.values()] == ["2026"] * 3


def figures(table: tuple[Sequence[str], Iterable[Sequence[object]]]) -> list[list[object]]:
    """Give a chart's table without its moments, which are dates where the axis has dates."""
    header, rows = table
    kept = [place for place, name in enumerate(header) if name not in {"time", "from", "to", "done"}]
    return [[row[place] for place in kept] for row in rows]


def test_dates_change_the_words_of_an_axis_and_none_of_the_figures() -> None:
    log = replace(two_stages(), base=WORKING)
    for name in ("flow", "scatter", "load", "utilisation"):
        plain = states_of(ChartsRequest(log, (name,)))[name]
        dated = states_of(ChartsRequest(log, (name,), first_day=MONDAY))[name]
        assert figures(plain.table()) == figures(dated.table())


def test_in_dates_velocity_is_counted_by_days_of_the_calendar() -> None:
    log = replace(two_stages(), base=WORKING)
    state = states_of(ChartsRequest(log, ("velocity",), first_day=MONDAY))["velocity"]
    assert isinstance(state, VelocityState)
    assert state.period == "day"
    assert int(state.done.sum()) == 2


def test_an_end_beyond_the_last_date_is_drawn_in_working_time() -> None:
    log = replace(two_stages(), base=WORKING)
    far = states_of(ChartsRequest(log, ("flow",), first_day=dt.date(9999, 12, 30)))["flow"]
    assert far.note.endswith("working days")


@pytest.mark.parametrize(
    ("base", "days", "period"),
    [
        (WORKING, 60.0, "day"),
        (WORKING, 61.0, "week"),
        (WORKING, 300.0, "week"),
        (WORKING, 301.0, "month"),
        (CONTINUOUS, 420.0, "week"),
        (CONTINUOUS, 421.0, "month"),
    ],
)
def test_bars_are_as_short_as_there_is_room_for(base: TimeBase, days: float, period: str) -> None:
    assert period_of(base, days) == period


def test_time_0_is_the_day_that_the_calendar_says_else_today() -> None:
    today = dt.date(2026, 11, 22)
    assert first_day_of(Calendar(), today) == first_day_of(None, today) == today
    assert first_day_of(Calendar(starts=MONDAY), today) == MONDAY


def test_a_factory_speaks_of_its_own_in_every_chart() -> None:
    words = example("factory-line").vocabulary
    states = states_of(ChartsRequest(two_stages(), tuple(TITLES), words=words))
    notes = " ".join(states[name].note for name in ("flow", "load", "velocity"))
    assert notes.count("parts") == 3
    assert "item" not in notes
    assert words.workers in states["utilisation"].note
    assert words.release in states["scatter"].note


def test_looks_of_types_reach_the_charts_that_draw_items() -> None:
    styles = {"feature": DEFECT, "defect": FEATURE}
    states = states_of(ChartsRequest(two_stages(), ("scatter", "ageing"), styles))
    ageing = states["ageing"]
    assert isinstance(ageing, AgeingState)
    assert ageing.styles == styles


def test_utilisation_is_that_of_stages_over_the_whole_run_cut_into_bars() -> None:
    """Build works 5 of 6 units, Test 3 of 6 (item 0 is tested twice)."""
    state = states_of(ChartsRequest(two_stages(), ("utilisation",)))["utilisation"]
    assert isinstance(state, UtilisationState)
    assert state.names == ("Build", "Test")
    assert state.shares.shape == (2, 6, 40)
    np.testing.assert_allclose(state.shares.sum(axis=1), 1.0)
    np.testing.assert_allclose(state.shares[:, 0].mean(axis=1), [5 / 6, 3 / 6])


@pytest.mark.parametrize("name", example_names())
@pytest.mark.parametrize("first_day", [None, MONDAY])
def test_the_notes_of_every_example_are_read_whole_beside_each_other(
    theme: Theme, name: str, first_day: dt.date | None
) -> None:
    stream = example(name)
    log = simulate(stream, RunRequest(seed=1, until=1500.0 if stream.time_unit != "day" else 200.0))
    states = states_of(ChartsRequest(log, tuple(TITLES), words=stream.vocabulary, first_day=first_day))
    letters = QFontMetricsF(theme.font(theme.tokens.small))
    room = 317  # of a third of the page in a window of 1440 pixels
    assert {
        key: state.note for key, state in states.items() if letters.horizontalAdvance(state.note) > room
    } == {}
