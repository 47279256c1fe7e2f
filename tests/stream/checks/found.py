"""What is found in a stream, by severity, and the streams that the tests of checks begin with."""

from __future__ import annotations

from sim.stream import ItemType, Stream, problems
from tests.builders import poisson

TWO_TYPES = (ItemType(id="a", name="A", share=1.0), ItemType(id="b", name="B"))
SLOW = poisson(0.1)

Found = list[tuple[str, str]]


def errors(made: Stream) -> Found:
    """Give where and what of every error."""
    return [(one.where, one.what) for one in problems(made) if one.severity == "error"]


def warnings(made: Stream) -> Found:
    """Give where and what of every warning."""
    return [(one.where, one.what) for one in problems(made) if one.severity == "warning"]
