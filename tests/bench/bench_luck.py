"""How many replications common luck saves where one limit of the five-stage line changes."""

from __future__ import annotations

from functools import partial

from sim.engine import warm_cache
from tests.bench.lines import stream_of
from tests.bench.measure import Bench
from tests.bench.peers.shape import LIMITED
from tests.experiment.luck import replications_saved

TARGET = 20.0


def benchmarks() -> list[Bench]:
    """One more place, and one less, in the middle; what is saved for each metric."""
    assert warm_cache()
    job = "experiment: replications saved by common luck, one limit of five changed"
    metrics = ("flow_velocity", "flow_time", "flow_time_p85", "flow_load")
    return [
        Bench(
            job,
            f"{metric}, limit of the third stage 4 to {limit}",
            partial(replications_saved, stream_of(LIMITED), "stages.s3.wip_limit", limit, metric),
            unit="times",
            better="higher",
            target=TARGET,
            rounds=1,
        )
        for limit in (5, 3)
        for metric in metrics
    ]
