"""Crews, and what interrupts their work, as words of the board."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.distributions import Distribution
from sim.engine import layout as at
from sim.engine import layout_crews as crew
from sim.engine.purposes import (
    BLOCK_DRAW,
    BLOCKED_DRAW,
    BLOCKS_DRAW,
    FAIL_DRAW,
    REPAIR_DRAW,
    SETUP_DRAW,
    purpose_key,
)
from sim.engine.sheet import Sheet
from sim.engine.tables import ticks
from sim.stream import Stage, Stream, Team

Pointer = Callable[[int, Distribution | None], None]


def crew_words(
    stream: Stream, sheet: Sheet, point: Pointer, seats: Sequence[int], *, steerable: bool
) -> None:
    """Write the crews and what the stages say about work under way.

    Args:
        stream: The stream.
        sheet: The board in the making; the rows of its stages are there.
        point: Lets a word hold the offset of a distribution's table.
        seats: Fewest rows of workers by crew: those who left may still have work begun.
        steerable: Whether what interrupts work may be added later: no stage of work is plain then.
    """
    count = len(stream.stages) + len(stream.teams)
    sheet.set(crew.CREW_COUNT, count)
    sheet.set(crew.CREWS, sheet.reserve(count * crew.CREW_WORDS))
    for number, stage in enumerate(stream.stages):
        _fill_crew(sheet, number, _own_workers(stage), seats)
        sheet.set(_crew(sheet, number) + crew.STAFFS, 1 << number)
    for number, team in enumerate(stream.teams, len(stream.stages)):
        _fill_crew(sheet, number, team.size, seats)
        _fill_team(stream, sheet, number, team)
    for number, stage in enumerate(stream.stages):
        _fill_stage(stream, sheet, number, stage, steerable=steerable)
        _fill_setup(sheet, point, number, stage)
        _fill_blockers(sheet, point, number, stage)
        _fill_downtime(sheet, point, number, stage)
        _fill_batch(sheet, number, stage)
    sheet.set(crew.PREEMPTIVE, int(any(one.preempts for one in stream.classes)))
    _fill_steps(stream, sheet)


def seats_on(words: Sequence[int] | NDArray[np.int64]) -> list[int]:
    """Give how many rows of workers a board has for each crew; a plan that takes its place needs as many."""
    rows = range(
        words[crew.CREWS], words[crew.CREWS] + words[crew.CREW_COUNT] * crew.CREW_WORDS, crew.CREW_WORDS
    )
    return [int(words[row + crew.SEATS]) for row in rows]


def _own_workers(stage: Stage) -> int:
    if stage.kind == "wait" or stage.team is not None:
        return 0
    return 1 if stage.workers is None else stage.workers


def _crew(sheet: Sheet, number: int) -> int:
    return sheet.words[crew.CREWS] + number * crew.CREW_WORDS


def _fill_crew(sheet: Sheet, number: int, size: int, seats: Sequence[int]) -> None:
    row = _crew(sheet, number)
    rows = max([size, *seats[number : number + 1]])
    sheet.set(row + crew.SIZE, size)
    sheet.set(row + crew.SEATS, rows)
    sheet.set(row + crew.FREE, size)
    sheet.set(row + crew.HANDS, 1)
    sheet.set(row + crew.STRETCH, at.ONE)
    sheet.set(row + crew.WORKER_ROWS, sheet.reserve(rows * crew.WORKER_WORDS))
    for n in range(rows):
        worker = sheet.words[row + crew.WORKER_ROWS] + n * crew.WORKER_WORDS
        sheet.set(worker + crew.LEAVING, int(n >= size))
        for field in (crew.LAST_TYPE, crew.FIRST_IN_HAND, crew.TURNS_AT):
            sheet.set(worker + field, -1)


def _fill_team(stream: Stream, sheet: Sheet, number: int, team: Team) -> None:
    row = _crew(sheet, number)
    staffs = [place for place, stage in enumerate(stream.stages) if stage.team == team.id]
    sheet.set(row + crew.HANDS, team.multitask)
    sheet.set(row + crew.FREE, team.size * team.multitask)
    sheet.set(row + crew.STRETCH, ticks(1.0 / team.focus))
    sheet.set(row + crew.SWITCH_COST, ticks(team.switch_cost))
    sheet.set(row + crew.STAFFS, sum(1 << place for place in staffs))
    places = {stage.id: place for place, stage in enumerate(stream.stages)}
    named = [places[name] for name in team.order or () if places[name] in staffs]
    order = [*named, *(place for place in reversed(staffs) if place not in named)]
    for n, place in enumerate(order):
        sheet.set(at.stage(place) + crew.AHEAD, sheet.add(order[:n]))
        sheet.set(at.stage(place) + crew.AHEAD_COUNT, n)


def _fill_stage(stream: Stream, sheet: Sheet, number: int, stage: Stage, *, steerable: bool) -> None:
    teams = {team.id: place for place, team in enumerate(stream.teams, len(stream.stages))}
    staffed_by = number if stage.team is None else teams[stage.team]
    plain = stage.kind == "wait" or not (steerable or _can_be_interrupted(stream, stage))
    sheet.set(at.stage(number) + crew.CREW, _crew(sheet, staffed_by))
    sheet.set(at.stage(number) + crew.PLAIN, int(plain))
    sheet.set(crew.INTERRUPTS, sheet.words[crew.INTERRUPTS] | int(not plain))


def _can_be_interrupted(stream: Stream, stage: Stage) -> bool:
    """Tell whether more can happen to work in a stage than that it ends."""
    own = (stage.team, stage.setup, stage.blockers, stage.downtime, stage.batch)
    return any(one is not None for one in own) or any(one.preempts for one in stream.classes)


def _fill_setup(sheet: Sheet, point: Pointer, number: int, stage: Stage) -> None:
    if stage.setup is not None:
        point(at.stage(number) + crew.SETUP_TABLE, stage.setup.time)
    sheet.set(at.stage(number) + crew.SETUP_KEY, purpose_key(SETUP_DRAW, number))


def _fill_blockers(sheet: Sheet, point: Pointer, number: int, stage: Stage) -> None:
    row = at.stage(number)
    for field, purpose in (
        (crew.BLOCKS_KEY, BLOCKS_DRAW),
        (crew.BLOCK_KEY, BLOCK_DRAW),
        (crew.BLOCKED_KEY, BLOCKED_DRAW),
    ):
        sheet.set(row + field, purpose_key(purpose, number))
    if stage.blockers is None:
        return
    point(row + crew.BLOCKED_TABLE, stage.blockers.time)
    if stage.blockers.time_to is not None:
        point(row + crew.BLOCK_TABLE, stage.blockers.time_to)
    sheet.set(row + crew.BLOCK_BELOW, round((stage.blockers.probability or 0.0) * (1 << 53)))
    sheet.set(row + crew.KEEPS_WORKER, int(stage.blockers.keeps_worker))


def _fill_downtime(sheet: Sheet, point: Pointer, number: int, stage: Stage) -> None:
    row = _crew(sheet, number)
    sheet.set(row + crew.FAIL_KEY, purpose_key(FAIL_DRAW, number))
    sheet.set(row + crew.REPAIR_KEY, purpose_key(REPAIR_DRAW, number))
    if stage.downtime is not None:
        point(row + crew.FAIL_TABLE, stage.downtime.time_to_failure)
        point(row + crew.REPAIR_TABLE, stage.downtime.time_to_repair)


def _fill_batch(sheet: Sheet, number: int, stage: Stage) -> None:
    row = at.stage(number)
    sheet.set(row + crew.PUT_DOWN_FIRST, -1)
    sheet.set(row + crew.OVERDUE_AFTER, -1)
    if stage.batch is None:
        return
    sheet.set(row + crew.BATCH, stage.batch.size)
    if stage.batch.at_most_after is not None:
        sheet.set(row + crew.OVERDUE_AFTER, ticks(stage.batch.at_most_after))


def _fill_steps(stream: Stream, sheet: Sheet) -> None:
    """Bound what one step of the rules may write."""
    hands = max([1, *(team.multitask for team in stream.teams)])
    together = max([1, *(stage.batch.size for stage in stream.stages if stage.batch is not None)])
    sheet.set(crew.STEP_ROWS, 4 + 4 * together)
    sheet.set(crew.STEP_EVENTS, 4 + 2 * hands + together)
