"""What `problems` lets pass without a word does not come to a stand, whatever holds, waits or goes back."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sim.engine import RunRequest, simulate
from sim.errors import StreamFault
from sim.log import Kind
from sim.stream import Backlog, Stream
from tests.strategies import streams
from tests.stream.checks.found import errors, warnings

ITEMS = 15
WAYS = ("transfer", "skip", "routes", "type_limits", "order", "time_factor")


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(streams(features=WAYS), st.lists(st.booleans(), min_size=5, max_size=5))
def test_a_line_of_own_workers_that_hold_never_stands(made: Stream, holding: list[bool]) -> None:
    stages = tuple(
        stage.model_copy(update={"on_finish": "hold" if holds and stage.kind == "work" else "free"})
        for stage, holds in zip(made.stages, holding, strict=False)
    )
    line = made.model_copy(update={"arrivals": (Backlog(count=ITEMS),), "stages": stages})
    assume(errors(line) == [])
    assume(not any("stand" in what for _, what in warnings(line)))
    try:
        log = simulate(line, RunRequest())
    except StreamFault as fault:
        assume("goes round without end" not in fault.text)
        raise
    assert (log.kind == Kind.DONE).sum() == ITEMS + len(line.board)
