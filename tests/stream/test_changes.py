"""The stream in force at a moment, and changes made by hand written down as a plan."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from sim.errors import StreamFault
from sim.stream import (
    Cadence,
    Drag,
    Feedback,
    ItemType,
    PlannedChange,
    Rework,
    ServiceClass,
    Stream,
    WipGroup,
    dumps_stream,
    loads_stream,
    set_value,
)
from sim.stream.changes import as_planned, changed_values, stream_at, with_values
from tests.builders import backlog, constant, exponential, line, poisson
from tests.strategies import streams

TYPES = (ItemType(id="a", name="A", share=1.0), ItemType(id="b", name="B", share=1.0))
BASE = line(
    [1.0, exponential(2.0)],
    arrivals=(poisson(0.5), backlog(3)),
    item_types=TYPES,
    classes=(ServiceClass(id="usual"),),
    wip_groups=(WipGroup(id="g", stages=("s1", "s2"), limit=4),),
)


def planned(*changes: tuple[float, dict[str, Any]]) -> Stream:
    """The base with a plan."""
    return BASE.model_copy(update={"plan": tuple(PlannedChange(at=at, set=set_) for at, set_ in changes)})


def changed(**values: object) -> Stream:
    """The base with other values, dots written as two underscores."""
    return with_values(BASE, {path.replace("__", "."): value for path, value in values.items()})


def test_a_change_is_in_force_from_its_moment_on() -> None:
    given_stream = planned((4.0, {"stages.s1.workers": 3}))
    assert stream_at(given_stream, 3.999) == BASE
    assert stream_at(given_stream, 4.0) == changed(stages__s1__workers=3)
    assert stream_at(given_stream, 1e9) == changed(stages__s1__workers=3)


def test_changes_are_made_in_order_of_time_and_those_of_one_moment_as_listed() -> None:
    given_stream = planned(
        (4.0, {"stages.s1.workers": 4}),
        (2.0, {"stages.s1.workers": 2, "stages.s2.wip_limit": 7}),
        (4.0, {"stages.s1.workers": 5, "stages.s2.wip_limit": None}),
    )
    assert stream_at(given_stream, 0.0) == BASE
    assert stream_at(given_stream, 2.0) == changed(stages__s1__workers=2, stages__s2__wip_limit=7)
    assert stream_at(given_stream, 4.0) == changed(stages__s1__workers=5)


def test_a_later_change_sees_what_an_earlier_one_has_set() -> None:
    given_stream = planned(
        (1.0, {"stages.s1.cadence": {"every": 2}}), (3.0, {"stages.s1.cadence.every": 5.0})
    )
    assert stream_at(given_stream, 3.0).stages[0].cadence == Cadence(every=5.0)


def test_a_change_that_cannot_be_made_says_so() -> None:
    with pytest.raises(StreamFault, match="There is no s3 in stages"):
        stream_at(planned((1.0, {"stages.s3.workers": 1})), 1.0)


@pytest.mark.parametrize(
    ("after", "values"),
    [
        (BASE, {}),
        (changed(stages__s1__name="Other", name="Other", item_types__a__colour="#112233"), {}),
        (changed(stages__s1__workers=4), {"stages.s1.workers": 4}),
        (changed(stages__s2__time=constant(3.0)), {"stages.s2.time": {"family": "constant", "value": 3}}),
        (changed(stages__s2__time__mean=3.0), {"stages.s2.time": {"family": "exponential", "mean": 3}}),
        (
            changed(stages__s2__time_by_type={"b": constant(1.0)}),
            {"stages.s2.time_by_type": {"b": {"family": "constant", "value": 1}}},
        ),
        (changed(stages__s2__cadence={"every": 3}), {"stages.s2.cadence": {"every": 3}}),
        (changed(arrivals__0__mix="balanced"), {"arrivals.0.mix": "balanced"}),
        (
            changed(arrivals__1__count=None, arrivals__1__counts={"a": 2}),
            {"arrivals.1.count": None, "arrivals.1.counts": {"a": 2}},
        ),
        (changed(item_types__a__class="usual"), {"item_types.a.class": "usual"}),
        (changed(classes__usual__at_most=2), {"classes.usual.at_most": 2}),
        (changed(wip_groups__g__limit=2), {"wip_groups.g.limit": 2}),
        (BASE.model_copy(update={"wip_groups": ()}), {"wip_groups": []}),
        (
            changed(drag=[{"type": "a", "stages": ["s1"], "per_item": 0.5}]),
            {"drag": [{"type": "a", "per_item": 0.5, "stages": ["s1"]}]},
        ),
    ],
)  # fmt: skip
def test_what_differs_is_told_by_path(after: Stream, values: dict[str, Any]) -> None:
    assert changed_values(BASE, after) == values


def test_parts_without_an_id_are_told_as_a_whole() -> None:
    ways = (Rework(to="s1", probability=0.1), Rework(to="s2", probability=0.2))
    before = set_value(BASE, "stages.s2.rework", [{"to": "s1", "probability": 0.1}])
    after = before.model_copy(
        update={
            "stages": (before.stages[0], before.stages[1].model_copy(update={"rework": ways})),
            "feedback": (Feedback(on="a", creates="b", mean_count=1.0, after=constant(1.0)),),
            "drag": (Drag(type="a", stages=("s1",)), Drag(type="a", stages=("s2",))),
        }
    )
    values = changed_values(before, after)
    assert set(values) == {"stages.s2.rework", "feedback", "drag"}
    assert with_values(before, values) == after


@settings(max_examples=200)
@given(streams(), streams())
def test_setting_what_differs_makes_one_stream_rule_like_the_other(one: Stream, other: Stream) -> None:
    after = one.model_copy(
        update={
            "stages": tuple(
                new.model_copy(update={"id": old.id, "rework": old.rework})
                for old, new in zip(one.stages, other.stages, strict=False)
            )
            or one.stages,
            "arrivals": tuple(
                new if new.kind == old.kind else old
                for old, new in zip(one.arrivals, other.arrivals, strict=False)
            )
            or one.arrivals,
            "wip_groups": other.wip_groups,
            "classes": other.classes,
        }
    )
    made = with_values(one, changed_values(one, after))
    assert changed_values(made, after) == {}
    assert made.arrivals == after.arrivals
    assert made.wip_groups == after.wip_groups


def test_changes_by_hand_become_a_plan_and_what_is_to_come_stays() -> None:
    begun_with = planned((1.0, {"stages.s1.workers": 2}), (9.0, {"stages.s1.workers": 9}))
    first = stream_at(begun_with, 1.0)
    second = set_value(first, "stages.s2.wip_limit", 3)
    third = set_value(second, "stages.s1.workers", 5)
    changes = [(0.0, BASE), (1.0, first), (4.5, second), (4.75, second), (6.0, third)]
    kept = as_planned(begun_with, changes, begun_with.plan[1:])
    assert kept == planned(
        (1.0, {"stages.s1.workers": 2}),
        (4.5, {"stages.s2.wip_limit": 3}),
        (6.0, {"stages.s1.workers": 5}),
        (9.0, {"stages.s1.workers": 9}),
    )
    assert loads_stream(dumps_stream(kept)) == kept
