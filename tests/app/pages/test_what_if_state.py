"""What the What-if page shows of a comparison, before any of it is drawn: figures made by hand."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest

from app.charts import Spot
from app.jobs import Cancelled, Track
from app.pages.levers import levers, overruled, unused_name
from app.pages.what_if.state import (
    QUICK_RUNS,
    SHOWN,
    Cell,
    Picture,
    Request,
    Row,
    compare,
    picture,
    scale_for,
)
from sim.engine import RunRequest
from sim.errors import StreamFault
from sim.experiment import Comparison, RunResult, Scale, ScenarioResult, TimeEstimate, estimate
from sim.experiment.collect import changes
from sim.stream import PlannedChange, Scenario, Stream, example, fingerprint
from tests.builders import backlog, line

TEAM = example("software-team")
FACTORY = example("factory-line")
PLAIN = Scenario(name="Other")
STEADY = {
    "flow_velocity": (1.4, 1.6),
    "flow_time_p50": (5.0, 7.0),
    "flow_time_p85": (9.0, 11.0),
    "flow_load": (12.0, 14.0),
    "flow_efficiency": (0.30, 0.40),
}


def result(stream: Stream = TEAM, warnings: tuple[str, ...] = (), **values: tuple[float, ...]) -> RunResult:
    """A run of two replications with these figures in each; the others are steady."""
    series = {**STEADY, **values}
    estimates = {name: estimate(each) for name, each in series.items()}
    time = TimeEstimate(estimates["flow_time_p50"], np.zeros(0))
    return RunResult(
        stream=stream,
        request=RunRequest(seed=1, until=100.0),
        replications=2,
        warmup=0.0,
        flow_velocity=estimates["flow_velocity"],
        flow_time=time,
        lead_time=time,
        flow_load=estimates["flow_load"],
        flow_efficiency=estimates["flow_efficiency"],
        flow_distribution={},
        stages=(),
        littles_residual=estimate((0.0, 0.0)),
        unfinished=0.0,
        end=100.0,
        method="by hand",
        estimates=estimates,
        series=series,
        warnings=warnings,
    )


def shown(base: RunResult, *others: RunResult) -> Picture:
    """The picture of a base and scenarios called Other, Other 2, …"""
    names = [other(number) for number in range(len(others))]
    found = tuple(
        ScenarioResult(name, run, changes(base, run)) for name, run in zip(names, others, strict=True)
    )
    return picture(Comparison(base, found), {}, Request(base.stream, tuple(names), 2, 1))


def other(number: int) -> Scenario:
    return PLAIN if not number else PLAIN.model_copy(update={"name": f"Other {number + 1}"})


def tones(row: Row) -> list[str]:
    return [cell.tone for cell in row.cells]


# --- the base --------------------------------------------------------------------------------------------


def test_today_is_told_in_plain_figures() -> None:
    assert shown(result()).rows == (
        Row(
            "Today",
            (Cell("7.5"), Cell("6.0"), Cell("10.0"), Cell("13.0"), Cell("35 %")),
            "10.0 days",
            f"{TEAM.name} as it is; every scenario is set against it.",
        ),
    )


def test_the_columns_name_their_units() -> None:
    assert shown(result()).headings == (
        "Scenario",
        "85 %\nflow time",
        "Velocity\n/ week",
        "Flow time\n50 %, days",
        "Flow time\n85 %, days",
        "Flow load\nitems",
        "Flow\nefficiency",
    )


def test_money_has_a_column_where_the_stream_says_something_of_it() -> None:
    found = shown(result(net_value=(900.0, 1100.0)), result(net_value=(1000.0, 1201.0)), result())
    assert found.headings[-1] == "Net value\na run"
    assert [row.cells[-1].text for row in found.rows] == ["1000", "+100 ± 6", "–"]
    assert [row.cells[-1].tone for row in found.rows] == ["", "better", "unclear"]


def test_large_sums_are_told_in_thousands() -> None:
    found = shown(result(net_value=(90_000.0, 110_000.0)))
    assert (found.headings[-1], found.rows[0].cells[-1].text) == ("Net value\n1 000s a run", "100.0")


def test_a_stream_in_which_nothing_is_done_has_dashes() -> None:
    none = (nan, nan)
    found = shown(result(flow_velocity=(0.0, 0.0), flow_time_p50=none, flow_time_p85=none))
    assert [cell.text for cell in found.rows[0].cells] == ["0.0", "–", "–", "13.0", "35 %"]
    assert found.trade_off.spots == ()


@pytest.mark.parametrize(
    ("metric", "scale"),
    [
        ("flow_velocity", Scale(5.0, "", 1)),
        ("flow_time_p50", Scale()),
        ("flow_time_p85", Scale()),
        ("flow_load", Scale()),
        ("flow_efficiency", Scale(100.0, " %", 0)),
    ],
)
def test_every_column_has_its_scale(metric: str, scale: Scale) -> None:
    assert metric in SHOWN
    assert scale_for(metric, 5.0) == scale


# --- scenarios -------------------------------------------------------------------------------------------


def test_shorter_and_faster_is_better() -> None:
    better = result(flow_velocity=(1.6, 1.8), flow_time_p85=(7.0, 9.0))
    row = shown(result(), better).rows[1]
    assert tones(row) == ["better", "same", "better", "same", "same"]
    assert [cell.text for cell in row.cells] == [
        "+1.0 ± 0.0",
        "+0.0 ± 0.0",
        "−2.0 ± 0.0",
        "+0.0 ± 0.0",
        "+0 ± 0",
    ]
    assert row.cells[2].tip == "8.0: shorter by 2.0, ± 0.0"
    assert row.cells[0].tip == "8.5: faster by 1.0, ± 0.0"
    assert row.verdict == "shorter by 2.0 days, ± 0.0"
    assert row.sentence == (
        "Other: 85 % flow time shorter by 2.0 days, ± 0.0; velocity faster by 1.0 items a week, ± 0.0."
    )


def test_longer_and_slower_is_worse() -> None:
    worse = result(flow_velocity=(1.2, 1.4), flow_time_p85=(12.0, 14.0), flow_efficiency=(0.2, 0.3))
    row = shown(result(), worse).rows[1]
    assert tones(row) == ["worse", "same", "worse", "same", "worse"]
    assert [row.cells[place].text for place in (0, 2, 4)] == ["−1.0 ± 0.0", "+3.0 ± 0.0", "−10 ± 0"]
    assert row.cells[4].tip == "25 %: lower by 10 points, ± 0"
    assert row.verdict == "longer by 3.0 days, ± 0.0"


def test_the_same_stream_is_the_same_in_every_figure() -> None:
    row = shown(result(), result()).rows[1]
    assert tones(row) == ["same"] * 5
    assert row.verdict == "the same, ± 0.0 days"
    assert (
        row.sentence == "Other: 85 % flow time the same, ± 0.0 days; velocity the same, ± 0.0 items a week."
    )


def test_another_load_is_neither_good_nor_bad() -> None:
    row = shown(result(), result(flow_load=(10.0, 12.0))).rows[1]
    assert row.cells[3] == Cell("−2.0 ± 0.0", "different", "11.0: fewer by 2.0, ± 0.0")


def test_what_luck_could_have_done_is_unclear_and_asks_for_more_runs() -> None:
    row = shown(result(), result(flow_time_p85=(8.0, 14.0))).rows[1]
    assert row.cells[2].tone == "unclear"
    assert row.cells[2].text.startswith("+1.0 ± ")
    assert row.cells[2].tip.startswith("11.0: cannot tell yet: about ")
    assert row.verdict.endswith(" more runs")


def test_one_run_says_nothing_and_shows_no_interval() -> None:
    once = {name: values[:1] for name, values in STEADY.items()}
    other = {**once, "flow_time_p85": (7.0,)}
    found = shown(result(TEAM, (), **once), result(TEAM, (), **other))
    assert found.rows[1].cells[2] == Cell(
        "−2.0", "unclear", "7.0: cannot tell from one run: about 20 more runs"
    )
    assert found.trade_off.spots == ()


def test_a_scenario_in_which_nothing_is_done_has_nothing_to_compare() -> None:
    none = (nan, nan)
    found = shown(result(), result(flow_velocity=(0.0, 0.0), flow_time_p50=none, flow_time_p85=none))
    row = found.rows[1]
    assert row.cells[1:3] == (Cell("–", "unclear", "nothing was done"),) * 2
    assert row.verdict == "nothing to compare: no item was done"
    assert [spot.name for spot in found.trade_off.spots] == ["Today"]


def test_the_noise_of_sums_is_no_interval() -> None:
    third = result(flow_time_p85=(9.0 + 0.1 + 0.2, 11.3))
    assert shown(result(), third).rows[1].cells[2].text == "+0.3 ± 0.0"


def test_every_scenario_has_a_row_and_a_mark_in_order() -> None:
    found = shown(result(), result(flow_time_p85=(7.0, 9.0)), result(flow_velocity=(1.6, 1.8)))
    assert [row.name for row in found.rows] == ["Today", "Other", "Other 2"]
    assert [spot.name for spot in found.trade_off.spots] == ["Today", "Other", "Other 2"]


def test_a_mark_has_both_means_with_their_intervals() -> None:
    (spot,) = shown(result()).trade_off.spots
    velocity, time = estimate((1.4, 1.6)), estimate((9.0, 11.0))
    expected = Spot(
        "Today", velocity.mean * 5, velocity.low * 5, velocity.high * 5, time.mean, time.low, time.high
    )
    assert spot == expected


def test_the_axes_of_the_picture_name_their_units() -> None:
    found = shown(result()).trade_off
    assert (found.velocity_label, found.flow_time_label) == ("velocity, items a week", "85 % flow time, days")


# --- a factory -------------------------------------------------------------------------------------------


def test_a_factory_counts_parts_in_its_own_unit() -> None:
    found = shown(
        result(FACTORY, flow_velocity=(0.4, 0.6)),
        result(FACTORY, flow_velocity=(0.6, 0.8), flow_time_p85=(7.0, 9.0)),
    )
    assert found.headings[2:6] == (
        "Velocity\n/ hour",
        "Flow time\n50 %, minutes",
        "Flow time\n85 %, minutes",
        "Flow load\nparts",
    )
    assert found.trade_off.velocity_label == "velocity, parts an hour"
    assert found.rows[0].cells[0] == Cell("30.0")
    assert found.rows[1].sentence == (
        "Other: 85 % flow time shorter by 2.0 minutes, ± 0.0; velocity faster by 12.0 parts an hour, ± 0.0."
    )


# --- warnings, runs kept, runs refused -------------------------------------------------------------------


def test_the_warnings_of_the_base_stand_below() -> None:
    found = shown(result(warnings=("Few runs.",)), result(warnings=("Never shown.",)))
    assert found.warnings == ("Few runs.",)


def test_a_scenario_that_is_overloaded_is_named_in_the_warnings() -> None:
    crowded = TEAM.model_copy(
        update={
            "arrivals": tuple(
                one.model_copy(update={"time": one.time.model_copy(update={"mean": 0.05})})  # type: ignore[union-attr]
                for one in TEAM.arrivals
            )
        }
    )
    warnings = shown(result(), result(crowded)).warnings
    assert [warning.split(";")[0] for warning in warnings] == [
        "Other: Analysis: load 9.14",
        "Other: Build: load 9.65",
        "Other: Test: load 14.86",
    ]


SMALL = line([1.0, 2.0], arrivals=backlog(5))


def untold(share: float, text: str) -> None:
    """Nobody listens."""


def test_runs_that_are_known_are_not_made_again() -> None:
    faster = Scenario(name="Two", changes=(("stages.s2.workers", 2),))
    first = compare(Request(SMALL, (), 2, 1), Track(untold))
    assert list(first.known) == [fingerprint(SMALL)]
    told: list[float] = []
    second = compare(
        Request(SMALL, (faster,), 2, 1, known=first.known), Track(lambda share, _: told.append(share))
    )
    assert second.comparison.base is first.comparison.base
    assert len(second.known) == 2
    assert told[-1] == 1.0
    assert [row.name for row in second.rows] == ["Today", "Two"]


def test_runs_of_another_seed_are_made_anew() -> None:
    first = compare(Request(SMALL, (), 2, 1), Track(untold))
    second = compare(Request(SMALL, (), 2, 7, known=first.known), Track(untold))
    assert second.comparison.base is not first.comparison.base
    assert second.comparison.base.request.seed == 7


def test_a_picture_that_nobody_wants_any_more_is_given_up() -> None:
    track = Track(untold)
    track.cancel()
    with pytest.raises(Cancelled):
        compare(Request(SMALL, (), QUICK_RUNS, 1), track)


def test_a_scenario_that_does_not_fit_is_refused() -> None:
    stale = Scenario(name="Old", changes=(("stages.gone.workers", 2),))
    with pytest.raises(StreamFault, match="gone"):
        compare(Request(SMALL, (stale,), 2, 1), Track(untold))


# --- names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("taken", "wanted", "name"),
    [
        ((), "", "Scenario 1"),
        (("Scenario 1",), "", "Scenario 2"),
        (("Scenario 2",), "", "Scenario 1"),
        ((), "Test WIP 5 → 3", "Test WIP 5 → 3"),
        (("Test WIP 5 → 3",), "Test WIP 5 → 3", "Test WIP 5 → 3 1"),
        ((), "Today", "Today 1"),
    ],
)
def test_a_new_scenario_gets_a_name_of_its_own(taken: tuple[str, ...], wanted: str, name: str) -> None:
    assert unused_name(tuple(Scenario(name=each) for each in taken), wanted) == name


PLANNED = TEAM.model_copy(
    update={
        "plan": (
            PlannedChange(
                at=60.0,
                set={"stages.test.wip_limit": 6, "arrivals.0.time": {"family": "exponential", "mean": 1.0}},
            ),
        )
    }
)


def test_a_lever_that_the_plan_moves_too_says_when_and_where_to() -> None:
    notes = {lever.path: lever.note for lever in levers(PLANNED, None)}
    assert notes.pop("stages.test.wip_limit") == "The plan sets it to 6 on day 60."
    assert notes.pop("arrivals.0.time.mean") == "The plan changes it on day 60."
    assert set(notes.values()) == {""}


def test_a_scenario_that_the_plan_overrules_is_told_so() -> None:
    kept = Scenario(name="Faster", changes=(("stages.test.workers", 3),))
    lost = Scenario(name="Tight", changes=(("stages.test.wip_limit", 2),))
    assert overruled(PLANNED, kept) == ()
    assert overruled(PLANNED, lost) == (
        "Tight: Test WIP 5 → 2 holds only until then: The plan sets it to 6 on day 60.",
    )
    found = compare(Request(PLANNED, (lost,), 3, seed=1, until=90.0), Track(lambda *_: None))
    assert found.warnings[0] == overruled(PLANNED, lost)[0]
