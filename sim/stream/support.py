"""Fields that are part of the written form, but that no clock runs yet: refused by name."""

from __future__ import annotations

from collections.abc import Iterator

from sim.stream.problem import Problem, error
from sim.stream.stream import Stream

_LATER_ON_STREAM = ("teams",)
_LATER_ON_STAGE = ("team", "blockers", "downtime", "setup", "batch")


def unsupported(stream: Stream) -> Iterator[Problem]:
    """Name every field that is set and not supported yet."""
    for name in _LATER_ON_STREAM:
        if getattr(stream, name):
            yield _later(name, name)


def _later(where: str, name: str) -> Problem:
    return error(where, f"The field {name} is not supported yet.", f"Remove {name} to run the stream.")
