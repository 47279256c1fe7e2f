"""Changes on the way: planned and by hand they are the same, on both clocks, however boards are laid out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sim.engine import LiveRun, RunRequest, simulate, simulate_many
from sim.engine.build import plain_arithmetic
from sim.engine.course import Course, course_of, steps_of
from sim.engine.plan import make_steerable_plan
from sim.engine.run import finish
from sim.engine.tables import ticks
from sim.engine.tolog import LogMaker
from sim.errors import StreamFault
from sim.log import Condition, EventLog, Kind, audit
from sim.stream import Cadence, PlannedChange, Stage, Stream, changed_values, stream_at
from tests.builders import at, backlog, exponential, line, poisson, stream, wait, work
from tests.engine.rows import of_kind, told
from tests.same_log.columns import as_bytes
from tests.strategies import streams
from tests.strategies.by_hand import MOMENTS, changed

HORIZON = 10.0
EXAMPLES = max(40, settings().max_examples)


def planned(base: Stream, *changes: tuple[float, dict[str, Any]]) -> Stream:
    """The stream with a plan."""
    return base.model_copy(update={"plan": tuple(PlannedChange(at=at_, set=set_) for at_, set_ in changes)})


def log_of(given_stream: Stream, **asked: Any) -> EventLog:
    """Run; a stream that goes round without end at an instant is passed over."""
    try:
        return simulate(given_stream, RunRequest(**{"until": HORIZON, **asked}))
    except StreamFault as fault:
        assume("does not get beyond" not in fault.text)
        raise


def bytes_of(log: EventLog) -> tuple[object, ...]:
    """All that a run tells: rows, items, circumstances, the end."""
    known = log.conditions
    columns = (known.time, known.kind, known.place, known.value)
    return (as_bytes(log), *(column.tobytes() for column in columns), log.end)


@st.composite
def with_plans(draw: st.DrawFn) -> Stream:
    """A random stream with random changes."""
    base = in_force = draw(streams())
    plan = []
    for moment in sorted(draw(st.lists(MOMENTS, min_size=1, max_size=3))):
        other = draw(changed(in_force))
        plan.append(PlannedChange(at=moment, set=changed_values(in_force, other)))
        in_force = other
    return base.model_copy(update={"plan": tuple(plan)})


# --- plans -----------------------------------------------------------------------------------------------


def test_a_change_holds_from_its_moment_before_anything_else_happens_then() -> None:
    given_stream = planned(
        line([2.0], arrivals=at(0.0, 0.0, 0.0)), (2.0, {"stages.s1.workers": 2, "stages.s1.time": 5.0})
    )
    assert told(simulate(given_stream))[7:] == [
        "2 0 finished s1 0",
        "2 0 done",
        "2 1 started s1 0",
        "2 2 started s1 1",
        "7 1 finished s1 0",
        "7 2 finished s1 1",
        "7 1 done",
        "7 2 done",
    ]


def test_a_change_at_the_start_is_in_force_from_the_start() -> None:
    given_stream = planned(line([2.0], arrivals=at(0.0, 0.0)), (0.0, {"stages.s1.workers": 2}))
    log = simulate(given_stream)
    assert of_kind(log, Kind.STARTED) == [(0.0, 0), (0.0, 1)]
    assert log.stages[0].workers == 2
    assert len(log.conditions) == 0


def test_a_change_where_nothing_else_happens_lets_the_board_settle() -> None:
    given_stream = planned(
        line([4.0], wip_limits=1, arrivals=backlog(2)),
        (1.5, {"stages.s1.workers": 2, "stages.s1.wip_limit": 2}),
    )
    assert of_kind(simulate(given_stream), Kind.STARTED) == [(0.0, 0), (1.5, 1)]


@pytest.mark.parametrize("gates", [(), (wait("Out", cadence=Cadence(every=2.0)),)])
def test_what_stands_still_goes_on_at_the_change_that_helps(gates: tuple[Stage, ...]) -> None:
    nobody = stream([work("S1", 1.0, 0), *gates], backlog(3))
    first, *steps = steps_of(planned(nobody, (50.0, {"stages.s1.workers": 1})))
    course = Course(make_steerable_plan(first.stream), steps)
    course.begin(RunRequest())
    with plain_arithmetic():
        assert finish(course, RunRequest()) == ticks(54.0 if gates else 53.0)


def test_a_plan_does_not_keep_a_run_going_that_is_over() -> None:
    given_stream = planned(line([1.0], arrivals=at(0.0)), (9.0, {"stages.s1.workers": 2}))
    assert simulate(given_stream).end == 1.0


def test_circumstances_tell_sizes_of_crews_and_limits_that_changed() -> None:
    base = line(
        [1.0, 1.0],
        1,
        [2, None],
        arrivals=poisson(0.2),
        wip_groups=[{"id": "g", "stages": ["s2"], "limit": 3}],
    )
    given_stream = planned(
        base,
        (1.5, {"stages.s2.workers": 4, "stages.s1.wip_limit": None}),
        (3.0, {"wip_groups.g.limit": 7, "stages.s2.workers": 1, "stages.s2.time": 2.0}),
    )
    log = simulate(given_stream, RunRequest(until=9.0))
    known = log.conditions
    rows = zip(known.time, known.kind, known.place, known.value, strict=True)
    assert [tuple(float(one) for one in row) for row in rows] == [
        (1.5, Condition.WORKERS, 1, 4),
        (1.5, Condition.LIMIT, 0, -1),
        (3.0, Condition.WORKERS, 1, 1),
        (3.0, Condition.GROUP_LIMIT, 0, 7),
    ]
    assert (log.groups[0].first, log.groups[0].last, log.groups[0].limit) == (1, 1, 3)


def test_a_group_that_comes_or_goes_is_told_as_far_as_the_log_knows_it() -> None:
    g, h, k = ({"id": name, "stages": ["s1"], "limit": 5} for name in "ghk")
    base = line([1.0], arrivals=poisson(0.2), wip_groups=[g, h])
    given_stream = planned(base, (1.0, {"wip_groups": [h]}), (2.0, {"wip_groups": [k, {**h, "limit": 2}]}))
    known = simulate(given_stream, RunRequest(until=9.0)).conditions
    assert list(zip(known.time.tolist(), known.place.tolist(), known.value.tolist(), strict=True)) == [
        (1.0, 0, -1),
        (2.0, 1, 2),
    ]


def test_replications_share_the_plan_and_do_not_touch_it() -> None:
    base = line([exponential(1.0), exponential(1.0)], 1, 2, arrivals=poisson(0.8))
    given_stream = planned(
        base, (4.0, {"stages.s1.workers": 3}), (8.0, {"stages.s2.rework": [{"to": "s1", "probability": 0.2}]})
    )
    request = RunRequest(until=20.0)
    many = [bytes_of(log) for log in simulate_many(given_stream, request, 4)]
    once = [bytes_of(simulate(given_stream, RunRequest(until=20.0, replication=n))) for n in range(4)]
    assert many == once
    assert len(set(many)) == 4


def test_numbers_that_change_are_patched_and_a_board_of_another_layout_takes_its_place() -> None:
    base = line([exponential(1.0), 2.0], 2, arrivals=poisson(0.8))
    numbers = course_of(
        planned(
            base,
            (1.0, {"stages.s1.workers": 5, "stages.s2.wip_limit": 3, "arrivals.0.time": 2.0}),
            (
                2.0,
                {
                    "stages.s1.time": exponential(7.0).model_dump(exclude_none=True),
                    "stages.s2.time_factor": 0.5,
                },
            ),
        )
    )
    assert [step.patch is not None for step in numbers.to_come] == [True, True]
    others = course_of(planned(base, (1.0, {"stages.s2.rework": [{"to": "s1", "probability": 0.1}]})))
    assert [step.patch for step in others.to_come] == [None]


@settings(max_examples=EXAMPLES)
@given(with_plans(), st.integers(0, 3))
def test_both_clocks_run_a_plan_to_the_same_log(given_stream: Stream, seed: int) -> None:
    kernel = log_of(given_stream, seed=seed)
    assert bytes_of(kernel) == bytes_of(log_of(given_stream, seed=seed, clock="simpy"))
    assert audit(kernel) == ()


@settings(max_examples=EXAMPLES)
@given(with_plans(), st.integers(0, 3))
def test_patching_a_board_leads_where_laying_it_out_anew_leads(given_stream: Stream, seed: int) -> None:
    request = RunRequest(seed=seed, until=HORIZON)
    patched = log_of(given_stream, seed=seed)
    first, *steps = steps_of(given_stream)
    course = Course(make_steerable_plan(first.stream), steps)
    live = LiveRun(given_stream, request)
    live.advance_to(HORIZON)
    assert bytes_of(live.log()) == bytes_of(patched)
    assert len(course.to_come) == len(steps)


# --- changes by hand -------------------------------------------------------------------------------------


@settings(max_examples=EXAMPLES)
@given(st.data(), st.one_of(streams(), with_plans()), st.integers(0, 3))
def test_what_was_changed_by_hand_runs_as_a_plan_to_the_same_log(
    data: st.DataObject, given_stream: Stream, seed: int
) -> None:
    live = LiveRun(given_stream, RunRequest(seed=seed, until=HORIZON))
    try:
        for moment in sorted(data.draw(st.lists(MOMENTS, min_size=1, max_size=4))):
            live.advance_to(moment)
            if data.draw(st.booleans()):
                live.step()
            other = data.draw(changed(live.stream.model_copy(update={"plan": ()})))
            again = other.model_copy(update={"plan": live.stream.plan})
            try:
                live.change(again)
            except StreamFault as fault:
                assume("does not get beyond" not in fault.text)
        live.advance_to(HORIZON)
    except StreamFault as fault:
        assume("does not get beyond" not in fault.text)
        raise
    seen = live.log()
    kept = live.as_plan()
    assert bytes_of(log_of(kept, seed=seed)) == bytes_of(seen)
    assert bytes_of(log_of(kept, seed=seed, clock="simpy")) == bytes_of(seen)
    assert stream_at(kept, live.now).stages == live.in_force.stages


def test_a_change_where_something_happened_holds_one_tick_later() -> None:
    live = LiveRun(line([2.0], wip_limits=1, arrivals=backlog(2)))
    live.advance_to(1.0)
    live.change(stream_at(planned(live.stream, (0.0, {"stages.s1.wip_limit": 2})), 0.0))
    assert of_kind(live.log(), Kind.ENTERED)[-1] == (1.0, 1)
    live.advance_to(2.0)
    live.change(stream_at(planned(live.stream, (0.0, {"stages.s1.time": 7.0})), 0.0))
    tick = 2.0**-20
    assert live.now == 2.0 + tick
    assert [change.at for change in live.as_plan().plan] == [1.0, 2.0 + tick]


def test_a_change_before_anything_happened_is_what_the_run_begins_with() -> None:
    base = line([2.0], arrivals=backlog(2))
    live = LiveRun(base)
    other = stream_at(planned(base, (0.0, {"stages.s1.workers": 2})), 0.0)
    live.change(other)
    live.advance_to(5.0)
    assert live.as_plan() == other
    assert bytes_of(live.log()) == bytes_of(simulate(other))


def test_a_change_after_the_end_changes_nothing() -> None:
    base = line([2.0], arrivals=backlog(1))
    live = LiveRun(base)
    live.advance_to(9.0)
    live.change(stream_at(planned(base, (0.0, {"stages.s1.workers": 2})), 0.0))
    assert live.ended
    assert live.as_plan() == base
    assert live.log().end == 2.0


def test_what_is_planned_for_later_still_comes_after_a_change_by_hand() -> None:
    base = planned(
        line([1.0, 1.0], arrivals=poisson(1.0)),
        (2.0, {"stages.s1.workers": 2}),
        (6.0, {"stages.s1.workers": 3}),
    )
    live = LiveRun(base, RunRequest(until=9.0))
    live.advance_to(4.5)
    live.change(stream_at(base, 0.0).model_copy(update={"plan": base.plan, "stages": _with_workers(base, 4)}))
    assert [stage.workers for stage in live.in_force.stages] == [2, 4]
    live.advance_to(9.0)
    assert [stage.workers for stage in live.in_force.stages] == [3, 4]
    kept = live.as_plan().plan
    assert [(change.at, change.set) for change in kept] == [
        (2.0, {"stages.s1.workers": 2}),
        (4.5, {"stages.s2.workers": 4}),
        (6.0, {"stages.s1.workers": 3}),
    ]


def _with_workers(base: Stream, count: int) -> tuple[Any, ...]:
    return (base.stages[0], base.stages[1].model_copy(update={"workers": count}))


def test_a_run_that_is_watched_goes_through_its_plan() -> None:
    base = planned(
        line([1.0], arrivals=backlog(6)), (2.0, {"stages.s1.workers": 2}), (3.0, {"stages.s1.workers": 1})
    )
    live = LiveRun(base)
    moments = []
    while live.step():
        moments.append(live.now)
    assert moments == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    assert bytes_of(live.log()) == bytes_of(simulate(base))


def test_a_course_that_was_moved_begins_again_on_its_first_board() -> None:
    base = line([exponential(1.0)], arrivals=poisson(0.5))
    given_stream = planned(base, (3.0, {"stages.s1.rework": [{"to": "s1", "probability": 0.2}]}))
    course = course_of(given_stream)
    maker = LogMaker(given_stream, RunRequest(until=9.0))
    logs = []
    for _ in range(2):
        course.begin(RunRequest(until=9.0))
        with plain_arithmetic():
            course.run(ticks(9.0))
        logs.append(bytes_of(maker.log(course, ticks(9.0), 0)))
    assert logs[0] == logs[1]


def test_changes_of_one_moment_are_one_change() -> None:
    base = line([1.0], 4, arrivals=backlog(9))
    twice = planned(base, (0.5, {"stages.s1.workers": 1}), (0.5, {"stages.s1.workers": 3}))
    once = planned(base, (0.5, {"stages.s1.workers": 3}))
    assert np.array_equal(simulate(twice).who, simulate(once).who)
    with pytest.raises(IndexError):
        _ = course_of(twice).to_come[1]
