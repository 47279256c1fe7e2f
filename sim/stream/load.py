"""Offered load: how busy the people of each stage and team would have to be to keep up with what arrives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.distributions import Distribution, mean, ppf
from sim.stream.arrivals import CadenceArrival, Interarrival
from sim.stream.feedback import with_feedback
from sim.stream.mix import shares_of
from sim.stream.stages import Stage
from sim.stream.stream import Stream
from sim.stream.teams import Team
from sim.stream.visits import visits_of


@dataclass(frozen=True)
class StageLoad:
    """What a work stage has to do in the long run, if everything that arrives gets through.

    Attributes:
        stage: Stage id.
        visits_rate: Visits a time unit, repeated ones included.
        touch_time: Mean touch time of a visit, in the stream's unit: what its time_factor and the team's
            focus make of it.
        busy: Mean number of people whom it keeps: at work, changing over, or with a blocked item.
        load: ``busy`` over the people who are there (not down); 1 or more cannot keep up. In a stage with
            a team it is the part of the team's load that comes from here.
    """

    stage: str
    visits_rate: float
    touch_time: float
    busy: float
    load: float


@dataclass(frozen=True)
class TeamLoad:
    """What a team has to do in the long run, over all stages that draw on it.

    Attributes:
        team: Team id.
        busy: Mean number of members whom its stages keep.
        load: ``busy`` over the size of the team; 1 or more cannot keep up.
    """

    team: str
    busy: float
    load: float


def offered_load(stream: Stream) -> tuple[StageLoad, ...]:
    """Work out the load of each work stage: arrivals and feedback, times visits, times what a visit takes.

    Only arrivals without end count: a backlog or a schedule has no rate in the long run. WIP limits,
    blocking, starving and drag are left out, so the real capacity is lower. Changeovers are estimated for
    types in random order, batches as full, and a member of a team with ``multitask`` switches at every item.

    Args:
        stream: A stream without errors.

    Returns:
        One value a work stage, in flow order.
    """
    crews = _Crews(stream)
    loads = []
    for stage in stream.stages:
        if stage.id not in crews.demands:
            continue
        demand, people = crews.demands[stage.id], crews.people(stage)
        busy = demand.worked + demand.kept * crews.idle_share(stage)
        touch = demand.touched / demand.rate if demand.rate else 0.0
        loads.append(StageLoad(stage.id, demand.rate, touch, busy, busy / people))
    return tuple(loads)


def team_loads(stream: Stream) -> tuple[TeamLoad, ...]:
    """Add up the load of each team over its stages; see :func:`offered_load`.

    Args:
        stream: A stream without errors.

    Returns:
        One value a team that some stage draws on, in the stream's order.
    """
    of_stages = {one.stage: one for one in offered_load(stream)}
    loads = []
    for team in stream.teams:
        own = [of_stages[one.id] for one in stream.stages if one.team == team.id and one.id in of_stages]
        if own:
            loads.append(TeamLoad(team.id, sum(one.busy for one in own), sum(one.load for one in own)))
    return tuple(loads)


def arrival_rates(stream: Stream) -> dict[str, float]:
    """Give the long-run arrivals a time unit by type id, with what feedback adds to them.

    Types that never arrive have 0.
    """
    rates = {one.id: 0.0 for one in stream.item_types}
    for arrival in stream.arrivals:
        if isinstance(arrival, Interarrival):
            rate = mean_count(arrival.batch) / mean(arrival.time)
        elif isinstance(arrival, CadenceArrival):
            rate = arrival.count / arrival.every
        else:
            continue
        for item_type, share in shares_of(stream, arrival).items():
            rates[item_type] += rate * share
    return with_feedback(stream, rates)


def longest_period(stream: Stream) -> float:
    """Give the longest time between two openings of a gate or two deliveries; 0 where nothing is periodic."""
    gates = [stage.cadence.every for stage in stream.stages if stage.cadence is not None]
    deliveries = [one.every for one in stream.arrivals if isinstance(one, CadenceArrival)]
    return max(gates + deliveries, default=0.0)


def mean_count(batch: Distribution) -> float:
    """Give the mean batch size: draws are rounded to whole numbers, halves up.

    It is summed over ten thousand equally likely draws, which is exact to about 0.1 %.
    """
    shares = (np.arange(10_000) + 0.5) / 10_000
    return float(np.floor(ppf(batch, shares) + 0.5).mean())


class _Demand(NamedTuple):
    """What a stage asks of its people in a time unit: visits, and people's time."""

    rate: float
    touched: float
    worked: float
    kept: float


class _Crews:
    """The people of every work stage, and what is asked of them."""

    def __init__(self, stream: Stream) -> None:
        self.teams = {one.id: one for one in stream.teams}
        self.staffed = [one for one in stream.stages if one.kind == "work" and self._is_staffed(one)]
        rates = arrival_rates(stream)
        visits = {one: visits_of(stream.stages, one) for one in rates}
        places = {one.id: place for place, one in enumerate(stream.stages)}
        self.counts = {
            stage.id: {one: rates[one] * float(visits[one].count[places[stage.id]]) for one in rates}
            for stage in self.staffed
        }
        self.demands = {
            stage.id: self._demand(
                stage, {one: rates[one] * float(visits[one].full[places[stage.id]]) for one in rates}
            )
            for stage in self.staffed
        }

    def people(self, stage: Stage) -> float:
        """Give how many people of a stage's crew are there on average."""
        team = self._team(stage)
        if team is not None:
            return float(team.size)
        up = 1.0
        if stage.downtime is not None:
            lasts = mean(stage.downtime.time_to_failure)
            up = lasts / (lasts + mean(stage.downtime.time_to_repair))
        return (stage.workers or 0) * up

    def idle_share(self, stage: Stage) -> float:
        """Give the part of the time with a blocked item in which the one who keeps it has nothing else."""
        team = self._team(stage)
        if team is None or team.multitask == 1:
            return 1.0
        crew = [self.demands[one.id] for one in self.staffed if one.team == team.id]
        rate, kept = sum(one.rate for one in crew), sum(one.kept for one in crew)
        if kept <= 0.0:
            return 1.0
        worked = sum(one.worked for one in crew)
        return (_time_an_item(worked / rate, kept / rate, team.multitask) * rate - worked) / kept

    def _is_staffed(self, stage: Stage) -> bool:
        return stage.workers is not None if stage.team is None else stage.team in self.teams

    def _team(self, stage: Stage) -> Team | None:
        return None if stage.team is None else self.teams[stage.team]

    def _demand(self, stage: Stage, full: dict[str, float]) -> _Demand:
        """Work out what a stage asks; ``full`` is its visits by type, in whole touch times a unit."""
        team = self._team(stage)
        focus, at_once = (1.0, 1) if team is None else (team.focus, team.multitask)
        size = stage.batch.size if stage.batch is not None else 1
        rate = sum(self.counts[stage.id].values())
        touched = sum(count * _touch_time(stage, one) for one, count in full.items()) / focus
        worked = touched
        if stage.setup is not None:
            worked += rate * self._changeovers(stage) * mean(stage.setup.time) / focus
        if team is not None and at_once > 1:
            worked += rate * team.switch_cost
        return _Demand(rate, touched, worked / size, _kept(stage, rate, touched) / size)

    def _changeovers(self, stage: Stage) -> float:
        """Estimate the share of starts before which the worker has to change over."""
        crew = [
            one for one in self.staffed if one is stage or (one.team is not None and one.team == stage.team)
        ]
        before = _mix([self.counts[one.id] for one in crew])
        here = _mix([self.counts[stage.id]])
        return 1.0 - sum(share * before[one] for one, share in here.items()) if here else 0.0


def _mix(counts: list[dict[str, float]]) -> dict[str, float]:
    """Give the share of each type in all these visits together; nothing where there are none."""
    total = sum(sum(one.values()) for one in counts)
    return {one: sum(each[one] for each in counts) / total for one in counts[0]} if total else {}


def _touch_time(stage: Stage, item_type: str) -> float:
    time = stage.time_by_type.get(item_type, stage.time)
    return mean(time) * stage.time_factor if time is not None else 0.0


def _kept(stage: Stage, rate: float, touched: float) -> float:
    """Give the time a unit in which people keep a blocked item."""
    blockers = stage.blockers
    if blockers is None or not blockers.keeps_worker or touched <= 0.0:
        return 0.0
    if blockers.time_to is not None:
        number = touched / mean(blockers.time_to)
    else:
        number = rate * (blockers.probability or 0.0)
    return number * mean(blockers.time)


def _time_an_item(worked: float, kept: float, at_once: int) -> float:
    """Give the time of a member that an item takes where several are in hand.

    A member who always has ``at_once`` items, each worked on for ``worked`` in turns with the others and
    blocked for ``kept``, is a closed network of a shared server and a delay: mean value analysis, exact.
    """
    waiting, gone = 0.0, 1.0
    for number in range(1, at_once + 1):
        stays = worked * (1.0 + waiting)
        gone = number / (stays + kept)
        waiting = gone * stays
    return 1.0 / gone
