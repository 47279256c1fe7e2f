"""Measure runners in turns, so that a machine that slows down slows all of them down."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
    """

    job: str
    runner: str
    measure: Callable[[], float]
    unit: str = "ms"
    better: Better = "lower"
    peer: bool = False
    target: float | None = None


@dataclass(frozen=True)
class Figure:
    """What the rounds of one runner gave.

    Attributes:
        bench: The runner.
        samples: Its figures, one a round.
        ratios: For each peer of the job: how many times better than it we are, median of the rounds' ratios.
    """

    bench: Bench
    samples: tuple[float, ...]
    ratios: tuple[tuple[str, float], ...]

    @property
    def median(self) -> float:
        """Median over the rounds."""
        return statistics.median(self.samples)

    @property
    def spread(self) -> float:
        """Half the range over the rounds, as a share of the median."""
        return (max(self.samples) - min(self.samples)) / 2 / self.median if self.median else 0.0

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None where none is set."""
        if self.bench.target is None:
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
    for bench in benches:
        bench.measure()
    by_round = [[bench.measure() for bench in benches] for _ in range(rounds)]
    columns = [tuple(column) for column in zip(*by_round, strict=True)]
    return tuple(
        Figure(bench, samples, _ratios(bench, samples, list(zip(benches, columns, strict=True))))
        for bench, samples in zip(benches, columns, strict=True)
    )


def _ratios(
    bench: Bench, samples: Sequence[float], all_samples: Sequence[tuple[Bench, Sequence[float]]]
) -> tuple[tuple[str, float], ...]:
    if bench.peer:
        return ()
    return tuple(
        (
            other.runner,
            statistics.median(_times_better(bench, o, p) for o, p in zip(samples, theirs, strict=True)),
        )
        for other, theirs in all_samples
        if other.peer
    )


def _times_better(bench: Bench, ours: float, peers: float) -> float:
    return peers / ours if bench.better == "lower" else ours / peers
