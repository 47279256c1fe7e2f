"""The streams that the engine is measured on."""

from __future__ import annotations

from typing import Any

from sim.stream import Rework, Stream
from tests.bench.peers.shape import LIMITED, Shape
from tests.builders import exponential, line, poisson

PROJECT, REPLICATIONS = 250, 1_000
"""Items and replications of a small project run again and again."""


def stream_of(shape: Shape) -> Stream:
    """Give a peer's line as a stream."""
    plain = line([exponential(shape.mean)] * shape.stages, shape.workers, shape.limit, arrivals=poisson(1.0))
    if not shape.back:
        return plain
    *before, last = plain.stages
    back = (Rework(to=plain.stages[1].id, probability=shape.back),)
    return plain.model_copy(update={"stages": (*before, last.model_copy(update={"rework": back}))})


def every_rule() -> Stream:
    """The line with every rule in use at once, and a release train behind it."""
    return Stream.model_validate(
        stream_of(LIMITED).model_dump(exclude_unset=True, by_alias=True)
        | {
            "item_types": _types(),
            "classes": [
                {"id": "fast", "rank": 0, "ignores_wip": True, "at_most": 5, "preempts": True},
                {"id": "usual", "rank": 1},
            ],
            "teams": [
                {"id": "crew", "name": "Crew", "size": 6, "multitask": 2, "switch_cost": 0.02, "focus": 0.95}
            ],
            "stages": _stages(),
            "wip_groups": [{"id": "line", "stages": ["s1", "s2", "s3"], "limit": 12}],
            "type_limits": [{"type": "debt", "limit": 10}],
            "feedback": [
                {"on": "feature", "creates": "defect", "mean_count": 0.1, "after": _exponential(15.0)}
            ],
            "drag": [{"type": "debt", "per_item": 0.005, "stages": ["s1"]}],
            "plan": [{"at": 1_000.0, "set": {"stages.s1.workers": 3, "stages.s1.wip_limit": 5}}],
            "arrivals": [{"kind": "interarrival", "time": _exponential(1.5)}],
        }
    )


def _exponential(mean: float) -> dict[str, Any]:
    return {"family": "exponential", "mean": mean}


def _types() -> list[dict[str, Any]]:
    return [
        {"id": "feature", "name": "Feature", "share": 0.5, "class": "usual", "cost_of_delay": 3.0},
        {"id": "defect", "name": "Defect", "share": 0.2, "class": "fast", "cost_of_delay": 9.0},
        {"id": "risk", "name": "Risk", "share": 0.1, "class": "usual", "cost_of_delay": 1.0},
        {"id": "debt", "name": "Debt", "share": 0.2, "class": "usual"},
    ]


def _stages() -> list[dict[str, Any]]:
    """Stages that share the line's touch time; each has rules of its own."""
    own, crew = {"workers": 2}, {"team": "crew"}
    stops = {"probability": 0.1, "time": _exponential(2.0), "keeps_worker": False}
    fails = {"time_to_failure": _exponential(50.0), "time_to_repair": _exponential(1.0)}
    changeover = {"time": {"family": "constant", "value": 0.05}}
    rules: list[dict[str, Any]] = [
        {**own, "order": "wsjf", "setup": changeover, "skip": {"debt": 0.1}},
        {**crew, "order": "oldest"},
        {**own, "downtime": fails, "rework": [{"to": "s2", "probability": 0.1, "effort": 0.5}]},
        {**crew, "blockers": stops, "routes": [{"to": "train", "share": 0.05}]},
        {**own, "wip_limit": 6, "batch": {"size": 2, "at_most_after": 1.0}, "transfer": 2},
    ]
    work = [
        {
            "id": f"s{number}",
            "name": f"S{number}",
            "kind": "work",
            "time": _exponential(LIMITED.mean),
            "wip_limit": LIMITED.limit,
            **own_rules,
        }
        for number, own_rules in enumerate(rules, start=1)
    ]
    train = {"id": "train", "name": "Train", "kind": "wait", "cadence": {"every": 10.0}}
    return [*work, train]
