"""Laws that hold whatever the stream: Little, conservation, the open tandem, the sums of shares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sim.engine import RunRequest, simulate
from sim.errors import StreamFault
from sim.log import EventLog, Kind, lives
from sim.metrics import littles_residual, stage_usage, team_usage, whole
from sim.stream import Backlog, Schedule, Stream
from tests.builders import backlog, exponential, line, lognormal, poisson
from tests.strategies import streams


def log_of(given_stream: Stream, request: RunRequest) -> EventLog:
    """Run a stream; one that goes round without end, or comes to a standstill, is passed over."""
    try:
        return simulate(given_stream, request)
    except StreamFault as fault:
        assume("goes round without end" not in fault.text)
        assume(request.until is not None)
        raise


@settings(max_examples=60)
@given(streams(), st.integers(0, 9))
def test_items_are_conserved(given_stream: Stream, seed: int) -> None:
    log = log_of(given_stream, RunRequest(seed=seed, until=12.0))
    arrived, done = (np.sort(log.item[log.kind == kind]) for kind in (Kind.ARRIVED, Kind.DONE))
    assert arrived.tolist() == list(range(len(log.items)))
    assert len(np.unique(done)) == len(done)
    alive = lives(log)
    open_items = int(np.isnan(alive.done).sum())
    assert len(arrived) == len(done) + open_items


@settings(max_examples=60)
@given(streams(), st.integers(0, 9))
def test_little_s_law_is_exact_when_a_run_starts_and_ends_empty(given_stream: Stream, seed: int) -> None:
    finite = tuple(one for one in given_stream.arrivals if isinstance(one, Backlog | Schedule))
    closed = given_stream.model_copy(update={"arrivals": finite or (backlog(9),), "board": ()})
    log = log_of(closed, RunRequest(seed=seed))
    assert int((log.kind == Kind.DONE).sum()) == len(log.items)
    assert abs(littles_residual(log, whole(log))) < 1e-9


@settings(max_examples=40)
@given(streams(), st.integers(0, 9))
def test_the_shares_of_a_stage_s_and_a_team_s_time_sum_to_1(given_stream: Stream, seed: int) -> None:
    log = log_of(given_stream, RunRequest(seed=seed, until=12.0))
    assume(log.end > 0.0)
    for stage, usage in zip(log.stages, stage_usage(log, whole(log)), strict=True):
        parts = (usage.waiting, usage.working, usage.blocked, usage.finished)
        assert usage.wip == pytest.approx(sum(parts), abs=1e-9)
        if stage.kind == "work" and stage.team is None:
            at_work = (usage.utilisation, usage.setup_share)
            not_at_work = (usage.down_share, usage.blocked_share, usage.starved, usage.idle)
            shares = [0.0 if share is None else share for share in (*at_work, *not_at_work)]
            assert min(shares) >= 0.0
            assert sum(shares) == pytest.approx(1.0, abs=1e-9)
    for team in team_usage(log, whole(log)):
        shares = [team.utilisation, team.setup_share, team.blocked_share, team.starved, team.idle]
        assert min(shares) >= 0.0
        assert sum(shares) == pytest.approx(1.0, abs=1e-9)
        assert sum(team.stages.values()) == pytest.approx(team.utilisation, abs=1e-9)


@pytest.mark.parametrize("on_finish", ["free", "hold"])
def test_without_limits_a_line_is_the_open_tandem(on_finish: str) -> None:
    given_line = line(
        [exponential(0.8), lognormal(0.5, 1.1), exponential(0.7)], arrivals=poisson(1.0), on_finish=on_finish
    )
    log = simulate(given_line, RunRequest(items=2_000))
    moments = {
        (kind, stage): dict(zip(log.item[rows].tolist(), log.time[rows].tolist(), strict=True))
        for kind in (Kind.STARTED, Kind.FINISHED)
        for stage in range(3)
        for rows in [(log.kind == kind) & (log.stage == stage)]
    }
    ready = dict(enumerate(log.items.arrival.tolist()))
    for stage in range(3):
        free_from = 0.0
        for item in range(2_000):
            touch = moments[Kind.FINISHED, stage][item] - moments[Kind.STARTED, stage][item]
            free_from = max(ready[item], free_from) + touch  # Lindley's recursion
            ready[item] = free_from
        assert all(moments[Kind.FINISHED, stage][item] == ready[item] for item in range(2_000))


@pytest.mark.parametrize("limits", [(1, 1, 1), (2, 3, 1), (3, 1, 4)])
def test_a_line_that_holds_its_items_blocks_after_service(limits: tuple[int, ...]) -> None:
    given_line = line(
        [exponential(0.8), lognormal(0.5, 1.1), exponential(0.7)],
        1,
        limits,
        backlog(1_500),
        on_finish="hold",
    )
    log = simulate(given_line)
    moments = {
        (kind, stage): dict(zip(log.item[rows].tolist(), log.time[rows].tolist(), strict=True))
        for kind in (Kind.STARTED, Kind.FINISHED)
        for stage in range(3)
        for rows in [(log.kind == kind) & (log.stage == stage)]
    }
    left: list[dict[int, float]] = [{}, {}, {}]
    for item in range(1_500):
        came = 0.0 if item < limits[0] else left[0][item - limits[0]]
        for stage in range(3):
            start = max(came, left[stage].get(item - 1, 0.0))  # a worker keeps its item until it has left
            assert moments[Kind.STARTED, stage][item] == start
            has_room = left[stage + 1].get(item - limits[stage + 1], 0.0) if stage < 2 else 0.0
            came = left[stage][item] = max(moments[Kind.FINISHED, stage][item], has_room)
    assert int((log.kind == Kind.DONE).sum()) == 1_500
