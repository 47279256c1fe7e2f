"""A stage that becomes one of the other kind: what named it is mended, nothing else is touched."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.pages.stream.kinds import with_kind
from app.theme import Theme
from sim.distributions import Distribution
from sim.stream import (
    BoardItem,
    Cadence,
    Drag,
    PlannedChange,
    Route,
    Schedule,
    ScheduledItem,
    Stream,
    errors_among,
    example,
    example_names,
    problems,
)
from tests.app.pages.inspector_bench import InspectorBench

TEAM = example("software-team")


def test_a_wait_stage_made_of_a_work_stage_loses_people_and_ways_back() -> None:
    stream = with_kind(TEAM, "build", "wait")
    build = stream.stage("build")
    assert (build.kind, build.workers, build.time, build.wip_limit) == ("wait", None, None, 8)
    assert stream.stage("test").rework == ()
    back = with_kind(stream, "build", "work").stage("build")
    assert (back.kind, back.workers) == ("work", 1)


def with_changes(stream: Stream, **changes: object) -> Stream:
    return stream.model_copy(update=changes)


def test_limit_routes_skips_gate_and_lots_stay_with_the_stage() -> None:
    old = TEAM.stage("build").model_copy(
        update={
            "routes": (Route(to="release", share=0.2),),
            "skip": {"debt": 0.5},
            "cadence": Cadence(every=5.0),
            "transfer": 3,
        }
    )
    stream = with_changes(TEAM, stages=tuple(old if one.id == "build" else one for one in TEAM.stages))
    new = with_kind(stream, "build", "wait").stage("build")
    kept = ("wip_limit", "routes", "skip", "cadence", "transfer")
    assert [getattr(new, name) for name in kept] == [getattr(old, name) for name in kept]


def test_drag_loses_the_stage_and_goes_when_nothing_is_left() -> None:
    both = Drag(type="debt", per_item=0.1, stages=("build", "test"))
    alone = Drag(type="debt", per_item=0.1, stages=("build",))
    stream = with_kind(with_changes(TEAM, drag=(both, alone)), "build", "wait")
    assert [one.stages for one in stream.drag] == [("test",)]


def test_items_at_work_there_at_the_start_wait_and_scheduled_times_go() -> None:
    board = (
        BoardItem(type="feature", stage="build", state="active"),
        BoardItem(type="feature", stage="test", state="active"),
    )
    timed = Schedule(items=(ScheduledItem(at=1.0, times={"build": 2.0, "test": 1.0}),))
    stream = with_kind(with_changes(TEAM, board=board, arrivals=(*TEAM.arrivals, timed)), "build", "wait")
    assert [one.state for one in stream.board] == ["waiting", "active"]
    way = stream.arrivals[-1]
    assert isinstance(way, Schedule)
    assert way.items[0].times == {"test": 1.0}


def test_the_plan_keeps_what_it_can_still_set() -> None:
    plan = (
        PlannedChange(at=5.0, set={"stages.build.workers": 3, "stages.build.wip_limit": 4}),
        PlannedChange(at=9.0, set={"stages.build.time_factor": 2.0}),
        PlannedChange(at=12.0, set={"stages.test.rework.build.probability": 0.3}),
    )
    stream = with_kind(with_changes(TEAM, plan=plan), "build", "wait")
    assert [(one.at, one.set) for one in stream.plan] == [(5.0, {"stages.build.wip_limit": 4})]


@pytest.mark.parametrize("name", example_names())
def test_every_work_stage_of_every_example_can_become_a_wait_stage(name: str) -> None:
    stream = example(name)
    for stage in stream.stages:
        if stage.kind == "work" and sum(one.kind == "work" for one in stream.stages) > 1:
            found = errors_among(problems(with_kind(stream, stage.id, "wait")))
            assert [str(one) for one in found] == [], stage.id


def test_the_window_takes_the_stage_out_of_the_order_of_its_team(qtbot: QtBot, theme: Theme) -> None:
    bench = InspectorBench(qtbot, theme, "product-team")
    before = bench.stream
    teams = tuple(
        one.model_copy(update={"order": ("review", "build")}) if one.id == "dev" else one
        for one in before.teams
    )
    bench.document.apply(bench.edit_to(with_changes(before, teams=teams)))
    bench.parts.board.choose("build")
    bench.pick("inspector.kind", "wait")
    assert next(one for one in bench.stream.teams if one.id == "dev").order == ("review",)
    assert bench.document.stack.undoText() == "Change the kind of Build"
    bench.document.undo()
    assert bench.stream.teams == teams


def test_a_delay_is_not_carried_into_work() -> None:
    waiting = with_kind(TEAM, "build", "wait")
    delay = Distribution(family="constant", value=2.0)
    stages = tuple(
        one.model_copy(update={"delay": delay}) if one.id == "build" else one for one in waiting.stages
    )
    assert with_kind(with_changes(waiting, stages=stages), "build", "work").stage("build").delay is None
