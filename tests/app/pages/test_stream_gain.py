"""What one more worker at the bottleneck would gain, and when it is asked."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from app.jobs import Cancelled, Jobs, Track
from app.pages.stream.bottleneck import Bottleneck
from app.pages.stream.gain import Gain, GainRequest, find_gain, one_more, request_at
from app.pages.stream.gain_finder import PAUSED_MS, STABLE_MS, GainFinder
from app.pages.stream.gain_words import gain_sentence, one_more_words
from sim.experiment import Estimate, MetricChange
from sim.stream import Stream, example, set_value
from tests.builders import line, wait, work
from tests.builders import stream as stream_of

NOWHERE = Track(lambda *_: None)
PATIENCE = 60_000
DOUBLED = "one more person in S2 would raise velocity by about 3.5 a week (3.5 to 3.5)"


def slow_second() -> Stream:
    """S1 takes 1 day, S2 takes 2; there is always work: with one worker 0.5 a day, with two 1 a day."""
    return line([1.0, 2.0], wip_limits=3)


def planless(name: str) -> Stream:
    return example(name).model_copy(update={"plan": ()})


def estimate(mean: float, half: float) -> Estimate:
    return Estimate(mean, mean - half, mean + half, half, 12)


def change(metric: str, base: float, difference: Estimate) -> MetricChange:
    mean = base + difference.mean
    return MetricChange(metric, estimate(base, 0.1), estimate(mean, 0.1), difference)


def gain_of(velocity: Estimate, flow_time: Estimate, base: float = 1.2, *, settles: bool = True) -> Gain:
    request = GainRequest(example("software-team"), "test")
    times = change("flow_time_p85", 10.0, flow_time)
    return Gain(request, change("flow_velocity", base, velocity), times, settles)


def test_one_more_comes_to_the_stage_or_to_its_team() -> None:
    office, crew = example("software-team"), planless("product-team")
    changed = one_more(office, "test")
    assert changed is not None
    assert changed.changes == (("stages.test.workers", office.stage("test").workers + 1),)  # type: ignore[operator]
    staffed = next(stage for stage in crew.stages if stage.team is not None)
    more = one_more(crew, staffed.id)
    team = next(team for team in crew.teams if team.id == staffed.team)
    assert more is not None
    assert more.changes == ((f"teams.{team.id}.size", team.size + 1),)


def test_nobody_can_be_added_where_nobody_works() -> None:
    stream = stream_of([work("Build", 1.0), wait("Release", 1.0)], example("software-team").arrivals)
    assert one_more(stream, "release") is None
    assert find_gain(GainRequest(stream, "release"), NOWHERE) is None


def test_twice_the_people_at_the_slowest_stage_double_velocity() -> None:
    found = find_gain(GainRequest(slow_second(), "s2"), NOWHERE)
    assert found is not None
    assert found.velocity.base.mean == pytest.approx(0.5, abs=0.01)
    assert found.velocity.difference.mean == pytest.approx(0.5, abs=0.02)
    assert gain_sentence(found) == DOUBLED


def test_where_too_little_arrives_one_more_changes_little() -> None:
    """Three stages that nobody waits for: the same items on the same luck, so the difference is none."""
    stream = line([1.0, 1.0], arrivals=example("software-team").arrivals)
    stream = set_value(stream, "arrivals.0.time", {"family": "constant", "value": 5.0})
    found = find_gain(GainRequest(stream, "s1"), NOWHERE)
    assert found is not None
    assert found.velocity.difference.mean == pytest.approx(0.0)
    assert found.flow_time.difference.mean == pytest.approx(0.0)
    assert gain_sentence(found) == "one more person in S1 would hardly change velocity (by less than 1 %)"


def planned_second(*changes: tuple[float, int]) -> Stream:
    """The slow second stage, and how many will work there from when on."""
    plan = [{"at": at, "set": {"stages.s2.workers": workers}} for at, workers in changes]
    return set_value(slow_second(), "plan", plan)


def velocities(stream: Stream, moment: float) -> tuple[float, float]:
    """Give velocity without and with one more in the second stage, asked at a moment."""
    found = find_gain(request_at(stream, moment, "s2", 1), NOWHERE)
    assert found is not None
    return found.velocity.base.mean, found.velocity.scenario.mean


def test_what_the_plan_has_set_by_now_is_in_force_in_the_experiment() -> None:
    """With two the first stage is the slower one: a third in the second brings nothing."""
    assert velocities(planned_second((3.0, 2)), 5.0) == pytest.approx((1.0, 1.0), abs=0.01)


def test_what_the_plan_still_brings_comes_in_the_experiment_too_and_one_more_stays_one_more() -> None:
    """One now and none but one again later: the change is carried out, and takes nobody away again."""
    said_again = planned_second((4.0, 1))
    assert velocities(said_again, 0.0) == pytest.approx((0.5, 1.0), abs=0.01)
    soon = planned_second((4.0, 2))
    assert velocities(soon, 0.0) == pytest.approx((1.0, 1.0), abs=0.02)
    fewer = set_value(planned_second((4.0, 1)), "stages.s2.workers", 2)
    assert velocities(fewer, 0.0) == pytest.approx((0.5, 1.0), abs=0.02)


def test_a_plan_is_carried_out_as_long_from_now_as_it_is() -> None:
    asked = request_at(planned_second((3.0, 2), (10.0, 4)), 4.0, "s2", 1)
    assert asked.stream.stage("s2").workers == 2
    assert [(each.at, dict(each.set)) for each in asked.from_now.plan] == [(6.0, {"stages.s2.workers": 4})]
    more = one_more(asked.from_now, "s2")
    assert more is not None
    assert more.changes == (
        ("stages.s2.workers", 3),
        ("plan", [{"at": 6.0, "set": {"stages.s2.workers": 5}}]),
    )


def test_what_else_the_plan_brings_is_brought() -> None:
    stream = set_value(slow_second(), "plan", [{"at": 2.0, "set": {"stages.s1.wip_limit": 5}}])
    more = one_more(stream, "s2")
    assert more is not None
    both = {"stages.s1.wip_limit": 5, "stages.s2.workers": 2}
    assert more.changes[1] == ("plan", [{"at": 2.0, "set": both}])


def test_it_is_the_same_question_until_the_rules_change() -> None:
    stream = planned_second((3.0, 2))
    assert request_at(stream, 1.0, "s2", 1) == request_at(stream, 2.5, "s2", 1)
    assert request_at(stream, 2.5, "s2", 1) != request_at(stream, 3.0, "s2", 1)


def test_an_experiment_that_nobody_wants_ends() -> None:
    track = Track(lambda *_: None)
    track.cancel()
    with pytest.raises(Cancelled):
        find_gain(GainRequest(slow_second(), "s2"), track)


UNKNOWN = Estimate(math.nan, math.nan, math.nan, math.nan, 0)
NOT_TOLD = ": no difference in velocity told"
HARDLY = " would hardly change velocity (by less than 1 %)"
SHORTER = ", but the 85 % flow time would be about 3.1 days shorter (2.1 to 4.1)"


@pytest.mark.parametrize(
    ("velocity", "flow_time", "said"),
    [
        (estimate(0.18, 0.04), estimate(-2, 1), " would raise velocity by about 0.9 a week (0.7 to 1.1)"),
        (estimate(0.18, 0.178), estimate(-2, 1), " would raise velocity by about 0.90 a week (0.01 to 1.79)"),
        (estimate(-0.18, 0.04), estimate(2, 1), " would lower velocity by about 0.9 a week (0.7 to 1.1)"),
        (estimate(0.01, 0.05), estimate(-3.14, 1), f"{NOT_TOLD} (−0.2 to 0.3 a week){SHORTER}"),
        (
            estimate(0.0, 0.01),
            estimate(3.14, 1),
            f"{HARDLY}{SHORTER.replace('shorter', 'longer')}",
        ),
        (estimate(0.01, 0.05), estimate(-0.5, 1), f"{NOT_TOLD} (−0.2 to 0.3 a week)"),
        (estimate(0.0, 0.0), estimate(0.0, 0.0), HARDLY),
        (UNKNOWN, UNKNOWN, NOT_TOLD),
    ],
)
def test_a_gain_is_told_with_its_interval_and_only_where_that_leaves_0_out(
    velocity: Estimate, flow_time: Estimate, said: str
) -> None:
    assert gain_sentence(gain_of(velocity, flow_time)) == f"one more person in Test{said}"


def test_no_flow_time_is_told_where_it_depends_on_how_long_a_run_is() -> None:
    gain = gain_of(estimate(0.0, 0.01), estimate(-3.14, 1), settles=False)
    assert gain_sentence(gain) == f"one more person in Test{HARDLY}"


def test_that_a_plan_goes_on_is_said() -> None:
    gain = gain_of(estimate(0.18, 0.05), estimate(-2, 1))
    request = GainRequest(planned_second((4.0, 2)), "s2")
    said = gain_sentence(replace(gain, request=request))
    assert said.startswith("with what the plan still brings, one more person in S2 would raise velocity by")


def test_a_gain_is_told_in_the_unit_of_velocity_or_in_a_longer_one() -> None:
    fast = gain_of(estimate(1.5, 0.2), estimate(0, 1), base=9.0)
    slow = gain_of(estimate(0.05, 0.01), estimate(0, 1), base=1.0)
    assert gain_sentence(fast).endswith("about 1.5 a day (1.3 to 1.7)")
    assert gain_sentence(slow).endswith("about 0.2 a week (0.2 to 0.3)")


def test_a_factory_adds_a_machine_and_a_team_a_member() -> None:
    factory, crew = example("factory-line"), example("product-team")
    place = next(stage for stage in factory.stages if stage.kind == "work")
    assert one_more_words(factory, place.id) == (f"one more {factory.vocabulary.worker} in {place.name}")
    staffed = next(stage for stage in crew.stages if stage.team is not None)
    team = next(team for team in crew.teams if team.id == staffed.team)
    assert one_more_words(crew, staffed.id).endswith(f"in team {team.name}")


@pytest.fixture
def finder(qtbot: QtBot, jobs: Jobs) -> GainFinder:
    """Someone who asks through jobs."""
    return GainFinder(jobs)


def test_paused_it_is_asked_at_once_and_the_sentence_gets_the_answer(
    qtbot: QtBot, finder: GainFinder
) -> None:
    request = GainRequest(slow_second(), "s2")
    stuck = Bottleneck("s2", "S2", "100 % busy", "")
    with qtbot.waitSignal(finder.found, timeout=PATIENCE):
        finder.consider(request, "paused")
        assert finder.told(stuck) == stuck
    told = finder.told(stuck)
    assert told is not None
    assert told.sentence == (f"S2 is the bottleneck: 100 % busy; {DOUBLED}.")
    assert finder.told(Bottleneck("s1", "S1", "", "")) == Bottleneck("s1", "S1", "", "")
    assert finder.told(None) is None
    finder.forget()


def test_what_is_known_is_not_asked_again(qtbot: QtBot, finder: GainFinder, jobs: Jobs) -> None:
    request = GainRequest(slow_second(), "s2")
    with qtbot.waitSignal(finder.found, timeout=PATIENCE):
        finder.consider(request, "paused")
    finder.consider(None, "paused")
    finder.consider(request, "paused")
    assert not finder._wait.isActive()
    assert not jobs.is_running("stream.gain")
    stuck = finder.told(Bottleneck("s2", "S2", "100 % busy", ""))
    assert stuck is not None
    assert stuck.gain
    finder.forget()


def test_while_it_plays_it_is_asked_once_the_bottleneck_has_stayed(finder: GainFinder) -> None:
    request = GainRequest(slow_second(), "s2")
    finder.consider(request, "playing")
    first = finder._wait.remainingTime()
    assert 3_000 < first <= 1.1 * STABLE_MS
    finder.consider(request, "playing")
    assert finder._wait.remainingTime() <= first + 1  # the same bottleneck does not begin to wait anew
    finder.consider(request, "paused")
    assert finder._wait.remainingTime() < 2 * PAUSED_MS  # coarse timers may be late
    finder.forget()


def test_another_stream_or_bottleneck_stops_what_was_asked(
    qtbot: QtBot, finder: GainFinder, jobs: Jobs
) -> None:
    spy = QSignalSpy(finder.found)
    finder.consider(GainRequest(example("software-team"), "test"), "paused")
    qtbot.waitUntil(lambda: jobs.is_running("stream.gain"), timeout=PATIENCE)
    finder.consider(None, "paused")
    assert not jobs.is_running("stream.gain")
    qtbot.wait(50)
    assert spy.count() == 0


def test_a_stream_that_cannot_be_run_leaves_the_sentence_as_it_was(qtbot: QtBot, finder: GainFinder) -> None:
    broken = set_value(slow_second(), "stages.s1.workers", 0)
    stuck = Bottleneck("s2", "S2", "100 % busy", "")
    with qtbot.waitSignal(finder.found, timeout=PATIENCE):
        finder.consider(GainRequest(broken, "s2"), "paused")
    assert finder.told(stuck) == stuck
    finder.forget()
