"""Tiny functions that build streams for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.distributions import Distribution
from sim.stream import (
    Arrivals,
    Backlog,
    Calendar,
    Interarrival,
    ItemType,
    Saturated,
    Schedule,
    ScheduledItem,
    Stage,
    Stream,
    WipGroup,
)

CONTINUOUS = Calendar(kind="continuous")
ITEM = ItemType(id="item", name="Item", share=1.0)


def constant(value: float) -> Distribution:
    """Always the same time."""
    return Distribution(family="constant", value=value)


def exponential(mean: float) -> Distribution:
    """Exponential with a mean."""
    return Distribution(family="exponential", mean=mean)


def lognormal(p50: float, p85: float) -> Distribution:
    """Lognormal by two quantiles."""
    return Distribution(family="lognormal", p50=p50, p85=p85)


def distribution(time: Distribution | float) -> Distribution:
    """A number is a constant."""
    return time if isinstance(time, Distribution) else constant(time)


def work(name: str, time: Distribution | float, workers: int = 1, **more: Any) -> Stage:
    """A work stage; its id is its name in lower case."""
    return Stage(id=name.lower(), name=name, kind="work", workers=workers, time=distribution(time), **more)


def wait(name: str, delay: Distribution | float | None = None, **more: Any) -> Stage:
    """A wait stage; its id is its name in lower case."""
    own = None if delay is None else distribution(delay)
    return Stage(id=name.lower(), name=name, kind="wait", delay=own, **more)


def poisson(rate: float, **more: Any) -> Interarrival:
    """Arrivals at random, ``rate`` a time unit."""
    return Interarrival(time=exponential(1.0 / rate), **more)


def at(*moments: float) -> Schedule:
    """One item at each of these moments."""
    return Schedule(items=tuple(ScheduledItem(at=moment) for moment in moments))


def stream(
    stages: Sequence[Stage], arrivals: Arrivals | Sequence[Arrivals], name: str = "Test", **more: Any
) -> Stream:
    """A stream of these stages, with one item type unless others are given."""
    ways = tuple(arrivals) if isinstance(arrivals, (tuple, list)) else (arrivals,)
    given = {"item_types": (ITEM,), "calendar": CONTINUOUS, **more}
    return Stream(name=name, stages=tuple(stages), arrivals=ways, **given)


def line(
    times: Sequence[Distribution | float],
    workers: Sequence[int] | int = 1,
    wip_limits: Sequence[int | None] | int | None = None,
    arrivals: Arrivals | Sequence[Arrivals] = (),
    **more: Any,
) -> Stream:
    """Work stages ``s1``, ``s2``, … in a row; saturated where no arrivals are given.

    Args:
        times: Touch time of each stage; numbers are constants.
        workers: Workers of each stage, or of every one.
        wip_limits: WIP limit of each stage, or of every one; None is no limit.
        arrivals: How items arrive.
        more: Fields of the stream; those that only a stage has are given to every stage.
    """
    size = len(times)
    staff = [workers] * size if isinstance(workers, int) else list(workers)
    limits = list(wip_limits) if isinstance(wip_limits, (tuple, list)) else [wip_limits] * size
    own = {
        key: more.pop(key)
        for key in tuple(more)
        if key in Stage.model_fields and key not in Stream.model_fields
    }
    stages = [
        work(f"S{number + 1}", time, staff[number], wip_limit=limits[number], **own)
        for number, time in enumerate(times)
    ]
    return stream(stages, arrivals or Saturated(), **more)


def backlog(count: int, **more: Any) -> Backlog:
    """So many items at time 0."""
    return Backlog(count=count, **more)


def conwip(given: Stream, limit: int) -> Stream:
    """The stream with one limit over all its stages."""
    group = WipGroup(id="line", stages=tuple(stage.id for stage in given.stages), limit=limit)
    return given.model_copy(update={"wip_groups": (group,)})
