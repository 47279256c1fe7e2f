"""Ways between cards that are not just to the next one: back, past a card, and round from the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.stream import Stream


@dataclass(frozen=True)
class WayState:
    """A way from one card to another that is not just the next: their numbers, and its words."""

    begin: int
    end: int
    text: str


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
        WayState(places[stage.id], places[way.to], f"{way.probability * 100:.3g} % rework")
        for stage in stream.stages
        for way in stage.rework
        if way.to in places
    )


def ways_on(stream: Stream) -> tuple[WayState, ...]:
    """Read the ways past a card: of types that skip it, and of the routes of a stage; one arc each way."""
    places = {stage.id: i for i, stage in enumerate(stream.stages, start=1)}
    names = {kind.id: kind.name for kind in stream.item_types}
    told: dict[tuple[int, int], list[str]] = {}
    for stage in stream.stages:
        here = places[stage.id]
        for kind, name in names.items():
            share = stage.skip.get(kind, 0.0)
            if share > 0:
                told.setdefault((here - 1, here + 1), []).append(
                    f"all {name}" if share >= 1 else f"{name} {share * 100:.3g} %"
                )
        for way in stage.routes:
            if way.share > 0 and way.to in places:
                kinds = "" if way.types is None else " ".join(names.get(each, each) for each in way.types)
                told.setdefault((here, places[way.to]), []).append(f"{kinds} {way.share * 100:.3g} %".strip())
    return tuple(WayState(begin, end, ", ".join(texts)) for (begin, end), texts in told.items())


def feedback_text(stream: Stream) -> str:
    """Say what items that are done bring: "each Feature brings 0.3 Defect"."""
    names = {kind.id: kind.name for kind in stream.item_types}
    told = []
    for loop in stream.feedback:
        on, creates = (names.get(each, each) for each in (loop.on, loop.creates))
        if loop.mean_count > 0:
            told.append(f"each {on} brings {loop.mean_count:.3g} {creates}")
    return ", ".join(told)
