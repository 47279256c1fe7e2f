"""Streams as text."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from sim.stream import Stream, dumps_stream, loads_stream
from tests.strategies import streams


@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(streams())
def test_a_written_stream_reads_back_the_same(stream: Stream) -> None:
    text = dumps_stream(stream)
    assert loads_stream(text) == stream
    assert dumps_stream(loads_stream(text)) == text
