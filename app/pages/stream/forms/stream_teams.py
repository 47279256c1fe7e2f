"""Teams: people shared by several stages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.pages.stream.forms.change import Change, adding, free_id, setting, with_parts
from app.pages.stream.forms.form import Topic
from app.pages.stream.forms.parts import Parts, add_parts
from sim.stream import Team

if TYPE_CHECKING:
    from app.pages.stream.forms.sheet import Sheet
    from sim.stream import Stage, Stream

_LAST, _OWN = "", "own"


def teams_topic(stream: Stream) -> Topic:
    """Offer the fields of each team."""
    told = [f"{team.name} ({team.size})" for team in stream.teams]
    return Topic("teams", "Teams", ", ".join(told) or "none", _fill, ("teams",))


def _fill(sheet: Sheet) -> None:
    stream, words = sheet.about.stream, sheet.about.words
    sheet.help(
        f"A team is {words.workers} who work in several stages. Choose it in each stage that it staffs."
    )
    names = {team.id: team.name for team in stream.teams}
    add = partial(_add, stream)
    shown = add_parts(sheet, Parts("teams", "a team", names, add, partial(_take, names)))
    if shown is None:
        return
    team = next(each for each in stream.teams if each.id == shown)
    at = sheet.at(f"teams.{team.id}.", team.name)
    at.text("Name", "name", team.name)
    at.whole(words.workers.capitalize(), "size", team.size)
    at.share("Of a day for this", "focus", team.focus)
    at.whole(f"{words.items.capitalize()} in one hand", "multitask", team.multitask)
    if team.multitask > 1:
        at.number("Lost at each switch", "switch_cost", team.switch_cost, unit=sheet.about.unit)
        sheet.help(f"Each {words.worker} shares the day among the {words.items} in hand.")
    name = f"A {words.worker} a day"
    at.maybe(name, "cost_per_day", team.cost_per_day, none="not counted", minimum=0.0)
    _fill_order(at, team, [stage for stage in stream.stages if stage.team == team.id])


def _fill_order(sheet: Sheet, team: Team, stages: list[Stage]) -> None:
    """Add the order in which a free member looks for work."""
    if not stages:
        sheet.help("No stage is staffed by this team yet.")
        return
    if len(stages) == 1:
        sheet.help(f"It works in {stages[0].name}.")
        return
    options = {_LAST: "last stage first", _OWN: "its own order"}
    chosen = _LAST if team.order is None else _OWN
    sheet.choose("Whoever is free takes", "order", options, chosen, partial(_with_order, team, stages))
    if team.order is None:
        return
    order = full_order(team, stages)
    names = {stage.id: stage.name for stage in stages}
    for place, stage_id in enumerate(order):

        def take(key: str, place: int = place) -> None:
            sheet.want(_with_place(team, order, place, key))

        sheet.pick(f"{place + 1}.", f"order.{place}", names, stage_id, take)


def full_order(team: Team, stages: list[Stage]) -> tuple[str, ...]:
    """Give all stages of a team in its order; those that it does not name come after, the last first."""
    there = [stage.id for stage in stages]
    named = [each for each in team.order or () if each in there]
    return (*named, *(each for each in reversed(there) if each not in named))


def _with_order(team: Team, stages: list[Stage], key: str) -> Change:
    order = None if key == _LAST else list(reversed([stage.id for stage in stages]))
    return setting(f"teams.{team.id}.order", order, f"Set the order of {team.name}")


def _with_place(team: Team, order: tuple[str, ...], place: int, stage_id: str) -> Change:
    """Put a stage at a place; the one that stood there takes its old place."""
    new = list(order)
    there = new.index(stage_id)
    new[place], new[there] = new[there], new[place]
    return setting(f"teams.{team.id}.order", new, f"Set the order of {team.name}")


def _add(stream: Stream) -> tuple[Change, str]:
    new = free_id({team.id for team in stream.teams}, "team")
    name = "Team" if not stream.teams else f"Team {len(stream.teams) + 1}"
    return adding("teams", Team(id=new, name=name, size=3), "Add a team"), new


def _take(names: dict[str, str], key: str) -> Change:
    """Remove a team; its stages have as many people of their own."""
    return Change(f"Remove {names[key]}", partial(without_team, key))


def without_team(key: str, stream: Stream) -> Stream:
    """Give the stream without a team: each of its stages has as many people of its own."""
    size = next(team.size for team in stream.teams if team.id == key)
    stages = tuple(
        stage.model_copy(update={"team": None, "workers": size}) if stage.team == key else stage
        for stage in stream.stages
    )
    kept = tuple(team for team in stream.teams if team.id != key)
    return with_parts(with_parts(stream, "teams", kept), "stages", stages)
