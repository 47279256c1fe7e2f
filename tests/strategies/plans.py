"""Dated changes that a running stream can take."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sim.distributions import Distribution
from sim.stream import Interarrival, PlannedChange, Stream
from tests.strategies.times import gaps, touch_times

MOMENTS = st.sampled_from((0.0, 0.5, 1.0, 2.0, 2.0, 3.0, 4.5, 6.0, 9.0))


def plans(made: Stream) -> SearchStrategy[tuple[PlannedChange, ...]]:
    """Up to four changes of a stream, of one to three values each, in order of time."""
    pairs = st.sampled_from(sorted(_values(made).items(), key=lambda pair: pair[0]))
    value = pairs.flatmap(lambda pair: st.tuples(st.just(pair[0]), pair[1]))
    sets = st.lists(value, min_size=1, max_size=3).map(dict)
    changes = st.lists(st.tuples(MOMENTS, sets), min_size=1, max_size=4)
    return changes.map(
        lambda some: tuple(
            PlannedChange(at=at, set=values) for at, values in sorted(some, key=lambda one: one[0])
        )
    )


def _values(made: Stream) -> dict[str, SearchStrategy[Any]]:
    """What may change, by path."""
    found: dict[str, SearchStrategy[Any]] = {}
    limits = st.one_of(st.none(), st.integers(1, 4))
    for stage in made.stages:
        where = f"stages.{stage.id}"
        found[f"{where}.wip_limit"] = limits
        found[f"{where}.time_factor"] = st.sampled_from((0.5, 1.0, 2.0))
        if stage.kind == "work":
            found[f"{where}.time"] = touch_times().map(plain)
            found[f"{where}.on_finish"] = st.sampled_from(("free", "hold"))
        if stage.workers is not None:
            found[f"{where}.workers"] = st.integers(1, 4)
        if stage.cadence is not None:
            found[f"{where}.cadence.every"] = st.sampled_from((1.0, 1.5, 3.0))
        for name in stage.skip:
            found[f"{where}.skip.{name}"] = st.sampled_from((0.0, 0.25, 0.5))
        for way in stage.rework:
            found[f"{where}.rework.{way.to}.probability"] = st.sampled_from((0.0, 0.1, 0.25))
        if stage.setup is not None:
            found[f"{where}.setup.time"] = touch_times().map(plain)
        if stage.blockers is not None:
            found[f"{where}.blockers.time"] = touch_times().map(plain)
    for team in made.teams:
        found[f"teams.{team.id}.size"] = st.integers(1, 4)
    for group in made.wip_groups:
        found[f"wip_groups.{group.id}.limit"] = st.integers(1, 6)
    for number, arrival in enumerate(made.arrivals):
        if isinstance(arrival, Interarrival):
            found[f"arrivals.{number}.time"] = gaps().map(plain)
    for kind in made.item_types:
        found[f"item_types.{kind.id}.share"] = st.sampled_from((0.5, 1.0, 4.0))
    return found


def plain(time: Distribution) -> dict[str, object]:
    """Give a distribution as it stands in a file."""
    return time.model_dump(mode="json", exclude_none=True)
