"""Runs of the example streams in parts, stage by stage and period by period: what must agree, agrees."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from sim.engine import RunRequest, simulate
from sim.log import EventLog, lives, touched
from sim.metrics import (
    Selection,
    Window,
    against_pace,
    ageing,
    blocked_time,
    efficiency,
    flow_efficiency,
    flow_load,
    flow_times,
    littles_law,
    littles_residual,
    load_at,
    net_flow,
    pace,
    parts_by,
    process_behaviour,
    select,
    stage_times,
    stage_usage,
    velocity_series,
)
from sim.stream import example, example_names

NAMES = tuple(example_names())
LENGTH = 120.0


@cache
def run(name: str) -> EventLog:
    return simulate(example(name), RunRequest(seed=11, until=LENGTH))


WINDOW = Window(20.0, LENGTH)


@pytest.mark.parametrize("name", NAMES)
def test_parts_by_type_add_up_to_the_run(name: str) -> None:
    log = run(name)
    parts = [part for _, part in parts_by(log, "type", at_most=100)]
    assert sum(len(part.items) for part in parts) == len(log.items)
    assert sum(len(part) for part in parts) == len(log)
    assert sum(flow_load(part, WINDOW) for part in parts) == pytest.approx(flow_load(log, WINDOW))
    together = np.sort(np.concatenate([flow_times(part, WINDOW) for part in parts]))
    np.testing.assert_array_equal(together, np.sort(flow_times(log, WINDOW)))
    touch = sum(float(touched(part).sum()) for part in parts)
    assert touch == pytest.approx(float(touched(log).sum()))


@pytest.mark.parametrize("name", NAMES)
def test_items_stand_where_they_stand_in_a_part_too(name: str) -> None:
    log = run(name)
    parts = [stage_usage(part, WINDOW) for _, part in parts_by(log, "type", at_most=100)]
    for number, whole in enumerate(stage_usage(log, WINDOW)):
        mine = [part[number] for part in parts]
        assert sum(one.wip for one in mine) == pytest.approx(whole.wip)
        assert sum(one.working for one in mine) == pytest.approx(whole.working)
        assert sum(one.throughput for one in mine) == pytest.approx(whole.throughput)
        assert {one.utilisation for one in mine} == {None}


@pytest.mark.parametrize("name", NAMES)
def test_time_in_state_is_all_of_flow_time(name: str) -> None:
    log = run(name)
    rows = stage_times(log, WINDOW)
    flow = float(flow_times(log, WINDOW).sum())
    assert sum(row.total - row.new for row in rows) == pytest.approx(flow)
    assert sum(row.share for row in rows) == pytest.approx(1.0)
    done = len(flow_times(log, WINDOW))
    assert all(row.items <= done and row.again == row.visits - row.items for row in rows)
    found = efficiency(log, WINDOW)
    assert found.of_totals == flow_efficiency(log, WINDOW)
    assert found.flow == pytest.approx(flow)
    # alone at an item or not: being worked on is at least touch time
    assert sum(row.active for row in rows) >= found.touch - 1e-9


@pytest.mark.parametrize("name", NAMES)
def test_blocked_time_is_the_blocked_items_of_the_stages(name: str) -> None:
    log = run(name)
    found = blocked_time(log, WINDOW)
    stages = {stage.id: stage.blocked * WINDOW.length for stage in stage_usage(log, WINDOW)}
    by_stage = {stage: sum(one.stages.get(stage, 0.0) for one in found.reasons) for stage in stages}
    assert by_stage == pytest.approx(stages, abs=1e-9)
    assert found.untimed == 0
    assert 0 <= found.share <= 1


@pytest.mark.parametrize("name", NAMES)
def test_every_period_leaves_the_load_that_it_leaves(name: str) -> None:
    log = run(name)
    window = Window(20.0, LENGTH)
    flow = net_flow(log, window, "day")
    ends = [min(edge, window.end) for edge in flow.edges[1:].tolist()]
    # what happens at midnight is of the day that begins: ask just before
    loads = [load_at(log, np.nextafter(end, 0) if end < window.end else end) for end in ends]
    assert flow.load.tolist() == loads
    assert flow.done.sum() == len(flow_times(log, window))
    assert flow.arrived.sum() == np.count_nonzero(
        (lives(log).arrival > window.start) & (lives(log).arrival <= window.end)
    )


@pytest.mark.parametrize("name", NAMES)
def test_limits_are_those_worked_out_by_hand(name: str) -> None:
    log = run(name)
    found = process_behaviour(log, WINDOW, "velocity", by="day")
    series = velocity_series(log, "day", WINDOW)
    whole = [
        int(count)
        for begin, end, count in zip(series.edges, series.edges[1:], series.done, strict=False)
        if begin >= WINDOW.start - 1e-6 and end <= WINDOW.end + 1e-6
    ]
    assert found.values.tolist() == whole
    moves = [abs(b - a) for a, b in pairwise(whole)]
    if not moves:  # a factory's run in hours is not two whole days
        assert np.isnan(found.upper)
        return
    mean, spread = sum(whole) / len(whole), sum(moves) / len(moves)
    assert found.upper == pytest.approx(mean + 2.66 * spread)
    assert found.lower == pytest.approx(max(mean - 2.66 * spread, 0))
    beyond = {place for place, names in found.signals.items() if "beyond a limit" in names}
    assert beyond == {place for place, value in enumerate(whole) if abs(value - mean) > 2.66 * spread}


@pytest.mark.parametrize("name", NAMES)
def test_the_law_and_the_pace_agree_with_their_parts(name: str) -> None:
    log = run(name)
    law = littles_law(log, WINDOW)
    assert (law.load, law.residual) == (flow_load(log, WINDOW), littles_residual(log, WINDOW))
    assert law.residual == pytest.approx(1 - law.expected / law.load)
    paces = pace(log, window=WINDOW)
    aged = against_pace(log, window=WINDOW)
    assert [one.item for one in aged] == ageing(log).item.tolist()
    for one in aged:
        if one.stage >= 0 and one.passed is not None:
            marks = paces[one.stage].ages
            assert one.passed == 0 or one.age > marks[one.passed]
            assert all(one.age <= mark for percent, mark in marks.items() if percent > one.passed)


def test_a_class_of_service_can_be_looked_at_alone() -> None:
    log = run("software-team")
    parts = dict(parts_by(log, "class"))
    assert set(parts) <= set(log.classes)
    chosen = select(log, Selection(classes=(log.classes[0],)))
    assert set(chosen.items.service_class.tolist()) <= {0}
