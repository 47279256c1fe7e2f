"""Pure edits of a stream."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.distributions import Distribution
from sim.errors import StreamFault
from sim.stream import (
    Backlog,
    BoardItem,
    Calendar,
    ItemType,
    Rework,
    Schedule,
    ScheduledItem,
    Stream,
    WipGroup,
    add_item_type,
    add_stage,
    duplicate_stage,
    errors_among,
    example,
    get_value,
    move_stage,
    plain,
    problems,
    removal_notes,
    remove_item_type,
    remove_stage,
    set_value,
    unique_id,
)
from tests.builders import constant, line, poisson, stream, wait, work
from tests.strategies import streams

TEAM = example()


def refusal(path: str, value: object = 1) -> tuple[str, str]:
    with pytest.raises(StreamFault) as refused:
        set_value(TEAM, path, value)
    return refused.value.text, refused.value.hint


# --- by path


SETTINGS: list[tuple[str, object, object]] = [
    ("stages.test.wip_limit", 2, 2),
    ("stages.test.wip_limit", "2", 2),
    ("stages.test.wip_limit", "none", None),
    ("stages.test.wip_limit", "None", None),
    ("stages.test.wip_limit", None, None),
    ("stages.test.workers", "3", 3),
    ("stages.2.workers", "3", 3),
    ("stages.test.pull", "ready", "ready"),
    ("stages.test.time.mean", "2.5", 2.5),
    ("stages.test.time", 2, constant(2.0)),
    ("stages.test.time", "2.5", constant(2.5)),
    (
        "stages.test.time",
        '{"family": "lognormal", "p50": 1, "p85": 2}',
        Distribution(family="lognormal", p50=1.0, p85=2.0),
    ),
    ("stages.test.time", {"family": "exponential", "mean": 2}, Distribution(family="exponential", mean=2.0)),
    ("stages.test.time", constant(3.0), constant(3.0)),
    ("stages.build.time_by_type.defect.p85", 3, 3.0),
    ("stages.build.time_by_type.risk", "1.5", constant(1.5)),
    ("stages.test.rework.build.probability", "0.2", 0.2),
    ("stages.test.rework.0.probability", 0.2, 0.2),
    ("stages.test.rework", [], ()),
    ("stages.test.rework", "[]", ()),
    ("stages.release.cadence.every", 5, 5.0),
    ("stages.release.cadence", '{"every": 5}', None),
    ("arrivals.0.time.mean", 0.9, 0.9),
    ("arrivals.0.types", "feature,defect", ("feature", "defect")),
    ("item_types.defect.share", "0.5", 0.5),
    ("item_types.defect.class", "standard", "standard"),
    ("item_types.defect.class", "none", None),
    ("classes.urgent.ignores_wip", "true", True),
    ("calendar.weekdays", "1,2,3", (1, 2, 3)),
    ("calendar.weekdays", "[1, 2]", (1, 2)),
    ("calendar.weekdays", "6", (6,)),
    ("calendar.hours_per_day", "6.5", 6.5),
    ("calendar.country", "none", None),
    ("calendar.holidays", "2026-05-15, 2026-05-18", (dt.date(2026, 5, 15), dt.date(2026, 5, 18))),
    ("calendar.starts", "2026-03-02", dt.date(2026, 3, 2)),
    ("calendar.starts", dt.date(2026, 3, 2), dt.date(2026, 3, 2)),
    ("stages.test.workers", 3.0, 3),
    ("commitment", "build", "build"),
    ("name", "2026", "2026"),
    ("name", "none", "none"),
    ("stages.test.name", "Test & check", "Test & check"),
]


@pytest.mark.parametrize(("path", "value", "expected"), SETTINGS)
def test_a_value_set_is_there_and_nothing_else_changed(path: str, value: object, expected: object) -> None:
    changed = set_value(TEAM, path, value)
    if expected is not None or value in (None, "none", "None"):
        assert get_value(changed, path) == expected
    assert (
        set_value(changed, path.split(".", maxsplit=1)[0], get_value(TEAM, path.split(".", maxsplit=1)[0]))
        == TEAM
    )


def test_a_whole_part_may_be_set() -> None:
    changed = set_value(TEAM, "stages.release", {"id": "release", "name": "Ship", "kind": "wait"})
    assert get_value(changed, "stages.release") == wait("Release").model_copy(update={"name": "Ship"})
    group = '[{"id": "line", "stages": ["build", "test"], "limit": 7}]'
    assert set_value(TEAM, "wip_groups", group).wip_groups == (
        WipGroup(id="line", stages=("build", "test"), limit=7),
    )


def test_a_keyed_value_is_removed_by_none() -> None:
    changed = set_value(TEAM, "stages.build.time_by_type.defect", None)
    assert get_value(changed, "stages.build.time_by_type") == {}


def test_what_did_not_change_is_shared() -> None:
    changed = set_value(TEAM, "stages.test.wip_limit", 2)
    assert changed.stages[0] is TEAM.stages[0]
    assert changed.arrivals is TEAM.arrivals
    assert changed.calendar is TEAM.calendar
    assert get_value(changed, "stages.test.time") is get_value(TEAM, "stages.test.time")
    assert example() == TEAM


LOST: list[tuple[str, str, str]] = [
    (
        "stages.tset.wip_limit",
        "There is no tset in stages.",
        "Did you mean test? Known are analysis, build, test, release.",
    ),
    ("stages.9.wip_limit", "There is no 9 in stages.", "Known are analysis, build, test, release."),
    (
        "item_types.bug.share",
        "There is no bug in item_types.",
        "Known are feature, defect, risk, debt.",
    ),
    ("arrivals.1.time", "There is no 1 in arrivals.", "Known are 0."),
    ("wip_groups.line.limit", "There is no line in wip_groups.", "There is nothing there yet."),
    (
        "stages.test.rework.analysis.probability",
        "There is no analysis in stages.test.rework.",
        "Known are build.",
    ),
    (
        "stages.build.time_by_type.risk.p50",
        "There is no risk in stages.build.time_by_type.",
        "Known are defect.",
    ),
    (
        "stages.test.cadence.every",
        "stages.test.cadence is not set, so there is no every in it.",
        "Set stages.test.cadence as a whole.",
    ),
    (
        "stages.test.workers.every",
        "stages.test.workers has no parts, so there is no every in it.",
        "Set stages.test.workers as a whole.",
    ),
    ("stages..workers", '"stages..workers" is not a path.', "Name a value, such as stages.test.wip_limit."),
    ("", '"" is not a path.', "Name a value, such as stages.test.wip_limit."),
]


@pytest.mark.parametrize(("path", "text", "hint"), LOST)
def test_a_path_that_leads_nowhere_says_what_is_known(path: str, text: str, hint: str) -> None:
    assert refusal(path) == (text, hint)


def test_a_field_that_does_not_exist_is_guessed() -> None:
    text, hint = refusal("stages.test.wip_limt")
    assert text == "There is no wip_limt in stages.test."
    assert hint.startswith("Did you mean wip_limit? Known are id, name, kind, workers,")
    assert refusal("stags.test.wip_limit")[1].startswith("Did you mean stages?")


MISFITS: list[tuple[str, object, str]] = [
    ("stages.test.wip_limit", "two", 'stages.test.wip_limit: "two" is not a whole number.'),
    ("stages.test.wip_limit", 2.5, "stages.test.wip_limit: 2.5 is not a whole number."),
    ("stages.test.wip_limit", "true", "stages.test.wip_limit: true is not a whole number."),
    ("stages.test.wip_limit", True, "stages.test.wip_limit: true is not a whole number."),
    ("item_types.defect.share", "NaN", "item_types.defect.share: nan is not a finite number."),
    ("item_types.defect.share", float("inf"), "item_types.defect.share: inf is not a finite number."),
    ("name", 7, "name: 7 is not a text."),
    ("calendar.holidays", "tomorrow", 'calendar.holidays.0: "tomorrow" is not a date.'),
    ("stages.test.pull", "maybe", 'stages.test.pull: "maybe" is not one of room, ready.'),
    ("stages.test.time.mean", "long", 'stages.test.time.mean: "long" is not a number.'),
    (
        "stages.test.time.p50",
        1,
        "stages.test.time: a gamma takes shape and scale, or mean and cv, or p50 and p85, "
        "one set only; given are mean, cv and p50.",
    ),
    (
        "stages.test.time",
        '{"family": "gamma", "mean": 1}',
        "stages.test.time: a gamma takes shape and scale, or mean and cv, or p50 and p85; cv is missing.",
    ),
    ("stages.test.time", "slow", 'stages.test.time: "slow" is not an object.'),
    ("stages.test.time", -1, "stages.test.time: value of a constant is -1; it must be 0 or more."),
    ("calendar.weekdays", "1,x", 'calendar.weekdays.1: "x" is not a whole number.'),
    (
        "stages.release.cadence",
        '{"evry": 5, "every": 4}',
        "stages.release.cadence.evry: There is no field evry here.",
    ),
]


@pytest.mark.parametrize(("path", "value", "text"), MISFITS)
def test_a_value_that_does_not_fit_is_refused(path: str, value: object, text: str) -> None:
    assert refusal(path, value)[0] == text


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(made=streams(), data=st.data())
def test_setting_what_stands_there_changes_nothing(made: Stream, data: st.DataObject) -> None:
    paths = list(_paths(plain(made)))
    path = data.draw(st.sampled_from(paths))
    value = get_value(made, path)
    assert set_value(made, path, value) == made
    assert set_value(made, path, plain(value)) == made


def _paths(document: object, before: tuple[str, ...] = ()) -> list[str]:
    """Every path in a document, by id where parts have one; what a plan sets is named by paths itself."""
    here = [".".join(before)] if before else []
    if isinstance(document, dict):
        for name, value in document.items():
            here += [] if "." in name else _paths(value, (*before, name))
    elif isinstance(document, list) and document and isinstance(document[0], dict):
        for place, value in enumerate(document):
            here += _paths(value, (*before, str(value.get("id", place))))
    return here


# --- ids


def test_a_new_id_is_followed_by_all_references() -> None:
    made = stream(
        (work("Build", 1.0), work("Test", 1.0, rework=(Rework(to="build", probability=0.1),))),
        Schedule(items=(ScheduledItem(at=0.0, times={"build": 2.0}),)),
        wip_groups=(WipGroup(id="g", stages=("build", "test"), limit=3),),
        commitment="build",
        board=(BoardItem(type="item", stage="build"),),
    )
    renamed = set_value(made, "stages.build.id", "make")
    assert [one.id for one in renamed.stages] == ["make", "test"]
    assert [one.name for one in renamed.stages] == ["Build", "Test"]
    assert renamed.stages[1].rework == (Rework(to="make", probability=0.1),)
    assert renamed.arrivals == (Schedule(items=(ScheduledItem(at=0.0, times={"make": 2.0}),)),)
    assert renamed.wip_groups[0].stages == ("make", "test")
    assert renamed.commitment == "make"
    assert renamed.board[0].stage == "make"
    assert set_value(renamed, "stages.make.id", "build") == made


def test_types_and_classes_are_renamed_everywhere_too() -> None:
    made = set_value(TEAM, "item_types.defect.id", "bug")
    assert set(get_value(made, "stages.build.time_by_type")) == {"bug"}
    assert problems(made) == ()
    made = set_value(made, "classes.urgent.id", "fast")
    assert get_value(made, "item_types.bug.class") == "fast"
    assert problems(made) == ()


def test_an_id_must_be_new_and_plain() -> None:
    assert refusal("stages.test.id", "build") == ("The id build is taken in stages.", "Choose another id.")
    assert refusal("stages.test.id", "the test") == (
        '"the test" is not an id.',
        "Use letters, digits, _ and -, at most 64.",
    )


# --- stages


def test_a_stage_is_added_where_it_is_wanted() -> None:
    made = line([1.0, 1.0], arrivals=poisson(0.1))
    for index, order in ((0, ["new", "s1", "s2"]), (1, ["s1", "new", "s2"]), (9, ["s1", "s2", "new"])):
        assert [one.id for one in add_stage(made, work("New", 1.0), index).stages] == order
    with pytest.raises(StreamFault, match="The id s1 is taken"):
        add_stage(made, work("S1", 1.0), 0)


def test_a_stage_added_inside_a_group_joins_it() -> None:
    grouped = line(
        [1.0, 1.0, 1.0],
        arrivals=poisson(0.1),
        wip_groups=(WipGroup(id="g", stages=("s1", "s2"), limit=3),),
    )
    assert add_stage(grouped, work("New", 1.0), 1).wip_groups[0].stages == ("s1", "new", "s2")
    assert add_stage(grouped, work("New", 1.0), 2).wip_groups[0].stages == ("s1", "s2")
    assert problems(add_stage(grouped, work("New", 1.0), 1)) == ()


def test_removing_a_stage_takes_its_references_with_it() -> None:
    made = stream(
        (work("A", 1.0), work("B", 1.0), work("C", 1.0, rework=(Rework(to="b", probability=0.1),))),
        Schedule(items=(ScheduledItem(at=0.0, times={"a": 1.0, "b": 2.0}),)),
        wip_groups=(WipGroup(id="ab", stages=("a", "b"), limit=3), WipGroup(id="b", stages=("b",), limit=1)),
        commitment="b",
        board=(BoardItem(type="item", stage="a"), BoardItem(type="item", stage="b")),
    )
    assert removal_notes(made, "b") == (
        "stages.c.rework.b",
        "commitment",
        "wip_groups.ab.stages",
        "wip_groups.b.stages",
        "board.1",
        "arrivals.0.items.0.times",
    )
    assert remove_stage(made, "b") == stream(
        (work("A", 1.0), work("C", 1.0)),
        Schedule(items=(ScheduledItem(at=0.0, times={"a": 1.0}),)),
        wip_groups=(WipGroup(id="ab", stages=("a",), limit=3),),
        board=(BoardItem(type="item", stage="a"),),
    )


def test_removing_what_nobody_refers_to_shares_the_rest() -> None:
    made = line([1.0, 1.0], arrivals=poisson(0.1))
    assert removal_notes(made, "s2") == ()
    removed = remove_stage(made, "s2")
    assert removed.stages[0] is made.stages[0]
    assert removed.arrivals is made.arrivals


def test_the_only_stage_stays() -> None:
    with pytest.raises(StreamFault, match="S1 is the only stage"):
        remove_stage(line([1.0]), "s1")
    with pytest.raises(StreamFault, match="There is no s2 in stages"):
        remove_stage(line([1.0]), "s2")


@pytest.mark.parametrize(
    ("index", "order"),
    [(0, "s2 s1 s3"), (1, "s1 s2 s3"), (2, "s1 s3 s2"), (99, "s1 s3 s2"), (-5, "s2 s1 s3")],
)
def test_a_stage_moves_to_its_new_place(index: int, order: str) -> None:
    moved = move_stage(line([1.0, 1.0, 1.0]), "s2", index)
    assert [one.id for one in moved.stages] == order.split()


def test_a_copy_stands_behind_its_stage_under_a_name_of_its_own() -> None:
    twice = duplicate_stage(duplicate_stage(TEAM, "test"), "test")
    assert [one.id for one in twice.stages] == ["analysis", "build", "test", "test-3", "test-2", "release"]
    assert get_value(twice, "stages.test-3.name") == "Test (copy)"
    assert not errors_among(problems(twice))
    assert unique_id(twice, "test") == "test-4"
    assert unique_id(twice, "ship") == "ship"


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(made=streams(), data=st.data())
def test_no_removal_leaves_a_reference_behind(made: Stream, data: st.DataObject) -> None:
    if len(made.stages) > 1:
        stage = data.draw(st.sampled_from([one.id for one in made.stages]))
        removed = remove_stage(made, stage)
        assert removal_notes(removed, stage) == ()
        assert not [one for one in problems(removed) if one.what.startswith("There is no")]
    if len(made.item_types) > 1:
        item_type = data.draw(st.sampled_from([one.id for one in made.item_types]))
        removed = remove_item_type(made, item_type)
        assert not [one for one in problems(removed) if one.what.startswith("There is no")]


# --- item types


def test_a_type_is_added_at_the_end() -> None:
    spike = ItemType(id="spike", name="Spike")
    assert add_item_type(TEAM, spike).item_types == (*TEAM.item_types, spike)
    with pytest.raises(StreamFault, match="The id risk is taken"):
        add_item_type(TEAM, ItemType(id="risk", name="Risk"))


def test_removing_a_type_takes_its_references_with_it() -> None:
    both = (ItemType(id="a", name="A", share=0.5), ItemType(id="b", name="B", share=0.5))
    made = stream(
        (work("Build", 1.0, time_by_type={"a": constant(1.0), "b": constant(2.0)}),),
        (
            poisson(0.1, types=("a", "b")),
            poisson(0.1, types=("b",)),
            Backlog(counts={"a": 1, "b": 2}),
            Backlog(counts={"b": 2}),
            Schedule(items=(ScheduledItem(at=0.0), ScheduledItem(at=1.0, type="b"))),
        ),
        item_types=both,
        board=(BoardItem(type="b", stage="build"),),
    )
    assert remove_item_type(made, "b") == stream(
        (work("Build", 1.0, time_by_type={"a": constant(1.0)}),),
        (poisson(0.1, types=("a",)), Backlog(counts={"a": 1}), Schedule(items=(ScheduledItem(at=0.0),))),
        item_types=both[:1],
    )
    with pytest.raises(StreamFault, match="A is the only item type"):
        remove_item_type(remove_item_type(made, "b"), "a")


def test_a_calendar_may_be_set_whole() -> None:
    assert set_value(TEAM, "calendar", {"kind": "continuous"}).calendar == Calendar(kind="continuous")
