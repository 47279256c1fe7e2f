"""What the charts read from logs: whole arrays, against stories that can be followed by hand."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from app.charts import (
    FlowTimeState,
    ageing_state,
    cumulative_flow_state,
    flow_time_state,
    histogram_state,
    load_state,
    velocity_state,
)
from app.charts.scale import with_time
from sim.engine import RunRequest, simulate
from sim.log import EventLog, TimeBase, with_origin
from sim.metrics import percentile, supported_percentiles
from sim.stream import Calendar, example
from tests.builders import backlog, exponential, line, poisson
from tests.log.story import told
from tests.metrics.scenes import day, history, two_stages

MONDAY = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
NOTHING = told("0 0 arrived", end=4.0)


@pytest.fixture(scope="module")
def run() -> EventLog:
    """A team with rework, limits and four kinds of items, over sixty days."""
    return simulate(example("software-team"), RunRequest(seed=5, until=60.0))


# --- cumulative flow ---------------------------------------------------------------------------------------


def test_the_flow_diagram_counts_what_came_how_far() -> None:
    state = cumulative_flow_state(two_stages(), most=7)
    assert state.names == ("Build", "Test", "Done")
    assert state.times.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert state.reached.tolist() == [
        [1, 1, 2, 2, 2, 2, 2],
        [0, 0, 1, 1, 2, 2, 2],
        [0, 0, 0, 0, 0, 1, 2],
    ]


def test_the_flow_diagram_is_sampled_at_240_times_unless_asked() -> None:
    state = cumulative_flow_state(two_stages())
    assert (len(state.times), state.times[0], state.times[-1]) == (240, 0.0, 6.0)


def test_rework_does_not_take_back_how_far_an_item_came() -> None:
    state = cumulative_flow_state(two_stages(), most=61)
    assert all((np.diff(row) >= 0).all() for row in state.reached)


def test_bands_of_a_run_never_cross_and_never_fall(run: EventLog) -> None:
    reached = cumulative_flow_state(run).reached
    assert (np.diff(reached, axis=1) >= 0).all()
    assert (np.diff(reached, axis=0) <= 0).all()


def test_the_last_band_ends_at_the_items_done(run: EventLog) -> None:
    assert cumulative_flow_state(run).reached[-1, -1] == len(flow_time_state(run).done)


def test_a_stream_in_which_nothing_came_to_a_stage_has_no_flow_diagram() -> None:
    state = cumulative_flow_state(NOTHING)
    assert state.empty == "Work will stack up here by stage once the stream runs."


def test_the_note_of_the_flow_diagram_names_what_the_axis_means() -> None:
    log = two_stages()
    assert cumulative_flow_state(log).note == with_time("items that came so far", log.base, [0.0, 6.0])
    dated = with_origin(log, MONDAY)
    assert cumulative_flow_state(dated).note == "items that came so far · 2026"


# --- flow time ---------------------------------------------------------------------------------------------


def test_the_scatterplot_has_one_mark_for_each_item_done_in_order() -> None:
    state = flow_time_state(two_stages())
    assert state.done.tolist() == [5, 6]
    assert state.flow_time.tolist() == [3, 6]
    assert state.names == ("1", "0")
    assert [state.type_ids[kind] for kind in state.type] == ["defect", "feature"]
    assert (state.type_names, state.unit, state.span) == (("Feature", "Defect"), "day", (0.0, 6.0))


def test_items_of_a_history_are_called_by_their_own_names() -> None:
    story = "0 0 arrived\n0 0 entered build\n3 0 done\n1 1 arrived\n1 1 entered build\n2 1 done"
    assert flow_time_state(told(story, names=("PAY-7", "PAY-9"))).names == ("PAY-9", "PAY-7")


def test_items_that_are_not_done_are_no_marks() -> None:
    state = flow_time_state(told("0 0 arrived\n0 0 entered build\n0 1 arrived\n1 1 entered build\n3 1 done"))
    assert (state.names, state.flow_time.tolist()) == (("1",), [2.0])


def test_a_history_counts_both_the_first_and_the_last_day() -> None:
    state = flow_time_state(history(("2026-03-02", "2026-03-02"), ("2026-03-02 09:00", "2026-03-04 08:00")))
    assert (state.flow_time.tolist(), state.unit) == ([1.0, 3.0], "day")


def test_the_rule_of_counting_can_be_switched() -> None:
    log = history(("2026-03-06 12:00", "2026-03-09 18:00"))  # from a Friday to a Monday
    counted = {
        rule: flow_time_state(log, rule).flow_time.tolist()
        for rule in ("elapsed", "inclusive", "difference", "working")
    }
    assert counted == {"elapsed": [3.25], "inclusive": [4.0], "difference": [3.0], "working": [2.0]}


def test_elapsed_time_is_told_in_the_unit_of_the_log_and_days_in_days() -> None:
    hours = two_stages(base=TimeBase("hour", MONDAY))
    assert flow_time_state(hours).unit == "hour"
    assert flow_time_state(hours, "inclusive").unit == "day"


def test_percentiles_are_nearest_ranks_and_only_those_the_sample_supports(run: EventLog) -> None:
    state = flow_time_state(run)
    n = len(state.flow_time)
    expected = {p: percentile(state.flow_time, p) for p in (50, 70, 85, 95) if p in supported_percentiles(n)}
    assert dict(state.percentiles) == expected
    assert set(expected.values()) <= set(state.flow_time.tolist())


def test_two_items_support_no_high_percentile() -> None:
    assert set(flow_time_state(two_stages()).percentiles) <= {50}


def test_nothing_done_says_what_will_stand_there() -> None:
    state = flow_time_state(NOTHING)
    assert state.empty == "Whatever is finished will be a mark here."
    assert list(state.table()[1]) == []


def test_figures_of_the_scatterplot_name_item_type_and_unit() -> None:
    header, rows = flow_time_state(two_stages()).table()
    assert header == ("item", "type", "done", "flow_time_days")
    assert list(rows) == [("1", "defect", 5.0, 3.0), ("0", "feature", 6.0, 6.0)]


# --- histogram ---------------------------------------------------------------------------------------------


def scatter(times: list[float], base: TimeBase | None = None, unit: str = "day") -> FlowTimeState:
    n = len(times)
    return FlowTimeState(
        base=base or TimeBase("day"),
        done=np.arange(n, dtype=float),
        flow_time=np.array(times),
        type=np.zeros(n, np.int16),
        names=tuple(map(str, range(n))),
        type_ids=("feature",),
        type_names=("Feature",),
        percentiles={},
        unit=unit,
        span=(0.0, float(n)),
    )


def test_times_are_counted_in_bars_of_a_round_width() -> None:
    base = TimeBase("day", calendar=Calendar())
    state = histogram_state(scatter([0.3, 0.5, 0.9, 1.9, 2.0], base))
    assert state.edges.tolist() == pytest.approx([0.1 * k for k in range(22)])
    assert {k: n for k, n in enumerate(state.counts.tolist()) if n} == {3: 1, 5: 1, 9: 1, 19: 1, 20: 1}


def test_a_history_of_whole_days_has_a_bar_for_each_number_of_days() -> None:
    state = histogram_state(scatter([1, 1, 2, 4]))
    assert (state.edges.tolist(), state.counts.tolist()) == ([0, 1, 2, 3, 4, 5], [0, 2, 1, 0, 1])


def test_long_times_share_bars() -> None:
    state = histogram_state(scatter([1.0, 120.0, 239.0]))
    assert state.edges.tolist() == list(range(0, 241, 10))
    assert {k: n for k, n in enumerate(state.counts.tolist()) if n} == {0: 1, 12: 1, 23: 1}


def test_items_that_took_no_time_at_all_are_still_counted() -> None:
    state = histogram_state(scatter([0.0, 0.0]))
    assert (state.counts.sum(), state.empty) == (2, "")


@given(st.lists(st.floats(0, 5000), min_size=1, max_size=60))
def test_every_item_is_in_one_bar(times: list[float]) -> None:
    state = histogram_state(scatter(times, TimeBase("day", calendar=Calendar())))
    assert state.counts.sum() == len(times)
    assert state.edges[0] == 0
    assert state.edges[-1] > max(times)
    assert len(state.counts) <= 27


@given(st.lists(st.integers(1, 400), min_size=1, max_size=60))
def test_whole_days_never_share_a_bar_with_half_of_another(days: list[int]) -> None:
    state = histogram_state(scatter([float(each) for each in days]))
    assert all(edge == round(edge) for edge in state.edges.tolist())
    expected = [sum(a <= each < b for each in days) for a, b in itertools.pairwise(state.edges.tolist())]
    assert state.counts.tolist() == expected


def test_nothing_done_makes_an_empty_histogram() -> None:
    state = histogram_state(flow_time_state(NOTHING))
    assert state.empty == "Finished items will pile up here by how long they took."
    assert (state.edges.tolist(), state.counts.tolist()) == ([0, 1], [0])


def test_the_histogram_keeps_the_percentiles_of_the_scatterplot(run: EventLog) -> None:
    state = flow_time_state(run)
    assert histogram_state(state).percentiles == state.percentiles
    assert histogram_state(state).note == "items by days from commitment to release"


def test_figures_of_the_histogram_are_its_bars() -> None:
    header, rows = histogram_state(scatter([1, 1, 2])).table()
    assert header == ("from", "to", "items")
    assert list(rows) == [(0.0, 1.0, 0), (1.0, 2.0, 2), (2.0, 3.0, 1)]


# --- velocity ----------------------------------------------------------------------------------------------


def test_velocity_counts_by_the_weeks_of_the_calendar() -> None:
    log = history(
        ("2026-03-02", "2026-03-04"),
        ("2026-03-02", "2026-03-06"),
        ("2026-03-03", "2026-03-17"),
        end="2026-03-23",
    )
    state = velocity_state(log)
    assert state.edges.tolist() == [day(f"2026-03-{d:02}") for d in (2, 9, 16, 23)]
    assert state.done.tolist() == [2, 0, 1]
    assert state.whole.tolist() == [True, True, True]
    assert state.mean == 1.0


def test_weeks_that_were_not_seen_whole_are_left_out_of_the_mean() -> None:
    log = history(("2026-03-04", "2026-03-06"), ("2026-03-04", "2026-03-12"), ("2026-03-04", "2026-03-17"))
    state = velocity_state(log)
    assert state.done.tolist() == [1, 1, 1]
    assert state.whole.tolist() == [False, True, False]


def test_velocity_can_be_counted_by_days_and_months() -> None:
    log = history(("2026-01-01", "2026-01-30"), ("2026-01-01", "2026-03-01"), end="2026-04-01")
    months = velocity_state(log, "month")
    assert months.edges.tolist() == [day(f"2026-{m:02}-01") for m in (1, 2, 3, 4)]
    assert months.done.tolist() == [1, 0, 1]
    days = velocity_state(log, "day")
    assert (len(days.done), days.done[0], days.done[-1], days.done.sum()) == (31, 1, 1, 2)


def test_without_a_whole_period_there_is_no_mean() -> None:
    state = velocity_state(history(("2026-03-04", "2026-03-05")))
    assert np.isnan(state.mean)
    assert state.note == "items done a week · 2026"


def test_nothing_done_is_no_velocity() -> None:
    assert velocity_state(NOTHING, "month").empty == "Items done a month will stand here."


def test_every_item_done_is_in_one_period(run: EventLog) -> None:
    done = len(flow_time_state(run).done)
    assert [velocity_state(run, by).done.sum() for by in ("day", "week", "month")] == [done] * 3


def test_figures_of_velocity_say_whether_a_period_was_seen_whole() -> None:
    log = history(("2026-03-04", "2026-03-06"), ("2026-03-04", "2026-03-12"))
    header, rows = velocity_state(log).table()
    assert header == ("from", "to", "items", "whole_period")
    assert list(rows) == [
        ("2026-03-02", "2026-03-09", 1, False),
        ("2026-03-09", "2026-03-16", 1, False),
    ]


# --- load --------------------------------------------------------------------------------------------------


def test_the_load_counts_what_items_in_progress_do() -> None:
    state = load_state(two_stages(), most=6)
    assert state.edges.tolist() == [0, 1, 2, 3, 4, 5, 6]
    active, waiting, finished, blocked = state.counts.tolist()
    assert active == [1, 1, 2, 1, 2, 1]
    assert waiting == [0, 0, 0, 1, 0, 0]
    assert finished == blocked == [0] * 6


def test_blocked_and_finished_items_are_told_apart() -> None:
    log = told(
        """
        0 0 arrived
        0 0 entered build
        0 0 started build 0
        1 0 blocked build 0
        2 0 unblocked build 0
        3 0 finished build 0
        4 0 entered test
        """,
        end=4.0,
    )
    assert load_state(log, most=4).counts.tolist() == [[1, 0, 1, 0], [0] * 4, [0, 0, 0, 1], [0, 1, 0, 0]]


def test_a_stretch_is_averaged_over_time() -> None:
    state = load_state(two_stages(), most=2)
    assert_array_equal(state.counts[:2], [[4 / 3, 4 / 3], [0, 1 / 3]])


def test_a_log_without_length_has_no_load() -> None:
    state = load_state(told("0 0 arrived\n0 0 entered build"))
    assert state.empty == "Work in the stream will be counted here by what is done to it."


def test_load_over_time_is_the_time_spent_by_items(run: EventLog) -> None:
    state = load_state(run)
    spent = float((state.counts.sum(axis=0) * np.diff(state.edges)).sum())
    done = flow_time_state(run)
    open_ages = ageing_state(run, done).age
    assert spent == pytest.approx(done.flow_time.sum() + open_ages.sum())


def test_figures_of_the_load_name_each_state() -> None:
    header, rows = load_state(two_stages(), most=2).table()
    assert header == ("from", "to", "active", "waiting", "finished", "blocked")
    assert list(rows) == [[0, 3, 4 / 3, 0, 0, 0], [3, 6, 4 / 3, 1 / 3, 0, 0]]


# --- ageing ------------------------------------------------------------------------------------------------


def test_ages_are_counted_from_commitment_in_the_stage_reached() -> None:
    log = two_stages()
    state = ageing_state(log, flow_time_state(log), at=4.5)
    assert state.stages == ("Build", "Test")
    assert state.stage.tolist() == [0, 1]
    assert state.age.tolist() == [4.5, 2.5]
    assert state.names == ("0", "1")
    assert [state.type_ids[kind] for kind in state.type] == ["feature", "defect"]


def test_at_the_end_all_are_done_and_nothing_ages() -> None:
    log = two_stages()
    state = ageing_state(log, flow_time_state(log))
    assert state.empty == "Nothing is in progress."
    assert list(state.table()[1]) == []


def test_an_item_that_is_not_committed_to_has_no_age() -> None:
    log = two_stages()
    assert ageing_state(log, flow_time_state(log), at=1.5).names == ("0",)


def test_a_history_that_knows_of_no_entry_places_an_item_where_it_was_started() -> None:
    log = told("0 0 arrived\n1 0 started build", end=4.0)
    state = ageing_state(log, flow_time_state(log))
    assert (state.stage.tolist(), state.age.tolist()) == ([0], [3.0])
    assert list(state.table()[1]) == [("0", "feature", "Build", 3.0)]


def test_the_lines_of_pace_are_those_of_what_is_done(run: EventLog) -> None:
    finished = flow_time_state(run)
    state = ageing_state(run, finished)
    assert state.percentiles == finished.percentiles
    assert state.note == "days since commitment; bands: leaving a stage"
    assert replace(state, pace=()).note == "days since commitment; lines: flow time of what is done"
    assert len(state.age) == len(state.names) == len(state.stage) == len(state.type)


def test_without_anything_done_the_note_names_no_lines() -> None:
    log = told("0 0 arrived\n1 0 entered build", end=4.0)
    state = ageing_state(log, flow_time_state(log))
    assert state.note == "days since commitment"


def test_items_done_and_items_ageing_are_all_that_were_committed_to(run: EventLog) -> None:
    done = flow_time_state(run)
    ageing = ageing_state(run, done)
    assert set(done.names).isdisjoint(ageing.names)
    committed = cumulative_flow_state(run).reached[run.commitment, -1]
    assert len(done.names) + len(ageing.names) == committed


# --- streams of all sizes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("stages", [1, 2, 7, 30])
def test_states_of_a_run_have_one_row_for_each_stage(stages: int) -> None:
    log = simulate(line([1.0] * stages, arrivals=backlog(4)), RunRequest(seed=1, until=200.0))
    flow = cumulative_flow_state(log)
    assert (len(flow.names), flow.reached.shape) == (stages + 1, (stages + 1, 240))
    assert flow.reached[:, -1].tolist() == [4] * (stages + 1)
    assert flow_time_state(log).flow_time.tolist() == [stages + wait for wait in range(4)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_height_between_first_and_last_band_is_the_load(seed: int) -> None:
    log = simulate(line([exponential(0.8)], arrivals=poisson(1.0)), RunRequest(seed=seed, until=100.0))
    flow = cumulative_flow_state(log, most=2001)
    held = flow.reached[0] - flow.reached[-1]
    load = load_state(log, most=1).counts.sum()
    assert held.mean() == pytest.approx(load, rel=0.02, abs=0.02)
