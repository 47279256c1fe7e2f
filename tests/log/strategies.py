"""Random logs: whole lives full of ties for simulations, the same with gaps for histories."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from sim.log import EventLog, Kind, LogGroup, LogStage, LogTeam, LogType, LogWriter, Origin, Setting
from tests.log.story import changed

TYPES = (LogType("a", "A"), LogType("b", "B"))
GRID = 0.25

Row = tuple[float, Kind, int, int]


@st.composite
def simulated(draw: st.DrawFn) -> EventLog:
    """Draw a sound simulation: every rule of a life holds, many things happen at the same instant."""
    stages = draw(board())
    lives = draw(st.lists(life(stages), max_size=6))
    return log_of(draw, stages, sorted(lives, key=lambda rows: rows[0][0]), "simulation")


@st.composite
def staffed(draw: st.DrawFn) -> EventLog:
    """Draw a simulation with teams, batches, groups and changes; workers hold what they like."""
    log = draw(simulated())
    holders = draw(st.lists(st.integers(0, 2), min_size=len(log.items), max_size=len(log.items)))
    dropped = draw(st.lists(st.booleans(), min_size=len(log), max_size=len(log)))
    may_drop = np.isin(log.kind, (Kind.PAUSED, Kind.BLOCKED, Kind.UNBLOCKED)) & np.array(dropped, bool)
    who = np.where((log.who < 0) | may_drop, -1, np.array([*holders, 0], np.int32)[log.item])
    stages = tuple(
        replace(stage, workers=None, team=team, batch=batch)
        if stage.kind == "work" and team is not None
        else replace(stage, batch=batch)
        for stage in log.stages
        for team, batch in [draw(st.tuples(st.sampled_from([None, 0, 0, 1]), st.sampled_from([1, 1, 3])))]
    )
    edges = st.lists(st.integers(0, len(stages) - 1), min_size=2, max_size=2).map(sorted)
    spans = draw(st.lists(st.tuples(edges, st.integers(1, 4)), max_size=2))
    groups = tuple(LogGroup("g", first, last, limit) for (first, last), limit in spans)
    teams = tuple(LogTeam(f"t{n}", f"Team {n}", n + 1, draw(st.integers(1, 3))) for n in range(2))
    full = replace(log, who=who.astype(np.int32), stages=stages, groups=groups, teams=teams)
    return changed(full, *draw(circumstances(full)))


@st.composite
def circumstances(draw: st.DrawFn, log: EventLog) -> list[tuple[float, int, int, int]]:
    """Draw failures, repairs and changes of workers and limits."""
    crews = len(log.stages) + len(log.teams)
    places = (crews, crews, crews, len(log.stages), max(len(log.groups), 1))
    moments = draw(st.lists(st.integers(0, 40), max_size=6))
    rows = []
    for moment in sorted(moments):
        kind = draw(st.integers(0, 4 if log.groups else 3))
        low = -1 if kind > 2 else kind // 2
        rows.append((moment * GRID, kind, draw(st.integers(0, places[kind] - 1)), draw(st.integers(low, 3))))
    return rows


@st.composite
def remembered(draw: st.DrawFn) -> EventLog:
    """Draw a history: lives of which any event may be missing."""
    stages = draw(board())
    kept = st.lists(st.integers(0, 3), min_size=60, max_size=60)
    lives = [
        [row for row, keep in zip(rows, draw(kept), strict=False) if keep]
        for rows in draw(st.lists(reopened(stages), max_size=6))
    ]
    return log_of(draw, stages, lives, "history")


@st.composite
def board(draw: st.DrawFn) -> tuple[LogStage, ...]:
    """Draw one to four stages."""
    return tuple(
        LogStage(
            f"s{number}",
            f"Stage {number}",
            kind=draw(st.sampled_from(["work", "work", "wait"])),
            workers=draw(st.sampled_from([1, 2, 7])),
            wip_limit=draw(st.sampled_from([None, 1, 2, 3])),
            holds=draw(st.booleans()),
            state=draw(st.sampled_from(["active", "waiting", "new"])),
        )
        for number in range(draw(st.integers(1, 4)))
    )


@st.composite
def life(draw: st.DrawFn, stages: tuple[LogStage, ...]) -> list[Row]:
    """Draw a whole life, from arrived to done, with stages passed by and gone back to."""
    time = draw(st.integers(-4, 30)) * GRID
    rows: list[Row] = [(time, Kind.ARRIVED, -1, -1)]
    stage, visits = 0, 0

    def later() -> float:
        return time + draw(st.sampled_from([0, 0, 1, 2, 5])) * GRID

    while stage < len(stages) and visits < 6:
        time = later()
        rows.append((time, Kind.ENTERED, stage, -1))
        time = later()
        if stages[stage].kind == "work":
            if draw(st.booleans()):
                rows.append((time, Kind.SETUP, stage, 0))
                time = later()
            rows.append((time, Kind.STARTED, stage, 0))
            for stop, go in draw(st.lists(st.sampled_from(STOPS), max_size=2)):
                time = later()
                rows.append((time, stop, stage, 0))
                time = later()
                rows.append((time, go, stage, 0))
            time = later()
        rows.append((time, Kind.FINISHED, stage, 0))
        visits += 1
        stage += draw(st.sampled_from([1, 1, 1, 2, 0, -1]))
        stage = max(stage, 0)
    rows.append((later(), Kind.DONE, -1, -1))
    return rows


@st.composite
def reopened(draw: st.DrawFn, stages: tuple[LogStage, ...]) -> list[Row]:
    """Draw a whole life, or two of them one after the other."""
    rows: list[Row] = []
    for _ in range(draw(st.integers(1, 2))):
        begin = rows[-1][0] if rows else 0.0
        rows += [(begin + max(time, 0.0), kind, stage, who) for time, kind, stage, who in draw(life(stages))]
    return rows


STOPS = ((Kind.PAUSED, Kind.RESUMED), (Kind.BLOCKED, Kind.UNBLOCKED))


def log_of(draw: st.DrawFn, stages: tuple[LogStage, ...], lives: list[list[Row]], kind: str) -> EventLog:
    """Write lives down until a drawn end."""
    end = draw(st.integers(0, 80)) * GRID
    writer = LogWriter()
    for rows in lives:
        seen = [row for row in rows if row[0] <= end]
        if kind == "simulation" and not seen:
            continue
        known = [time for time, event, *_ in seen if event == Kind.ARRIVED]
        item = writer.add_item(draw(st.integers(0, 1)), known[0] if known else float("nan"))
        for time, event, stage, who in seen:
            writer.add(time, item, event, stage, item if who == 0 else who)
    return writer.finish(
        Setting(
            stages=stages,
            types=TYPES,
            commitment=draw(st.integers(0, len(stages) - 1)),
            end=end,
            origin=Origin("history" if kind == "history" else "simulation"),
        )
    )
