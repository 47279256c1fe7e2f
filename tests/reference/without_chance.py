"""Streams without chance: what comes out is known to the last digit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.engine import RunRequest, simulate_many
from sim.log import EventLog
from sim.stream import (
    Backlog,
    Batch,
    Blockers,
    Downtime,
    ItemType,
    PlannedChange,
    Setup,
    Stream,
    Team,
)
from tests.builders import backlog, constant, conwip, line
from tests.reference.intervals import times_of_items

CYCLES = 2520
"""Items over which every WIP from 1 to 10 repeats itself a whole number of times."""

Figure = Callable[[EventLog], float]


@dataclass(frozen=True)
class Fixed:
    """One result without chance.

    Attributes:
        id: Its name.
        stream: The stream.
        request: How long.
        expected: Values by name, each with how it is read off the log.
        source: Where they come from.
    """

    id: str
    stream: Stream
    request: RunRequest
    expected: tuple[tuple[str, float, Figure], ...]
    source: str

    def run(self) -> EventLog:
        """Run it."""
        (log,) = simulate_many(self.stream, self.request, 1)
        return log


def best_case(wip: int) -> Stream:
    """Four stations of two hours each, with constant WIP."""
    return conwip(line([2.0] * 4), wip)


def worst_case(wip: int) -> Stream:
    """The same, and all the WIP moves together: each station hands on lots as large as the WIP."""
    lots = None if wip == 1 else wip
    return conwip(line([2.0] * 4, transfer=lots), wip)


def steady(given: Stream) -> tuple[float, float]:
    """Throughput and mean flow time of 2520 items, after as many.

    Items done at one instant are counted as one moment's, so the stretch begins and ends between lots.
    """
    (log,) = simulate_many(given, RunRequest(items=2 * CYCLES + 20), 1)
    _, entered, done = times_of_items(log)
    order = np.argsort(done, kind="stable")[CYCLES - 1 : 2 * CYCLES]
    span = done[order[-1]] - done[order[0]]
    return CYCLES / float(span), float((done - entered)[order[1:]].mean())


def fixed() -> Iterator[Fixed]:
    """Give the cases by rule."""
    yield from _lots()
    yield from _interruptions()
    yield from _hands()
    yield from _changes()


def end(log: EventLog) -> float:
    """When the run ended."""
    return log.end


def mean_flow(log: EventLog) -> float:
    """Mean time from the first entry to done."""
    _, entered, done = times_of_items(log)
    return float(np.nanmean(done - entered))


def done_items(log: EventLog) -> float:
    """Items done."""
    return float(np.count_nonzero(~np.isnan(times_of_items(log)[2])))


def _one(name: str, given: Stream, source: str, **expected: float) -> Fixed:
    read: dict[str, Figure] = {"end": end, "mean_flow": mean_flow, "done": done_items}
    values = tuple((what, value, read[what]) for what, value in expected.items())
    return Fixed(name, given, RunRequest(), values, source)


def _lots() -> Iterator[Fixed]:
    """A batch of 12 through stations of one hour: so many hours, and a lot's more a station."""
    source = "Hopp & Spearman ch. 9: move batches"
    for lot in (2, 3, 4, 6, 12):
        for stations in (2, 3):
            given = line([1.0] * stations, transfer=lot, arrivals=backlog(12))
            yield _one(
                f"LOTS {lot} of 12, {stations} stations", given, source, end=12.0 + (stations - 1) * lot
            )
    given = line([1.0] * 2, batch=Batch(size=4), arrivals=backlog(12))
    yield _one("BATCHES 4 of 12, 2 stations", given, "three batches, each an hour a station", end=4.0)


def _interruptions() -> Iterator[Fixed]:
    """Failures, blockers and changeovers that come like clockwork."""
    fails = Downtime(time_to_failure=constant(8.0), time_to_repair=constant(2.0))
    given = line([1.0], arrivals=backlog(80), downtime=fails)
    yield _one("DOWN 2 of 10", given, "8 items in 10 hours; the last repair is not awaited", end=98.0)
    stops = Blockers(time_to=constant(1.0), time=constant(1.0), keeps_worker=True)
    given = line([2.5], arrivals=backlog(4), blockers=stops)
    yield _one("BLOCKED twice", given, "2.5 of touch, stopped at 1 and 2", end=4 * 4.5)
    types = (ItemType(id="a", name="A", share=0.5), ItemType(id="b", name="B", share=0.5))
    given = line(
        [1.0], arrivals=Backlog(counts={"a": 6, "b": 6}), item_types=types, setup=Setup(time=constant(0.5))
    )
    yield _one("CHANGEOVERS in turn", given, "12 items, 11 changeovers", end=17.5)


def _hands() -> Iterator[Fixed]:
    """Three items of an hour in one hand: together, and with a cost for taking up the second and third."""
    for cost, last, flow in ((0.0, 3.0, 3.0), (0.125, 3.25, (3.0 + 3.25 + 3.25) / 3)):
        team = Team(id="crew", name="Crew", size=1, multitask=3, switch_cost=cost)
        alone = line([1.0], arrivals=backlog(3))
        staffed = alone.stages[0].model_copy(update={"team": "crew", "workers": None})
        given = alone.model_copy(update={"stages": (staffed,), "teams": (team,)})
        yield _one(f"SHARING 3, cost {cost:g}", given, "1/3 of a worker each", end=last, mean_flow=flow)


def _changes() -> Iterator[Fixed]:
    """Ten items of an hour; after four of them a second worker, or twice the time."""
    for path, value, last in (("stages.s1.workers", 2, 7.0), ("stages.s1.time_factor", 2.0, 16.0)):
        plan = (PlannedChange(at=4.0, set={path: value}),)
        given = line([1.0], arrivals=backlog(10), plan=plan)
        yield _one(f"PLAN {path.split('.')[-1]} at 4", given, "six are left at 4", end=last)
