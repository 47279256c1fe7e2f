"""The engine: the five-stage line on both clocks, beside a bare compiled loop and a SimPy process an item."""

from __future__ import annotations

from typing import Any

from sim.distributions import Distribution
from sim.engine import Clock, RunRequest, simulate, simulate_many, warm_cache
from sim.stream import (
    Cadence,
    Interarrival,
    ItemType,
    Rework,
    ServiceClass,
    Stream,
    WipGroup,
)
from tests.bench.bare_kernel import bare_line
from tests.bench.measure import Bench, rate, timed
from tests.bench.simpy_line import process_line
from tests.builders import exponential, line, poisson, wait

STAGES, WORKERS, LIMIT, MEAN = 5, 2, 4, 1.4
ITEMS, FEW, PROJECT, REPLICATIONS = 100_000, 10_000, 250, 1_000


def benchmarks() -> list[Bench]:
    """The line on the kernel, on SimPy's clock, with every rule in use, and a thousand small projects."""
    assert warm_cache()
    plain, full = five_stages(), every_rule()
    long, short = (
        f"engine: five-stage line, {ITEMS:,} items",
        f"engine: five-stage line watched, {FEW:,} items",
    )
    many = f"engine: {REPLICATIONS:,} replications of {PROJECT} items"
    rules = f"engine: five-stage line with classes, groups, rework, a train, {ITEMS:,} items"
    speed: dict[str, Any] = {"unit": "items/s", "better": "higher"}
    return [
        Bench(long, "headrace, kernel, log written", rate(lambda: run(plain, ITEMS)), target=5e5, **speed),
        Bench(long, "bare numba loop", rate(lambda: bare(ITEMS)), peer=True, **speed),
        Bench(rules, "headrace, kernel, log written", rate(lambda: run(full, ITEMS)), target=3e5, **speed),
        Bench(rules, "bare numba loop, without those rules", rate(lambda: bare(ITEMS)), peer=True, **speed),
        Bench(short, "headrace, SimPy clock, log written", rate(lambda: run(plain, FEW, "simpy")), **speed),
        Bench(short, "SimPy, process per item", rate(lambda: processes(FEW)), peer=True, **speed),
        Bench(many, "headrace, kernel, logs written", timed(lambda: replicate(plain)), target=250.0),
        Bench(many, "bare numba loop", timed(bare_replications), peer=True),
    ]


def five_stages() -> Stream:
    """Five stages of two people and a limit of four, exponential times, one arrival a day."""
    return line([exponential(MEAN)] * STAGES, WORKERS, LIMIT, arrivals=poisson(1.0))


def every_rule() -> Stream:
    """The line with two classes, four types, a group, rework from two stages and a release train."""
    plain = five_stages()
    back = (Rework(to="s2", probability=0.1, effort=0.5),)
    stages = [
        stage.model_copy(update={"rework": back} if stage.id in {"s3", "s5"} else {})
        for stage in plain.stages
    ]
    stages[0] = stages[0].model_copy(
        update={"time_by_type": {"defect": Distribution(family="lognormal", p50=0.5, p85=1.2)}}
    )
    classes = (ServiceClass(id="fast", rank=0, ignores_wip=True, at_most=1), ServiceClass(id="usual", rank=1))
    types = tuple(
        ItemType.model_validate({"id": name, "name": name, "share": share, "class": service})
        for name, share, service in (
            ("feature", 0.5, "usual"),
            ("defect", 0.2, "fast"),
            ("risk", 0.1, "usual"),
            ("debt", 0.2, "usual"),
        )
    )
    return plain.model_copy(
        update={
            "stages": (*stages, wait("Train", cadence=Cadence(every=10.0))),
            "item_types": types,
            "classes": classes,
            "wip_groups": (WipGroup(id="line", stages=("s1", "s2", "s3"), limit=10),),
            "arrivals": (Interarrival(time=exponential(1.15)),),
        }
    )


def run(given: Stream, items: int, clock: Clock = "kernel") -> int:
    """Run until so many items are done."""
    simulate(given, RunRequest(items=items, clock=clock))
    return items


def replicate(given: Stream) -> None:
    """Run a project of a few items again and again."""
    for _ in simulate_many(given, RunRequest(items=PROJECT), REPLICATIONS):
        pass


def bare(items: int) -> int:
    """Run the bare loop."""
    bare_line(items, STAGES, WORKERS, LIMIT, MEAN)
    return items


def bare_replications() -> None:
    """Run the bare loop for a small project again and again."""
    for _ in range(REPLICATIONS):
        bare(PROJECT)


def processes(items: int) -> int:
    """Run a SimPy process an item."""
    process_line(items, STAGES, WORKERS, LIMIT, MEAN)
    return items
