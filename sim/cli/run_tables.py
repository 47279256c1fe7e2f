"""A run as tables: flow metrics, money, stages, teams."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.cli.output import figure, percent, show_lines, show_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.experiment import Estimate, RunResult, TeamEstimate, TimeEstimate

SHARES = (
    ("working %", "utilisation"),
    ("changing over %", "setup_share"),
    ("down %", "down_share"),
    ("blocked %", "blocked_share"),
    ("idle %", "idle"),
    ("starved %", "starved"),
)
"""Columns of shares of worker time; all but the first and the last are left out where they are nothing."""

ALWAYS = ("utilisation", "starved")

NOTHING = 0.0005
"""Share that is shown as 0.0 %."""

COUNTS = ("wip", "waiting", "working", "blocked", "finished")

MONEY = {
    "value_released": "Value released",
    "staff_cost": "Staff cost",
    "delay_cost": "Cost of delay",
    "net_value": "Net value",
    "cost_per_item": "Staff cost an item",
}


def show_result(result: RunResult) -> None:
    """Print a run as tables."""
    from sim.stream import a_unit, counted

    unit, items = result.stream.time_unit, result.stream.vocabulary.items
    rows = [
        metric_row("Flow velocity", result.flow_velocity, f"{items} {a_unit(unit)}"),
        time_row("Flow time", result.flow_time, f"{unit}s"),
        time_row("Lead time", result.lead_time, f"{unit}s"),
        metric_row("Flow load", result.flow_load, items),
        metric_row("Flow efficiency", result.flow_efficiency, "share"),
    ]
    columns = ("", "mean", "low", "high", "p50", "p70", "p85", "p95", "unit")
    title = f"{result.stream.name}: {counted(result.replications, 'run')}, {result.method}"
    show_table(title, columns, rows, words=("unit",))
    shares = [f"{name} {percent(part.mean)}" for name, part in result.flow_distribution.items()]
    show_lines([f"Flow distribution: {', '.join(shares)}", ""])
    show_money(result)
    show_stages(result)
    show_teams(result)


def show_money(result: RunResult) -> None:
    """Print value and costs, where any are known."""
    if not result.money:
        return
    span = f"{result.end - result.warmup:.4g} {result.stream.time_unit}s"
    rows = [
        [MONEY[name], figure(one.mean, 0), figure(one.low, 0), figure(one.high, 0)]
        for name, one in result.money.items()
    ]
    show_table(f"Money over {span}, mean of the runs", ("", "mean", "low", "high"), rows)


def show_stages(result: RunResult) -> None:
    """Print what stages and their workers did."""
    from sim.stream import a_unit

    items = result.stream.vocabulary.items
    shares = shown_shares([stage.figures for stage in result.stages])
    note = "; of the whole team's where a team works" if result.teams else ""
    rows = [
        [
            stage.name,
            *(figure(stage.figures[name].mean) for name in COUNTS),
            *(percent(stage.figures[name].mean) for _, name in shares),
            figure(stage.figures["throughput"].mean, 3),
        ]
        for stage in result.stages
    ]
    columns = (
        "stage",
        *COUNTS,
        *(title for title, _ in shares),
        f"{items} {a_unit(result.stream.time_unit)}",
    )
    show_table(f"Stages (mean numbers of {items}; shares of worker time{note})", columns, rows)


def show_teams(result: RunResult) -> None:
    """Print what teams did, and in which stages."""
    if not result.teams:
        return
    shares = shown_shares([team.figures for team in result.teams])
    names = {stage.id: stage.name for stage in result.stages}
    rows = [
        [
            team.name,
            figure(team.figures["members"].mean, 1),
            *(percent(team.figures[name].mean) for _, name in shares),
            worked_where(team, names),
        ]
        for team in result.teams
    ]
    columns = ("team", "members", *(title for title, _ in shares), "working in")
    show_table("Teams (shares of their members' time)", columns, rows, words=("working in",))


def worked_where(team: TeamEstimate, names: Mapping[str, str]) -> str:
    """Say in which stages a team worked, and for what share of its time."""
    return ", ".join(f"{names[stage]} {percent(share.mean)}" for stage, share in team.stages.items())


def shown_shares(figures: list[Mapping[str, Estimate]]) -> list[tuple[str, str]]:
    """Give the columns of shares that are worth showing: title and name."""
    return [
        (title, name)
        for title, name in SHARES
        if name in ALWAYS or any(name in one and worth_showing(one[name]) for one in figures)
    ]


def worth_showing(share: Estimate) -> bool:
    """Say whether a share would be shown as more than nothing."""
    return not math.isnan(share.mean) and share.mean >= NOTHING


def metric_row(name: str, estimate: Estimate, unit: str) -> list[str]:
    """Give a metric without percentiles as a table row."""
    marks = [figure(estimate.mean), figure(estimate.low), figure(estimate.high)]
    return [name, *marks, "", "", "", "", unit]


def time_row(name: str, times: TimeEstimate, unit: str) -> list[str]:
    """Give a time as a table row."""
    row = metric_row(name, times.mean, unit)
    row[4:8] = [figure(times.percentile(percent)) for percent in (50, 70, 85, 95)]
    return row
