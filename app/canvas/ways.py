"""Ways between cards that are not just to the next one: back, past a card, and round from the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.stream import Stage, Stream


@dataclass(frozen=True)
class WayShare:
    """One figure of a way that can be edited.

    Attributes:
        label: What it is called beside its field.
        name: What it is called in a sentence ("rework of Test").
        path: Where it stands in the stream.
        share: Its value, 1 being all.
        most: The most it can be.
    """

    label: str
    name: str
    path: str
    share: float
    most: float = 1.0


@dataclass(frozen=True)
class WayState:
    """A way from one card to another that is not just the next.

    Attributes:
        begin: Number of the card it leaves.
        end: Number of the card it leads to.
        text: Its words.
        key: Tells it from the others.
        shorter: The same in fewer words, the shortest last.
        shares: Its figures.
        kinds: The item types that take it, by id; None where it does not go by type.
    """

    begin: int
    end: int
    text: str
    key: str = ""
    shorter: tuple[str, ...] = ()
    shares: tuple[WayShare, ...] = ()
    kinds: tuple[str, ...] | None = None


def levels(ways: Sequence[WayState]) -> tuple[int, ...]:
    """Give each way a level, as low as it can be without running along another one."""
    taken: list[list[tuple[int, int]]] = []
    found = []
    for way in ways:
        here = (min(way.begin, way.end), max(way.begin, way.end))
        if way.begin == way.end:
            here = (way.begin - 1, way.end + 1)  # it has little length, and words beside it
        free = (n for n, spans in enumerate(taken) if all(here[1] <= a or b <= here[0] for a, b in spans))
        level = next(free, len(taken))
        if level == len(taken):
            taken.append([])
        taken[level].append(here)
        found.append(level)
    return tuple(found)


def ways_back(stream: Stream) -> tuple[WayState, ...]:
    """Read the ways back, in the order of the stream."""
    places = {stage.id: i for i, stage in enumerate(stream.stages, start=1)}
    return tuple(
        _way_back(stage, number, (places[stage.id], places[way.to]))
        for stage in stream.stages
        for number, way in enumerate(stage.rework)
        if way.to in places
    )


def _way_back(stage: Stage, number: int, ends: tuple[int, int]) -> WayState:
    way = stage.rework[number]
    path, percent = f"stages.{stage.id}.rework.{number}", f"{way.probability * 100:.3g} %"
    shares = (
        WayShare("Goes back", f"rework of {stage.name}", f"{path}.probability", way.probability, 0.99),
        WayShare("Work done again", f"effort of rework of {stage.name}", f"{path}.effort", way.effort, 10.0),
    )
    key = f"rework:{stage.id}:{way.to}"
    return WayState(*ends, f"{percent} rework", key, (percent,), shares)


def ways_on(stream: Stream) -> tuple[WayState, ...]:
    """Read the ways past a card: of types that skip it, and of the routes of a stage; one arc each way."""
    places = {stage.id: i for i, stage in enumerate(stream.stages, start=1)}
    names = {kind.id: kind.name for kind in stream.item_types}
    told: dict[tuple[int, int], list[WayShare]] = {}
    taken: dict[tuple[int, int], set[str]] = {}
    for stage in stream.stages:
        here = places[stage.id]
        for kind in (each for each in names if stage.skip.get(each, 0.0) > 0):
            path = f"stages.{stage.id}.skip.{kind}"
            said = f"how many {names[kind]} skip {stage.name}"
            figure = WayShare(names[kind], said, path, stage.skip[kind])
            told.setdefault((here - 1, here + 1), []).append(figure)
            taken.setdefault((here - 1, here + 1), set()).add(kind)
        for number, way in enumerate(stage.routes):
            if way.share > 0 and way.to in places:
                kinds = " ".join(names.get(each, each) for each in way.types or ())
                path = f"stages.{stage.id}.routes.{number}.share"
                figure = WayShare(kinds, f"the way on from {stage.name}", path, way.share)
                told.setdefault((here, places[way.to]), []).append(figure)
                taken.setdefault((here, places[way.to]), set()).update(way.types or names)
    return tuple(
        _way_on(ends, shares, tuple(each for each in names if each in taken[ends]), len(names))
        for ends, shares in told.items()
    )


def _way_on(ends: tuple[int, int], shares: list[WayShare], kinds: tuple[str, ...], of: int) -> WayState:
    words, shorter = ", ".join(_said(one) for one in shares), _shortened(shares)
    if of > 1 and len(shares) == of and len({(one.share, bool(one.label)) for one in shares}) == 1:
        percent = f"{shares[0].share * 100:.3g} %"
        words, shorter = (f"{percent} of all types", (percent,))
    return WayState(*ends, words, f"onward:{ends[0]}:{ends[1]}", shorter, tuple(shares), kinds)


def _said(one: WayShare) -> str:
    if one.share >= 1 and one.label:
        return f"all {one.label}"
    return f"{one.label} {one.share * 100:.3g} %".strip()


def _shortened(shares: list[WayShare]) -> tuple[str, ...]:
    """Say the same in fewer words: who goes altogether is counted, and at last everything is."""
    if len(shares) < 2:
        return (f"{shares[0].share * 100:.3g} %",)
    whole = [one for one in shares if one.share >= 1]
    part = [_said(one) for one in shares if one.share < 1]
    counted = [", ".join([*part, f"all of {len(whole)} types"])] if len(whole) > 1 else []
    return (*counted, f"{len(shares)} shares")


def feedback_text(stream: Stream) -> str:
    """Say what items that are done bring: "each Feature brings 0.3 Defect"."""
    names = {kind.id: kind.name for kind in stream.item_types}
    told = []
    for loop in stream.feedback:
        on, creates = (names.get(each, each) for each in (loop.on, loop.creates))
        if loop.mean_count > 0:
            told.append(f"each {on} brings {loop.mean_count:.3g} {creates}")
    return ", ".join(told)
