"""What common random numbers are worth, counted in replications."""

from __future__ import annotations

import numpy as np

from sim.engine import RunRequest
from sim.experiment import Design, compare
from sim.stream import Scenario, Stream


def replications_saved(
    base: Stream, path: str, value: object, metric: str, *, replications: int = 200
) -> float:
    """Give how many times as many replications two independent samples would need for the same interval.

    An interval's width goes with the root of variance over replications. Two samples of their own have the
    sum of both variances; pairs on the same luck have the variance of the difference.
    """
    design = Design(RunRequest(seed=1, until=400.0), replications, 40.0, "flow")
    found = compare(base, [Scenario(name="Changed", changes=((path, value),))], design)
    before = np.array(found.base.series[metric])
    after = np.array(found.scenarios[0].run.series[metric])
    return float((before.var(ddof=1) + after.var(ddof=1)) / (after - before).var(ddof=1))
