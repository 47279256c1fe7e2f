"""Where the time of workers went, once more and slowly: at every instant each worker is asked what holds it.

Shares nothing with `sim.metrics` but the shape of a log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sim.log import Condition, EventLog, Kind
from sim.metrics import Window

AT_WORK = {Kind.STARTED: "working", Kind.RESUMED: "working", Kind.UNBLOCKED: "working", Kind.SETUP: "setup"}


@dataclass(frozen=True)
class Crew:
    """The workers of a stage, or a team, by the number that conditions use."""

    number: int
    stages: tuple[int, ...]
    size: int


@dataclass(frozen=True)
class Row:
    """What became of an item at a moment, and until when."""

    begin: float
    end: float
    kind: Kind
    stage: int
    who: int


def rows_at(log: EventLog, time: float, items: Sequence[int] | None = None) -> list[Row]:
    """Give, for each item (or the named ones) that is anywhere at an instant, its last row before it."""
    found = []
    for item, rows in log.derived(lives_of).items():
        past = [row for row in rows if row.begin <= time]
        if past and past[-1].kind != Kind.DONE and (items is None or item in items):
            found.append(past[-1])
    return found


def lives_of(log: EventLog) -> dict[int, list[Row]]:
    """Give the rows of each item in order."""
    found: dict[int, list[Row]] = {}
    columns = (log.item.tolist(), log.time.tolist(), log.kind.tolist(), log.stage.tolist(), log.who.tolist())
    for item, time, kind, stage, who in zip(*columns, strict=True):
        mine = found.setdefault(item, [])
        if mine:
            mine[-1] = replace(mine[-1], end=time)
        mine.append(Row(time, log.end, Kind(kind), stage, who))
    return found


def setting_at(log: EventLog, kind: Condition, place: int, time: float, first: float) -> float:
    """Give a size or limit at an instant."""
    changes = log.conditions
    for when, what, where, value in zip(
        changes.time, changes.kind, changes.place, changes.value, strict=True
    ):
        if when <= time and (what, where) == (kind, place):
            first = float("inf") if value < 0 else int(value)
    return first


def down_at(log: EventLog, crew: Crew, time: float) -> set[int]:
    """Give the workers of a crew who are down at an instant."""
    down: set[int] = set()
    changes = log.conditions
    for when, what, where, who in zip(changes.time, changes.kind, changes.place, changes.value, strict=True):
        if when <= time and where == crew.number and what <= Condition.UP:
            (down.add if what == Condition.DOWN else down.discard)(int(who))
    return down


def held(log: EventLog, row: Row) -> bool:
    """Say whether a worker holds the item of a row."""
    if row.who < 0 or row.kind in (Kind.ARRIVED, Kind.ENTERED):
        return False
    return row.kind != Kind.FINISHED or log.stages[row.stage].holds


def crew_shares(
    log: EventLog, window: Window, crew: Crew, middles: list[tuple[float, float]]
) -> dict[str, float]:
    """Give the shares of a crew's time: ``working 0`` (in stage 0), ``setup 0``, ``down``, ``blocked`` …"""
    totals: dict[str, float] = {}
    whole = 0.0
    for middle, length in middles:
        board = rows_at(log, middle)
        size = setting_at(log, Condition.WORKERS, crew.number, middle, crew.size)
        hands = {row.who for row in board if row.stage in crew.stages and held(log, row)}
        hands |= down_at(log, crew, middle)
        for who in hands:
            for name, share in worker(log, crew, who, board, (middle, window)).items():
                totals[name] = totals.get(name, 0.0) + share * length
        whole += max(size, len(hands)) * length
        free = max(size - len(hands), 0)
        for name, count in (("blocked", in_the_way(log, crew, board, middle)), ("idle", to_do(crew, board))):
            some = min(free, count)
            totals[name] = totals.get(name, 0.0) + some * length
            free -= some
        totals["starved"] = totals.get("starved", 0.0) + free * length
    return {name: total / whole if whole else float("nan") for name, total in totals.items()}


def worker(
    log: EventLog, crew: Crew, who: int, board: list[Row], when: tuple[float, Window]
) -> dict[str, float]:
    """Say what a worker who is not free is doing, as shares of the instant."""
    time, window = when
    doing = at_once(log, crew, who, board, window)
    shares: dict[str, float] = {}
    for name in doing:
        shares[name] = shares.get(name, 0.0) + 1 / len(doing)
    if shares:
        return shares
    mine = [row for row in board if row.stage in crew.stages and row.who == who and held(log, row)]
    stopped = any(row.kind == Kind.PAUSED for row in mine)
    return {"down" if stopped or who in down_at(log, crew, time) else "blocked": 1.0}


def at_once(log: EventLog, crew: Crew, who: int, board: list[Row], window: Window) -> list[str]:
    """Say what a worker works on at an instant, one entry an item or batch."""
    found: dict[tuple[object, ...], str] = {}
    for place, row in enumerate(board):
        if row.stage not in crew.stages or row.who != who or row.kind not in AT_WORK:
            continue
        batch = (row.stage, max(row.begin, window.start), min(row.end, window.end))
        key = batch if log.stages[row.stage].batch > 1 else (place,)
        found[key] = f"{AT_WORK[row.kind]} {row.stage}"
    return list(found.values())


def to_do(crew: Crew, board: list[Row]) -> int:
    """Count the items that wait for a worker of the crew."""
    put_down = (Kind.PAUSED, Kind.UNBLOCKED)
    return sum(
        row.stage in crew.stages and (row.kind == Kind.ENTERED or (row.kind in put_down and row.who < 0))
        for row in board
    )


def in_the_way(log: EventLog, crew: Crew, board: list[Row], time: float) -> int:
    """Count the items that take up the room into which a crew would pull."""
    count = 0
    for stage in crew.stages:
        here = [row for row in board if row.stage == stage]
        finished = sum(row.kind == Kind.FINISHED and not held(log, row) for row in here)
        own = log.stages[stage].wip_limit
        limit = setting_at(log, Condition.LIMIT, stage, time, float("inf") if own is None else own)
        found = finished if len(here) >= limit else 0
        for place, group in enumerate(log.groups):
            inside = [row for row in board if group.first <= row.stage <= group.last]
            limit = setting_at(log, Condition.GROUP_LIMIT, place, time, group.limit)
            if group.first == stage and len(inside) >= limit:
                found = max(found, len(inside) - len(here) + finished)
        count += found
    return count


def steps(log: EventLog, window: Window) -> list[tuple[float, float]]:
    """Cut a window wherever anything happens or changes; give the middle and the length of each piece."""
    cuts = {window.start, window.end}
    for times in (log.time.tolist(), log.conditions.time.tolist()):
        cuts.update(time for time in times if window.start < time < window.end)
    edges = sorted(cuts)
    return [((a + b) / 2, b - a) for a, b in pairwise(edges)]


def touch_time(log: EventLog, item: int) -> float:
    """Give how long an item was worked on: its share where its worker had several in hand."""
    always = Window(float("-inf"), float("inf"))
    total = 0.0
    for middle, length in steps(log, Window(float(min(log.time, default=0.0)), log.end)):
        for row in rows_at(log, middle, (item,)):
            if AT_WORK.get(row.kind) != "working" or row.who < 0:
                continue
            team = log.stages[row.stage].team
            if team is None or log.teams[team].multitask == 1:
                total += length
                continue
            stages = tuple(number for number, stage in enumerate(log.stages) if stage.team == team)
            crew = Crew(len(log.stages) + team, stages, 0)
            total += length / len(at_once(log, crew, row.who, rows_at(log, middle), always))
    return total
