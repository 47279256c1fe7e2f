"""What each chart reads from a log: whole states, from stories told by hand."""

from __future__ import annotations

import datetime as dt
import itertools

import numpy as np
import pytest

from app.charts import (
    ageing_state,
    cumulative_flow_state,
    flow_time_state,
    histogram_state,
    load_state,
    velocity_state,
)
from app.charts.colour import bands, blend
from app.theme import DARK, LIGHT, contrast
from sim.log import EventLog, Origin, TimeBase
from tests.log.story import told

STORY = """
    0 0 arrived
    0 0 entered build
    0 0 started build 0
    1 1 arrived
    1 1 entered build
    2 0 finished build 0
    2 0 entered test
    2 0 started test 0
    2 1 started build 0
    3 0 finished test 0
    3 0 done
    4 1 blocked build 0
    6 1 unblocked build 0
    7 1 finished build 0
    7 1 entered test
    7 1 started test 0
    8 1 finished test 0
    8 1 done
    9 2 arrived
    9 2 entered build
"""
LOG = told(STORY, types=(0, 1, 0), end=10.0)


def test_the_flow_diagram_counts_what_has_come_as_far_as_each_stage() -> None:
    state = cumulative_flow_state(LOG, most=6)
    assert state.times.tolist() == [0, 2, 4, 6, 8, 10]
    assert state.names == ("Build", "Test", "Done")
    assert state.reached.tolist() == [[1, 2, 2, 2, 2, 3], [0, 1, 1, 1, 2, 2], [0, 0, 1, 1, 2, 2]]
    assert state.note == "items that came so far · working days"
    assert state.empty == ""


def test_the_scatterplot_has_a_mark_for_each_item_done() -> None:
    state = flow_time_state(LOG)
    assert state.done.tolist() == [3, 8]
    assert state.flow_time.tolist() == [3, 7]
    assert state.type.tolist() == [0, 1]
    assert (state.names, state.unit, state.span) == (("0", "1"), "day", (0.0, 10.0))
    assert state.percentiles == {}
    header, rows = state.table()
    assert header == ("item", "type", "done", "flow_time_days")
    assert list(rows) == [("0", "feature", 3.0, 3.0), ("1", "defect", 8.0, 7.0)]


def many(done: int) -> EventLog:
    lines = [
        f"{i} {i} arrived\n{i} {i} entered build\n{i} {i} started build 0\n"
        f"{i + 1 + i % 5} {i} finished build 0\n{i + 1 + i % 5} {i} done"
        for i in range(done)
    ]
    rows = sorted("\n".join(lines).splitlines(), key=lambda row: float(row.split()[0]))
    return told("\n".join(rows), end=done + 6.0)


@pytest.mark.parametrize(("done", "shown"), [(4, []), (8, [50]), (15, [50, 70, 85]), (40, [50, 70, 85, 95])])
def test_percentiles_are_shown_only_where_the_sample_supports_them(done: int, shown: list[int]) -> None:
    assert list(flow_time_state(many(done)).percentiles) == shown


def test_percentiles_are_values_that_occurred() -> None:
    state = flow_time_state(many(40))
    assert state.percentiles == {50: 3.0, 70: 4.0, 85: 5.0, 95: 5.0}


def test_the_histogram_counts_every_item_once() -> None:
    state = histogram_state(flow_time_state(many(40)))
    assert state.counts.sum() == 40
    assert state.edges[0] == 0.0
    assert (np.diff(state.edges) > 0).all()
    header, rows = state.table()
    assert header == ("from", "to", "items")
    assert sum(row[2] for row in rows) == 40  # type: ignore[misc]


def test_an_empty_log_gives_states_that_say_so() -> None:
    empty = told("", end=0.0)
    states = (flow_time_state(empty), histogram_state(flow_time_state(empty)))
    assert all(state.empty for state in states)


def test_the_load_adds_up_to_the_items_in_the_stream() -> None:
    state = load_state(LOG, most=10)
    active, waiting, finished, blocked = state.counts
    assert blocked.tolist() == [0, 0, 0, 0, 1, 1, 0, 0, 0, 0]
    assert (active + waiting + finished + blocked).tolist() == [1, 2, 2, 1, 1, 1, 1, 1, 0, 1]


def test_a_week_of_working_time_has_five_days_and_the_open_one_is_not_whole() -> None:
    state = velocity_state(many(12), "week")
    assert state.period == "week"
    assert state.done.sum() == 12
    assert not state.whole[-1] or state.edges[-1] <= many(12).end


def test_the_ages_are_those_of_what_is_in_progress() -> None:
    state = ageing_state(LOG, flow_time_state(LOG))
    assert (state.stages, state.stage.tolist(), state.age.tolist()) == (("Build", "Test"), [0], [1.0])
    assert state.names == ("2",)
    earlier = ageing_state(LOG, flow_time_state(LOG), at=2.5)
    assert earlier.age.tolist() == [2.5, 1.5]


def test_a_history_is_told_in_days_and_dates_and_by_its_own_names() -> None:
    base = TimeBase("day", dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
    origin = Origin("history", "export.csv")
    log = told(STORY, types=(0, 1, 0), names=("A-1", "A-2", "A-3"), base=base, origin=origin, end=10.0)
    state = flow_time_state(log)
    assert state.names == ("A-1", "A-2")
    assert state.flow_time.tolist() == [4.0, 8.0]  # first and last day both count
    assert state.note == "days, commitment to release · 1970"


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
@pytest.mark.parametrize("count", [1, 3, 8, 14])
def test_bands_differ_from_one_to_the_next(tokens: object, count: int) -> None:
    colours = bands(tokens, count)  # type: ignore[arg-type]
    assert len(colours) == count
    assert all(a.lower() != b.lower() for a, b in itertools.pairwise(colours))


def test_a_mix_begins_and_ends_with_its_colours() -> None:
    assert blend("#000000", "#FFFFFF", 0) == "#000000"
    assert blend("#000000", "#FFFFFF", 1) == "#FFFFFF"
    assert 1 < contrast(blend("#000000", "#FFFFFF", 0.5), "#000000") < 21
