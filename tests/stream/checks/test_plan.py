"""Faults of planned changes: each has to fit the stream that is in force when it comes."""

from __future__ import annotations

from typing import Any

import pytest

from sim.stream import (
    Batch,
    BoardItem,
    PlannedChange,
    Problem,
    ServiceClass,
    Stream,
    Team,
    WipGroup,
    problems,
    structural_change,
)
from tests.builders import stream, work
from tests.stream.checks.found import SLOW, TWO_TYPES, errors, warnings


def planned(*changes: tuple[float, dict[str, Any]], **more: Any) -> Stream:
    """A team of three builds, two people test; and what changes on the way."""
    build = work("Build", 1.0).model_copy(update={"workers": None, "team": "dev"})
    test = work("Test", 1.0, 2, wip_limit=4, batch=Batch(size=2))
    return stream(
        (build, test),
        SLOW,
        item_types=TWO_TYPES,
        classes=(ServiceClass(id="x"), ServiceClass(id="y", rank=2)),
        teams=(Team(id="dev", name="Dev", size=3),),
        wip_groups=(WipGroup(id="line", stages=("build", "test"), limit=9),),
        plan=tuple(PlannedChange(at=at, set=values) for at, values in changes),
        **more,
    )


def test_people_limits_times_shares_and_rates_may_change() -> None:
    made = planned(
        (10.0, {"teams.dev.size": 4, "stages.test.workers": 3, "stages.test.wip_limit": None}),
        (20.0, {"arrivals.0.time.mean": 20.0, "item_types.b.share": 0.5, "item_types.a.share": 0.5}),
        (20.0, {"stages.test.time": {"family": "constant", "value": 2}, "wip_groups.line.limit": 5}),
        (30.0, {"stages.build.time_factor": 0.5, "classes.x.at_most": 3, "stages.test.workers": 1}),
    )
    assert errors(made) == []
    assert warnings(made) == []


MOMENTS: list[tuple[float, dict[str, Any], tuple[str, str]]] = [
    (-1.0, {"teams.dev.size": 4}, ("plan.0.at", "The moment is -1; it must be 0 or more.")),
    (
        2e9,
        {"teams.dev.size": 4},
        ("plan.0.at", "The moment is 2e+09; it may be at most 1,000,000,000 time units."),
    ),
    (
        40.0,
        {"stages.tset.workers": 4},
        ("plan.0.set.stages.tset.workers", "At 40: There is no tset in stages."),
    ),
    (
        40.0,
        {"stages.test.workers": "many"},
        ("plan.0.set.stages.test.workers", 'At 40: stages.test.workers: "many" is not a whole number.'),
    ),
    (
        40.0,
        {"": 4},
        ("plan.0.set.", 'At 40: "" is not a path.'),
    ),
    (
        40.0,
        {"stages.test.workers": 0},
        (
            "plan.0",
            "From 40 on, at stages.test.workers: Test has 0 workers; a work stage needs 1 or more.",
        ),
    ),
    (
        40.0,
        {"calendar.hours_per_day": 4},
        (
            "plan.0.set.calendar.hours_per_day",
            "The calendar of a stream does not change while it runs.",
        ),
    ),
    (
        40.0,
        {"board": []},
        ("plan.0.set.board", "The board of a stream does not change while it runs."),
    ),
    (
        40.0,
        {"plan": []},
        ("plan.0.set.plan", "The plan of a stream does not change while it runs."),
    ),
]


@pytest.mark.parametrize(("at", "values", "expected"), MOMENTS)
def test_planned_changes_make_sense(at: float, values: dict[str, Any], expected: tuple[str, str]) -> None:
    assert errors(planned((at, values))) == [expected]


FIXED: list[tuple[dict[str, Any], str]] = [
    ({"stages.test.id": "check"}, "stages"),
    ({"item_types.a.id": "c"}, "item types"),
    ({"item_types.a.class": "y"}, "classes of service"),
    ({"classes.x.rank": 3}, "classes of service"),
    ({"stages.build.team": None, "stages.build.workers": 3}, "teams"),
    ({"stages.test.order": "random"}, "pull orders"),
    ({"stages.test.batch.size": 3}, "batches"),
    ({"stages.test.transfer": 2}, "lots"),
    ({"arrivals": [{"kind": "saturated"}]}, "kinds of arrival"),
]


@pytest.mark.parametrize(("values", "what"), FIXED)
def test_what_stays_as_it_is_while_a_stream_runs_is_named(values: dict[str, Any], what: str) -> None:
    found = errors(planned((7.5, values)))
    assert found[0] == (
        "plan.0",
        f"At 7.5 the {what} would change, which stay as they are while a stream runs.",
    )


def test_a_stream_is_of_one_structure_with_itself_and_with_other_figures() -> None:
    made = planned()
    assert structural_change(made, made) is None
    assert structural_change(made, planned((1.0, {}))) is None
    assert structural_change(made, made.model_copy(update={"time_unit": "week"})) == "time units"


def test_each_moment_builds_on_those_before_whatever_their_order_in_the_list() -> None:
    later = planned((20.0, {"stages.test.workers": 5}), (10.0, {"stages.test.wip_limit": 1}))
    assert [(where, what.partition(",")[0]) for where, what in errors(later)] == [
        ("plan.1", "From 10 on"),
        ("plan.0", "From 20 on"),
    ]


def test_changes_of_one_moment_are_judged_together() -> None:
    made = planned((10.0, {"teams.dev.size": 0}), (10.0, {"teams.dev.size": 2}))
    assert errors(made) == []


def test_a_change_that_sets_nothing_is_doubtful() -> None:
    assert warnings(planned((5.0, {}))) == [("plan.0.set", "The change sets nothing.")]


def test_the_board_of_the_start_does_not_bind_later_people() -> None:
    board = (BoardItem(type="a", stage="build", state="active"),) * 3
    assert errors(planned((5.0, {"teams.dev.size": 1}), board=board)) == []


def test_a_faulty_stream_is_mended_before_its_plan() -> None:
    made = planned((5.0, {"stages.tset.workers": 1})).model_copy(update={"commitment": "nowhere"})
    assert problems(made)[0] == Problem("commitment", "There is no stage nowhere.", "Known are build, test.")
    assert [where for where, _ in errors(made)] == ["commitment"]


def test_a_number_stands_for_a_constant_in_a_plan_too() -> None:
    assert errors(planned((5.0, {"stages.test.time": 3.0}))) == []
