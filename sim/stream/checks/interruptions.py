"""Sense of what interrupts work: blockers, downtime, drag."""

from __future__ import annotations

from collections.abc import Iterator

from sim.distributions import mean
from sim.stream.checks.values import a_share, not_negative, on_average, repeated, unknown
from sim.stream.policies import Drag
from sim.stream.problem import Problem, error, warning
from sim.stream.stages import Stage
from sim.stream.stream import Stream

MANY_BLOCKERS = 100.0
"""A visit: beyond it somebody has mistaken one unit of time for another."""

MUCH_PER_ITEM = 0.1
"""Ten undone items double touch times; teams report a few percent for tens of items."""


def check_interruptions(stream: Stream) -> Iterator[Problem]:
    """Check what stops the work of every work stage."""
    for stage in stream.stages:
        if stage.kind == "work":
            yield from _check_blockers(stage, f"stages.{stage.id}.blockers")
            yield from _check_downtime(stage, f"stages.{stage.id}.downtime")


def check_drag(stream: Stream) -> Iterator[Problem]:
    """Check what undone work does to the rest."""
    for place, drag in enumerate(stream.drag):
        where = f"drag.{place}"
        types = [one.id for one in stream.item_types]
        if drag.type not in types:
            yield unknown(f"{where}.type", "item type", drag.type, types)
        yield from not_negative(f"{where}.per_item", "share for each item", drag.per_item)
        yield from not_negative(
            f"{where}.blockers_per_item", "share of blockers for each item", drag.blockers_per_item
        )
        yield from _check_drag_size(drag, where)
        yield from _check_drag_stages(stream, drag, f"{where}.stages")


def _check_blockers(stage: Stage, where: str) -> Iterator[Problem]:
    blockers = stage.blockers
    if blockers is None:
        return
    if (blockers.time_to is None) == (blockers.probability is None):
        given = "both time_to and" if blockers.time_to is not None else "neither time_to nor"
        yield error(
            where,
            f"The blockers of {stage.name} give {given} probability.",
            "Give time_to, the touch time until the next one, or probability, the chance of one a visit.",
        )
    if blockers.probability is not None:
        yield from a_share(f"{where}.probability", "probability of a blocker", blockers.probability)
    if blockers.time_to is None:
        return
    gap = mean(blockers.time_to)
    yield from on_average(f"{where}.time_to", "touch time to a blocker", gap)
    times = [mean(one) for one in (stage.time, *stage.time_by_type.values()) if one is not None]
    longest = max(times, default=0.0)
    if gap > 0.0 and longest * stage.time_factor > MANY_BLOCKERS * gap:
        yield warning(
            f"{where}.time_to",
            f"A visit of {stage.name} is blocked about {longest * stage.time_factor / gap:.3g} times.",
            "Raise time_to if that is not meant; it is in the stream's unit of time.",
        )


def _check_downtime(stage: Stage, where: str) -> Iterator[Problem]:
    if stage.downtime is None:
        return
    if stage.team is not None:
        yield error(
            where,
            f"{stage.name} has a team and downtime; only own workers fail and are repaired.",
            "Give it own workers, or remove downtime.",
        )
    yield from on_average(
        f"{where}.time_to_failure", "time to a failure", mean(stage.downtime.time_to_failure)
    )
    yield from on_average(f"{where}.time_to_repair", "time of a repair", mean(stage.downtime.time_to_repair))


def _check_drag_size(drag: Drag, where: str) -> Iterator[Problem]:
    if drag.per_item > MUCH_PER_ITEM:
        yield warning(
            f"{where}.per_item",
            f"Each undone item makes touch times longer by {drag.per_item:.0%}: "
            f"{1.0 / drag.per_item:.2g} of them double them.",
            "A few percent are much already; 0.01 is 1 %.",
        )
    if drag.per_item == 0.0 and drag.blockers_per_item == 0.0:
        yield warning(where, "The drag is 0: it has no effect.", "Give per_item, or remove it.")


def _check_drag_stages(stream: Stream, drag: Drag, where: str) -> Iterator[Problem]:
    stages = {one.id: one for one in stream.stages}
    if not drag.stages:
        yield error(where, "The drag names no stages.", "Name the stages that are slowed down.")
    yield from repeated(where, drag.stages)
    for name in drag.stages:
        stage = stages.get(name)
        if stage is None:
            yield unknown(where, "stage", name, stages)
        elif stage.kind == "wait":
            yield error(
                where, f"{stage.name} is a wait stage: there is no work to slow down.", "Name work stages."
            )
        elif drag.blockers_per_item > 0.0 and stage.blockers is None:
            yield warning(
                where,
                f"{stage.name} has no blockers for drag to add to.",
                "Give it blockers, or leave it out.",
            )
