"""Sense of whole numbers: none larger than what the engine counts with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin

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
        for name, written in _countable(type(here)):
            value = getattr(here, name)
            if value is not None:
                yield from _counts(value, (*where, written))
    elif isinstance(here, Mapping):
        for name, value in here.items():
            yield from _counts(value, (*where, str(name)))
    elif isinstance(here, tuple):
        for place, value in enumerate(here):
            yield from _counts(value, (*where, str(getattr(value, "id", place))))


@cache
def _countable(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Give the fields in which a whole number may stand, however deep: name and written name.

    PERF: of the fields of a stream most are texts and fractions; to walk through them took three times as
    long, at every edit.
    """
    fields = model.model_fields.items()
    return tuple((name, field.alias or name) for name, field in fields if _holds_count(field.annotation))


def _holds_count(annotation: Any) -> bool:  # noqa: ANN401 - an annotation has no type of its own
    """Say whether a whole number may stand there; where that cannot be told, it may."""
    if isinstance(annotation, type) and not get_args(annotation):
        return annotation not in (str, float, bool, type(None), dt.date)
    if get_origin(annotation) is Literal:
        return False
    return any(_holds_count(part) for part in get_args(annotation) if part is not Ellipsis)


def _written(count: int) -> str:
    """Write a number, or only how long it is where nobody would count its digits."""
    text = str(count) if count < 10**18 else f"a number of {len(str(count))} digits"
    return text[0].upper() + text[1:]
