"""Broken working lives: workers with too much in their hands, at work while down, or who do not exist."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.log.crews import Crew, crew_of_stage, crews, downs, people
from sim.log.eventlog import NOWHERE, Condition, EventLog
from sim.log.events import Kind
from sim.log.states import Doing, states


def worker_faults(log: EventLog) -> list[str]:
    """Say what workers of a simulation cannot have done, a line each."""
    held = _Held(log)
    faults = []
    for crew in crews(log):
        mine = np.flatnonzero(held.crew == crew.number)
        faults += _strangers(crew, people(log, crew).value.max(), held, mine)
        faults += _too_many(log, crew, held, mine)
        faults += _at_work_while_down(log, crew)
    return faults


def condition_faults(log: EventLog) -> list[str]:
    """Say what is wrong with the changes of circumstances."""
    changes = log.conditions
    if np.any(np.diff(changes.time) < 0):
        return ["the conditions are not in order of time"]
    if len(changes) and (changes.time[0] < log.start or changes.time[-1] > log.end):
        return ["a condition lies outside the log's time"]
    known = len(log.stages) + len(log.teams)
    places = np.array([known, known, known, len(log.stages), len(log.groups)])
    strange = (changes.kind < 0) | (changes.kind >= len(Condition))
    if strange.any():
        return [f"a condition of kind {changes.kind[strange][0]} does not exist"]
    lost = (changes.place < 0) | (changes.place >= places[changes.kind])
    if lost.any():
        return [f"a condition is about place {changes.place[lost][0]}, which does not exist"]
    return _failures(log)


def _failures(log: EventLog) -> list[str]:
    """Look for workers who fail while down, or are repaired while up."""
    faults = []
    down: set[tuple[int, int]] = set()
    changes = log.conditions
    chosen = changes.kind <= Condition.UP
    columns = (changes.time[chosen], changes.kind[chosen], changes.place[chosen], changes.value[chosen])
    names = {crew.number: crew.name for crew in crews(log)}
    for time, kind, place, who in zip(*(column.tolist() for column in columns), strict=True):
        fails = kind == Condition.DOWN
        if ((place, who) in down) == fails:
            what = "fails while down" if fails else "is repaired without having failed"
            faults.append(f"worker {who} of {names.get(place, place)} {what} at {time:g}")
        (down.add if fails else down.discard)((place, who))
    return faults


class _Held:
    """Which item each worker held, from row to row of the log; shape (stretches,).

    Rows tell the order of what happens at one instant, which times do not.
    """

    def __init__(self, log: EventLog) -> None:
        order = np.argsort(log.item, kind="stable")
        kind, stage, who = log.kind[order], log.stage[order], log.who[order]
        last = np.append(log.item[order][1:] != log.item[order][:-1], True)[: len(order)]
        until = np.append(order[1:], len(log))[: len(order)]
        until[last] = len(log)
        keeps = np.array([one.holds for one in log.stages] + [False])[stage]
        held = (who != NOWHERE) & (stage != NOWHERE) & (kind != Kind.ENTERED)
        held &= (kind != Kind.FINISHED) | keeps
        self.crew = crew_of_stage(log)[stage][held]
        self.who = who[held]
        self.hand = _hands(log, order)[held]
        self.begin = order[held]
        self.end = until[held]


def _hands(log: EventLog, order: NDArray[np.intp]) -> NDArray[np.int64]:
    """Number what is in one hand: a visit, or all visits that are taken as one batch; shape as ``order``.

    The items of a batch are taken up by one worker at one time.
    """
    kind, stage = log.kind[order], log.stage[order]
    visit = np.cumsum((kind == Kind.ENTERED) | (kind == Kind.ARRIVED))
    taken = np.flatnonzero((kind == Kind.SETUP) | (kind == Kind.STARTED))
    first = taken[np.unique(visit[taken], return_index=True)[1]]
    first = first[np.array([one.batch > 1 for one in log.stages] + [False])[stage[first]]]
    keys = np.column_stack([stage[first], log.who[order][first], log.time[order][first]])
    _, leader, which = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    hand = np.arange(visit.max(initial=0) + 1)
    hand[visit[first]] = visit[first][leader][which.reshape(-1)]
    return np.asarray(hand[visit], np.int64)


def _strangers(crew: Crew, most: float, held: _Held, mine: NDArray[np.intp]) -> list[str]:
    """Look for workers whose number the crew never had."""
    if crew.size is None:
        return []
    strange = np.unique(held.who[mine][held.who[mine] >= most])
    return [f"worker {who} of {crew.name} does not exist" for who in strange]


def _too_many(log: EventLog, crew: Crew, held: _Held, mine: NDArray[np.intp]) -> list[str]:
    """Look for workers who hold more items (or batches) than they have hands."""
    who, begin, end = _together(held.who[mine], held.hand[mine], held.begin[mine], held.end[mine])
    moved, row, rises, count = _depth(who, begin, end)
    wrong = np.flatnonzero(rises & (count > crew.hands))
    allowed = "" if crew.hands == 1 else f", {crew.hands} at most"
    return [
        f"worker {moved[one]} of {crew.name} has {count[one]} items at {log.time[row[one]]:g}{allowed}"
        for one in wrong
    ]


def _together(
    who: NDArray[np.int32], hand: NDArray[np.int64], begin: NDArray[np.intp], end: NDArray[np.intp]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Join the stretches of each hand of each worker; the joined ones in order of worker and hand."""
    pairs, key = np.unique(np.column_stack([who, hand]), axis=0, return_inverse=True)
    key, row, rises, count = _depth(key.reshape(-1), begin, end)
    opens, closes = rises & (count == 1), ~rises & (count == 0)
    return pairs[key[opens], 0], row[opens], row[closes]


def _depth(
    key: NDArray[np.integer], begin: NDArray[np.integer], end: NDArray[np.integer]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
    """Count, for each key, the stretches that are open after each row at which one begins or ends.

    Returns:
        Key, row, whether one begins there, and how many are open then; ends come before begins.
    """
    keys, rows = np.concatenate([key, key]), np.concatenate([begin, end])
    step = np.repeat([1, -1], len(key))
    order = np.lexsort((step, rows, keys))
    return keys[order], rows[order], step[order] > 0, np.cumsum(step[order])


def _at_work_while_down(log: EventLog, crew: Crew) -> list[str]:
    """Look for workers who work, or change over, between failure and repair."""
    stretches = states(log)
    at_work = np.isin(stretches.doing, (Doing.WORKING, Doing.CHANGEOVER)) & (stretches.end > stretches.begin)
    mine = stretches.where(at_work & np.isin(stretches.stage, crew.stages))
    down = downs(log, crew)
    faults = []
    for who in np.unique(down.who).tolist():
        begins, ends = down.begin[down.who == who], np.append(down.end[down.who == who], np.inf)
        work = mine.where(mine.who == who)
        place = np.searchsorted(ends, work.begin, "right")
        wrong = np.append(begins, np.inf)[place] < work.end
        faults += [
            f"worker {who} of {crew.name} is down and works on item {item} at {begin:g}"
            for item, begin in zip(work.item[wrong].tolist(), work.begin[wrong].tolist(), strict=True)
        ]
    return faults
