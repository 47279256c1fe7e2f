"""Whole results: what the page says of a small history told by hand, and of exports of real teams."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from app.pages.history.model_beside import Beside, BesideRequest, Past, beside
from app.pages.history.model_made import Made
from sim.history import import_history
from tests.app.pages.history.model_bench import Heard, made_of_log
from tests.calibration.pasts import past
from tests.calibration.test_whole_results import STORY

AZURE = "01_azure_devops_lighthouse_backlog.csv"
JIRA = "03_rueedlinger_agile_project_jira.csv"
ISSUES = "05_jira_agile_metrics_issues.json"


@cache
def made(path: Path) -> Made:
    return made_of_log(import_history(path).log)


@cache
def compared(path: Path) -> Beside:
    found = made(path).calibration
    asked = BesideRequest(Past(found.history, found.since), found.stream, 40, 1)
    return beside(asked, Heard())  # type: ignore[arg-type]


def test_the_rows_of_a_small_history() -> None:
    assert [row.cells for row in made_of_log(past(STORY)).rows] == [
        ("Arrivals", "one by one", "5", "exponential", "1.21", "3.32", "44 %", "–", "–", "–", "–"),
        ("Build", "work", "4 + 1", "constant", "2", "2", "–", "2", "2", "–", "–"),
        ("Queue", "wait", "2 + 1", "constant", "1", "1", "–", "–", "–", "25 %", "–"),
        ("Test", "work", "3", "exponential", "1.62", "4.43", "58 %", "3", "3", "–", "–"),
    ]


def test_what_the_pointer_is_told_of_a_small_history() -> None:
    assert [row.tips for row in made_of_log(past(STORY)).rows[1:]] == [
        (
            "Build",
            "People work here",
            "4 visits ended, 1 still last",
            "All 4 took the same time.",
            "Half of the visits take no longer",
            "85 % of the visits take no longer",
            "Largest distance between the fitted curve and the data",
            "At most 2 worked on at once",
            "It held 2 at most, and no more than 2 in 85 % of the time",
            "Largest share of a type that passes this stage by",
            "Share of those leaving that go back",
        ),
        (
            "Queue",
            "Items wait here",
            "2 visits ended, 1 still last",
            "All 2 took the same time.",
            "Half of the visits take no longer",
            "85 % of the visits take no longer",
            "Largest distance between the fitted curve and the data",
            "",
            "It held 1 at most, and no more than 1 in 85 % of the time",
            "Largest share of a type that passes this stage by",
            "Share of those leaving that go back",
        ),
        (
            "Test",
            "People work here",
            "3 visits ended",
            "Only 3 finished: one mean can be told, no shape.",
            "Half of the visits take no longer",
            "85 % of the visits take no longer",
            "Largest distance between the fitted curve and the data",
            "At most 3 worked on at once",
            "It held 3 at most, and no more than 2 in 85 % of the time",
            "Largest share of a type that passes this stage by",
            "Share of those leaving that go back",
        ),
    ]


def test_the_fits_of_a_small_history() -> None:
    found = [
        [(part.name, part.family, part.reason, part.goodness) for part in row.parts]
        for row in made_of_log(past(STORY)).rows
    ]
    assert found == [
        [
            (
                "between arrivals",
                "Exponential: half within 1.21 days, 85 % within 3.32 days",
                "Only 4 finished: one mean can be told, no shape.",
                (
                    "Off by at most 43.5 points, AD 0.83 (5 % mark 1.32): fits; AIC 16.5; 1 "
                    "unfinished counted."
                ),
            )
        ],
        [("all items", "Constant: always 2 days", "All 4 took the same time.", "1 unfinished counted.")],
        [("all items", "Constant: always 1 days", "All 2 took the same time.", "1 unfinished counted.")],
        [
            (
                "all items",
                "Exponential: half within 1.62 days, 85 % within 4.43 days",
                "Only 3 finished: one mean can be told, no shape.",
                "Off by at most 57.6 points, AD 1.19 (5 % mark 1.32): fits; AIC 17.1.",
            )
        ],
    ]


def test_the_facts_of_a_small_history_and_how_thin_it_is() -> None:
    small = made_of_log(past(STORY))
    assert small.facts == (
        ("Looked at", "2 Mar 2026 – 9 Mar 2026: 5 items begun, 3 done"),
        (
            "Arrivals",
            ("4.93 items a week, one by one; half within 1.21 days, 85 % within 3.32 days of each other"),
        ),
        ("Types", "Feature 100 %"),
        ("Working time", "every day, 24 hours"),
        ("Board", "2 items on 9 Mar 2026: 1 in Build, 1 in Queue"),
    )
    assert small.thin == (
        "3 items are done: times, arrivals and shares are an order of magnitude, no more.",
        ("Fewer than 5 visits have ended in Build, Queue, Test: their times are means without a shape."),
    )
    assert small.doubts == ()


def test_what_is_found_in_a_backlog_of_azure_devops(shared_data: Path) -> None:
    found = made(shared_data / AZURE)
    assert [row.cells for row in found.rows] == [
        ("Arrivals", "in batches", "90", "the data", "0.0893", "1.89", "–", "–", "–", "–", "–"),
        ("In progress", "work", "88 + 2", "the data", "0.0671", "1.15", "–", "7", "7", "–", "–"),
    ]
    assert found.facts == (
        ("Looked at", "7 Jun 2025 – 29 Aug 2025: 90 items begun, 88 done"),
        (
            "Arrivals",
            ("7.55 items a week, in batches; half within 0.0893 days, 85 % within 1.89 days of each other"),
        ),
        ("Types", "Feature 80 %, Defect 12 %, Epic 8 %"),
        ("Working time", "every day, 24 hours"),
        ("Board", "2 items on 29 Aug 2025: 2 in In progress"),
    )
    assert found.thin == ()
    assert found.calibration.unknown == (
        "Flow efficiency cannot be told: no stage of the history counts as waiting.",
        "Nothing in the history was blocked, or it does not say so.",
    )


def test_how_its_model_does_beside_a_backlog_of_azure_devops(shared_data: Path) -> None:
    found = compared(shared_data / AZURE)
    assert found.headline == (
        "10 of 10 figures of the history lie within what the model's runs give; of "
        "twenty, one lies outside by chance alone."
    )
    assert found.check.adjust == ()
    assert [row.cells for row in found.rows] == [
        ("Flow velocity", "7.18 items a week", "6.93", "5.07 – 9.71", "inside"),
        ("Flow time mean", "1.6 days", "1.7", "1.4 – 2.1", "inside"),
        ("Flow time p50", "1.0 days", "1.0", "1.0 – 1.0", "inside"),
        ("Flow time p70", "1.0 days", "1.0", "1.0 – 2.0", "inside"),
        ("Flow time p85", "2.0 days", "2.0", "2.0 – 3.0", "inside"),
        ("Flow time p95", "4.0 days", "4.0", "2.0 – 9.0", "inside"),
        ("Flow load", "0.73 items", "0.67", "0.41 – 1.19", "inside"),
        ("Share of Feature", "80 %", "79 %", "69 % – 88 %", "inside"),
        ("Share of Defect", "12 %", "12 %", "7 % – 20 %", "inside"),
        ("Share of Epic", "8 %", "8 %", "4 % – 14 %", "inside"),
    ]


def test_what_is_found_in_an_export_of_jira(shared_data: Path) -> None:
    found = made(shared_data / JIRA)
    assert [row.cells for row in found.rows] == [
        ("Arrivals", "in batches", "2461", "the data", "1", "2", "–", "–", "–", "–", "–"),
        ("In progress", "work", "2461", "the data", "4.47", "19.1", "–", "41", "41", "–", "–"),
    ]
    assert found.facts == (
        ("Looked at", "22 Apr 2013 – 26 Feb 2018: 2461 items begun, 2454 done"),
        ("Arrivals", "9.72 items a week, in batches; half within 1 days, 85 % within 2 days of each other"),
        ("Types", "Item 100 %"),
        ("Working time", "every day, 24 hours"),
        ("Board", "0 items on 8 Aug 2019"),
    )
    assert found.thin == ()
    assert found.calibration.unknown == (
        (
            "No item is unfinished. If the file leaves such items out, times are too short, "
            "and the last weeks have too few arrivals."
        ),
        "Flow efficiency cannot be told: no stage of the history counts as waiting.",
        "Nothing in the history was blocked, or it does not say so.",
        (
            "Arrivals changed: 963 items in the first half of the time, 1498 in the second; "
            "the model has one rate. A shorter stretch of history may say more of today."
        ),
    )


def test_how_its_model_does_beside_an_export_of_jira(shared_data: Path) -> None:
    found = compared(shared_data / JIRA)
    assert found.headline == (
        "6 of 7 figures of the history lie within what the model's runs give; of twenty, "
        "one lies outside by chance alone."
    )
    assert found.check.adjust == (
        ("Only the longest items take longer in the history: blockers, or items put aside, are missing."),
    )
    assert [row.cells for row in found.rows] == [
        ("Flow velocity", "9.77 items a week", "9.54", "9.09 – 10.0", "inside"),
        ("Flow time mean", "17.2 days", "15.8", "14.7 – 16.7", "history above"),
        ("Flow time p50", "5.0 days", "5.0", "5.0 – 5.0", "inside"),
        ("Flow time p70", "10.0 days", "9.0", "9.0 – 10.0", "inside"),
        ("Flow time p85", "20.0 days", "20.0", "17.0 – 21.0", "inside"),
        ("Flow time p95", "63.0 days", "61.0", "59.0 – 65.0", "inside"),
        ("Flow load", "23.1 items", "21.4", "19.7 – 23.6", "inside"),
    ]


def test_what_is_found_in_three_issues_of_jira(shared_data: Path) -> None:
    found = made(shared_data / ISSUES)
    assert [row.cells for row in found.rows] == [
        ("Arrivals", "in batches", "3", "exponential", "5.52", "15.1", "38 %", "–", "–", "–", "–"),
        ("Next", "wait", "2 + 2", "exponential", "5.17", "14.1", "37 %", "–", "–", "–", "–"),
        ("Build", "work", "2", "exponential", "0.477", "1.3", "42 %", "1", "1", "–", "–"),
        ("QA", "work", "1", "constant", "0", "0", "–", "1", "1", "–", "–"),
    ]
    assert found.facts == (
        ("Looked at", "3 Jan 2018 – 10 Jan 2018: 3 items begun, 1 done"),
        (
            "Arrivals",
            ("2.63 items a week, in batches; half within 5.52 days, 85 % within 15.1 days of each other"),
        ),
        ("Types", "Feature 100 %"),
        ("Working time", "every day, 24 hours"),
        ("Board", "2 items on 10 Jan 2018: 2 in Next"),
    )
    assert found.thin == (
        "1 item is done: times, arrivals and shares are an order of magnitude, no more.",
        ("Fewer than 5 visits have ended in Next, Build, QA: their times are means without a shape."),
    )
    assert found.calibration.unknown == (
        "Only 1 item was finished: too few to tell more than an order of magnitude.",
        (
            "2 open items are older than any finished one became (3 days): perhaps forgotten."
            " They count as unfinished work and stand on the board."
        ),
        "Ways back taken once, or among stages of waiting only, left out: 1.",
    )


def test_how_its_model_does_beside_three_issues_of_jira(shared_data: Path) -> None:
    found = compared(shared_data / ISSUES)
    assert found.headline == (
        "5 of 6 figures of the history lie within what the model's runs give; with only 1"
        " item done, nearly anything would."
    )
    assert found.check.adjust == (
        (
            "QA holds 0.00 items in the model, 0.17 in the history: fewer people there or a "
            "lower share of touch time would let more wait."
        ),
    )
    assert [row.cells for row in found.rows] == [
        ("Flow velocity", "1.17 items a week", "0.00", "0.00 – 2.33", "inside"),
        ("Flow time mean", "4.0 days", "4.0", "–", "cannot tell"),
        ("Flow time p50", "4.0 days", "4.0", "–", "cannot tell"),
        ("Flow time p70", "4.0 days", "4.0", "–", "cannot tell"),
        ("Flow time p85", "4.0 days", "4.0", "–", "cannot tell"),
        ("Flow time p95", "4.0 days", "4.0", "–", "cannot tell"),
        ("Flow load", "2.17 items", "0.37", "0.00 – 3.09", "inside"),
        ("Share of time in stages of work", "16 %", "2 %", "0 % – 62 %", "inside"),
        ("Items in Next", "1.83 items", "0.35", "0.00 – 3.09", "inside"),
        ("Items in Build", "0.17 items", "0.00", "0.00 – 0.38", "inside"),
        ("Items in QA", "0.17 items", "0.00", "0.00 – 0.00", "history above"),
    ]


@pytest.mark.parametrize("name", [AZURE, JIRA, ISSUES])
def test_pictures_of_real_exports_can_be_drawn(name: str, shared_data: Path) -> None:
    for row in made(shared_data / name).rows:
        for part in row.parts:
            state = part.state
            assert state.seen.sum() <= 1.0 + 1e-9
            assert state.expected.sum() <= 1.0 + 1e-9
            assert 0.0 <= state.marks[50] <= state.marks[85]
            assert len(state.edges) == len(state.seen) + 1
    shown = compared(shared_data / name)
    assert shown.flows[0].reached.shape == shown.flows[1].reached.shape
