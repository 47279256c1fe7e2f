"""Stage by stage on a real board: 22 items of a Brazilian team, with figures that its author published.

And on the example export: every count once more with plain Python on the file's own lines.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sim.history import assemble, guess_mapping, import_history, read_table
from sim.log import EventLog
from sim.metrics import (
    Selection,
    between,
    efficiency,
    facet,
    facets,
    flow_times,
    littles_law,
    net_flow,
    parts_by,
    process_behaviour,
    select,
    stage_times,
    whole,
    wip_by_day,
)
from sim.metrics.window import done_in

BOARD = "09_myteam_ptbr_demandas"
STATES = {"Inicio": "active", "Dev": "active", "Hml": "active", "PO": "waiting", "ProntoPpd": "waiting"}
"""The author's mapping: the first three are touch, the next two are queue; Ppd ends within the day."""
EXPORT = Path(__file__).parents[2] / "docs" / "examples" / "export.csv"


@pytest.fixture(scope="module")
def board(shared_data: Path) -> EventLog:
    table = read_table(shared_data / f"{BOARD}.csv")
    mapping = guess_mapping(table)
    stages = tuple(
        stage.model_copy(update={"state": STATES.get(stage.column, "waiting")}) for stage in mapping.stages
    )
    return assemble(table, mapping.model_copy(update={"stages": stages})).log


@pytest.fixture(scope="module")
def published(shared_data: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared_data / f"{BOARD}.expected.json").read_text(encoding="utf-8"))
    return found


def test_the_days_in_each_stage_are_the_published_ones(board: EventLog, published: dict[str, Any]) -> None:
    rows = stage_times(board, whole(board))
    expected = published["stage_days_total"]
    assert [round(row.total) for row in rows[:5]] == list(expected.values())
    assert sum(round(row.active) for row in rows) == published["touch_total"]
    assert sum(round(row.waiting) for row in rows) == published["queue_total"]
    assert sum(row.share for row in rows) == pytest.approx(1.0)


def test_the_efficiency_and_its_mapping_are_the_published_ones(
    board: EventLog, published: dict[str, Any]
) -> None:
    found = efficiency(board, whole(board))
    assert (round(found.touch), round(found.flow)) == (published["touch_total"], published["lead_total"])
    assert found.of_totals == pytest.approx(published["flow_efficiency_ratio_of_totals"], abs=1e-6)
    items = published["flow_efficiency_mean_of_item_ratios (items with lead>0)"]
    assert found.of_items == pytest.approx(items, abs=1e-6)
    assert found.active == ("Inicio", "Dev", "Hml")


def test_departures_by_week_and_load_by_day_are_the_published_ones(
    board: EventLog, published: dict[str, Any]
) -> None:
    flow = net_flow(board, whole(board))
    done = {str(date): count for date, count in zip(flow.dates, flow.done.tolist(), strict=True) if count}
    weeks = published["throughput_iso_week_monday"]
    assert done == {week: count for week, count in weeks.items() if count}
    daily, wip = net_flow(board, whole(board), "day"), published["wip_end_of_day"]
    load = {str(date): count for date, count in zip(daily.dates, daily.load.tolist(), strict=True)}
    assert {day: load[day] for day in wip["samples"]} == wip["samples"]
    assert daily.load.tolist() == wip_by_day(board, int(daily.days[0]), int(daily.days[-2])).counts.tolist()
    behaviour = process_behaviour(board, whole(board), "load")
    assert behaviour.mean == pytest.approx(wip["mean_over_days"])
    assert behaviour.values.max() == wip["max"]


def test_items_are_told_apart_by_type_and_class_as_published(
    board: EventLog, published: dict[str, Any]
) -> None:
    counts = dict(facet(board, "class").values[place][1:] for place in range(2))
    assert counts == published["classe"]
    kinds = sorted(count for _, _, count in facet(board, "type").values)
    assert kinds == sorted(published["distribution_all"].values())
    parts = parts_by(board, "type")
    assert sum(len(flow_times(part, whole(board))) for _, part in parts) == published["finished_with_both"]


def test_a_board_that_begins_and_ends_empty_keeps_littles_law(board: EventLog) -> None:
    law = littles_law(board, whole(board))
    assert law.residual == pytest.approx(0.0, abs=1e-9)
    assert law.load == pytest.approx(law.expected)


@pytest.fixture(scope="module")
def lines() -> list[dict[str, str]]:
    with EXPORT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def export() -> EventLog:
    return import_history(EXPORT).log


def date_in(text: str) -> dt.date:
    return dt.date.fromisoformat(text[:10])


def test_a_type_and_a_range_of_dates_are_counted_as_in_the_file(
    export: EventLog, lines: list[dict[str, str]]
) -> None:
    first, last = dt.date(2025, 11, 1), dt.date(2026, 1, 31)
    bugs = select(export, Selection(types=("defect",)))
    done = [
        line
        for line in lines
        if line["Type"] == "Bug" and line["Closed"] and first <= date_in(line["Closed"]) <= last
    ]
    assert done
    assert int(done_in(bugs, between(bugs, first, last)).sum()) == len(done)
    expected = sorted((date_in(line["Closed"]) - date_in(line["Started"])).days + 1 for line in done)
    assert sorted(flow_times(bugs, between(bugs, first, last)).tolist()) == expected


def test_each_week_has_the_starts_and_closings_of_the_file(
    export: EventLog, lines: list[dict[str, str]]
) -> None:
    def by_week(column: str) -> Counter[dt.date]:
        dates = [date_in(line[column]) for line in lines if line[column]]
        return Counter(date - dt.timedelta(days=date.weekday()) for date in dates)

    flow = net_flow(export, whole(export))
    weeks = flow.dates
    assert flow.arrived.tolist() == [by_week("Created")[week] for week in weeks]
    assert flow.begun.tolist() == [by_week("Started")[week] for week in weeks]
    assert flow.done.tolist() == [by_week("Closed")[week] for week in weeks]
    assert flow.load[-1] == sum(bool(line["Started"]) and not line["Closed"] for line in lines)


def test_only_what_groups_the_items_of_the_file_is_offered(
    export: EventLog, lines: list[dict[str, str]]
) -> None:
    offered = {one.name: one for one in facets(export)}
    assert set(offered) == {"type", "state"}
    states = Counter(line["State"] for line in lines)
    assert [(text, count) for text, _, count in offered["state"].values] == states.most_common()
