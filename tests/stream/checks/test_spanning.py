"""Faults of what spans stages: groups, the commitment point, the board."""

from __future__ import annotations

from typing import Any

import pytest

from sim.stream import (
    Batch,
    BoardItem,
    Team,
    TypeLimit,
    WipGroup,
    problems,
)
from tests.builders import line, stream, wait, work
from tests.stream.checks.found import SLOW, errors, warnings


def _group(*stages: str, limit: int = 2) -> dict[str, Any]:
    return {"wip_groups": (WipGroup(id="g", stages=stages, limit=limit),)}


SPANNING: list[tuple[dict[str, Any], tuple[str, str]]] = [
    (
        _group("s1", "s3"),
        (
            "wip_groups.g.stages",
            "The stages are not neighbours: S2 lies between them and is not in the group.",
        ),
    ),
    (_group("s1", "s4"), ("wip_groups.g.stages", "There is no stage s4.")),
    (_group(), ("wip_groups.g.stages", "The group has no stages.")),
    (_group("s1", "s1"), ("wip_groups.g.stages.s1", "The id s1 stands 2 times.")),
    (_group("s1", limit=0), ("wip_groups.g.limit", "The limit is 0; it must be 1 or more.")),
    (
        {"wip_groups": (*_group("s1")["wip_groups"], *_group("s2")["wip_groups"])},
        ("wip_groups.g", "The id g stands 2 times."),
    ),
    ({"commitment": "s9"}, ("commitment", "There is no stage s9.")),
    ({"board": (BoardItem(type="x", stage="s1"),)}, ("board.0.type", "There is no item type x.")),
    ({"board": (BoardItem(type="item", stage="x"),)}, ("board.0.stage", "There is no stage x.")),
    (
        {"board": (BoardItem(type="item", stage="s1", age=-1.0),)},
        ("board.0.age", "The age is -1; it must be 0 or more."),
    ),
    (
        {"board": (BoardItem(type="item", stage="s1", state="active"),) * 2},
        ("board", "2 items occupy a worker of S1, which has 1."),
    ),
]


@pytest.mark.parametrize(("fields", "expected"), SPANNING)
def test_what_spans_stages_makes_sense(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    assert errors(line([1.0, 1.0, 1.0], arrivals=SLOW, **fields)) == [expected]


def test_a_group_may_list_its_neighbours_in_any_order() -> None:
    assert problems(line([1.0, 1.0, 1.0], arrivals=SLOW, **_group("s3", "s2"))) == ()


def test_nobody_is_active_in_a_wait_stage() -> None:
    board = (BoardItem(type="item", stage="gate", state="active"),)
    assert errors(stream((work("Build", 1.0), wait("Gate")), SLOW, board=board)) == [
        ("board.0.state", "Nobody works in Gate, a wait stage.")
    ]


def test_a_finished_item_that_holds_its_worker_occupies_it() -> None:
    board = (
        BoardItem(type="item", stage="s1", state="active"),
        BoardItem(type="item", stage="s1", state="finished"),
    )
    assert errors(line([1.0], arrivals=SLOW, board=board)) == []
    assert errors(line([1.0], arrivals=SLOW, board=board, on_finish="hold")) == [
        ("board", "2 items occupy a worker of S1, which has 1.")
    ]


def test_a_board_above_a_limit_is_doubtful() -> None:
    board = (BoardItem(type="item", stage="s1"),) * 3
    assert warnings(line([1.0], wip_limits=2, arrivals=SLOW, board=board)) == [
        ("board", "S1 holds 3 items at the start, above its limit of 2.")
    ]


def test_nobody_has_begun_a_batch_at_the_start() -> None:
    board = (BoardItem(type="item", stage="s1", state="active"),)
    assert errors(line([1.0], arrivals=SLOW, board=board, batch=Batch(size=2))) == [
        ("board.0.state", "S1 takes batches: at the start nobody works there yet.")
    ]


def test_a_team_has_hands_for_so_many_items() -> None:
    board = (
        BoardItem(type="item", stage="s1", state="active"),
        BoardItem(type="item", stage="s2", state="active"),
        BoardItem(type="item", stage="s2", state="finished"),
    )
    for multitask, on_finish, expected in ((1, "free", 1), (1, "hold", 1), (2, "free", 0), (2, "hold", 1)):
        made = line([1.0, 1.0], arrivals=SLOW, board=board, team="dev", on_finish=on_finish)
        staffed = tuple(one.model_copy(update={"workers": None}) for one in made.stages)
        team = Team(id="dev", name="Dev", size=1, multitask=multitask)
        found = errors(made.model_copy(update={"stages": staffed, "teams": (team,)}))
        held = 3 if on_finish == "hold" else 2
        said = f"{held} items are in the hands of Dev, who can hold {multitask}."
        assert [one for one in found if one[0] == "board"] == [("board", said)] * expected


def test_a_board_above_the_limit_of_a_type_is_doubtful() -> None:
    board = (BoardItem(type="item", stage="s1"),) * 3
    limit = (TypeLimit(type="item", limit=2),)
    assert warnings(line([1.0], arrivals=SLOW, board=board, type_limits=limit)) == [
        ("board", "The stream holds 3 items of type item at the start, above their limit of 2.")
    ]


def test_a_due_moment_may_be_past_but_not_beyond_the_clock() -> None:
    assert errors(line([1.0], arrivals=SLOW, board=(BoardItem(type="item", stage="s1", due=-5.0),))) == []
    assert errors(line([1.0], arrivals=SLOW, board=(BoardItem(type="item", stage="s1", due=2e9),))) == [
        ("board.0.due", "The due moment is 2e+09; it may be at most 1,000,000,000 time units.")
    ]
