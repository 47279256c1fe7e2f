"""The flow metrics of a history as tables: as a whole, in parts, by stage, and what blocked."""

from __future__ import annotations

from sim.log import EventLog
from sim.metrics import (
    PERCENTS,
    DayRule,
    FlowSummary,
    TimeStats,
    Window,
    blocked_time,
    done_in,
    facet,
    littles_law,
    parts_by,
    stage_times,
    summarise,
    unit_of,
)
from sim.report.table import Cell, Column, TableOut, known
from sim.stream import counted

BRIEF = (
    "stage",
    "items",
    "came again",
    "mean an item",
    "p85 an item",
    "waiting",
    "active",
    "blocked",
    "of flow time",
)
"""Columns of the time in state that a terminal has room for."""
_DAYS_A_WEEK = 7


def flow_table(log: EventLog, summary: FlowSummary) -> TableOut:
    """Give the flow metrics, one a row."""
    often, unit = _rate(log)
    names = {kind.id: kind.name for kind in log.types}
    rows: list[tuple[Cell, ...]] = [
        ("Flow velocity", known(summary.velocity * often), unit),
        *_time_rows("Flow time", summary.flow_time),
        *_time_rows("Lead time", summary.lead_time),
        ("Flow load", known(summary.load), "items"),
        ("Flow efficiency", known(summary.efficiency), "share"),
        ("Items still open", summary.unfinished, "items"),
        *(
            (f"Flow distribution, {names[kind]}", share, "share")
            for kind, share in summary.distribution.items()
        ),
    ]
    return TableOut("Flow metrics", (Column("metric"), Column("value"), Column("unit")), tuple(rows))


def parts_table(log: EventLog, window: Window, name: str, rule: DayRule | None = None) -> TableOut:
    """Give the flow metrics of each type, class, team, parent or tag, one a row.

    Raises:
        ValueError: The log's items have no such attribute.
    """
    unit = f"{unit_of(log, rule)}s"
    often, rate = _rate(log)
    columns = (
        Column(name),
        Column("items"),
        Column("done"),
        Column("velocity", rate),
        *(Column(f"flow time p{percent}", unit) for percent in (50, 85)),
        Column("load", "items"),
        Column("efficiency", "share"),
        Column("open"),
    )
    rows = [_part(shown, part, summarise(part, window, rule), often) for shown, part in parts_by(log, name)]
    left = len(facet(log, name).values) - len(rows)
    note = f"The {len(rows)} most frequent values of {name}; {left} more are left out." if left else ""
    return TableOut(f"By {name}", columns, tuple(rows), note)


def _rate(log: EventLog) -> tuple[float, str]:
    """Give how often a rate a unit of time is, as people say it, and its unit: a week of calendar days."""
    if log.base.unit == "day" and log.base.calendar is None:
        return _DAYS_A_WEEK, "items a week"
    return 1, f"items a {log.base.unit}"


def _part(shown: str, part: EventLog, summary: FlowSummary, often: float) -> tuple[Cell, ...]:
    times = summary.flow_time
    return (
        shown,
        len(part.items),
        int(done_in(part, summary.window).sum()),
        known(summary.velocity * often),
        _mark(times, 50),
        _mark(times, 85),
        known(summary.load),
        known(summary.efficiency),
        summary.unfinished,
    )


def stage_table(log: EventLog, window: Window) -> TableOut:
    """Give the time in state of the items done, one stage a row."""
    unit = f"{log.base.unit}s"
    times = tuple(Column(f"p{percent} an item", unit) for percent in PERCENTS)
    states = tuple(
        Column(name, unit) for name in ("total", "new", "waiting", "active", "blocked", "finished")
    )
    means = {stage.id: stage.counts_as for stage in log.stages}
    columns = (
        Column("stage"),
        Column("counts as"),
        Column("items"),
        Column("visits"),
        Column("came again"),
        Column("mean an item", unit),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row.name,
            means.get(row.id, ""),
            row.items,
            row.visits,
            row.again,
            known(row.per_item.mean),
            *(_mark(row.per_item, percent) for percent in PERCENTS),
            *(row.total, row.new, row.waiting, row.active, row.blocked, row.finished),
            known(row.share),
        )
        for row in stage_times(log, window)
    )
    return TableOut("Time in state", (*columns, *times, *states, Column("of flow time", "share")), rows)


def blocked_table(log: EventLog, window: Window) -> TableOut:
    """Give the blocked time by reason."""
    unit = f"{log.base.unit}s"
    found = blocked_time(log, window)
    columns = (
        Column("reason"),
        Column("items"),
        Column("times"),
        Column("blocked", unit),
        Column("mean", unit),
        Column("still blocked"),
    )
    stages = tuple(Column(f"in {stage.name}", unit) for stage in log.stages)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.reason,
            one.items,
            one.stretches,
            one.total,
            one.mean,
            one.still,
            *(one.stages.get(stage.id, 0.0) for stage in log.stages),
        )
        for one in found.reasons
    )
    untimed = f"Said to be blocked without a time, in no figure here: {counted(found.untimed, 'item')}."
    return TableOut("Blocked time", (*columns, *stages), rows, untimed if found.untimed else "")


def littles_table(log: EventLog, window: Window) -> TableOut:
    """Give Little's law with its assumptions."""
    law, unit = littles_law(log, window), log.base.unit
    rows: list[tuple[Cell, ...]] = [
        ("Load", known(law.load), "items", ""),
        ("Rate of items done", known(law.rate), f"items a {unit}", ""),
        ("Mean flow time, elapsed", known(law.time), f"{unit}s", ""),
        ("Load that the law expects", known(law.expected), "items", ""),
        ("Left unexplained", known(law.residual), "share", ""),
        *((f"Assumed: {name}", None, "", said or "holds") for name, said in law.assumptions),
    ]
    heads = (Column("what"), Column("value"), Column("unit"), Column("how it stands"))
    return TableOut("Little's law", heads, tuple(rows))


def _time_rows(name: str, times: TimeStats) -> list[tuple[Cell, ...]]:
    unit = f"{times.unit}s"
    marks = [(f"{name}, {percent} %", _mark(times, percent), unit) for percent in PERCENTS]
    return [
        (f"Items with a {name.casefold()}", times.n, "items"),
        (f"{name}, mean", known(times.mean), unit),
        *marks,
    ]


def _mark(times: TimeStats, percent: int) -> float | None:
    """Give a percentile where so many items support it."""
    mark: float = getattr(times, f"p{percent}")
    return mark if percent in times.supported else None
