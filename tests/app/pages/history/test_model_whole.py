"""Whole results: what the page says of a small history told by hand."""

from __future__ import annotations

from tests.app.pages.history.model_bench import made_of_log
from tests.calibration.pasts import past
from tests.calibration.test_whole_results import STORY


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
        [("all items", "Constant: always 1 day", "All 2 took the same time.", "1 unfinished counted.")],
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
