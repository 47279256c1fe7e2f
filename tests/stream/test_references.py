"""Who refers to whom: every reference in a stream follows a new id, and goes with what is removed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.errors import StreamFault
from sim.stream import (
    Backlog,
    BoardItem,
    Drag,
    Feedback,
    ItemType,
    Rework,
    Route,
    Saturated,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Stream,
    Team,
    TypeLimit,
    WipGroup,
)
from sim.stream.references import (
    REFERENCES,
    references_to_stage,
    rename,
    with_class_references,
    with_stage_references,
    with_team_references,
    with_type_references,
)
from tests.builders import constant, poisson, stream, work


def full(stage: str = "b", kind: str = "x", service: str = "fast", team: str = "dev") -> Stream:
    """A stream that refers in every way there is to one stage, one type, one class and one team."""
    shared = work("B", 1.0).model_copy(update={"id": stage, "workers": None, "team": team})
    stages = (
        work(
            "A",
            1.0,
            time_by_type={kind: constant(2.0), "y": constant(3.0)},
            skip={kind: 0.5},
            routes=(Route(to=stage, share=0.5, types=(kind, "y")), Route(to="c", share=0.5)),
        ),
        shared,
        work("C", 1.0, rework=(Rework(to=stage, probability=0.1), Rework(to="a", probability=0.2))),
    )
    items = (ScheduledItem(at=0.0, type=kind, times={stage: 1.0, "a": 2.0}), ScheduledItem(at=1.0))
    return stream(
        stages,
        (
            poisson(1.0, types=(kind, "y")),
            Saturated(types=(kind,)),
            Schedule(items=items),
            Backlog(counts={kind: 4, "y": 2}),
            Backlog(counts={kind: 4}),
        ),
        item_types=(
            ItemType.model_validate({"id": kind, "name": "X", "share": 1.0, "class": service}),
            ItemType(id="y", name="Y", share=1.0),
        ),
        classes=(ServiceClass(id=service, rank=0), ServiceClass(id="slow", rank=1)),
        teams=(Team(id=team, name="Dev", size=3, order=("c", stage)), Team(id="ops", name="Ops", size=1)),
        wip_groups=(
            WipGroup(id="bc", stages=(stage, "c"), limit=3),
            WipGroup(id="b", stages=(stage,), limit=1),
        ),
        type_limits=(TypeLimit(type=kind, limit=2), TypeLimit(type="y", limit=3)),
        feedback=(
            Feedback(on=kind, creates="y", mean_count=0.1, after=constant(1.0)),
            Feedback(on="y", creates=kind, mean_count=0.1, after=constant(1.0)),
            Feedback(on="y", creates="y", mean_count=0.1, after=constant(1.0)),
        ),
        drag=(Drag(type=kind, stages=("a", stage)), Drag(type="y", stages=(stage,))),
        board=(
            BoardItem(type=kind, stage="a"),
            BoardItem(type="y", stage=stage),
            BoardItem(type="y", stage="c"),
        ),
        commitment=stage,
    )


@pytest.mark.parametrize(
    ("kind", "old", "expected"),
    [
        ("stages", "b", full(stage="new")),
        ("item_types", "x", full(kind="new")),
        ("classes", "fast", full(service="new")),
        ("teams", "dev", full(team="new")),
    ],
)
def test_a_new_id_stands_everywhere_the_old_one_stood(kind: str, old: str, expected: Stream) -> None:
    renamed = rename(full(), kind, old, "new")
    assert renamed == expected
    assert rename(renamed, kind, "new", old) == full()


def test_nobody_refers_to_a_group() -> None:
    renamed = rename(full(), "wip_groups", "bc", "new")
    assert [one.id for one in renamed.wip_groups] == ["new", "b"]
    assert renamed.model_copy(update={"wip_groups": full().wip_groups}) == full()


@pytest.mark.parametrize("kind", sorted(REFERENCES))
def test_an_id_may_be_given_the_name_that_it_has(kind: str) -> None:
    old = getattr(full(), kind)[0].id
    assert rename(full(), kind, old, old) == full()


@pytest.mark.parametrize(
    ("kind", "old", "new", "text"),
    [
        ("stages", "b", "c", "The id c is taken in stages."),
        ("teams", "dev", "ops", "The id ops is taken in teams."),
        ("classes", "fast", "", '"" is not an id.'),
        ("item_types", "x", "x" * 65, f'"{"x" * 65}" is not an id.'),
        ("item_types", "x", "-x", '"-x" is not an id.'),
        ("arrivals", "0", "z", "The parts of arrivals have no ids."),
    ],
)
def test_an_id_that_cannot_be_is_refused(kind: str, old: str, new: str, text: str) -> None:
    with pytest.raises(StreamFault) as caught:
        rename(full(), kind, old, new)
    assert caught.value.text == text


def without(gone: str) -> Callable[[str], str | None]:
    """Swap that lets one id go."""
    return lambda one: None if one == gone else one


def test_what_hangs_on_a_stage_goes_with_it() -> None:
    given = full()
    left = with_stage_references(given, without("b"))
    assert left.stages[0].routes == (Route(to="c", share=0.5),)
    assert left.stages[2].rework == (Rework(to="a", probability=0.2),)
    assert [(one.id, one.stages) for one in left.wip_groups] == [("bc", ("c",))]
    assert [(one.type, one.stages) for one in left.drag] == [("x", ("a",))]
    assert [one.order for one in left.teams] == [("c",), None]
    assert left.commitment is None
    assert left.board == (given.board[0], given.board[2])
    assert left.arrivals[2] == Schedule(
        items=(ScheduledItem(at=0.0, type="x", times={"a": 2.0}), ScheduledItem(at=1.0))
    )
    assert left.item_types is given.item_types
    assert left.feedback is given.feedback


def test_what_hangs_on_a_type_goes_with_it() -> None:
    given = full()
    left = with_type_references(given, without("x"))
    assert left.stages[0].time_by_type == {"y": constant(3.0)}
    assert left.stages[0].skip == {}
    assert [one.types for one in left.stages[0].routes] == [("y",), None]
    assert left.arrivals == (
        poisson(1.0, types=("y",)),
        Schedule(items=(ScheduledItem(at=1.0),)),
        Backlog(counts={"y": 2}),
    )
    assert left.type_limits == (TypeLimit(type="y", limit=3),)
    assert left.drag == given.drag[1:]
    assert left.feedback == given.feedback[2:]
    assert left.board == given.board[1:]
    assert left.stages[1] is given.stages[1]


def test_a_route_whose_only_type_goes_goes_with_it() -> None:
    routes = (
        Route(to="c", share=0.5, types=("x",)),
        Route(to="c", share=0.5),
        Route(to="c", share=0.1, types=()),
    )
    stages = (work("A", 1.0, routes=routes), work("B", 1.0), work("C", 1.0))
    left = with_type_references(stream(stages, poisson(0.1)), without("x"))
    assert left.stages[0].routes == routes[1:]


def test_a_schedule_of_nothing_but_a_type_goes_with_it() -> None:
    only = Schedule(items=(ScheduledItem(at=0.0, type="x"),))
    left = with_type_references(stream((work("A", 1.0),), (only, poisson(0.1))), without("x"))
    assert left.arrivals == (poisson(0.1),)


def test_an_order_of_which_nothing_is_left_is_none() -> None:
    team = Team(id="dev", name="Dev", size=1, order=("b",))
    left = with_stage_references(stream((work("A", 1.0),), poisson(0.1), teams=(team,)), without("b"))
    assert left.teams[0].order is None


def test_a_type_or_a_stage_whose_class_or_team_goes_has_none() -> None:
    given = full()
    assert [one.class_id for one in with_class_references(given, without("fast")).item_types] == [None, None]
    assert [one.team for one in with_team_references(given, without("dev")).stages] == [None] * 3


@pytest.mark.parametrize("kind", sorted(REFERENCES))
def test_where_nothing_is_swapped_the_stream_itself_comes_back(kind: str) -> None:
    given = full()
    same = REFERENCES[kind](given, lambda one: one)
    assert same == given
    assert same.stages[0] is given.stages[0]
    assert same.arrivals[2] is given.arrivals[2]


def test_references_to_a_stage_are_named_by_path() -> None:
    assert references_to_stage(full(), "b") == (
        "teams.dev.order",
        "stages.a.routes.b",
        "stages.c.rework.b",
        "commitment",
        "wip_groups.bc.stages",
        "wip_groups.b.stages",
        "drag.0.stages",
        "drag.1.stages",
        "board.1",
        "arrivals.2.items.0.times",
    )
    assert references_to_stage(full(), "a") == (
        "stages.c.rework.a",
        "drag.0.stages",
        "board.0",
        "arrivals.2.items.0.times",
    )
    assert references_to_stage(full(), "nowhere") == ()


def test_rework_of_a_stage_to_itself_is_no_reference_from_elsewhere() -> None:
    own = stream((work("A", 1.0, rework=(Rework(to="a", probability=0.1),)),), poisson(0.1))
    assert references_to_stage(own, "a") == ()
