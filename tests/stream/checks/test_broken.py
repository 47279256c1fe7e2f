"""However broken a stream is, its problems are listed: nothing raises on the way."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sim.errors import StreamFault
from sim.stream import Stream, dumps_stream, example, example_names, loads_stream, problems

STRANGE: tuple[Any, ...] = (-1, 0, 0.5, 1, 2, 300, 1e-9, 2e9, "nowhere", "build", "turn", None, [], {}, True)

Place = tuple[Any, str | int]


def _places(here: object) -> list[Place]:
    """Give every value inside a document: what holds it, and its name or place there."""
    found: list[Place] = []
    pairs = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
    for name, value in pairs:
        found += [(here, name), *_places(value)]
    return found


@st.composite
def broken(draw: st.DrawFn) -> Stream:
    """An example with one to four values replaced, gone, or there twice; read again."""
    document = json.loads(dumps_stream(example(draw(st.sampled_from(example_names())))))
    for _ in range(draw(st.integers(1, 4))):
        holder, name = draw(st.sampled_from(_places(document)))
        if draw(st.booleans()):
            holder[name] = draw(st.sampled_from(STRANGE))
        elif isinstance(holder, list):
            holder.append(holder[int(name)])
        else:
            del holder[name]
    try:
        return loads_stream(json.dumps(document))
    except StreamFault:
        assume(False)
        raise


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(broken())
def test_whatever_is_wrong_is_said_and_nothing_raises(made: Stream) -> None:
    for one in problems(made):
        assert one.where
        assert one.what.endswith((".", "?"))
        assert one.fix
