"""Everything that is wrong with a stream, one case each, and all at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from sim.errors import StreamFault
from sim.stream import (
    Arrivals,
    Backlog,
    BoardItem,
    Cadence,
    CadenceArrival,
    Calendar,
    ItemType,
    Problem,
    Rework,
    Saturated,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Stage,
    Stream,
    WipGroup,
    example,
    example_names,
    problems,
    require_sound,
    set_value,
)
from tests.builders import at, backlog, constant, exponential, line, poisson, stream, wait, work
from tests.strategies import streams

TWO_TYPES = (ItemType(id="a", name="A", share=1.0), ItemType(id="b", name="B"))
SLOW = poisson(0.1)


def errors(made: Stream) -> list[tuple[str, str]]:
    return [(one.where, one.what) for one in problems(made) if one.severity == "error"]


def warnings(made: Stream) -> list[tuple[str, str]]:
    return [(one.where, one.what) for one in problems(made) if one.severity == "warning"]


@pytest.mark.parametrize("name", example_names())
def test_the_examples_are_without_fault_or_doubt(name: str) -> None:
    assert problems(example(name)) == ()


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(streams())
def test_random_streams_are_without_errors(made: Stream) -> None:
    assert errors(made) == []


def test_everything_is_said_at_once_errors_first() -> None:
    broken = stream(
        (work("Build", 1.0, workers=0, wip_limit=-2), wait("Gate", cadence=Cadence(every=0.0))),
        (),
        item_types=(ItemType(id="a", name="A", share=0.5), ItemType(id="b", name="B", share=0.2)),
        commitment="nowhere",
    )
    assert problems(broken) == (
        Problem("arrivals", "Nothing ever arrives.", "Add arrivals, or items on the board."),
        Problem(
            "stages.build.wip_limit",
            "WIP limit of Build is -2; it must be 1 or more, or none.",
            "Raise it, or clear it for no limit.",
        ),
        Problem(
            "stages.build.workers",
            "Build has 0 workers; a work stage needs 1 or more.",
            "Raise it, or make it a wait stage.",
        ),
        Problem("stages.gate.cadence.every", "The gate opens every 0; it must be above 0.", "Raise it."),
        Problem("commitment", "There is no stage nowhere.", "Known are build, gate."),
        Problem(
            "item_types",
            "The shares sum to 0.7, not 1; each counts as its part of 0.7.",
            "Make them sum to 1 to read them as parts of all arrivals.",
            "warning",
        ),
    )


def test_a_stream_with_errors_is_not_let_through() -> None:
    with pytest.raises(StreamFault) as refused:
        require_sound(line([1.0], workers=0, wip_limits=0, arrivals=SLOW))
    assert refused.value.text == (
        "The stream has 2 faults: "
        "(1) stages.s1.wip_limit: WIP limit of S1 is 0; it must be 1 or more, or none. "
        "(2) stages.s1.workers: S1 has 0 workers; a work stage needs 1 or more."
    )
    assert refused.value.hint == (
        "(1) Raise it, or clear it for no limit. (2) Raise it, or make it a wait stage."
    )


def test_one_error_is_said_plainly() -> None:
    with pytest.raises(StreamFault) as refused:
        require_sound(line([1.0], wip_limits=0, arrivals=SLOW))
    assert refused.value.text == "stages.s1.wip_limit: WIP limit of S1 is 0; it must be 1 or more, or none."
    assert refused.value.hint == "Raise it, or clear it for no limit."


def test_warnings_are_handed_back() -> None:
    assert [one.where for one in require_sound(line([2.0], arrivals=poisson(1.0)))] == ["stages.s1.workers"]


# --- item types and classes


TYPES_AND_CLASSES: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"item_types": ()}, ("item_types", "The stream has no item types.")),
    (
        {"item_types": (ItemType(id="a", name="A", share=1.0), ItemType(id="a", name="B"))},
        ("item_types.a", "The id a stands 2 times."),
    ),
    (
        {"item_types": (ItemType(id="a", name="A", share=-0.5), ItemType(id="b", name="B", share=1.5))},
        ("item_types.a.share", "The share is -0.5; it must be 0 or more."),
    ),
    (
        {"item_types": (ItemType.model_validate({"id": "a", "name": "A", "class": "fsat"}),)},
        ("item_types.a.class", "There is no class of service fsat."),
    ),
    (
        {"classes": (ServiceClass(id="x"), ServiceClass(id="x"))},
        ("classes.x", "The id x stands 2 times."),
    ),
    (
        {"classes": (ServiceClass(id="x", rank=-1),)},
        ("classes.x.rank", "The rank is -1; it must be 0 or more."),
    ),
    (
        {"classes": (ServiceClass(id="x", at_most=0),)},
        ("classes.x.at_most", "At most 0 items are let in; it must be 1 or more, or none."),
    ),
    (
        {"item_types": tuple(ItemType(id=f"t{n}", name="T", share=1 / 256) for n in range(256))},
        ("item_types", "The stream has 256 item types; it may have at most 255."),
    ),
]


@pytest.mark.parametrize(("fields", "expected"), TYPES_AND_CLASSES)
def test_types_and_classes_make_sense(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    assert errors(line([1.0], arrivals=SLOW, **fields)) == [expected]


def test_a_misspelt_class_is_guessed() -> None:
    typo = ItemType.model_validate({"id": "a", "name": "A", "class": "fsat"})
    made = line([1.0], arrivals=SLOW, item_types=(typo,), classes=(ServiceClass(id="fast"),))
    assert [one.fix for one in problems(made)] == ["Did you mean fast?"]


def test_one_type_needs_no_share() -> None:
    assert problems(line([1.0], arrivals=SLOW, item_types=(ItemType(id="a", name="A"),))) == ()


# --- arrivals


ARRIVALS: list[tuple[Arrivals, tuple[str, str]]] = [
    (
        poisson(1.0, types=("a", "c")),
        ("arrivals.0.types", "There is no item type c."),
    ),
    (poisson(1.0, types=()), ("arrivals.0.types", "The list of types is empty.")),
    (poisson(1.0, types=("a", "a")), ("arrivals.0.types.a", "The id a stands 2 times.")),
    (
        poisson(1.0).model_copy(update={"time": constant(0.0)}),
        ("arrivals.0.time", "The time between arrivals is always 0: endless items would arrive at once."),
    ),
    (
        poisson(1.0, batch=constant(0.49)),
        ("arrivals.0.batch", "The batch size rounds to 0 at every draw: nothing would arrive."),
    ),
    (CadenceArrival(every=0.0), ("arrivals.0.every", "The cadence is 0; it must be above 0.")),
    (
        CadenceArrival(every=1.0, count=0),
        ("arrivals.0.count", "0 items arrive each time; it must be 1 or more."),
    ),
    (
        CadenceArrival(every=1.0, first=-1.0),
        ("arrivals.0.first", "The first moment is -1; it must be 0 or more."),
    ),
    (Schedule(items=()), ("arrivals.0.items", "The schedule is empty.")),
    (at(1.0, -2.0), ("arrivals.0.items.1.at", "The moment is -2; it must be 0 or more.")),
    (
        Schedule(items=(ScheduledItem(at=0.0, type="c"),)),
        ("arrivals.0.items.0.type", "There is no item type c."),
    ),
    (
        Schedule(items=(ScheduledItem(at=0.0, type="a", times={"s9": 1.0}),)),
        ("arrivals.0.items.0.times.s9", "There is no stage s9."),
    ),
    (
        Schedule(items=(ScheduledItem(at=0.0, type="a", times={"s1": -1.0}),)),
        ("arrivals.0.items.0.times.s1", "The touch time is -1; it must be 0 or more."),
    ),
    (Backlog(), ("arrivals.0", "The backlog gives neither count nor counts.")),
    (Backlog(count=1, counts={"a": 1}), ("arrivals.0", "The backlog gives both count and counts.")),
    (backlog(0), ("arrivals.0.count", "The backlog has 0 items; it must be 1 or more.")),
    (Backlog(counts={"c": 1}), ("arrivals.0.counts.c", "There is no item type c.")),
    (
        Backlog(counts={"a": 2, "b": -1}),
        ("arrivals.0.counts.b", "The number of items is -1; it must be 0 or more."),
    ),
    (Backlog(counts={"a": 0}), ("arrivals.0.counts", "The backlog is empty.")),
    (
        Backlog(counts={"a": 1}, types=("a",)),
        ("arrivals.0.types", "A backlog with counts by type takes no types."),
    ),
]


@pytest.mark.parametrize(("arrival", "expected"), ARRIVALS)
def test_arrivals_make_sense(arrival: Arrivals, expected: tuple[str, str]) -> None:
    assert errors(line([0.1], arrivals=arrival, item_types=TWO_TYPES)) == [expected]


def test_types_without_any_share_cannot_be_drawn() -> None:
    nobody = (ItemType(id="a", name="A"), ItemType(id="b", name="B"))
    expected = ("arrivals.0.types", "All shares of the types that arrive here are 0.")
    for arrival in (poisson(1.0), CadenceArrival(every=1.0), at(1.0), backlog(1)):
        assert errors(line([0.1], arrivals=arrival, item_types=nobody)) == [expected]
    given_types = Schedule(items=(ScheduledItem(at=0.0, type="b"),))
    for arrival in (poisson(1.0, types=("b",)), Backlog(counts={"b": 1}), given_types):
        assert errors(line([0.1], arrivals=arrival, item_types=nobody)) == []


def test_a_board_will_do_instead_of_arrivals() -> None:
    board = (BoardItem(type="item", stage="s1"),)
    assert problems(stream((work("S1", 1.0),), (), board=board)) == ()


# --- stages


STAGES: list[tuple[Stage, tuple[str, str]]] = [
    (
        work("Test", 1.0, wip_limit=0),
        ("stages.test.wip_limit", "WIP limit of Test is 0; it must be 1 or more, or none."),
    ),
    (
        work("Test", 1.0, workers=-1),
        ("stages.test.workers", "Test has -1 workers; a work stage needs 1 or more."),
    ),
    (
        work("Test", 1.0).model_copy(update={"workers": None}),
        ("stages.test.workers", "Test has no workers."),
    ),
    (work("Test", 1.0).model_copy(update={"time": None}), ("stages.test.time", "Test has no touch time.")),
    (
        work("Test", 1.0, delay=constant(1.0)),
        ("stages.test.delay", "Test is a work stage and has a delay."),
    ),
    (
        wait("Test", workers=1),
        ("stages.test.workers", "Test is a wait stage: nobody works there, so it takes no workers."),
    ),
    (
        wait("Test", time=constant(1.0)),
        ("stages.test.time", "Test is a wait stage: nobody works there, so it takes no time."),
    ),
    (
        wait("Test", time_by_type={"item": constant(1.0)}),
        (
            "stages.test.time_by_type",
            "Test is a wait stage: nobody works there, so it takes no time_by_type.",
        ),
    ),
    (
        wait("Test", pull="ready"),
        ("stages.test.pull", "Test is a wait stage: nobody works there, so it takes no pull when ready."),
    ),
    (
        wait("Test", on_finish="hold"),
        ("stages.test.on_finish", "Test is a wait stage: nobody works there, so it takes no worker to hold."),
    ),
    (
        work("Test", 1.0, time_by_type={"itme": constant(1.0)}),
        ("stages.test.time_by_type.itme", "There is no item type itme."),
    ),
    (
        work("Test", 1.0, cadence=Cadence(every=-1.0)),
        ("stages.test.cadence.every", "The gate opens every -1; it must be above 0."),
    ),
    (
        work("Test", 1.0, cadence=Cadence(every=1.0, first=-1.0)),
        ("stages.test.cadence.first", "The first opening is -1; it must be 0 or more."),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="buidl", probability=0.1),)),
        ("stages.test.rework.buidl.to", "There is no stage buidl."),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="after", probability=0.1),)),
        ("stages.test.rework.after.to", "Rework of Test goes to after, a later stage."),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="gate", probability=0.1),)),
        ("stages.test.rework.gate.to", "Rework of Test goes to gate, a wait stage, where nothing is mended."),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="build", probability=1.0),)),
        (
            "stages.test.rework.build.probability",
            "The probability of rework is 1; it must be from 0 to below 1.",
        ),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="build", probability=-0.1),)),
        (
            "stages.test.rework.build.probability",
            "The probability of rework is -0.1; it must be from 0 to below 1.",
        ),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="build", probability=0.1, effort=-1.0),)),
        ("stages.test.rework.build.effort", "The effort of rework is -1; it must be 0 or more."),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="build", probability=0.6), Rework(to="test", probability=0.5))),
        (
            "stages.test.rework",
            "The probabilities of rework sum to 1.1; it must be below 1, or nothing ever leaves.",
        ),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="build", probability=0.1), Rework(to="build", probability=0.1))),
        ("stages.test.rework.build", "The id build stands 2 times."),
    ),
]


@pytest.mark.parametrize(("stage", "expected"), STAGES)
def test_stages_make_sense(stage: Stage, expected: tuple[str, str]) -> None:
    made = stream((work("Build", 1.0), wait("Gate"), stage, work("After", 1.0)), SLOW)
    assert errors(made) == [expected]


def test_a_refused_approval_may_send_items_back() -> None:
    approval = wait("Approval", 2.0, rework=(Rework(to="build", probability=0.2),))
    assert problems(stream((work("Build", 1.0), approval), SLOW)) == ()


def test_every_type_needs_a_touch_time() -> None:
    half = work("Test", 1.0, time_by_type={"a": constant(1.0)}).model_copy(update={"time": None})
    assert errors(stream((half,), SLOW, item_types=TWO_TYPES)) == [
        ("stages.test.time", "Test has no touch time for b.")
    ]


def test_a_stream_has_stages_but_not_too_many() -> None:
    assert errors(stream((), SLOW)) == [("stages", "The stream has no stages.")]
    assert errors(line([1.0] * 62, arrivals=SLOW)) == []
    assert errors(line([1.0] * 63, arrivals=SLOW)) == [
        ("stages", "The stream has 63 stages; it may have at most 62.")
    ]


def test_workers_that_a_limit_keeps_idle_are_doubtful() -> None:
    made = line([1.0], workers=5, wip_limits=2, arrivals=SLOW)
    assert warnings(made) == [
        ("stages.s1.wip_limit", "S1 has 5 workers and a WIP limit of 2: 3 of them have nothing to do.")
    ]
    assert problems(line([1.0], workers=5, wip_limits=5, arrivals=SLOW)) == ()


def test_two_stages_may_not_share_an_id() -> None:
    assert errors(stream((work("Build", 1.0), work("Build", 1.0)), SLOW)) == [
        ("stages.build", "The id build stands 2 times.")
    ]


# --- groups, board, commitment


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


# --- endless backlogs


def test_an_endless_backlog_needs_a_first_stage_that_holds() -> None:
    endless = "The backlog never ends and nothing limits {}: endless items would enter at once."
    assert errors(line([1.0, 1.0])) == [("arrivals.0", endless.format("S1"))]
    assert errors(line([1.0, 1.0], wip_limits=(3, None))) == []
    assert errors(line([1.0, 1.0], pull="ready")) == []
    assert errors(line([1.0, 1.0], **_group("s1", "s2"))) == []
    assert errors(line([0.0, 1.0], wip_limits=(3, None))) == [("arrivals.0", endless.format("S2"))]
    assert errors(line([0.0, 1.0], wip_limits=(3, 3))) == []
    assert errors(line([0.0, 0.0], wip_limits=(3, 3))) == [("arrivals.0", endless.format("S2"))]


def test_a_gate_or_a_delay_holds_an_endless_backlog() -> None:
    for stage in (wait("Gate", cadence=Cadence(every=1.0), wip_limit=2), wait("Gate", 1.0, wip_limit=2)):
        assert errors(stream((stage,), Saturated())) == []
    assert len(errors(stream((wait("Gate", wip_limit=2),), Saturated()))) == 1


def test_an_endless_class_that_passes_limits_needs_a_cap() -> None:
    fast = ItemType.model_validate({"id": "fast", "name": "Fast", "share": 1.0, "class": "x"})
    free: dict[str, Any] = {"item_types": (fast,), "classes": (ServiceClass(id="x", ignores_wip=True),)}
    capped: dict[str, Any] = {
        "item_types": (fast,),
        "classes": (ServiceClass(id="x", ignores_wip=True, at_most=1),),
    }
    assert errors(line([1.0], wip_limits=1, **free)) == [
        ("arrivals.0", "The backlog never ends and Fast ignores limits: endless items would enter.")
    ]
    assert errors(line([1.0], wip_limits=1, **capped)) == []


# --- load


def test_a_stage_that_cannot_keep_up_is_named() -> None:
    made = stream((work("Build", 0.5), work("Test", exponential(1.08))), poisson(1.0))
    assert problems(made) == (
        Problem(
            "stages.test.workers",
            "Test: load 1.08; 1 visits per day of 1.08 each are too many for 1 worker, and the queue grows.",
            "Add workers, shorten the touch time, or let less arrive.",
            "warning",
        ),
    )


def test_a_backlog_overloads_nobody() -> None:
    assert problems(line([5.0], arrivals=backlog(1000))) == ()


# --- calendar


CALENDARS: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"weekdays": ()}, ("calendar.weekdays", "No weekday is worked.")),
    ({"weekdays": (0, 1)}, ("calendar.weekdays", "There is no weekday 0.")),
    ({"weekdays": (1, 1)}, ("calendar.weekdays", "A weekday stands twice.")),
    (
        {"hours_per_day": 0.0},
        ("calendar.hours_per_day", "A day has 0 working hours; it must be above 0 and at most 24."),
    ),
    (
        {"hours_per_day": 25.0},
        ("calendar.hours_per_day", "A day has 25 working hours; it must be above 0 and at most 24."),
    ),
    ({"day_starts": "9 am"}, ("calendar.day_starts", 'The day starts at "9 am", which is no time of day.')),
    ({"day_starts": "24:00"}, ("calendar.day_starts", 'The day starts at "24:00", which is no time of day.')),
    ({"country": "XX"}, ("calendar.country", "No public holidays are known for the country XX.")),
    ({"time_zone": "Europe/Amsterdm"}, ("calendar.time_zone", 'There is no time zone "Europe/Amsterdm".')),
    ({"time_zone": ""}, ("calendar.time_zone", 'There is no time zone "".')),
    ({"time_zone": "../etc/passwd"}, ("calendar.time_zone", 'There is no time zone "../etc/passwd".')),
]


@pytest.mark.parametrize(("fields", "expected"), CALENDARS)
def test_calendars_make_sense(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    assert errors(line([1.0], arrivals=SLOW, calendar=Calendar(**fields))) == [expected]


def test_a_misspelt_zone_is_guessed() -> None:
    made = line([1.0], arrivals=SLOW, calendar=Calendar(time_zone="Europe/Amsterdm"))
    assert [one.fix for one in problems(made)] == ["Did you mean Europe/Amsterdam?"]


def test_holidays_of_a_continuous_calendar_are_doubtful() -> None:
    made = line([1.0], arrivals=SLOW, calendar=Calendar(kind="continuous", country="NL"))
    assert warnings(made) == [
        ("calendar", "A continuous calendar runs around the clock; its holidays have no effect.")
    ]


# --- not supported yet


UNSUPPORTED: list[tuple[str, object]] = [
    ("teams", [{"id": "dev", "name": "Developers", "size": 3}]),
    ("type_limits", [{"type": "feature", "limit": 2}]),
    ("plan", [{"at": 40, "set": {"stages.test.workers": 3}}]),
    ("stages.test.skip", {"defect": 0.5}),
    ("stages.analysis.routes", [{"to": "test", "share": 0.1}]),
    ("stages.test.blockers", {"time": {"family": "constant", "value": 1}, "probability": 0.3}),
    (
        "stages.test.downtime",
        {
            "time_to_failure": {"family": "exponential", "mean": 9},
            "time_to_repair": {"family": "constant", "value": 1},
        },
    ),
    ("stages.test.setup", {"time": {"family": "constant", "value": 1}}),
    ("stages.test.batch", {"size": 3}),
    ("stages.test.transfer", 2),
]


@pytest.mark.parametrize(("path", "value"), UNSUPPORTED)
def test_what_does_not_run_yet_is_refused_by_name(path: str, value: object) -> None:
    made = set_value(example(), path, value)
    name = path.rpartition(".")[2]
    assert errors(made) == [(path, f"The field {name} is not supported yet.")]


def test_a_team_for_a_stage_is_not_supported_yet() -> None:
    made = line([1.0], arrivals=SLOW, team="dev").model_copy()
    assert ("stages.s1.team", "The field team is not supported yet.") in errors(made)


def test_pre_emption_is_not_supported_yet() -> None:
    made = line([1.0], arrivals=SLOW, classes=(ServiceClass(id="x", preempts=True),))
    assert errors(made) == [("classes.x.preempts", "The field preempts is not supported yet.")]


def test_only_first_come_first_served_is_supported() -> None:
    assert errors(line([1.0], arrivals=SLOW, order="wsjf")) == [
        ("stages.s1.order", "The pull order wsjf is not supported yet.")
    ]
