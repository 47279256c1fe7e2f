"""Both clocks, and every rule, on random streams full of ties and zero durations."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sim.engine import RunRequest, simulate
from sim.errors import StreamFault
from sim.log import EventLog, audit
from sim.stream import Stream
from tests.laws_of_flow.ledger import broken_laws
from tests.laws_of_flow.replay import broken_rules
from tests.same_log.columns import as_bytes
from tests.strategies import plain_streams, streams

HORIZON = 15.0
EXAMPLES = max(100, settings().max_examples)


def log_of(stream: Stream, seed: int) -> EventLog:
    """Run a stream on the kernel; one that goes round without end at an instant is passed over."""
    try:
        return simulate(stream, RunRequest(seed=seed, until=HORIZON, clock="kernel"))
    except StreamFault as fault:
        assume("goes round without end" not in fault.text)
        raise


@settings(max_examples=EXAMPLES)
@given(streams(), st.integers(0, 3))
def test_both_clocks_give_the_same_log_row_for_row(stream: Stream, seed: int) -> None:
    kernel = log_of(stream, seed)
    simpy = simulate(stream, RunRequest(seed=seed, until=HORIZON, clock="simpy"))
    assert as_bytes(kernel) == as_bytes(simpy)


@settings(max_examples=EXAMPLES)
@given(streams(), st.integers(0, 3))
def test_no_row_breaks_a_law_and_nothing_that_could_move_stands_still(stream: Stream, seed: int) -> None:
    log = log_of(stream, seed)
    assert audit(log) == ()
    assert broken_laws(stream, log) == []


@settings(max_examples=EXAMPLES)
@given(plain_streams(), st.integers(0, 3))
def test_each_row_of_a_plain_stream_is_the_turn_of_its_item_and_worker(stream: Stream, seed: int) -> None:
    assert broken_rules(stream, log_of(stream, seed)) == []
