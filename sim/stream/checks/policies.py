"""Sense of rules over more than one stage: groups, limits by type, feedback."""

from __future__ import annotations

from collections.abc import Iterator

from sim.stream.checks.values import not_negative, repeated, unknown
from sim.stream.feedback import growth
from sim.stream.policies import WipGroup
from sim.stream.problem import Problem, error, warning
from sim.stream.stream import Stream

NEARLY_ENDLESS = 0.8
"""Growth of a generation: each item then has four descendants on average."""

MOST_CREATED = 1000.0
"""Items that one released item creates on average; more than a thousand is a mistake of units."""


def check_groups(stream: Stream) -> Iterator[Problem]:
    """Check the limits over neighbouring stages, and the commitment point."""
    yield from repeated("wip_groups", [one.id for one in stream.wip_groups])
    for group in stream.wip_groups:
        yield from _check_group(stream, group)
    known = [one.id for one in stream.stages]
    if stream.commitment is not None and stream.commitment not in known:
        yield unknown("commitment", "stage", stream.commitment, known)


def check_type_limits(stream: Stream) -> Iterator[Problem]:
    """Check the limits by item type."""
    known = [one.id for one in stream.item_types]
    yield from repeated("type_limits", [one.type for one in stream.type_limits])
    for one in stream.type_limits:
        where = f"type_limits.{one.type}"
        if one.type not in known:
            yield unknown(where, "item type", one.type, known)
        if one.limit < 1:
            yield error(f"{where}.limit", f"The limit is {one.limit}; it must be 1 or more.", "Raise it.")


def check_feedback(stream: Stream) -> Iterator[Problem]:
    """Check what released items create, and that it comes to an end."""
    known = [one.id for one in stream.item_types]
    fit = True
    for place, one in enumerate(stream.feedback):
        where = f"feedback.{place}"
        for field, name in (("on", one.on), ("creates", one.creates)):
            if name not in known:
                fit = False
                yield unknown(f"{where}.{field}", "item type", name, known)
        yield from not_negative(f"{where}.mean_count", "mean number created", one.mean_count)
        if one.mean_count > MOST_CREATED:
            yield error(
                f"{where}.mean_count",
                f"One item creates {one.mean_count:g} on average; it may be at most {MOST_CREATED:,.0f}.",
                "Lower it; it is a mean for each released item.",
            )
    if fit and not any(one.mean_count < 0.0 for one in stream.feedback):
        yield from _check_growth(stream)


def _check_growth(stream: Stream) -> Iterator[Problem]:
    each = growth(stream)
    if each >= 1.0 - 1e-9:
        yield error(
            "feedback",
            f"An item creates {each:.3g} items of the next generation on average: it never ends.",
            "Lower mean_count until this is below 1.",
        )
    elif each > NEARLY_ENDLESS:
        yield warning(
            "feedback",
            f"An item creates {each:.3g} items of the next generation on average: "
            f"what arrives is multiplied by about {1.0 / (1.0 - each):.0f}.",
            "Lower mean_count if that is not meant.",
        )


def _check_group(stream: Stream, group: WipGroup) -> Iterator[Problem]:
    where = f"wip_groups.{group.id}"
    places = {one.id: place for place, one in enumerate(stream.stages)}
    if group.limit < 1:
        yield error(f"{where}.limit", f"The limit is {group.limit}; it must be 1 or more.", "Raise it.")
    if not group.stages:
        yield error(f"{where}.stages", "The group has no stages.", "Name neighbouring stages.")
    yield from repeated(f"{where}.stages", group.stages)
    for name in group.stages:
        if name not in places:
            yield unknown(f"{where}.stages", "stage", name, places)
    held = sorted({places[name] for name in group.stages if name in places})
    if held and held[-1] - held[0] + 1 != len(held):
        gap = stream.stages[next(place for place in range(held[0], held[-1]) if place not in held)]
        yield error(
            f"{where}.stages",
            f"The stages are not neighbours: {gap.name} lies between them and is not in the group.",
            f"Add {gap.id}, or make two groups.",
        )
