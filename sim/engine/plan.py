"""A stream as a board before its first instant: all tables filled, nothing moved yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.distributions import Distribution
from sim.engine import layout as at
from sim.engine import layout_crews as crew
from sim.engine.plan_crews import crew_words, seats_on
from sim.engine.plan_feedback import feedback_words
from sim.engine.plan_lanes import lane_words, order_words
from sim.engine.plan_sources import source_words
from sim.engine.plan_time import time_words
from sim.engine.plan_ways import Link, links_on, way_words
from sim.engine.purposes import REWORK_DRAW, TOUCH_DRAW, purpose_key
from sim.engine.sheet import Sheet
from sim.engine.tables import table_of, ticks
from sim.errors import StreamFault
from sim.stream import Rework, Stage, Stream

FIRST_ROOM = 256
LOG_ROOM = 1 << 15


@dataclass(frozen=True)
class Plan:
    """A stream made ready to run.

    Attributes:
        stream: The stream.
        board: The board before the first instant, shape (words,), without room for rows, events or items.
        fresh: Words of it that a run changes, from the first.
        item_words: Words of an item's row.
        first_room: Items to make room for at first.
        sections: Where each section of the board begins, and the end; equal ones stand for equal layouts.
    """

    stream: Stream
    board: NDArray[np.int64]
    fresh: int
    item_words: int
    first_room: int
    sections: tuple[int, ...]


def make_plan(stream: Stream) -> Plan:
    """Lay a stream out on a board.

    Raises:
        StreamFault: If it is larger than the board, or a duration is beyond the clock's range.
    """
    draft = _draft(stream, steerable=False)
    return draft.plan(draft.tables.wanted)


def make_steerable_plan(stream: Stream, seats: Sequence[int] = (), links: Iterable[Link] = ()) -> Plan:
    """Lay a stream out so that rework may be added and workers and ways taken away while it runs.

    Args:
        stream: The stream.
        seats: Fewest rows of workers by crew: those who left may still have work begun.
        links: Links besides the stream's own: items may still be bound along them.

    Raises:
        StreamFault: If it is larger than the board, or a duration is beyond the clock's range.
    """
    draft = _draft(stream, steerable=True, seats=seats, links=links)
    return draft.plan(draft.tables.wanted)


def make_plans(streams: Sequence[Stream]) -> list[Plan]:
    """Lay out streams of the same structure that follow each other in a run, as alike as they can be.

    Raises:
        StreamFault: If one is larger than the board, or a duration is beyond the clock's range.
    """
    if len(streams) == 1:
        return [make_plan(streams[0])]
    first = [_draft(stream, steerable=False) for stream in streams]
    seats = [max(sizes) for sizes in zip(*(seats_on(one.sheet.words) for one in first), strict=True)]
    links = {link for one in first for link in links_on(one.sheet.words)}
    steerable = len({one.kind() for one in first}) > 1
    drafts = [_draft(stream, steerable=steerable, seats=seats, links=links) for stream in streams]
    wanted = dict.fromkeys(distribution for one in drafts for distribution in one.tables.wanted)
    return [draft.plan(wanted) for draft in drafts]


@dataclass(frozen=True)
class _Draft:
    """A stream laid out, but for the draw tables."""

    stream: Stream
    sheet: Sheet
    tables: _Tables

    def kind(self) -> tuple[int, ...]:
        """Give what boards of one run must have alike: words of an item, lanes, work that is interrupted."""
        words = self.sheet.words
        lanes = range(words[at.LANES], words[at.LANES] + words[at.LANE_COUNT] * at.LANE_WORDS)
        plain = (words[at.stage(s) + crew.PLAIN] for s in range(words[at.STAGE_COUNT]))
        return (words[at.ITEM_WORDS], *plain, *(words[place] for place in lanes))

    def plan(self, wanted: Iterable[Distribution | None]) -> Plan:
        """Write the tables of these distributions, and those words that point to them."""
        fresh = end = len(self.sheet.words)
        tables = {distribution: table_of(distribution) for distribution in wanted}
        for distribution, table in tables.items():
            for word in self.tables.wanted.get(distribution, ()):
                self.sheet.set(word, end)
            end += len(table)
        return Plan(
            stream=self.stream,
            board=np.concatenate([self.sheet.array(), *tables.values()]),
            fresh=fresh,
            item_words=self.sheet.words[at.ITEM_WORDS],
            first_room=len(self.stream.board) + FIRST_ROOM,
            sections=(*self.sheet.sections, end),
        )


def _draft(
    stream: Stream, *, steerable: bool, seats: Sequence[int] = (), links: Iterable[Link] = ()
) -> _Draft:
    _refuse_too_large(stream)
    sheet = Sheet()
    sheet.reserve(at.HEADER_WORDS + (len(stream.stages) + 1) * at.STAGE_WORDS)
    tables = _Tables()
    for number, stage in enumerate(stream.stages):
        _fill_stage(stream, sheet, number, stage)
    sheet.set(at.stage(len(stream.stages)) + at.KIND, at.EXIT)
    sheet.set(at.stage(len(stream.stages)) + at.LIMIT, at.NO_LIMIT)
    crew_words(stream, sheet, tables.offset_later, seats, steerable=steerable)
    lane_words(stream, sheet, steerable=steerable)
    order_words(stream, sheet)
    _fill_groups(stream, sheet)
    way_words(stream, sheet, links)
    _fill_board(stream, sheet)
    source_words(stream, sheet, tables.offset_later)
    _fill_times(stream, sheet, tables)
    time_words(stream, sheet)
    feedback_words(stream, sheet, tables.offset_later)
    reworks = steerable or any(stage.rework for stage in stream.stages)
    sheet.set(at.ITEM_WORDS, at.VISITS + (len(stream.stages) if reworks else 0))
    sheet.set(at.VISITS_KEPT, int(reworks))
    return _Draft(stream, sheet, tables)


class _Tables:
    """Draw tables to be written behind the rest, each once, and the words that point to them."""

    def __init__(self) -> None:
        self.wanted: dict[Distribution | None, list[int]] = {}

    def offset_later(self, word: int, distribution: Distribution | None) -> None:
        """Let a word hold the offset of a distribution's table, once it is known."""
        self.wanted.setdefault(distribution, []).append(word)


def _refuse_too_large(stream: Stream) -> None:
    for count, most, what in (
        (len(stream.stages), at.MOST_STAGES, "stages"),
        (len(stream.item_types), at.MOST_TYPES, "item types"),
    ):
        if count > most:
            raise StreamFault(f"The stream has {count} {what}; at most {most} can run.", "Merge some.")


def _fill_stage(stream: Stream, sheet: Sheet, number: int, stage: Stage) -> None:
    row = at.stage(number)
    sheet.set(row + at.KIND, at.WORK if stage.kind == "work" else at.WAIT)
    sheet.set(row + at.LIMIT, at.NO_LIMIT if stage.wip_limit is None else stage.wip_limit)
    sheet.set(row + at.READY, int(stage.pull == "ready"))
    sheet.set(row + at.HOLD, int(stage.on_finish == "hold"))
    sheet.set(row + at.TOUCH_KEY, purpose_key(TOUCH_DRAW, number))
    sheet.set(row + at.REWORK_KEY, purpose_key(REWORK_DRAW, number))
    sheet.set(row + at.REWORK_COUNT, len(stage.rework))
    sheet.set(row + at.REWORKS, sheet.add(_rework_words(stream, stage.rework)))
    if stage.cadence is not None:
        first = stage.cadence.every if stage.cadence.first is None else stage.cadence.first
        sheet.set(row + at.EVERY, ticks(stage.cadence.every))
        sheet.set(row + at.FIRST, ticks(first))


def _rework_words(stream: Stream, ways: Sequence[Rework]) -> list[int]:
    places = {stage.id: number for number, stage in enumerate(stream.stages)}
    words: list[int] = []
    below = 0.0
    for one in ways:
        below += one.probability
        words += [round(below * (1 << 53)), places[one.to], ticks(one.effort)]
    return words


def _fill_groups(stream: Stream, sheet: Sheet) -> None:
    places = {stage.id: number for number, stage in enumerate(stream.stages)}
    words: list[int] = []
    for one in stream.wip_groups:
        held = [places[name] for name in one.stages]
        words += [min(held), max(held), one.limit, 0, 0]
    sheet.set(at.GROUP_COUNT, len(stream.wip_groups))
    sheet.set(at.GROUPS, sheet.add(words))


def _fill_board(stream: Stream, sheet: Sheet) -> None:
    """Write the items that are there at the start, the oldest first."""
    places = {stage.id: number for number, stage in enumerate(stream.stages)}
    types = {one.id: number for number, one in enumerate(stream.item_types)}
    states = {"waiting": at.WAS_WAITING, "active": at.WAS_ACTIVE, "finished": at.WAS_FINISHED}
    words: list[int] = []
    for n in sorted(range(len(stream.board)), key=lambda n: -stream.board[n].age):
        one = stream.board[n]
        words += [types[one.type], places[one.stage], ticks(one.age), states[one.state], n]
        words.append(at.NO_LIMIT if one.due is None else ticks(one.due))
    sheet.set(at.BOARD_COUNT, len(stream.board))
    sheet.set(at.BOARD_ROWS, sheet.add(words))


def _fill_times(stream: Stream, sheet: Sheet, pointers: _Tables) -> None:
    sheet.set(at.STAGE_COUNT, len(stream.stages))
    for number, stage in enumerate(stream.stages):
        offset = sheet.add([0] * len(stream.item_types))
        sheet.set(at.stage(number) + at.TIMES, offset)
        for t, one in enumerate(stream.item_types):
            time = stage.delay if stage.kind == "wait" else stage.time_by_type.get(one.id, stage.time)
            pointers.offset_later(offset + t, time)
