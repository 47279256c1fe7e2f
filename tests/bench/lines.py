"""The streams that the engine is measured on."""

from __future__ import annotations

from sim.distributions import Distribution
from sim.stream import Cadence, Interarrival, ItemType, Rework, ServiceClass, Stream, WipGroup
from tests.bench.peers.shape import LIMITED, Shape
from tests.builders import exponential, line, poisson, wait

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
    """The line with two classes, four types, a group, rework from two stages and a release train."""
    plain = stream_of(LIMITED)
    back = (Rework(to="s2", probability=0.1, effort=0.5),)
    stages = [
        stage.model_copy(update={"rework": back} if stage.id in {"s3", "s5"} else {})
        for stage in plain.stages
    ]
    stages[0] = stages[0].model_copy(
        update={"time_by_type": {"defect": Distribution(family="lognormal", p50=0.5, p85=1.2)}}
    )
    classes = (ServiceClass(id="fast", rank=0, ignores_wip=True, at_most=1), ServiceClass(id="usual", rank=1))
    types = tuple(
        ItemType.model_validate({"id": name, "name": name, "share": share, "class": service})
        for name, share, service in (
            ("feature", 0.5, "usual"),
            ("defect", 0.2, "fast"),
            ("risk", 0.1, "usual"),
            ("debt", 0.2, "usual"),
        )
    )
    return plain.model_copy(
        update={
            "stages": (*stages, wait("Train", cadence=Cadence(every=10.0))),
            "item_types": types,
            "classes": classes,
            "wip_groups": (WipGroup(id="line", stages=("s1", "s2", "s3"), limit=10),),
            "arrivals": (Interarrival(time=exponential(1.15)),),
        }
    )
