"""A row for each change of status: lives that go straight, and the rules for those that do not."""

from __future__ import annotations

import numpy as np
import pytest

from sim.errors import HistoryFault
from sim.history import FlowStage, assemble, guess_mapping
from sim.log import audit, lives
from tests.history.files import story, table
from tests.history.logs import FLOW, changes, flow_of, lived, moved, with_rules

STRAIGHT = moved("A", f"_>{FLOW}", 1, 2, 4, 7)
BACK = moved("A", "_>To Do>In Progress>Review>In Progress>Review>Done", 1, 2, 4, 5, 6, 7)
AGAIN = moved("A", "_>To Do>In Progress>Done>In Progress>Done", 1, 2, 4, 6, 8)
DROPPED = moved("B", "_>To Do>In Progress>Rejected", 1, 3, 5)


def test_every_change_is_an_event() -> None:
    log, report = lived(*STRAIGHT)
    assert story(log) == [
        "2024-01-01 A arrived",
        "2024-01-01 A entered To Do",
        "2024-01-02 A entered In Progress",
        "2024-01-04 A entered Review",
        "2024-01-07 A done",
    ]
    assert (report.rows, report.used, report.items, report.changes_used) == (4, 4, 1, 4)
    assert log.commitment == 1
    assert audit(log) == ()


def test_the_order_of_rows_does_not_matter() -> None:
    lines = [*STRAIGHT, *moved("B", FLOW, 2, 3, 5)]
    assert sorted(story(lived(*lines).log)) == sorted(story(lived(*reversed(lines)).log))


def test_rows_of_one_moment_stand_in_the_order_of_the_file_even_if_it_begins_with_the_last() -> None:
    at_once = ["A _ To_Do 01", "A To_Do In_Progress 02", "A In_Progress Review 02", "A Review Done 03"]
    told = ["arrived", "entered To Do", "entered In Progress", "entered Review", "done"]
    whole = [*at_once, *moved("B", FLOW, 2, 3, 5)]
    for lines in (whole, whole[::-1]):
        log = lived(*lines).log
        assert [line.split(" ", 2)[2] for line in story(log) if " A " in line] == told


def test_every_visit_is_kept_when_an_item_moves_back() -> None:
    log, report = lived(*BACK)
    assert [line[11:] for line in story(log)] == [
        "A arrived",
        "A entered To Do",
        "A entered In Progress",
        "A entered Review",
        "A entered In Progress",
        "A entered Review",
        "A done",
    ]
    assert "Moves back to an earlier stage; every visit counts: 1." in report.assumed
    assert audit(log) == ()


def test_a_move_back_can_wipe_the_later_dates() -> None:
    log, report = lived(*BACK, moved_back="wipe later dates")
    assert story(log) == [
        "2024-01-01 A arrived",
        "2024-01-01 A entered To Do",
        "2024-01-02 A entered In Progress",
        "2024-01-06 A entered Review",
        "2024-01-07 A done",
    ]
    assert "Moves back to an earlier stage, which wipe the dates of all later ones: 1." in report.assumed


def test_a_move_back_to_the_beginning_wipes_all_but_the_first_date() -> None:
    lines = moved("A", "_>To Do>In Progress>Review>To Do", 1, 2, 4, 5)
    assert story(lived(*lines, moved_back="wipe later dates").log)[1:] == ["2024-01-01 A entered To Do"]


def test_a_reopened_item_has_one_long_flow_time() -> None:
    log, report = lived(*AGAIN)
    life = lives(log)
    assert life.done - life.commitment == pytest.approx([6.0])
    assert "Items that go on after they were done have one long flow time: 1." in report.assumed
    assert audit(log) == ()


def test_a_reopened_item_can_begin_again_as_another() -> None:
    log, report = lived(*AGAIN, *moved("Z", FLOW, 1, 2, 3), reopened="new item")
    life = lives(log)
    assert log.items.names == ("A", "A (2)", "Z")
    assert life.done - life.commitment == pytest.approx([2.0, 2.0, 2.0])
    assert life.arrival.tolist()[1] == life.commitment.tolist()[1]
    assert "Items that go on after they were done begin again as items of their own: 1." in report.assumed
    assert report.items == 3
    assert audit(log) == ()


def test_a_reopened_item_that_is_not_done_again_is_open() -> None:
    log = lived(*AGAIN[:-1]).log
    assert np.isnan(lives(log).done).all()


def test_a_skipped_stage_stays_blank_unless_it_is_to_be_filled() -> None:
    lines = [*moved("A", "_>To Do>Review>Done", 1, 3, 5), *moved("B", f"_>{FLOW}", 1, 2, 3, 4)]
    entered = "2024-01-03 A entered In Progress"
    assert entered not in story(lived(*lines).log)
    log, report = lived(*lines, skipped="back-filled")
    assert entered in story(log)
    assert "Stages passed by are entered with the next stage visited: 1." in report.assumed


def test_a_cancelled_item_is_left_out_with_all_its_rows() -> None:
    log, report = lived(*STRAIGHT, *DROPPED)
    assert log.items.names == ("A",)
    assert [(one.row, one.value, one.reason) for one in report.set_aside] == [
        (6, "To Do", "its item was cancelled: left out"),
        (7, "In Progress", "its item was cancelled: left out"),
        (8, "Rejected", "its item was cancelled: left out"),
    ]
    assert (report.rows, report.used) == (7, 4)
    assert "Items left out as cancelled: 1." in report.assumed


def test_a_cancelled_item_can_count_as_done() -> None:
    log, report = lived(*STRAIGHT, *DROPPED, cancelled="as done")
    assert "2024-01-05 B done" in story(log)
    assert report.set_aside == ()
    assert "Cancelled items, which count as done when they were given up: 1." in report.assumed


def test_a_cancelled_item_that_was_taken_up_again_stays() -> None:
    lines = [*moved("A", "_>To Do>Rejected>In Progress>Done", 1, 3, 5, 6)]
    log, report = lived(*lines)
    assert (log.items.names, report.set_aside) == (("A",), ())
    assert np.isfinite(lives(log).done).all()


def test_of_several_ends_in_a_row_the_first_one_counts() -> None:
    lines = moved("A", "_>To Do>In Progress>Finished>Released", 1, 2, 3, 9)
    assert [line for line in story(lived(*lines).log) if line.endswith("done")] == ["2024-01-03 A done"]


def test_a_change_to_the_same_status_is_none() -> None:
    lines = [
        "A _ To_Do 01",
        "A To_Do In_Progress 02",
        "A In_Progress In_Progress 03",
        "A In_Progress Done 04",
    ]
    assert len(lived(*lines).log) == 4


def test_an_item_that_was_in_the_flow_before_its_first_change_is_told() -> None:
    log, report = lived("A In_Progress Review 03", "A Review Done 05", *moved("B", f"_>{FLOW}", 1, 2, 3, 4))
    assert story(log)[-1] == "2024-01-05 A done"
    assert [(one.row, one.reason) for one in report.in_part] == [
        (2, "was in the flow before its first change; since when is not known")
    ]


def test_with_a_date_of_creation_the_first_status_is_known_from_then_on() -> None:
    made = table(
        "Item,Created,From,To,When",
        "A,2024-01-01,To Do,In Progress,2024-01-03",
        "A,2024-01-01,In Progress,Done,2024-01-05",
    )
    log, report = assemble(made, guess_mapping(made))
    assert story(log) == [
        "2024-01-01 A arrived",
        "2024-01-01 A entered To Do",
        "2024-01-03 A entered In Progress",
        "2024-01-05 A done",
    ]
    assert "An item arrives when it is created (Created)." in report.assumed


def test_a_creation_after_the_first_change_is_left_out_and_told() -> None:
    made = table(
        "Item,Created,From,To,When",
        "A,2024-02-01,To Do,In Progress,2024-01-03",
        "A,2024-02-01,In Progress,Done,2024-01-05",
    )
    log, report = assemble(made, guess_mapping(made))
    assert story(log) == ["2024-01-03 A entered In Progress", "2024-01-05 A done"]
    assert [one.reason for one in report.in_part] == [
        "created after its first change: the date of creation is left out"
    ]


def test_rows_that_cannot_be_used_are_set_aside_each_with_its_reason() -> None:
    made = table(
        "Item,From,To,When",
        "A,To Do,In Progress,2024-01-03",
        ",To Do,In Progress,2024-01-03",
        "A,In Progress,Done,",
        "A,In Progress,Done,yesterday",
        "A,In Progress,,2024-01-04",
        "A,In Progress,Limbo,2024-01-04",
        "A,In Progress,Done,2024-01-05",
    )
    mapping = guess_mapping(made)
    flow = tuple(stage for stage in mapping.flow if stage.name != "Limbo")
    log, report = assemble(made, mapping.model_copy(update={"flow": flow}))
    assert [(one.row, one.value, one.reason) for one in report.set_aside] == [
        (3, "", "names no item"),
        (4, "", "has no date"),
        (5, "yesterday", "When is not a date"),
        (6, "", "says not to what"),
        (7, "Limbo", "is mapped to no stage"),
    ]
    assert (report.rows, report.used, len(log)) == (7, 2, 2)


def test_words_that_are_ignored_leave_the_item_where_it_is() -> None:
    made = changes(*moved("A", "_>To Do>In Progress>Limbo>Done", 1, 2, 3, 5))
    mapping = guess_mapping(made)
    flow = [
        stage if stage.name != "Limbo" else stage.model_copy(update={"state": "ignored"})
        for stage in mapping.flow
    ]
    log, report = assemble(made, mapping.model_copy(update={"flow": tuple(flow)}))
    assert [line[11:] for line in story(log)] == [
        "A arrived",
        "A entered To Do",
        "A entered In Progress",
        "A done",
    ]
    assert {"Passed over: Limbo.", "Changes to words that are passed over: 1."} <= set(report.assumed)


def test_several_statuses_can_be_one_stage() -> None:
    made = changes(*STRAIGHT)
    guessed = guess_mapping(made)
    flow = [stage for stage in guessed.flow if stage.name != "Review"]
    flow[1] = flow[1].model_copy(update={"name": "Build", "statuses": ("In Progress", "Review")})
    log, report = assemble(made, guessed.model_copy(update={"flow": tuple(flow)}))
    assert [line[11:] for line in story(log)] == ["A arrived", "A entered To Do", "A entered Build", "A done"]
    assert "Stages of several words, or another name: Build (In Progress, Review)." in report.assumed


def test_nothing_usable_is_refused_with_the_first_reason() -> None:
    made = changes(*STRAIGHT)
    mapping = guess_mapping(made)
    other = [stage.model_copy(update={"statuses": (f"{stage.name}!!",)}) for stage in mapping.flow]
    other[0] = other[0].model_copy(update={"statuses": ("?",)})
    made = changes("A ? nowhere 01", "A nowhere elsewhere 02")
    with pytest.raises(HistoryFault) as caught:
        assemble(made, mapping.model_copy(update={"flow": tuple(other)}))
    assert caught.value.text == (
        'None of the 2 changes of items.csv can be used. Row 2, for one, "nowhere": is mapped to no stage.'
    )


@pytest.mark.parametrize(
    ("flow", "sentence"),
    [
        ((), "No status is mapped to a stage."),
        ((("Wait", "new", ("To Do",)),), "No stage is active or waiting, so no item ever starts."),
        (
            (("Build", "active", ("To Do",)), ("Build", "active", ("Done",))),
            '2 stages are called "Build".',
        ),
        (
            (("Build", "active", ("To Do",)), ("Test", "active", ("To Do",))),
            '"To Do" is mapped to 2 stages.',
        ),
    ],
)
def test_a_flow_that_contradicts_itself_is_refused(
    flow: tuple[tuple[object, ...], ...], sentence: str
) -> None:
    made = changes(*STRAIGHT)
    names = ("name", "state", "statuses")
    stages = tuple(FlowStage.model_validate(dict(zip(names, stage, strict=True))) for stage in flow)
    mapping = guess_mapping(made).model_copy(update={"flow": stages})
    with pytest.raises(HistoryFault) as caught:
        assemble(made, mapping)
    assert sentence in caught.value.text


def test_rules_can_be_switched_together() -> None:
    made = changes(*AGAIN, *BACK, *DROPPED)
    mapping = with_rules(guess_mapping(made), reopened="new item", moved_back="wipe later dates")
    assert audit(assemble(made, mapping).log) == ()
    assert flow_of(mapping)[-1] == ("Rejected", "cancelled", ("Rejected",))


def test_a_column_may_tell_the_item_and_something_of_its_change() -> None:
    made = table("Item,To,When", "Doing,Doing,2024-01-02", "Doing,Done,2024-01-05")
    mapping = guess_mapping(changes(*STRAIGHT)).model_copy(
        update={"columns": {"id": "Item", "from": "Item", "to": "To", "when": "When"}}
    )
    flow = (
        FlowStage(name="Doing", statuses=("Doing",)),
        FlowStage(name="End", state="done", statuses=("Done",)),
    )
    log, _ = assemble(made, mapping.model_copy(update={"flow": flow}))
    assert story(log) == ["2024-01-02 Doing entered Doing", "2024-01-05 Doing done"]
