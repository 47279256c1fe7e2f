"""Batches and transfer lots: faults, and those that could never be complete."""

from __future__ import annotations

from typing import Any

import pytest

from sim.stream import (
    Arrivals,
    Batch,
    ItemType,
    Rework,
    ServiceClass,
    Stage,
    Stream,
    Team,
    TypeLimit,
    WipGroup,
)
from tests.builders import at, backlog, stream, wait, work
from tests.stream.checks.found import SLOW, errors, warnings

BOTH = (ItemType(id="a", name="A", share=0.5), ItemType(id="b", name="B", share=0.5))


def oven(size: int = 6, patience: float | None = None, **more: Any) -> Stage:
    """A stage that bakes several items at once."""
    return work("Oven", 1.0, batch=Batch(size=size, at_most_after=patience), **more)


def shop(*stages: Stage, **more: Any) -> Stream:
    """Prepare, then these stages."""
    return stream((work("Prepare", 1.0), *stages), SLOW, **more)


LOTS: list[tuple[Stage, tuple[str, str]]] = [
    (oven(size=0), ("stages.oven.batch.size", "The batch size is 0; it must be 1 or more.")),
    (
        oven(patience=-1.0),
        ("stages.oven.batch.at_most_after", "The longest wait for a batch is -1; it must be 0 or more."),
    ),
    (
        oven(pull="ready"),
        (
            "stages.oven.pull",
            "Oven takes batches and pulls only when a worker can start: "
            "items that wait for their batch are never pulled.",
        ),
    ),
    (
        wait("Oven", 1.0, batch=Batch(size=2)),
        ("stages.oven.batch", "Oven is a wait stage: nobody works there, so it takes no batch."),
    ),
    (
        oven(wip_limit=4),
        (
            "stages.oven.batch.size",
            "Oven waits for 6 items, and the WIP limit of Oven lets in at most 4: "
            "they would never be complete.",
        ),
    ),
    (
        work("Saw", 1.0, transfer=0),
        ("stages.saw.transfer", "Saw hands on 0 at a time; it must be 1 or more."),
    ),
    (
        work("Saw", 1.0, transfer=5, wip_limit=4),
        (
            "stages.saw.transfer",
            "Saw waits for 5 items, and the WIP limit of Saw lets in at most 4: "
            "they would never be complete.",
        ),
    ),
    (
        work("Saw", 1.0, 2, transfer=3, on_finish="hold"),
        (
            "stages.saw.transfer",
            "Saw hands on 3 at a time and holds the worker of each; it has hands for 2.",
        ),
    ),
]


@pytest.mark.parametrize(("stage", "expected"), LOTS)
def test_batches_and_lots_make_sense(stage: Stage, expected: tuple[str, str]) -> None:
    assert errors(shop(stage)) == [expected]


@pytest.mark.parametrize(
    "stage",
    [
        oven(wip_limit=6),
        oven(wip_limit=4, patience=2.0),
        work("Saw", 1.0, transfer=4, wip_limit=4),
        work("Saw", 1.0, 3, transfer=3, on_finish="hold"),
        oven(transfer=6, on_finish="hold"),
        wait("Dry", 1.0, transfer=4),
        work("Saw", 1.0, transfer=1, wip_limit=1),
    ],
)
def test_what_can_be_complete_is_without_fault_or_doubt(stage: Stage) -> None:
    assert (errors(shop(stage)), warnings(shop(stage))) == ([], [])


def test_every_limit_that_counts_the_stage_counts_for_its_batch() -> None:
    group = {"wip_groups": (WipGroup(id="line", name="Whole line", stages=("prepare", "oven"), limit=5),)}
    types = {
        "item_types": BOTH,
        "type_limits": (TypeLimit(type="a", limit=3), TypeLimit(type="b", limit=2)),
    }
    classes = {"classes": (ServiceClass(id="x", at_most=2), ServiceClass(id="y", at_most=1, rank=0))}
    for limits, name, most in (
        (group, "the limit of Whole line", 5),
        (types, "the cap on types and classes", 5),
        (classes, "the cap on types and classes", 2),
    ):
        assert errors(shop(oven(), **limits)) == [
            (
                "stages.oven.batch.size",
                f"Oven waits for 6 items, and {name} lets in at most {most}: they would never be complete.",
            )
        ]


def test_types_without_a_limit_fill_a_batch() -> None:
    assert errors(shop(oven(), item_types=BOTH, type_limits=(TypeLimit(type="a", limit=3),))) == []


def test_a_cap_counts_the_types_that_come_to_the_stage() -> None:
    limits = (TypeLimit(type="a", limit=5), TypeLimit(type="b", limit=5))
    assert errors(shop(oven(), item_types=BOTH, type_limits=limits)) == []
    assert len(errors(shop(oven(skip={"b": 1.0}), item_types=BOTH, type_limits=limits))) == 1
    never = (BOTH[0], BOTH[1].model_copy(update={"share": 0.0}))
    assert len(errors(shop(oven(), item_types=never, type_limits=limits))) == 1


def test_a_lot_that_a_team_holds_needs_as_many_hands() -> None:
    saw = work("Saw", 1.0, transfer=5, on_finish="hold").model_copy(update={"workers": None, "team": "dev"})
    for multitask, expected in ((2, 1), (3, 0)):
        team = Team(id="dev", name="Dev", size=2, multitask=multitask)
        assert len(errors(shop(saw, teams=(team,)))) == expected


def test_incomplete_lots_that_fill_a_limit_together_are_doubtful() -> None:
    saw = work("Saw", 1.0, transfer=4)

    def within(limit: int, *stages: Stage) -> list[tuple[str, str]]:
        group = WipGroup(id="line", stages=tuple(one.id for one in stages), limit=limit)
        return warnings(shop(*stages, wip_groups=(group,)))

    assert within(8, saw, oven()) == [
        (
            "stages.saw",
            "Incomplete batches and lots in Saw and Oven could hold 8 items, and the limit of line lets in "
            "8: the stream could come to a stand.",
        )
    ]
    assert within(9, saw, oven()) == []
    assert within(8, saw, oven(patience=1.0)) == []


def test_lots_of_whole_batches_do_not_add_up() -> None:
    assert warnings(shop(oven(size=4, transfer=4, wip_limit=6))) == []
    assert len(warnings(shop(oven(size=4, transfer=3, wip_limit=5)))) == 1
    rework = (Rework(to="prepare", probability=0.1),)
    assert len(warnings(shop(oven(size=4, transfer=4, wip_limit=6, rework=rework)))) == 1


def test_the_last_items_of_a_run_may_be_too_few_of_their_type() -> None:
    saw = work("Saw", 1.0, transfer=4)
    limit = (TypeLimit(type="a", limit=3),)
    said = (
        "stages.saw",
        "Incomplete batches and lots in Saw could hold 3 items, and the cap on A at the end lets in 3: "
        "the stream could come to a stand.",
    )

    def found(stage: Stage, *arrivals: Arrivals) -> list[tuple[str, str]]:
        return warnings(stream((stage,), arrivals, item_types=BOTH, type_limits=limit))

    assert found(saw, backlog(20)) == [said]
    assert found(saw, backlog(20), at(1.0)) == [said]
    assert found(saw, backlog(20), SLOW) == []
    assert found(saw, backlog(20, types=("b",))) == []
    assert found(saw.model_copy(update={"skip": {"a": 1.0}}), backlog(20)) == []
    assert found(work("Saw", 1.0, transfer=3), backlog(20)) == []
