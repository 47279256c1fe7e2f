"""Runs that were made before are not made again, and change nothing of the answer."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import Any

import pytest

from sim.engine import RunRequest
from sim.errors import StreamFault
from sim.experiment import Cell, Comparison, Design, RunResult, SerialExecutor, compare, compare_known
from sim.stream import Scenario, Stream, apply_scenario, example, fingerprint

DESIGN = Design(RunRequest(seed=3, until=80.0), 6, 8.0)


class Counting(Executor):
    """A serial pool that remembers whose runs it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, int]] = []
        self.inner = SerialExecutor()

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401
        (cell,) = args
        assert isinstance(cell, Cell)
        self.asked.append((fingerprint(cell.stream), cell.request.replication, cell.replications))
        return self.inner.submit(fn, *args, **kwargs)

    def runs_of(self, stream: Stream) -> int:
        """How many replications of a stream were made."""
        return sum(count for name, _, count in self.asked if name == fingerprint(stream))


@pytest.fixture(scope="module")
def team() -> Stream:
    return example("software-team")


def workers(count: int) -> Scenario:
    return Scenario(name=f"{count} in Test", changes=(("stages.test.workers", count),))


def made(
    team: Stream, scenarios: list[Scenario], known: dict[str, RunResult], design: Design = DESIGN
) -> tuple[Comparison, dict[str, RunResult], Counting]:
    pool = Counting()
    comparison, runs = compare_known(team, scenarios, design, known=known, pool=pool)
    return comparison, runs, pool


def figures(comparison: Comparison) -> list[Any]:
    return [
        comparison.base.to_json(),
        *([one.to_json() for one in scenario.changes] for scenario in comparison.scenarios),
    ]


def test_without_known_runs_it_is_the_comparison_that_compare_gives(team: Stream) -> None:
    scenarios = [workers(3), workers(4)]
    comparison, runs, _ = made(team, scenarios, {})
    assert figures(comparison) == figures(compare(team, scenarios, DESIGN))
    assert list(runs) == [fingerprint(team), *(fingerprint(apply_scenario(team, one)) for one in scenarios)]


def test_a_second_scenario_runs_alone_and_is_set_against_the_known_base(team: Stream) -> None:
    _, known, _ = made(team, [workers(3)], {})
    comparison, _, pool = made(team, [workers(4)], known)
    assert pool.runs_of(team) == 0
    assert pool.runs_of(apply_scenario(team, workers(4))) == 6
    assert figures(comparison) == figures(compare(team, [workers(4)], DESIGN))


def test_a_scenario_asked_again_runs_nothing(team: Stream) -> None:
    first, known, _ = made(team, [workers(3)], {})
    again, _, pool = made(team, [workers(3)], known)
    assert pool.asked == []
    assert figures(again) == figures(first)


def test_a_scenario_that_changes_nothing_is_its_base(team: Stream) -> None:
    same = Scenario(name="Same", changes=(("stages.test.workers", team.stage("test").workers),))
    comparison, runs, pool = made(team, [same], {})
    assert (len(runs), len(pool.asked), pool.runs_of(team)) == (1, 6, 6)
    assert {one.difference.mean for one in comparison.scenarios[0].changes} == {0.0}


@pytest.mark.parametrize(
    "other",
    [
        replace(DESIGN, replications=7),
        replace(DESIGN, warmup=4.0),
        replace(DESIGN, warmup="auto"),
        replace(DESIGN, request=replace(DESIGN.request, seed=4)),
        replace(DESIGN, request=replace(DESIGN.request, until=90.0)),
        replace(DESIGN, request=replace(DESIGN.request, clock="simpy")),
    ],
    ids=["replications", "warm-up", "automatic warm-up", "seed", "horizon", "clock"],
)
def test_a_run_of_another_design_is_made_again(team: Stream, other: Design) -> None:
    _, known, _ = made(team, [workers(3)], {})
    comparison, _, pool = made(team, [workers(3)], known, other)
    assert pool.runs_of(team) == other.replications
    fresh, _, _ = made(team, [workers(3)], {}, other)
    assert figures(comparison) == figures(fresh)


def test_every_run_shares_the_warmup_of_its_base(team: Stream) -> None:
    comparison, runs, _ = made(team, [workers(3)], {}, replace(DESIGN, warmup="auto"))
    assert {run.warmup for run in runs.values()} == {comparison.base.warmup}


def test_a_change_that_leads_nowhere_is_refused_before_anything_runs(team: Stream) -> None:
    pool = Counting()
    wrong = Scenario(name="Wrong", changes=(("stages.tst.workers", 3),))
    with pytest.raises(StreamFault, match="tst"):
        compare_known(team, [workers(3), wrong], DESIGN, known={}, pool=pool)
    assert pool.asked == []


def test_replications_are_split_into_cells_that_leave_none_out(team: Stream) -> None:
    _, _, pool = made(team, [], {}, replace(DESIGN, replications=37))
    cells = sorted((first, count) for _, first, count in pool.asked)
    assert [n for first, count in cells for n in range(first, first + count)] == list(range(37))
    assert len(cells) <= 16


FLOW = replace(DESIGN, detail="flow")


def test_a_comparison_of_the_flow_alone_gives_the_same_figures_without_stages(team: Stream) -> None:
    whole, _, _ = made(team, [workers(3)], {})
    flow, _, _ = made(team, [workers(3)], {}, FLOW)
    assert flow.base.stages == ()
    (base, *changes), (whole_base, *whole_changes) = figures(flow), figures(whole)
    assert (base, changes) == (whole_base | {"stages": []}, whole_changes)


def test_runs_without_stages_are_made_again_where_stages_are_asked_for(team: Stream) -> None:
    _, known, _ = made(team, [workers(3)], {}, FLOW)
    _, again, pool = made(team, [workers(3)], known)
    assert pool.runs_of(team) == 6
    assert len(again[fingerprint(team)].stages) == len(team.stages)
    _, _, pool = made(team, [workers(3)], again, FLOW)
    assert pool.asked == []
