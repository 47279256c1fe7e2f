"""Small histories whose stream can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.calibration import Settings, calibrate
from sim.log import Kind, LogStage
from tests.calibration.pasts import TODAY, past, sound

FOUR = """
    0.5 0 entered todo
    1.5 0 entered build
    3.5 0 entered queue
    4.5 0 entered test
    6.5 0 done
    2.25 1 entered build
    5.25 1 entered test
    6.25 1 entered build
    8.25 1 entered test
    9.25 1 done
    3.25 2 entered build
    4.25 2 entered queue
    10.25 2 entered test
    8.75 3 entered build
    9.75 4 entered todo
"""
"""One straight through, one back from Test to Build, one each in Test, in Build and in the backlog."""


def test_stages_are_those_from_commitment_on_in_flow_order() -> None:
    made = sound(past(FOUR))
    assert [(one.id, one.name, one.kind) for one in made.stream.stages] == [
        ("build", "Build", "work"),
        ("queue", "Queue", "wait"),
        ("test", "Test", "work"),
    ]
    assert "To do comes before commitment" in " ".join(made.assumed)


def test_items_arrive_when_they_are_committed_to() -> None:
    made = sound(past(FOUR))
    assert made.arrivals.items == 4
    assert made.arrivals.fit is not None
    assert made.arrivals.fit.seen.finished.tolist() == pytest.approx([0.75, 1.0, 5.5])
    assert made.arrivals.fit.seen.running.tolist() == pytest.approx([1.5])


def test_unfinished_visits_count_with_their_age() -> None:
    seen = {one.id: one.fit.seen for one in sound(past(FOUR)).stages if one.fit}
    assert seen["build"].finished.tolist() == pytest.approx([1.0, 2.0, 2.0, 3.0])
    assert seen["build"].running.tolist() == pytest.approx([1.5])
    assert seen["queue"].finished.tolist() == pytest.approx([1.0, 6.0])
    assert seen["test"].finished.tolist() == pytest.approx([1.0, 1.0, 2.0])
    assert len(seen["test"].running) == 1


def test_passes_that_left_a_stage_out_are_its_skip_share() -> None:
    # Item 1 passed the queue by twice, items 0 and 2 went through it.
    assert sound(past(FOUR)).stream.stage("queue").skip == {"feature": 0.5}


def test_a_way_back_taken_once_is_no_way_and_is_said() -> None:
    made = sound(past(FOUR))
    assert made.stream.stage("test").rework == ()
    assert "Ways back taken once, or among stages of waiting only, left out: 1." in made.unknown


def test_two_ways_back_are_one() -> None:
    again = FOUR + "10 5 entered build\n10.25 5 entered test\n10.5 5 entered build\n"
    (back,) = sound(past(again)).stream.stage("test").rework
    # Test was left by items 0, 1 (twice) and 5.
    assert (back.to, back.probability, back.effort) == ("build", 0.5, 1.0)
    assert any("repeated visit" in one for one in sound(past(again)).unknown)


def test_a_way_back_to_waiting_goes_to_the_work_behind_it() -> None:
    story = "".join(
        f"{n} {n} entered build\n{n}.2 {n} entered queue\n{n}.4 {n} entered test\n{n}.6 {n} entered queue\n"
        f"{n}.7 {n} entered test\n{n}.9 {n} done\n"
        for n in range(4)
    )
    (back,) = sound(past(story)).stream.stage("test").rework
    assert (back.to, back.probability) == ("test", 0.5)


def test_a_way_back_among_stages_of_waiting_is_left_out() -> None:
    stages = (LogStage("one", "One", "wait"), LogStage("two", "Two", "wait"), LogStage("end", "End"))
    story = "".join(
        f"{n} {n} entered one\n{n}.2 {n} entered two\n{n}.4 {n} entered one\n"
        f"{n}.6 {n} entered end\n{n}.8 {n} done\n"
        for n in range(4)
    )
    made = sound(past(story, stages=stages, commitment=0))
    assert all(one.rework == () for one in made.stream.stages)
    assert "Ways back taken once, or among stages of waiting only, left out: 4." in made.unknown


def test_what_a_stage_held_is_its_first_limit_and_who_worked_at_once_its_people() -> None:
    build = next(one for one in sound(past(FOUR)).stages if one.id == "build")
    assert (build.wip_max, build.at_once, build.people) == (3, 3, 3)
    limits = {
        one: sound(past(FOUR), limits=one).stream.stage("build").wip_limit for one in ("max", "p85", "none")
    }
    assert limits == {"max": 3, "p85": 2, "none": None}


def test_a_share_of_touch_time_shortens_times_and_needs_fewer_people() -> None:
    whole, half = sound(past(FOUR)), sound(past(FOUR), touch_share=0.5)
    times = [one.stream.stage("build").time for one in (whole, half)]
    assert times[0] is not None
    assert times[1] is not None
    assert times[1].given["mean"] == pytest.approx(times[0].given["mean"] / 2)
    assert half.stream.stage("build").workers == 2
    assert any(one.startswith("50 % of the time in Build and Test counts as work") for one in half.assumed)
    # Waiting is not touched by it.
    assert half.stream.stage("queue") == whole.stream.stage("queue")


def test_waiting_can_be_a_queue_before_those_who_pull() -> None:
    made = sound(past(FOUR), waits="queue").stream
    assert made.stage("queue").delay is None
    assert (made.stage("test").pull, made.stage("build").pull) == ("ready", "room")
    assert not any("time of its own" in one for one in sound(past(FOUR), waits="queue").assumed)


def test_the_board_has_each_open_item_where_it_is_with_its_age() -> None:
    board = [(one.stage, one.age, one.state) for one in sound(past(FOUR)).stream.board]
    assert board == [("test", 7.0, "active"), ("build", 1.5, "active")]


def test_an_open_item_without_a_hand_waits() -> None:
    story = (
        "0 0 entered build\n1 0 done\n" + "".join(f"2 {n} entered build\n" for n in range(1, 4)) + "6 9 done"
    )
    states = [one.state for one in sound(past(story), touch_share=0.4).stream.board]
    assert states == ["active", "active", "waiting"]


def test_only_the_last_days_are_looked_at() -> None:
    made = sound(past(FOUR), last_days=9)
    assert (made.arrivals.items, made.since) == (3, 2.0)
    assert sorted(set(made.history.item.tolist())) == [1, 2, 3]
    assert [one.visits for one in made.stages] == [4, 1, 3]


def test_a_fit_knows_where_it_comes_from() -> None:
    time = sound(past(FOUR)).stream.stage("build").time
    assert time is not None
    assert time.provenance is not None
    assert (time.provenance.source, time.provenance.date, time.provenance.n) == ("team.csv: Build", TODAY, 5)


def test_the_stream_is_named_after_the_file_and_says_when_it_was_made() -> None:
    made = sound(past(FOUR)).stream
    assert (made.name, made.description) == ("team", f"Made on {TODAY} from team.csv, 4 items.")


def test_blocked_time_is_no_touch_time() -> None:
    story = "".join(
        f"{n} {n} entered build\n{n}.25 {n} blocked build\n{n}.75 {n} unblocked build\n{n + 1} {n} done\n"
        for n in range(6)
    )
    made = sound(past(story))
    (build,) = made.stages
    assert build.blocked == 1.0
    assert build.blocker is not None
    assert build.blocker.distribution.given == {"value": 0.5}
    assert build.fit is not None
    assert made.stream.stage("build").time == build.fit.distribution
    assert build.fit.distribution.given == {"value": pytest.approx(0.5)}
    assert not any("blocked" in one for one in made.unknown)


def test_two_blockers_are_too_few_to_fit() -> None:
    story = "".join(
        f"{n} {n} entered build\n{n}.25 {n} blocked build\n{n}.75 {n} unblocked build\n{n + 1} {n} done\n"
        for n in range(2)
    )
    assert sound(past(story)).stream.stage("build").blockers is None


def test_the_history_of_a_calibration_is_that_of_its_items() -> None:
    story = FOUR + "10.3 6 done\n"
    made = sound(past(story))
    assert 6 not in made.history.item
    assert int(np.count_nonzero(made.history.kind == Kind.DONE)) == 2
    assert any("left out of the model and of comparisons alike: 1." in one for one in made.assumed)


def test_the_same_history_gives_the_same_stream() -> None:
    one, other = (calibrate(past(FOUR), TODAY, Settings(touch_share=0.7)).stream for _ in range(2))
    assert one == other
