"""Money of simulated runs, against what the stream and the plan say."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import RunRequest, simulate
from sim.log import Kind
from sim.metrics import Window, delay_cost, staff_cost_by_crew, value_released, whole
from sim.stream import PlannedChange, Stream
from tests.builders import exponential, line, poisson

HORIZON = 50.0


def priced(plan: tuple[PlannedChange, ...] = ()) -> Stream:
    """Two stages; an item is worth 70 and loses 3 a day; a worker of the first costs 400 a day."""
    plain = line([exponential(0.5)] * 2, 2, arrivals=poisson(1.0))
    first, second = plain.stages
    (kind,) = plain.item_types
    return plain.model_copy(
        update={
            "item_types": (kind.model_copy(update={"value": 70.0, "cost_of_delay": 3.0}),),
            "stages": (first.model_copy(update={"cost_per_day": 400.0}), second),
            "plan": plan,
        }
    )


def test_value_and_delay_are_counted_from_every_item_of_a_run() -> None:
    log = simulate(priced(), RunRequest(seed=3, until=HORIZON))
    done = {int(item): float(time) for item, time in zip(*rows(log.item, log.time, log.kind), strict=True)}
    assert value_released(log, whole(log)) == 70.0 * len(done)
    waited = sum(done.get(item, HORIZON) - log.items.arrival[item] for item in range(len(log.items)))
    assert delay_cost(log, whole(log)) == pytest.approx(3.0 * waited)
    half = Window(0.0, HORIZON / 2), Window(HORIZON / 2, HORIZON)
    assert sum(delay_cost(log, part) or 0.0 for part in half) == pytest.approx(3.0 * waited)


def test_people_of_a_plan_cost_from_the_day_they_come() -> None:
    plan = (
        PlannedChange(at=20.0, set={"stages.s1.workers": 5}),
        PlannedChange(at=30.0, set={"stages.s1.workers": 1}),
    )
    log = simulate(priced(plan), RunRequest(seed=3, until=HORIZON))
    days = 20 * 2 + 10 * 5 + 20 * 1
    assert staff_cost_by_crew(log, whole(log)) == {"stages.s1": 400.0 * days}
    assert staff_cost_by_crew(log, Window(25.0, 35.0)) == {"stages.s1": 400.0 * (25 + 5)}


def rows(item: np.ndarray, time: np.ndarray, kind: np.ndarray) -> tuple[list[int], list[float]]:
    """Give the items done and when, in order."""
    done = kind == Kind.DONE
    return item[done].tolist(), time[done].tolist()
