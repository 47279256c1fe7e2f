"""Little's law: its residual, and what breaks it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sim.log import EventLog, LogStage
from sim.metrics import (
    Window,
    flow_load,
    littles_law,
    littles_reasons,
    littles_residual,
    stage_usage,
    whole,
)
from sim.metrics.stability import overload
from tests.log.story import told
from tests.log.strategies import simulated
from tests.metrics.scenes import history, two_stages


def test_the_residual_is_zero_where_a_window_begins_and_ends_empty() -> None:
    assert littles_residual(two_stages(), Window(0, 6)) == 0
    assert littles_residual(two_stages(end=9.0), Window(-1, 9)) == 0


@given(simulated())
def test_the_residual_of_a_run_that_ends_empty_is_zero_to_the_last_bit(log: EventLog) -> None:
    window = Window(-2.0, log.end)
    done = {item for item, kind in zip(log.item.tolist(), log.kind.tolist(), strict=True) if kind == 8}
    if len(done) == len(log.items):
        assert littles_residual(log, window) == 0


def test_the_residual_is_what_the_items_at_the_edges_weigh() -> None:
    # from 2 to 5 items are in progress for 3 + 3; only item 1, which took 3, is done
    assert littles_residual(two_stages(), Window(2, 5)) == (6 - 3) / 6


def test_without_load_there_is_nothing_to_explain() -> None:
    assert littles_residual(two_stages(), Window(7, 8)) == 0
    done_at_once = told("-3 0 arrived\n-3 0 entered build\n0 0 done")
    assert np.isnan(littles_residual(done_at_once, Window(0, 0)))


def test_a_window_that_keeps_the_law_breaks_no_assumption() -> None:
    assert littles_reasons(two_stages(), Window(0, 6)) == ()


def test_each_broken_assumption_is_said() -> None:
    arrivals = "\n".join(f"{item} {item} arrived\n{item} {item} entered build" for item in range(10))
    growing = told(arrivals + "\n9 8 done", end=10.0)
    assert littles_reasons(growing, Window(4, 10)) == (
        "5 items came in and 1 went out: arrivals and departures are not alike",
        "4 items were in progress at the start and 9 at the end",
        "8 items in progress are older than any item done took: not all that is begun gets finished",
        "work in progress got older: 2.0 days old at the start, 5.9 at the end",
    )


def test_a_window_without_time_breaks_all() -> None:
    assert littles_reasons(two_stages(), Window(2, 2)) == ("the window has no time in it",)


def test_nothing_finished_is_a_reason_of_its_own() -> None:
    log = told("0 0 arrived\n0 0 entered build", end=4.0)
    assert littles_reasons(log, Window(3, 4)) == ("nothing that was begun was finished",)


def run(arrivals: int, done_every: int, *, workers: int = 1) -> EventLog:
    """Tell of a stage that works on one item after another, each for ``done_every``."""
    rows = [(float(item), f"{item} arrived") for item in range(arrivals)]
    for item in range(arrivals // done_every):
        begin = float(item * done_every)
        rows += [(begin, f"{item} entered build"), (begin, f"{item} started build 0")]
        rows += [(begin + done_every, f"{item} finished build 0"), (begin + done_every, f"{item} done")]
    rows = sorted((row for row in rows if row[0] <= arrivals), key=lambda row: row[0])
    return told(
        "\n".join(f"{time} {rest}" for time, rest in rows),
        stages=(LogStage("build", "Build", workers=workers),),
        end=float(arrivals),
    )


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (run(100, 1), ""),
        (
            run(100, 2),
            "Load is 1 or more: there is no free time in Build (working 100 %), and 49 more items wait "
            "at the end than at the start; times depend on how long the run lasts.",
        ),
        (
            run(100, 2, workers=2),
            "More comes in than goes out: 49 more items wait at the end than at the start; "
            "times depend on how long the run lasts.",
        ),
        (history(*[("2026-03-01", "")] * 30, end="2026-04-01"), ""),
    ],
)
def test_a_queue_that_grows_beyond_chance_is_said(log: EventLog, said: str) -> None:
    assert overload(log, whole(log), stage_usage(log, whole(log))) == said


def test_the_law_shows_its_quantities_and_each_assumption() -> None:
    law = littles_law(two_stages(), Window(0, 6))
    assert (law.load, law.rate, law.time, law.expected, law.residual) == (9 / 6, 2 / 6, 4.5, 1.5, 0)
    assert [said for _, said in law.assumptions] == ["", "", "", ""]
    assert [name for name, _ in law.assumptions] == [
        "as many items come as go",
        "the load is alike at both ends",
        "what is begun gets finished",
        "the load's age does not move",
    ]


def test_the_broken_assumptions_are_the_reasons() -> None:
    arrivals = "\n".join(f"{item} {item} arrived\n{item} {item} entered build" for item in range(10))
    growing, window = told(arrivals + "\n9 8 done", end=10.0), Window(4, 10)
    law = littles_law(growing, window)
    assert tuple(said for _, said in law.assumptions) == littles_reasons(growing, window)
    assert (law.load, law.rate, law.time) == (flow_load(growing, window), 1 / 6, 1)


def test_without_time_or_work_the_law_has_no_quantities() -> None:
    law = littles_law(two_stages(), Window(2, 2))
    assert (np.isnan(law.load), np.isnan(law.rate), {said for _, said in law.assumptions}) == (
        True,
        True,
        {"the window has no time in it"},
    )
    idle = littles_law(two_stages(), Window(0, 1))
    assert (idle.rate, np.isnan(idle.time), idle.expected, idle.residual) == (0, True, 0, 1)


@given(simulated())
def test_what_the_law_leaves_is_the_load_less_what_it_expects(log: EventLog) -> None:
    window = Window(0.0, log.end)
    law = littles_law(log, window)
    if window.length and law.load:
        assert law.residual == pytest.approx((law.load - law.expected) / law.load)
