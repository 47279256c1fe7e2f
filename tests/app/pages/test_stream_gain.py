"""What one more worker at the bottleneck would gain, and when it is asked."""

from __future__ import annotations

import math

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from app.jobs import Cancelled, Jobs, Track
from app.pages.stream import gain as gains
from app.pages.stream.bottleneck import Bottleneck
from app.pages.stream.gain import Gain, GainFinder, GainRequest, find_gain, gain_sentence, one_more
from sim.experiment import Estimate
from sim.stream import Stream, example, set_value
from tests.builders import line, wait, work
from tests.builders import stream as stream_of

NOWHERE = Track(lambda *_: None)
PATIENCE = 60_000


def slow_second() -> Stream:
    """S1 takes 1 day, S2 takes 2; there is always work: with one worker 0.5 a day, with two 1 a day."""
    return line([1.0, 2.0], wip_limits=3)


def estimate(mean: float, half: float) -> Estimate:
    return Estimate(mean, mean - half, mean + half, half, 12)


def gain_of(velocity: Estimate, flow_time: Estimate, base: float = 1.2) -> Gain:
    return Gain(GainRequest(example("software-team"), "test"), base, velocity, flow_time)


def test_one_more_comes_to_the_stage_or_to_its_team() -> None:
    office, crew = example("software-team"), example("product-team")
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
    assert found.base == pytest.approx(0.5, abs=0.01)
    assert found.velocity.mean == pytest.approx(0.5, abs=0.02)
    assert gain_sentence(found).startswith("one more person in S2 would raise velocity by about 3.5 a week")


def test_where_too_little_arrives_one_more_changes_little() -> None:
    """Three stages that nobody waits for: the same items on the same luck, so the difference is none."""
    stream = line([1.0, 1.0], arrivals=example("software-team").arrivals)
    stream = set_value(stream, "arrivals.0.time", {"family": "constant", "value": 5.0})
    found = find_gain(GainRequest(stream, "s1"), NOWHERE)
    assert found is not None
    assert found.velocity.mean == pytest.approx(0.0)
    assert found.flow_time.mean == pytest.approx(0.0)
    assert gain_sentence(found) == "one more person in S1 would change velocity little"


def test_the_plan_of_the_stream_is_left_out_of_the_experiment() -> None:
    stream = set_value(slow_second(), "plan", [{"at": 1.0, "set": {"stages.s2.workers": 9}}])
    found = find_gain(GainRequest(stream, "s2"), NOWHERE)
    assert found is not None
    assert found.base == pytest.approx(0.5, abs=0.01)


def test_an_experiment_that_nobody_wants_ends() -> None:
    track = Track(lambda *_: None)
    track.cancel()
    with pytest.raises(Cancelled):
        find_gain(GainRequest(slow_second(), "s2"), track)


CLEAR = "would change velocity little, but"
UNKNOWN = Estimate(math.nan, math.nan, math.nan, math.nan, 0)


@pytest.mark.parametrize(
    ("velocity", "flow_time", "said"),
    [
        (estimate(0.18, 0.05), estimate(-2, 1), "would raise velocity by about 0.9 a week"),
        (estimate(-0.18, 0.05), estimate(2, 1), "would lower velocity by about 0.9 a week"),
        (estimate(0.01, 0.05), estimate(-3.14, 1), f"{CLEAR} shorten the 85 % flow time by about 3.1 days"),
        (estimate(0.01, 0.05), estimate(3.14, 1), f"{CLEAR} lengthen the 85 % flow time by about 3.1 days"),
        (estimate(0.01, 0.05), estimate(-0.5, 1), "would change velocity little"),
        (UNKNOWN, UNKNOWN, "would change velocity little"),
    ],
)
def test_a_gain_is_told_only_where_its_interval_leaves_nothing_out(
    velocity: Estimate, flow_time: Estimate, said: str
) -> None:
    assert gain_sentence(gain_of(velocity, flow_time)) == f"one more person in Test {said}"


def test_a_gain_is_told_in_the_unit_of_velocity_or_in_a_longer_one() -> None:
    fast = gain_of(estimate(1.5, 0.2), estimate(0, 1), base=9.0)
    slow = gain_of(estimate(0.05, 0.01), estimate(0, 1), base=9.0)
    assert gain_sentence(fast).endswith("about 1.5 a day")
    assert gain_sentence(slow).endswith("about 0.2 a week") or gain_sentence(slow).endswith("0.3 a week")


def test_a_factory_adds_a_machine_and_a_team_a_member() -> None:
    factory, crew = example("factory-line"), example("product-team")
    place = next(stage for stage in factory.stages if stage.kind == "work")
    assert gains.one_more_words(factory, place.id) == (
        f"one more {factory.vocabulary.worker} in {place.name}"
    )
    staffed = next(stage for stage in crew.stages if stage.team is not None)
    team = next(team for team in crew.teams if team.id == staffed.team)
    assert gains.one_more_words(crew, staffed.id).endswith(f"in team {team.name}")


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
    assert told.sentence == (
        "S2 is the bottleneck: 100 % busy; one more person in S2 would raise velocity by about 3.5 a week."
    )
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
    assert 3_000 < first <= 1.1 * gains.STABLE_MS
    finder.consider(request, "playing")
    assert finder._wait.remainingTime() <= first + 1  # the same bottleneck does not begin to wait anew
    finder.consider(request, "paused")
    assert finder._wait.remainingTime() < 2 * gains.PAUSED_MS  # coarse timers may be late
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
