"""A run in tables: money, shares that are worth a column, teams and where they worked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim.cli.run_tables import show_result
from sim.engine import RunRequest
from sim.experiment import Design, RunResult
from sim.experiment.collect import collect
from tests.builders import exponential, line, poisson
from tests.experiment.outcomes import outcome, team, usage, worth

STREAM = line([exponential(0.5)], arrivals=poisson(1.0))
TWO = Design(RunRequest(until=10.0), 2, 0.0)


def result_of(**more: Any) -> RunResult:
    """Two equal runs, with what is given beside the usual."""
    return collect(STREAM, TWO, 2.0, [outcome(**more), outcome(**more)])


def shown(result: RunResult, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Print a run and give the lines that are not empty, without the blanks at their ends."""
    show_result(result)
    return [text.rstrip() for text in capsys.readouterr().out.splitlines() if text.strip()]


def test_a_plain_run_has_metrics_and_stages_and_no_column_of_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = shown(result_of(), capsys)
    assert lines[0].endswith(": 2 runs, 95 % interval over replications")
    assert lines[-4:] == [
        "Stages (mean numbers of items; shares of worker time)",
        "  stage    wip   waiting   working   blocked   finished   working %   starved %   items a day",
        " " + "─" * 93,
        "  S1      1.00      0.50      0.50      0.00       0.00      50.0 %      50.0 %         1.000",
    ]
    assert not [text for text in lines if text.startswith(("Money", "Teams"))]


def test_a_single_run_is_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    (title, *_) = shown(replace(result_of(), replications=1), capsys)
    assert ": 1 run, " in title


def test_shares_that_are_more_than_nothing_get_their_column(capsys: pytest.CaptureFixture[str]) -> None:
    busy = usage(0.5, setup_share=0.125, down_share=0.0625, starved=0.3125)
    header, _, row = shown(result_of(stages=(busy,)), capsys)[-3:]
    assert header.split("finished")[1].split("   ") == [
        "",
        "working %",
        "changing over %",
        "down %",
        "starved %",
        "items a day",
    ]
    assert row.split()[6:] == ["50.0", "%", "12.5", "%", "6.2", "%", "31.2", "%", "1.000"]


def test_money_stands_with_its_span(capsys: pytest.CaptureFixture[str]) -> None:
    money = worth(value=12500.0, staff_cost=20000.0, delay_cost=500.0, net=-8000.0, cost_per_item=10000.0)
    lines = shown(result_of(money=money), capsys)
    first = lines.index("Money over 8 days, mean of the runs")
    assert [text.split("  ")[1] for text in lines[first + 3 : first + 8]] == [
        "Value released",
        "Staff cost",
        "Cost of delay",
        "Net value",
        "Staff cost an item",
    ]
    assert lines[first + 3].split()[2:] == ["12", "500"] * 3
    assert lines[first + 6].split()[2:] == ["-8", "000"] * 3


def test_teams_say_where_they_worked(capsys: pytest.CaptureFixture[str]) -> None:
    stages = tuple(
        replace(
            usage(share, starved=None, blocked_share=None, idle=None), id=one, name=one.title(), team="devs"
        )
        for one, share in (("build", 0.5), ("test", 0.25))
    )
    lines = shown(result_of(stages=stages, teams=(team(0.5, 0.25),)), capsys)
    assert (
        "Stages (mean numbers of items; shares of worker time; of the whole team's where a team works)"
        in lines
    )
    header, _, row = lines[-3:]
    assert header.split("   ") == ["  team", "members", "working %", "starved %", "working in"]
    assert row.split("   ")[-1] == "Build 50.0 %, Test 25.0 %"
    assert row.split()[:6] == ["Devs", "2.0", "75.0", "%", "25.0", "%"]
