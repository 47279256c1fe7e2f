"""The arrivals of a stream as rows of the board."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import gcd, lcm

from sim.distributions import Distribution
from sim.engine import layout as at
from sim.engine.sheet import Sheet
from sim.engine.tables import ticks
from sim.stream import (
    Arrivals,
    Backlog,
    CadenceArrival,
    Interarrival,
    Saturated,
    Schedule,
    Stream,
    types_of,
)

Pointer = Callable[[int, Distribution | None], None]

_KINDS = {
    "interarrival": at.INTERARRIVAL,
    "cadence": at.CADENCE,
    "schedule": at.SCHEDULE,
    "backlog": at.BACKLOG,
    "saturated": at.SATURATE,
}


def source_words(stream: Stream, sheet: Sheet, point: Pointer) -> None:
    """Write the rows of all sources; ``point`` lets a word hold the offset of a distribution's table."""
    count = len(stream.arrivals)
    sheet.set(at.SOURCE_COUNT, count)
    sheet.set(at.SATURATED, int(any(isinstance(one, Saturated) for one in stream.arrivals)))
    sheet.set(at.SOURCES, sheet.reserve(count * at.SOURCE_WORDS))
    for number, arrival in enumerate(stream.arrivals):
        row = sheet.words[at.SOURCES] + number * at.SOURCE_WORDS
        sheet.set(row + at.SOURCE_KIND, _KINDS[arrival.kind])
        sheet.set(row + at.ORDINAL, number + 1)
        sheet.set(row + at.SOURCE_FIRST, -1)
        _fill_mix(stream, sheet, row, arrival)
        if isinstance(arrival, Interarrival):
            point(row + at.GAP_TABLE, arrival.time)
            point(row + at.BATCH_TABLE, arrival.batch)
        elif isinstance(arrival, CadenceArrival):
            sheet.set(row + at.PERIOD, ticks(arrival.every))
            sheet.set(row + at.COUNT, arrival.count)
            sheet.set(row + at.SOURCE_FIRST, ticks(arrival.first or 0.0))
        elif isinstance(arrival, Schedule):
            _fill_schedule(stream, sheet, row, arrival)
        elif isinstance(arrival, Backlog):
            _fill_backlog(sheet, row, arrival)


def _fill_backlog(sheet: Sheet, row: int, arrival: Backlog) -> None:
    counts = arrival.counts or {}
    sheet.set(row + at.COUNT, sum(counts.values()) if arrival.count is None else arrival.count)
    sheet.set(row + at.SOURCE_FIRST, 0)


def _fill_schedule(stream: Stream, sheet: Sheet, row: int, arrival: Schedule) -> None:
    types = {one.id: number for number, one in enumerate(stream.item_types)}
    words: list[int] = []
    for n in sorted(range(len(arrival.items)), key=lambda n: arrival.items[n].at):
        one = arrival.items[n]
        given = [one.times.get(stage.id) for stage in stream.stages]
        words += [ticks(one.at), -1 if one.type is None else types[one.type], n]
        words.append(at.NO_LIMIT if one.due is None else ticks(one.due))
        words += [-1 if time is None else ticks(time) for time in given]
    sheet.set(row + at.ROWS, sheet.add(words))
    sheet.set(row + at.ROW_COUNT, len(arrival.items))
    if arrival.items:
        sheet.set(row + at.SOURCE_FIRST, words[at.ROW_AT])


def _fill_mix(stream: Stream, sheet: Sheet, row: int, arrival: Arrivals) -> None:
    counts = arrival.counts if isinstance(arrival, Backlog) and arrival.count is None else None
    if counts is not None:
        weights = {name: count for name, count in counts.items() if count > 0}
    else:
        weights = _weights({one.id: one.share for one in types_of(stream, arrival)})
    whole = sum(weights.values())
    types = [number for number, one in enumerate(stream.item_types) if weights.get(one.id, 0) > 0]
    words: list[int] = []
    below = 0
    for number in types:
        weight = weights[stream.item_types[number].id]
        below += weight
        words += [number, (below << 53) // whole, weight, 0]
    sheet.set(row + at.BALANCED, int(arrival.mix == "balanced" or counts is not None))
    sheet.set(row + at.MIX, sheet.add(words))
    sheet.set(row + at.MIX_COUNT, len(types))
    sheet.set(row + at.WHOLE, whole)


def _weights(shares: Mapping[str, float]) -> dict[str, int]:
    """Turn relative shares into whole numbers in the same proportions; equal ones where none is above 0.

    Shares are taken as the decimals that people write, so that types equally far behind theirs tie. Those of
    too many digits are rounded, by largest remainder, to numbers that sum to ``SHARE_WHOLE``.
    """
    exact = {name: Fraction(str(share)) for name, share in shares.items()}
    exact = exact if any(exact.values()) else dict.fromkeys(exact, Fraction(1))
    scale = Fraction(lcm(*(one.denominator for one in exact.values())), 1)
    scale /= gcd(*(int(one * scale) for one in exact.values()))
    total = sum(exact.values(), Fraction(0))
    scale = min(scale, Fraction(at.SHARE_WHOLE) / total)
    weights = {name: int(one * scale) for name, one in exact.items()}
    left = round(total * scale) - sum(weights.values())
    for name in sorted(exact, key=lambda name: weights[name] - exact[name] * scale)[:left]:
        weights[name] += 1
    return weights
