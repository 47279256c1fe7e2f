"""Sense of single values, wherever they stand: ids, names, shares, moments and factors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sim.stream.faults import nearest
from sim.stream.problem import Problem, error

LONGEST_TIME = 1e9
"""Time units; the same bound as for the values of a distribution."""

SHORTEST_PERIOD = 2.0**-20
"""One tick of the clock: what comes again sooner than this would come again at the same instant."""

LARGEST_FACTOR = 1000.0
"""On durations: with the longest duration it stays within what the clock counts."""

LARGEST_SUM = 1e12
"""Money; sums over a long run stay exact to the cent."""


def repeated(where: str, ids: Sequence[str]) -> Iterator[Problem]:
    """Name every id that stands more than once."""
    for one in dict.fromkeys(one for one in ids if ids.count(one) > 1):
        yield error(f"{where}.{one}", f"The id {one} stands {ids.count(one)} times.", "Give each its own id.")


def unknown(where: str, kind: str, name: str, known: Iterable[str]) -> Problem:
    """Say that a name refers to nothing, and what it may have meant."""
    names = list(known)
    listed = f"Known are {', '.join(names)}." if names else "There are none yet."
    return error(where, f"There is no {kind} {name}.", nearest(name, names) or listed)


def not_negative(where: str, name: str, value: float | None) -> Iterator[Problem]:
    """Check that a value, if given, is 0 or more."""
    if value is not None and value < 0.0:
        yield error(where, f"The {name} is {value:g}; it must be 0 or more.", "Correct it.")


def a_time(where: str, name: str, value: float | None) -> Iterator[Problem]:
    """Check that a time, if given, is one that the clock reaches."""
    yield from not_negative(where, name, value)
    if value is not None:
        yield from not_too_far(where, name, value)


def not_too_far(where: str, name: str, value: float) -> Iterator[Problem]:
    """Check that a moment, before or after the start, is one that the clock reaches."""
    if abs(value) > LONGEST_TIME:
        yield error(
            where,
            f"The {name} is {value:g}; it may be at most {LONGEST_TIME:,.0f} time units.",
            "Lower it, or choose a larger time unit.",
        )


def a_period(where: str, said: str, every: float) -> Iterator[Problem]:
    """Check the time after which something comes again; ``said`` is the begin of the sentence."""
    if every <= 0.0:
        yield error(where, f"{said} {every:g}; it must be above 0.", "Raise it.")
    elif every < SHORTEST_PERIOD:
        yield error(
            where,
            f"{said} {every:g}; that is shorter than a tick of the clock, 2^-20 time units.",
            "Raise it, or choose a smaller time unit.",
        )
    elif every > LONGEST_TIME:
        yield error(
            where,
            f"{said} {every:g}; it may be at most {LONGEST_TIME:,.0f} time units.",
            "Lower it, or choose a larger time unit.",
        )


def a_factor(where: str, name: str, value: float) -> Iterator[Problem]:
    """Check that a factor on durations keeps them within the range of the clock."""
    if value > LARGEST_FACTOR:
        yield error(where, f"The {name} is {value:g}; it may be at most {LARGEST_FACTOR:,.0f}.", "Lower it.")


def a_share(where: str, name: str, value: float) -> Iterator[Problem]:
    """Check that a share is from 0 to 1."""
    if not 0.0 <= value <= 1.0:
        yield error(where, f"The {name} is {value:g}; it must be from 0 to 1.", "Give a share, such as 0.3.")


def money(where: str, name: str, value: float | None) -> Iterator[Problem]:
    """Check that a sum of money, if given, is 0 or more and can be added up."""
    yield from not_negative(where, name, value)
    if value is not None and value > LARGEST_SUM:
        yield error(where, f"The {name} is {value:g}; it may be at most {LARGEST_SUM:g}.", "Lower it.")


def known_types(where: str, types: Sequence[str], known: Sequence[str]) -> Iterator[Problem]:
    """Check a list of item types: not empty, each known, none twice."""
    if not types:
        yield error(where, "The list of types is empty.", "Name types, or leave it out for all.")
    yield from repeated(where, types)
    for name in types:
        if name not in known:
            yield unknown(where, "item type", name, known)


def on_average(where: str, name: str, average: float) -> Iterator[Problem]:
    """Check that a duration that comes again and again takes time: a tick on average at least."""
    if average < SHORTEST_PERIOD:
        yield error(
            where,
            f"The {name} is {average:g} on average; it must be above 0.",
            "Give a time above 0.",
        )
