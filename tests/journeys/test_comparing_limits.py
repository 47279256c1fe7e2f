"""A planner sets two WIP limits side by side, reads how sure the difference is, and takes it back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.edit import Edit
from app.pages.what_if import WhatIfPage
from tests.journeys.person import CONTROL, Person

SLIDER = "whatIf.lever.stages.test.wip_limit.slider"
REPLICATIONS = 60


def page_of(person: Person) -> WhatIfPage:
    page = person.page
    assert isinstance(page, WhatIfPage)
    return page


def compared(person: Person, names: list[str]) -> list[list[str]]:
    """Wait until these streams are compared with all their runs; gives the table."""
    page = page_of(person)

    def is_there() -> bool:
        shown = page.picture
        return (
            shown is not None
            and [row.name for row in shown.rows] == names
            and shown.request.scenarios == person.project.scenarios
            and shown.request.replications == REPLICATIONS
            and not person.lent.jobs.is_busy
        )

    person.wait(is_there)
    return person.rows("whatIf.table")


@pytest.fixture
def planner(person: Person) -> Person:
    """Somebody on the What-if page, patient for fewer runs than the program proposes."""
    run = replace(person.project.run, replications=REPLICATIONS, until=250.0)
    person.lent.document.apply(Edit("Fewer runs", replace(person.project, run=run)))
    person.go("what-if")
    return person


def scenario_names(person: Person) -> list[str]:
    return [one.name for one in person.project.scenarios]


def test_two_limits_are_set_by_levers_compared_judged_and_taken_back(planner: Person) -> None:
    compared(planner, ["Today"])
    planner.slide(SLIDER, 2)
    assert scenario_names(planner) == ["Test WIP 5 → 2"]
    planner.write("whatIf.name", "Tight")
    planner.click("whatIf.add")
    planner.slide(SLIDER, 8)
    planner.write("whatIf.name", "Wide")
    table = compared(planner, ["Today", "Tight", "Wide"])

    limits = [dict(one.changes) for one in planner.project.scenarios]
    assert limits == [{"stages.test.wip_limit": 2}, {"stages.test.wip_limit": 8}]
    assert [row[0] for row in table] == ["Today", "Tight", "Wide"]
    assert not any("±" in cell for cell in table[0])
    for row in table[1:]:
        assert all("±" in cell for cell in row[2:7])
        assert row[1]
    assert table[1][1].startswith("shorter by")
    assert planner.read("whatIf.verdict").startswith("Wide: 85\N{NO-BREAK SPACE}% flow time ")
    assert planner.window.status == f"{REPLICATIONS} runs of each · 3 streams · seed 1 · the same luck in all"

    words = []
    while planner.lent.document.stack.undoText() != "Fewer runs":
        words.append(planner.lent.document.stack.undoText())
        planner.press(Qt.Key.Key_Z, CONTROL)
    assert planner.project.scenarios == ()
    assert compared(planner, ["Today"])[0] == table[0]
    assert words[0].startswith("Rename")
    for _ in words:
        planner.press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert scenario_names(planner) == ["Tight", "Wide"]
    assert compared(planner, ["Today", "Tight", "Wide"]) == table


def test_running_again_under_the_same_seed_says_the_same(planner: Person) -> None:
    planner.slide(SLIDER, 3)
    planner.write("whatIf.name", "Three")
    first = compared(planner, ["Today", "Three"])
    planner.click("whatIf.run")
    planner.wait_for_jobs()
    assert compared(planner, ["Today", "Three"]) == first
