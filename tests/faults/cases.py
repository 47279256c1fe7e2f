"""What a faulty engine is asked, and what the twins say: made once, told to every child."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim.stream import Stream, dumps_stream
from tests.laws_of_flow import simpy_twin
from tests.laws_of_flow.test_simpy_twin import lines, troubled
from tests.reference.slow_board import Row, SlowBoard, WithoutEndError
from tests.same_log.test_every_rule import RULES
from tests.same_log.test_mended import MENDED
from tests.same_log.test_slow_board import NASTY
from tests.strategies import streams

HORIZON = 20.0
RANDOM = 250
PROCESSES = 40


@dataclass(frozen=True)
class Case:
    """One run.

    Attributes:
        witness: Who would notice: ``fixed`` or ``random`` streams of the slow twin, or ``processes``.
        name: What it is about.
        stream: The stream, as it is written.
        seed: Seed of the run; 0 for processes, which have no chance.
        digest: Of what the twin says.
    """

    witness: str
    name: str
    stream: str
    seed: int
    digest: str


def digest_of(rows: list[Row] | list[simpy_twin.Event], beside: object = None) -> str:
    """Give a digest of rows, and of what stands beside them."""
    return hashlib.sha256(repr((rows, beside)).encode()).hexdigest()


def cases() -> Iterator[Case]:
    """Make all cases."""
    for seed in (1, 2):
        for name, stream in {**RULES, **MENDED, **NASTY}.items():
            yield _of_the_twin("fixed", name, stream, seed)
    found: list[tuple[Stream, int]] = []

    @settings(max_examples=RANDOM, database=None, phases=(Phase.generate,))
    @given(streams(), st.integers(0, 3))
    def collect(stream: Stream, seed: int) -> None:
        found.append((stream, seed))

    collect()
    for n, (stream, seed) in enumerate(found):
        try:
            yield _of_the_twin("random", f"random {n}", stream, seed)
        except WithoutEndError:
            continue
    yield from _of_processes()


def _of_the_twin(witness: str, name: str, stream: Stream, seed: int) -> Case:
    twin = SlowBoard(stream, seed)
    twin.run(HORIZON, patience=5_000)
    return Case(witness, name, dumps_stream(stream), seed, digest_of(twin.rows, sorted(twin.conditions)))


def _of_processes() -> Iterator[Case]:
    from sim.stream import ServiceClass

    found: list[Stream] = []

    @settings(max_examples=PROCESSES, database=None, phases=(Phase.generate,))
    @given(lines(ServiceClass(id="fast", rank=0, preempts=True), troubled))
    def collect(stream: Stream) -> None:
        found.append(stream)

    collect()
    for n, stream in enumerate(found):
        told = simpy_twin.run_as_processes(stream)
        yield Case("processes", f"line {n}", dumps_stream(stream), 0, digest_of(told))


def write_cases(path: Path) -> None:
    """Write all cases down."""
    path.write_text(json.dumps([asdict(one) for one in cases()]))


def read_cases(path: Path) -> list[Case]:
    """Read them again."""
    return [Case(**one) for one in json.loads(path.read_text())]
