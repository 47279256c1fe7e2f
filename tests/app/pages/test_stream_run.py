"""Runs of the Stream page: made ready beside the window, changed meanwhile and under way, begun again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.jobs import Jobs, Track
from app.pages.stream.edits import add_work_stage, set_seed
from app.pages.stream.run_control import RunControl, RunOrder, order_of, prepare, rules_of
from sim.engine import LiveRun, RunRequest, default_request
from sim.errors import StreamFault
from sim.store import Project, new_project
from sim.stream import PlannedChange, Team, example, set_value

PATIENCE = 60_000
"""Milliseconds; the first run of a fresh checkout compiles the engine."""
PROJECT = new_project(example("software-team"))


def unheard(_share: float, _text: str) -> None:
    """Let progress go by."""


def with_value(project: Project, path: str, value: object) -> Project:
    return replace(project, stream=set_value(project.stream, path, value))


class Bench:
    """A run control, and what it told."""

    def __init__(self, jobs: Jobs, qtbot: QtBot) -> None:
        self.control = RunControl(jobs)
        self.qtbot = qtbot
        self.project = PROJECT
        self.said: list[str] = []
        self.refused: list[str] = []
        self.restarts = 0
        self.control.said.connect(self._hear)
        self.control.refused.connect(lambda fault: self.refused.append(str(fault)))
        self.control.restarted.connect(self._count)

    def _hear(self, text: str) -> None:
        """Note what is said; how long the engine compiles, if it does, is said on a fresh machine only."""
        if not text.startswith("Getting the engine ready"):
            self.said.append(text)

    def _count(self) -> None:
        self.restarts += 1

    @property
    def run(self) -> LiveRun:
        assert self.control.run is not None
        return self.control.run

    def change(self, path: str, value: object) -> None:
        self.show(with_value(self.project, path, value))

    def show(self, project: Project) -> None:
        before, self.project = self.project, project
        self.control.take(before, project)

    def await_run(self) -> None:
        self.qtbot.waitUntil(lambda: self.control.run is not None, timeout=PATIENCE)

    def made_ready(self, until: float = 20.0) -> Bench:
        """Have a run that has come to a moment, and stands."""
        self.control.make_ready(self.project)
        self.await_run()
        self.run.advance_to(until)
        return self


@pytest.fixture
def bench(jobs: Jobs, qtbot: QtBot) -> Bench:
    return Bench(jobs, qtbot)


def test_made_ready_a_run_shows_its_first_instant(bench: Bench) -> None:
    bench.control.make_ready(bench.project)
    bench.await_run()
    assert bench.control.player.state == "ready"
    assert bench.said == ["Getting the run ready…", ""]
    assert bench.restarts == 1
    assert bench.run.request == RunRequest(seed=1, until=bench.control.horizon)
    bench.control.make_ready(bench.project)
    assert bench.restarts == 1


def test_the_first_press_of_step_makes_a_run_ready_and_plays_one_event(bench: Bench) -> None:
    alike = LiveRun(bench.project.stream, default_request(bench.project.stream))
    alike.advance_to(0.0)
    at_first = len(alike.rows()[0])
    while len(alike.rows()[0]) == at_first:
        assert alike.step()
    bench.control.step(bench.project)
    bench.await_run()
    player = bench.control.player
    assert player.state == "paused"
    assert player.events == len(alike.rows()[0]) > at_first
    assert player.now == alike.now > 0
    bench.control.step(bench.project)
    assert player.events > len(alike.rows()[0])
    player.stop()


@pytest.mark.parametrize(
    ("first", "last", "state"), [("play", "step", "paused"), ("step", "play", "playing")]
)
def test_what_was_asked_for_last_is_done_when_the_run_is_ready(
    bench: Bench, first: str, last: str, state: str
) -> None:
    for wish in (first, last):
        getattr(bench.control, wish)(bench.project)
    bench.await_run()
    assert bench.control.player.state == state
    bench.control.player.stop()


def test_run_makes_a_run_ready_and_plays_it(bench: Bench) -> None:
    bench.control.play(bench.project)
    bench.await_run()
    assert bench.control.player.state == "playing"
    bench.control.player.stop()


def test_asked_for_once_more_a_run_on_its_way_does_not_begin_again(bench: Bench) -> None:
    bench.control.play(bench.project)
    bench.control.play(bench.project)
    bench.control.step(bench.project)
    bench.await_run()
    assert bench.said == ["Getting the run ready…", ""]
    assert bench.restarts == 1
    bench.control.player.stop()


def test_a_stream_changed_while_its_run_is_made_ready_is_run_as_changed(bench: Bench) -> None:
    bench.control.make_ready(bench.project)
    bench.change("stages.test.wip_limit", 1)
    bench.await_run()
    assert bench.run.stream == bench.project.stream
    assert bench.run.stream.stage("test").wip_limit == 1


def test_a_stage_added_while_a_run_is_made_ready_is_in_it(bench: Bench) -> None:
    bench.control.make_ready(bench.project)
    edit, new = add_work_stage(bench.project, 0)
    bench.show(edit.after)
    bench.await_run()
    assert bench.run.stream.stages[0].id == new


def test_a_seed_chosen_while_a_run_is_made_ready_is_that_of_the_run(bench: Bench) -> None:
    bench.control.make_ready(bench.project)
    bench.show(set_seed(bench.project, 9).after)
    bench.await_run()
    assert bench.run.request.seed == 9


def test_a_fault_made_while_a_run_is_made_ready_is_told_and_nothing_runs(bench: Bench, jobs: Jobs) -> None:
    bench.control.play(bench.project)
    bench.change("stages.test.workers", 0)
    bench.qtbot.waitUntil(lambda: bool(bench.refused), timeout=PATIENCE)
    assert bench.control.run is None
    assert bench.control.player.state == "empty"
    assert len(bench.refused) == 1
    assert "stages.test.workers" in bench.refused[0]


def test_reset_gives_up_a_run_on_its_way(bench: Bench, jobs: Jobs) -> None:
    bench.control.play(bench.project)
    bench.control.reset()
    bench.qtbot.wait(50)
    assert not jobs.is_busy
    assert bench.control.run is None
    assert bench.said == ["Getting the run ready…", ""]


def test_after_a_reset_a_run_can_be_made_again(bench: Bench) -> None:
    bench.made_ready()
    bench.control.reset()
    assert (bench.control.run, bench.control.horizon, bench.control.log()) == (None, None, None)
    bench.made_ready(5.0)
    assert bench.run.now == 5.0


def test_a_stream_with_faults_is_refused_before_anything_is_made(bench: Bench, jobs: Jobs) -> None:
    bench.control.play(with_value(PROJECT, "stages.build.workers", 0))
    assert not jobs.is_busy
    assert len(bench.refused) == 1
    assert bench.said == []


CHANGES: tuple[tuple[str, object, float], ...] = (
    ("stages.test.workers", 3, 20.0),
    ("stages.test.wip_limit", 2, 20.0),
    ("stages.test.wip_limit", None, 20.0),
    ("stages.build.on_finish", "hold", 20.0),
    ("stages.build.pull", "ready", 0.0),
    ("stages.release.cadence.every", 5.0, 0.0),
    ("arrivals.0.time.mean", 2.0, 0.0),
    ("item_types.feature.share", 0.4, 0.0),
    ("name", "Payments", 0.0),
)


@pytest.mark.parametrize(("path", "value", "since"), CHANGES)
def test_a_change_holds_from_its_moment_on(bench: Bench, path: str, value: object, since: float) -> None:
    bench.made_ready(20.0)
    bench.change(path, value)
    assert bench.run.stream == bench.project.stream
    assert bench.said[-1] == "The change holds from day 20.0 on."
    assert bench.control.ruled_since == pytest.approx(since, abs=2e-6)
    assert bench.run.advance_to(30.0)


def test_what_is_changed_and_taken_back_while_the_run_stands_is_no_change(bench: Bench) -> None:
    bench.made_ready(20.0)
    for workers in (3, 4, 2):
        bench.change("stages.test.workers", workers)
        assert bench.control.changes == len(bench.control.marks()) == int(workers != 2)
    assert bench.run.in_force == PROJECT.stream


def test_changes_made_while_the_run_stands_are_one_flag_at_their_first_moment(bench: Bench) -> None:
    bench.made_ready(20.0)
    bench.change("stages.test.workers", 3)
    (first,) = bench.control.marks()
    bench.change("stages.test.workers", 4)
    bench.change("stages.build.wip_limit", 5)
    (mark,) = bench.control.marks()
    assert (mark.time, mark.text) == (first.time, "Build limit 8 → 5; Test people 2 → 4")
    bench.run.advance_to(21.0)
    bench.change("stages.test.workers", 2)
    assert [mark.text for mark in bench.control.marks()][1:] == ["Test people 4 → 2"]


def test_a_staffing_taken_back_counts_anew_again(bench: Bench) -> None:
    bench.made_ready(20.0)
    bench.change("stages.test.workers", 4)
    bench.run.advance_to(35.0)
    bench.change("stages.test.workers", 2)
    assert bench.control.ruled_since == 35.0


def test_a_new_run_is_counted_from_its_beginning(bench: Bench) -> None:
    bench.made_ready(20.0)
    bench.change("stages.test.workers", 4)
    bench.control.reset()
    bench.made_ready(3.0)
    assert bench.control.ruled_since == 0.0


def test_a_change_that_brings_faults_leaves_the_run_under_the_rules_before(bench: Bench) -> None:
    bench.made_ready()
    bench.change("stages.test.workers", 0)
    assert bench.said[-1] == "The run goes on under the rules before this change: it has faults."
    assert bench.run.stream == PROJECT.stream
    bench.change("stages.test.workers", 1)
    assert bench.run.stream.stage("test").workers == 1


def test_another_stage_resets_the_run_and_says_so(bench: Bench) -> None:
    bench.made_ready()
    edit, _ = add_work_stage(bench.project, 1)
    bench.show(edit.after)
    assert bench.control.run is None
    assert bench.said[-1] == "The run was reset: the stages changed while the stream runs."


def test_another_seed_resets_the_run_and_says_so(bench: Bench) -> None:
    bench.made_ready()
    bench.show(set_seed(bench.project, 2).after)
    assert bench.control.run is None
    assert bench.said[-1] == "The run was reset: it has another seed now."


def test_another_project_without_a_run_changes_nothing(bench: Bench) -> None:
    bench.change("stages.test.workers", 5)
    assert (bench.said, bench.restarts, bench.control.run) == ([], 0, None)


def test_an_ended_run_begins_again_when_it_is_played(bench: Bench) -> None:
    bench.made_ready()
    ended = bench.run
    bench.control.player.speed = 1e9
    bench.control.play(bench.project)
    bench.qtbot.waitUntil(lambda: bench.control.player.state == "ended", timeout=PATIENCE)
    bench.control.step(bench.project)  # nothing is left to happen
    assert bench.control.run is ended
    assert bench.said[-1].startswith("The run is at its end.")
    bench.control.player.speed = 1.0
    bench.control.play(bench.project)
    bench.qtbot.waitUntil(lambda: bench.control.run not in (None, ended), timeout=PATIENCE)
    assert bench.run.now < 1.0
    bench.control.player.stop()


def test_a_run_is_as_long_as_the_project_says(bench: Bench) -> None:
    bench.project = replace(PROJECT, run=replace(PROJECT.run, until=12.0))
    bench.control.make_ready(bench.project)
    bench.await_run()
    assert bench.control.horizon == 12.0
    bench.run.advance_to(100.0)
    assert bench.run.ended


def test_the_order_of_a_project_names_stream_seed_and_end() -> None:
    run = replace(PROJECT.run, seed=4, until=7.0)
    assert order_of(replace(PROJECT, run=run)) == RunOrder(PROJECT.stream, 4, 7.0)


def test_the_rules_of_a_stream_are_people_limits_and_who_is_held() -> None:
    assert rules_of(PROJECT.stream) == (
        (2, 4, "free"),
        (5, 8, "free"),
        (2, 5, "free"),
        (None, None, "free"),
    )


def test_a_run_made_ready_stands_at_its_first_instant() -> None:
    run = prepare(order_of(PROJECT), Track(unheard))
    assert run.now == 0.0
    assert run.log().end == 0.0


def test_a_run_of_a_stream_with_faults_is_refused() -> None:
    broken = with_value(PROJECT, "stages.test.workers", 0)
    with pytest.raises(StreamFault):
        prepare(order_of(broken), Track(unheard))


def test_the_wait_for_the_engine_is_told_in_seconds(bench: Bench) -> None:
    tell: Callable[[float, str], None] = bench.control._tell_progress
    said: list[str] = []
    bench.control.said.connect(said.append)
    tell(0.35, "7")
    assert said == ["Getting the engine ready, once on this machine: 7 s of about 20…"]


def test_a_control_belongs_to_its_page(jobs: Jobs) -> None:
    page = QObject()
    assert RunControl(jobs, page).parent() is page


# what was changed while it ran, kept as a plan


def test_what_was_changed_while_it_ran_becomes_a_plan_of_the_stream_it_began_with(bench: Bench) -> None:
    bench.made_ready(20.0).change("stages.test.workers", 3)
    bench.run.advance_to(30.0)
    bench.change("stages.build.wip_limit", 5)
    assert bench.control.changes == 2
    kept = bench.control.as_plan()
    assert kept is not None
    assert [dict(change.set) for change in kept.plan] == [
        {"stages.test.workers": 3},
        {"stages.build.wip_limit": 5},
    ]
    assert [change.at for change in kept.plan] == pytest.approx([20.0, 30.0], abs=1e-5)
    assert kept.model_copy(update={"plan": ()}) == PROJECT.stream


def test_keeping_a_plan_leaves_the_run_as_it_is(bench: Bench) -> None:
    bench.made_ready(20.0).change("stages.test.workers", 3)
    since, rows = bench.control.ruled_since, len(bench.run.rows()[0])
    kept = bench.control.as_plan()
    assert kept is not None
    bench.show(replace(bench.project, stream=kept))
    assert (bench.control.changes, bench.control.ruled_since) == (0, since)
    assert len(bench.run.rows()[0]) == rows
    assert bench.control.in_force == bench.run.as_plan().model_copy(update={"plan": ()}).model_copy(
        update={"stages": set_value(PROJECT.stream, "stages.test.workers", 3).stages}
    )
    assert bench.said[-1].startswith("Kept as a plan")


def test_a_plan_that_is_kept_runs_to_the_same_log_from_the_beginning(bench: Bench) -> None:
    bench.made_ready(20.0).change("stages.test.workers", 3)
    bench.run.advance_to(40.0)
    kept = bench.control.as_plan()
    assert kept is not None
    again = LiveRun(kept, bench.run.request)
    again.advance_to(40.0)
    for before, after in zip(bench.run.rows(), again.rows(), strict=True):
        assert np.array_equal(np.asarray(before), np.asarray(after))


def test_another_name_is_no_change_to_keep(bench: Bench) -> None:
    bench.made_ready(5.0).change("stages.test.name", "Verify")
    assert bench.control.changes == 0
    bench.change("item_types.feature.share", 0.9)
    assert bench.control.changes == 1


def test_a_new_run_has_no_changes_and_without_a_run_there_is_no_plan(bench: Bench) -> None:
    assert (bench.control.as_plan(), bench.control.in_force) == (None, None)
    bench.made_ready(5.0).change("stages.test.workers", 3)
    bench.control.reset()
    assert bench.control.changes == 0


def test_a_change_of_a_teams_size_counts_anew() -> None:
    team = Team(id="dev", name="Developers", size=4)
    stages = tuple(
        stage.model_copy(update={"workers": None, "team": "dev"}) if stage.id == "test" else stage
        for stage in PROJECT.stream.stages
    )
    shared = PROJECT.stream.model_copy(update={"teams": (team,), "stages": stages})
    assert rules_of(set_value(shared, "teams.dev.size", 5)) != rules_of(shared)
    assert rules_of(set_value(shared, "teams.dev.name", "Core")) == rules_of(shared)


def test_a_value_that_the_plan_has_set_already_holds_when_the_run_begins_again(bench: Bench) -> None:
    planned = (PlannedChange(at=10.0, set={"stages.test.workers": 4}),)
    bench.project = replace(PROJECT, stream=PROJECT.stream.model_copy(update={"plan": planned}))
    bench.made_ready(20.0).change("stages.test.workers", 3)
    assert bench.said[-1] == "The plan has set this already: it holds when the run begins again."
    assert (bench.control.changes, bench.control.ruled_since) == (0, 0.0)
    in_force = bench.control.in_force
    assert in_force is not None
    assert in_force.stage("test").workers == 4
