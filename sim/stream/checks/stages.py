"""Sense of stages: people, limits, times, money."""

from __future__ import annotations

from collections.abc import Iterator

from sim.stream.arrivals import Schedule
from sim.stream.checks.values import a_factor, a_period, a_time, money, repeated, unknown
from sim.stream.problem import Problem, error, warning
from sim.stream.stages import Stage
from sim.stream.stream import Stream

MOST_STAGES = 62
"""The board keeps sets of stages as bits of one signed 64-bit number, with one to spare."""


def check_stages(stream: Stream) -> Iterator[Problem]:
    """Check every stage, and the stages together."""
    if not stream.stages:
        yield error("stages", "The stream has no stages.", "Add a work stage.")
    if len(stream.stages) > MOST_STAGES:
        yield error(
            "stages",
            f"The stream has {len(stream.stages)} stages; it may have at most {MOST_STAGES}.",
            "Join stages that belong together.",
        )
    yield from repeated("stages", [one.id for one in stream.stages])
    for stage in stream.stages:
        where = f"stages.{stage.id}"
        yield from _check_limit(stage, where)
        yield from money(f"{where}.cost_per_day", "cost per day", stage.cost_per_day)
        yield from (_check_work(stage, where) if stage.kind == "work" else _check_wait(stage, where))
        yield from _check_times(stream, stage, where)
        yield from _check_cadence(stage, where)
        yield from _check_order(stream, stage, where)


def _check_limit(stage: Stage, where: str) -> Iterator[Problem]:
    if stage.wip_limit is not None and stage.wip_limit < 1:
        yield error(
            f"{where}.wip_limit",
            f"WIP limit of {stage.name} is {stage.wip_limit}; it must be 1 or more, or none.",
            "Raise it, or clear it for no limit.",
        )


def _check_work(stage: Stage, where: str) -> Iterator[Problem]:
    if stage.workers is None and stage.team is None:
        yield error(f"{where}.workers", f"{stage.name} has no workers.", "Give it 1 or more workers.")
    if stage.workers is not None and stage.workers < 1:
        yield error(
            f"{where}.workers",
            f"{stage.name} has {stage.workers} workers; a work stage needs 1 or more.",
            "Raise it, or make it a wait stage.",
        )
    if stage.workers is not None and stage.wip_limit is not None and 1 <= stage.wip_limit < stage.workers:
        idle = stage.workers - stage.wip_limit
        yield warning(
            f"{where}.wip_limit",
            f"{stage.name} has {stage.workers} workers and a WIP limit of {stage.wip_limit}: "
            f"{idle} of them have nothing to do.",
            "Raise the limit to the number of workers at least, or take workers out.",
        )
    if stage.time is None and not stage.time_by_type:
        yield error(
            f"{where}.time", f"{stage.name} has no touch time.", "Give it a time, such as p50 and p85."
        )
    if stage.delay is not None:
        yield error(
            f"{where}.delay",
            f"{stage.name} is a work stage and has a delay.",
            "Use time, or add a wait stage.",
        )


def _check_wait(stage: Stage, where: str) -> Iterator[Problem]:
    said = f"{stage.name} is a wait stage: nobody works there, so it takes no"
    for name in ("workers", "team", "time", "cost_per_day", "blockers", "downtime", "setup", "batch"):
        if getattr(stage, name) is not None:
            fix = (
                "Use delay for its own time."
                if name == "time"
                else f"Remove {name}, or make it a work stage."
            )
            yield error(f"{where}.{name}", f"{said} {name}.", fix)
    if stage.time_by_type:
        yield error(f"{where}.time_by_type", f"{said} time_by_type.", "Use delay for its own time.")
    if stage.pull != "room":
        yield error(f"{where}.pull", f"{said} pull when ready.", "Set pull to room.")
    if stage.on_finish != "free":
        yield error(f"{where}.on_finish", f"{said} worker to hold.", "Set on_finish to free.")


def _check_times(stream: Stream, stage: Stage, where: str) -> Iterator[Problem]:
    known = [one.id for one in stream.item_types]
    for name in stage.time_by_type:
        if name not in known:
            yield unknown(f"{where}.time_by_type.{name}", "item type", name, known)
    if stage.time_factor <= 0.0:
        yield error(
            f"{where}.time_factor",
            f"The factor on times is {stage.time_factor:g}; it must be above 0.",
            "Give a factor such as 1.2, or 1 for none.",
        )
    yield from a_factor(f"{where}.time_factor", "factor on times", stage.time_factor)
    if stage.kind == "work" and stage.time is None and stage.time_by_type:
        missing = [name for name in known if name not in stage.time_by_type]
        if missing:
            yield error(
                f"{where}.time",
                f"{stage.name} has no touch time for {', '.join(missing)}.",
                "Give it a time for all types, or one for each of these.",
            )


def _check_cadence(stage: Stage, where: str) -> Iterator[Problem]:
    if stage.cadence is None:
        return
    yield from a_period(f"{where}.cadence.every", "The gate opens every", stage.cadence.every)
    yield from a_time(f"{where}.cadence.first", "first opening", stage.cadence.first)


def _check_order(stream: Stream, stage: Stage, where: str) -> Iterator[Problem]:
    """Warn of an order that finds nothing to go by."""
    if stage.order == "due" and not _anything_is_due(stream):
        yield warning(
            f"{where}.order",
            f"{stage.name} pulls by due moment, and nothing has one: it is first come, first served.",
            "Give an item type due_in, or items a due moment of their own.",
        )
    costless = not any(one.cost_of_delay for one in stream.item_types)
    if stage.order in ("cost_of_delay", "wsjf") and costless:
        yield warning(
            f"{where}.order",
            f"{stage.name} pulls by cost of delay, and no item type has one: it is first come, first served.",
            "Give item types a cost_of_delay.",
        )


def _anything_is_due(stream: Stream) -> bool:
    scheduled = [one for arrival in stream.arrivals if isinstance(arrival, Schedule) for one in arrival.items]
    return any(
        one is not None
        for one in (
            *(one.due_in for one in stream.item_types),
            *(one.due for one in stream.board),
            *(one.due for one in scheduled),
        )
    )
