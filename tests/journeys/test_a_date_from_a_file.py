"""A leader imports a history, asks when 30 more will be done, saves, and finds the same answer again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.pages.forecast import ForecastPage
from app.pages.history import HistoryPage
from app.pages.history.pictures import flow_pictures
from sim.cli import build, run_program
from sim.metrics import flow_times, percentile, whole
from sim.store import open_project
from tests.journeys.conftest import SitDown
from tests.journeys.person import CONTROL, Person
from tests.screens.histories import write_export

SHARED = "01_azure_devops_lighthouse_backlog.csv"


@dataclass(frozen=True)
class Told:
    """What the Forecast page says."""

    sentence: str
    detail: str
    percentiles: list[list[str]]
    exact: dict[str, Any]


@pytest.fixture
def own_export(tmp_path: Path) -> Path:
    """Half a year of a team, as its tracker would export it."""
    return write_export(tmp_path / "export.csv", 130)


def import_by_the_button(person: Person, path: Path) -> HistoryPage:
    """Import a file on the History page, taking over what was guessed."""
    person.answers.import_path = path
    person.go("history")
    page = person.page
    assert isinstance(page, HistoryPage)
    page.questions = person.answers
    person.click("historyPage.empty.action")
    person.wait(page.import_view.accept_button.isEnabled)
    assert person.lent.document.is_clean
    person.click("history.import.accept")
    person.wait(lambda: page.measured is not None)
    return page


def ask(person: Person, items: int) -> Told:
    """Ask when so many items will be done."""
    person.go("forecast")
    person.write("forecast.items", str(items))
    return answer(person)


def answer(person: Person) -> Told:
    """Read the answer when it is there."""
    page = person.page
    assert isinstance(page, ForecastPage)
    person.wait(lambda: page.answer is not None and not person.lent.jobs.is_busy)
    assert page.answer is not None
    return Told(
        person.read("forecast.sentence"),
        person.read("forecast.detail"),
        person.rows("forecast.percentiles"),
        page.answer.forecast.to_json(),
    )


def save_as(person: Person, path: Path) -> None:
    person.answers.save_path = path
    person.press(Qt.Key.Key_S, CONTROL)
    person.wait(path.exists)
    person.wait_for_jobs()


def save_and_reopen(sit_down: SitDown, person: Person, file: Path) -> Person:
    """Save to a file, leave, and open the file in another window."""
    save_as(person, file)
    assert person.lent.document.is_clean
    person.window.close()
    again = sit_down()
    again.answers.open_path = file
    again.press(Qt.Key.Key_O, CONTROL)
    kept = open_project(file)
    again.wait(lambda: again.project == kept)
    return again


def on_the_command_line(file: Path, capsys: pytest.CaptureFixture[str]) -> Any:  # noqa: ANN401 (JSON)
    """Ask the same of the saved project by words."""
    capsys.readouterr()
    assert run_program(build(), ["forecast", str(file), "--items", "30", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.slow
def test_a_file_gives_the_same_answer_after_save_and_reopen(
    sit_down: SitDown, own_export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = sit_down()
    import_by_the_button(person, own_export)
    told = ask(person, 30)
    assert "sure by" in told.sentence
    assert [row[0] for row in told.percentiles] == ["50 %", "70 %", "85 %", "95 %"]
    file = tmp_path / "team.headrace"
    again = save_and_reopen(sit_down, person, file)
    again.go("forecast")
    assert answer(again) == told
    assert on_the_command_line(file, capsys)["percentiles"] == told.exact["percentiles"]


@pytest.mark.slow
def test_a_real_backlog_gives_the_same_answer_after_save_and_reopen(
    sit_down: SitDown, shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = sit_down()
    page = import_by_the_button(person, shared_data / SHARED)
    expected = json.loads((shared_data / SHARED).with_suffix(".expected.json").read_text(encoding="utf-8"))
    history = person.project.history
    assert history is not None
    assert page.measured is not None
    drawn = flow_pictures(page.measured.part)
    assert len(drawn.scatter.flow_time) == expected["finished_with_both"]
    published = expected["flow_time_inclusive_days (date diff + 1)"]["percentiles"]["nearest_rank_ceil"]
    shown = flow_times(history.log, whole(history.log), "inclusive")
    assert {f"p{p}": percentile(shown, p) for p in (50, 70, 85, 95)} == published

    told = ask(person, 30)
    assert told.exact["history"]["items"] == expected["with_done"]
    assert told.exact["start"] == expected["wip_end_of_day"]["last_day"]
    assert "sure by" in told.sentence
    file = tmp_path / "backlog.headrace"
    again = save_and_reopen(sit_down, person, file)
    again.go("forecast")
    assert answer(again) == told
    assert on_the_command_line(file, capsys)["percentiles"] == told.exact["percentiles"]


def test_an_import_is_taken_back_and_done_again(person: Person, own_export: Path) -> None:
    import_by_the_button(person, own_export)
    imported = person.project
    person.press(Qt.Key.Key_Z, CONTROL)
    assert person.project.history is None
    assert person.read("historyPage.empty.title") == "No history yet"
    person.press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert person.project is imported
    person.wait_for_jobs()


def test_an_import_given_up_leaves_everything_as_it_was(person: Person, own_export: Path) -> None:
    before = person.project
    person.answers.import_path = own_export
    person.press(Qt.Key.Key_I, CONTROL)
    page = person.page
    assert isinstance(page, HistoryPage)
    person.wait(page.import_view.accept_button.isEnabled)
    person.click("history.import.cancel")
    assert person.project is before
    assert person.lent.document.is_clean
    assert person.read("historyPage.empty.title") == "No history yet"
