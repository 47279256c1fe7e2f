"""Who works in a stage, how long it takes, and what it costs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.canvas import typical
from app.pages.stream.edits import with_typical
from app.pages.stream.forms.change import Change, free_id, setting, with_parts
from app.pages.stream.forms.duration_rows import A_UNIT, add_duration
from app.pages.stream.forms.form import Topic
from app.pages.stream.forms.sheet import Sheet
from sim.stream import Team, set_value
from sim.wording import joined

if TYPE_CHECKING:
    from sim.distributions import Distribution
    from sim.stream import Stage, Stream, Vocabulary

_OWN, _NEW = "+own", "+new"


def add_people(sheet: Sheet) -> None:
    """Add who works there: the stage's own people, or a team."""
    stream, stage, words = sheet.about.stream, sheet.about.stage, sheet.about.words
    teams = {team.id: team.name for team in stream.teams}
    options = {_OWN: f"own {words.workers}", **teams, _NEW: "a new team"}
    chosen = _OWN if stage.team is None else stage.team
    sheet.choose("Worked on by", "team", options, chosen, partial(_staffed, stage, teams, words))
    team = next((each for each in stream.teams if each.id == stage.team), None)
    if team is not None:
        sheet.at(f"teams.{team.id}.", team.name).whole(
            f"{words.workers.capitalize()} in it", "size", team.size
        )
        others = [s.name for s in stream.stages if s.team == team.id and s.id != stage.id]
        sheet.help(
            f"{team.name} also work in {joined(others)}." if others else f"{team.name} work here only."
        )
    elif stage.team is None:
        there = 1 if stage.workers is None else stage.workers
        sheet.whole(words.workers.capitalize(), "workers", there)


def _staffed(stage: Stage, teams: dict[str, str], words: Vocabulary, key: str) -> Change:
    """Give the change to another crew of a stage."""
    if key == _OWN:
        return Change(f"Give {stage.name} its own {words.workers}", partial(_with_own, stage.id))
    if key == _NEW:
        return Change(f"Give {stage.name} a new team", partial(with_new_team, stage.id))
    return Change(f"Let {teams[key]} work in {stage.name}", partial(_with_team, stage.id, key))


def _with_own(stage_id: str, stream: Stream) -> Stream:
    team = next((each for each in stream.teams if each.id == stream.stage(stage_id).team), None)
    without = set_value(stream, f"stages.{stage_id}.team", None)
    return set_value(without, f"stages.{stage_id}.workers", 1 if team is None else team.size)


def _with_team(stage_id: str, team: str, stream: Stream) -> Stream:
    """Let a team staff a stage; what only a stage's own workers have goes."""
    for field in ("workers", "cost_per_day", "downtime"):
        stream = set_value(stream, f"stages.{stage_id}.{field}", None)
    return set_value(stream, f"stages.{stage_id}.team", team)


def with_new_team(stage_id: str, stream: Stream) -> Stream:
    """Give a stage a team of its own, as large as its present staff."""
    stage = stream.stage(stage_id)
    team_id = free_id({team.id for team in stream.teams}, "team")
    taken = {team.name for team in stream.teams}
    name = next(n for n in ("Team", *(f"Team {k}" for k in range(2, 99))) if n not in taken)
    old = next((team.size for team in stream.teams if team.id == stage.team), None)
    size = stage.workers or old or 1
    team = Team(id=team_id, name=name, size=size, cost_per_day=stage.cost_per_day)
    return _with_team(stage_id, team_id, with_parts(stream, "teams", (*stream.teams, team)))


def add_time(sheet: Sheet) -> None:
    """Add the touch time."""
    add_duration(sheet, f"Time per {sheet.about.words.item}", "time", sheet.about.stage.time or A_UNIT)


def times_topic(stream: Stream, stage: Stage) -> Topic:
    """Offer times of single types, and the factor on all of them."""
    own = sum(kind.id in stage.time_by_type for kind in stream.item_types)
    parts = [f"{own} of {len(stream.item_types)} differ" if own else "the same for all"]
    if stage.time_factor != 1.0:
        parts.append(f"× {stage.time_factor:g}")
    paths = (f"stages.{stage.id}.time_by_type", f"stages.{stage.id}.time_factor")
    return Topic("times", "Time by type", " · ".join(parts), _fill_times, paths)


def _fill_times(sheet: Sheet) -> None:
    stage, unit = sheet.about.stage, sheet.about.unit
    sheet.help("The typical time of a type; the spread stays as it is for all.")
    for kind in sheet.about.stream.item_types:
        own = stage.time_by_type.get(kind.id)
        path, text = f"time_by_type.{kind.id}", f"Set time of {kind.name} in {stage.name}"
        put = partial(_typical_put, sheet.about.base + path, text, own or stage.time or A_UNIT)
        value = None if own is None else typical(own)[0]
        sheet.maybe(kind.name, path, value, none="same", unit=unit, put=put)
    sheet.help("A factor on all times here: above 1 is slower. A plan can change it on a day.")
    sheet.number("Time factor", "time_factor", stage.time_factor, unit="×", minimum=1e-6)


def _typical_put(path: str, text: str, base: Distribution, value: float | None) -> Change:
    return setting(path, None if value is None else with_typical(base, value), text)


def cost_topic(stream: Stream, stage: Stage) -> Topic:
    """Offer what a worker costs a day."""
    team = next((each for each in stream.teams if each.id == stage.team), None)
    cost = stage.cost_per_day if team is None else team.cost_per_day
    words = stream.vocabulary
    summary = "not counted" if cost is None else f"{cost:,.0f} a {words.worker} a day".replace(",", "\u202f")
    paths = (f"stages.{stage.id}.cost_per_day",)
    return Topic("cost", "Cost", summary, _fill_cost, paths)


def _fill_cost(sheet: Sheet) -> None:
    stage, words = sheet.about.stage, sheet.about.words
    team = next((each for each in sheet.about.stream.teams if each.id == stage.team), None)
    name = f"A {words.worker} a day"
    if team is None:
        sheet.help(f"What one of the {words.workers} of this stage costs a working day, busy or not.")
        sheet.maybe(name, "cost_per_day", stage.cost_per_day, none="not counted", minimum=0.0)
    else:
        sheet.help(f"What one of {team.name} costs a working day, wherever it works.")
        at = sheet.at(f"teams.{team.id}.", team.name)
        at.maybe(name, "cost_per_day", team.cost_per_day, none="not counted", minimum=0.0)
