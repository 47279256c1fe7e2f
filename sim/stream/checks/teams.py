"""Sense of teams, and of who works where."""

from __future__ import annotations

from collections.abc import Iterator

from sim.stream.checks.values import a_time, money, repeated, unknown
from sim.stream.problem import Problem, error, warning
from sim.stream.stream import Stream
from sim.stream.teams import Team
from sim.wording import joined

LEAST_FOCUS = 0.001
"""What is left of a day then is half a minute; a smaller one would stretch work beyond the clock."""


def check_teams(stream: Stream) -> Iterator[Problem]:
    """Check every team, and that each work stage has own workers or one of the teams."""
    yield from repeated("teams", [one.id for one in stream.teams])
    for team in stream.teams:
        where = f"teams.{team.id}"
        yield from _check_size(team, where)
        yield from _check_focus(team, where)
        yield from money(f"{where}.cost_per_day", "cost per day", team.cost_per_day)
        yield from _check_order(stream, team, where)
        if not any(stage.team == team.id for stage in stream.stages):
            yield warning(
                where, f"No stage draws on {team.name}.", "Name it as the team of a stage, or remove it."
            )


def check_staff(stream: Stream) -> Iterator[Problem]:
    """Check who works in each work stage."""
    known = [one.id for one in stream.teams]
    for number, stage in enumerate(stream.stages):
        where = f"stages.{stage.id}"
        if stage.kind == "wait" or stage.team is None:
            continue
        if stage.workers is not None:
            yield error(f"{where}.team", f"{stage.name} has own workers and a team.", "Keep one of the two.")
        if stage.team not in known:
            yield unknown(f"{where}.team", "team", stage.team, known)
            continue
        if stage.cost_per_day is not None:
            yield warning(
                f"{where}.cost_per_day",
                f"{stage.name} has a team: what an own worker would cost counts for nothing.",
                "Give the team a cost_per_day.",
            )
        yield from _check_hold(stream, number, where)


def _check_size(team: Team, where: str) -> Iterator[Problem]:
    if team.size < 1:
        yield error(
            f"{where}.size",
            f"{team.name} has {team.size} people; a team needs 1 or more.",
            "Raise it, or remove the team.",
        )
    if team.multitask < 1:
        yield error(
            f"{where}.multitask",
            f"A member of {team.name} holds {team.multitask} items; it must be 1 or more.",
            "1 is one after the other.",
        )


def _check_focus(team: Team, where: str) -> Iterator[Problem]:
    if not LEAST_FOCUS <= team.focus <= 1.0:
        least = "above 0" if team.focus <= 0.0 or team.focus > 1.0 else f"{LEAST_FOCUS:g} or more"
        yield error(
            f"{where}.focus",
            f"The focus of {team.name} is {team.focus:g}; it must be {least} and at most 1.",
            "Give the share of a day that goes into this stream, such as 0.8.",
        )
    yield from a_time(f"{where}.switch_cost", "cost of a switch", team.switch_cost)


def _check_order(stream: Stream, team: Team, where: str) -> Iterator[Problem]:
    if team.order is None:
        return
    stages = {one.id: one for one in stream.stages}
    yield from repeated(f"{where}.order", team.order)
    for name in team.order:
        if name not in stages:
            yield unknown(f"{where}.order", "stage", name, stages)
        elif stages[name].team != team.id:
            yield error(
                f"{where}.order",
                f"The order of {team.name} names {stages[name].name}, where it does not work.",
                "Leave it out, or let the team staff that stage.",
            )


def _check_hold(stream: Stream, number: int, where: str) -> Iterator[Problem]:
    """Refuse a team that could wait for itself: all hold items here that only they could take on."""
    stage = stream.stages[number]
    if stage.on_finish != "hold":
        return
    later = [one.name for one in stream.stages[number + 1 :] if one.team == stage.team]
    if later:
        yield error(
            f"{where}.on_finish",
            f"{stage.name} holds its workers, and its team works in {joined(later)} too: "
            "all of them could hold finished items that nobody is free to take on.",
            "Set on_finish to free, or give one of the stages own workers.",
        )
