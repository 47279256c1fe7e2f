"""The flow metrics once more, slowly: every instant is looked at, every item asked what it is doing.

Shares nothing with `sim.metrics` but the shape of a log: no arrays, no sorting by item, no intervals.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import nan

from sim.log import EventLog, Kind
from sim.metrics import Window

Event = tuple[float, Kind, int]

DOING = {
    Kind.STARTED: "active",
    Kind.PAUSED: "blocked",
    Kind.RESUMED: "active",
    Kind.BLOCKED: "blocked",
    Kind.UNBLOCKED: "active",
    Kind.FINISHED: "finished",
    Kind.DONE: "gone",
    Kind.ARRIVED: "new",
    Kind.ENTERED: "waiting",
    Kind.SETUP: "waiting",
}


class SlowLog:
    """A log as a list of events an item."""

    def __init__(self, log: EventLog) -> None:
        self.log = log
        self.events: list[list[Event]] = [[] for _ in range(len(log.items))]
        columns = (log.time.tolist(), log.item.tolist(), log.kind.tolist(), log.stage.tolist())
        for time, item, kind, stage in zip(*columns, strict=True):
            self.events[item].append((time, Kind(kind), stage))
        self.lives = [self.life(events) for events in self.events]
        self.history = log.origin.kind == "history"

    def life(self, events: list[Event]) -> tuple[float | None, float | None, float | None]:
        """Give arrival, commitment and done."""
        arrival = commitment = done = None
        for time, kind, stage in events:
            if kind == Kind.ARRIVED and arrival is None:
                arrival = time
            begun = kind in (Kind.ENTERED, Kind.STARTED) and stage >= self.log.commitment
            if begun and commitment is None:
                commitment = time
            if kind == Kind.DONE:
                done = time
            elif kind in (Kind.ENTERED, Kind.STARTED):
                done = None
        return arrival, commitment, done

    def doing(self, item: int, time: float) -> tuple[str, int]:
        """Say what an item is doing just after an instant, and in which stage."""
        past = [event for event in self.events[item] if event[0] <= time]
        if not past:
            return "gone", -1
        _, kind, stage = past[-1]
        if kind == Kind.PAUSED and len(past) > 1 and past[-2][1] == Kind.SETUP:
            return "waiting", stage
        if (
            self.history
            and kind in (Kind.ENTERED, Kind.RESUMED, Kind.UNBLOCKED)
            and not self.begun(item, len(past))
        ):
            mapped = self.log.stages[stage]
            return ("waiting" if mapped.kind == "wait" and mapped.state == "active" else mapped.state), stage
        if self.history and kind == Kind.BLOCKED and stage >= 0 and self.log.stages[stage].state == "new":
            return "new", stage  # nobody has committed to it: a flag stops no work
        return DOING[kind], stage

    def begun(self, item: int, place: int) -> bool:
        """Say whether the visit around a place in an item's life has a start."""
        events = self.events[item]
        first = place - 1
        while first > 0 and events[first][1] != Kind.ENTERED:
            first -= 1
        for _, kind, _ in events[first : first + 1]:
            if kind == Kind.STARTED:
                return True
        for _, kind, _ in events[first + 1 :]:
            if kind == Kind.ENTERED:
                return False
            if kind == Kind.STARTED:
                return True
        return False

    def steps(self, window: Window) -> list[tuple[float, float]]:
        """Cut a window wherever anything happens; give the middle and the length of each piece."""
        cuts = {window.start, window.end}
        cuts.update(
            time for events in self.events for time, _, _ in events if window.start < time < window.end
        )
        edges = sorted(cuts)
        return [((a + b) / 2, b - a) for a, b in pairwise(edges)]

    def inside(self, time: float | None, window: Window) -> bool:
        """Say whether something belongs to a window."""
        if time is None:
            return False
        if self.history:
            return window.start <= time < window.end or (time == window.end >= self.log.end)
        return window.start < time <= window.end or time == window.start <= self.log.start

    def finished(self, window: Window) -> list[int]:
        """Give the items done in a window that have a flow time."""
        return [
            item
            for item, (_, commitment, done) in enumerate(self.lives)
            if self.inside(done, window)
            and commitment is not None
            and done is not None
            and commitment <= done
        ]


def percentile(values: Sequence[float], percent: int) -> float:
    """Give the smallest value that at least ``percent`` % of the values do not exceed."""
    return min(v for v in values if 100 * sum(other <= v for other in values) >= percent * len(values))


def flow_times(slow: SlowLog, window: Window) -> list[float]:
    """Give done less commitment of each item done."""
    return [(slow.lives[i][2] or 0.0) - (slow.lives[i][1] or 0.0) for i in slow.finished(window)]


def flow_velocity(slow: SlowLog, window: Window) -> float:
    """Count done, by time."""
    return sum(slow.inside(done, window) for _, _, done in slow.lives) / (window.end - window.start)


def flow_load(slow: SlowLog, window: Window) -> float:
    """Count, piece by piece, who is committed and not done."""
    total = 0.0
    for middle, length in slow.steps(window):
        for _, commitment, done in slow.lives:
            if commitment is not None and commitment <= middle and (done is None or middle < done):
                total += length
    return total / (window.end - window.start)


def flow_efficiency(slow: SlowLog, window: Window) -> float:
    """Ask the items done, piece by piece from commitment to done, whether they are active."""
    active = whole = 0.0
    for item in slow.finished(window):
        _, commitment, done = slow.lives[item]
        for middle, length in slow.steps(Window(commitment or 0.0, done or 0.0)):
            whole += length
            active += length * (slow.doing(item, middle)[0] == "active")
    return active / whole if whole else nan


def littles_residual(slow: SlowLog, window: Window) -> float:
    """Give (L - λW) / L from the other slow numbers."""
    load = flow_load(slow, window)
    times = flow_times(slow, window)
    if not load:
        return 0.0 if not any(times) else nan
    return (load - sum(times) / (window.end - window.start)) / load


def stage_numbers(slow: SlowLog, window: Window, stage: int) -> dict[str, float]:
    """Give a stage's mean numbers of items, piece by piece."""
    names = ("waiting", "active", "blocked", "finished")
    totals = dict.fromkeys(names, 0.0)
    for middle, length in slow.steps(window):
        board = [slow.doing(item, middle) for item in range(len(slow.events))]
        number = {name: board.count((name, stage)) for name in names}
        number["waiting"] += board.count(("new", stage))
        for name in names:
            totals[name] += number[name] * length
    span = window.end - window.start
    return {name: total / span for name, total in totals.items()}


def departures(slow: SlowLog, window: Window, stage: int) -> int:
    """Count, in a window, the items that leave a stage."""
    count = 0
    for events in slow.events:
        here = False
        for time, kind, at in events:
            if kind in (Kind.ENTERED, Kind.DONE):
                count += here and slow.inside(time, window)
                here = kind == Kind.ENTERED and at == stage
    return count


def reached(slow: SlowLog, time: float, stage: int) -> int:
    """Count the items that have been in a stage or beyond it, or are done, by a time."""
    count = 0
    for events, (_, _, done) in zip(slow.events, slow.lives, strict=True):
        been = any(kind == Kind.ENTERED and at >= stage and when <= time for when, kind, at in events)
        count += been or (done is not None and done <= time)
    return count


def mser5(series: Sequence[float]) -> int:
    """Try every cut, as the definition says."""
    batches = [sum(series[i : i + 5]) / 5 for i in range(0, len(series) - 4, 5)]
    if len(batches) < 10:
        return 0
    errors = []
    for cut in range(len(batches) - 5):
        rest = batches[cut:]
        mean = sum(rest) / len(rest)
        errors.append(sum((value - mean) ** 2 for value in rest) / len(rest) ** 2)
    best = errors.index(min(errors))
    return 0 if 2 * best > len(batches) else 5 * best
