"""The Stages section: time in state, what grows old, what stands still, from the very metrics."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.pages.history.part import View, part_in_view
from app.pages.history.section import Means
from app.pages.history.stages_found import blocked_note, stages_found
from app.pages.history.stages_section import StagesSection
from sim.metrics import BlockedReason, BlockedTime, against_pace, blocked_time, pace, stage_times
from tests.app.pages.history.section_bench import (
    board_part,
    cells,
    counts_part,
    headings,
    in_sight,
    part_of_types,
    settled,
    states,
    team_part,
)


@pytest.fixture
def section(means: Means, qtbot: QtBot) -> StagesSection:
    return in_sight(qtbot, StagesSection(means), board_part())


def test_each_stage_stands_with_its_visits_times_and_share(section: StagesSection) -> None:
    part = board_part()
    assert headings(section.stages.table) == [
        "Stage",
        "Counts as",
        "Visits",
        "Came again",
        "Mean (days)",
        "P50 (days)",
        "P85 (days)",
        "Of flow time",
    ]
    rows = stage_times(part.log, part.window)
    assert cells(section.stages.table) == [
        [
            row.name,
            stage.state,
            str(row.visits),
            str(row.again),
            f"{row.per_item.mean:.1f}",
            f"{row.per_item.p50:.1f}",
            f"{row.per_item.p85:.1f}",
            f"{100 * row.share:.0f} %",
        ]
        for row, stage in zip(rows, part.log.stages, strict=True)
    ]
    assert [row.again for row in rows] == [0, 20, 20, 0]


def test_items_are_named_that_are_older_than_the_pace_of_their_stage(section: StagesSection) -> None:
    part = board_part()
    aged = against_pace(part.log, rule=part.rule, window=part.window)
    old = [one for one in aged if one.passed is not None and one.passed >= 85]
    assert [(row[0], row[3], row[4], row[5]) for row in cells(section.old.table)] == [
        (
            part.log.items.names[one.item],
            part.log.stages[one.stage].name,
            f"{one.age:.1f}",
            str(one.passed),
        )
        for one in old
    ]
    assert 0 < len(old) < len(aged)


def test_blocked_time_stands_by_reason_with_what_is_not_known(section: StagesSection) -> None:
    part = board_part()
    found = blocked_time(part.log, part.window)
    assert [row[0] for row in cells(section.reasons.table)] == [one.reason for one in found.reasons]
    assert [row[3] for row in cells(section.reasons.table)] == [f"{one.total:.1f}" for one in found.reasons]
    assert headings(section.reasons.table)[-1] == "Still blocked"
    assert f"{found.untimed} items are said to be blocked, but not when" in section.reasons.note.text()


def test_three_charts_are_drawn_of_the_same_figures(section: StagesSection) -> None:
    part = board_part()
    time, ageing, blocked = states(section)
    assert section.found is not None
    assert (time, ageing, blocked) == (section.found.time, section.found.ageing, section.found.blocked)
    assert time.names == tuple(stage.name for stage in part.log.stages)
    assert ageing.pace == tuple(one.ages for one in pace(part.log, part.rule, part.window))
    assert blocked.spent.sum() == pytest.approx(blocked_time(part.log, part.window).total)


def test_another_rule_of_days_changes_ages_and_not_the_time_in_state() -> None:
    calendar, exact = (stages_found(board_part(rule)) for rule in ("inclusive", "elapsed"))
    assert calendar.stages == exact.stages
    assert np.array_equal(calendar.time.spent, exact.time.spent)
    assert (calendar.ageing.age > exact.ageing.age).all()
    assert calendar.ageing.pace != exact.ageing.pace


def test_a_filtered_part_is_measured_by_itself(section: StagesSection, qtbot: QtBot) -> None:
    whole = cells(section.stages.table)
    defects = part_of_types("defect")
    section.show_part(defects)
    settled(qtbot, section)
    rows = stage_times(defects.log, defects.window)
    assert [row[2] for row in cells(section.stages.table)] == [str(row.visits) for row in rows]
    assert cells(section.stages.table) != whole


def test_a_plain_export_says_what_it_has_not(means: Means, qtbot: QtBot) -> None:
    section = in_sight(qtbot, StagesSection(means), team_part())
    assert [row[0] for row in cells(section.stages.table)] == ["In progress"]
    assert not section.reasons.isVisible()  # the chart says so
    assert states(section)[2].empty == "No item was blocked in this window."
    assert not section.old.table.isVisible()


def test_where_nothing_is_in_progress_or_too_few_are_done_the_list_says_so() -> None:
    board = board_part()
    assert stages_found(team_part()).old_nothing == "Nothing is in progress at the end of the history."
    nobody = replace(board, window=replace(board.window, end=board.window.start + 1e-3))
    assert stages_found(nobody).old_nothing.startswith("Too few items are done to say what age is usual")
    young = [n for n, one in enumerate(against_pace(board.log, rule="inclusive")) if (one.passed or 0) < 85]
    assert young
    assert "No item in progress is older" in _nothing_old_of_the_young()


def _nothing_old_of_the_young() -> str:
    """Look at the types of the board one by one: one of them has nothing that is older."""
    kinds = [kind.id for kind in board_part().log.types]
    found = [stages_found(part_of_types(kind)) for kind in kinds]
    return " ".join(one.old_nothing for one in found if not one.old.rows)


def test_a_window_without_anything_done_says_so_in_the_place_of_the_table(means: Means, qtbot: QtBot) -> None:
    board = board_part()
    nobody = replace(board, window=replace(board.window, end=board.window.start + 1e-3))
    section = in_sight(qtbot, StagesSection(means), nobody)
    assert section.stages.note.text() == "No item was done in this window."
    assert not section.stages.table.isVisible()
    assert states(section)[0].empty


def test_where_items_have_no_titles_the_list_has_no_column_for_them(means: Means, qtbot: QtBot) -> None:
    board = board_part()
    titles = ("",) * len(board.log.items)
    bare = replace(board.log, items=replace(board.log.items, titles=titles))
    section = in_sight(qtbot, StagesSection(means), replace(board, log=bare, whole=bare))
    assert headings(section.old.table) == ["Item", "Type", "Stage", "Age (days)", "Older than (%)"]
    section.show_part(board)
    settled(qtbot, section)
    assert headings(section.old.table)[1] == "Title"


def test_numbers_alone_have_no_stages() -> None:
    assert not StagesSection.suits(counts_part())
    assert StagesSection.suits(part_in_view(board_part().log, View()))


@pytest.mark.parametrize(
    ("untimed", "words"),
    [
        (0, "50 % of the time in progress (9 days) was blocked."),
        (
            1,
            "50 % of the time in progress (9 days) was blocked. 1 item is said to be blocked, but not when: "
            "it is in no figure here.",
        ),
        (
            3,
            "50 % of the time in progress (9 days) was blocked. 3 items are said to be blocked, but not "
            "when: they are in no figure here.",
        ),
    ],
)
def test_what_is_known_of_blocked_time_is_said_in_the_right_number(untimed: int, words: str) -> None:
    reason = BlockedReason("Supplier", 1, 1, 9.0, 9.0, {"build": 9.0})
    assert blocked_note(BlockedTime((reason,), 9.0, 0.5, untimed), "day") == words


def test_where_nothing_was_blocked_nothing_is_said() -> None:
    assert blocked_note(BlockedTime((), 0.0, 0.0, 0), "day") == ""


def test_what_older_means_is_said_below_a_title_that_fits(section: StagesSection) -> None:
    assert section.old.title.text() == "Ageing: older than 85 % of items"
    assert section.old.note.text() == "Of the items done, when they left that stage."
