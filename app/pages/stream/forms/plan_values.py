"""Which values a plan can change on a day, each with its name and its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sim.errors import StreamFault
from sim.stream import CadenceArrival, Interarrival, get_value

if TYPE_CHECKING:
    from sim.stream import Stage, Stream, Vocabulary

ValueKind = Literal["whole", "limit", "number", "duration", "share"]
_FIGURES = ("mean", "p50", "value")


@dataclass(frozen=True)
class PlanValue:
    """One value that a plan can change.

    Attributes:
        path: Where it is, by id.
        text: What it is called.
        kind: What may be written there: a whole number, a limit (or none), a number, a duration, a share.
    """

    path: str
    text: str
    kind: ValueKind

    def say(self, value: object, unit: str) -> str:
        """Write a value of it."""
        if value is None:
            return "none"
        if isinstance(value, (int, float)) and self.kind == "share":
            return f"{100 * value:.4g}\u00a0%"
        shown = f"{value:g}" if isinstance(value, (int, float)) else str(value)
        return f"{shown} {unit}" if self.kind == "duration" else shown


def plan_values(stream: Stream) -> tuple[PlanValue, ...]:
    """Give all values that a plan can change, people first."""
    words = stream.vocabulary
    found = [
        PlanValue(f"teams.{t.id}.size", f"{words.workers.capitalize()} in {t.name}", "whole")
        for t in stream.teams
    ]
    for stage in stream.stages:
        found += _of_stage(stage, words)
    found += [
        PlanValue(f"wip_groups.{group.id}.limit", f"Limit of {group.name or group.id}", "whole")
        for group in stream.wip_groups
    ]
    kinds = {kind.id: kind.name for kind in stream.item_types}
    found += [
        PlanValue(f"type_limits.{one.type}.limit", f"Limit of {kinds.get(one.type, one.type)}", "whole")
        for one in stream.type_limits
    ]
    found += _of_arrivals(stream)
    found += [
        PlanValue(f"item_types.{kind.id}.share", f"Share of {kind.name}", "share")
        for kind in stream.item_types
    ]
    return tuple(found)


def _of_stage(stage: Stage, words: Vocabulary) -> Iterator[PlanValue]:
    path = f"stages.{stage.id}"
    if stage.workers is not None:
        yield PlanValue(f"{path}.workers", f"{words.workers.capitalize()} of {stage.name}", "whole")
    yield PlanValue(f"{path}.wip_limit", f"WIP limit of {stage.name}", "limit")
    yield PlanValue(f"{path}.time_factor", f"Time factor of {stage.name}", "number")
    for way in stage.rework:
        yield PlanValue(f"{path}.rework.{way.to}.probability", f"Rework of {stage.name}", "share")


def _of_arrivals(stream: Stream) -> Iterator[PlanValue]:
    several = len(stream.arrivals) > 1
    for number, way in enumerate(stream.arrivals):
        which = f" ({number + 1})" if several else ""
        path = f"arrivals.{number}"
        if isinstance(way, Interarrival):
            figure = next((name for name in _FIGURES if getattr(way.time, name) is not None), None)
            if figure is not None:
                yield PlanValue(f"{path}.time.{figure}", f"Time between arrivals{which}", "duration")
        elif isinstance(way, CadenceArrival):
            yield PlanValue(
                f"{path}.count", f"{stream.vocabulary.items.capitalize()} each time{which}", "whole"
            )


def value_now(stream: Stream, path: str) -> Any:  # noqa: ANN401 (whatever stands there)
    """Give what stands at a path before the plan; None where nothing does."""
    try:
        return get_value(stream, path)
    except StreamFault:
        return None
