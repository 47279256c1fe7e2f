"""All sections of real exports: what they say holds together, and what is not known is said."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.pages.history.delivery_found import NOT_GUESSED, delivery_found
from app.pages.history.part import Part, View, part_in_view
from app.pages.history.section import Means
from app.pages.history.sections import SECTIONS
from app.pages.history.stability_found import MEASURES, stability_found
from app.pages.history.stages_found import OLD, stages_found
from app.pages.history.tables_found import tables_found
from sim.history import import_history
from sim.metrics import blocked_time, flow_load
from tests.app.pages.history.section_bench import in_sight, states

ITEMS = (
    "01_azure_devops_lighthouse_backlog.csv",
    "02_flowmetricscsv_example_semicolon.csv",
    "03_rueedlinger_agile_project_jira.csv",
    "04_jira_agile_metrics_minimal.csv",
    "05_jira_agile_metrics_issues.json",
    "08_focusedobjective_151_items.csv",
    "09_myteam_ptbr_demandas.csv",
)
EVENTS = ("06_running_example_events.csv", "07_receipt_wabo_events.csv")
ALL = (*ITEMS, *EVENTS)


@cache
def part_of_file(folder: Path, name: str) -> Part:
    return part_in_view(import_history(folder / name).log, View())


@pytest.mark.parametrize("name", ALL)
def test_shares_of_the_stages_add_up_to_the_flow_time(shared_data: Path, name: str) -> None:
    found = stages_found(part_of_file(shared_data, name))
    if found.time.empty:
        assert not len(found.time.shares)
        return
    shares = found.time.shares
    assert np.nansum(shares) <= 1.0 + 1e-9
    assert np.nansum(shares) > 0.5
    assert (found.time.spent >= 0).all()
    for marks in found.time.percentiles:
        assert list(marks.values()) == sorted(marks.values())


@pytest.mark.parametrize("name", ALL)
def test_old_items_are_in_progress_and_older_than_the_pace(shared_data: Path, name: str) -> None:
    found = stages_found(part_of_file(shared_data, name))
    ages = [row[-2] for row in found.old.rows]
    assert all(isinstance(age, float) for age in ages)
    assert ages == sorted(ages, reverse=True)  # type: ignore[type-var]
    assert all(row[-1] in (OLD, 95) for row in found.old.rows)
    assert len(ages) <= len(found.ageing.age)
    assert bool(found.old_nothing)


@pytest.mark.parametrize("name", ALL)
def test_blocked_time_is_never_more_than_the_load(shared_data: Path, name: str) -> None:
    part = part_of_file(shared_data, name)
    found = blocked_time(part.log, part.window)
    assert found.total <= flow_load(part.log, part.window) * part.window.length + 1e-6
    drawn = stages_found(part).blocked
    assert drawn.spent.sum() == pytest.approx(found.total)
    assert bool(drawn.empty) == (not found.reasons)


@pytest.mark.parametrize("name", ALL)
def test_limits_stand_around_the_mean_and_signals_are_values_of_the_series(
    shared_data: Path, name: str
) -> None:
    found = stability_found(part_of_file(shared_data, name))
    for measure in MEASURES:
        state = found.behaviour[measure]
        assert len(state.values) == len(state.ranges) == len(state.at)
        assert all(0 <= number < len(state.values) for number in state.signals)
        if state.lines:
            low, mean, high = state.lines.values()
            assert 0 <= low <= mean <= high
            assert mean == pytest.approx(state.values.mean())
        else:
            assert len(state.values) < 6
    assert found.flow.net.sum() == found.flow.begun.sum() - found.flow.done.sum()
    assert found.flow.load[-1] - found.flow.net.sum() >= 0
    assert found.law.verdict.endswith(".")


@pytest.mark.parametrize("name", ITEMS)
def test_nothing_is_taken_for_a_deployment_that_is_not_said_to_be_one(shared_data: Path, name: str) -> None:
    found = delivery_found(part_of_file(shared_data, name), None)
    assert found.is_guessed
    assert all(figure.said for figure in found.figures)
    if found.mapping.deployments is None:
        assert [figure.value for figure in found.figures] == ["–"] * 5
        assert NOT_GUESSED in found.notes or found.notes == found.mapping.guessed
    assert {one.name for one in found.respects} >= {"type"}


@pytest.mark.parametrize("name", ALL)
def test_every_file_gives_every_table(shared_data: Path, name: str) -> None:
    tables = tables_found(part_of_file(shared_data, name), None)
    assert len({table.title for table in tables}) == len(tables) == 11
    assert len({table.stem for table in tables}) == 11
    done = tables[-1]
    assert all(len(row) == len(done.columns) for row in done.rows)


@pytest.mark.parametrize("name", ["01_azure_devops_lighthouse_backlog.csv", *EVENTS])
def test_each_section_draws_a_real_file(shared_data: Path, means: Means, qtbot: QtBot, name: str) -> None:
    part = part_of_file(shared_data, name)
    for kind in SECTIONS:
        if kind.suits(part):
            section = in_sight(qtbot, kind(means), part)
            assert all(state is not None for state in states(section))
            for chart in section.charts:
                assert chart.accessibleName()
                if not states(section)[section.charts.index(chart)].empty:
                    chart.hover_text(*(sum(ends) / 2 for ends in chart.bounds(chart.state)))
            section.close()
