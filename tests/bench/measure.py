"""Measure runners in turns, so that a machine that slows down slows all of them down."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Better = Literal["lower", "higher"]


@dataclass(frozen=True)
class Bench:
    """One runner of a job.

    Attributes:
        job: What is done; runners of the same job take turns and are compared.
        runner: Who does it: ``headrace``, or the name of a peer.
        measure: Do it once and give its figure, in `unit`.
        unit: Unit of the figure: ``ms``, ``items/s``.
        better: Whether a lower or a higher figure is better.
        peer: Whether this is what ours is compared with.
        target: Figure to reach (this runner), None if none is set.
        at_least: How many times better than a peer it is to be, by the peer's name.
        missing: Why it cannot be measured here; empty where it can.
        rounds: Most rounds worth their time; one round is measured without a warm-up.
    """

    job: str
    runner: str
    measure: Callable[[], float]
    unit: str = "ms"
    better: Better = "lower"
    peer: bool = False
    target: float | None = None
    at_least: Mapping[str, float] = field(default_factory=dict)
    missing: str = ""
    rounds: int | None = None


@dataclass(frozen=True)
class Ratio:
    """How many times better than a peer we are.

    Attributes:
        peer: The peer's name.
        samples: Both taken from the same round, one a round.
        at_least: What is aimed at, None if nothing.
    """

    peer: str
    samples: tuple[float, ...]
    at_least: float | None = None

    @property
    def median(self) -> float:
        """Median over the rounds."""
        return statistics.median(self.samples)

    @property
    def reached(self) -> bool | None:
        """Whether the aim is reached; None where none is set."""
        return None if self.at_least is None else self.median >= self.at_least


@dataclass(frozen=True)
class Figure:
    """What the rounds of one runner gave.

    Attributes:
        bench: The runner.
        samples: Its figures, one a round; none where it is missing.
        ratios: For each peer of the job that was measured.
    """

    bench: Bench
    samples: tuple[float, ...]
    ratios: tuple[Ratio, ...] = ()

    @property
    def median(self) -> float:
        """Median over the rounds."""
        return statistics.median(self.samples)

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None where none is set, or nothing was measured."""
        if self.bench.target is None or not self.samples:
            return None
        if self.bench.better == "lower":
            return self.median <= self.bench.target
        return self.median >= self.bench.target


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """Give a measure of the milliseconds that the work takes."""

    def measure() -> float:
        begin = time.perf_counter()
        work()
        return (time.perf_counter() - begin) * 1e3

    return measure


def rate(work: Callable[[], int]) -> Callable[[], float]:
    """Give a measure of the things a second that the work gets done; the work returns their number."""

    def measure() -> float:
        begin = time.perf_counter()
        count = work()
        return count / (time.perf_counter() - begin)

    return measure


def take_turns(benches: Sequence[Bench], rounds: int) -> tuple[Figure, ...]:
    """Measure the runners of one job round by round, after one round that does not count.

    Raises:
        ValueError: If there is no round to count.
    """
    if rounds < 1:
        raise ValueError(f"{rounds} rounds measure nothing; 1 or more do.")
    there = [bench for bench in benches if not bench.missing]
    rounds = min([rounds, *(bench.rounds for bench in there if bench.rounds)])
    for bench in there if rounds > 1 or not any(bench.rounds for bench in there) else ():
        bench.measure()
    by_round = [[bench.measure() for bench in there] for _ in range(rounds)]
    columns = [tuple(column) for column in zip(*by_round, strict=True)]
    measured = list(zip(there, columns, strict=True))
    absent = [Figure(bench, ()) for bench in benches if bench.missing]
    return (*(Figure(one, samples, _ratios(one, samples, measured)) for one, samples in measured), *absent)


def _ratios(
    bench: Bench, samples: Sequence[float], measured: Sequence[tuple[Bench, Sequence[float]]]
) -> tuple[Ratio, ...]:
    if bench.peer:
        return ()
    return tuple(
        Ratio(
            other.runner,
            tuple(_times_better(bench, ours, peers) for ours, peers in zip(samples, theirs, strict=True)),
            bench.at_least.get(other.runner),
        )
        for other, theirs in measured
        if other.peer
    )


def _times_better(bench: Bench, ours: float, peers: float) -> float:
    return peers / ours if bench.better == "lower" else ours / peers
