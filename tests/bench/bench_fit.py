"""A stream from a large history: 5 000 items through ten stages, calibrated, and set beside its history."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from sim.calibration import calibrate
from sim.distributions import Distribution, fit, observe
from sim.engine import RunRequest, simulate
from sim.experiment import beside_history
from sim.log import EventLog, Kind, Origin
from sim.stream import Calendar, Interarrival, ItemType, Stage, Stream
from tests.bench.measure import Bench, timed

ITEMS = 5_000
STAGES = 10


def benchmarks() -> list[Bench]:
    """Fit one stage's times, calibrate the whole, compare the two; and scipy's own fit of the same times."""
    job = f"fit: {ITEMS:,} items through {STAGES} stages"
    one = f"fit: four families to {ITEMS:,} durations"
    return [
        Bench(job, "calibrate", timed(lambda: calibrate(history(), "2026-01-01")), target=3_000),
        Bench(f"{job}, 200 runs beside it", "headrace", timed(beside), target=15_000, rounds=1),
        Bench(
            one, "headrace", timed(lambda: fit(observe(*durations()), source="bench", date="")), target=100
        ),
        Bench(one, "scipy", timed(by_scipy), peer=True),
    ]


@cache
def history() -> EventLog:
    """What a board of ten stages remembers."""
    time = Distribution(family="lognormal", mu=0.2, sigma=0.7)
    stages = tuple(Stage(id=f"s{n}", name=f"Stage {n}", workers=60, time=time) for n in range(STAGES))
    types = tuple(ItemType(id=one, name=one, share=0.25) for one in ("feature", "defect", "risk", "debt"))
    stream = Stream(
        name="Ten stages",
        calendar=Calendar(kind="continuous"),
        item_types=types,
        arrivals=(Interarrival(time=Distribution(family="exponential", mean=0.1)),),
        stages=stages,
    )
    log = simulate(stream, RunRequest(items=ITEMS))
    rows = np.flatnonzero(np.isin(log.kind, (Kind.ARRIVED, Kind.ENTERED, Kind.DONE)))
    bare = tuple(replace(one, workers=None, wip_limit=None) for one in log.stages)
    columns = {name: getattr(log, name)[rows] for name in ("time", "item", "kind", "stage", "who")}
    return replace(log, **columns, stages=bare, origin=Origin("history", "bench.csv"))


@cache
def durations() -> tuple[np.ndarray, np.ndarray]:
    """Lognormal times, of which about a third are unfinished."""
    rng = np.random.default_rng(1)
    times, ends = rng.lognormal(1.0, 0.8, ITEMS), rng.exponential(8.0, ITEMS)
    return times[times <= ends], ends[times > ends]


def beside() -> object:
    """Compare the calibrated stream with the history."""
    made = calibrate(history(), "2026-01-01")
    return beside_history(made.history, made.since, made.stream)


def by_scipy() -> None:
    """Fit the same four families with scipy."""
    import scipy.stats as st

    finished, running = durations()
    data = st.CensoredData(uncensored=finished, right=running)
    for family in (st.lognorm, st.weibull_min, st.gamma, st.expon):
        family.fit(data, floc=0)
