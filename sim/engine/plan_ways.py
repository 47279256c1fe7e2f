"""Ways through the stream as tables of the board: links, queues along them, routes, skipped stages, lots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from sim.engine import layout as at
from sim.engine import layout_ways as way
from sim.engine.plan_lanes import goes_by_item
from sim.engine.purposes import ROUTE_DRAW, SKIP_DRAW, purpose_key
from sim.engine.queues import HEAPED
from sim.engine.sheet import Sheet
from sim.stream import Stage, Stream

Link = tuple[int, int]
"""From a stage (-1: the backlog) to a later one or the exit."""


def links_of(stream: Stream) -> set[Link]:
    """Give every link that an item may go along."""
    places = {stage.id: number for number, stage in enumerate(stream.stages)}
    links: set[Link] = set()
    for origin in range(-1, len(stream.stages)):
        routes = stream.stages[origin].routes if origin >= 0 else ()
        for first in (origin + 1, *(places[route.to] for route in routes)):
            to = first
            links.add((origin, to))
            while to < len(stream.stages) and any(stream.stages[to].skip.values()):
                to += 1
                links.add((origin, to))
    return links


def links_on(words: Sequence[int] | NDArray[np.int64]) -> list[Link]:
    """Give the links that a board has; a plan that takes its place needs them all."""
    rows = range(words[way.LINKS], words[way.LINKS] + words[way.LINK_COUNT] * way.LINK_WORDS, way.LINK_WORDS)
    return [(int(words[row + way.LINK_FROM]), int(words[row + way.LINK_TO])) for row in rows]


def way_words(stream: Stream, sheet: Sheet, links: Iterable[Link] = ()) -> None:
    """Write links, routes, skips, lots and queues; ``links`` are there besides the stream's own.

    Lanes must be written before.
    """
    ordered = sorted(links_of(stream).union(links), key=lambda link: (link[1], link[0]))
    _fill_links(stream, sheet, ordered)
    branches = False
    for number, stage in enumerate(stream.stages):
        branches |= bool(stage.routes) or any(stage.skip.values())
        _fill_routes(stream, sheet, number)
        _fill_skips(stream, sheet, number)
        if stage.transfer is not None and stage.transfer > 1:
            sheet.set(at.stage(number) + way.LOT, sheet.add([stage.transfer, 0, -1, -1]))
    sheet.set(way.BRANCHES, int(branches))
    sheet.set(way.LAST_CALL, _marks(n for n, stage in enumerate(stream.stages) if _waits_for_more(stage)))
    _fill_queues(stream, sheet, ordered)


def _waits_for_more(stage: Stage) -> bool:
    return stage.transfer is not None or stage.batch is not None


def _marks(stages: Iterable[int]) -> int:
    return sum(1 << s for s in set(stages))


def _fill_links(stream: Stream, sheet: Sheet, links: list[Link]) -> None:
    size = len(stream.stages) + 1
    sheet.set(way.LINK_COUNT, len(links))
    sheet.set(way.LINKS, sheet.add(place for link in links for place in link))
    numbers = {link: number for number, link in enumerate(links)}
    pairs = ((origin, to) for origin in range(-1, size - 1) for to in range(size))
    sheet.set(way.LINK_OF, sheet.add(numbers.get(pair, -1) for pair in pairs))
    sheet.set(way.FROM_BACKLOG, _marks(to for origin, to in links if origin < 0))
    for s in range(size):
        into = [number for number, (_, to) in enumerate(links) if to == s]
        sheet.set(at.stage(s) + way.FIRST_LINK, into[0])
        sheet.set(at.stage(s) + way.IN_LINKS, len(into))
        sheet.set(at.stage(s) + way.ONWARD, _marks(to for origin, to in links if origin == s))
    for g in range(sheet.words[at.GROUP_COUNT]):
        row = sheet.words[at.GROUPS] + g * at.GROUP_WORDS
        first, last = sheet.words[row + at.GROUP_FIRST], sheet.words[row + at.GROUP_LAST]
        sheet.set(row + at.GROUP_ENTRIES, _marks(to for o, to in links if o < first <= to <= last))


def _fill_routes(stream: Stream, sheet: Sheet, number: int) -> None:
    stage = stream.stages[number]
    if not stage.routes:
        return
    places = {one.id: place for place, one in enumerate(stream.stages)}
    words = [purpose_key(ROUTE_DRAW, number), len(stage.routes)]
    below = [Fraction(0)] * len(stream.item_types)
    for route in stage.routes:
        for t, one in enumerate(stream.item_types):
            below[t] += Fraction(route.share) if route.types is None or one.id in route.types else 0
        words += [places[route.to], *(round(share * (1 << 53)) for share in below)]
    sheet.set(at.stage(number) + way.ROUTES, sheet.add(words))


def _fill_skips(stream: Stream, sheet: Sheet, number: int) -> None:
    skip = stream.stages[number].skip
    if not any(skip.values()):
        return
    below = [round(skip.get(one.id, 0.0) * (1 << 53)) for one in stream.item_types]
    sheet.set(at.stage(number) + way.SKIPS, sheet.add([purpose_key(SKIP_DRAW, number), *below]))


def _fill_queues(stream: Stream, sheet: Sheet, links: list[Link]) -> None:
    """Write the lists of all queues, those inside stages first, empty: in order of joining, or heaps."""
    stages = len(stream.stages)
    pulling = [*range(stages), *(to for _, to in links)]
    lanes = sheet.words[at.LANES]
    kinds = [sheet.words[lanes + n * at.LANE_WORDS + at.LANE_KIND] for n in range(sheet.words[at.LANE_COUNT])]
    words: list[int] = []
    for s in pulling:
        keyed = s < stages and goes_by_item(stream.stages[s])
        for kind in kinds:
            words += [-1, HEAPED if keyed and kind != at.BEGUN else -1]
    sheet.set(at.QUEUES, sheet.add(words))
    if len(kinds) == 1:
        _fill_only_lists(sheet, stages, pulling, words)


def _fill_only_lists(sheet: Sheet, stages: int, pulling: list[int], words: list[int]) -> None:
    """Note where all that wait stand in one list: PERF(tests/bench, five-stage line), it is found at once."""
    for queue, s in enumerate(pulling):
        found = 0 if words[2 * queue + 1] == HEAPED else sheet.words[at.QUEUES] + 2 * queue
        if queue < stages:
            sheet.set(at.stage(s) + way.ONLY_WAITING, found)
        elif pulling[stages:].count(s) == 1:
            sheet.set(at.stage(s) + way.ONLY_BOUND, found)
