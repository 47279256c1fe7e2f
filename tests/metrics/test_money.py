"""Money: value released, cost of people, cost of delay; and nothing where nothing is known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim.log import EventLog, LogStage, LogTeam, LogType, TimeBase
from sim.metrics import (
    TypeMoney,
    Window,
    cost_per_item,
    delay_cost,
    money,
    money_by_type,
    net_value,
    staff_cost,
    staff_cost_by_crew,
    summarise,
    value_rate,
    value_released,
    whole,
)
from sim.stream import Calendar, TimeUnit
from tests.log.story import changed
from tests.metrics.scenes import two_stages

TYPES = (LogType("feature", "Feature", 900.0, 40.0), LogType("defect", "Defect", None, 10.0))
STAGES = (LogStage("build", "Build", workers=2, cost_per_day=500.0), LogStage("test", "Test", team=0))
TEAMS = (LogTeam("devs", "Developers", 3, cost_per_day=600.0),)


def priced(**setting: Any) -> EventLog:
    """Item 0, a feature, arrives at 0 and is done at 6; item 1, a defect, from 1 to 5."""
    return replace(two_stages(), **({"types": TYPES, "stages": STAGES, "teams": TEAMS} | setting))


def test_value_is_that_of_the_items_done_in_the_window() -> None:
    log = priced()
    assert value_released(log, whole(log)) == 900
    assert value_released(log, Window(0, 5)) == 0, "a defect is worth nothing, and that is known"
    assert value_rate(log, whole(log)) == 150
    assert value_rate(log, Window(2, 2)) is None


def test_delay_costs_from_arrival_until_done() -> None:
    log = priced()
    assert delay_cost(log, whole(log)) == 6 * 40 + 4 * 10
    assert delay_cost(log, Window(2, 5.5)) == 3.5 * 40 + 3 * 10
    assert delay_cost(log, Window(5, 6)) == 40


def test_an_item_that_is_not_done_costs_until_the_end() -> None:
    log = replace(two_stages(), types=TYPES)
    rows = log.time < 5
    open_log = replace(
        log, **{name: getattr(log, name)[rows] for name in ("time", "item", "kind", "stage", "who")}
    )
    assert delay_cost(open_log, Window(0, 6)) == 6 * 40 + 5 * 10


def test_people_cost_by_the_working_day() -> None:
    log = priced()
    assert staff_cost_by_crew(log, whole(log)) == {"stages.build": 2 * 6 * 500, "teams.devs": 3 * 6 * 600}
    assert staff_cost(log, Window(1, 3)) == 2 * (2 * 500 + 3 * 600)
    assert cost_per_item(log, whole(log)) == (6000 + 10800) / 2
    assert cost_per_item(log, Window(0, 1)) is None, "nothing was done"


@pytest.mark.parametrize(
    ("unit", "calendar", "days"),
    [
        ("day", Calendar(hours_per_day=6), 1.0),
        ("hour", Calendar(hours_per_day=6), 1 / 6),
        ("minute", Calendar(hours_per_day=8), 1 / 480),
        ("week", Calendar(weekdays=(1, 2, 3, 4)), 4.0),
        ("week", Calendar(kind="continuous"), 7.0),
        ("hour", Calendar(kind="continuous"), 1 / 24),
        ("hour", None, 1 / 24),
    ],
)
def test_a_day_has_the_hours_of_the_calendar(unit: TimeUnit, calendar: Calendar | None, days: float) -> None:
    log = priced(base=TimeBase(unit, calendar=calendar), teams=(LogTeam("devs", "Developers", 3),))
    assert staff_cost(log, whole(log)) == pytest.approx(6 * days * 2 * 500)


def test_people_who_come_and_go_cost_while_they_are_there() -> None:
    log = changed(priced(), (2.0, 2, 0, 3), (4.0, 2, 2, 0))
    assert staff_cost_by_crew(log, whole(log)) == {
        "stages.build": (2 * 2 + 3 * 4) * 500,
        "teams.devs": 3 * 4 * 600,
    }
    assert staff_cost_by_crew(log, Window(3, 5)) == {"stages.build": 3 * 2 * 500, "teams.devs": 3 * 600}


def test_net_is_value_less_both_costs() -> None:
    log = priced()
    assert net_value(log, whole(log)) == 900 - 16800 - 280
    only_value = replace(two_stages(), types=(LogType("feature", "Feature", 900.0), TYPES[1]))
    assert net_value(replace(only_value, types=(only_value.types[0], LogType("d", "D"))), Window(0, 6)) == 900
    only_costs = priced(types=(LogType("a", "A"), LogType("b", "B")))
    assert net_value(only_costs, Window(0, 6)) is None
    assert (money(only_costs, Window(0, 6)).to_json() or {})["staff_cost"] == 16800


def test_nothing_given_is_nothing_known() -> None:
    log = two_stages()
    window = whole(log)
    unknown = (value_released, staff_cost, delay_cost, net_value, cost_per_item, value_rate)
    assert [one(log, window) for one in unknown] == [None] * 6
    assert staff_cost_by_crew(log, window) == {}
    assert money(log, window).to_json() is None


def test_every_type_has_its_own_money() -> None:
    log = priced()
    assert money_by_type(log, whole(log)) == {
        "feature": TypeMoney(1, 900.0, 240.0),
        "defect": TypeMoney(1, None, 40.0),
    }


def test_a_summary_has_the_money_by_its_own_functions() -> None:
    log = priced()
    assert summarise(log).to_json()["money"] == {
        "value": 900.0,
        "staff_cost": 16800.0,
        "delay_cost": 280.0,
        "net": -16180.0,
        "cost_per_item": 8400.0,
        "value_rate": 150.0,
        "types": {
            "feature": {"released": 1, "value": 900.0, "delay_cost": 240.0},
            "defect": {"released": 1, "value": None, "delay_cost": 40.0},
        },
        "crews": {"stages.build": 6000.0, "teams.devs": 10800.0},
    }
