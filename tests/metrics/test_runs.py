"""What must hold for the metrics of any simulated run."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import assume, given, settings

from sim.engine import RunRequest, simulate
from sim.errors import StreamFault
from sim.log import EventLog, audit, states, visits
from sim.metrics import (
    Window,
    cumulative_flow,
    littles_residual,
    load_at,
    stage_usage,
    summarise,
    team_usage,
    whole,
)
from sim.stream import Stream, example, example_names
from tests.strategies import streams


def run(stream: Stream, seed: int) -> EventLog:
    """Run a stream; one that goes round without end at an instant is passed over."""
    try:
        return simulate(stream, RunRequest(seed=seed, until=20.0, clock="kernel"))
    except StreamFault as fault:
        assume("goes round without end" not in fault.text)
        raise


@given(streams())
@settings(max_examples=30)
def test_every_run_is_sound_and_its_shares_add_up(stream: Stream) -> None:
    log = run(stream, 3)
    assert audit(log) == ()
    window = Window(0.0, 20.0)
    batches = {stage.id for stage in stream.stages if stage.batch is not None}
    for stage in stage_usage(log, window):
        means = stage.waiting + stage.working + stage.blocked + stage.finished
        assert stage.wip == pytest.approx(means)
        if stage.utilisation is None or stage.team is not None:
            continue
        free = (stage.starved, stage.blocked_share, stage.idle)
        assert sum(share or 0.0 for share in (stage.busy, *free)) == pytest.approx(1.0)
        if stage.id not in batches:
            assert stage.idle == pytest.approx(0.0), "a free worker stood beside a startable item"
    for team in team_usage(log, window):
        assert team.busy + team.starved + team.blocked_share + team.idle == pytest.approx(1.0)
        assert sum(team.stages.values()) == pytest.approx(team.utilisation)
    json.dumps(summarise(log).to_json(), allow_nan=False)


@given(streams())
@settings(max_examples=30)
def test_what_came_in_and_did_not_go_out_is_there(stream: Stream) -> None:
    log = run(stream, 5)
    counts = cumulative_flow(log, np.array([log.end])).counts[:, 0]
    inside = states(log)
    here = inside.open & (inside.stage >= 0)
    assert counts[0] - counts[-1] == here.sum() == np.isnan(visits(log).left).sum()
    if log.commitment == 0:
        assert load_at(log, log.end) == here.sum()


@pytest.mark.parametrize("name", example_names())
def test_an_example_obeys_littles_law_in_the_long_run(name: str) -> None:
    log = simulate(example(name), RunRequest(seed=1, items=500, clock="kernel"))
    assert abs(littles_residual(log, whole(log))) < 0.05
    assert audit(log) == ()
