"""What is found in an event log of a municipality with 28 activities, and how its model does beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.pages.history.model_beside import Beside, BesideRequest, Past, beside
from app.pages.history.model_made import Made
from sim.history import import_history
from tests.app.pages.history.model_bench import Heard, made_of_log

RECEIPTS = "07_receipt_wabo_events.csv"


@cache
def made(folder: Path) -> Made:
    return made_of_log(import_history(folder / RECEIPTS).log)


@cache
def compared(folder: Path) -> Beside:
    found = made(folder).calibration
    asked = BesideRequest(Past(found.history, found.since), found.stream, 40, 1)
    return beside(asked, Heard())  # type: ignore[arg-type]


def test_facts_of_the_log(shared_data: Path) -> None:
    facts = (
        ("Looked at", "30 Sep 2010 – 23 Jan 2012: 1432 items begun, 1327 done"),
        (
            "Arrivals",
            ("4.19 items a day, in batches; half within 0.954 days, 85 % within 1 day of each other"),
        ),
        ("Types", "Item 100 %"),
        ("Working time", "Monday to Friday, 24 hours from 00:00"),
        (
            "Board",
            (
                "105 items on 23 Jan 2012: 4 in Confirmation of receipt, 3 in T02 Check "
                "confirmation of receipt, 2 in T06 Determine necessity of stop advice, 26 in T05 "
                "Print and send confirmation of receipt and elsewhere (3 stages)"
            ),
        ),
    )
    assert made(shared_data).facts == facts
    assert made(shared_data).thin == (
        (
            "Fewer than 5 visits have ended in T09-2 Process or receive external advice from "
            "party 2, T13 Adjust document X request unlicensed: their times are means without"
            " a shape."
        ),
    )
    assert made(shared_data).calibration.unknown == (
        (
            "4 open items are older than any finished one became (235 working days): perhaps "
            "forgotten. They count as unfinished work and stand on the board."
        ),
        "Nothing in the history was blocked, or it does not say so.",
        ("How long a repeated visit is cannot be told from so few; it is taken to be as long as the first."),
        "Ways back taken once, or among stages of waiting only, left out: 13.",
    )


def test_the_model_beside_the_log(shared_data: Path) -> None:
    assert [row.cells for row in compared(shared_data).rows] == [
        (
            "Flow velocity",
            "21.9 items a week",
            "19.9",
            "18.5 – 21.7",
            "history above",
        ),
        (
            "Flow time mean",
            "61.2 days",
            "55.3",
            "53.5 – 58.5",
            "history above",
        ),
        (
            "Flow time p50",
            "52.0 days",
            "40.0",
            "38.0 – 43.0",
            "history above",
        ),
        (
            "Flow time p70",
            "68.0 days",
            "64.0",
            "60.0 – 67.0",
            "history above",
        ),
        (
            "Flow time p85",
            "97.0 days",
            "99.0",
            "92.0 – 106.0",
            "inside",
        ),
        (
            "Flow time p95",
            "135.0 days",
            "155.0",
            "145.0 – 168.0",
            "history below",
        ),
        (
            "Flow load",
            "199.0 items",
            "176.0",
            "161.0 – 192.3",
            "history above",
        ),
        (
            "Share of time in stages of work",
            "66 %",
            "61 %",
            "59 % – 63 %",
            "history above",
        ),
        (
            "Items in Before the first event",
            "67.1 items",
            "67.6",
            "63.2 – 74.2",
            "inside",
        ),
        (
            "Items in Confirmation of receipt",
            "3.76 items",
            "3.61",
            "2.26 – 5.91",
            "inside",
        ),
        (
            "Items in T02 Check confirmation of receipt",
            "2.38 items",
            "0.95",
            "0.45 – 1.70",
            "history above",
        ),
        (
            "Items in T06 Determine necessity of stop advice",
            "2.52 items",
            "0.65",
            "0.35 – 1.03",
            "history above",
        ),
        (
            "Items in T04 Determine confirmation of receipt",
            "1.31 items",
            "1.38",
            "1.16 – 1.63",
            "inside",
        ),
        (
            "Items in T05 Print and send confirmation of receipt",
            "41.4 items",
            "31.4",
            "26.7 – 35.7",
            "history above",
        ),
        (
            "Items in T07-1 Draft intern advice aspect 1",
            "0.16 items",
            "0.11",
            "0.00 – 0.27",
            "inside",
        ),
        (
            "Items in T08 Draft and send request for advice",
            "0.09 items",
            "0.00",
            "0.00 – 0.19",
            "inside",
        ),
        (
            "Items in T09-1 Process or receive external advice from party 1",
            "0.00 items",
            "0.02",
            "0.00 – 0.06",
            "inside",
        ),
        (
            "Items in T10 Determine necessity to stop indication",
            "77.5 items",
            "66.2",
            "60.0 – 75.9",
            "history above",
        ),
        (
            "Items in T03 Adjust confirmation of receipt",
            "0.06 items",
            "0.23",
            "0.06 – 0.87",
            "history below",
        ),
        (
            "Items in T12 Check document X request unlicensed",
            "0.07 items",
            "0.04",
            "0.01 – 0.10",
            "inside",
        ),
        (
            "Items in T14 Determine document X request unlicensed",
            "0.29 items",
            "0.22",
            "0.04 – 0.46",
            "inside",
        ),
        (
            "Items in T20 Print report Y to stop indication",
            "2.27 items",
            "1.50",
            "0.75 – 3.12",
            "inside",
        ),
        (
            "Items in T07-2 Draft intern advice aspect 2",
            "0.13 items",
            "0.09",
            "0.01 – 0.38",
            "inside",
        ),
    ]
    assert compared(shared_data).headline == (
        "11 of 23 figures of the history lie within what the model's runs give; of "
        "twenty, one lies outside by chance alone."
    )
    assert compared(shared_data).check.adjust == (
        (
            "The model finishes fewer items than the history: give the stage that holds too "
            "many more people or a higher limit; where none does, more arrived than the model"
            " has, so take a shorter stretch of history."
        ),
        (
            "T06 Determine necessity of stop advice holds 0.65 items in the model, 2.52 in "
            "the history: fewer people there or a lower share of touch time would let more "
            "wait."
        ),
    )


def test_where_cases_lie_forgotten_the_history_holds_more(shared_data: Path) -> None:
    places = {row.cells[0]: row.place for row in compared(shared_data).rows}
    assert places["Items in T06 Determine necessity of stop advice"] == "above"
    assert compared(shared_data).outside == sum(place in ("above", "below") for place in places.values())
