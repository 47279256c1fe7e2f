"""What the board says of work under way against what then happens."""

from __future__ import annotations

import pytest

from sim.engine import LiveRun, RunRequest, under_way
from sim.log import Kind
from sim.stream import Stream, example, example_names
from tests.builders import backlog, line


def run_to(stream: Stream, moment: float) -> LiveRun:
    run = LiveRun(stream, RunRequest(seed=2))
    run.advance_to(moment)
    return run


def test_work_under_way_is_told_with_the_time_it_still_takes() -> None:
    run = run_to(line([4.0, 2.0], arrivals=backlog(2)), 1.0)
    assert run.time_left() == {0: 3.0}
    run.advance_to(4.5)
    assert run.time_left() == {0: 1.5, 1: 3.5}
    run.advance_to(20.0)
    assert run.time_left() == {}


@pytest.mark.parametrize("name", example_names())
def test_every_item_that_is_worked_on_has_a_time_left_and_no_other(name: str) -> None:
    stream = example(name)
    works = [stage.kind == "work" for stage in stream.stages]
    run = run_to(stream, 40.0)
    log = run.log()
    doing: dict[int, bool] = {}
    for item, kind, stage, who in zip(log.item, log.kind, log.stage, log.who, strict=True):
        doing[int(item)] = bool(
            stage >= 0
            and works[stage]
            and (kind in (Kind.STARTED, Kind.SETUP) or (kind in (Kind.RESUMED, Kind.UNBLOCKED) and who >= 0))
        )
    left = run.time_left()
    waiting = {item for item in left if not doing[item]}
    assert {item for item, works_on in doing.items() if works_on} <= set(left)
    assert all(time >= 0 for time in left.values())
    last_stage = {int(item): int(stage) for item, stage in zip(log.item, log.stage, strict=True)}
    assert all(not works[last_stage[item]] for item in waiting)


def test_what_is_told_is_when_it_ends_where_nothing_comes_between() -> None:
    run = run_to(example("software-team"), 30.0)
    told, now = run.time_left(), run.now
    assert told
    run.advance_to(now + max(told.values()) + 1.0)
    log = run.log()
    ends: dict[int, float] = {}
    for time, item, kind in zip(log.time, log.item, log.kind, strict=True):
        if time > now and kind == Kind.FINISHED:
            ends.setdefault(int(item), float(time))
    assert {item: now + left for item, left in told.items()} == pytest.approx(
        {item: ends[item] for item in told}, abs=1e-5
    )


def test_too_many_events_are_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    run = run_to(line([4.0], arrivals=backlog(2)), 1.0)
    monkeypatch.setattr(under_way, "MOST", 0)
    assert run.time_left() == {}
