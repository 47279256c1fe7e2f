"""The History page: none yet, an import, a doubtful one, a typical history, a long one, its report."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from app.pages.history import HistoryPage
from tests.screens import history_filtered, model
from tests.screens.boards import put_board
from tests.screens.histories import put_history, write_export
from tests.screens.scene import Scene, State, as_it_opens


def page_of(scene: Scene) -> HistoryPage:
    page = scene.page
    assert isinstance(page, HistoryPage)
    return page


def begin_import(scene: Scene, path: Path) -> None:
    page_of(scene).import_file(path)
    scene.wait_for_jobs()


def importing(scene: Scene) -> None:
    """A file as most trackers write it, a few of its rows broken."""
    path = write_export(scene.folder / "export.csv", 90)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[4] = lines[4].replace("2025", "the year 2025", 1)
    lines[9] = lines[8]
    path.write_text("\n".join([*lines, "T-1,Copied,Bug,Closed,2025-09-02,2025-09-02,2025-09-01"]) + "\n")
    begin_import(scene, path)


def importing_again(scene: Scene) -> None:
    """A later export of a history that is there: some items are new, some done since then."""
    put_history(scene, 60)
    wait_for_charts(scene)
    begin_import(scene, write_export(scene.folder / "later.csv", 90))


def stages(scene: Scene) -> None:
    """A date for each stage, and an order of day and month that the file leaves open."""
    rows = [
        f"A-{n};Item {n};Story;0{n % 9 + 1}/01/2026;0{n % 9 + 1}/02/2026;0{n % 9 + 1}/03/2026;"
        f"0{n % 9 + 1}/04/2026;0{n % 9 + 1}/05/2026"
        for n in range(40)
    ]
    path = scene.folder / "board.csv"
    path.write_text("\n".join(["ID;Name;Type;Backlog;Build;Waiting for test;Test;Done", *rows]) + "\n")
    begin_import(scene, path)


JIRA = [
    ("Backlog", "Ready", 2),
    ("Ready", "In Progress", 4),
    ("In Progress", "Waiting for review", 7),
    ("Waiting for review", "In Progress", 8),
    ("In Progress", "Done", 11),
]


def jira_issue(number: int) -> dict[str, object]:
    """An issue on its way along a board, some of them still on it, every ninth refused."""
    first = dt.datetime(2025, 3, 3, 9, tzinfo=dt.UTC) + dt.timedelta(days=2 * number)
    moves = JIRA[: 2 + number % 4] if number > 32 else JIRA
    moves = [*JIRA[:2], ("In Progress", "Won't do", 6)] if number % 9 == 8 else moves
    histories = [
        {
            "id": str(place),
            "created": (first + dt.timedelta(days=days)).isoformat(),
            "items": [{"field": "status", "fromString": came, "toString": to}],
        }
        for place, (came, to, days) in enumerate(moves)
    ]
    fields = {
        "summary": f"Story {number}",
        "issuetype": {"name": ("Story", "Bug", "Task")[number % 3]},
        "status": {"name": moves[-1][1]},
        "created": first.isoformat(),
    }
    return {"key": f"SHOP-{number}", "fields": fields, "changelog": {"histories": histories}}


def jira(scene: Scene) -> None:
    """Jira's JSON: the statuses of its changelogs, made into stages."""
    path = scene.folder / "search.json"
    path.write_text(json.dumps({"issues": [jira_issue(number) for number in range(1, 41)]}))
    begin_import(scene, path)
    view = page_of(scene).import_view
    view.columns.show_part("stages")
    view.stages.choose("In Progress")
    scene.settle()


def events(scene: Scene) -> None:
    """An event log: activities of cases."""
    steps = ("Register", "Check papers", "Ask for papers", "Decide", "Send letter")
    rows = [
        f"case-{case},{step},2025-0{case % 8 + 1}-{place * 4 + case % 5 + 1:02d} 1{place}:30"
        for case in range(1, 60)
        for place, step in enumerate(steps)
        if (case + place) % 7
    ]
    path = scene.folder / "permits.csv"
    path.write_text("\n".join(["case,activity,timestamp", *rows]) + "\n")
    begin_import(scene, path)


def events_stages(scene: Scene) -> None:
    """The activities of an event log, none chosen yet."""
    events(scene)
    page_of(scene).import_view.columns.show_part("stages")
    scene.settle()


def throughput(scene: Scene) -> None:
    """Nothing but numbers of items done, of two teams."""
    rows = [f"2025-{n // 4 + 1:02d}-{n % 4 * 7 + 1:02d},{3 + n * 5 % 4},{2 + n * 7 % 5}" for n in range(30)]
    path = scene.folder / "throughput.csv"
    path.write_text("\n".join(["Week,Done Blue,Done Red", *rows]) + "\n")
    begin_import(scene, path)


def throughput_alone(scene: Scene) -> None:
    """What can be told of numbers of items done."""
    throughput(scene)
    page_of(scene).import_view.accept_button.click()
    wait_for_charts(scene)


def refused(scene: Scene) -> None:
    """A file that is no table."""
    path = scene.folder / "report.csv"
    path.write_bytes(b"%PDF-1.7 not a table")
    begin_import(scene, path)


def wait_for_charts(scene: Scene) -> None:
    scene.wait_for_jobs()
    scene.wait_for(lambda: page_of(scene).overview.is_drawn)
    scene.settle()


def typical(scene: Scene) -> None:
    put_history(scene, 130)
    wait_for_charts(scene)


def by_stage(scene: Scene) -> None:
    """Stages, of which one waits: efficiency, bands of the flow, ages by stage."""
    stages(scene)
    page_of(scene).import_view.accept_button.click()
    wait_for_charts(scene)


def full(scene: Scene) -> None:
    put_history(scene, 800)
    wait_for_charts(scene)


def report(scene: Scene) -> None:
    """What became of the rows of the history in force."""
    importing(scene)
    page_of(scene).import_view.accept_button.click()
    wait_for_charts(scene)
    button = scene.window.findChild(QPushButton, "history.source")
    assert button is not None
    button.click()
    scene.settle()


def section(key: str, days: float = 130.0) -> State:
    """A section of a board's history, with stages, reasons, deployments and incidents."""

    def show(scene: Scene) -> None:
        put_board(scene, days)
        turn_to(scene, key)

    return show


def section_of_export(key: str) -> State:
    """A section of a plain export, which knows neither stages nor reasons nor deployments."""

    def show(scene: Scene) -> None:
        put_history(scene, 130)
        turn_to(scene, key)

    return show


def section_of_throughput(key: str) -> State:
    """A section of a history that knows nothing but numbers of items done."""

    def show(scene: Scene) -> None:
        throughput_alone(scene)
        turn_to(scene, key)

    return show


def turn_to(scene: Scene, key: str) -> None:
    wait_for_charts(scene)
    page_of(scene).overview.sections.turn_to(key)
    wait_for_charts(scene)


SECTIONS: dict[str, State] = {
    **{key: section(key) for key in ("stages", "stability", "delivery", "tables")},
    **{f"{key}-full": section(key, 800.0) for key in ("stages", "stability", "tables")},
    **{f"{key}-plain": section_of_export(key) for key in ("stages", "delivery")},
    "stability-throughput": section_of_throughput("stability"),
}

STATES: dict[str, State] = {
    "empty": as_it_opens,
    "import": importing,
    "import-again": importing_again,
    "import-stages": stages,
    "import-jira": jira,
    "import-events": events,
    "import-activities": events_stages,
    "import-throughput": throughput,
    "throughput": throughput_alone,
    "refused": refused,
    "typical": typical,
    "by-stage": by_stage,
    "full": full,
    "report": report,
    **history_filtered.STATES,
    **model.STATES,
    **SECTIONS,
}
