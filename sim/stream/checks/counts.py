"""Sense of whole numbers: none larger than what the engine counts with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from sim.stream.problem import Problem, error
from sim.stream.stream import Stream

LARGEST_COUNT = 1_000_000_000
"""The engine counts in 32 bits with room to spare; a limit beyond this limits nothing."""

MOST_WORKERS = 100_000
"""Each worker of each stage has a place in the engine's memory."""

MOST_WORKERS_IN_ALL = 1_000_000


def check_counts(stream: Stream) -> Iterator[Problem]:
    """Check that no whole number is beyond what can be counted."""
    for where, count in _counts(stream, ()):
        most = MOST_WORKERS if where[-1] == "workers" or where[0] == "teams" else LARGEST_COUNT
        if count > most:
            what = f"{_written(count)} is too large; it may be at most {most:,}."
            yield error(".".join(where), what, "Lower it.")
    workers = [*(one.workers or 0 for one in stream.stages), *(one.size for one in stream.teams)]
    if max(workers, default=0) <= MOST_WORKERS and sum(workers) > MOST_WORKERS_IN_ALL:
        yield error(
            "stages",
            f"There are {sum(workers):,} workers in all; there may be at most {MOST_WORKERS_IN_ALL:,}.",
            "Let one of them stand for several.",
        )


def _counts(here: object, where: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Walk through a value: the path by id and the value of every whole number."""
    if isinstance(here, int) and not isinstance(here, bool):
        yield where, here
    elif isinstance(here, BaseModel):
        for name, field in type(here).model_fields.items():
            yield from _counts(getattr(here, name), (*where, field.alias or name))
    elif isinstance(here, Mapping):
        for name, value in here.items():
            yield from _counts(value, (*where, str(name)))
    elif isinstance(here, tuple):
        for place, value in enumerate(here):
            yield from _counts(value, (*where, str(getattr(value, "id", place))))


def _written(count: int) -> str:
    """Write a number, or only how long it is where nobody would count its digits."""
    text = str(count) if count < 10**18 else f"a number of {len(str(count))} digits"
    return text[0].upper() + text[1:]
