"""The History page looking at a part: filtered, a long list of values open, nothing left, dates by hand."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.pages.history import HistoryPage
from sim.store import new_project
from sim.stream import example
from tests.screens.histories import stored
from tests.screens.scene import Scene, State

TEAMS = ("Payments", "Web", "Payments", "Core platform", "Web", "Search and discovery", "")
KINDS = ("User Story", "Bug", "User Story", "Tech Debt", "Bug", "Security")
TAGS = ("ui", "ui|api", "api", "legacy", "")
AREAS = ("Checkout", "Catalogue", "Accounts")


def page_of(scene: Scene) -> HistoryPage:
    page = scene.page
    assert isinstance(page, HistoryPage)
    return page


def wait(scene: Scene) -> None:
    scene.wait_for_jobs()
    scene.wait_for(lambda: page_of(scene).overview.is_drawn)
    scene.settle()


def put_teams(scene: Scene, items: int = 900, epics: int = 240) -> None:
    """Show a history of several teams, with hundreds of parents and columns of its own."""
    path = scene.folder / "programme.csv"
    begin = dt.date(2025, 1, 6)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["ID", "Title", "Type", "Team", "Parent", "Tags", "Class", "Area", "Created", "Started", "Closed"]
        )
        for n in range(items):
            came = begin + dt.timedelta(days=n * 0.55)
            started = came + dt.timedelta(days=n * 7 % 5)
            done = started + dt.timedelta(days=2 + n * n % 23)
            epic = f"EPIC-{n * n % epics:03d} Make the journey number {n * n % epics} a good one"
            urgency = "Expedite" if n % 11 == 0 else "Standard"
            finished = done if n < items - 30 else ""
            told = (f"P-{n}", f"Item {n}", KINDS[n % 6], TEAMS[n % 7], epic, TAGS[n % 5], urgency)
            rows.writerow([*told, AREAS[n % 3], came, started, finished])
    project = replace(new_project(example("software-team")), history=stored(path))
    scene.lent.document.replace(project)
    wait(scene)


def choose(scene: Scene, respect: str, *values: str) -> None:
    chip = page_of(scene).overview.filters.chips[respect]
    for row in reversed(range(chip.model.rowCount())):
        if chip.model.index(row, 0).data() in values:
            chip.model.toggle(row)
    wait(scene)


def filtered(scene: Scene) -> None:
    """Two kinds of one team."""
    put_teams(scene)
    choose(scene, "type", "Feature", "Defect")
    choose(scene, "team", "Search and discovery")


def many_filters(scene: Scene) -> None:
    """A filter in every respect."""
    put_teams(scene)
    choose(scene, "type", "Feature", "Defect")
    choose(scene, "team", "Payments", "Web", "(none)")
    choose(scene, "tags", "ui", "api", "legacy")
    choose(scene, "class", "Standard")
    page_of(scene).overview.span.button("dates").click()
    wait(scene)


def long_list(scene: Scene) -> QWidget:
    """Hundreds of parents, some of them chosen, narrowed down."""
    put_teams(scene)
    chip = page_of(scene).overview.filters.chips["parent"]
    for row in (0, 3):
        chip.model.toggle(row)
    chip.click()
    chip.picker.search.setText("journey number 1")
    scene.opened.append(chip.picker)
    wait(scene)
    return chip.picker


def short_list(scene: Scene) -> QWidget:
    """The types, one of them chosen."""
    put_teams(scene)
    chip = page_of(scene).overview.filters.chips["type"]
    chip.click()
    chip.model.toggle(1)
    scene.opened.append(chip.picker)
    wait(scene)
    return chip.picker


def nothing_left(scene: Scene) -> None:
    """Filters that no item meets."""
    put_teams(scene, 90)
    choose(scene, "class", "Expedite")
    choose(scene, "tags", "legacy")
    choose(scene, "type", "Risk")


def dates(scene: Scene) -> None:
    """Dates by hand, the last of them after the end of the history."""
    put_teams(scene)
    page_of(scene).overview.span.button("dates").click()
    wait(scene)
    choice = page_of(scene).overview.choices.dates
    choice.first.field.setText("2025-03-01")
    choice.first.field.enter()
    choice.final.field.setText("2027-05-31")
    choice.final.field.enter()
    wait(scene)


def calendar(scene: Scene) -> QWidget:
    """The calendar of the first date, open."""
    dates(scene)
    field = page_of(scene).overview.choices.dates.first
    field.open()
    scene.settle()
    popup = field.calendar.window()
    scene.opened.append(popup)
    return popup


STATES: dict[str, State] = {
    "filtered": filtered,
    "many-filters": many_filters,
    "long-list": long_list,
    "short-list": short_list,
    "nothing-left": nothing_left,
    "dates": dates,
    "calendar": calendar,
}
