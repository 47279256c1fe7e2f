"""Items done by type: by week or month, as items (velocity by type) or as shares (flow distribution)."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.charts import DistributionChart, DistributionState
from app.pages.history import HistoryPage
from app.pages.history.figures import by_type_text, little_text, metrics_of
from app.pages.history.flow_section import FlowSection
from app.pages.history.part import View, part_in_view
from app.pages.history.pictures import flow_pictures
from sim.metrics import distribution_series, littles_law, summarise, whole
from tests.app.pages.history.page_bench import HEADER, put, settle, stored, teams


def section_of(page: HistoryPage) -> FlowSection:
    section = page.overview.sections.current
    assert isinstance(section, FlowSection)
    return section


def chart_of(page: HistoryPage) -> DistributionChart:
    return next(chart for chart in page.overview.charts if isinstance(chart, DistributionChart))


def state_of(page: HistoryPage) -> DistributionState:
    state = chart_of(page).state
    assert state is not None
    return state


def test_months_are_shown_of_a_long_time_and_weeks_of_a_short_one() -> None:
    assert flow_pictures(part_in_view(teams(200).log, View())).usual == "month"
    assert flow_pictures(part_in_view(teams(60).log, View())).usual == "week"


def test_weeks_or_months_and_items_or_shares_are_chosen_in_the_head_of_the_chart(
    page: HistoryPage, qtbot: QtBot
) -> None:
    put(page, teams(), qtbot)
    ways = section_of(page).by_type
    chart = chart_of(page)
    assert ways.button.accessibleName() == "By week or month, as items or shares"
    seen = [(chart.title, state_of(page).period, state_of(page).as_shares)]
    for choice in ("week", "shares", "month", "items"):
        ways.actions[choice].trigger()
        seen.append((chart.title, state_of(page).period, state_of(page).as_shares))
    assert seen == [
        ("Items done by type, a month", "month", False),
        ("Items done by type, a week", "week", False),
        ("Flow distribution by week", "week", True),
        ("Flow distribution by month", "month", True),
        ("Items done by type, a month", "month", False),
    ]
    assert [choice for choice, action in ways.actions.items() if action.isChecked()] == ["month", "items"]


def test_the_way_chosen_stays_while_other_items_are_looked_at(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, teams(), qtbot)
    section_of(page).by_type.actions["week"].trigger()
    section_of(page).by_type.actions["shares"].trigger()
    page.overview.span.button("quarter").click()
    settle(page, qtbot)
    assert (state_of(page).period, state_of(page).as_shares) == ("week", True)


def test_bars_show_the_items_or_the_shares_of_the_series() -> None:
    log = teams(90).log
    window = whole(log)
    series = distribution_series(log, "month", window)
    state = flow_pictures(part_in_view(log, View())).by_type["month"]
    assert state.heights.tolist() == series.done.tolist()
    shares = DistributionState(
        state.base, state.edges, state.done, state.type_ids, state.type_names, "month", as_shares=True
    )
    assert shares.heights == pytest.approx(np.nan_to_num(100 * series.shares))
    assert shares.heights.sum(axis=0) == pytest.approx(100.0)
    assert (state.note, shares.note) == (
        "items done a month, by type · 2025",
        "percent of the items done a month, by type · 2025",
    )


def test_shares_fill_the_chart_and_a_period_without_items_is_empty(page: HistoryPage, qtbot: QtBot) -> None:
    lines = [
        f"{n},Bug,Pay,E,ui,2025-0{month}-01,2025-0{month}-1{n % 9}" for n, month in enumerate((1, 1, 4, 4))
    ]
    put(page, stored(HEADER, *lines), qtbot)
    section_of(page).by_type.actions["month"].trigger()
    section_of(page).by_type.actions["shares"].trigger()
    state = state_of(page)
    assert state.heights.tolist() == [[100.0, 0.0, 0.0, 100.0]]
    assert list(chart_of(page).bounds(state)[1]) == pytest.approx([0.0, 108.0])


def test_the_velocity_of_each_type_adds_up_to_that_of_all() -> None:
    log = teams(200).log
    summary = summarise(log, whole(log))
    said = by_type_text(log, summary)
    assert said == "By type, a week: Feature 3.5, Defect 1.7, Risk 1.7."
    assert metrics_of(log, summary)[0].how.startswith(said)
    assert metrics_of(log, summary)[0].value == "6.9"


def test_one_type_alone_needs_no_velocity_by_type() -> None:
    log = stored("ID,Started,Done", "1,2025-01-01,2025-01-02", "2,2025-01-01,2025-01-03").log
    assert by_type_text(log, summarise(log, whole(log))) == ""


def test_the_load_tells_which_assumption_of_littles_law_is_broken() -> None:
    lines = [f"{n},Bug,Pay,E,ui,2025-01-{n + 1:02},2025-02-{n + 1:02}" for n in range(20)]
    still_open = [f"o{n},Bug,Pay,E,ui,2025-01-0{n + 1}," for n in range(9)]
    log = stored(HEADER, *lines, *still_open).log
    law = littles_law(log, whole(log))
    said = little_text(log, whole(log))
    broken = [f"{name}: {why}" for name, why in law.assumptions if why]
    assert "as many items come as go: 29 items came in and 20 went out" in said
    assert all(one in said for one in broken)
    assert f"{100 * abs(law.residual):.0f} % of the load is left unexplained" in said
    assert metrics_of(log, summarise(log, whole(log)))[2].how.endswith(said)


def test_what_holds_of_littles_law_is_said_too() -> None:
    log = stored(HEADER, *(f"{n},Bug,Pay,E,ui,2025-01-0{n},2025-01-0{n + 1}" for n in range(1, 8))).log
    said = little_text(log, whole(log))
    assert "0 % of the load is left unexplained" in said
    assert "Broken" not in said
    assert said.endswith("The law is about the past and forecasts nothing.")


def test_nothing_is_said_of_the_law_where_nothing_has_a_start() -> None:
    log = stored("ID,Done", "1,2025-01-01", "2,2025-01-03").log
    assert little_text(log, whole(log)) == ""
