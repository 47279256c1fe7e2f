"""Stages made of words: named, joined, parted, moved, and given another flow state."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pages.history.flow_edits import (
    ENDS,
    FlowRow,
    flow_rows,
    with_stage_name,
    with_stage_state,
    with_stages_moved,
)
from sim.history import FlowStage, Mapping, StageState

STATES: tuple[StageState, ...] = ("new", "active", "waiting", "done", "cancelled", "ignored")


def stage(name: str, state: StageState, *words: str) -> FlowStage:
    return FlowStage(name=name, state=state, statuses=words or (name,))


FLOW = Mapping(
    layout="changes",
    flow=(
        stage("Backlog", "new"),
        stage("Build", "active", "Dev", "Code"),
        stage("Test", "waiting"),
        stage("Done", "done", "Done", "Refused"),
    ),
)


def told(mapping: Mapping) -> list[str]:
    """Every stage: its name, state and words."""
    return [f"{each.name} {each.state}: {' '.join(each.statuses)}" for each in mapping.flow]


def test_words_come_in_the_order_of_the_flow_and_those_without_a_stage_last() -> None:
    rows = flow_rows(FLOW, {"Code": 3, "Odd": 1})
    assert [row.word for row in rows] == ["Backlog", "Dev", "Code", "Test", "Done", "Refused", "Odd"]
    assert rows[2] == FlowRow("Code", 3, "Build", "active")
    assert rows[-1] == FlowRow("Odd", 1, "", "")


def test_all_words_of_a_stage_rename_it() -> None:
    assert told(with_stage_name(FLOW, ("Dev", "Code"), " Making ")) == [
        "Backlog new: Backlog",
        "Making active: Dev Code",
        "Test waiting: Test",
        "Done done: Done Refused",
    ]


def test_one_word_of_several_gets_a_stage_of_its_own() -> None:
    assert told(with_stage_name(FLOW, ("Code",), "Coding"))[1:3] == [
        "Coding active: Code",
        "Build active: Dev",
    ]


def test_a_name_that_is_there_joins_words_to_its_stage() -> None:
    assert told(with_stage_name(FLOW, ("Test", "Backlog"), "Build")) == [
        "Build active: Dev Code Test Backlog",
        "Done done: Done Refused",
    ]


def test_a_stage_keeps_its_place_when_all_its_words_and_others_get_its_name() -> None:
    assert told(with_stage_name(FLOW, ("Backlog", "Test"), "Test"))[:2] == [
        "Build active: Dev Code",
        "Test waiting: Backlog Test",
    ]


def test_a_word_without_a_stage_gets_one_before_the_ends() -> None:
    assert told(with_stage_name(FLOW, ("Odd",), "Odd"))[3:] == ["Odd active: Odd", "Done done: Done Refused"]


@pytest.mark.parametrize(("words", "name"), [(("Dev",), "  "), ((), "Coding")])
def test_without_a_name_or_words_nothing_changes(words: tuple[str, ...], name: str) -> None:
    assert with_stage_name(FLOW, words, name) is FLOW


def test_a_whole_stage_changes_its_state() -> None:
    changed = with_stage_state(FLOW, ("Dev", "Code", "Test"), "new")
    assert told(changed)[1:3] == ["Build new: Dev Code", "Test new: Test"]


def test_one_word_that_changes_its_state_leaves_its_stage() -> None:
    assert told(with_stage_state(FLOW, ("Refused",), "cancelled"))[3:] == [
        "Done done: Done",
        "Refused cancelled: Refused",
    ]
    assert told(with_stage_state(FLOW, ("Code",), "done"))[1:] == [
        "Build active: Dev",
        "Test waiting: Test",
        "Done done: Done Refused Code",
    ]


def test_a_word_that_leaves_a_stage_of_its_own_name_gets_another() -> None:
    assert told(with_stage_state(FLOW, ("Done",), "waiting"))[2:] == [
        "Test waiting: Test",
        "Done (2) waiting: Done",
        "Done done: Refused",
    ]


def test_a_word_without_a_stage_gets_its_own_by_a_state() -> None:
    assert told(with_stage_state(FLOW, ("Odd",), "ignored"))[-1] == "Odd ignored: Odd"
    assert told(with_stage_state(FLOW, ("Odd",), "done"))[-1] == "Done done: Done Refused Odd"


def test_a_stage_that_ends_items_goes_to_the_end_of_the_flow() -> None:
    assert [each.name for each in with_stage_state(FLOW, ("Backlog",), "ignored").flow] == [
        "Build",
        "Test",
        "Done",
        "Backlog",
    ]


def test_an_activity_that_means_done_ends_its_cases() -> None:
    events = FLOW.model_copy(update={"layout": "events"})
    assert with_stage_state(events, ("Test",), "waiting").rules.case_end == "last event"
    assert with_stage_state(events, ("Test",), "done").rules.case_end == "done activity"
    assert with_stage_state(FLOW, ("Test",), "done").rules == FLOW.rules


@pytest.mark.parametrize(
    ("words", "step", "order"),
    [
        (("Code",), -1, "Build Backlog Test Done"),
        (("Code",), 1, "Backlog Test Build Done"),
        (("Backlog",), -1, "Backlog Build Test Done"),
        (("Test",), 1, "Backlog Build Test Done"),
        (("Backlog", "Code"), 1, "Test Backlog Build Done"),
        (("Code", "Test"), -1, "Build Test Backlog Done"),
        (("Done",), -1, "Backlog Build Test Done"),
    ],
)
def test_stages_move_among_those_that_items_are_in(words: tuple[str, ...], step: int, order: str) -> None:
    assert " ".join(each.name for each in with_stages_moved(FLOW, words, step).flow) == order


WORDS = ("Backlog", "Dev", "Code", "Test", "Done", "Refused", "Odd")
EDITS = st.one_of(
    st.tuples(st.just("name"), st.sets(st.sampled_from(WORDS), min_size=1), st.sampled_from(("Build", "X"))),
    st.tuples(st.just("state"), st.sets(st.sampled_from(WORDS), min_size=1), st.sampled_from(STATES)),
    st.tuples(st.just("move"), st.sets(st.sampled_from(WORDS), min_size=1), st.sampled_from((-1, 1))),
)


@given(st.lists(EDITS, max_size=6))
def test_no_edit_loses_or_doubles_a_word_or_a_name(edits: list[tuple[str, set[str], object]]) -> None:
    mapping = FLOW
    for kind, chosen, value in edits:
        words = tuple(word for word in WORDS if word in chosen)
        if kind == "name":
            mapping = with_stage_name(mapping, words, str(value))
            assert {each.name for each in mapping.flow if set(each.statuses) & chosen} == {value}
        elif kind == "state":
            mapping = with_stage_state(mapping, words, str(value))
            assert {each.state for each in mapping.flow if set(each.statuses) & chosen} == {value}
        else:
            mapping = with_stages_moved(mapping, words, -1 if value == -1 else 1)
    found = [word for each in mapping.flow for word in each.statuses]
    assert sorted({*found, "Odd"}) == sorted(WORDS)
    assert len(found) == len(set(found))
    assert len({each.name for each in mapping.flow}) == len(mapping.flow)
    ends = [each.state in ENDS for each in mapping.flow]
    assert ends == sorted(ends)
