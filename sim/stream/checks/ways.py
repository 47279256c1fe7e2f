"""Sense of the ways through the stream: back, onward past the next stage, and past what is skipped."""

from __future__ import annotations

from collections.abc import Iterator

from sim.stream.checks.values import a_factor, a_share, known_types, not_negative, repeated, unknown
from sim.stream.problem import Problem, error
from sim.stream.stages import Route, Stage
from sim.stream.stream import Stream

ROUNDING = 1e-9
"""Shares written as decimals may sum to a little more than 1."""


def check_ways(stream: Stream) -> Iterator[Problem]:
    """Check rework, routes and skipping of every stage."""
    for number, stage in enumerate(stream.stages):
        where = f"stages.{stage.id}"
        yield from _check_skip(stream, stage, where)
        yield from _check_rework(stream, number, where)
        yield from _check_routes(stream, number, where)
    yield from _check_passing_by(stream)


def _check_skip(stream: Stream, stage: Stage, where: str) -> Iterator[Problem]:
    known = [one.id for one in stream.item_types]
    for name, share in stage.skip.items():
        if name not in known:
            yield unknown(f"{where}.skip.{name}", "item type", name, known)
        yield from a_share(f"{where}.skip.{name}", "share that passes by", share)


def _check_passing_by(stream: Stream) -> Iterator[Problem]:
    """Refuse a type of which nothing would ever be in the stream."""
    for one in stream.item_types:
        if stream.stages and all(stage.skip.get(one.id, 0.0) >= 1.0 for stage in stream.stages):
            yield error(
                f"stages.{stream.stages[0].id}.skip.{one.id}",
                f"{one.name} passes by every stage: nothing of it would ever be in the stream.",
                "Lower its share in one of them.",
            )


def _check_routes(stream: Stream, number: int, where: str) -> Iterator[Problem]:
    stage = stream.stages[number]
    targets = [one.to for one in stage.routes]
    for place, one in enumerate(stage.routes):
        here = f"{where}.routes.{one.to if targets.count(one.to) == 1 else place}"
        yield from a_share(f"{here}.share", "share of a route", one.share)
        if one.types is not None:
            yield from known_types(f"{here}.types", one.types, [each.id for each in stream.item_types])
        yield from _check_target(stream, number, one, here)
    yield from _check_route_shares(stream, stage, where)


def _check_target(stream: Stream, number: int, route: Route, here: str) -> Iterator[Problem]:
    places = {one.id: place for place, one in enumerate(stream.stages)}
    name = stream.stages[number].name
    if route.to not in places:
        yield unknown(f"{here}.to", "stage", route.to, places)
    elif places[route.to] == number:
        yield error(f"{here}.to", f"A route of {name} goes to {name} itself.", "Name a later stage.")
    elif places[route.to] < number:
        yield error(
            f"{here}.to",
            f"A route of {name} goes to {route.to}, an earlier stage.",
            "Name a later stage; rework is the way back.",
        )


def _check_route_shares(stream: Stream, stage: Stage, where: str) -> Iterator[Problem]:
    """Check that no type is sent on more than once; each too large sum is said once."""
    sums: dict[float, list[str]] = {}
    for one in stream.item_types:
        shares = [way.share for way in stage.routes if way.types is None or one.id in way.types]
        total = sum(shares)
        if total > 1.0 + ROUNDING and max(shares) <= 1.0:
            sums.setdefault(round(total, 9), []).append(one.name)
    for total, names in sums.items():
        who = "" if len(names) == len(stream.item_types) else f" for {', '.join(names)}"
        yield error(
            f"{where}.routes",
            f"The shares of the routes of {stage.name} sum to {total:g}{who}; it may be at most 1.",
            "Lower them; what is left goes to the next stage.",
        )


def _check_rework(stream: Stream, number: int, where: str) -> Iterator[Problem]:
    stage = stream.stages[number]
    places = {one.id: place for place, one in enumerate(stream.stages)}
    yield from repeated(f"{where}.rework", [one.to for one in stage.rework])
    for one in stage.rework:
        here = f"{where}.rework.{one.to}"
        if not 0.0 <= one.probability < 1.0:
            yield error(
                f"{here}.probability",
                f"The probability of rework is {one.probability:g}; it must be from 0 to below 1.",
                "Give the share of finishes that fail, such as 0.1.",
            )
        yield from not_negative(f"{here}.effort", "effort of rework", one.effort)
        yield from a_factor(f"{here}.effort", "effort of rework", one.effort)
        if one.to not in places:
            yield unknown(f"{here}.to", "stage", one.to, places)
        elif places[one.to] > number:
            yield error(
                f"{here}.to",
                f"Rework of {stage.name} goes to {one.to}, a later stage.",
                "Send it back, not on.",
            )
        elif stream.stages[places[one.to]].kind == "wait":
            yield error(
                f"{here}.to",
                f"Rework of {stage.name} goes to {one.to}, a wait stage, where nothing is mended.",
                "Send it to a work stage.",
            )
    total = sum(one.probability for one in stage.rework)
    if len(stage.rework) > 1 and total >= 1.0:
        yield error(
            f"{where}.rework",
            f"The probabilities of rework sum to {total:g}; it must be below 1, or nothing ever leaves.",
            "Lower them.",
        )
