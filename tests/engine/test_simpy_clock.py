"""SimPy's clock: each instant at its time, nothing after the horizon, nothing twice, faults as they are."""

from __future__ import annotations

import pytest
import simpy

from sim.engine.course import Course, course_of
from sim.engine.layout import DONE_COUNT, ONE
from sim.engine.request import RunRequest
from sim.engine.simpy_clock import Clock, run_with_simpy
from sim.errors import StreamFault
from sim.stream import ScheduledItem, Stream
from sim.stream.arrivals import Schedule
from tests.builders import exponential, line, poisson

AT_1_AND_4 = line([2.0], arrivals=Schedule(items=(ScheduledItem(at=1.0), ScheduledItem(at=4.0))))


def begun(stream: Stream, request: RunRequest | None = None) -> Course:
    """Make a course of a stream, before its first instant."""
    course = course_of(stream)
    course.begin(request or RunRequest())
    return course


def test_the_environment_shows_the_time_of_each_instant() -> None:
    env, course = simpy.Environment(), begun(AT_1_AND_4)
    clock, seen = Clock(env, course), []
    while clock.is_alive:
        env.step()
        seen.append((env.now, course.now / ONE))
    assert seen == [(at, at) for at in (0.0, 1.0, 3.0, 4.0, 6.0)]
    with pytest.raises(simpy.core.EmptySchedule):
        env.step()


def test_what_is_due_at_the_horizon_happens_and_nothing_after_it() -> None:
    course = begun(AT_1_AND_4)
    run_with_simpy(course, 3 * ONE)
    assert (course.now, course.running.board[DONE_COUNT], course.due) == (3 * ONE, 1, 4 * ONE)


def test_others_at_the_same_time_take_turns_with_it_in_the_order_of_asking() -> None:
    env, course = simpy.Environment(), begun(AT_1_AND_4)
    seen: list[tuple[float, int]] = []

    def look(event: simpy.Event) -> None:
        seen.append((env.now, course.now // ONE))

    before = env.timeout(0)
    before.callbacks.append(look)
    Clock(env, course)
    at_1 = env.timeout(1.0)
    at_1.callbacks.append(look)
    env.run()
    assert seen == [(0.0, 0), (1.0, 0)]
    assert env.now == 6.0


def test_looking_again_waits_for_what_is_due_now_and_for_nothing_else() -> None:
    env, course = simpy.Environment(), begun(AT_1_AND_4)
    clock, moments = Clock(env, course), [0]
    while clock.is_alive:
        clock.look_again()
        clock.look_again()
        env.run(until=course.due / ONE + 0.25)
        moments.append(course.now // ONE)
    env.run()
    assert (moments, course.now) == ([0, 0, 1, 3, 4, 6], 6 * ONE)


def test_a_clock_that_stands_goes_on_when_something_is_due_again() -> None:
    env, course = simpy.Environment(), begun(AT_1_AND_4)
    clock = Clock(env, course, until=ONE)
    env.run()
    assert (env.now, clock.is_alive, course.due) == (1.0, False, 3 * ONE)
    course.begin(RunRequest())
    env = simpy.Environment()
    assert Clock(env, course).is_alive
    env.run()
    assert env.now == 6.0


def test_a_fault_of_the_stream_comes_through_as_it_is_and_the_clock_stands() -> None:
    at_once = line([0.0], arrivals=poisson(1.0))
    rework = {"rework": ({"to": at_once.stages[0].id, "probability": 1.0},)}
    stage = at_once.stages[0].model_validate(at_once.stages[0].model_dump() | rework)
    env, course = simpy.Environment(), begun(at_once.model_copy(update={"stages": (stage,)}))
    clock = Clock(env, course)
    with pytest.raises(StreamFault, match="goes round without end"):
        env.run()
    assert not clock.is_alive


def test_a_step_gives_what_is_due_and_makes_room_where_it_runs_out() -> None:
    course = begun(line([exponential(1.0)], arrivals=poisson(0.5)), RunRequest(items=4_000))
    steps = 0
    while (due := course.step()) >= 0:
        steps += 1
        assert due == course.due
    assert due == course.due
    assert steps > 4_000
    course.running.collect()
    assert course.running.columns.count > 4 * 4_000
