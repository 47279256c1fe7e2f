from __future__ import annotations

import math

import pytest

from sim.errors import UserFault
from sim.experiment import PoolKind, open_pool


@pytest.mark.parametrize("kind", ["serial", "threads", "processes"])
def test_every_pool_gives_the_same_answers_in_the_order_asked(kind: PoolKind) -> None:
    with open_pool(kind, 2) as pool:
        assert list(pool.map(math.factorial, range(6))) == [1, 1, 2, 6, 24, 120]


def test_a_serial_pool_keeps_a_fault_for_whoever_asks() -> None:
    with open_pool("serial") as pool:
        job = pool.submit(math.sqrt, -1.0)
        with pytest.raises(ValueError, match=r"domain|nonnegative"):
            job.result()


def test_a_pool_of_nobody_is_refused() -> None:
    with pytest.raises(UserFault, match="0 workers"):
        open_pool("threads", 0)


def test_an_unknown_pool_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UserFault, match="serial, threads or processes"):
        open_pool("cloud")  # type: ignore[arg-type]
